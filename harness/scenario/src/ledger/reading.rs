//! One way to read a claim: a value of a named reading of the model's profile, and who reads it so.

use crate::reader::{Fields, Reader, Shape, Slot};
use crate::{Problem, Source, Span, Spanned};

/// One way to read a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimReading {
    /// Name of the reading in the model's profile (key `reading`).
    pub name: Spanned<String>,
    /// The value that a profile gives it.
    pub value: Spanned<String>,
    /// Who says so, and what.
    pub says: Spanned<String>,
    /// Where it is marked as the default.
    pub default: Option<Span>,
}

const READING: Shape = Shape {
    place: "a reading",
    keys: &["reading", "value", "says", "default"],
    example: "{ reading: save_echo, value: \"off\", says: \"the dialogue of 10 shows OK alone\", default: true }",
};

impl ClaimReading {
    /// Tells whether the model takes this reading where a profile does not say otherwise.
    #[must_use]
    pub const fn is_default(&self) -> bool {
        self.default.is_some()
    }

    /// Reads the readings of a claim, of which one has to be the default.
    pub(super) fn read_all(reader: &mut Reader<'_>, fields: Fields<'_>) -> Vec<Self> {
        let Some(entry) = fields.entry("readings") else { return Vec::new() };
        let items = reader.items(Slot::of(entry), READING.example).unwrap_or_default();
        let before = reader.problems.len();
        let read = |item| Self::read(reader, Slot::new("reading", item));
        let readings: Vec<Self> = items.iter().filter_map(read).collect();
        let mut defaults = readings.iter().filter_map(|reading| reading.default);
        match (defaults.next(), defaults.next()) {
            (Some(first), Some(span)) => {
                reader.problems.push(Problem::SecondDefaultReading { span, first });
            }
            // Nothing follows from readings that could not be read.
            (None, _) if !items.is_empty() && reader.problems.len() == before => {
                reader.problems.push(Problem::NoDefaultReading { span: entry.key.span });
            }
            _ => {}
        }
        readings
    }

    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let fields = reader.fields(slot, READING)?;
        let text = |reader: &mut Reader<'_>, key| {
            let slot = reader.required(fields, key, READING)?;
            reader.some_text(slot, READING.example)
        };
        let name = text(reader, "reading");
        let value = text(reader, "value");
        let says = text(reader, "says");
        let default = reader.optional(fields, "default", Reader::flag);
        Some(Self {
            name: name?,
            value: value?,
            says: says?,
            default: default.filter(|default| default.value).map(|default| default.span),
        })
    }

    /// Says what is wrong with the reading, if the profile does not have it.
    pub(super) fn check(
        &self,
        source: &Source,
        check: impl Fn(&str, &str) -> Result<(), String>,
    ) -> Option<Problem> {
        let reason = check(&self.name, &self.value).err()?;
        Some(Problem::profile(source, &self.name, &self.value, reason))
    }
}

//! One claim, read from its nodes.

use super::{ClaimReading, Level, Requirement};
use crate::node::Node;
use crate::reader::{Fields, Reader, Shape, Slot, Word};
use crate::{Problem, Spanned, requirement_id};

pub(super) const ENTRY: Shape = Shape {
    place: "a ledger entry",
    keys: &[
        "id",
        "claim",
        "level",
        "where",
        "readings",
        "reason",
        "finding",
        "no_negative",
        "uncovered",
    ],
    example: "{ id: SIM-2.1-1, claim: \"...\", level: documented, where: \"2.1\" }",
};
const WITH_READINGS: Shape = Shape {
    place: "a ledger entry with readings",
    example: "reason: \"the dialogue of 10 is explicit\"",
    ..ENTRY
};
const LEVELS: [Word<Level>; 5] = [
    Word("documented", Level::Documented),
    Word("example", Level::Example),
    Word("sibling", Level::Sibling),
    Word("inferred", Level::Inferred),
    Word("unknown", Level::Unknown),
];

impl Requirement {
    /// Reads an entry. What is wrong is noted in the reader.
    pub(super) fn read(reader: &mut Reader<'_>, item: &Node) -> Option<Self> {
        let fields = reader.fields(Slot::new("entry", item), ENTRY)?;
        let id = required_text(reader, fields, "id");
        let claim = required_text(reader, fields, "claim");
        let section = required_text(reader, fields, "where");
        let level = reader.required(fields, "level", ENTRY);
        let level = level.and_then(|level| reader.word(level, "level", &LEVELS));
        let readings = ClaimReading::read_all(reader, fields);
        if fields.entry("readings").is_some() {
            reader.required(fields, "reason", WITH_READINGS);
        }
        let reason = sentence(reader, fields, "reason", "say why the default is the default");
        let finding = sentence(reader, fields, "finding", "say in one sentence what disagrees");
        let no_negative =
            sentence(reader, fields, "no_negative", "say why no negative case can exist");
        let uncovered = sentence(reader, fields, "uncovered", "say why no scenario can decide it");
        let id = id?;
        if !requirement_id::is_well_formed(&id) {
            return reader.refuse(Problem::BadRequirementId { span: id.span, id: id.value });
        }
        Some(Self {
            span: id.span,
            id: id.value,
            claim: claim?.value,
            level: level?.value,
            section: section?.value,
            readings,
            reason,
            finding,
            no_negative,
            uncovered,
            source: reader.source.clone(),
        })
    }
}

fn required_text(
    reader: &mut Reader<'_>,
    fields: Fields<'_>,
    key: &str,
) -> Option<Spanned<String>> {
    let slot = reader.required(fields, key, ENTRY)?;
    reader.some_text(slot, ENTRY.example)
}

/// A text that may be left out, but not be empty.
fn sentence(
    reader: &mut Reader<'_>,
    fields: Fields<'_>,
    key: &str,
    help: &str,
) -> Option<Spanned<String>> {
    reader.optional(fields, key, |reader, slot| reader.some_text(slot, help))
}

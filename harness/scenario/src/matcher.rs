//! What one line, or the raw data after one, has to be.

use crate::payload::hex;
use crate::reader::{Reader, Shape, Slot, at};
use crate::{Captures, Pattern, Payload, Problem, Spanned, Template, shown};

/// One expected line of a response, or an expected URC.
#[derive(Clone, Debug)]
pub struct LineMatcher {
    /// What the line has to be.
    pub form: LineForm,
    /// Whether the line may be missing.
    pub optional: bool,
}

/// The forms in which an author writes an expected line.
#[derive(Clone, Debug)]
pub enum LineForm {
    /// The line's text, to be met octet by octet (as UTF-8).
    Text(Template),
    /// A regular expression over the line as [`shown`] writes it.
    Pattern(Pattern),
    /// The line's octets.
    Octets(Vec<u8>),
    /// Not a line: raw data of the length that the line before it declares.
    Data(Payload),
}

impl LineMatcher {
    /// Tells whether a line (without CR and LF), or the raw data, is the expected one.
    #[must_use]
    pub fn is_match(&self, octets: &[u8], captures: &Captures) -> bool {
        match &self.form {
            LineForm::Text(text) => text.resolve(captures).as_bytes() == octets,
            LineForm::Pattern(pattern) => pattern.is_match(&shown(octets), captures),
            LineForm::Octets(expected) => expected == octets,
            LineForm::Data(payload) => payload.octets_with(captures) == octets,
        }
    }

    /// Tells whether raw data is expected instead of a line.
    #[must_use]
    pub const fn is_data(&self) -> bool {
        matches!(self.form, LineForm::Data(_))
    }
}

const FORMS: &[&str] = &["text", "pattern", "line_hex", "data"];
const SHAPE: Shape = Shape {
    place: "an expected line",
    keys: &["text", "pattern", "line_hex", "data", "optional"],
    example: "OK, or { pattern: '^\\+CMMSVIEW: 2,' }, or { data: { hex: \"48 00\" } }",
};
const URC_FORMS: &[&str] = &["text", "pattern", "line_hex"];
const URC: Shape = Shape {
    place: "a URC",
    keys: URC_FORMS,
    example: "\"+CMMSSEND: 0\", or { pattern: '^\\+CMMSSEND: \\d+$' }",
};

impl LineMatcher {
    /// Reads a line of a response: a text, or a mapping with another form.
    pub(crate) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        Self::read_as(reader, slot, FORMS, SHAPE)
    }

    /// Reads a URC: a text, or a mapping with another form. Raw data is no URC.
    pub(crate) fn read_urc(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        Self::read_as(reader, slot, URC_FORMS, URC)
    }

    fn read_as(
        reader: &mut Reader<'_>,
        slot: Slot<'_>,
        forms: &[&str],
        shape: Shape,
    ) -> Option<Spanned<Self>> {
        if slot.node.scalar().is_some() {
            let text = reader.template(slot)?;
            return Some(text.map(|text| Self { form: LineForm::Text(text), optional: false }));
        }
        if let Some(line) = unquoted(reader, slot) {
            return reader.refuse(line);
        }
        let fields = reader.fields(slot, shape)?;
        let optional = reader.optional(fields, "optional", Reader::flag);
        let form = Slot::of(reader.choice(fields, forms, shape)?);
        let read = match form.what {
            "text" => LineForm::Text(reader.template(form)?.value),
            "pattern" => LineForm::Pattern(Pattern::read(reader, form)?.value),
            "line_hex" => LineForm::Octets(hex(reader, form)?.value),
            _ => LineForm::Data(Payload::read(reader, form)?.value),
        };
        let optional = optional.is_some_and(|optional| optional.value);
        Some(Spanned::new(Self { form: read, optional }, at(form, ()).span))
    }
}

/// A line like `+CMMSVIEW: 2`, which YAML takes for a mapping when it stands without quotes.
fn unquoted(reader: &Reader<'_>, slot: Slot<'_>) -> Option<Problem> {
    let key = slot.node.entries().first()?;
    if !key.key.value.starts_with(['+', '*', '$', '^']) {
        return None;
    }
    let line = reader.source.slice(slot.span());
    Some(Problem::WrongShape {
        span: slot.span(),
        what: format!("`{}`", slot.what),
        expected: "a line".to_owned(),
        found: slot.node.found(),
        help: format!("a line with a colon and a blank in it must be quoted: '{line}'"),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::text(LineForm::Text(Template::literal("OK")), b"OK", true)]
    #[case::text_differs(LineForm::Text(Template::literal("OK")), b"OK ", false)]
    #[case::octets(LineForm::Octets(vec![0x2B, 0xFF]), b"+\xFF", true)]
    #[case::data(LineForm::Data(Payload::Octets(Arc::from([0x48, 0x00]))), b"H\x00", true)]
    fn matches_octets(#[case] form: LineForm, #[case] line: &[u8], #[case] expected: bool) {
        let matcher = LineMatcher { form, optional: false };
        assert_eq!(matcher.is_match(line, &Captures::new()), expected);
    }

    #[test]
    fn pattern_sees_octets_in_angle_brackets() {
        let pattern = Pattern::new(Template::literal("^a<C3>$")).unwrap();
        let matcher = LineMatcher { form: LineForm::Pattern(pattern), optional: false };
        assert!(matcher.is_match(b"a\xC3", &Captures::new()));
    }
}

//! Quoted-string (WSP 8.4.2.1): a quotation mark, text, NUL. There is no closing mark, and phones send one.

use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::{TextString, to_text};
use crate::tolerance::Tolerances;

/// The quotation mark that opens a Quoted-string.
pub(crate) const MARK: u8 = 0x22;

/// Reads a Quoted-string, whose mark the caller has seen.
pub(crate) fn read<'a>(reader: &mut Reader<'_, 'a>) -> Result<TextString<'a>, DecodeError> {
    reader.skip_octet();
    if matches!(reader.peek(), Some(1..0x20)) {
        return Err(reader.unexpected(Production::QuotedString));
    }
    let start = *reader;
    let octets = reader.take_to_nul(Production::QuotedString)?;
    let text = match octets.strip_suffix(&[MARK]) {
        Some(inner) if reader.tolerates(Tolerances::CLOSING_QUOTE) => inner,
        _ => octets,
    };
    Ok(TextString::from_checked(to_text(&start, text, Production::QuotedString)?))
}

/// Writes a Quoted-string. A text that itself ends with a quotation mark gets a closing one, so that it survives a
/// reader that drops closing marks.
pub(crate) fn write(sink: &mut dyn Sink, text: &str) {
    sink.put(&[MARK]);
    sink.put(text.as_bytes());
    if text.as_bytes().ends_with(&[MARK]) {
        sink.put(&[MARK]);
    }
    sink.put(&[0]);
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;

    fn decode(octets: &[u8], tolerances: Tolerances) -> Result<TextString<'_>, DecodeErrorKind> {
        let context = Context::new(octets.len(), tolerances);
        read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    #[case("<a>", b"\"<a>\0")]
    #[case::empty("", b"\"\0")]
    #[case::ends_with_a_mark("a\"", b"\"a\"\"\0")]
    fn a_text_goes_and_comes_back(#[case] text: &str, #[case] octets: &[u8]) {
        assert_eq!(collect(|sink| write(sink, text)), octets);
        assert_eq!(decode(octets, Tolerances::DEFAULT).unwrap(), text);
    }

    #[test]
    fn a_closing_mark_is_dropped_where_tolerated() {
        assert_eq!(decode(b"\"<a>\"\0", Tolerances::CLOSING_QUOTE).unwrap(), "<a>");
        assert_eq!(decode(b"\"<a>\"\0", Tolerances::NONE).unwrap(), "<a>\"");
    }

    #[rstest]
    #[case::without_nul(b"\"a", DecodeErrorKind::MissingNul)]
    #[case::control(b"\"\x01\0", DecodeErrorKind::UnexpectedOctet(1))]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets, Tolerances::DEFAULT), Err(kind));
    }
}

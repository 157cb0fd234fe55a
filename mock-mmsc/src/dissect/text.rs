//! Text-string, Token-text, Quoted-string and Encoded-string-value (WSP 8.4.2.1, ENC 7.3.19).

use super::charset::{decode, is_wide};
use super::cursor::Cursor;
use super::field::{Field, Hole, Oddity, Reason, Remark, Text};
use super::integer::{counted, integer};

/// Stands before a text whose first octet has its top bit set.
const QUOTE: u8 = 0x7F;
/// Starts a Quoted-string.
const MARK: u8 = b'"';

/// Text-string, Token-text or Quoted-string: a quote or a quotation mark at the start is dropped.
pub(super) fn text_string(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    if matches!(cursor.peek(), Some(0x01..0x20)) {
        return Err(cursor.hole(Reason::Form, "Text-string", None));
    }
    let text = until_nul(cursor)?;
    let quoted = matches!(text.octets.first(), Some(&MARK));
    put(field, text.bare(), None, false);
    if quoted {
        drop_closing_mark(field);
    }
    Ok(())
}

/// Encoded-string-value: a Text-string, or a counted charset and text.
pub(super) fn encoded_string(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    if !matches!(cursor.peek(), Some(0x01..0x20)) {
        let text = until_nul(cursor)?;
        put(field, text.unquoted(), None, true);
        return Ok(());
    }
    let (length, mut inner) = counted(cursor)?;
    length.note(field);
    let charset = integer(&mut inner)?;
    charset.note(field);
    let text = counted_text(field, &mut inner, is_wide(charset.value));
    put(field, text, Some(charset.value), true);
    Ok(())
}

/// Notes octets that a counted value has behind what it is made of.
pub(super) fn leftover(field: &mut Field, inner: &Cursor<'_>) {
    if !inner.is_empty() {
        let (offset, length) = (inner.at(), inner.left());
        field.remarks.push(Remark { oddity: Oddity::Leftover, offset, length });
    }
}

/// Octets of a text and where they stand.
#[derive(Clone, Copy)]
struct Span<'a> {
    octets: &'a [u8],
    offset: usize,
}

impl<'a> Span<'a> {
    /// Without the quote at the start.
    fn unquoted(self) -> Self {
        self.without(QUOTE)
    }

    /// Without the quote or the quotation mark at the start.
    fn bare(self) -> Self {
        self.without(QUOTE).without(MARK)
    }

    fn without(self, first: u8) -> Self {
        match self.octets.strip_prefix(&[first]) {
            Some(octets) => Self { octets, offset: self.offset + 1 },
            None => self,
        }
    }
}

fn until_nul<'a>(cursor: &mut Cursor<'a>) -> Result<Span<'a>, Hole> {
    let offset = cursor.at();
    match cursor.rest().iter().position(|octet| *octet == 0) {
        Some(length) => {
            let octets = cursor.take(length);
            cursor.take(1);
            Ok(Span { octets, offset })
        }
        None if cursor.is_empty() => Err(cursor.hole(Reason::Truncated, "Text-string", Some(1))),
        None => Err(cursor.hole(Reason::Unterminated, "Text-string", None)),
    }
}

fn counted_text<'a>(field: &mut Field, inner: &mut Cursor<'a>, wide: bool) -> Span<'a> {
    let offset = inner.at();
    let end = if wide { wide_end(inner.rest()) } else { nul(inner.rest()) };
    let octets = inner.take(end.unwrap_or_else(|| inner.left()));
    let span = Span { octets, offset };
    if end.is_none() {
        field.remarks.push(Remark { oddity: Oddity::Unterminated, offset: inner.at(), length: 0 });
    }
    if wide {
        inner.take(inner.left());
        return span;
    }
    inner.take(1);
    leftover(field, inner);
    span.unquoted()
}

fn nul(octets: &[u8]) -> Option<usize> {
    octets.iter().position(|octet| *octet == 0)
}

/// Where a text of two octets a character ends: before one NUL octet, or before a NUL character.
fn wide_end(octets: &[u8]) -> Option<usize> {
    match octets {
        [text @ .., 0] if text.len() % 2 == 0 => Some(text.len()),
        [text @ .., 0, 0] if text.len() % 2 == 0 => Some(text.len()),
        _ => None,
    }
}

fn put(field: &mut Field, span: Span<'_>, charset: Option<u64>, encoded: bool) {
    let (value, agrees) = decode(span.octets, charset);
    field.value = value;
    field.text = Some(Text {
        offset: span.offset,
        length: span.octets.len(),
        charset,
        encoded,
        ascii: span.octets.is_ascii(),
        agrees,
    });
}

fn drop_closing_mark(field: &mut Field) {
    if field.value.ends_with('"')
        && let Some(text) = &mut field.text
    {
        field.value.pop();
        text.length = text.length.saturating_sub(1);
        let offset = text.offset + text.length;
        field.remarks.push(Remark { oddity: Oddity::ClosingQuote, offset, length: 1 });
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::field::Kind;

    type Reader = fn(&mut Field, &mut Cursor<'_>) -> Result<(), Hole>;

    #[rstest]
    #[case::text(text_string, b"Hi\0", "Hi", &[])]
    #[case::empty(text_string, b"\0", "", &[])]
    #[case::quote(text_string, b"\x7F\xC3\xA9\0", "\u{E9}", &[])]
    #[case::quoted(text_string, b"\"<a>\0", "<a>", &[])]
    #[case::closing_mark(text_string, b"\"<a>\"\0", "<a>", &[(Oddity::ClosingQuote, 4)])]
    #[case::plain(encoded_string, b"Hi\0", "Hi", &[])]
    #[case::mark_is_text(encoded_string, b"\"Hi\"\0", "\"Hi\"", &[])]
    #[case::utf_8(encoded_string, b"\x04\xEA\xC3\xA9\0", "\u{E9}", &[])]
    #[case::utf_8_quoted(encoded_string, b"\x05\xEA\x7F\xC3\xA9\0", "\u{E9}", &[])]
    #[case::utf_16(encoded_string, b"\x08\x02\x03\xF7\x00A\x00B\0", "AB", &[])]
    #[case::utf_16_wide_nul(encoded_string, b"\x07\x02\x03\xF7\x00A\0\0", "A", &[])]
    #[case::no_nul(encoded_string, b"\x03\xEAHi", "Hi", &[(Oddity::Unterminated, 4)])]
    #[case::leftover(encoded_string, b"\x05\xEAHi\0!", "Hi", &[(Oddity::Leftover, 5)])]
    #[case::overlong(encoded_string, b"\x1F\x04\xEAHi\0", "Hi", &[(Oddity::Overlong, 0)])]
    fn texts(
        #[case] reader: Reader,
        #[case] octets: &[u8],
        #[case] value: &str,
        #[case] oddities: &[(Oddity, usize)],
    ) {
        let mut field = Field::new(Kind::Header, "Subject", 0);
        let mut cursor = Cursor::new(octets);
        reader(&mut field, &mut cursor).unwrap();
        let seen: Vec<_> =
            field.remarks.iter().map(|remark| (remark.oddity, remark.offset)).collect();
        assert_eq!((field.value.as_str(), seen.as_slice()), (value, oddities));
        assert_eq!(cursor.left(), 0);
    }

    #[rstest]
    #[case::no_nul(text_string, b"Hi", Reason::Unterminated, 0)]
    #[case::counted(text_string, b"\x01\x80", Reason::Form, 0)]
    #[case::nothing(encoded_string, b"", Reason::Truncated, 0)]
    #[case::length_past_the_end(encoded_string, b"\x09\xEAHi\0", Reason::Length, 0)]
    #[case::charset_is_text(encoded_string, b"\x04utf\0", Reason::Form, 1)]
    fn holes(
        #[case] reader: Reader,
        #[case] octets: &[u8],
        #[case] reason: Reason,
        #[case] offset: usize,
    ) {
        let mut field = Field::new(Kind::Header, "Subject", 0);
        let hole = reader(&mut field, &mut Cursor::new(octets)).unwrap_err();
        assert_eq!((hole.reason, hole.offset), (reason, offset));
    }
}

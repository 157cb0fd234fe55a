//! Text-string, Token-text, Quoted-string and Encoded-string-value (WSP 8.4.2.1, ENC 7.3.19).

use super::charset::{decode, is_wide};
use super::cursor::Cursor;
use super::field::{Field, Hole, Oddity, Reason, Text};
use super::integer::{counted, integer};
use super::phrase::Phrase;

/// Stands before a text whose first octet has its top bit set.
pub(super) const QUOTE: u8 = 0x7F;
/// Starts a Quoted-string.
pub(super) const MARK: u8 = b'"';

/// Text-string or Token-text: a quote at the start is dropped.
pub(super) fn text_string(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    if matches!(cursor.peek(), Some(0x01..0x20)) {
        return Err(cursor.hole(Reason::Form, "Text-string", None));
    }
    let text = until_nul(cursor)?;
    put(field, text.unquoted(), None, false);
    Ok(())
}

/// Text-value: No-value, Token-text or Quoted-string, whose quotation mark is dropped. Other texts are taken too.
pub(super) fn text_value(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    match cursor.peek() {
        Some(MARK) => quoted_string(field, cursor),
        _ => text_string(field, cursor),
    }
}

fn quoted_string(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let text = until_nul(cursor)?.without(MARK);
    if let Some(inside) = text.octets.iter().position(|octet| is_control(*octet)) {
        let available = text.octets.len().saturating_sub(inside) + 1;
        let offset = text.offset + inside;
        let hole = cursor.hole(Reason::Form, "Quoted-string", None);
        return Err(Hole { offset, available, ..hole });
    }
    put(field, text, None, false);
    if text.octets.last() == Some(&MARK) {
        drop_closing_mark(field);
    }
    Ok(())
}

/// Whether TEXT cannot hold an octet (RFC 2616 2.2): blanks, tabs and ends of lines are its white space.
const fn is_control(octet: u8) -> bool {
    octet.is_ascii_control() && !matches!(octet, b'\t' | b'\r' | b'\n')
}

/// Encoded-string-value: a Text-string, or a counted charset and text.
pub(super) fn encoded_string(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    if !matches!(cursor.peek(), Some(0x01..0x20)) {
        let text = until_nul(cursor)?;
        put(field, text.unquoted(), None, true);
        return Ok(());
    }
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    let charset = integer(&mut inner)?;
    charset.note(field, &inner);
    let text = counted_text(field, &mut inner, is_wide(charset.value));
    put(field, text, Some(charset.value), true);
    Ok(())
}

/// Notes octets that a counted value has behind what it is made of.
pub(super) fn leftover(field: &mut Field, inner: &Cursor<'_>) {
    if !inner.is_empty() {
        let (offset, length) = (inner.at(), inner.left());
        field.remarks.add(Oddity::Leftover, offset, length);
    }
}

/// Octets of a text and where they stand.
#[derive(Clone, Copy)]
struct Span<'a> {
    octets: &'a [u8],
    offset: usize,
    /// Whether all of them are below 0x80.
    ascii: bool,
}

impl<'a> Span<'a> {
    /// Without the quote at the start.
    fn unquoted(self) -> Self {
        self.without(QUOTE)
    }

    /// Without an octet below 0x80 at the start.
    fn without(self, first: u8) -> Self {
        match self.octets.strip_prefix(&[first]) {
            Some(octets) => Self { octets, offset: self.offset + 1, ..self },
            None => self,
        }
    }
}

fn until_nul<'a>(cursor: &mut Cursor<'a>) -> Result<Span<'a>, Hole> {
    let offset = cursor.at();
    match nul(cursor.rest()) {
        Some((length, ascii)) => {
            let octets = cursor.take(length);
            cursor.take(1);
            Ok(Span { octets, offset, ascii })
        }
        None if cursor.is_empty() => Err(cursor.hole(Reason::Truncated, "Text-string", Some(1))),
        None => Err(cursor.hole(Reason::Unterminated, "Text-string", None)),
    }
}

fn counted_text<'a>(field: &mut Field, inner: &mut Cursor<'a>, wide: bool) -> Span<'a> {
    if wide && is_quoted_wide(inner.rest()) {
        inner.take(1);
    }
    let offset = inner.at();
    let end = match wide {
        true => wide_end(inner.rest()),
        false => nul(inner.rest()).map(|(length, _)| length),
    };
    let octets = inner.take(end.unwrap_or_else(|| inner.left()));
    let span = Span { octets, offset, ascii: octets.is_ascii() };
    if end.is_none() {
        field.remarks.add(Oddity::Unterminated, inner.at(), 0);
    }
    if wide {
        inner.take(inner.left());
        return span;
    }
    inner.take(1);
    leftover(field, inner);
    span.unquoted()
}

/// Octets before the first NUL, and whether all of them are below 0x80.
fn nul(octets: &[u8]) -> Option<(usize, bool)> {
    let (words, _) = octets.as_chunks::<WORD_OCTETS>();
    let (mut length, mut high) = (0, 0);
    for octets in words {
        let word = u64::from_le_bytes(*octets);
        // The lowest bit that is set is that of the first NUL.
        let nul = word.wrapping_sub(EVERY_LOW) & !word & EVERY_HIGH;
        if nul != 0 {
            let before = nul.trailing_zeros() / 8;
            high |= word & EVERY_HIGH & (nul ^ nul.wrapping_sub(1));
            return Some((length + usize::try_from(before).unwrap_or_default(), high == 0));
        }
        high |= word & EVERY_HIGH;
        length += WORD_OCTETS;
    }
    let rest = octets.get(length..).unwrap_or_default();
    let before = rest.iter().position(|octet| *octet == 0)?;
    let ascii = high == 0 && rest.get(..before).unwrap_or_default().is_ascii();
    Some((length + before, ascii))
}

/// Octets that are looked at together.
const WORD_OCTETS: usize = 8;
/// The lowest bit of each of them.
const EVERY_LOW: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each of them.
const EVERY_HIGH: u64 = 0x8080_8080_8080_8080;

/// Where a text of two octets a character ends: before one NUL octet, or before a NUL character.
fn wide_end(octets: &[u8]) -> Option<usize> {
    match octets {
        [text @ .., 0] if text.len() % 2 == 0 => Some(text.len()),
        [text @ .., 0, 0] if text.len() % 2 == 0 => Some(text.len()),
        _ => None,
    }
}

/// Whether a text of two octets a character stands behind a quote. 0x7F may be the first half of a character as well: it
/// is a quote before a byte order mark, and before an octet that needs one where the text would not end otherwise.
fn is_quoted_wide(octets: &[u8]) -> bool {
    match octets.strip_prefix(&[QUOTE]) {
        Some([0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) => true,
        Some(text) if text.first().is_some_and(|first| *first >= 0x80) => {
            wide_end(octets).is_none() && wide_end(text).is_some()
        }
        _ => false,
    }
}

fn put(field: &mut Field, span: Span<'_>, charset: Option<u64>, encoded: bool) {
    let ascii = span.ascii;
    // Which of the charsets that have us-ascii in them is named does not matter then.
    let (value, agrees) = match ascii && !charset.is_some_and(is_wide) {
        true => (Phrase::ascii(span.octets), true),
        false => decode(span.octets, charset),
    };
    field.value = value;
    field.text = Some(Text {
        offset: span.offset,
        length: span.octets.len(),
        charset,
        encoded,
        ascii,
        agrees,
    });
}

fn drop_closing_mark(field: &mut Field) {
    if let Some(value) = field.value.strip_suffix('"')
        && let Some(text) = &mut field.text
    {
        field.value = value.into();
        text.length = text.length.saturating_sub(1);
        let offset = text.offset + text.length;
        field.remarks.add(Oddity::ClosingQuote, offset, 1);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::field::Kind;

    #[rstest]
    #[case::nothing(b"", None)]
    #[case::no_nul(b"0123456789", None)]
    #[case::first(b"\0\xFF", Some((0, true)))]
    #[case::in_a_word(b"012\0\xFF567", Some((3, true)))]
    #[case::above_before_it(b"01\xE9\0\xFF567", Some((3, false)))]
    #[case::one_before_it(b"01\x01\0\x01567", Some((3, true)))]
    #[case::end_of_a_word(b"0123456\0\xFF", Some((7, true)))]
    #[case::second_word(b"01234567\0\xFF234567", Some((8, true)))]
    #[case::above_in_the_first_word(b"0123456\xE90\0", Some((9, false)))]
    #[case::above_behind_the_words(b"01234567\xE9\0\0", Some((9, false)))]
    #[case::behind_the_words(b"0123456789\0\xFF", Some((10, true)))]
    fn ends(#[case] octets: &[u8], #[case] expected: Option<(usize, bool)>) {
        assert_eq!(nul(octets), expected);
    }

    type Reader = fn(&mut Field, &mut Cursor<'_>) -> Result<(), Hole>;

    #[rstest]
    #[case::text(text_string, b"Hi\0", "Hi", &[])]
    #[case::empty(text_string, b"\0", "", &[])]
    #[case::quote(text_string, b"\x7F\xC3\xA9\0", "\u{E9}", &[])]
    #[case::mark_of_a_text(text_string, b"\"1\0", "\"1", &[])]
    #[case::quoted(text_value, b"\"<a>\0", "<a>", &[])]
    #[case::token(text_value, b"<a>\0", "<a>", &[])]
    #[case::quoted_white_space(text_value, b"\"a\tb\0", "a\tb", &[])]
    #[case::closing_mark(text_value, b"\"<a>\"\0", "<a>", &[(Oddity::ClosingQuote, 4)])]
    #[case::plain(encoded_string, b"Hi\0", "Hi", &[])]
    #[case::mark_is_text(encoded_string, b"\"Hi\"\0", "\"Hi\"", &[])]
    #[case::utf_8(encoded_string, b"\x04\xEA\xC3\xA9\0", "\u{E9}", &[])]
    #[case::utf_8_quoted(encoded_string, b"\x05\xEA\x7F\xC3\xA9\0", "\u{E9}", &[])]
    #[case::utf_16(encoded_string, b"\x08\x02\x03\xF7\x00A\x00B\0", "AB", &[])]
    #[case::utf_16_wide_nul(encoded_string, b"\x07\x02\x03\xF7\x00A\0\0", "A", &[])]
    #[case::utf_16_quoted(encoded_string, b"\x07\x02\x03\xF7\x7F\x96\xC5\0", "\u{96C5}", &[])]
    #[case::utf_16_mark_quoted(encoded_string, b"\x09\x02\x03\xF7\x7F\xFF\xFEA\0\0", "A", &[])]
    #[case::utf_16_no_quote(encoded_string, b"\x06\x02\x03\xF7\x7F\x96\0", "\u{7F96}", &[])]
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
    #[case::control_first(text_value, b"\"\x1F\0", Reason::Form, 1)]
    #[case::control_inside(text_value, b"\"a\x7F\0", Reason::Form, 2)]
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

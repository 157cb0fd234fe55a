//! Fields of an information response, split at commas.
//!
//! A quoted string here ends at a quote that a comma, the end, or `;"` follows, blanks aside: the strings of
//! `+CMMSVIEW` carry raw UCS-2, in which an octet 0x22 may be part of a character. Not decoded here: characters.

use alloc::vec::Vec;

use crate::Spacing;
use crate::command::decimal;

/// One field of an information response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InformationField {
    /// Nothing between two commas.
    Omitted,
    /// Decimal digits up to [`u32::MAX`].
    Number(u32),
    /// A quoted string without its quotes, octet for octet (a `+CMMSVIEW` subject is UCS-2).
    Text(Vec<u8>),
    /// Two or more quoted strings joined by `;`, as in `"13918181818";"t1@test.com"`.
    List(Vec<Vec<u8>>),
    /// Any other word, such as the value range `(0-6)`, or a quoted string that does not end.
    Bare(Vec<u8>),
}

/// The subject in the header of `+CMMSVIEW`, counted from 0: octets of UCS-2 little-endian, any of which may be a
/// quote, a comma or a line end.
pub(crate) const RAW_FIELD_OF_CMMSVIEW: usize = 6;

/// Fields of a line; the last of so many holds the rest of the line. This keeps the work linear in the line's length.
pub const FIELDS_MAX: usize = 64;

/// Splits the text after the colon. Field `raw` may hold any octets between its quotes, even `",`: the last quote of
/// the text is the one that closes it.
pub(crate) fn split_fields(
    text: &[u8],
    raw: Option<usize>,
    spacing: &mut Spacing,
) -> Vec<InformationField> {
    let mut fields = Vec::new();
    let content = text.trim_ascii_end();
    spacing.blank_at_end |= text.ends_with(b" ");
    if content.is_empty() {
        return fields;
    }
    let mut rest = content;
    loop {
        if fields.len().saturating_add(1) == FIELDS_MAX {
            fields.push(InformationField::Bare(rest.to_vec()));
            return fields;
        }
        let field = if raw == Some(fields.len()) { read_raw(rest) } else { None }
            .unwrap_or_else(|| read_field(rest));
        fields.push(field.value);
        let Some(after) = trim_start(field.rest).strip_prefix(b",") else {
            return fields;
        };
        let gap = field.rest.len().saturating_sub(after.len()).saturating_sub(1);
        spacing.note_before_comma(field.rest.get(..gap).unwrap_or_default());
        rest = trim_start(after);
        spacing.blank_after_comma |= rest.len() != after.len();
    }
}

/// A field and the text after it, which starts with blanks and a comma, or is empty.
struct Split<'a> {
    value: InformationField,
    rest: &'a [u8],
}

fn read_field(text: &[u8]) -> Split<'_> {
    read_strings(text).unwrap_or_else(|| read_word(text))
}

/// Reads one quoted string, or several joined by `;`.
fn read_strings(text: &[u8]) -> Option<Split<'_>> {
    let mut strings = Vec::new();
    let rest = pass_strings(text, |string| strings.push(string.to_vec()))?;
    let value = match strings.len() {
        1 => InformationField::Text(strings.pop()?),
        _ => InformationField::List(strings),
    };
    Some(Split { value, rest })
}

/// The text after one quoted string, or after several joined by `;`.
fn pass_strings<'a>(text: &'a [u8], mut each: impl FnMut(&'a [u8])) -> Option<&'a [u8]> {
    let mut rest = text;
    loop {
        let (string, after) = split_at_closing_quote(rest.strip_prefix(b"\"")?)?;
        each(string);
        match after.strip_prefix(b";") {
            Some(next) => rest = next,
            None => return Some(after),
        }
    }
}

fn split_at_closing_quote(inner: &[u8]) -> Option<(&[u8], &[u8])> {
    quotes(inner).find(|(_, after)| {
        after.starts_with(b";\"") || matches!(trim_start(after).first(), None | Some(b','))
    })
}

/// Reads a quoted string of any octets that the last quote of the text closes.
fn read_raw(text: &[u8]) -> Option<Split<'_>> {
    let (string, rest) = quotes(text.strip_prefix(b"\"")?).next_back()?;
    let value = InformationField::Text(string.to_vec());
    matches!(trim_start(rest).first(), None | Some(b',')).then_some(Split { value, rest })
}

/// Whether a `+CMMSVIEW` header stops inside its subject: seven fields, and neither a quote at the end nor, after the
/// last quote, a comma and the size.
pub(crate) fn is_open_raw_field(text: &[u8]) -> bool {
    let Some(subject) =
        pass_fields(text, RAW_FIELD_OF_CMMSVIEW).and_then(|rest| rest.strip_prefix(b"\""))
    else {
        return false;
    };
    let is_closed = |(_, after): (&[u8], &[u8])| {
        let size =
            after.trim_ascii().strip_prefix(b",").map(|size| decimal(size.trim_ascii_start()));
        after.is_empty() || size.is_some_and(|size| size.is_some())
    };
    !quotes(subject).next_back().is_some_and(is_closed)
}

/// The text of the field after so many, without a copy of what they hold; `None` when no comma is behind one of them.
pub(crate) fn pass_fields(text: &[u8], fields: usize) -> Option<&[u8]> {
    let mut rest = text;
    for _ in 0..fields {
        let after = pass_strings(rest, |_| ()).unwrap_or_else(|| split_at_word_end(rest).1);
        rest = trim_start(trim_start(after).strip_prefix(b",")?);
    }
    Some(rest)
}

/// What stands before and after each quote of the text.
fn quotes(text: &[u8]) -> impl DoubleEndedIterator<Item = (&[u8], &[u8])> {
    let positions = text.iter().enumerate().filter(|(_, octet)| **octet == b'"');
    positions.filter_map(|(position, _)| {
        let (before, quote) = text.split_at_checked(position)?;
        Some((before, quote.strip_prefix(b"\"")?))
    })
}

fn read_word(text: &[u8]) -> Split<'_> {
    let (word, rest) = split_at_word_end(text);
    let value = match decimal(word) {
        _ if word.is_empty() => InformationField::Omitted,
        Some(number) => InformationField::Number(number),
        None => InformationField::Bare(word.to_vec()),
    };
    Split { value, rest }
}

/// Splits behind an unquoted word; the gap before the comma is no part of the word.
fn split_at_word_end(text: &[u8]) -> (&[u8], &[u8]) {
    let end = word_end(text, true).or_else(|| word_end(text, false)).unwrap_or(text.len());
    let (word, _) = text.split_at_checked(end).unwrap_or((text, &[]));
    text.split_at_checked(trim_end(word).len()).unwrap_or((text, &[]))
}

/// Where an unquoted word ends: at a comma outside parentheses, or `None` while a parenthesis is open.
fn word_end(text: &[u8], parentheses: bool) -> Option<usize> {
    let mut depth = 0_usize;
    for (position, octet) in text.iter().enumerate() {
        match octet {
            b'(' if parentheses => depth = depth.saturating_add(1),
            b')' if parentheses => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return Some(position),
            _ => {}
        }
    }
    (depth == 0).then_some(text.len())
}

/// Drops at the end what [`trim_start`] drops, and nothing else: what is left over has to start with a comma.
fn trim_end(text: &[u8]) -> &[u8] {
    let is_gap = |octet: &&u8| matches!(octet, b' ' | b'\r' | b'\n');
    let gap = text.iter().rev().take_while(is_gap).count();
    text.get(..text.len().saturating_sub(gap)).unwrap_or_default()
}

/// Drops blanks and line ends at the start.
fn trim_start(text: &[u8]) -> &[u8] {
    let gap = text.iter().take_while(|octet| matches!(octet, b' ' | b'\r' | b'\n')).count();
    text.get(gap..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::{FIELDS_MAX, InformationField, is_open_raw_field, pass_fields, split_fields};
    use crate::Spacing;

    #[test]
    fn the_last_field_that_is_kept_holds_the_rest() {
        let text = vec![b','; FIELDS_MAX + 2];
        let fields = split_fields(&text, None, &mut Spacing::default());
        assert_eq!(fields.len(), FIELDS_MAX);
        assert_eq!(fields.first(), Some(&InformationField::Omitted));
        assert_eq!(fields.last(), Some(&InformationField::Bare(b",,,".to_vec())));
    }

    #[test]
    fn open_subjects() {
        for (text, open) in [
            (&br#"2,"",,,,"d","ab"#[..], true),
            (br#"2,"",,,,"d","a"b"#, true),
            (br#"2,"",,,,"d","a",x"#, true),
            (br#"2,"",,,,"d","a","#, true),
            (br#"2,"",,,,"d","a" "#, true),
            (br#"2,"",,,,"d","a""#, false),
            (br#"2,"",,,,"d","a",9"#, false),
            (br#"2,"",,,,"d","a" , 9 "#, false),
            (br#"2,"",,,,"d",ab"#, false),
            (br#"2,"",,,"d","ab"#, false),
            (b"(0,1)", false),
            (b"", false),
        ] {
            assert_eq!(is_open_raw_field(text), open, "{text:?}");
        }
    }

    #[test]
    fn fields_that_are_passed() {
        for (text, fields, rest) in [
            (&b"1,2"[..], 0, Some(&b"1,2"[..])),
            (b"1,2", 1, Some(b"2")),
            (b"1,2", 2, None),
            (b"1,2,", 2, Some(b"")),
            (b"", 1, None),
            (b",", 1, Some(b"")),
            (b" ,", 1, Some(b"")),
            (b"(0,1) ,\r\n 2,3", 1, Some(b"2,3")),
            (b"(0,1,2", 1, Some(b"1,2")),
            (br#""a,b";"c,d" , 2"#, 1, Some(b"2")),
            (br#""a";b,2"#, 1, Some(b"2")),
            (br#""a"b,c",2"#, 1, Some(b"2")),
            (br#""a,2"#, 1, Some(b"2")),
        ] {
            assert_eq!(pass_fields(text, fields), rest, "{fields} of {text:?}");
        }
    }
}

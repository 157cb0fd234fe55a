//! Content-type-value in its three forms (WSP 8.4.2.24).

use super::cursor::Cursor;
use super::field::{Field, Hole, Reason};
use super::integer::{counted, integer};
use super::media::media_name;
use super::parameter::{parameters, unknown_media};
use super::phrase::Phrase;
use super::text::{QUOTE, text_string};
use super::value::kept;

/// Reads a media type alone (a number or a text), or counted with parameters.
pub(super) fn content_type(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    match cursor.peek() {
        Some(0x20..) => media(field, cursor),
        _ => {
            let (length, mut inner) = counted(cursor)?;
            length.note(field, cursor);
            if inner.is_empty() {
                return Err(inner.hole(Reason::Truncated, "Media-type", Some(1)));
            }
            media(field, &mut inner)?;
            field.children = parameters(&mut inner);
            Ok(())
        }
    }
}

fn media(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    match cursor.peek() {
        Some(0x01..0x20 | 0x80..) => {
            let code = kept(field, cursor, integer)?;
            field.value = media_name(code).map_or_else(|| unknown_media(code), Phrase::fixed);
            Ok(())
        }
        // Extension-Media is text without a quote before it.
        Some(QUOTE) => Err(cursor.hole(Reason::Form, "Media-type", None)),
        _ => text_string(field, cursor),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::field::Kind;

    #[rstest]
    #[case::short(&[0x83], "text/plain", "")]
    #[case::text(b"application/smil\0", "application/smil", "")]
    #[case::unassigned(&[0xD3], "media type 0x53 (unassigned)", "")]
    #[case::charset(&[0x03, 0x83, 0x81, 0xEA], "text/plain", "charset=utf-8")]
    #[case::long_charset(&[0x05, 0x83, 0x81, 0x02, 0x03, 0xF7], "text/plain", "charset=utf-16")]
    #[case::charset_by_name(b"\x0A\x83\x81big5\0\x85a\0", "text/plain", "charset=big5 name=a")]
    #[case::long_media_number(&[0x03, 0x02, 0x03, 0x0A], "media type 0x30A (unassigned)", "")]
    #[case::related(
        b"\x0A\xB3\x89a/b\0\x8A<s\0",
        "application/vnd.wap.multipart.related",
        "type=a/b start=<s"
    )]
    #[case::textual_parameter(b"\x07\x83foo\0b\0", "text/plain", "foo=b")]
    #[case::numbers_of_1_4(b"\x08\x9E\x97\"a\0\x98b\0", "image/jpeg", "name=a filename=b")]
    fn forms(#[case] octets: &[u8], #[case] media: &str, #[case] parameters: &str) {
        let mut field = Field::new(Kind::Header, "Content-Type", 0);
        let mut cursor = Cursor::new(octets);
        content_type(&mut field, &mut cursor).unwrap();
        let seen: Vec<_> =
            field.children.iter().map(|child| format!("{}={}", child.name, child.value)).collect();
        assert_eq!((field.value.as_str(), seen.join(" ").as_str()), (media, parameters));
        assert_eq!(cursor.left(), 0);
    }

    #[rstest]
    #[case::nothing_counted(&[0x00], Reason::Truncated, 1)]
    #[case::length_past_the_end(&[0x1F, 0x87, 0xFF, 0xFF, 0xFF, 0x7F, 0x83], Reason::Length, 0)]
    // A quote, an octet above 7F, "/a"; the same counted.
    #[case::quoted(b"\x7F\x83/a\0", Reason::Form, 0)]
    #[case::quoted_and_counted(b"\x05\x7F\x83/a\0", Reason::Form, 1)]
    #[case::text_without_end(b"a/b", Reason::Unterminated, 0)]
    fn holes(#[case] octets: &[u8], #[case] reason: Reason, #[case] offset: usize) {
        let mut field = Field::new(Kind::Header, "Content-Type", 0);
        let hole = content_type(&mut field, &mut Cursor::new(octets)).unwrap_err();
        assert_eq!((hole.reason, hole.offset), (reason, offset));
    }
}

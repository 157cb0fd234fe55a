//! A whole PDU: header fields up to Content-Type, then the body (ENC 7).

use super::cursor::Cursor;
use super::field::{Field, Hole, Kind, Reason, State};
use super::header_field::{HeaderField, header_field};
use super::media::is_multipart;
use super::multipart::{Content, body};
use super::part_header::textual;
use super::skip::{any_value, read_or_skip, rest};
use super::value::value;

/// Room for header fields that is made beforehand.
const HEADERS_USUAL: usize = 16;
/// Header fields of one PDU that are read.
const HEADERS_MAX: usize = 1_024;
/// The octet of Content-Type.
const CONTENT_TYPE: u8 = 0x84;

/// Reads header fields, and the body behind Content-Type.
pub(super) fn pdu(cursor: &mut Cursor<'_>) -> Vec<Field> {
    let mut fields = Vec::with_capacity(HEADERS_USUAL);
    while let Some(octet) = cursor.peek() {
        if fields.len() >= HEADERS_MAX {
            fields.push(stopped(cursor, Reason::Limit));
            break;
        }
        header(octet, cursor, &mut fields);
        if octet == CONTENT_TYPE {
            after(&mut fields, cursor);
            break;
        }
    }
    fields
}

/// Reads header fields only, up to the end.
pub(crate) fn header_block(octets: &[u8]) -> Vec<Field> {
    let mut cursor = Cursor::new(octets);
    let mut fields = Vec::new();
    while let Some(octet) = cursor.peek()
        && fields.len() < HEADERS_MAX
    {
        header(octet, &mut cursor, &mut fields);
    }
    fields
}

fn header(octet: u8, cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    match (octet, header_field(octet)) {
        (_, Some(known)) => assigned(known, cursor, fields),
        (0x80.., None) => unassigned(octet, cursor, fields),
        (0x20..=0x7E, None) => textual(Kind::ApplicationHeader, cursor, fields),
        (0, None) if cursor.rest().iter().all(|octet| *octet == 0) => {
            fields.push(rest(cursor, Kind::Padding, "Padding"));
        }
        (_, None) => fields.push(stopped(cursor, Reason::Start)),
    }
}

fn assigned(known: &HeaderField, cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let at = cursor.at();
    cursor.take(1);
    if let Some(field) = Field::begin(fields, Kind::Header, known.name, at) {
        read_or_skip(field, cursor, |field, cursor| value(known.form, field, cursor));
    }
}

fn unassigned(octet: u8, cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let name = format!("Header field 0x{octet:02X}");
    let at = cursor.at();
    cursor.take(1);
    if let Some(field) = Field::begin(fields, Kind::UnknownHeader, name, at) {
        read_or_skip(field, cursor, any_value);
    }
}

fn stopped(cursor: &mut Cursor<'_>, reason: Reason) -> Field {
    let hole = cursor.hole(reason, "header field", None);
    let mut field = rest(cursor, Kind::Rest, "Unreadable octets");
    field.state = State::from(Hole { boundary_lost: true, ..hole });
    field
}

/// Reads the body behind the Content-Type that was read last, unless there is neither octet nor need.
fn after(fields: &mut Vec<Field>, cursor: &mut Cursor<'_>) {
    let Some(media) = fields.last() else { return };
    let content = Content::of(media);
    let lost = media.hole().is_some_and(|hole| hole.boundary_lost);
    if lost || (cursor.is_empty() && !is_multipart(media.value.as_bytes())) {
        return;
    }
    if let Some(field) = Field::begin(fields, Kind::Body, "Body", cursor.at()) {
        body(field, cursor, content, 0);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::application_header(b"X-A\0Yes\0\x8D\x90", &[(Kind::ApplicationHeader, 0, 8), (Kind::Header, 8, 2)])]
    #[case::unassigned_number(b"\xC7\x02\x01\x02\x8D\x90", &[(Kind::UnknownHeader, 0, 4), (Kind::Header, 4, 2)])]
    #[case::padding(b"\x8D\x90\0\0", &[(Kind::Header, 0, 2), (Kind::Padding, 2, 2)])]
    // A zero, then Report-Allowed: padding is zeros to the end.
    #[case::no_padding(b"\x8D\x90\0\x91\x80", &[(Kind::Header, 0, 2), (Kind::Rest, 2, 3)])]
    #[case::no_start(b"\x8D\x90\x05\x41", &[(Kind::Header, 0, 2), (Kind::Rest, 2, 2)])]
    #[case::body(b"\x84\x83Hi", &[(Kind::Header, 0, 2), (Kind::Body, 2, 2)])]
    #[case::boundary_lost(b"\x84\x05Hi", &[(Kind::Header, 0, 4)])]
    #[case::bad_value_of_known_end(b"\x86A\0\x8D\x90", &[(Kind::Header, 0, 3), (Kind::Header, 3, 2)])]
    fn fields(#[case] octets: &[u8], #[case] expected: &[(Kind, usize, usize)]) {
        let fields = pdu(&mut Cursor::new(octets));
        let seen: Vec<_> =
            fields.iter().map(|field| (field.kind, field.offset, field.length)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn headers_are_bounded() {
        let fields = pdu(&mut Cursor::new(&[0x8D, 0x90].repeat(HEADERS_MAX + 1)));
        assert_eq!(fields.len(), HEADERS_MAX + 1);
        assert_eq!(fields.last().unwrap().hole().unwrap().reason, Reason::Limit);
    }
}

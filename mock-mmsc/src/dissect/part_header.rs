//! Header fields of a body part or of a WSP PDU (WSP 8.4, header code page 1).

use std::borrow::Cow;

use super::cursor::Cursor;
use super::field::{Field, Hole, Kind, Reason, State};
use super::integer::counted;
use super::parameter::parameters;
use super::phrase::Phrase;
use super::skip::{any_value, read_or_skip, rest};
use super::text::{text_string, text_value};
use super::value::{enumerated, version};

/// Names by number; what was renumbered has its name twice.
const PART_HEADERS: [&str; 72] = [
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Accept-Ranges",
    "Age",
    "Allow",
    "Authorization",
    "Cache-Control",
    "Connection",
    "Content-Base",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-MD5",
    "Content-Range",
    "Content-Type",
    "Date",
    "Etag",
    "Expires",
    "From",
    "Host",
    "If-Modified-Since",
    "If-Match",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Location",
    "Last-Modified",
    "Max-Forwards",
    "Pragma",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "Public",
    "Range",
    "Referer",
    "Retry-After",
    "Server",
    "Transfer-Encoding",
    "Upgrade",
    "User-Agent",
    "Vary",
    "Via",
    "Warning",
    "WWW-Authenticate",
    "Content-Disposition",
    "X-Wap-Application-Id",
    "X-Wap-Content-URI",
    "X-Wap-Initiator-URI",
    "Accept-Application",
    "Bearer-Indication",
    "Push-Flag",
    "Profile",
    "Profile-Diff",
    "Profile-Warning",
    "Expect",
    "TE",
    "Trailer",
    "Accept-Charset",
    "Accept-Encoding",
    "Cache-Control",
    "Content-Range",
    "X-Wap-Tod",
    "Content-ID",
    "Set-Cookie",
    "Cookie",
    "Encoding-Version",
    "Profile-Warning",
    "Content-Disposition",
    "X-WAP-Security",
    "Cache-Control",
];

/// X-Wap-Application-Id of an MMS Client.
const MMS_USER_AGENT: u64 = 4;

/// Words for the first octet of a disposition.
const DISPOSITION: super::enumeration::Words =
    &[(0x80, "form-data"), (0x81, "attachment"), (0x82, "inline")];

/// Reads header fields up to the end.
pub(super) fn part_headers(kind: Kind, cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    while let Some(octet) = cursor.peek() {
        match octet {
            0x80.. => numbered(kind, octet, cursor, fields),
            0x20..=0x7E => textual(kind, cursor, fields),
            _ => fields.push(unreadable(cursor)),
        }
        let hole = fields.last().and_then(Field::hole);
        if hole.is_some_and(|hole| hole.boundary_lost) {
            break;
        }
    }
}

fn unreadable(cursor: &mut Cursor<'_>) -> Field {
    let hole = cursor.hole(Reason::Start, "part header field", None);
    let mut field = rest(cursor, Kind::Rest, "Unreadable octets");
    field.state = State::from(Hole { boundary_lost: true, ..hole });
    field
}

/// A header field of two texts.
pub(super) fn textual(kind: Kind, cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let Some(field) = Field::begin(fields, kind, "", cursor.at()) else { return };
    read_or_skip(field, cursor, text_string);
    let name = std::mem::take(&mut field.value);
    if field.hole().is_some() {
        field.name = "Unreadable header field".into();
        return;
    }
    field.name = name.into();
    field.text = None;
    read_or_skip(field, cursor, any_value);
}

fn numbered(kind: Kind, octet: u8, cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let row = PART_HEADERS.get(usize::from(octet & 0x7F));
    let name: Cow<'_, _> =
        row.map_or_else(|| format!("Header field 0x{octet:02X}").into(), |row| (*row).into());
    let Some(field) = Field::begin(fields, kind, name, cursor.at()) else { return };
    cursor.take(1);
    match octet {
        0x8E => read_or_skip(field, cursor, text_string),
        0xC0 => read_or_skip(field, cursor, text_value),
        0xAE | 0xC5 => read_or_skip(field, cursor, disposition),
        0xAF => read_or_skip(field, cursor, application_id),
        0xC3 if matches!(cursor.peek(), Some(0x80..)) => read_or_skip(field, cursor, version),
        _ => read_or_skip(field, cursor, any_value),
    }
}

/// A number of its own list, or a text.
fn application_id(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    any_value(field, cursor)?;
    if field.number == Some(MMS_USER_AGENT) {
        field.value = Phrase::fixed("mms.ua");
    }
    Ok(())
}

fn disposition(field: &mut Field, cursor: &mut Cursor<'_>) -> Result<(), Hole> {
    let (length, mut inner) = counted(cursor)?;
    length.note(field, cursor);
    match inner.peek() {
        Some(0x20..=0x7E) => text_string(field, &mut inner)?,
        _ => enumerated(field, &mut inner, DISPOSITION)?,
    }
    field.children = parameters(&mut inner);
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::location(b"\x8Ea.t\0", "Content-Location", "a.t")]
    #[case::id(b"\xC0\"<a>\0", "Content-ID", "<a>")]
    #[case::disposition(b"\xAE\x01\x81", "Content-Disposition", "attachment")]
    #[case::disposition_of_1_4(b"\xC5\x04\x82\x86a\0", "Content-Disposition", "inline")]
    #[case::disposition_token(b"\xC5\x03xy\0", "Content-Disposition", "xy")]
    #[case::textual(b"Content-Transfer-Encoding\0base64\0", "Content-Transfer-Encoding", "base64")]
    #[case::number(b"\x8D\x85", "Content-Length", "5")]
    #[case::application(b"\xAF\x84", "X-Wap-Application-Id", "mms.ua")]
    #[case::encoding_version(b"\xC3\x93", "Encoding-Version", "1.3")]
    #[case::unassigned(b"\xF0\x81", "Header field 0xF0", "1")]
    fn sound(#[case] octets: &[u8], #[case] name: &str, #[case] value: &str) {
        let mut fields = Vec::new();
        part_headers(Kind::PartHeader, &mut Cursor::new(octets), &mut fields);
        assert_eq!(fields.len(), 1);
        assert_eq!((fields[0].name.as_ref(), fields[0].value.as_str()), (name, value));
        assert_eq!((fields[0].hole(), fields[0].length), (None, octets.len()));
    }

    #[rstest]
    #[case::name_without_end(b"Content", Reason::Unterminated)]
    #[case::no_start(b"\x05\x01", Reason::Start)]
    #[case::disposition_is_text(b"\xC5xy", Reason::ValueLength)]
    fn holes(#[case] octets: &[u8], #[case] reason: Reason) {
        let mut fields = Vec::new();
        part_headers(Kind::PartHeader, &mut Cursor::new(octets), &mut fields);
        assert_eq!(
            fields.iter().filter_map(Field::hole).map(|hole| hole.reason).next(),
            Some(reason)
        );
        assert_eq!(fields.last().map(Field::end), Some(octets.len()));
    }
}

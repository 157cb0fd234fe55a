//! Multipart bodies: a count, then for each part two lengths, header fields and data (WSP 8.5).

use std::borrow::Cow;

use super::charset::{ANY, agrees, decode, is_wide};
use super::content_type::content_type;
use super::cursor::Cursor;
use super::field::{Field, Hole, Kind, Reason, State, Text};
use super::integer::{Number, uintvar};
use super::media::{is_multipart, is_text};
use super::part_header::part_headers;
use super::phrase::{Decimal, Phrase};
use super::skip::{count, read_or_skip, rest};

/// Deepest multipart inside multiparts that is opened.
pub(super) const DEPTH_MAX: usize = 8;
/// Room for a count and parts that is made beforehand.
const PARTS_USUAL: usize = 5;
/// Room for two lengths, header fields and the data of a part that is made beforehand.
const PART_FIELDS_USUAL: usize = 6;
/// Parts of one multipart that are read.
const PARTS_MAX: u64 = 1_024;

/// Reads a body of that media type into `field`, which covers it.
pub(super) fn body(field: &mut Field, cursor: &mut Cursor<'_>, media: &Field, depth: usize) {
    field.length = cursor.left();
    field.value = count(cursor.left());
    if !is_multipart(&media.value) || media.hole().is_some() {
        return text(field, cursor.rest(), media);
    }
    if depth >= DEPTH_MAX {
        field.state = State::from(cursor.hole(Reason::Limit, "multipart", None));
        return;
    }
    multipart(field, cursor, depth);
    let parts = field.children.iter().filter(|child| child.kind == Kind::Part).count();
    let unit = if parts == 1 { " part, " } else { " parts, " };
    let number = Decimal::new(u64::try_from(parts).unwrap_or(u64::MAX), 1);
    field.value = Phrase::joined(&[number.as_str(), unit, &field.value]);
}

fn multipart(field: &mut Field, cursor: &mut Cursor<'_>, depth: usize) {
    field.children.reserve(PARTS_USUAL);
    let parts = length("Parts", cursor, &mut field.children).map_or(0, |parts| parts.value);
    for index in 1..=parts.min(PARTS_MAX) {
        if cursor.is_empty() {
            break;
        }
        part(index, cursor, depth, &mut field.children);
    }
    if !cursor.is_empty() {
        let mut after = rest(cursor, Kind::Rest, "Octets after the last part");
        if parts > PARTS_MAX {
            let hole = cursor.hole(Reason::Limit, "multipart", None);
            after.state = State::from(Hole { offset: after.offset, ..hole });
        }
        field.children.push(after);
    }
}

fn part(index: u64, cursor: &mut Cursor<'_>, depth: usize, parts: &mut Vec<Field>) {
    let name = Phrase::joined(&["Part ", Decimal::new(index, 1).as_str()]);
    let Some(field) = Field::begin(parts, Kind::Part, name, cursor.at()) else { return };
    field.children.reserve(PART_FIELDS_USUAL);
    let headers = length("HeadersLen", cursor, &mut field.children);
    let data = length("DataLen", cursor, &mut field.children);
    if let Some((headers, data)) = headers.zip(data) {
        if let [headers_len, data_len] = field.children.as_mut_slice() {
            fits(headers_len, headers, cursor.left(), cursor);
            // Behind header fields that do not fit, nothing can be said of the data.
            if let Some(left) = cursor.left().checked_sub(headers.octets()) {
                fits(data_len, data, left, cursor);
            }
        }
        let inner = cursor.inner(headers.octets(), headers.offset);
        let inside = cursor.inner(data.octets(), data.offset);
        headers_and_data(field, inner, inside, depth);
    } else if !cursor.is_empty() {
        field.children.push(rest(cursor, Kind::Rest, "Unreadable octets"));
    }
    field.length = cursor.at() - field.offset;
}

/// Reads the content type and the other header fields of a part, and its data.
fn headers_and_data(part: &mut Field, mut headers: Cursor<'_>, mut data: Cursor<'_>, depth: usize) {
    let at = part.children.len();
    let (kind, fields) = (Kind::PartHeader, &mut part.children);
    if let Some(media) = Field::begin(fields, kind, "Content-Type", headers.at()) {
        read_or_skip(media, &mut headers, content_type);
        part.value.clone_from(&media.value);
    }
    part_headers(Kind::PartHeader, &mut headers, &mut part.children);
    let mut content = Field::new(Kind::Data, "Data", data.at());
    if let Some(media) = part.children.get(at) {
        body(&mut content, &mut data, media, depth + 1);
    }
    part.children.push(content);
}

/// Reads a Uintvar that is a length or a count.
pub(super) fn length(
    name: &'static str,
    cursor: &mut Cursor<'_>,
    fields: &mut Vec<Field>,
) -> Option<Number> {
    let field = Field::begin(fields, Kind::Length, name, cursor.at())?;
    let read = uintvar(cursor);
    field.length = cursor.at() - field.offset;
    match read {
        Ok(number) => {
            number.note(field, cursor);
            field.number = Some(number.value);
            field.value = Phrase::number(number.value);
            Some(number)
        }
        Err(hole) => {
            field.state = State::from(Hole { boundary_lost: true, ..hole });
            None
        }
    }
}

/// Marks a length that reaches past the `available` octets.
pub(super) fn fits(field: &mut Field, number: Number, available: usize, cursor: &Cursor<'_>) {
    if number.octets() > available {
        let production = if let Cow::Borrowed(name) = field.name { name } else { "" };
        let hole = cursor.hole(Reason::Length, production, Some(number.value));
        let offset = field.offset;
        field.state = State::from(Hole { offset, available, boundary_lost: true, ..hole });
    }
}

/// Notes what text data say in the charset that the media type names.
fn text(field: &mut Field, octets: &[u8], media: &Field) {
    if !is_text(&media.value) && !media.value.eq_ignore_ascii_case("application/smil") {
        return;
    }
    let charset = media.child("charset").and_then(|charset| charset.number);
    // Only text/plain has us-ascii where it names no charset; markup names its own inside.
    let names_its_own = !media.value.eq_ignore_ascii_case("text/plain");
    let assumed = if names_its_own { charset.or(Some(ANY)) } else { charset };
    let ascii = octets.is_ascii();
    let is_plain = ascii && !assumed.is_some_and(is_wide);
    field.value = preview(&field.value, octets, assumed.filter(|_| !is_plain));
    field.text = Some(Text {
        offset: field.offset,
        length: octets.len(),
        charset,
        encoded: true,
        ascii,
        agrees: is_plain || agrees(octets, assumed),
    });
}

/// Characters of a text that are shown.
const PREVIEW_CHARACTERS_MAX: usize = 48;

/// Octets of a text that are decoded to be shown: enough for characters of four octets.
const PREVIEW_OCTETS_MAX: usize = PREVIEW_CHARACTERS_MAX * 4 + 4;

/// How many octets there are, and the start of their text in quotation marks.
fn preview(count: &str, octets: &[u8], charset: Option<u64>) -> Phrase {
    let head = octets.get(..PREVIEW_OCTETS_MAX).unwrap_or(octets);
    let text = decode(whole_characters(head), charset).0;
    let end = text.char_indices().nth(PREVIEW_CHARACTERS_MAX).map(|(end, _)| end);
    let shown = end.and_then(|end| text.get(..end)).unwrap_or(&text);
    let is_cut = head.len() < octets.len() || shown.len() < text.len();
    Phrase::joined(&[count, ", \"", shown, if is_cut { "\" ..." } else { "\"" }])
}

/// Without the start of a UTF-8 character that the cut at the end has left.
fn whole_characters(octets: &[u8]) -> &[u8] {
    match std::str::from_utf8(octets) {
        Err(error) if error.error_len().is_none() => {
            octets.get(..error.valid_up_to()).unwrap_or(octets)
        }
        _ => octets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dissect::{dissect, dissect_body};

    /// A multipart body of one part that holds `data` under the media type `media`.
    fn wrapped(media: u8, data: &[u8]) -> Vec<u8> {
        let mut out = vec![0x01, 0x01, u8::try_from(data.len()).unwrap(), media];
        out.extend_from_slice(data);
        out
    }

    #[test]
    fn parts_have_headers_and_data() {
        let dissection = dissect_body(
            // Parts, HeadersLen, DataLen, text/plain, Content-ID, Content-Location, data.
            b"\x01\x0C\x02\x83\xC0\"<a>\0\x8Eb.t\0Hi",
        );
        let parts = dissection.parts();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].content_type, "text/plain");
        assert_eq!(parts[0].content_id, Some("a"));
        assert_eq!(parts[0].content_location, Some("b.t"));
        assert_eq!(parts[0].data, b"Hi");
    }

    #[test]
    fn multiparts_nest_up_to_the_limit() {
        let mut octets = wrapped(0x83, b"Hi");
        for _ in 0..DEPTH_MAX {
            octets = wrapped(0xA3, &octets);
        }
        let fields = dissect_body(&octets);
        let limits = fields.all_fields().into_iter().filter_map(Field::hole).count();
        assert_eq!(limits, 1);
        let inner = dissect_body(&octets[4..]);
        assert_eq!(inner.all_fields().into_iter().filter_map(Field::hole).count(), 0);
    }

    #[test]
    fn a_length_past_the_end_takes_what_is_there() {
        // Parts, HeadersLen, DataLen 0x1FFFFFF, text/plain, two octets.
        let dissection = dissect_body(&[0x01, 0x01, 0x8F, 0xFF, 0xFF, 0x7F, 0x83, 0x41, 0x42]);
        let holes: Vec<_> = dissection.all_fields().into_iter().filter_map(Field::hole).collect();
        assert_eq!(holes.len(), 1);
        assert_eq!((holes[0].offset, holes[0].available), (2, 2));
        assert_eq!(dissection.parts()[0].data, b"AB");
    }

    #[test]
    fn a_body_that_is_not_multipart_is_one_piece() {
        // Message-Type, Content-Type text/plain, data.
        let dissection = dissect(&[0x8C, 0x84, 0x84, 0x83, 0x01, 0x02]);
        assert_eq!(dissection.parts(), []);
        assert_eq!(dissection.body().unwrap().length, 2);
    }
}

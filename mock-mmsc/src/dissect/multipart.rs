//! Multipart bodies: a count, then for each part two lengths, header fields and data (WSP 8.5).

use super::charset::{agrees, decode};
use super::content_type::content_type;
use super::cursor::Cursor;
use super::field::{Field, Hole, Kind, Reason, State, Text};
use super::integer::{Number, uintvar};
use super::media::is_multipart;
use super::part_header::part_headers;
use super::skip::{count, read_or_skip, rest};

/// Deepest multipart inside multiparts that is opened.
pub(super) const DEPTH_MAX: usize = 8;
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
        field.state = State::Hole(cursor.hole(Reason::Limit, "multipart", None));
        return;
    }
    multipart(field, cursor, depth);
    let parts = field.children.iter().filter(|child| child.kind == Kind::Part).count();
    field.value = format!("{parts} part{}, {}", if parts == 1 { "" } else { "s" }, field.value);
}

fn multipart(field: &mut Field, cursor: &mut Cursor<'_>, depth: usize) {
    let (entries, parts) = length(cursor, "Parts");
    field.children.push(entries);
    let parts = parts.map_or(0, |parts| parts.value);
    for index in 1..=parts.min(PARTS_MAX) {
        if cursor.is_empty() {
            break;
        }
        let part = part(index, cursor, depth);
        field.children.push(part);
    }
    if !cursor.is_empty() {
        let mut after = rest(cursor, Kind::Rest, "Octets after the last part");
        if parts > PARTS_MAX {
            let hole = cursor.hole(Reason::Limit, "multipart", None);
            after.state = State::Hole(Hole { offset: after.offset, ..hole });
        }
        field.children.push(after);
    }
}

fn part(index: u64, cursor: &mut Cursor<'_>, depth: usize) -> Field {
    let start = cursor.at();
    let mut field = Field::new(Kind::Part, format!("Part {index}"), start);
    let (mut headers_len, headers) = length(cursor, "HeadersLen");
    let (mut data_len, data) = length(cursor, "DataLen");
    let Some((headers, data)) = headers.zip(data) else {
        field.children.extend([headers_len, data_len]);
        if !cursor.is_empty() {
            field.children.push(rest(cursor, Kind::Rest, "Unreadable octets"));
        }
        field.length = cursor.at() - start;
        return field;
    };
    fits(&mut headers_len, headers, cursor.left(), cursor);
    // Behind header fields that do not fit, nothing can be said of the data.
    if let Some(left) = cursor.left().checked_sub(headers.octets()) {
        fits(&mut data_len, data, left, cursor);
    }
    field.children.extend([headers_len, data_len]);

    let mut inner = cursor.inner(headers.octets(), headers.offset);
    let mut media = Field::new(Kind::PartHeader, "Content-Type", inner.at());
    read_or_skip(&mut media, &mut inner, content_type);
    let mut inside = cursor.inner(data.octets(), data.offset);
    let mut content = Field::new(Kind::Data, "Data", inside.at());
    body(&mut content, &mut inside, &media, depth + 1);
    field.value.clone_from(&media.value);
    field.children.push(media);
    part_headers(Kind::PartHeader, &mut inner, &mut field.children);
    field.children.push(content);
    field.length = cursor.at() - start;
    field
}

/// Reads a Uintvar that is a length or a count.
pub(super) fn length(cursor: &mut Cursor<'_>, name: &'static str) -> (Field, Option<Number>) {
    let mut field = Field::new(Kind::Length, name, cursor.at());
    let read = uintvar(cursor);
    match &read {
        Ok(number) => {
            number.note(&mut field);
            field.number = Some(number.value);
            field.value = number.value.to_string();
        }
        Err(hole) => {
            field.state = State::Hole(Hole { boundary_lost: true, ..hole.clone() });
        }
    }
    field.length = cursor.at() - field.offset;
    (field, read.ok())
}

/// Marks a length that reaches past the `available` octets.
pub(super) fn fits(field: &mut Field, number: Number, available: usize, cursor: &Cursor<'_>) {
    if number.octets() > available {
        let hole = cursor.hole(Reason::Length, "", Some(number.value));
        let (production, offset) = (field.name.clone(), field.offset);
        let hole = Hole { production, offset, available, boundary_lost: true, ..hole };
        field.state = State::Hole(hole);
    }
}

/// Notes what text data say in the charset that the media type names.
fn text(field: &mut Field, octets: &[u8], media: &Field) {
    let name = media.value.to_ascii_lowercase();
    if !name.starts_with("text/") && name != "application/smil" {
        return;
    }
    let charset = media.child("charset").and_then(|charset| charset.number);
    // Only text/plain has us-ascii where it names no charset; markup names its own inside.
    let assumed = if name == "text/plain" { charset } else { charset.or(Some(0)) };
    let head = octets.get(..PREVIEW_OCTETS_MAX).unwrap_or(octets);
    let text = decode(whole_characters(head), assumed).0;
    let agrees = agrees(octets, assumed);
    field.value = format!("{}, {}", field.value, preview(&text, head.len() < octets.len()));
    field.text = Some(Text {
        offset: field.offset,
        length: octets.len(),
        charset,
        encoded: true,
        ascii: octets.is_ascii(),
        agrees,
    });
}

/// Characters of a text that are shown.
const PREVIEW_CHARACTERS_MAX: usize = 48;

/// Octets of a text that are decoded to be shown: enough for characters of four octets.
const PREVIEW_OCTETS_MAX: usize = PREVIEW_CHARACTERS_MAX * 4 + 4;

/// Without the start of a UTF-8 character that the cut at the end has left.
fn whole_characters(octets: &[u8]) -> &[u8] {
    match std::str::from_utf8(octets) {
        Err(error) if error.error_len().is_none() => {
            octets.get(..error.valid_up_to()).unwrap_or(octets)
        }
        _ => octets,
    }
}

/// The start of a text in quotation marks.
fn preview(text: &str, cut: bool) -> String {
    let head: String = text.chars().take(PREVIEW_CHARACTERS_MAX).collect();
    let more = if cut || head.len() < text.len() { " ..." } else { "" };
    format!("\"{head}\"{more}")
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

//! Multipart bodies: a count, then for each part two lengths, header fields and data (WSP 8.5).

use std::borrow::Cow;

use super::charset::{ANY, agrees, decode, is_wide};
use super::content_type::content_type;
use super::cursor::Cursor;
use super::field::{Field, Hole, Kind, Reason, State, Text};
use super::integer::{Number, uintvar};
use super::media::{is_multipart, is_smil, is_text};
use super::part_header::part_headers;
use super::phrase::Phrase;
use super::skip::{count, read_or_skip, rest};

/// Deepest multipart inside multiparts that is opened.
pub(super) const DEPTH_MAX: usize = 8;
/// Room for a count and parts that is made beforehand.
const PARTS_USUAL: usize = 5;
/// Room for two lengths, header fields and the data of a part that is made beforehand.
const PART_FIELDS_USUAL: usize = 6;
/// Parts of one multipart that are read.
const PARTS_MAX: u64 = 1_024;

/// What a media type says of the octets behind it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    /// Parts.
    Multipart,
    /// Nothing that is read here.
    Opaque,
    /// A text.
    Text {
        /// MIB number of the charset, where one is named.
        charset: Option<u64>,
        /// Whether it names its charset inside, as markup does.
        names_its_own: bool,
    },
}

impl Content {
    /// What the media type in that field says.
    pub(super) fn of(media: &Field) -> Self {
        let name = media.value.as_bytes();
        if is_multipart(name) {
            return if media.hole().is_some() { Self::Opaque } else { Self::Multipart };
        }
        if !is_text(name) && !is_smil(name) {
            return Self::Opaque;
        }
        let charset = media.child("charset").and_then(|charset| charset.number);
        // Only text/plain has us-ascii where it names no charset.
        let names_its_own = !name.eq_ignore_ascii_case(b"text/plain");
        Self::Text { charset, names_its_own }
    }
}

/// Reads a body that holds such content into `field`, which covers it.
pub(super) fn body(field: &mut Field, cursor: &mut Cursor<'_>, content: Content, depth: usize) {
    field.length = cursor.left();
    match content {
        Content::Opaque => field.value = count(cursor.left()),
        Content::Text { charset, names_its_own } => {
            text(field, cursor.rest(), charset, names_its_own);
        }
        Content::Multipart if depth >= DEPTH_MAX => {
            field.value = count(cursor.left());
            field.state = State::from(cursor.hole(Reason::Limit, "multipart", None));
        }
        Content::Multipart => {
            let octets = cursor.left();
            multipart(field, cursor, depth);
            let parts = field.children.iter().filter(|child| child.kind == Kind::Part).count();
            let before = if parts == 1 { " part, " } else { " parts, " };
            let parts = Phrase::number(u64::try_from(parts).unwrap_or(u64::MAX));
            let octets = count(octets);
            field.value = Phrase::joined(&[parts.as_bytes(), before.as_bytes(), octets.as_bytes()]);
        }
    }
}

fn multipart(field: &mut Field, cursor: &mut Cursor<'_>, depth: usize) {
    field.children = Vec::with_capacity(PARTS_USUAL);
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
    let Some(field) = Field::begin(parts, Kind::Part, part_name(index), cursor.at()) else {
        return;
    };
    field.children = Vec::with_capacity(PART_FIELDS_USUAL);
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

/// What a part is called.
fn part_name(index: u64) -> Cow<'static, str> {
    let place = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
    let usual = place.and_then(|place| PART_NAMES.get(place));
    usual.map_or_else(|| format!("Part {index}").into(), |name| Cow::Borrowed(*name))
}

/// What the first parts are called.
const PART_NAMES: [&str; 8] =
    ["Part 1", "Part 2", "Part 3", "Part 4", "Part 5", "Part 6", "Part 7", "Part 8"];

/// Reads the content type and the other header fields of a part, and its data.
fn headers_and_data(part: &mut Field, mut headers: Cursor<'_>, mut data: Cursor<'_>, depth: usize) {
    let (kind, fields, mut content) = (Kind::PartHeader, &mut part.children, Content::Opaque);
    if let Some(media) = Field::begin(fields, kind, "Content-Type", headers.at()) {
        read_or_skip(media, &mut headers, content_type);
        part.value.clone_from(&media.value);
        content = Content::of(media);
    }
    part_headers(kind, &mut headers, fields);
    if let Some(field) = Field::begin(fields, Kind::Data, "Data", data.at()) {
        body(field, &mut data, content, depth + 1);
    }
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
fn text(field: &mut Field, octets: &[u8], charset: Option<u64>, names_its_own: bool) {
    let assumed = if names_its_own { charset.or(Some(ANY)) } else { charset };
    let ascii = octets.is_ascii();
    let is_plain = ascii && !assumed.is_some_and(is_wide);
    let (shown, behind) = match is_plain {
        true => plain_start(octets),
        false => start(octets, assumed),
    };
    let count = count(octets.len());
    field.value = Phrase::long([count.as_bytes(), b", \"", &shown, behind.as_bytes()].concat());
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

/// What stands behind the start of a text that has more.
const CUT: &str = "\" ...";
/// What stands behind a text that is shown whole.
const WHOLE: &str = "\"";

/// The start of us-ascii, and what stands behind it.
fn plain_start(octets: &[u8]) -> (Cow<'_, [u8]>, &'static str) {
    match octets.get(..PREVIEW_CHARACTERS_MAX) {
        Some(head) if head.len() < octets.len() => (head.into(), CUT),
        _ => (octets.into(), WHOLE),
    }
}

/// The start of a text in a charset, and what stands behind it.
fn start(octets: &[u8], charset: Option<u64>) -> (Cow<'_, [u8]>, &'static str) {
    let head = octets.get(..PREVIEW_OCTETS_MAX).unwrap_or(octets);
    let text = decode(whole_characters(head), charset).0;
    let end = text.char_indices().nth(PREVIEW_CHARACTERS_MAX).map(|(end, _)| end);
    let shown = end.and_then(|end| text.get(..end)).unwrap_or(&text);
    let is_cut = head.len() < octets.len() || shown.len() < text.len();
    (shown.as_bytes().to_owned().into(), if is_cut { CUT } else { WHOLE })
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

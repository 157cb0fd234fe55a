//! Multipart bodies (WSP 8.5): a Uintvar with the number of entries, then the entries.

use alloc::vec::Vec;

use crate::context::Context;
use crate::error::{DecodeError, DecodeErrorKind, LengthField, Production};
use crate::header::is_zeros;
use crate::limit::NESTING_MAX;
use crate::part::Part;
use crate::reader::Reader;
use crate::sink::{Sink, collect, measure};
use crate::tolerance::Tolerances;
use crate::uintvar;

/// Octets of the shortest entry: two lengths and a media type.
const ENTRY_OCTETS_MIN: usize = 3;

/// Decodes a multipart body that stands alone.
///
/// # Errors
/// The octets are not exactly one multipart body (MP-2), or pass a [`limit`](crate::limit).
pub fn decode(octets: &[u8], tolerances: Tolerances) -> Result<Vec<Part<'_>>, DecodeError> {
    let context = Context::new(octets.len(), tolerances);
    let reader = Reader::new(octets, &context);
    let parts = read(reader, 1)?;
    if context.is_enough_for(|| measure(|sink| write(sink, &parts))) {
        return Ok(parts);
    }
    Err(reader.error(Production::Multipart, DecodeErrorKind::TooDense))
}

/// Encodes a multipart body.
#[must_use]
pub fn encode(parts: &[Part<'_>]) -> Vec<u8> {
    collect(|sink| write(sink, parts))
}

/// Reads a multipart that is all of the window.
pub(crate) fn read<'a>(
    mut reader: Reader<'_, 'a>,
    depth: usize,
) -> Result<Vec<Part<'a>>, DecodeError> {
    let start = reader;
    if depth > NESTING_MAX {
        return Err(start.error(Production::Multipart, DecodeErrorKind::TooDeep));
    }
    let count = uintvar::read_size(&mut reader)?;
    let octets_min = count.saturating_mul(ENTRY_OCTETS_MIN);
    if reader.available() < octets_min {
        let promise = LengthField {
            offset: start.offset(),
            production: Production::EntryCount,
            length: octets_min,
        };
        let error = reader.truncated(Production::EntryCount, octets_min);
        return Err(DecodeError { promised_by: Some(promise), ..error });
    }
    let mut parts = Vec::new();
    let context = start.context();
    let too_many = || start.error(Production::EntryCount, DecodeErrorKind::TooManyParts);
    context.charge_parts(count).ok_or_else(too_many)?;
    let too_dense = || start.error(Production::EntryCount, DecodeErrorKind::TooDense);
    context.reserve(&mut parts, count).ok_or_else(too_dense)?;
    for _ in 0..count {
        parts.push(Part::read(&mut reader, depth)?);
    }
    if !(reader.tolerates(Tolerances::PADDING) && is_zeros(reader.rest())) {
        reader.finish(Production::Multipart)?;
    }
    Ok(parts)
}

pub(crate) fn write(sink: &mut dyn Sink, parts: &[Part<'_>]) {
    uintvar::write(sink, parts.len());
    for part in parts {
        part.write(sink);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use rstest::rstest;

    use super::*;
    use crate::body::Body;
    use crate::charset::Charset;
    use crate::content_type::ContentType;
    use crate::header::{Header, HeaderName, RawValue};
    use crate::limit::PARTS_MAX;
    use crate::media_type::MediaType;
    use crate::text_string::TextString;

    fn error(octets: &[u8]) -> DecodeError {
        decode(octets, Tolerances::DEFAULT).unwrap_err()
    }

    #[test]
    fn a_part_goes_and_comes_back() {
        let octets = [
            &[0x01, 0x13, 0x02][..],   // one entry, HeadersLen 19, DataLen 2
            &[0x03, 0x83, 0x81, 0xEA], // text/plain; charset=utf-8
            b"\xC0\"<a>\0",            // Content-ID
            b"\x8Eb.txt\0",            // Content-Location
            &[0x81, 0x83],             // Accept-Charset, kept
            b"hi",
        ]
        .concat();
        let parts = decode(&octets, Tolerances::NONE).unwrap();
        let text = |text| TextString::new(text).unwrap();
        let mut expected = Part::new(ContentType::text_plain(Charset::UTF_8), &b"hi"[..])
            .with_content_id(text("<a>"))
            .with_content_location(text("b.txt"));
        let value = RawValue::new(&[0x83][..]).unwrap();
        expected.headers.push(Header { name: HeaderName::Assigned(1), value });
        assert_eq!(parts, [expected]);
        assert_eq!(encode(&parts), octets);
    }

    #[test]
    fn the_data_is_borrowed() {
        let octets = [0x01, 0x01, 0x02, 0x9E, 0x68, 0x69];
        let parts = decode(&octets, Tolerances::NONE).unwrap();
        assert!(core::ptr::eq(parts[0].data().unwrap(), &raw const octets[4..6]));
    }

    #[test]
    fn a_length_beyond_the_body_names_itself() {
        // One entry, HeadersLen 1, DataLen 0x1FFFFFF, text/plain, two octets.
        let error = error(&[0x01, 0x01, 0x8F, 0xFF, 0xFF, 0x7F, 0x83, 0x41, 0x42]);
        assert_eq!((error.offset, error.production), (7, Production::Data));
        assert_eq!((error.needed, error.available), (0x1FF_FFFF, 2));
        let promised_by =
            LengthField { offset: 2, production: Production::DataLen, length: 0x1FF_FFFF };
        assert_eq!(error.promised_by, Some(promised_by));
    }

    #[rstest]
    #[case::count_beyond_the_body(&[0x02, 0x01, 0x00, 0x83], 1, DecodeErrorKind::Truncated)]
    #[case::huge_count(&[0x8F, 0xFF, 0xFF, 0xFF, 0x7F, 0x00], 5, DecodeErrorKind::Truncated)]
    #[case::left_over(&[0x01, 0x01, 0x00, 0x83, 0x41], 4, DecodeErrorKind::ExcessOctets)]
    #[case::no_content_type(&[0x01, 0x00, 0x01, 0x83], 3, DecodeErrorKind::Truncated)]
    #[case::header_shift(&[0x01, 0x02, 0x00, 0x83, 0x7F], 4, DecodeErrorKind::UnexpectedOctet(0x7F))]
    #[case::headers_cut_by_their_length(
        b"\x01\x04\x00\x83\xC0\"<a>\0",
        6,
        DecodeErrorKind::MissingNul
    )]
    #[case::empty(&[], 0, DecodeErrorKind::Truncated)]
    fn a_bad_form_is_refused(
        #[case] octets: &[u8],
        #[case] offset: usize,
        #[case] kind: DecodeErrorKind,
    ) {
        let error = error(octets);
        assert_eq!((error.offset, error.kind), (offset, kind));
    }

    #[test]
    fn padding_after_the_last_part_needs_the_tolerance() {
        let octets = [0x01, 0x01, 0x00, 0x83, 0x00, 0x00];
        assert_eq!(decode(&octets, Tolerances::DEFAULT).unwrap().len(), 1);
        let error = decode(&octets, Tolerances::NONE).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::ExcessOctets);
    }

    fn nested(depth: usize) -> Vec<Part<'static>> {
        let leaf = Part::new(ContentType::new(MediaType::TEXT_PLAIN), &b"x"[..]);
        (1..depth).fold(vec![leaf], |parts, _| {
            let mut part = Part::new(ContentType::multipart_mixed(), &[][..]);
            part.body = Body::Multipart(parts);
            vec![part]
        })
    }

    #[test]
    fn multiparts_nest_to_a_limit() {
        let octets = encode(&nested(NESTING_MAX));
        assert_eq!(decode(&octets, Tolerances::NONE).unwrap(), nested(NESTING_MAX));
        let octets = encode(&nested(NESTING_MAX + 1));
        assert_eq!(error(&octets).kind, DecodeErrorKind::TooDeep);
    }

    #[test]
    fn parts_are_counted_over_the_whole_message() {
        let leaf = Part::new(ContentType::new(MediaType::TEXT_PLAIN), vec![b'x'; 400]);
        let parts = vec![leaf; PARTS_MAX];
        assert_eq!(decode(&encode(&parts), Tolerances::NONE).unwrap().len(), PARTS_MAX);
        let mut outer = Part::new(ContentType::multipart_mixed(), &[][..]);
        outer.body = Body::Multipart(parts);
        let kind = error(&encode(&[outer])).kind;
        assert_eq!(kind, DecodeErrorKind::TooManyParts);
    }

    #[test]
    fn parts_of_three_octets_pass_the_heap_limit() {
        let parts = vec![Part::new(ContentType::new(MediaType::TEXT_PLAIN), &[][..]); PARTS_MAX];
        assert_eq!(error(&encode(&parts)).kind, DecodeErrorKind::TooDense);
    }
}

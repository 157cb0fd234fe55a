//! An entry of a multipart body (WSP 8.5.2, 8.5.3).
//!
//! ```text
//! HeadersLen  DataLen  Content-Type  headers  data
//!                      '---- HeadersLen ----' 'DataLen'
//! ```

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::body::Body;
use crate::content_type::ContentType;
use crate::error::{DecodeError, DecodeErrorKind, LengthField, Production};
use crate::header::{Header, HeaderName, RawValue};
use crate::limit::HEADERS_MAX;
use crate::parameter::read_text_value;
use crate::reader::Reader;
use crate::sink::{Sink, measure};
use crate::text_string::TextString;
use crate::tolerance::Tolerances;
use crate::{quoted_string, uintvar};

/// The WSP number of Content-Location.
const CONTENT_LOCATION: u8 = 0x0E;
/// The WSP number of Content-ID.
const CONTENT_ID: u8 = 0x40;

/// One part.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Part<'a> {
    /// Its content type.
    pub content_type: ContentType<'a>,
    /// Its Content-ID, as the sender writes it, with or without `<>`.
    pub content_id: Option<TextString<'a>>,
    /// Its Content-Location.
    pub content_location: Option<TextString<'a>>,
    /// Its other headers, in their order on the wire. Numbers are those of WSP.
    pub headers: Vec<Header<'a>>,
    /// Its data; a multipart exactly when `content_type` is one.
    pub body: Body<'a>,
}

impl<'a> Part<'a> {
    /// Makes a part of media.
    #[must_use]
    pub fn new(content_type: ContentType<'a>, data: impl Into<Cow<'a, [u8]>>) -> Self {
        Self {
            content_type,
            content_id: None,
            content_location: None,
            headers: Vec::new(),
            body: Body::Data(data.into()),
        }
    }

    /// Sets the Content-ID.
    #[must_use]
    pub fn with_content_id(mut self, content_id: TextString<'a>) -> Self {
        self.content_id = Some(content_id);
        self
    }

    /// Sets the Content-Location.
    #[must_use]
    pub fn with_content_location(mut self, content_location: TextString<'a>) -> Self {
        self.content_location = Some(content_location);
        self
    }

    /// Returns the data of a part that is no multipart.
    #[must_use]
    pub fn data(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Data(data) => Some(data),
            Body::Multipart(_) => None,
        }
    }

    /// Copies what is borrowed, the data included.
    #[must_use]
    pub fn into_owned(self) -> Part<'static> {
        Part {
            content_type: self.content_type.into_owned(),
            content_id: self.content_id.map(TextString::into_owned),
            content_location: self.content_location.map(TextString::into_owned),
            headers: self.headers.into_iter().map(Header::into_owned).collect(),
            body: self.body.into_owned(),
        }
    }

    /// Reads an entry; `depth` is that of the multipart that holds it, 1 for the outermost.
    pub(crate) fn read(reader: &mut Reader<'_, 'a>, depth: usize) -> Result<Self, DecodeError> {
        let headers_len = read_length(reader, Production::HeadersLen)?;
        let data_len = read_length(reader, Production::DataLen)?;
        let mut window = reader.window(headers_len, Production::Headers)?;
        let mut part = Self::new(ContentType::read(&mut window)?, &[][..]);
        let mut count = 0;
        while !window.is_empty() {
            count += 1;
            if count > HEADERS_MAX {
                return Err(window.error(Production::Headers, DecodeErrorKind::TooManyHeaders));
            }
            part.read_header(&mut window)?;
        }
        let data = reader.window(data_len, Production::Data)?;
        part.body = Body::read(data, &part.content_type, depth)?;
        Ok(part)
    }

    fn read_header(&mut self, reader: &mut Reader<'_, 'a>) -> Result<(), DecodeError> {
        let number = match reader.peek() {
            Some(octet @ 0x80..) => octet & 0x7F,
            Some(0x20..=0x7E) => return self.read_application(reader),
            _ => return Err(reader.unexpected(Production::Headers)),
        };
        reader.skip_octet();
        match (number, reader.peek()) {
            (CONTENT_LOCATION, Some(0 | 0x20..=0x7F)) if self.content_location.is_none() => {
                self.content_location = Some(TextString::read(reader)?);
            }
            (CONTENT_ID, Some(quoted_string::MARK)) if self.content_id.is_none() => {
                self.content_id = Some(quoted_string::read(reader)?);
            }
            (CONTENT_ID, Some(0 | 0x20..=0x7F))
                if self.content_id.is_none()
                    && reader.tolerates(Tolerances::UNQUOTED_CONTENT_ID) =>
            {
                self.content_id = Some(TextString::read(reader)?);
            }
            _ => {
                let value = RawValue::read(reader)?;
                let header = Header { name: HeaderName::Assigned(number), value };
                return reader.push(&mut self.headers, header, Production::Headers);
            }
        }
        Ok(())
    }

    /// Reads a textual header; a Content-ID or Content-Location may come as one.
    fn read_application(&mut self, reader: &mut Reader<'_, 'a>) -> Result<(), DecodeError> {
        let mut value = *reader;
        let header = Header::read_application(reader)?;
        value.take_to_nul(Production::TokenText)?;
        let is_text = matches!(value.peek(), Some(0 | 0x20..=0x7F));
        let name = header.text_name().unwrap_or_default();
        if is_text && self.content_id.is_none() && name.eq_ignore_ascii_case("Content-ID") {
            self.content_id = Some(read_text_value(&mut value)?);
        } else if is_text
            && self.content_location.is_none()
            && name.eq_ignore_ascii_case("Content-Location")
        {
            self.content_location = Some(read_text_value(&mut value)?);
        } else {
            reader.push(&mut self.headers, header, Production::Headers)?;
        }
        Ok(())
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        uintvar::write(sink, measure(|sink| self.write_headers(sink)));
        uintvar::write(sink, measure(|sink| self.body.write(sink)));
        self.write_headers(sink);
        self.body.write(sink);
    }

    fn write_headers(&self, sink: &mut dyn Sink) {
        self.content_type.write(sink);
        if let Some(content_id) = &self.content_id {
            sink.put(&[CONTENT_ID | 0x80]);
            quoted_string::write(sink, content_id);
        }
        if let Some(content_location) = &self.content_location {
            sink.put(&[CONTENT_LOCATION | 0x80]);
            content_location.write(sink);
        }
        for header in &self.headers {
            header.write(sink);
        }
    }
}

fn read_length(
    reader: &mut Reader<'_, '_>,
    production: Production,
) -> Result<LengthField, DecodeError> {
    let offset = reader.offset();
    let length = uintvar::read_size(reader)?;
    Ok(LengthField { offset, production, length })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::multipart;
    use crate::sink::collect;

    #[rstest]
    #[case::quoted(b"\xC0\"<a>\0", Some("<a>"), None)]
    #[case::closing_mark(b"\xC0\"<a>\"\0", Some("<a>"), None)]
    #[case::bare(b"\xC0a\0", Some("a"), None)]
    #[case::textual(b"Content-ID\0<a>\0", Some("<a>"), None)]
    #[case::textual_quoted(b"content-id\0\"<a>\0", Some("<a>"), None)]
    #[case::location(b"\x8Eb.txt\0", None, Some("b.txt"))]
    #[case::textual_location(b"Content-Location\0b.txt\0", None, Some("b.txt"))]
    #[case::neither(b"\xC0\x81\x8E\x01\x02", None, None)]
    fn names_of_a_part_come_in_many_forms(
        #[case] headers: &[u8],
        #[case] content_id: Option<&str>,
        #[case] content_location: Option<&str>,
    ) {
        // One entry, HeadersLen, DataLen 0, text/plain, headers.
        let length = u8::try_from(headers.len() + 1).unwrap();
        let octets = [&[0x01, length, 0x00, 0x83][..], headers].concat();
        let parts = multipart::decode(&octets, Tolerances::DEFAULT).unwrap();
        assert_eq!(parts[0].content_id.as_deref(), content_id);
        assert_eq!(parts[0].content_location.as_deref(), content_location);
        let again = multipart::encode(&parts);
        assert_eq!(multipart::decode(&again, Tolerances::DEFAULT).unwrap(), parts);
    }

    #[rstest]
    #[case::location(b"\x8Ea\0\x8Eb\0", None, Some("a"), 1)]
    #[case::textual_location(b"\x8Ea\0Content-Location\0b\0", None, Some("a"), 1)]
    #[case::content_id(b"\xC0\"a\0Content-ID\0b\0", Some("a"), None, 1)]
    #[case::bare_content_id(b"\xC0\"a\0\xC0b\0", Some("a"), None, 1)]
    #[case::other_textual_header(b"X-Own\0b\0", None, None, 1)]
    fn a_name_is_the_first(
        #[case] headers: &[u8],
        #[case] content_id: Option<&str>,
        #[case] content_location: Option<&str>,
        #[case] kept: usize,
    ) {
        // One entry, HeadersLen, DataLen 0, text/plain, headers.
        let length = u8::try_from(headers.len() + 1).unwrap();
        let octets = [&[0x01, length, 0x00, 0x83][..], headers].concat();
        let parts = multipart::decode(&octets, Tolerances::DEFAULT).unwrap();
        let names = (parts[0].content_id.as_deref(), parts[0].content_location.as_deref());
        assert_eq!(names, (content_id, content_location));
        assert_eq!(parts[0].headers.len(), kept);
        assert_eq!(multipart::encode(&parts).len(), octets.len());
    }

    #[test]
    fn a_bare_content_id_needs_the_tolerance() {
        let octets = b"\x01\x04\x00\x83\xC0a\0";
        for (tolerances, content_id) in
            [(Tolerances::NONE, None), (Tolerances::UNQUOTED_CONTENT_ID, Some("a"))]
        {
            let parts = multipart::decode(octets, tolerances).unwrap();
            assert_eq!(parts[0].content_id.as_deref(), content_id);
            assert_eq!(parts[0].headers.len(), usize::from(content_id.is_none()));
        }
    }

    #[rstest]
    #[case::as_many_as_are_held(HEADERS_MAX, None)]
    #[case::one_more(HEADERS_MAX + 1, Some(DecodeErrorKind::TooManyHeaders))]
    fn headers_are_counted(#[case] count: usize, #[case] kind: Option<DecodeErrorKind>) {
        // An unassigned header with a text of 60 octets, so that the heap limit is not in question.
        let header = [&[0xC5][..], &[b'x'; 60], &[0]].concat();
        let headers = [&[0x83][..], &header.repeat(count)].concat();
        let lengths = collect(|sink| {
            uintvar::write(sink, headers.len());
            uintvar::write(sink, 0);
        });
        let octets = [&[0x01][..], &lengths, &headers].concat();
        let error = multipart::decode(&octets, Tolerances::NONE).err();
        assert_eq!(error.map(|error| error.kind), kind);
    }

    #[test]
    fn a_second_content_id_is_kept() {
        // One entry, HeadersLen 9, DataLen 0, text/plain, two Content-IDs.
        let parts = multipart::decode(b"\x01\x09\x00\x83\xC0\"a\0\xC0\"b\0", Tolerances::NONE);
        let parts = parts.unwrap();
        assert_eq!((parts[0].content_id.as_deref(), parts[0].headers.len()), (Some("a"), 1));
    }
}

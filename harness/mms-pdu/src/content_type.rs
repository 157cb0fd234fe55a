//! Content-type-value (WSP 8.4.2.24).
//!
//! ```text
//! Constrained-media                          a number or a name alone
//! | Value-length Media-type *Parameter       the general form
//! ```

use alloc::vec::Vec;

use crate::charset::Charset;
use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::limit::PARAMETERS_MAX;
use crate::media_type::MediaType;
use crate::parameter::{Parameter, UntypedValue};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::TextString;
use crate::value_length;

/// A media type with its parameters.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ContentType<'a> {
    /// The media type.
    pub media_type: MediaType<'a>,
    /// The parameters, in their order on the wire.
    pub parameters: Vec<Parameter<'a>>,
}

impl<'a> ContentType<'a> {
    /// Makes a content type without parameters.
    #[must_use]
    pub const fn new(media_type: MediaType<'a>) -> Self {
        Self { media_type, parameters: Vec::new() }
    }

    /// text/plain in a charset.
    #[must_use]
    pub fn text_plain(charset: Charset) -> Self {
        Self::new(MediaType::TEXT_PLAIN).with(Parameter::Charset(charset))
    }

    /// application/vnd.wap.multipart.mixed.
    #[must_use]
    pub const fn multipart_mixed() -> Self {
        Self::new(MediaType::MULTIPART_MIXED)
    }

    /// application/vnd.wap.multipart.related, whose root has the media type `root` and the Content-ID `start`.
    #[must_use]
    pub fn multipart_related(root: MediaType<'a>, start: TextString<'a>) -> Self {
        Self::new(MediaType::MULTIPART_RELATED)
            .with(Parameter::RelatedType(root))
            .with(Parameter::Start(start))
    }

    /// Adds a parameter at the end.
    #[must_use]
    pub fn with(mut self, parameter: Parameter<'a>) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// Returns the charset, given by number or by a name that is known here.
    #[must_use]
    pub fn charset(&self) -> Option<Charset> {
        self.parameters.iter().find_map(|parameter| match parameter {
            Parameter::Charset(charset) => Some(*charset),
            Parameter::Assigned { number: 1, value } => Charset::from_name(&value.text()?),
            _ => Charset::from_name(named(parameter, "charset")?),
        })
    }

    /// Returns the `name` parameter.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.parameters.iter().find_map(|parameter| match parameter {
            Parameter::Name(text) => Some(text.as_str()),
            other => named(other, "name"),
        })
    }

    /// Returns the `filename` parameter.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.parameters.iter().find_map(|parameter| match parameter {
            Parameter::FileName(text) => Some(text.as_str()),
            other => named(other, "filename"),
        })
    }

    /// Returns the `start` parameter.
    #[must_use]
    pub fn start(&self) -> Option<&str> {
        self.parameters.iter().find_map(|parameter| match parameter {
            Parameter::Start(text) => Some(text.as_str()),
            other => named(other, "start"),
        })
    }

    /// Returns the name of the `type` parameter of a multipart.related.
    #[must_use]
    pub fn related_type(&self) -> Option<&str> {
        self.parameters.iter().find_map(|parameter| match parameter {
            Parameter::RelatedType(media) => media.name(),
            other => named(other, "type"),
        })
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> ContentType<'static> {
        ContentType {
            media_type: self.media_type.into_owned(),
            parameters: self.parameters.into_iter().map(Parameter::into_owned).collect(),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        if !matches!(reader.peek(), Some(..=value_length::LENGTH_QUOTE)) {
            return MediaType::read(reader).map(Self::new);
        }
        let mut window = value_length::open(reader, Production::ContentType)?;
        let mut content_type = Self::new(MediaType::read(&mut window)?);
        while !window.is_empty() {
            if content_type.parameters.len() >= PARAMETERS_MAX {
                let kind = DecodeErrorKind::TooManyParameters;
                return Err(window.error(Production::ContentType, kind));
            }
            let parameter = Parameter::read(&mut window)?;
            window.push(&mut content_type.parameters, parameter, Production::Parameter)?;
        }
        Ok(content_type)
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        if self.parameters.is_empty() && self.media_type.is_constrained() {
            self.media_type.write(sink);
            return;
        }
        value_length::wrap(sink, |sink| {
            self.media_type.write(sink);
            for parameter in &self.parameters {
                parameter.write(sink);
            }
        });
    }
}

/// The text of a parameter with the name `wanted`.
fn named<'p>(parameter: &'p Parameter<'_>, wanted: &str) -> Option<&'p str> {
    match parameter {
        Parameter::Named { name, value: UntypedValue::Text(text) }
            if name.eq_ignore_ascii_case(wanted) =>
        {
            Some(text)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::Pdu;
    use crate::context::Context;
    use crate::error::LengthField;
    use crate::sink::collect;
    use crate::token_text::TokenText;
    use crate::tolerance::Tolerances;

    fn decode(octets: &[u8]) -> Result<ContentType<'_>, DecodeError> {
        let context = Context::new(octets.len(), Tolerances::DEFAULT);
        ContentType::read(&mut Reader::new(octets, &context))
    }

    fn start(text: &str) -> TextString<'_> {
        TextString::new(text).unwrap()
    }

    #[rstest]
    #[case::number(&[0xB3], ContentType::new(MediaType::MULTIPART_RELATED))]
    #[case::unassigned_number(&[0xD3], ContentType::new(MediaType::WellKnown(0x53)))]
    #[case::greatest_short_number(&[0xFF], ContentType::new(MediaType::WellKnown(0x7F)))]
    #[case::number_of_two_octets(&[0x02, 0x01, 0x80], ContentType::new(MediaType::WellKnown(0x80)))]
    #[case::name(b"application/smil\0", ContentType::new(MediaType::SMIL))]
    // Value-length 3, text/plain, charset, UTF-8.
    #[case::text(&[0x03, 0x83, 0x81, 0xEA], ContentType::text_plain(Charset::UTF_8))]
    // Value-length 27, multipart.related, type, start.
    #[case::related(
        b"\x1B\xB3\x89application/smil\0\x8A<SMIL>\0",
        ContentType::multipart_related(MediaType::SMIL, start("<SMIL>"))
    )]
    fn a_content_type_goes_and_comes_back(
        #[case] octets: &[u8],
        #[case] expected: ContentType<'_>,
    ) {
        assert_eq!(decode(octets).unwrap(), expected);
        assert_eq!(collect(|sink| expected.write(sink)), octets);
    }

    #[test]
    fn a_long_general_form_has_a_quoted_length() {
        let related = ContentType::multipart_related(MediaType::SMIL, start("<presentation>"));
        let octets = collect(|sink| related.write(sink));
        // Length-quote, Uintvar 35, multipart.related.
        assert_eq!(octets.get(..3), Some(&[0x1F, 0x23, 0xB3][..]));
        assert_eq!(decode(&octets).unwrap(), related);
    }

    #[test]
    fn parameters_are_found_in_every_form() {
        let charset = Parameter::Named {
            name: TokenText::new("Charset").unwrap(),
            value: UntypedValue::Text(start("UTF-8")),
        };
        let content_type = ContentType::new(MediaType::TEXT_PLAIN)
            .with(charset)
            .with(Parameter::Name(start("a.txt")))
            .with(Parameter::FileName(start("b.txt")));
        assert_eq!(content_type.charset(), Some(Charset::UTF_8));
        assert_eq!(content_type.name(), Some("a.txt"));
        assert_eq!(content_type.file_name(), Some("b.txt"));
        assert_eq!((content_type.start(), content_type.related_type()), (None, None));
        assert_eq!(ContentType::text_plain(Charset::UTF_16).charset(), Some(Charset::UTF_16));
        let related = ContentType::multipart_related(MediaType::SMIL, start("<a>"));
        assert_eq!(related.related_type(), Some("application/smil"));
        assert_eq!(
            (related.start(), related.name(), related.file_name()),
            (Some("<a>"), None, None)
        );
        // Value-length 36, multipart.mixed, and the same by their names.
        let named = decode(b"\x1F\x24\xA3type\0a/b\0start\0c\0name\0d\0filename\0e\0").unwrap();
        let texts = (named.related_type(), named.start(), named.name(), named.file_name());
        assert_eq!(texts, (Some("a/b"), Some("c"), Some("d"), Some("e")));
        assert_eq!(named.charset(), None);
        assert_eq!(decode(b"\x08\x83\x81utf-8\0").unwrap().charset(), Some(Charset::UTF_8));
    }

    #[test]
    fn a_length_that_promises_too_much_is_named() {
        // Value-length by Length-quote and Uintvar 0x7FFF_FFFF, then two octets.
        let error = decode(&[0x1F, 0x87, 0xFF, 0xFF, 0xFF, 0x7F, 0x83, 0x00]).unwrap_err();
        assert_eq!((error.offset, error.production), (6, Production::ContentType));
        assert_eq!((error.needed, error.available), (0x7FFF_FFFF, 2));
        let promised_by =
            LengthField { offset: 0, production: Production::ValueLength, length: 0x7FFF_FFFF };
        assert_eq!(error.promised_by, Some(promised_by));
    }

    #[rstest]
    #[case::empty(&[], DecodeErrorKind::Truncated)]
    #[case::empty_general_form(&[0x00], DecodeErrorKind::Truncated)]
    #[case::quote(&[0x7F, 0x00], DecodeErrorKind::UnexpectedOctet(0x7F))]
    #[case::parameter_cut_by_the_length(&[0x02, 0x83, 0x81, 0xEA], DecodeErrorKind::Truncated)]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets).unwrap_err().kind, kind);
    }

    /// Content-Type of M-Retrieve.conf, of its part, and as the `type` of its multipart.related, with where it starts.
    fn places(value: &[u8], media: &[u8]) -> [(Vec<u8>, usize); 3] {
        let length = |octets: &[u8]| u8::try_from(octets.len()).unwrap();
        // M-Retrieve.conf, version 1.2, Date, Content-Type.
        let head = &[0x8C, 0x84, 0x8D, 0x92, 0x85, 0x01, 0x05, 0x84][..];
        // multipart.mixed, one part, HeadersLen, DataLen.
        let part = &[0xA3, 0x01, length(value), 0x01][..];
        // Value-length, multipart.related, type; no part.
        let related = &[length(media) + 2, 0xB3, 0x89][..];
        [
            ([head, value, b"\0"].concat(), 8),
            ([head, part, value, b"x"].concat(), 12),
            ([head, related, media, b"\0"].concat(), 11),
        ]
    }

    /// The two forms of a media type alone, and the general form with a parameter.
    fn forms(media: &[u8]) -> [Vec<u8>; 3] {
        let general = |parameter: &[u8]| {
            let length = u8::try_from(media.len() + parameter.len()).unwrap();
            [&[length], media, parameter].concat()
        };
        [media.to_vec(), general(&[]), general(&[0x81, 0xEA])]
    }

    #[rstest]
    #[case::blank(b" a/b\0", " a/b", "a/b")]
    #[case::blanks(b"  a/b \t\0", "  a/b \t", "a/b")]
    #[case::blank_alone(b" \0", " ", "")]
    #[case::blank_before_a_known_type(b" text/plain\0", " text/plain", "text/plain")]
    #[case::blank_before_latin_1(b" \xE9/b\0", " \u{E9}/b", "\u{E9}/b")]
    #[case::semicolon(b";a/b\0", ";a/b", "")]
    #[case::control_inside(b"a\x01/b\0", "a\u{1}/b", "a\u{1}/b")]
    fn an_odd_text_is_kept_wherever_it_stands(
        #[case] media: &[u8],
        #[case] text: &str,
        #[case] name: &str,
    ) {
        let expected = MediaType::Named(TokenText::new(text).unwrap());
        assert_eq!(expected.name(), Some(name));
        for value in forms(media) {
            assert_eq!(decode(&value).unwrap().media_type, expected);
            for (octets, _) in places(&value, media) {
                let pdu = Pdu::decode(&octets).unwrap();
                let encoded = pdu.encode();
                assert_eq!(Pdu::decode(&encoded).as_ref(), Ok(&pdu));
                let written = collect(|sink| expected.write(sink));
                assert!(encoded.windows(written.len()).any(|octets| octets == written));
            }
        }
    }

    #[rstest]
    // The length of a Long-integer, not a blank.
    #[case::tab(b"\ta/b\0", 1, DecodeErrorKind::Truncated)]
    #[case::line_feed(b"\n a/b\0", 1, DecodeErrorKind::Truncated)]
    #[case::quote(b"\x7Fa/b\0", 0, DecodeErrorKind::UnexpectedOctet(0x7F))]
    #[case::no_text(b"\0", 0, DecodeErrorKind::UnexpectedOctet(0))]
    #[case::without_nul(b" a/b", 0, DecodeErrorKind::MissingNul)]
    fn a_text_that_cannot_be_one_is_refused_where_it_stands(
        #[case] media: &[u8],
        #[case] offset: usize,
        #[case] kind: DecodeErrorKind,
    ) {
        let [_, general, _] = forms(media);
        let error = decode(&general).unwrap_err();
        assert_eq!((error.offset, error.kind), (1 + offset, kind));
    }

    #[test]
    fn every_first_octet_comes_back_wherever_it_stands() {
        let tails =
            [&b"a/b\0"[..], b"\0", b"\xBEa/b\0", b" \t\0", b";\xBE\0", b"\x01\0", b"\x7F\0"];
        for media in (0..=255_u8).flat_map(|first| tails.map(|tail| [&[first], tail].concat())) {
            for value in forms(&media) {
                for (octets, start) in places(&value, &media) {
                    for tolerances in [Tolerances::NONE, Tolerances::DEFAULT, Tolerances::ALL] {
                        match Pdu::decode_with(&octets, tolerances) {
                            Ok(pdu) => {
                                let again = pdu.encode();
                                assert_eq!(Pdu::decode_with(&again, tolerances).as_ref(), Ok(&pdu));
                            }
                            Err(error) => assert!(error.offset >= start, "{octets:02X?}: {error}"),
                        }
                    }
                }
            }
        }
    }
}

//! Parameters of a content type (WSP 8.4.2.4 and its table of assigned numbers).
//!
//! Where a parameter has two numbers, phones send the deprecated one (its value a Text-string); both are read, and
//! the deprecated one is written.

use crate::charset::Charset;
use crate::error::{DecodeError, Production};
use crate::header::RawValue;
use crate::integer_value::{self, SHORT_INTEGER};
use crate::media_type::MediaType;
use crate::q_value::QValue;
use crate::quoted_string;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::TextString;
use crate::token_text::TokenText;

const Q: u32 = 0x00;
const CHARSET: u32 = 0x01;
const NAME: u32 = 0x05;
const FILE_NAME: u32 = 0x06;
const RELATED_TYPE: u32 = 0x09;
const START: u32 = 0x0A;
const START_INFO: u32 = 0x0B;
const NAME_VALUE: u32 = 0x17;
const FILE_NAME_VALUE: u32 = 0x18;
const START_VALUE: u32 = 0x19;
const START_INFO_VALUE: u32 = 0x1A;

/// One parameter.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Parameter<'a> {
    /// `q`.
    Q(QValue),
    /// `charset`.
    Charset(Charset),
    /// `name`.
    Name(TextString<'a>),
    /// `filename`.
    FileName(TextString<'a>),
    /// `type` of a multipart.related: the media type of its root.
    RelatedType(MediaType<'a>),
    /// `start`: the Content-ID of the root, as the sender writes it, with or without `<>`.
    Start(TextString<'a>),
    /// `start-info`.
    StartInfo(TextString<'a>),
    /// A numbered parameter that is none of the others, or whose value has another form than theirs.
    Assigned {
        /// The assigned number.
        number: u32,
        /// The value as it is.
        value: RawValue<'a>,
    },
    /// A parameter with a name.
    Named {
        /// The name.
        name: TokenText<'a>,
        /// The value.
        value: UntypedValue<'a>,
    },
}

/// The value of a parameter with a name.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum UntypedValue<'a> {
    /// Integer-value.
    Integer(u64),
    /// Text-value, without its quotation mark.
    Text(TextString<'a>),
}

impl<'a> Parameter<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> Parameter<'static> {
        match self {
            Self::Q(q) => Parameter::Q(q),
            Self::Charset(charset) => Parameter::Charset(charset),
            Self::Name(text) => Parameter::Name(text.into_owned()),
            Self::FileName(text) => Parameter::FileName(text.into_owned()),
            Self::RelatedType(media) => Parameter::RelatedType(media.into_owned()),
            Self::Start(text) => Parameter::Start(text.into_owned()),
            Self::StartInfo(text) => Parameter::StartInfo(text.into_owned()),
            Self::Assigned { number, value } => {
                Parameter::Assigned { number, value: value.into_owned() }
            }
            Self::Named { name, value } => {
                Parameter::Named { name: name.into_owned(), value: value.into_owned() }
            }
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(0x20..=0x7E) => {
                let name = TokenText::read(reader)?;
                Ok(Self::Named { name, value: UntypedValue::read(reader)? })
            }
            Some(1..=30 | SHORT_INTEGER..) => {
                let number = integer_value::read_number(reader, Production::Parameter)?;
                Self::read_assigned(number, reader)
            }
            _ => Err(reader.unexpected(Production::Parameter)),
        }
    }

    fn read_assigned(number: u32, reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let is_text = matches!(reader.peek(), Some(0 | 0x20..=0x7F));
        let is_integer = matches!(reader.peek(), Some(1..=30 | SHORT_INTEGER..));
        match number {
            Q => QValue::read(reader).map(Self::Q),
            CHARSET if is_integer => Charset::read(reader).map(Self::Charset),
            NAME | NAME_VALUE if is_text => read_text_value(reader).map(Self::Name),
            FILE_NAME | FILE_NAME_VALUE if is_text => read_text_value(reader).map(Self::FileName),
            RELATED_TYPE if matches!(reader.peek(), Some(1..=30 | 0x20..=0x7E | 0x80..)) => {
                MediaType::read(reader).map(Self::RelatedType)
            }
            START | START_VALUE if is_text => read_text_value(reader).map(Self::Start),
            START_INFO | START_INFO_VALUE if is_text => {
                read_text_value(reader).map(Self::StartInfo)
            }
            _ => Ok(Self::Assigned { number, value: RawValue::read(reader)? }),
        }
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        match self {
            Self::Q(q) => {
                write_number(sink, Q);
                q.write(sink);
            }
            Self::Charset(charset) => {
                write_number(sink, CHARSET);
                charset.write(sink);
            }
            Self::Name(text) => write_text(sink, NAME, text),
            Self::FileName(text) => write_text(sink, FILE_NAME, text),
            Self::RelatedType(media) => {
                write_number(sink, RELATED_TYPE);
                media.write(sink);
            }
            Self::Start(text) => write_text(sink, START, text),
            Self::StartInfo(text) => write_text(sink, START_INFO, text),
            Self::Assigned { number, value } => {
                write_number(sink, *number);
                value.write(sink);
            }
            Self::Named { name, value } => {
                name.write(sink);
                value.write(sink);
            }
        }
    }
}

impl<'a> UntypedValue<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> UntypedValue<'static> {
        match self {
            Self::Integer(value) => UntypedValue::Integer(value),
            Self::Text(text) => UntypedValue::Text(text.into_owned()),
        }
    }

    fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(1..=30 | SHORT_INTEGER..) => integer_value::read(reader).map(Self::Integer),
            _ => read_text_value(reader).map(Self::Text),
        }
    }

    fn write(&self, sink: &mut dyn Sink) {
        match self {
            Self::Integer(value) => integer_value::write(sink, *value),
            Self::Text(text) => write_text_value(sink, text),
        }
    }
}

/// Reads Text-string or Text-value: the forms differ only in the quotation mark.
pub(crate) fn read_text_value<'a>(
    reader: &mut Reader<'_, 'a>,
) -> Result<TextString<'a>, DecodeError> {
    match reader.peek() {
        Some(quoted_string::MARK) => quoted_string::read(reader),
        _ => TextString::read(reader),
    }
}

fn write_text_value(sink: &mut dyn Sink, text: &TextString<'_>) {
    if text.as_bytes().first() == Some(&quoted_string::MARK) {
        quoted_string::write(sink, text);
    } else {
        text.write(sink);
    }
}

fn write_number(sink: &mut dyn Sink, number: u32) {
    integer_value::write(sink, u64::from(number));
}

fn write_text(sink: &mut dyn Sink, number: u32, text: &TextString<'_>) {
    write_number(sink, number);
    write_text_value(sink, text);
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    fn text(text: &str) -> TextString<'_> {
        TextString::new(text).unwrap()
    }

    fn decode(octets: &[u8]) -> Result<Parameter<'_>, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::DEFAULT);
        Parameter::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    #[case::q(&[0x80, 0x83, 0x31], Parameter::Q(QValue::new(433).unwrap()))]
    #[case::charset(&[0x81, 0xEA], Parameter::Charset(Charset::UTF_8))]
    #[case::charset_utf_16(&[0x81, 0x02, 0x03, 0xF7], Parameter::Charset(Charset::UTF_16))]
    #[case::name(b"\x85a\0", Parameter::Name(text("a")))]
    #[case::name_with_a_mark(b"\x85\"\"a\0", Parameter::Name(text("\"a")))]
    #[case::name_in_marks(b"\x85\"\"a\"\"\0", Parameter::Name(text("\"a\"")))]
    #[case::file_name(b"\x86a\0", Parameter::FileName(text("a")))]
    #[case::related_type(b"\x89application/smil\0", Parameter::RelatedType(MediaType::SMIL))]
    #[case::related_type_of_no_form(b"\x89\x7F\xC3\xA9\0", Parameter::Assigned { number: 9, value: RawValue::new(&b"\x7F\xC3\xA9\0"[..]).unwrap() })]
    #[case::name_of_no_form(&[0x85, 0x83], Parameter::Assigned { number: 5, value: RawValue::new(&[0x83][..]).unwrap() })]
    #[case::file_name_of_no_form(&[0x86, 0x83], Parameter::Assigned { number: 6, value: RawValue::new(&[0x83][..]).unwrap() })]
    #[case::start_of_no_form(&[0x8A, 0x83], Parameter::Assigned { number: 10, value: RawValue::new(&[0x83][..]).unwrap() })]
    #[case::start_info_of_no_form(&[0x8B, 0x83], Parameter::Assigned { number: 11, value: RawValue::new(&[0x83][..]).unwrap() })]
    #[case::start(b"\x8A<a>\0", Parameter::Start(text("<a>")))]
    #[case::start_info(b"\x8Ba\0", Parameter::StartInfo(text("a")))]
    #[case::level(&[0x82, 0x93], Parameter::Assigned { number: 2, value: RawValue::new(&[0x93][..]).unwrap() })]
    #[case::charset_text(b"\x81utf-8\0", Parameter::Assigned { number: 1, value: RawValue::new(&b"utf-8\0"[..]).unwrap() })]
    #[case::named_text(b"a\0b\0", Parameter::Named { name: TokenText::new("a").unwrap(), value: UntypedValue::Text(text("b")) })]
    #[case::named_integer(b"a\0\x85", Parameter::Named { name: TokenText::new("a").unwrap(), value: UntypedValue::Integer(5) })]
    #[case::large_number(&[0x02, 0x01, 0x00, 0x80], Parameter::Assigned { number: 256, value: RawValue::new(&[0x80][..]).unwrap() })]
    fn a_parameter_goes_and_comes_back(#[case] octets: &[u8], #[case] expected: Parameter<'_>) {
        assert_eq!(decode(octets).unwrap(), expected);
        assert_eq!(collect(|sink| expected.write(sink)), octets);
    }

    #[rstest]
    #[case::name(b"\x97\"a\0", Parameter::Name(text("a")))]
    #[case::closing_mark(b"\x85\"a\"\0", Parameter::Name(text("a")))]
    #[case::file_name(b"\x98a\0", Parameter::FileName(text("a")))]
    #[case::start(b"\x99\"<a>\0", Parameter::Start(text("<a>")))]
    #[case::long_number(b"\x01\x0A<a>\0", Parameter::Start(text("<a>")))]
    #[case::no_value(b"a\0\0", Parameter::Named { name: TokenText::new("a").unwrap(), value: UntypedValue::Text(text("")) })]
    fn other_forms_are_read(#[case] octets: &[u8], #[case] expected: Parameter<'_>) {
        assert_eq!(decode(octets).unwrap(), expected);
    }

    #[rstest]
    #[case::nul(&[0x00], DecodeErrorKind::UnexpectedOctet(0))]
    #[case::length_quote(&[0x1F, 0x01], DecodeErrorKind::UnexpectedOctet(0x1F))]
    #[case::cut(&[0x81], DecodeErrorKind::Truncated)]
    #[case::cut_name(b"\x85a", DecodeErrorKind::MissingNul)]
    #[case::named_without_value(b"a\0", DecodeErrorKind::MissingNul)]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets), Err(kind));
    }
}

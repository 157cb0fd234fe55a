//! Header fields that have no type here, kept as they are, and the walk over the header block of an MMS PDU.
//!
//! A value's extent follows from its first octet (WSP 8.4.1.2): 0 to 30 are a length, 31 a Uintvar length follows,
//! 32 to 127 a text to NUL, 128 and above the value itself.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::body::Body;
use crate::content_type::ContentType;
use crate::context::Context;
use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::field::Field;
use crate::field_value::FieldValue;
use crate::limit::HEADERS_MAX;
use crate::reader::Reader;
use crate::sink::{Sink, collect};
use crate::text_string::{QUOTE, TextError, TextString};
use crate::token_text::TokenText;
use crate::tolerance::Tolerances;
use crate::value_length;

/// A header field that is kept as it is.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Header<'a> {
    /// Its name.
    pub name: HeaderName<'a>,
    /// Its value, octet for octet.
    pub value: RawValue<'a>,
}

/// The name of a header field.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum HeaderName<'a> {
    /// An assigned number, 0 to 127: of [`Field`] in a PDU, of WSP in a part or a push.
    Assigned(u8),
    /// The name of an Application-header (ENC 7.2).
    Text(TokenText<'a>),
}

/// A value that a reader can step over by its first octet.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct RawValue<'a>(Cow<'a, [u8]>);

impl<'a> Header<'a> {
    /// Makes an Application-header of two texts.
    ///
    /// # Errors
    /// `name` is no [`TokenText`], or `value` no [`TextString`].
    pub fn application(name: &'a str, value: &'a str) -> Result<Self, TextError> {
        let value = TextString::new(value)?;
        let octets = collect(|sink| value.write(sink));
        Ok(Self {
            name: HeaderName::Text(TokenText::new(name)?),
            value: RawValue(Cow::Owned(octets)),
        })
    }

    /// Returns the name of an Application-header.
    #[must_use]
    pub fn text_name(&self) -> Option<&str> {
        match &self.name {
            HeaderName::Text(name) => Some(name),
            HeaderName::Assigned(_) => None,
        }
    }

    /// Returns the MMS header field, for a header of a PDU.
    #[must_use]
    pub const fn field(&self) -> Option<Field> {
        match &self.name {
            HeaderName::Assigned(number) => Some(Field::from_number(*number)),
            HeaderName::Text(_) => None,
        }
    }

    /// Makes a header of a PDU; `None` when the field's value has another form than `value`.
    #[must_use]
    pub fn from_value(field: Field, value: &FieldValue<'_>) -> Option<Header<'static>> {
        let value_octets = RawValue::new(collect(|sink| value.write(sink)))?;
        let header = Header { name: HeaderName::Assigned(field.number()), value: value_octets };
        let fits = header.typed().is_some_and(|typed| typed.as_ref() == Ok(value));
        fits.then_some(header)
    }

    /// Reads the value of a header of a PDU by its field; `None` for an Application-header.
    ///
    /// # Errors
    /// The value is not of the field's form. Offsets count from its first octet.
    #[must_use]
    pub fn typed(&self) -> Option<Result<FieldValue<'_>, DecodeError>> {
        let octets = self.value.octets();
        let context = Context::new(octets.len(), Tolerances::DEFAULT);
        self.field().map(|field| read_typed(field, Reader::new(octets, &context)))
    }

    /// What the form of an Application-header breaks; `None` for one that is sound, and for a header with a number.
    pub(crate) fn application_error(&self) -> Option<DecodeError> {
        self.text_name()?;
        let octets = collect(|sink| self.write(sink));
        let context = Context::new(octets.len(), Tolerances::DEFAULT);
        check_application(Reader::new(&octets, &context)).err()
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> Header<'static> {
        let name = match self.name {
            HeaderName::Assigned(number) => HeaderName::Assigned(number),
            HeaderName::Text(name) => HeaderName::Text(name.into_owned()),
        };
        Header { name, value: self.value.into_owned() }
    }

    /// Reads an Application-header, whose name the next octet starts.
    pub(crate) fn read_application(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let name = HeaderName::Text(TokenText::read(reader)?);
        Ok(Self { name, value: RawValue::read(reader)? })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        match &self.name {
            HeaderName::Assigned(number) => sink.put(&[number | 0x80]),
            HeaderName::Text(name) => name.write(sink),
        }
        self.value.write(sink);
    }
}

impl<'a> RawValue<'a> {
    /// Takes octets that are exactly one value; `None` when they are less or more.
    #[must_use]
    pub fn new(octets: impl Into<Cow<'a, [u8]>>) -> Option<Self> {
        let octets = octets.into();
        let context = Context::new(octets.len(), Tolerances::DEFAULT);
        let mut reader = Reader::new(&octets, &context);
        let whole = RawValue::read(&mut reader).is_ok() && reader.is_empty();
        whole.then_some(Self(octets))
    }

    /// Returns the octets, the first of which tells their extent.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    /// Returns the text of a value that is one, without quotes.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'_, str>> {
        let octets = self.0.strip_suffix(&[0])?;
        match octets.first() {
            None => Some(Cow::Borrowed("")),
            Some(&QUOTE) => octets.get(1..).map(lenient_text),
            Some(0x20..) => Some(lenient_text(octets)),
            Some(_) => None,
        }
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> RawValue<'static> {
        RawValue(Cow::Owned(self.0.into_owned()))
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let start = *reader;
        match reader.peek() {
            Some(..=value_length::LENGTH_QUOTE) => {
                value_length::open(reader, Production::HeaderValue)?;
            }
            Some(..=QUOTE) => {
                reader.take_to_nul(Production::HeaderValue)?;
            }
            _ => {
                reader.octet(Production::HeaderValue)?;
            }
        }
        Ok(Self(Cow::Borrowed(start.up_to(reader).rest())))
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        sink.put(&self.0);
    }
}

/// Reads octets without a charset: UTF-8, else ISO-8859-1.
pub(crate) fn lenient_text(octets: &[u8]) -> Cow<'_, str> {
    match core::str::from_utf8(octets) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(octets.iter().copied().map(char::from).collect()),
    }
}

/// Walks over the header fields of a PDU, checks their places, and keeps those that have no type.
#[derive(Debug)]
pub(crate) struct Fields<'c, 'a> {
    reader: Reader<'c, 'a>,
    /// Where the field starts that was returned last.
    start: Reader<'c, 'a>,
    /// Fields passed, X-Mms-Message-Type included.
    count: usize,
    /// One bit for each assigned number that was seen.
    seen: u128,
    other: Vec<Header<'a>>,
}

impl<'c, 'a> Fields<'c, 'a> {
    /// Starts behind X-Mms-Message-Type.
    pub(crate) const fn new(reader: Reader<'c, 'a>) -> Self {
        let seen = 1 << Field::MessageType.number();
        Self { reader, start: reader, count: 1, seen, other: Vec::new() }
    }

    /// Steps to the next field that has a number; the reader stands at its value.
    pub(crate) fn next(&mut self) -> Result<Option<Field>, DecodeError> {
        loop {
            self.start = self.reader;
            let field = match self.reader.peek() {
                None => return Ok(None),
                Some(0) if self.at_padding() => return Ok(None),
                Some(0x80..) => Some(Field::from_number(self.reader.octet(Production::FieldName)?)),
                Some(0x20..=0x7E) => None,
                Some(_) => return Err(self.reader.unexpected(Production::FieldName)),
            };
            if self.count >= HEADERS_MAX {
                return Err(self.at_start(DecodeErrorKind::TooManyHeaders));
            }
            if let Some(field) = field {
                self.check_place(field)?;
                self.count += 1;
                return Ok(Some(field));
            }
            self.count += 1;
            let header = Header::read_application(&mut self.reader)?;
            if !self.start.tolerates(Tolerances::VALUE_FORM) {
                check_application(self.start.up_to(&self.reader))?;
            }
            self.start.push(&mut self.other, header, Production::ApplicationHeader)?;
        }
    }

    /// The reader at the value of the field that was returned last.
    pub(crate) const fn value(&mut self) -> &mut Reader<'c, 'a> {
        &mut self.reader
    }

    /// Keeps the field that was returned last as it is. A PDU that comes here with Content-Type has no body.
    pub(crate) fn keep(&mut self, field: Field) -> Result<(), DecodeError> {
        if field == Field::ContentType {
            ContentType::read(&mut self.reader)?;
            return Err(self.at_start(DecodeErrorKind::ForbiddenHeader(field)));
        }
        let start = self.reader;
        let value = RawValue::read(&mut self.reader)?;
        if !start.tolerates(Tolerances::VALUE_FORM) {
            read_typed(field, start.up_to(&self.reader))?;
        }
        let header = Header { name: HeaderName::Assigned(field.number()), value };
        self.start.push(&mut self.other, header, Production::HeaderValue)
    }

    /// Reads Content-Type and the body, all that is left.
    pub(crate) fn content(&mut self) -> Result<(ContentType<'a>, Body<'a>), DecodeError> {
        let content_type = ContentType::read(&mut self.reader)?;
        let body = Body::read(self.reader, &content_type, 0)?;
        Ok((content_type, body))
    }

    /// Appends a value of a field that may repeat.
    pub(crate) fn push<T>(&self, items: &mut Vec<T>, item: T) -> Result<(), DecodeError> {
        self.start.push(items, item, Production::HeaderValue)
    }

    /// Insists on a mandatory field.
    pub(crate) fn mandatory<T>(&self, value: Option<T>, field: Field) -> Result<T, DecodeError> {
        let missing = || self.reader.error(Production::Pdu, DecodeErrorKind::MissingHeader(field));
        value.ok_or_else(missing)
    }

    /// Ends the walk.
    pub(crate) fn into_other(self) -> Vec<Header<'a>> {
        self.other
    }

    fn at_padding(&self) -> bool {
        self.reader.tolerates(Tolerances::PADDING) && is_zeros(self.reader.rest())
    }

    const fn at_start(&self, kind: DecodeErrorKind) -> DecodeError {
        self.start.error(Production::FieldName, kind)
    }

    fn check_place(&mut self, field: Field) -> Result<(), DecodeError> {
        let bit = 1_u128 << field.number();
        if self.seen & bit != 0 {
            let tolerated =
                field.may_repeat() || self.reader.tolerates(Tolerances::REPEATED_HEADER);
            return match tolerated {
                true => Ok(()),
                false => Err(self.at_start(DecodeErrorKind::RepeatedHeader(field))),
            };
        }
        let place = match field {
            Field::TransactionId => 1,
            Field::MmsVersion if self.seen >> Field::TransactionId.number() & 1 == 1 => 2,
            Field::MmsVersion => 1,
            _ => self.count,
        };
        self.seen |= bit;
        if place == self.count || self.reader.tolerates(Tolerances::HEADER_ORDER) {
            return Ok(());
        }
        Err(self.at_start(DecodeErrorKind::MisplacedHeader(field)))
    }
}

/// Reads a value of `field` that is all of the window.
fn read_typed<'a>(field: Field, mut reader: Reader<'_, 'a>) -> Result<FieldValue<'a>, DecodeError> {
    let value = FieldValue::read(field, &mut reader)?;
    reader.finish(Production::HeaderValue)?;
    Ok(value)
}

/// Insists that the window is an Application-header to the letter (ENC 7.2): a token, then a Text-string.
fn check_application(mut reader: Reader<'_, '_>) -> Result<(), DecodeError> {
    let start = reader;
    let name = TokenText::read(&mut reader)?;
    if let Some(position) = name.separator() {
        let mut inner = start;
        inner.take(position, Production::TokenText)?;
        return Err(inner.unexpected(Production::TokenText));
    }
    TextString::read(&mut reader)?;
    reader.finish(Production::ApplicationHeader)
}

/// Tells whether all octets are 0x00.
pub(crate) fn is_zeros(octets: &[u8]) -> bool {
    octets.iter().all(|octet| *octet == 0)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::short(&[0x80], true)]
    #[case::text(b"ab\0", true)]
    #[case::empty_text(&[0x00], true)]
    #[case::length(&[0x02, 0xFF, 0xFF], true)]
    #[case::quoted_length(&[0x1F, 0x02, 0xFF, 0xFF], true)]
    #[case::two_values(&[0x80, 0x80], false)]
    #[case::cut_text(b"ab", false)]
    #[case::cut_length(&[0x02, 0xFF], false)]
    #[case::nothing(&[], false)]
    fn a_raw_value_is_exactly_one_value(#[case] octets: &[u8], #[case] valid: bool) {
        assert_eq!(RawValue::new(octets).is_some(), valid);
    }

    #[rstest]
    #[case(b"ab\0", Some("ab"))]
    #[case(&[0x7F, 0xC3, 0xA9, 0x00], Some("é"))]
    #[case(&[0x00], Some(""))]
    #[case(&[0x80], None)]
    #[case(&[0x02, 0x41, 0x00], None)]
    fn a_raw_value_may_be_a_text(#[case] octets: &[u8], #[case] text: Option<&str>) {
        assert_eq!(RawValue::new(octets).unwrap().text().as_deref(), text);
    }

    #[test]
    fn the_top_bit_of_a_number_is_always_set() {
        let value = RawValue::new(&[0x80][..]).unwrap();
        for number in [0x45, 0xC5] {
            let header = Header { name: HeaderName::Assigned(number), value: value.clone() };
            assert_eq!(collect(|sink| header.write(sink)), [0xC5, 0x80]);
        }
    }

    #[rstest]
    #[case::sound(b"X-Own\0yes\0", None)]
    #[case::empty_value(b"X\0\0", None)]
    // A blank, a separator, and an octet above 0x7F in the name.
    #[case::blank_in_the_name(b"X Y\0z\0", Some((1, Production::TokenText, DecodeErrorKind::UnexpectedOctet(0x20))))]
    #[case::blank_first(b" Y\0z\0", Some((0, Production::TokenText, DecodeErrorKind::UnexpectedOctet(0x20))))]
    #[case::separator(b"XY:\0z\0", Some((2, Production::TokenText, DecodeErrorKind::UnexpectedOctet(0x3A))))]
    #[case::high_octet(b"X\xC3\xA9\0z\0", Some((1, Production::TokenText, DecodeErrorKind::UnexpectedOctet(0xC3))))]
    #[case::latin_1(b"X\xE9\0z\0", Some((1, Production::TokenText, DecodeErrorKind::UnexpectedOctet(0xE9))))]
    // A Short-integer, and a value with a length, where the text should be.
    #[case::number(b"X\0\x85", Some((2, Production::TextString, DecodeErrorKind::MissingNul)))]
    #[case::length(b"X\0\x02a\0", Some((2, Production::TextString, DecodeErrorKind::UnexpectedOctet(2))))]
    fn an_application_header_is_a_token_and_a_text(
        #[case] octets: &[u8],
        #[case] expected: Option<(usize, Production, DecodeErrorKind)>,
    ) {
        let context = Context::new(octets.len(), Tolerances::DEFAULT);
        let error = check_application(Reader::new(octets, &context)).err();
        let found = error.map(|error| (error.offset, error.production, error.kind));
        assert_eq!(found, expected);
        let header = Header::read_application(&mut Reader::new(octets, &context)).unwrap();
        assert_eq!(header.application_error().is_some(), expected.is_some());
    }
}

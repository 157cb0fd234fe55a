//! Element-Descriptor-value (ENC 7.3.18), since 1.2: what a part of a stored message is, without the part.
//!
//! ```text
//! Value-length Content-Reference-value *Parameter      a Text-string, then parameters with ENC's own numbers
//! ```

use alloc::vec::Vec;

use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::header::RawValue;
use crate::integer_value::SHORT_INTEGER;
use crate::limit::PARAMETERS_MAX;
use crate::media_type::MediaType;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::TextString;
use crate::token_text::TokenText;
use crate::value_length;

/// The number of the parameter `Type`.
const TYPE: u8 = 0x02;

/// The description of a part.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ElementDescriptor<'a> {
    /// The Content-ID or Content-Location of the part.
    pub reference: TextString<'a>,
    /// The parameters, in their order on the wire.
    pub parameters: Vec<ElementParameter<'a>>,
}

/// A parameter of an [`ElementDescriptor`].
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum ElementParameter<'a> {
    /// `Type`: the media type of the part.
    Type(MediaType<'a>),
    /// Another number, 0 to 127, or a `Type` whose value is no media type.
    Assigned {
        /// The number.
        number: u8,
        /// The value as it is.
        value: RawValue<'a>,
    },
    /// A parameter with a name.
    Named {
        /// The name.
        name: TokenText<'a>,
        /// The value as it is.
        value: RawValue<'a>,
    },
}

impl<'a> ElementDescriptor<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> ElementDescriptor<'static> {
        let parameters = self.parameters.into_iter().map(ElementParameter::into_owned).collect();
        ElementDescriptor { reference: self.reference.into_owned(), parameters }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::ElementDescriptor)?;
        let reference = TextString::read(&mut window)?;
        let mut parameters = Vec::new();
        while !window.is_empty() {
            if parameters.len() >= PARAMETERS_MAX {
                let kind = DecodeErrorKind::TooManyParameters;
                return Err(window.error(Production::ElementDescriptor, kind));
            }
            let parameter = ElementParameter::read(&mut window)?;
            window.push(&mut parameters, parameter, Production::Parameter)?;
        }
        Ok(Self { reference, parameters })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        value_length::wrap(sink, |sink| {
            self.reference.write(sink);
            self.parameters.iter().for_each(|parameter| parameter.write(sink));
        });
    }
}

impl<'a> ElementParameter<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> ElementParameter<'static> {
        match self {
            Self::Type(media) => ElementParameter::Type(media.into_owned()),
            Self::Assigned { number, value } => {
                ElementParameter::Assigned { number, value: value.into_owned() }
            }
            Self::Named { name, value } => {
                ElementParameter::Named { name: name.into_owned(), value: value.into_owned() }
            }
        }
    }

    fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let number = match reader.peek() {
            Some(octet @ SHORT_INTEGER..) => octet & !SHORT_INTEGER,
            Some(0x20..=0x7E) => {
                let name = TokenText::read(reader)?;
                return Ok(Self::Named { name, value: RawValue::read(reader)? });
            }
            _ => return Err(reader.unexpected(Production::Parameter)),
        };
        reader.skip_octet();
        // Constrained-encoding: a Short-integer or Extension-media.
        match reader.peek() {
            Some(0x20..=0x7E | SHORT_INTEGER..) if number == TYPE => {
                MediaType::read(reader).map(Self::Type)
            }
            _ => Ok(Self::Assigned { number, value: RawValue::read(reader)? }),
        }
    }

    fn write(&self, sink: &mut dyn Sink) {
        match self {
            Self::Type(media) => {
                sink.put(&[TYPE | SHORT_INTEGER]);
                media.write(sink);
            }
            Self::Assigned { number, value } => {
                sink.put(&[number | SHORT_INTEGER]);
                value.write(sink);
            }
            Self::Named { name, value } => {
                name.write(sink);
                value.write(sink);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    fn decode(octets: &[u8]) -> Result<ElementDescriptor<'_>, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::NONE);
        ElementDescriptor::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    // Value-length, reference "r", parameters.
    #[case::bare(b"\x02r\0", None)]
    #[case::number(b"\x04r\0\x82\x9D", Some("image/gif"))]
    #[case::name(b"\x07r\0\x82a/b\0", Some("a/b"))]
    #[case::another_number(b"\x04r\0\x83\x9D", None)]
    // A Type that is a text with a length, then a parameter with a name.
    #[case::other(b"\x09r\0\x82\x02xy\x6E\0\x85", None)]
    fn a_descriptor_goes_and_comes_back(#[case] octets: &[u8], #[case] media: Option<&str>) {
        let descriptor = decode(octets).unwrap();
        let found = descriptor.parameters.iter().find_map(|parameter| match parameter {
            ElementParameter::Type(media) => media.name(),
            _ => None,
        });
        assert_eq!((descriptor.reference.as_str(), found), ("r", media));
        assert_eq!(collect(|sink| descriptor.write(sink)), octets);
        assert_eq!(descriptor.clone().into_owned(), descriptor);
    }

    #[test]
    fn the_top_bit_of_a_number_is_always_set() {
        let value = RawValue::new(&[0x80][..]).unwrap();
        for number in [0x03, 0x83] {
            let parameters =
                alloc::vec![ElementParameter::Assigned { number, value: value.clone() }];
            let reference = TextString::new("r").unwrap();
            let descriptor = ElementDescriptor { reference, parameters };
            assert_eq!(collect(|sink| descriptor.write(sink)), *b"\x04r\0\x83\x80");
        }
    }

    #[rstest]
    #[case::no_reference(&[0x00], DecodeErrorKind::MissingNul)]
    #[case::no_value(b"\x03r\0\x82", DecodeErrorKind::Truncated)]
    #[case::length_for_a_name(b"\x04r\0\x01\x82", DecodeErrorKind::UnexpectedOctet(1))]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets), Err(kind));
    }
}

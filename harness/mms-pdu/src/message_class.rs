//! Message-class-value (ENC 7.3.27): one octet, or Token-text.

use core::fmt;

use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::token_text::TokenText;

/// The class of a message; absent means personal.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum MessageClass<'a> {
    /// Personal, 0x80.
    Personal,
    /// Advertisement, 0x81.
    Advertisement,
    /// Informational, 0x82.
    Informational,
    /// Auto, 0x83; must not ask for reports.
    Auto,
    /// A class of the operator's own.
    Token(TokenText<'a>),
    /// An octet that the list does not have; 0x80 and above.
    Unknown(u8),
}

impl<'a> MessageClass<'a> {
    /// Returns the class of an octet of 0x80 and above.
    #[must_use]
    pub const fn from_octet(octet: u8) -> MessageClass<'static> {
        match octet {
            0x80 => MessageClass::Personal,
            0x81 => MessageClass::Advertisement,
            0x82 => MessageClass::Informational,
            0x83 => MessageClass::Auto,
            octet => MessageClass::Unknown(octet | 0x80),
        }
    }

    /// Returns the octet on the wire; `None` for a token.
    #[must_use]
    pub const fn octet(&self) -> Option<u8> {
        match self {
            Self::Personal => Some(0x80),
            Self::Advertisement => Some(0x81),
            Self::Informational => Some(0x82),
            Self::Auto => Some(0x83),
            Self::Token(_) => None,
            Self::Unknown(octet) => Some(*octet | 0x80),
        }
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> MessageClass<'static> {
        match self {
            Self::Personal => MessageClass::Personal,
            Self::Advertisement => MessageClass::Advertisement,
            Self::Informational => MessageClass::Informational,
            Self::Auto => MessageClass::Auto,
            Self::Token(token) => MessageClass::Token(token.into_owned()),
            Self::Unknown(octet) => MessageClass::Unknown(octet),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(octet @ 0x80..) => {
                reader.skip_octet();
                Ok(Self::from_octet(octet))
            }
            Some(0x20..=0x7E) => Ok(Self::Token(TokenText::read(reader)?)),
            _ => Err(reader.unexpected(Production::MessageClass)),
        }
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        match self {
            Self::Token(token) => token.write(sink),
            other => sink.put(&[other.octet().unwrap_or(0x80)]),
        }
    }
}

impl fmt::Display for MessageClass<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Personal => formatter.pad("Personal"),
            Self::Advertisement => formatter.pad("Advertisement"),
            Self::Informational => formatter.pad("Informational"),
            Self::Auto => formatter.pad("Auto"),
            Self::Token(token) => token.fmt(formatter),
            Self::Unknown(octet) => write!(formatter, "0x{octet:02X}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    #[rstest]
    #[case(MessageClass::Personal, Some(0x80), "Personal")]
    #[case(MessageClass::Advertisement, Some(0x81), "Advertisement")]
    #[case(MessageClass::Informational, Some(0x82), "Informational")]
    #[case(MessageClass::Auto, Some(0x83), "Auto")]
    #[case(MessageClass::Unknown(0x9F), Some(0x9F), "0x9F")]
    #[case::top_bit(MessageClass::Unknown(0x1F), Some(0x9F), "0x1F")]
    #[case(MessageClass::Token(TokenText::new("x-y").unwrap()), None, "x-y")]
    fn a_class_has_an_octet_and_a_name(
        #[case] class: MessageClass<'_>,
        #[case] octet: Option<u8>,
        #[case] name: &str,
    ) {
        assert_eq!((class.octet(), &*class.to_string()), (octet, name));
        assert_eq!(class.clone().into_owned(), class);
    }

    #[rstest]
    #[case(&[0x80], Ok(MessageClass::Personal))]
    #[case(&[0x83], Ok(MessageClass::Auto))]
    #[case(&[0x84], Ok(MessageClass::Unknown(0x84)))]
    #[case(b"x-y\0", Ok(MessageClass::Token(TokenText::new("x-y").unwrap())))]
    #[case::empty_token(&[0x00], Err(DecodeErrorKind::UnexpectedOctet(0)))]
    fn octets_and_tokens_are_told_apart(
        #[case] octets: &[u8],
        #[case] expected: Result<MessageClass<'_>, DecodeErrorKind>,
    ) {
        let context = Context::new(octets.len(), Tolerances::NONE);
        let class = MessageClass::read(&mut Reader::new(octets, &context));
        if let Ok(class) = &class {
            assert_eq!(collect(|sink| class.write(sink)), octets);
        }
        assert_eq!(class.map_err(|error| error.kind), expected);
    }
}

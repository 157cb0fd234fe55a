//! From-value (ENC 7.3.21): `Value-length ( 0x80 Encoded-string-value | 0x81 )`.

use crate::address::Address;
use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::value_length;

const ADDRESS_PRESENT: u8 = 0x80;
const INSERT_ADDRESS: u8 = 0x81;

/// The sender.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum FromValue<'a> {
    /// The MMSC shall insert the address; only a client may say so.
    InsertAddress,
    /// The address is present.
    Address(Address<'a>),
}

impl<'a> FromValue<'a> {
    /// Returns the address, if there is one.
    #[must_use]
    pub const fn address(&self) -> Option<&Address<'a>> {
        match self {
            Self::InsertAddress => None,
            Self::Address(address) => Some(address),
        }
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> FromValue<'static> {
        match self {
            Self::InsertAddress => FromValue::InsertAddress,
            Self::Address(address) => FromValue::Address(address.into_owned()),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::From)?;
        let from = match window.peek() {
            Some(ADDRESS_PRESENT) => {
                window.skip_octet();
                Self::Address(Address::read(&mut window)?)
            }
            Some(INSERT_ADDRESS) => {
                window.skip_octet();
                Self::InsertAddress
            }
            _ => return Err(window.unexpected(Production::From)),
        };
        window.finish(Production::From)?;
        Ok(from)
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        value_length::wrap(sink, |sink| match self {
            Self::InsertAddress => sink.put(&[INSERT_ADDRESS]),
            Self::Address(address) => {
                sink.put(&[ADDRESS_PRESENT]);
                address.write(sink);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::encoded_string::EncodedString;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    fn decode(octets: &[u8]) -> Result<FromValue<'_>, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::NONE);
        FromValue::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[test]
    fn both_forms_go_and_come_back() {
        // Value-length 1, insert-address-token.
        let insert = [0x01, 0x81];
        assert_eq!(decode(&insert), Ok(FromValue::InsertAddress));
        assert_eq!(collect(|sink| FromValue::InsertAddress.write(sink)), insert);
        // Value-length 5, address-present-token, text.
        let present = [0x05, 0x80, 0x40, 0x61, 0x62, 0x00];
        let address = Address::from_encoded(EncodedString::from_text("@ab"));
        assert_eq!(decode(&present), Ok(FromValue::Address(address.clone())));
        assert_eq!(collect(|sink| FromValue::Address(address.clone()).write(sink)), present);
        assert_eq!(FromValue::Address(address.clone()).address(), Some(&address));
        assert_eq!(FromValue::InsertAddress.address(), None);
    }

    #[rstest]
    #[case::no_length(&[0x81], DecodeErrorKind::UnexpectedOctet(0x81))]
    #[case::text_in_its_place(b"@\0", DecodeErrorKind::UnexpectedOctet(0x40))]
    #[case::token(&[0x01, 0x82], DecodeErrorKind::UnexpectedOctet(0x82))]
    #[case::surplus(&[0x02, 0x81, 0x81], DecodeErrorKind::ExcessOctets)]
    #[case::no_address(&[0x01, 0x80], DecodeErrorKind::MissingNul)]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets), Err(kind));
    }
}

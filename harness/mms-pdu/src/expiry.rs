//! Expiry-value (ENC 7.3.20), also of X-Mms-Delivery-Time and X-Mms-Reply-Charging-Deadline.
//!
//! ```text
//! Value-length ( 0x80 Date-value | 0x81 Delta-seconds-value )
//! ```

use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::{integer_value, long_integer, value_length};

const ABSOLUTE: u8 = 0x80;
const RELATIVE: u8 = 0x81;

/// A moment, or a time from now.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Expiry {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    Absolute(u64),
    /// Seconds from the time at which the MMSC handles the PDU.
    Relative(u64),
}

impl Expiry {
    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::Expiry)?;
        let expiry = match window.peek() {
            Some(ABSOLUTE) => {
                window.skip_octet();
                Self::Absolute(long_integer::read(&mut window)?)
            }
            Some(RELATIVE) => {
                window.skip_octet();
                Self::Relative(integer_value::read(&mut window)?)
            }
            _ => return Err(window.unexpected(Production::Expiry)),
        };
        window.finish(Production::Expiry)?;
        Ok(expiry)
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        value_length::wrap(sink, |sink| match self {
            Self::Absolute(seconds) => {
                sink.put(&[ABSOLUTE]);
                long_integer::write(sink, seconds);
            }
            Self::Relative(seconds) => {
                sink.put(&[RELATIVE]);
                integer_value::write(sink, seconds);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    fn decode(octets: &[u8]) -> Result<Expiry, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::NONE);
        Expiry::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    // Value-length 3, absolute, Long-integer of 1 octet.
    #[case(Expiry::Absolute(128), &[0x03, 0x80, 0x01, 0x80])]
    // Value-length 2, relative, Short-integer.
    #[case(Expiry::Relative(0), &[0x02, 0x81, 0x80])]
    // Value-length 5, relative, Long-integer of 3 octets.
    #[case(Expiry::Relative(259_200), &[0x05, 0x81, 0x03, 0x03, 0xF4, 0x80])]
    fn both_kinds_go_and_come_back(#[case] expiry: Expiry, #[case] octets: &[u8]) {
        assert_eq!(decode(octets), Ok(expiry));
        assert_eq!(collect(|sink| expiry.write(sink)), octets);
    }

    #[rstest]
    #[case::token(&[0x02, 0x82, 0x80], DecodeErrorKind::UnexpectedOctet(0x82))]
    #[case::absolute_short_integer(&[0x02, 0x80, 0x85], DecodeErrorKind::UnexpectedOctet(0x85))]
    #[case::surplus(&[0x03, 0x81, 0x80, 0x80], DecodeErrorKind::ExcessOctets)]
    #[case::empty(&[0x00], DecodeErrorKind::Truncated)]
    #[case::no_length(&[0x81, 0x80], DecodeErrorKind::UnexpectedOctet(0x81))]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets), Err(kind));
    }
}

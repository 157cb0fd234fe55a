//! Mbox-totals-value and Mbox-quotas-value (ENC 7.3), since 1.2.
//!
//! ```text
//! Value-length ( 0x80 message count | 0x81 octets )      each an Integer-value
//! ```

use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::{integer_value, value_length};

const MESSAGES: u8 = 0x80;
const OCTETS: u8 = 0x81;

/// How much a mailbox holds, or may hold.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum MailboxTotal {
    /// Messages.
    Messages(u64),
    /// Octets.
    Octets(u64),
}

impl MailboxTotal {
    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::MailboxTotal)?;
        let unit = match window.peek() {
            Some(MESSAGES) => Self::Messages,
            Some(OCTETS) => Self::Octets,
            _ => return Err(window.unexpected(Production::MailboxTotal)),
        };
        window.skip_octet();
        let total = unit(integer_value::read(&mut window)?);
        window.finish(Production::MailboxTotal)?;
        Ok(total)
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        let (unit, total) = match self {
            Self::Messages(total) => (MESSAGES, total),
            Self::Octets(total) => (OCTETS, total),
        };
        value_length::wrap(sink, |sink| {
            sink.put(&[unit]);
            integer_value::write(sink, total);
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

    fn decode(octets: &[u8]) -> Result<MailboxTotal, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::NONE);
        MailboxTotal::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    // Value-length, unit, Short-integer or Long-integer.
    #[case(&[0x02, 0x80, 0x85], MailboxTotal::Messages(5))]
    #[case(&[0x04, 0x81, 0x02, 0x01, 0x00], MailboxTotal::Octets(256))]
    fn a_total_goes_and_comes_back(#[case] octets: &[u8], #[case] total: MailboxTotal) {
        assert_eq!(decode(octets), Ok(total));
        assert_eq!(collect(|sink| total.write(sink)), octets);
    }

    #[rstest]
    #[case::unit(&[0x02, 0x82, 0x85], DecodeErrorKind::UnexpectedOctet(0x82))]
    #[case::surplus(&[0x03, 0x80, 0x85, 0x85], DecodeErrorKind::ExcessOctets)]
    #[case::empty(&[0x00], DecodeErrorKind::Truncated)]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets), Err(kind));
    }
}

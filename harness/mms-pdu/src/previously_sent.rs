//! Previously-sent-by-value (ENC 7.3.23) and Previously-sent-date-value (ENC 7.3.24), since 1.1.
//!
//! ```text
//! Value-length Forwarded-count-value ( Encoded-string-value | Date-value )
//! ```

use crate::address::Address;
use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::{integer_value, long_integer, value_length};

/// Who sent a message on.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct PreviouslySentBy<'a> {
    /// How often the message had been forwarded by then; 1 for the first forwarding.
    pub count: u64,
    /// Who forwarded it.
    pub address: Address<'a>,
}

/// When a message was sent on.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct PreviouslySentDate {
    /// How often the message had been forwarded by then; 1 for the first forwarding.
    pub count: u64,
    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub date: u64,
}

impl<'a> PreviouslySentBy<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> PreviouslySentBy<'static> {
        PreviouslySentBy { count: self.count, address: self.address.into_owned() }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::PreviouslySent)?;
        let count = integer_value::read(&mut window)?;
        let address = Address::read(&mut window)?;
        window.finish(Production::PreviouslySent)?;
        Ok(Self { count, address })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        value_length::wrap(sink, |sink| {
            integer_value::write(sink, self.count);
            self.address.write(sink);
        });
    }
}

impl PreviouslySentDate {
    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::PreviouslySent)?;
        let count = integer_value::read(&mut window)?;
        let date = long_integer::read(&mut window)?;
        window.finish(Production::PreviouslySent)?;
        Ok(Self { count, date })
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        value_length::wrap(sink, |sink| {
            integer_value::write(sink, self.count);
            long_integer::write(sink, self.date);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    #[test]
    fn who_and_when_go_and_come_back() {
        // Value-length 4, count 2, "ab".
        let by = [0x04, 0x82, 0x61, 0x62, 0x00];
        let context = Context::new(by.len(), Tolerances::NONE);
        let value = PreviouslySentBy::read(&mut Reader::new(&by, &context)).unwrap();
        assert_eq!((value.count, &*value.address.text()), (2, "ab"));
        assert_eq!(collect(|sink| value.write(sink)), by);
        // Value-length 4, count 2, Long-integer of 2 octets.
        let date = [0x04, 0x82, 0x02, 0x01, 0x00];
        let value = PreviouslySentDate::read(&mut Reader::new(&date, &context)).unwrap();
        assert_eq!(value, PreviouslySentDate { count: 2, date: 256 });
        assert_eq!(collect(|sink| value.write(sink)), date);
    }

    #[test]
    fn a_date_is_no_short_integer() {
        let octets = [0x02, 0x82, 0x81];
        let context = Context::new(octets.len(), Tolerances::NONE);
        let error = PreviouslySentDate::read(&mut Reader::new(&octets, &context)).unwrap_err();
        assert_eq!((error.offset, error.kind), (2, DecodeErrorKind::UnexpectedOctet(0x81)));
    }
}

//! Integer-value (WSP 8.4.2.3): a Short-integer of 0 to 127 in one octet with the top bit set, or a Long-integer.

use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::long_integer;
use crate::reader::Reader;
use crate::sink::Sink;

/// An Integer-value. It is written in its shortest form.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct IntegerValue(pub u64);

impl IntegerValue {
    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        read(reader).map(Self)
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        write(sink, self.0);
    }
}

/// The bit that marks a Short-integer.
pub(crate) const SHORT_INTEGER: u8 = 0x80;

pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<u64, DecodeError> {
    match reader.peek() {
        Some(octet @ SHORT_INTEGER..) => {
            reader.skip_octet();
            Ok(u64::from(octet & !SHORT_INTEGER))
        }
        Some(1..=30) => long_integer::read(reader),
        _ => Err(reader.unexpected(Production::IntegerValue)),
    }
}

/// Reads an Integer-value that is an assigned number.
pub(crate) fn read_number(
    reader: &mut Reader<'_, '_>,
    production: Production,
) -> Result<u32, DecodeError> {
    let start = *reader;
    u32::try_from(read(reader)?)
        .map_err(|_| start.error(production, DecodeErrorKind::IntegerTooLarge))
}

/// Writes the shortest form.
pub(crate) fn write(sink: &mut dyn Sink, value: u64) {
    match u8::try_from(value) {
        Ok(octet @ 0..SHORT_INTEGER) => sink.put(&[octet | SHORT_INTEGER]),
        _ => long_integer::write(sink, value),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    #[rstest]
    #[case(0, &[0x80])]
    #[case(127, &[0xFF])]
    #[case(128, &[0x01, 0x80])]
    #[case::utf_16(1015, &[0x02, 0x03, 0xF7])]
    fn a_value_has_one_shortest_form(#[case] value: u64, #[case] octets: &[u8]) {
        let context = Context::new(octets.len(), Tolerances::NONE);
        assert_eq!(read(&mut Reader::new(octets, &context)), Ok(value));
        assert_eq!(collect(|sink| write(sink, value)), octets);
    }

    #[test]
    fn text_is_no_integer() {
        let context = Context::new(2, Tolerances::NONE);
        let error = read(&mut Reader::new(b"A\0", &context)).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::UnexpectedOctet(0x41));
    }
}

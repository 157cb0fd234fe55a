//! Long-integer (WSP 8.4.2.1): an octet of 1 to 30, then that many octets, most significant first.
//!
//! The clause demands the fewest octets that hold the value; leading zeros need a tolerance. Values beyond 64 bits are
//! refused; nothing in MMS needs them.

use crate::error::{DecodeError, DecodeErrorKind, LengthField, Production};
use crate::limit::LONG_INTEGER_OCTETS_MAX;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::tolerance::Tolerances;

/// Reads a Long-integer.
pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<u64, DecodeError> {
    let start = *reader;
    let Some(length @ 1..=LONG_INTEGER_OCTETS_MAX) = reader.peek().map(usize::from) else {
        return Err(reader.unexpected(Production::LongInteger));
    };
    reader.skip_octet();
    let promise =
        LengthField { offset: start.offset(), production: Production::LongInteger, length };
    let octets = reader.window(promise, Production::LongInteger)?.rest();
    let overlong = matches!(octets, [0, _, ..]);
    if overlong && !reader.tolerates(Tolerances::OVERLONG_INTEGER) {
        return Err(start.error(Production::LongInteger, DecodeErrorKind::Overlong));
    }
    let mut value: u64 = 0;
    for octet in octets {
        if value.leading_zeros() < u8::BITS {
            return Err(start.error(Production::LongInteger, DecodeErrorKind::IntegerTooLarge));
        }
        value = value << u8::BITS | u64::from(*octet);
    }
    Ok(value)
}

/// Writes the shortest form.
pub(crate) fn write(sink: &mut dyn Sink, value: u64) {
    let octets = value.to_be_bytes();
    let zeros = octets.iter().take_while(|octet| **octet == 0).count().min(octets.len() - 1);
    let significant = octets.get(zeros..).unwrap_or_default();
    sink.put(&[u8::try_from(significant.len()).unwrap_or(u8::MAX)]);
    sink.put(significant);
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::sink::collect;

    fn decode(octets: &[u8]) -> Result<u64, DecodeErrorKind> {
        decode_with(octets, Tolerances::NONE)
    }

    fn decode_with(octets: &[u8], tolerances: Tolerances) -> Result<u64, DecodeErrorKind> {
        let context = Context::new(octets.len(), tolerances);
        read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    #[case(0, &[0x01, 0x00])]
    #[case(255, &[0x01, 0xFF])]
    #[case::three_days(259_200, &[0x03, 0x03, 0xF4, 0x80])]
    #[case(u64::MAX, &[8, 255, 255, 255, 255, 255, 255, 255, 255])]
    fn a_value_has_one_shortest_form(#[case] value: u64, #[case] octets: &[u8]) {
        assert_eq!(decode(octets), Ok(value));
        assert_eq!(collect(|sink| write(sink, value)), octets);
    }

    #[rstest]
    #[case::five_in_two_octets(&[0x02, 0x00, 0x05], 5)]
    #[case::zero_in_two_octets(&[0x02, 0x00, 0x00], 0)]
    #[case::nine_octets(&[9, 0, 255, 255, 255, 255, 255, 255, 255, 255], u64::MAX)]
    fn leading_zeros_need_the_tolerance(#[case] octets: &[u8], #[case] value: u64) {
        assert_eq!(decode_with(octets, Tolerances::OVERLONG_INTEGER), Ok(value));
        let others = Tolerances::ALL - Tolerances::OVERLONG_INTEGER;
        assert_eq!(decode_with(octets, others), Err(DecodeErrorKind::Overlong));
    }

    #[test]
    fn thirty_octets_may_be_mostly_zeros() {
        let mut octets = [0; 31];
        octets[0] = 30;
        octets[30] = 7;
        assert_eq!(decode_with(&octets, Tolerances::OVERLONG_INTEGER), Ok(7));
    }

    #[rstest]
    #[case::no_octets(&[0x00, 0x00], DecodeErrorKind::UnexpectedOctet(0))]
    #[case::thirty_one_octets(&[0x1F; 40], DecodeErrorKind::UnexpectedOctet(0x1F))]
    #[case::cut(&[0x02, 0x01], DecodeErrorKind::Truncated)]
    #[case::sixty_five_bits(&[9, 1, 0, 0, 0, 0, 0, 0, 0, 0], DecodeErrorKind::IntegerTooLarge)]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets), Err(kind));
    }
}

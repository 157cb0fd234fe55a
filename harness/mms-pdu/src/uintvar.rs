//! Uintvar-integer (WSP 8.1.2): 7 bits an octet, most significant first, top bit set on all but the last.

use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::limit::UINTVAR_OCTETS_MAX;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::tolerance::Tolerances;

/// Reads a Uintvar of at most 5 octets and 32 bits.
pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<u32, DecodeError> {
    let start = *reader;
    let overlong = reader.peek() == Some(0x80) && !reader.tolerates(Tolerances::OVERLONG_UINTVAR);
    if overlong {
        return Err(start.error(Production::Uintvar, DecodeErrorKind::Overlong));
    }
    let mut value: u64 = 0;
    for _ in 0..UINTVAR_OCTETS_MAX {
        let octet = reader.octet(Production::Uintvar)?;
        value = value << 7 | u64::from(octet & 0x7F);
        if octet & 0x80 == 0 {
            return u32::try_from(value)
                .map_err(|_| start.error(Production::Uintvar, DecodeErrorKind::IntegerTooLarge));
        }
    }
    Err(start.error(Production::Uintvar, DecodeErrorKind::IntegerTooLarge))
}

/// Reads a Uintvar that counts octets or entries.
pub(crate) fn read_size(reader: &mut Reader<'_, '_>) -> Result<usize, DecodeError> {
    let start = *reader;
    usize::try_from(read(reader)?)
        .map_err(|_| start.error(Production::Uintvar, DecodeErrorKind::IntegerTooLarge))
}

/// Writes the shortest form.
pub(crate) fn write(sink: &mut dyn Sink, value: usize) {
    let low = u8::try_from(value & 0x7F).unwrap_or(0);
    write_leading(sink, value >> 7);
    sink.put(&[low]);
}

fn write_leading(sink: &mut dyn Sink, value: usize) {
    if value > 0 {
        write_leading(sink, value >> 7);
        sink.put(&[u8::try_from(value & 0x7F).unwrap_or(0) | 0x80]);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::sink::collect;

    fn decode(octets: &[u8], tolerances: Tolerances) -> Result<u32, DecodeErrorKind> {
        let context = Context::new(octets.len(), tolerances);
        read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    #[case(0, &[0x00])]
    #[case(127, &[0x7F])]
    #[case(128, &[0x81, 0x00])]
    #[case(16_383, &[0xFF, 0x7F])]
    #[case(16_384, &[0x81, 0x80, 0x00])]
    #[case(u32::MAX, &[0x8F, 0xFF, 0xFF, 0xFF, 0x7F])]
    fn a_value_has_one_shortest_form(#[case] value: u32, #[case] octets: &[u8]) {
        assert_eq!(decode(octets, Tolerances::NONE), Ok(value));
        assert_eq!(collect(|sink| write(sink, usize::try_from(value).unwrap())), octets);
    }

    #[rstest]
    #[case::sixth_octet(&[0x81, 0x80, 0x80, 0x80, 0x80, 0x00], DecodeErrorKind::IntegerTooLarge)]
    #[case::sixth_octet_of_zeros(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x01], DecodeErrorKind::IntegerTooLarge)]
    #[case::thirty_three_bits(&[0x90, 0x80, 0x80, 0x80, 0x00], DecodeErrorKind::IntegerTooLarge)]
    #[case::cut(&[0x81], DecodeErrorKind::Truncated)]
    #[case::empty(&[], DecodeErrorKind::Truncated)]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets, Tolerances::ALL), Err(kind));
    }

    #[test]
    fn leading_zeros_need_the_tolerance() {
        assert_eq!(decode(&[0x80, 0x01], Tolerances::OVERLONG_UINTVAR), Ok(1));
        assert_eq!(decode(&[0x80, 0x01], Tolerances::NONE), Err(DecodeErrorKind::Overlong));
    }
}

//! Q-value (WSP 8.4.2.3): a Uintvar of 1 to 100 for two decimal digits, or 101 to 1099 for three.

use core::fmt;

use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::uintvar;

/// A quality of 0 to 0.999, with the number that stands for it on the wire.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct QValue(u16);

/// The highest number on the wire for two digits.
const TWO_DIGITS_MAX: u16 = 100;
/// The highest number on the wire.
const MAX: u16 = 1_099;

impl QValue {
    /// Takes the number on the wire; `None` outside 1 to 1099.
    #[must_use]
    pub const fn new(number: u16) -> Option<Self> {
        match number {
            1..=MAX => Some(Self(number)),
            _ => None,
        }
    }

    /// Makes a quality of thousandths in its shortest form; `None` above 999, as a quality of 1 is left out.
    #[must_use]
    pub const fn from_thousandths(thousandths: u16) -> Option<Self> {
        match thousandths {
            0..1_000 if thousandths.is_multiple_of(10) => Some(Self(thousandths / 10 + 1)),
            0..1_000 => Some(Self(thousandths + TWO_DIGITS_MAX)),
            _ => None,
        }
    }

    /// Returns the quality in thousandths, 0 to 999.
    #[must_use]
    pub const fn thousandths(self) -> u16 {
        if self.0 <= TWO_DIGITS_MAX { (self.0 - 1) * 10 } else { self.0 - TWO_DIGITS_MAX }
    }

    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        let start = *reader;
        let number = u16::try_from(uintvar::read(reader)?).ok();
        let value = number.and_then(Self::new);
        value.ok_or_else(|| start.error(Production::QValue, DecodeErrorKind::NotAQValue))
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        uintvar::write(sink, usize::from(self.0));
    }
}

impl fmt::Display for QValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "0.{:03}", self.thousandths())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::context::Context;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    fn decode(octets: &[u8]) -> Result<QValue, DecodeErrorKind> {
        let context = Context::new(octets.len(), Tolerances::NONE);
        QValue::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    #[case(&[0x01], 0, "0.000")]
    #[case(&[0x0B], 100, "0.100")]
    #[case::three_digits(&[0x83, 0x31], 333, "0.333")]
    #[case::highest(&[0x88, 0x4B], 999, "0.999")]
    fn a_quality_goes_and_comes_back(
        #[case] octets: &[u8],
        #[case] thousandths: u16,
        #[case] shown: &str,
    ) {
        let value = decode(octets).unwrap();
        assert_eq!((value.thousandths(), &*value.to_string()), (thousandths, shown));
        assert_eq!(QValue::from_thousandths(thousandths), Some(value));
        assert_eq!(collect(|sink| value.write(sink)), octets);
    }

    #[rstest]
    #[case::zero(&[0x00])]
    #[case::too_large(&[0x88, 0x4C])]
    #[case::far_too_large(&[0x84, 0x80, 0x01])]
    fn a_number_without_a_meaning_is_refused(#[case] octets: &[u8]) {
        assert_eq!(decode(octets), Err(DecodeErrorKind::NotAQValue));
    }

    #[test]
    fn a_quality_of_one_has_no_form() {
        assert_eq!(QValue::from_thousandths(1_000), None);
        assert_eq!(QValue::new(0), None);
    }
}

//! Uintvar, Value-length, Short-integer, Long-integer and Integer-value (WSP 8.1.2, 8.4.2).

use super::cursor::Cursor;
use super::field::{Field, Hole, Oddity, Reason};
use super::length::{Length, LengthForm};

/// A number and where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u64,
    pub(super) offset: usize,
    pub(super) length: usize,
    /// Whether fewer octets would do.
    pub(super) overlong: bool,
    pub(super) form: NumberForm,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberForm {
    LongInteger,
    ShortInteger,
    Uintvar,
    ValueLength,
}

impl Number {
    /// The number as a count of octets.
    pub(super) fn octets(&self) -> usize {
        usize::try_from(self.value).unwrap_or(usize::MAX)
    }

    /// Records the length that the number has or is, and notes on the field that it takes more octets than it needs.
    #[inline]
    pub(super) fn note(&self, field: &mut Field, cursor: &Cursor<'_>) {
        cursor.record(|| self.announces());
        if self.overlong {
            let (offset, length) = (self.offset, self.length);
            field.remarks.add(Oddity::Overlong, offset, length);
        }
    }
}

impl Number {
    fn announces(&self) -> Option<Length> {
        let Self { value, offset, length, .. } = *self;
        Some(match self.form {
            NumberForm::LongInteger => {
                let value = u64::try_from(length.saturating_sub(1)).unwrap_or_default();
                Length { offset, length: 1, value, form: LengthForm::Integer }
            }
            NumberForm::ShortInteger => return None,
            NumberForm::Uintvar => Length { offset, length, value, form: LengthForm::Uintvar },
            NumberForm::ValueLength => {
                Length { offset, length, value, form: LengthForm::ValueLength }
            }
        })
    }
}

/// Longest Uintvar, in octets.
const UINTVAR_OCTETS_MAX: usize = 5;
/// The octet that announces a Value-length as Uintvar.
const LENGTH_QUOTE: u8 = 0x1F;

/// Uintvar.
pub(super) fn uintvar(cursor: &mut Cursor<'_>) -> Result<Number, Hole> {
    let start = *cursor;
    let mut value: u64 = 0;
    for length in 1..=UINTVAR_OCTETS_MAX {
        let octet = cursor.octet("Uintvar")?;
        value = (value << 7) | u64::from(octet & 0x7F);
        if octet & 0x80 == 0 {
            if value > u64::from(u32::MAX) {
                break;
            }
            let overlong = length > 1 && start.peek() == Some(0x80);
            let form = NumberForm::Uintvar;
            return Ok(Number { value, offset: start.at(), length, overlong, form });
        }
    }
    Err(start.hole(Reason::Uintvar, "Uintvar", None))
}

/// Value-length that stays inside what holds it.
fn value_length(cursor: &mut Cursor<'_>) -> Result<Number, Hole> {
    let start = *cursor;
    let octet = cursor.octet("Value-length")?;
    let number = match octet {
        0..LENGTH_QUOTE => {
            let value = u64::from(octet);
            let form = NumberForm::ValueLength;
            Number { value, offset: start.at(), length: 1, overlong: false, form }
        }
        LENGTH_QUOTE => {
            let long = uintvar(cursor)?;
            Number {
                offset: start.at(),
                length: long.length + 1,
                overlong: long.overlong || long.value < u64::from(LENGTH_QUOTE),
                form: NumberForm::ValueLength,
                ..long
            }
        }
        _ => return Err(start.hole(Reason::ValueLength, "Value-length", None)),
    };
    if number.octets() > cursor.left() {
        let hole = cursor.hole(Reason::Length, "Value-length", Some(number.value));
        return Err(Hole { offset: start.at(), ..hole });
    }
    Ok(number)
}

/// Value-length and a cursor over the octets that it counts, which are taken.
pub(super) fn counted<'a>(cursor: &mut Cursor<'a>) -> Result<(Number, Cursor<'a>), Hole> {
    let number = value_length(cursor)?;
    let inner = cursor.inner(number.octets(), number.offset);
    Ok((number, inner))
}

/// The octets that the Value-length behind the octet of a header field counts; none where there is no such length.
pub(crate) fn counted_value(field: &[u8]) -> &[u8] {
    let mut cursor = Cursor::new(field);
    cursor.take(1);
    counted(&mut cursor).map(|(_, inner)| inner.rest()).unwrap_or_default()
}

/// Long-integer. More than eight octets that matter saturate.
pub(super) fn long_integer(cursor: &mut Cursor<'_>) -> Result<Number, Hole> {
    let start = *cursor;
    let octet = cursor.octet("Long-integer")?;
    if !(1..LENGTH_QUOTE).contains(&octet) {
        return Err(start.hole(Reason::Form, "Long-integer", None));
    }
    let length = usize::from(octet);
    if length > cursor.left() {
        let hole = cursor.hole(Reason::Length, "Long-integer", Some(u64::from(octet)));
        return Err(Hole { offset: start.at(), ..hole });
    }
    let octets = cursor.take(length);
    let value = octets.iter().fold(0_u64, |value, octet| {
        value.checked_mul(0x100).map_or(u64::MAX, |value| value | u64::from(*octet))
    });
    let overlong = length > 1 && octets.first() == Some(&0);
    let form = NumberForm::LongInteger;
    Ok(Number { value, offset: start.at(), length: length + 1, overlong, form })
}

/// Integer-value: Short-integer or Long-integer.
pub(super) fn integer(cursor: &mut Cursor<'_>) -> Result<Number, Hole> {
    match cursor.peek() {
        Some(octet) if octet >= 0x80 => {
            let offset = cursor.at();
            cursor.take(1);
            let form = NumberForm::ShortInteger;
            let value = u64::from(octet & 0x7F);
            Ok(Number { value, offset, length: 1, overlong: false, form })
        }
        _ => long_integer(cursor).map_err(|hole| Hole { production: "Integer-value", ..hole }),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::one_octet(&[0x7F], Ok((0x7F, 1, false)))]
    #[case::two_octets(&[0x81, 0x00], Ok((0x80, 2, false)))]
    #[case::overlong(&[0x80, 0x01], Ok((1, 2, true)))]
    #[case::largest(&[0x8F, 0xFF, 0xFF, 0xFF, 0x7F], Ok((0xFFFF_FFFF, 5, false)))]
    #[case::over_32_bits(&[0x90, 0x80, 0x80, 0x80, 0x00], Err(Reason::Uintvar))]
    #[case::sixth_octet(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x01], Err(Reason::Uintvar))]
    #[case::cut(&[0x81], Err(Reason::Truncated))]
    fn uintvars(#[case] octets: &[u8], #[case] expected: Result<(u64, usize, bool), Reason>) {
        let read = uintvar(&mut Cursor::new(octets));
        let seen = read.map(|read| (read.value, read.length, read.overlong));
        assert_eq!(seen.map_err(|hole| hole.reason), expected);
    }

    #[rstest]
    #[case::short(&[0x01, 0xAA], Ok((1, false)))]
    #[case::quoted_but_short(&[0x1F, 0x01, 0xAA], Ok((1, true)))]
    #[case::too_long(&[0x02, 0xAA], Err((Reason::Length, 0)))]
    #[case::text(&[0x40, 0x00], Err((Reason::ValueLength, 0)))]
    #[case::nothing(&[], Err((Reason::Truncated, 0)))]
    fn value_lengths(
        #[case] octets: &[u8],
        #[case] expected: Result<(u64, bool), (Reason, usize)>,
    ) {
        let read = value_length(&mut Cursor::new(octets));
        let seen = read.map(|read| (read.value, read.overlong));
        assert_eq!(seen.map_err(|hole| (hole.reason, hole.offset)), expected);
    }

    #[rstest]
    #[case::short(&[0x80], Ok((0, false)))]
    #[case::long(&[0x02, 0x03, 0xF7], Ok((1015, false)))]
    #[case::leading_zero(&[0x02, 0x00, 0x05], Ok((5, true)))]
    #[case::nine_octets(&[9, 1, 0, 0, 0, 0, 0, 0, 0, 0], Ok((u64::MAX, false)))]
    #[case::no_octets(&[0x00], Err(Reason::Form))]
    #[case::thirty_one(&[0x1F, 0x01], Err(Reason::Form))]
    #[case::cut(&[0x03, 0x01], Err(Reason::Length))]
    fn integers(#[case] octets: &[u8], #[case] expected: Result<(u64, bool), Reason>) {
        let read = integer(&mut Cursor::new(octets));
        let seen = read.map(|read| (read.value, read.overlong));
        assert_eq!(seen.map_err(|hole| hole.reason), expected);
    }
}

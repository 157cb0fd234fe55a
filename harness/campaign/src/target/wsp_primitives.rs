//! `wsp_primitives`: values of header fields (WSP 8.4.2) against a second reading of their extent and numbers.
//!
//! ```text
//! input = field, value
//! field   one octet: the number of a header field, its top bit ignored
//! value   octets
//! ```

use std::ops::RangeInclusive;

use mms_pdu::{DecodeErrorKind, Field, FieldValue, Header, HeaderName, Pdu, RawValue, Tolerances};
use mock_mmsc::dissect::dissect;
use mock_mmsc::rule::Direction;

/// Octets of one Uintvar (WSP 8.1.2: 32 bits).
const UINTVAR_OCTETS_MAX: usize = 5;
/// First octets that are a length.
const SHORT_LENGTHS: RangeInclusive<u8> = 0..=30;
/// First octet behind which a Uintvar is the length.
const LENGTH_QUOTE: u8 = 0x1F;
/// Octets by which one above 0x7F may lengthen the canonical form: as in `pdu_bytes`.
const GROWTH_OCTETS_MAX: usize = 6;
/// X-Mms-Message-Type, X-Mms-Transaction-ID and X-Mms-MMS-Version of an M-Acknowledge.ind.
const HEAD: &[u8] = b"\x8C\x85\x981\0\x8D\x92";

/// Steps over the value, decodes it, and writes it in its canonical form.
///
/// # Panics
///
/// When the extent is another than the first octet says, when a number is another, when what was decoded is not written,
/// is written longer than what was read explains, or is decoded as something else then; when a canonical form is not its
/// own canonical form; or when neither codec says of an integer or a length that fewer octets would do.
pub fn wsp_primitives(data: &[u8]) {
    let Some((field, octets)) = data.split_first() else { return };
    let field = Field::from_number(field & 0x7F);
    let raw = RawValue::new(octets);
    let is_whole = extent(octets) == Some(octets.len());
    assert_eq!(raw.is_some(), is_whole, "taken (left), by its first octet (right)");
    let Some(value) = raw else { return };
    let header = Header { name: HeaderName::Assigned(field.number()), value };
    let Some(Ok(typed)) = header.typed() else { return };
    check_number(&typed, octets);
    let canonical = canonical(field, &typed);
    let high = octets.iter().filter(|octet| **octet > 0x7F).count();
    assert!(canonical.len() <= octets.len() + high * GROWTH_OCTETS_MAX, "it grew");
    check_canonical(field, &typed, &canonical);
    if canonical.len() < octets.len() {
        check_is_flagged(field, &typed, octets);
    }
}

/// Octets of the value that starts here (WSP 8.4.1.2); none when they are not all there.
fn extent(octets: &[u8]) -> Option<usize> {
    let (first, rest) = octets.split_first()?;
    let (head, length) = match *first {
        octet if SHORT_LENGTHS.contains(&octet) => (1, usize::from(octet)),
        LENGTH_QUOTE => {
            let (value, length) = uintvar(rest)?;
            (1 + length, usize::try_from(value).ok()?)
        }
        0x80.. => (1, 0),
        _ => (1, rest.iter().position(|octet| *octet == 0)? + 1),
    };
    let end = head.checked_add(length)?;
    (end <= octets.len()).then_some(end)
}

/// A Uintvar and how many octets it has; none when it does not end within five, or has more than 32 bits.
fn uintvar(octets: &[u8]) -> Option<(u32, usize)> {
    let last = octets.iter().take(UINTVAR_OCTETS_MAX).position(|octet| octet & 0x80 == 0)?;
    let digits = octets.get(..=last)?;
    let value = digits.iter().fold(0_u64, |value, octet| value * 128 + u64::from(octet % 128));
    Some((u32::try_from(value).ok()?, last + 1))
}

/// A Short-integer, or a Long-integer of at most 64 bits.
fn integer(octets: &[u8]) -> Option<u64> {
    match octets {
        [short] if *short >= 0x80 => Some(u64::from(short - 0x80)),
        [1..=30, digits @ ..] => digits
            .iter()
            .try_fold(0_u64, |value, octet| value.checked_mul(256)?.checked_add(u64::from(*octet))),
        _ => None,
    }
}

fn check_number(typed: &FieldValue<'_>, octets: &[u8]) {
    let number = match typed {
        FieldValue::LongInteger(number) => *number,
        FieldValue::Integer(number) => number.0,
        _ => return,
    };
    assert_eq!(Some(number), integer(octets), "decoded (left), by its octets (right)");
}

fn canonical(field: Field, typed: &FieldValue<'_>) -> Vec<u8> {
    let header = Header::from_value(field, typed);
    assert!(header.is_some(), "{field} was decoded as {typed:?}, which is not written");
    header.map(|header| header.value.octets().to_vec()).unwrap_or_default()
}

fn check_canonical(field: Field, typed: &FieldValue<'_>, octets: &[u8]) {
    let value = RawValue::new(octets);
    assert!(value.is_some(), "the canonical form of {typed:?} is not one value");
    let Some(value) = value else { return };
    let header = Header { name: HeaderName::Assigned(field.number()), value };
    let again = header.typed();
    assert_eq!(again, Some(Ok(typed.clone())), "decoded again (left), decoded (right)");
    assert_eq!(canonical(field, typed), octets, "canonical (left), once more (right)");
}

/// Integers by `mock-mmsc`; lengths by either codec.
fn check_is_flagged(field: Field, typed: &FieldValue<'_>, octets: &[u8]) {
    let pdu = [HEAD, &[field.octet()], octets].concat();
    let is_long_integer = matches!(typed, FieldValue::LongInteger(_));
    let is_overlong = matches!(octets, [LENGTH_QUOTE, 0x80, ..]);
    if !is_long_integer && !is_overlong {
        return;
    }
    let is_refused = Pdu::decode_with(&pdu, Tolerances::NONE)
        .is_err_and(|error| error.kind == DecodeErrorKind::Overlong);
    let findings = dissect(&pdu).findings(Direction::FromClient);
    let is_found = findings.iter().any(|finding| finding.rule == "LEN-2");
    assert!(
        is_refused || is_found,
        "{} of {field} is not said to be longer than need be",
        octets.escape_ascii()
    );
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(&[], None)]
    #[case(&[0x80], Some(1))]
    #[case(&[0xFF, 0x00], Some(1))]
    #[case(&[0x00], Some(1))]
    #[case(&[0x02, 0x01, 0x00], Some(3))]
    #[case(&[0x1E], None)]
    #[case(&[0x1F, 0x01, 0xAA], Some(3))]
    #[case(&[0x1F, 0x80, 0x01, 0xAA], Some(4))]
    #[case(&[0x1F, 0x90, 0x80, 0x80, 0x80, 0x00], None)] // 2^32
    #[case(&[0x1F, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], None)] // six octets
    #[case(b"ab\0c", Some(3))]
    #[case(b"ab", None)]
    #[case(b"\x7F\xE9\0", Some(3))]
    fn extents(#[case] octets: &[u8], #[case] expected: Option<usize>) {
        assert_eq!(extent(octets), expected);
        wsp_primitives(&[&[0x16], octets].concat());
    }

    #[rstest]
    #[case(&[0x85], Some(5))]
    #[case(&[0x02, 0x01, 0x00], Some(256))]
    #[case(&[0x09, 0, 0, 0, 0, 0, 0, 0, 0, 1], Some(1))]
    #[case(&[0x09, 1, 0, 0, 0, 0, 0, 0, 0, 0], None)]
    #[case(b"a\0", None)]
    fn integers(#[case] octets: &[u8], #[case] expected: Option<u64>) {
        assert_eq!(integer(octets), expected);
    }

    #[test]
    fn a_date_with_a_leading_zero_is_flagged() {
        wsp_primitives(&[0x05, 0x02, 0x00, 0x05]);
    }
}

//! PDUs field by field, by the places that a dissection names.

use mock_mmsc::dissect::{Dissection, Field, Kind, dissect};

use crate::random::Random;

/// Octets of a mutant.
const OCTETS_MAX: usize = 16_384;
/// Mutations of one call.
const MUTATIONS_MAX: usize = 3;
/// Values of lengths and counts around the edges of their encodings (WSP 8.1.2, 8.4.2.2).
const EDGES: [u64; 14] = [
    0,
    1,
    30,
    31,
    127,
    128,
    16_383,
    16_384,
    65_535,
    2_097_152,
    0x7FFF_FFFF,
    0xFFFF_FFFE,
    0xFFFF_FFFF,
    0x1_0000_0000,
];
/// Charsets as Integer-values: us-ascii, ISO-8859-1, UTF-8, UCS-2, UTF-16, and one without a meaning.
const CHARSETS: [&[u8]; 6] =
    [&[0x83], &[0x84], &[0xEA], &[0x02, 0x03, 0xE8], &[0x02, 0x03, 0xF7], &[0xFF]];

/// What is changed: so many octets at an offset become others.
struct Edit {
    offset: usize,
    length: usize,
    octets: Vec<u8>,
}

/// A PDU changed in one to three places; the seed decides how.
pub(in super::super) fn mutate(data: &[u8], seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut octets = data.to_vec();
    for _ in 0..random.between(1, MUTATIONS_MAX) {
        let pdu = dissect(&octets);
        if let Some(edit) = edit(&pdu, &mut random) {
            let end = edit.offset.saturating_add(edit.length).min(octets.len());
            octets.splice(edit.offset.min(end)..end, edit.octets);
            octets.truncate(OCTETS_MAX);
        }
    }
    octets
}

fn edit(pdu: &Dissection, random: &mut Random) -> Option<Edit> {
    let fields = pdu.all_fields();
    let field = *random.pick(&fields)?;
    let raw = field.raw(&pdu.octets).to_vec();
    let (offset, length) = (field.offset, field.length);
    match random.below(8) {
        0 => Some(Edit { offset, length, octets: Vec::new() }),
        1 => Some(Edit { offset, length: 0, octets: raw }),
        2 => moved(pdu, field, random),
        3 | 4 => lying(pdu, &fields, random),
        5 => charset(&fields, random),
        6 => nested(pdu, &fields, random),
        _ => value(field, random),
    }
}

/// A header field before another one.
fn moved(pdu: &Dissection, field: &Field, random: &mut Random) -> Option<Edit> {
    let header: Vec<&Field> = pdu.header_fields().collect();
    let other = random.pick(&header)?;
    let (first, second) =
        if other.offset <= field.offset { (*other, field) } else { (field, *other) };
    let between = pdu.octets.get(first.offset..second.offset)?;
    let octets = [second.raw(&pdu.octets), between].concat();
    Some(Edit { offset: first.offset, length: second.end().checked_sub(first.offset)?, octets })
}

/// A length or a count that says something else, in a form that may be longer than need be.
fn lying(pdu: &Dissection, fields: &[&Field], random: &mut Random) -> Option<Edit> {
    let lengths: Vec<Length> =
        fields.iter().filter_map(|field| Length::of(field, &pdu.octets)).collect();
    let length = random.pick(&lengths)?;
    let value = match random.below(3) {
        0 => length.value.saturating_add(1),
        1 => length.value.saturating_sub(1),
        _ => random.pick(&EDGES).copied().unwrap_or_default(),
    };
    let mut octets = uintvar(value, if random.one_in(4) { 5 } else { 1 });
    if length.is_value_length && (value > 30 || random.one_in(4)) {
        octets.insert(0, 0x1F);
    }
    Some(Edit { offset: length.offset, length: length.octets, octets })
}

/// A length or a count, and where it stands.
struct Length {
    offset: usize,
    octets: usize,
    value: u64,
    /// Rather than a Uintvar.
    is_value_length: bool,
}

impl Length {
    /// The field itself, or the Value-length in one octet behind its number.
    fn of(field: &Field, octets: &[u8]) -> Option<Self> {
        if field.kind == Kind::Length {
            let value = field.number.unwrap_or_default();
            let (offset, octets) = (field.offset, field.length);
            return Some(Self { offset, octets, value, is_value_length: false });
        }
        let [_, length @ 0..=30, ..] = field.raw(octets) else { return None };
        let (offset, value) = (field.offset.checked_add(1)?, u64::from(*length));
        Some(Self { offset, octets: 1, value, is_value_length: true })
    }
}

/// A Uintvar of at least so many octets.
fn uintvar(value: u64, octets_min: usize) -> Vec<u8> {
    let digit = |value: u64| value.to_le_bytes().first().copied().unwrap_or_default() & 0x7F;
    let mut octets = vec![digit(value)];
    let mut rest = value >> 7;
    while rest > 0 || octets.len() < octets_min {
        octets.push(digit(rest) | 0x80);
        rest >>= 7;
    }
    octets.reverse();
    octets
}

/// Another charset for a text or a part; its octets stay.
fn charset(fields: &[&Field], random: &mut Random) -> Option<Edit> {
    let named: Vec<&&Field> = fields.iter().filter(|field| field.is_named("charset")).collect();
    let field = random.pick(&named)?;
    let octets = [&[0x81], *random.pick(&CHARSETS)?].concat();
    Some(Edit { offset: field.offset, length: field.length, octets })
}

/// A multipart in the place of a part's data.
fn nested(pdu: &Dissection, fields: &[&Field], random: &mut Random) -> Option<Edit> {
    let parts: Vec<&&Field> = fields.iter().filter(|field| field.kind == Kind::Part).collect();
    let part = random.pick(&parts)?;
    let body = pdu.body()?.raw(&pdu.octets);
    let size = u64::try_from(body.len()).ok()?;
    let octets = [&[0x01], uintvar(size, 1).as_slice(), &[0xA3], body].concat();
    Some(Edit { offset: part.offset, length: part.length, octets })
}

/// Octets inside a field, its first one left as it is.
fn value(field: &Field, random: &mut Random) -> Option<Edit> {
    let place = random.between(1, field.length.max(2) - 1);
    let [octet, ..] = random.next().to_le_bytes();
    let length = random.below(2);
    Some(Edit { offset: field.offset.checked_add(place)?, length, octets: vec![octet] })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Message-Type, Version, Date, Content-Type, count, lengths, media type with a charset, data.
    const RETRIEVE: &[u8] = &[
        0x8C, 0x84, 0x8D, 0x90, 0x85, 0x01, 0x05, 0x84, 0xA3, 0x01, 0x04, 0x01, 0x03, 0x83, 0x81,
        0xEA, 0x41,
    ];

    #[test]
    fn the_seed_decides_and_every_operator_is_at_work() {
        let mutants: BTreeSet<Vec<u8>> = (0..3_000).map(|seed| mutate(RETRIEVE, seed)).collect();
        assert_eq!(mutate(RETRIEVE, 7), mutate(RETRIEVE, 7));
        assert!(mutants.len() > 1_000, "{}", mutants.len());
        let has = |part: &[u8]| {
            mutants.iter().any(|mutant| mutant.windows(part.len()).any(|window| window == part))
        };
        assert!(has(&[0x8C, 0x84, 0x85, 0x01, 0x05, 0x84]), "dropped");
        assert!(has(&[0x8D, 0x90, 0x8D, 0x90]), "doubled");
        assert!(has(&[0x8D, 0x90, 0x8C, 0x84]), "moved");
        assert!(has(&[0x84, 0xA3, 0x80, 0x80, 0x80, 0x80, 0x01]), "longer than need be");
        assert!(has(&[0x81, 0x02, 0x03, 0xE8, 0x41]), "charset");
        assert!(has(&[0xA3, 0x01, 0x01, 0x08, 0xA3, 0x01, 0x04]), "nested");
    }

    #[test]
    fn mutants_are_bounded() {
        let mut octets = RETRIEVE.to_vec();
        for seed in 0..2_000 {
            octets = mutate(&octets, seed);
            assert!(octets.len() <= OCTETS_MAX);
        }
        assert_eq!(mutate(&[], 1), Vec::<u8>::new());
    }
}

//! Small damage to sound PDUs, made by the places that a dissection names.
//!
//! For tests of readers and of rules: each mutant breaks one thing that a clause demands. Some are sound all the same,
//! as a PDU that is cut between two header fields that it need not have; who uses them has to say which.

use crate::dissect::{Dissection, Field, Kind, Length, LengthForm};
use crate::rule;

/// A damaged PDU.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// What kind of damage.
    pub damage: Damage,
    /// What was done and where, in one line.
    pub name: String,
    /// The octets.
    pub octets: Vec<u8>,
}

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Damage {
    /// A header field that the PDU type demands is left out.
    Dropped,
    /// The first three header fields stand in another order.
    Reordered,
    /// Content-Type stands further to the front.
    Moved,
    /// The octets end early.
    Cut,
    /// A length says one more or one less.
    Length,
}

/// Every mutant of a PDU, made one after the other.
pub fn mutants(pdu: &Dissection) -> impl Iterator<Item = Mutant> {
    let few = dropped(pdu).into_iter().chain(reordered(pdu)).chain(moved(pdu));
    few.chain(lengths(pdu)).chain(cut(pdu))
}

/// Without each header field that the PDU type demands, wherever it stands.
fn dropped(pdu: &Dissection) -> Vec<Mutant> {
    let demanded = pdu.message_type_octet().map(rule::mandatory).unwrap_or_default();
    let of = |field: &&Field, code: u8| field.raw(&pdu.octets).first() == Some(&code);
    demanded
        .into_iter()
        .filter_map(|code| {
            let name = &pdu.header_fields().find(|field| of(field, code))?.name;
            let kept = pdu.fields.iter().filter(|field| !of(field, code));
            let octets = kept.flat_map(|field| field.raw(&pdu.octets)).copied().collect();
            Some(Mutant { damage: Damage::Dropped, name: format!("without {name}"), octets })
        })
        .collect()
}

/// The first three header fields in each other order.
fn reordered(pdu: &Dissection) -> Vec<Mutant> {
    const ORDERS: [[usize; 3]; 5] = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let header: Vec<&Field> = pdu.header_fields().take(3).collect();
    let (Some(last), 3) = (header.last(), header.len()) else { return Vec::new() };
    let rest = pdu.octets.get(last.end()..).unwrap_or_default();
    let mutant = |order: [usize; 3]| {
        let picked = order.iter().filter_map(|index| header.get(*index));
        let fields = picked.flat_map(|field| field.raw(&pdu.octets));
        let [first, second, third] = order.map(|index| index + 1);
        Mutant {
            damage: Damage::Reordered,
            name: format!("first header fields in the order {first} {second} {third}"),
            octets: fields.chain(rest).copied().collect(),
        }
    };
    ORDERS.into_iter().map(mutant).collect()
}

/// Content-Type before each header field.
fn moved(pdu: &Dissection) -> Vec<Mutant> {
    let Some(media) = pdu.header("Content-Type") else { return Vec::new() };
    let before = pdu.header_fields().filter(|field| field.offset < media.offset);
    before
        .filter_map(|field| {
            let (head, between) = pdu.octets.get(..media.offset)?.split_at_checked(field.offset)?;
            let body = pdu.octets.get(media.end()..)?;
            Some(Mutant {
                damage: Damage::Moved,
                name: format!("Content-Type before {} at {}", field.name, field.offset),
                octets: [head, media.raw(&pdu.octets), between, body].concat(),
            })
        })
        .collect()
}

/// Each length one less and one more, the octets that it counts left as they are.
fn lengths(pdu: &Dissection) -> Vec<Mutant> {
    let fields = pdu.all_fields();
    let all = crate::dissect::lengths(&pdu.octets).into_iter().filter_map(|length| {
        // Children stand behind their parents.
        let holds = |field: &&&Field| (field.offset..field.end()).contains(&length.offset);
        Some((*fields.iter().rfind(holds)?, length))
    });
    all.flat_map(|(field, length)| {
        let values = [length.value.checked_sub(1), length.value.checked_add(1)];
        values.into_iter().flatten().filter_map(move |value| changed(pdu, field, length, value))
    })
    .collect()
}

fn changed(pdu: &Dissection, field: &Field, length: Length, value: u64) -> Option<Mutant> {
    let head = pdu.octets.get(..length.offset)?;
    let tail = pdu.octets.get(length.offset.checked_add(length.length)?..)?;
    let octets = [head, &written(length, value)?, tail].concat();
    let Length { offset, value: was, .. } = length;
    let what = if field.kind == Kind::Length { "" } else { "length in " };
    let name = format!("{what}{} at {offset}: {value} for {was}", field.name);
    Some(Mutant { damage: Damage::Length, name, octets })
}

/// A length with another value in the form that it has; none where the form cannot say it.
fn written(length: Length, value: u64) -> Option<Vec<u8>> {
    let quoted = length.form == LengthForm::ValueLength && length.length > 1;
    match length.form {
        LengthForm::Integer => u8::try_from(value).ok().map(|octet| vec![octet]),
        LengthForm::ValueLength if !quoted && value < 0x1F => {
            u8::try_from(value).ok().map(|octet| vec![octet])
        }
        LengthForm::ValueLength => Some([&[0x1F][..], &uintvar(value)].concat()),
        LengthForm::Uintvar => Some(uintvar(value)),
    }
}

fn uintvar(value: u64) -> Vec<u8> {
    let low = |value: u64| value.to_le_bytes().first().copied().unwrap_or_default() & 0x7F;
    let mut octets = vec![low(value)];
    let mut rest = value >> 7;
    while rest > 0 {
        octets.push(low(rest) | 0x80);
        rest >>= 7;
    }
    octets.reverse();
    octets
}

/// Cut before each octet.
fn cut(pdu: &Dissection) -> impl Iterator<Item = Mutant> {
    (0..pdu.octets.len()).map(|end| Mutant {
        damage: Damage::Cut,
        name: format!("cut at {end}"),
        octets: pdu.octets.get(..end).unwrap_or_default().to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dissect::{dissect, hex};

    /// Message-Type, Version, Date, Content-Type, count, lengths, media type, data.
    const RETRIEVE: &[u8] =
        &[0x8C, 0x84, 0x8D, 0x90, 0x85, 0x01, 0x05, 0x84, 0xA3, 0x01, 0x01, 0x01, 0x83, 0x41];

    fn check(damage: Damage, expected: &[(&str, &str)]) {
        let pdu = dissect(RETRIEVE);
        let seen: Vec<(String, String)> = mutants(&pdu)
            .filter(|mutant| mutant.damage == damage)
            .map(|mutant| (mutant.name, hex(&mutant.octets)))
            .collect();
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(name, octets)| ((*name).to_owned(), (*octets).to_owned()))
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn mandatory_header_fields_are_left_out() {
        check(
            Damage::Dropped,
            &[
                ("without X-Mms-Message-Type", "8D 90 85 01 05 84 A3 01 01 01 83 41"),
                ("without X-Mms-MMS-Version", "8C 84 85 01 05 84 A3 01 01 01 83 41"),
                ("without Date", "8C 84 8D 90 84 A3 01 01 01 83 41"),
                ("without Content-Type", "8C 84 8D 90 85 01 05 01 01 01 83 41"),
            ],
        );
    }

    #[test]
    fn content_type_is_moved() {
        check(
            Damage::Moved,
            &[
                (
                    "Content-Type before X-Mms-Message-Type at 0",
                    "84 A3 8C 84 8D 90 85 01 05 01 01 01 83 41",
                ),
                (
                    "Content-Type before X-Mms-MMS-Version at 2",
                    "8C 84 84 A3 8D 90 85 01 05 01 01 01 83 41",
                ),
                ("Content-Type before Date at 4", "8C 84 8D 90 84 A3 85 01 05 01 01 01 83 41"),
            ],
        );
    }

    #[test]
    fn lengths_lie() {
        check(
            Damage::Length,
            &[
                ("length in Date at 5: 0 for 1", "8C 84 8D 90 85 00 05 84 A3 01 01 01 83 41"),
                ("length in Date at 5: 2 for 1", "8C 84 8D 90 85 02 05 84 A3 01 01 01 83 41"),
                ("Parts at 9: 0 for 1", "8C 84 8D 90 85 01 05 84 A3 00 01 01 83 41"),
                ("Parts at 9: 2 for 1", "8C 84 8D 90 85 01 05 84 A3 02 01 01 83 41"),
                ("HeadersLen at 10: 0 for 1", "8C 84 8D 90 85 01 05 84 A3 01 00 01 83 41"),
                ("HeadersLen at 10: 2 for 1", "8C 84 8D 90 85 01 05 84 A3 01 02 01 83 41"),
                ("DataLen at 11: 0 for 1", "8C 84 8D 90 85 01 05 84 A3 01 01 00 83 41"),
                ("DataLen at 11: 2 for 1", "8C 84 8D 90 85 01 05 84 A3 01 01 02 83 41"),
            ],
        );
    }

    #[test]
    fn orders_and_cuts_are_all_there() {
        let pdu = dissect(RETRIEVE);
        let count = |damage| mutants(&pdu).filter(|mutant| mutant.damage == damage).count();
        assert_eq!(count(Damage::Reordered), 5);
        assert_eq!(count(Damage::Cut), RETRIEVE.len());
    }

    #[test]
    fn long_lengths_keep_their_form() {
        let length = |form, octets| Length { offset: 0, length: octets, value: 0, form };
        let hex = |length, value| written(length, value).map(|octets| hex(&octets));
        let value_length = LengthForm::ValueLength;
        assert_eq!(hex(length(value_length, 1), 30).as_deref(), Some("1E"));
        assert_eq!(hex(length(value_length, 1), 31).as_deref(), Some("1F 1F"));
        assert_eq!(hex(length(value_length, 2), 30).as_deref(), Some("1F 1E"));
        assert_eq!(hex(length(LengthForm::Uintvar, 1), 200).as_deref(), Some("81 48"));
        assert_eq!(hex(length(LengthForm::Integer, 1), 256), None);
    }
}

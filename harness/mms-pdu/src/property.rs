//! Properties that hold for every input. An input on which one failed is kept in `proptest-regressions/` and tried first
//! from then on. The decoder's heap limit is a property too; it is in `tests/heap.rs`, which counts.

use std::vec;
use std::vec::Vec;

use proptest::prelude::*;
use rstest::rstest;

use crate::error::Production;
use crate::{Field, Header, HeaderName, Pdu, Tolerances, generators, multipart, wsp_push};

/// What decodes, encodes to octets that decode to the same PDU, and to the same octets from then on.
fn check_fixpoint(octets: &[u8], tolerances: Tolerances) -> Result<(), TestCaseError> {
    let Ok(pdu) = Pdu::decode_with(octets, tolerances) else { return Ok(()) };
    let encoded = pdu.encode();
    prop_assert_eq!(pdu.encoded_len(), encoded.len());
    let again = Pdu::decode(&encoded);
    prop_assert_eq!(again.as_ref(), Ok(&pdu));
    prop_assert_eq!(again.unwrap().encode(), encoded);
    Ok(())
}

/// Octets that look like a PDU: a message type, then octets among which header fields are frequent.
fn almost_pdu() -> impl Strategy<Value = Vec<u8>> {
    let octet = prop_oneof![any::<u8>(), 0x81..=0x9F_u8, 0x00..=0x20_u8, Just(0), Just(0xA3)];
    let kind = prop_oneof![0x80..=0x8A_u8, 0x96..=0x97_u8];
    let start = kind.prop_map(|octet| [0x8C, octet, 0x98, 0x31, 0x00, 0x8D, 0x90]);
    (start, prop::collection::vec(octet, 0..60))
        .prop_map(|(start, rest)| [start.to_vec(), rest].concat())
}

/// A message of many small fields and parts in needlessly long forms, which are dropped when it is encoded.
fn dense() -> impl Strategy<Value = Vec<u8>> {
    const FIELDS: &[&[u8]] = &[
        &[0xC5, 0x80],                               // an unassigned field
        &[0x97, 0x7F, 0x61, 0x00],                   // To with a Quote that it does not need
        &[0x97, 0x1F, 0x80, 0x03, 0x83, 0x41, 0x00], // To with an overlong Value-length
        &[0x97, 0x04, 0x83, 0x41, 0x00, 0x00],       // To with padding
        &[0x82, 0xE9, 0x00],                         // Cc in ISO-8859-1
        b"x\0y\0",                                   // an Application-header
    ];
    const PARTS: &[&[u8]] = &[
        &[0x01, 0x00, 0x83],                         // text/plain
        &[0x80, 0x01, 0x80, 0x00, 0x83],             // overlong lengths
        &[0x05, 0x00, 0x04, 0x83, 0x82, 0x01, 0x85], // a parameter
    ];
    let start = b"\x8C\x80\x98t\0\x8D\x90\x89\x01\x81";
    let many = |rows, size| prop::collection::vec(prop::sample::select(rows), size);
    (many(FIELDS, 0..130_usize), many(PARTS, 0..60_usize), 0..200_usize).prop_map(
        |(fields, parts, padding)| {
            let count = u8::try_from(parts.len()).unwrap();
            let body = [&[0x84, 0xA3, 0x80, count][..], &parts.concat(), &vec![0; padding]];
            [&start[..], &fields.concat(), &body.concat()].concat()
        },
    )
}

proptest! {
    #[test]
    fn a_dense_message_errs_or_reaches_a_fixpoint(octets in dense()) {
        check_fixpoint(&octets, Tolerances::DEFAULT)?;
        check_fixpoint(&octets, Tolerances::ALL)?;
    }

    #[test]
    fn a_pdu_encodes_and_decodes_to_itself(pdu in generators::pdu()) {
        let octets = pdu.encode();
        prop_assert_eq!(octets.len(), pdu.encoded_len());
        let decoded = Pdu::decode(&octets);
        prop_assert_eq!(decoded.as_ref(), Ok(&pdu));
        prop_assert_eq!(decoded.unwrap().into_owned(), pdu);
    }

    #[test]
    fn a_cut_pdu_errs_or_is_well_formed(pdu in generators::pdu()) {
        let octets = pdu.encode();
        for length in 0..octets.len() {
            check_fixpoint(&octets[..length], Tolerances::DEFAULT)?;
        }
    }

    #[test]
    fn a_mutated_pdu_errs_or_reaches_a_fixpoint(
        pdu in generators::pdu(),
        mutations in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut octets = pdu.encode();
        for (index, octet) in mutations {
            let index = index.index(octets.len());
            octets[index] = octet;
        }
        check_fixpoint(&octets, Tolerances::DEFAULT)?;
        check_fixpoint(&octets, Tolerances::ALL)?;
    }

    #[test]
    fn octets_that_look_like_a_pdu_err_or_reach_a_fixpoint(octets in almost_pdu()) {
        check_fixpoint(&octets, Tolerances::DEFAULT)?;
        check_fixpoint(&octets, Tolerances::ALL)?;
    }

    #[test]
    fn tolerances_only_add(octets in almost_pdu()) {
        if Pdu::decode_with(&octets, Tolerances::NONE).is_ok() {
            prop_assert!(Pdu::decode(&octets).is_ok());
        }
        if Pdu::decode(&octets).is_ok() {
            prop_assert!(Pdu::decode_with(&octets, Tolerances::ALL).is_ok());
        }
    }

    #[test]
    fn arbitrary_octets_never_panic(octets in prop::collection::vec(any::<u8>(), 0..200)) {
        let decoded = (
            Pdu::decode(&octets).is_ok(),
            wsp_push::decode(&octets).is_ok(),
            multipart::decode(&octets, Tolerances::ALL).is_ok(),
        );
        prop_assert!(!decoded.0 || octets.first() == Some(&0x8C));
        prop_assert!(!decoded.1 || octets.get(1) == Some(&0x06));
        prop_assert!(!decoded.2 || !octets.is_empty());
    }

    #[test]
    fn an_error_points_into_the_input(octets in almost_pdu()) {
        if let Err(error) = Pdu::decode(&octets) {
            prop_assert!(error.offset + error.available <= octets.len());
            prop_assert!(error.needed == 0 || error.needed > error.available);
        }
    }

    #[test]
    fn a_kept_value_that_is_typed_goes_and_comes_back(
        number in 0x01..=0x7F_u8,
        value in generators::raw_value(),
    ) {
        let header = Header { name: HeaderName::Assigned(number), value };
        if let Some(Ok(typed)) = header.typed() {
            let again = Header::from_value(Field::from_number(number), &typed).unwrap();
            prop_assert_eq!(again.typed(), Some(Ok(typed)));
        }
    }

    #[test]
    fn a_checked_pdu_never_panics(octets in almost_pdu()) {
        if let Ok(pdu) = Pdu::decode(&octets) {
            let irregularities = pdu.check();
            prop_assert!(irregularities.len() <= octets.len() + 8);
        }
    }
}

/// A message with a length field of every kind.
const LENGTHS: [&[u8]; 9] = [
    &[0x8C, 0x84],                               // M-Retrieve.conf
    &[0x8D, 0x92],                               // version 1.2
    &[0x85, 0x02, 0x01, 0x05],                   // Date: Long-integer at 5
    &[0x89, 0x05, 0x80, 0x40, 0x61, 0x62, 0x00], // From: Value-length at 9
    &[0x96, 0x05, 0xEA, 0x41, 0x42, 0x43, 0x00], // Subject: Value-length at 16
    &[0x84, 0x1F, 0x04, 0xA3, 0x85, 0x61, 0x00], // Content-Type: Length-quote at 23, length at 24
    &[0x01, 0x08, 0x02],                         // nEntries at 29, HeadersLen at 30, DataLen at 31
    &[0x03, 0x83, 0x81, 0xEA],                   // Content-Type: Value-length at 32
    b"\x8Ef1\0hi",                               // Content-Location, data
];

/// Makes each length longer than what is there, behind the first `rows` of the message.
#[rstest]
#[case::long_integer(3, 5, 0x1E, 6, Production::LongInteger, (5, Production::LongInteger))]
#[case::from(4, 9, 0x1E, 10, Production::From, (9, Production::ValueLength))]
#[case::subject(5, 16, 0x1E, 17, Production::EncodedString, (16, Production::ValueLength))]
#[case::content_type(9, 24, 0x7F, 25, Production::ContentType, (23, Production::ValueLength))]
#[case::entries(9, 29, 0x7F, 30, Production::EntryCount, (29, Production::EntryCount))]
#[case::headers(9, 30, 0x7F, 32, Production::Headers, (30, Production::HeadersLen))]
#[case::data(9, 31, 0x7F, 40, Production::Data, (31, Production::DataLen))]
#[case::part_content_type(9, 32, 0x1E, 33, Production::ContentType, (32, Production::ValueLength))]
fn a_length_that_promises_too_much_is_named(
    #[case] rows: usize,
    #[case] place: usize,
    #[case] length: u8,
    #[case] offset: usize,
    #[case] production: Production,
    #[case] promised_by: (usize, Production),
) {
    let mut octets = LENGTHS[..rows].concat();
    octets[place] = length;
    let error = Pdu::decode(&octets).unwrap_err();
    let promise = error.promised_by.map(|field| (field.offset, field.production));
    assert_eq!((error.offset, error.production, promise), (offset, production, Some(promised_by)));
    assert!(error.needed > error.available, "{error}");
}

/// Makes each length one octet shorter, and one octet longer: nothing is read that another length bounds.
#[rstest]
#[case::long_integer(5)]
#[case::from(9)]
#[case::subject(16)]
#[case::content_type(24)]
#[case::entries(29)]
#[case::headers(30)]
#[case::data(31)]
#[case::part_content_type(32)]
fn a_length_that_is_off_by_one_is_an_error(#[case] place: usize) {
    assert!(Pdu::decode_with(&LENGTHS.concat(), Tolerances::NONE).is_ok());
    for delta in [u8::MAX, 1] {
        let mut octets = LENGTHS.concat();
        octets[place] = octets[place].wrapping_add(delta);
        assert!(Pdu::decode_with(&octets, Tolerances::NONE).is_err(), "{delta} at {place}");
    }
}

//! Properties that hold for every input.

use std::vec::Vec;

use proptest::prelude::*;

use crate::{Pdu, Tolerances, generators, multipart, wsp_push};

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
    let start = (0x80..=0x86_u8).prop_map(|octet| [0x8C, octet, 0x98, 0x31, 0x00, 0x8D, 0x90]);
    (start, prop::collection::vec(octet, 0..60))
        .prop_map(|(start, rest)| [start.to_vec(), rest].concat())
}

proptest! {
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
    fn a_checked_pdu_never_panics(octets in almost_pdu()) {
        if let Ok(pdu) = Pdu::decode(&octets) {
            let irregularities = pdu.check();
            prop_assert!(irregularities.len() <= octets.len() + 8);
        }
    }
}

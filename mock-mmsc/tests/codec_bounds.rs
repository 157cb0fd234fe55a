//! Whatever comes in, the dissector returns, its fields cover the octets, and their places are inside.

#[cfg(test)]
mod tests {
    use mock_mmsc::dissect::{
        Dissection, Entry, Field, dissect, dissect_as, dissect_body, dissect_push, dissect_tpdu,
        reassemble,
    };
    use mock_mmsc::emit::{Reference, SmsDeliver, push};
    use mock_mmsc::rule::Direction;

    /// A submission with every kind of value, for cutting and spoiling.
    const SUBMISSION: &[u8] = b"\x8C\x80\x981\0\x8D\x90\x85\x04\x4D\xE8\xEE\xC3\x89\x01\x81\
        \x97+1/TYPE=PLMN\0\x82\x06\xEAa@b\0\x96\x04\xEA\xC3\xA9\0\x88\x02\x81\x85X-A\0Yes\0\
        \x84\x0F\xB3\x89a/smil\0\x8A<s>\0\x02\x0B\x03\x03\x83\x81\xEA\xC0\"<s>\0Hi!\x05\x09\x01\xA3\x8Eb\0\
        \x01\x01\x04\x83four\0\0";

    /// Octets at which a reader changes its mind.
    const EDGES: [u8; 12] =
        [0x00, 0x01, 0x02, 0x1E, 0x1F, 0x20, 0x41, 0x7F, 0x80, 0x84, 0xC0, 0xFF];

    fn hold(dissection: &Dissection) {
        let length = dissection.octets.len();
        let mut at = 0;
        for field in &dissection.fields {
            assert_eq!(field.offset, at, "{dissection}");
            at = field.end();
        }
        assert_eq!(at, length, "{dissection}");
        let inside = |field: &&Field| {
            let children = field.children.iter();
            field.end() <= length
                && children
                    .into_iter()
                    .all(|child| child.offset >= field.offset && child.end() <= field.end())
        };
        assert!(dissection.all_fields().iter().all(inside), "{dissection}");
        for direction in [Direction::FromClient, Direction::ToClient] {
            let findings = dissection.findings(direction);
            assert!(findings.iter().all(|finding| finding.offset + finding.length <= length));
        }
        assert!(dissection.tree().lines().count() > 1);
        assert!(serde_json::to_string(dissection).is_ok());
    }

    #[test]
    fn every_truncation_holds() {
        for end in 0..=SUBMISSION.len() {
            hold(&dissect(&SUBMISSION[..end]));
            hold(&dissect_body(&SUBMISSION[end..]));
        }
    }

    #[test]
    fn every_spoilt_octet_holds() {
        for at in 0..SUBMISSION.len() {
            for octet in EDGES {
                let mut octets = SUBMISSION.to_vec();
                octets[at] = octet;
                hold(&dissect(&octets));
                hold(&dissect_body(&octets));
            }
        }
    }

    #[test]
    fn every_short_input_holds() {
        for first in 0..=0xFF {
            for second in EDGES {
                hold(&dissect(&[first, second]));
                hold(&dissect_body(&[first, second]));
                hold(&dissect(&[0x84, first, second]));
            }
        }
    }

    /// Children stand in their order and do not share octets.
    fn hold_apart(dissection: &Dissection) {
        for field in dissection.all_fields() {
            let pairs = field.children.iter().zip(field.children.iter().skip(1));
            for (before, after) in pairs {
                assert!(before.end() <= after.offset, "{dissection}");
            }
        }
    }

    #[test]
    fn every_truncated_and_spoilt_envelope_holds() {
        let datagram = push(&SUBMISSION[..40]);
        let post = [&b"\x60\x0A\x03http://a/m\xBE\x80\xBE"[..], &SUBMISSION[..40]].concat();
        let tpdu = SmsDeliver::default().emit(&datagram).unwrap().remove(0);
        for (entry, sound) in [(Entry::Push, datagram), (Entry::Wsp, post), (Entry::Tpdu, tpdu)] {
            assert!(dissect_as(entry, &sound).has_pdu());
            for at in 0..=sound.len() {
                let cut = dissect_as(entry, &sound[..at]);
                hold(&cut);
                hold_apart(&cut);
                for octet in EDGES.into_iter().filter(|_| at < sound.len()) {
                    let mut octets = sound.clone();
                    octets[at] = octet;
                    let spoilt = dissect_as(entry, &octets);
                    hold(&spoilt);
                    hold_apart(&spoilt);
                    assert_eq!(reassemble(&[spoilt]).len(), 1);
                }
            }
        }
    }

    #[test]
    fn every_entry_takes_every_short_input() {
        for first in 0..=0xFF {
            for second in EDGES {
                for entry in [Entry::Push, Entry::Wsp, Entry::Tpdu] {
                    hold(&dissect_as(entry, &[first, second, second]));
                }
            }
        }
    }

    #[test]
    fn a_long_push_comes_back_from_its_pieces() {
        let datagram = push(&[SUBMISSION, SUBMISSION].concat());
        let sms = SmsDeliver { reference: Reference::Wide(0xABCD), ..SmsDeliver::default() };
        let tpdus = sms.emit(&datagram).unwrap();
        let mut read: Vec<_> = tpdus.iter().map(|tpdu| dissect_tpdu(tpdu)).collect();
        assert_eq!(read.len(), 2);
        read.reverse();
        read.iter().for_each(hold);
        let whole = reassemble(&read).remove(0);
        assert_eq!((whole.tpdus, whole.push), (vec![1, 0], Some(dissect_push(&datagram))));
    }

    #[test]
    fn long_inputs_are_bounded() {
        // Unassigned header fields, then parts without end.
        hold(&dissect(&[0xC7, 0x81].repeat(10_000)));
        hold(&dissect_body(&[&[0xFF, 0x7F][..], &[0x00, 0x00].repeat(10_000)].concat()));
    }
}

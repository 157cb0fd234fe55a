//! `push_reassembly`: a datagram in short messages, whatever their order and however often each comes, is put together
//! again; what is missing is named.

use arbitrary::{Arbitrary, Unstructured};
use mms_pdu::wsp_push;
use mock_mmsc::dissect::{Dissection, dissect_push, dissect_tpdu, reassemble};
use mock_mmsc::emit::{DataCoding, PushEnvelope, Reference, SmsDeliver, TypeForm};

use crate::random::Random;

/// Octets of the PDU in the push.
const PDU_OCTETS_MAX: usize = 2_000;
/// Octets of user data that a piece has at least in front of its text: ports, and length of the header.
const TPDU_OCTETS_MAX: usize = 164;

/// What the octets are read as.
#[derive(Debug, Arbitrary)]
struct Input<'a> {
    /// Bits 0 to 5: international sender, class 1, wide reference, type as text, application as text, no application.
    habits: u8,
    reference: u16,
    port: u16,
    transaction_id: u8,
    order: u64,
    /// Pieces that come twice.
    doubled: u8,
    /// A piece that does not come.
    lost: Option<u8>,
    pdu: &'a [u8],
}

/// Splits the push that the octets describe, mixes its pieces with those of another message, and puts both together.
///
/// # Panics
///
/// When a piece is longer than a short message is, when a message is not put together to its octets, when a lost piece is
/// not named or the message is whole all the same, when the order of the pieces counts, or when the two codecs read the
/// push in different ways.
pub fn push_reassembly(data: &[u8]) {
    let Ok(input) = Input::arbitrary_take_rest(Unstructured::new(data)) else { return };
    let datagram = input.datagram();
    let sms = input.sms(input.reference);
    let Ok(pieces) = sms.emit(&datagram) else { return };
    let Ok(others) =
        input.sms(input.reference.wrapping_add(1)).emit(&[!input.transaction_id, 0x06, 0x01, 0xBE])
    else {
        return;
    };
    for piece in &pieces {
        assert!(piece.len() <= TPDU_OCTETS_MAX, "a TPDU of {} octets", piece.len());
    }
    check_whole(&input, &pieces, &others, &datagram);
    if let Some(lost) = input.lost.filter(|_| pieces.len() > 1) {
        check_lost(&pieces, usize::from(lost) % pieces.len());
    }
    check_codecs(&input, &datagram);
}

impl Input<'_> {
    const fn has(&self, bit: u8) -> bool {
        self.habits & (1 << bit) != 0
    }

    fn sms(&self, reference: u16) -> SmsDeliver {
        let [low, _] = reference.to_le_bytes();
        SmsDeliver {
            originator: if self.has(0) { "+15550100" } else { "155501001" }.to_owned(),
            destination_port: self.port,
            data_coding: if self.has(1) { DataCoding::Class1 } else { DataCoding::General },
            reference: if self.has(2) {
                Reference::Wide(reference)
            } else {
                Reference::Narrow(low)
            },
            ..SmsDeliver::default()
        }
    }

    fn pdu(&self) -> &[u8] {
        self.pdu.get(..PDU_OCTETS_MAX).unwrap_or(self.pdu)
    }

    fn datagram(&self) -> Vec<u8> {
        let form = |bit| if self.has(bit) { TypeForm::Text } else { TypeForm::Number };
        let envelope = PushEnvelope {
            transaction_identifier: self.transaction_id,
            content_type: form(3),
            application_id: (!self.has(5)).then_some(form(4)),
            ..PushEnvelope::default()
        };
        envelope.emit(self.pdu())
    }
}

fn check_whole(input: &Input<'_>, pieces: &[Vec<u8>], others: &[Vec<u8>], datagram: &[u8]) {
    let mut random = Random::new(input.order);
    let mut mixed: Vec<&Vec<u8>> = pieces.iter().chain(others).collect();
    for _ in 0..input.doubled % 8 {
        mixed.extend(random.pick(pieces));
    }
    for place in (1..mixed.len()).rev() {
        mixed.swap(place, random.below(place + 1));
    }
    let tpdus: Vec<Dissection> = mixed.iter().map(|tpdu| dissect_tpdu(tpdu)).collect();
    let assemblies = reassemble(&tpdus);
    let whole = assemblies
        .iter()
        .filter(|assembly| assembly.push.as_ref().is_some_and(|push| push.octets == datagram));
    // A message in one piece has no reference by which the second of two equal ones could be known.
    let expected = if pieces.len() == 1 { 1 + usize::from(input.doubled % 8) } else { 1 };
    assert_eq!(whole.count(), expected, "datagrams put together (left)");
    assert!(assemblies.iter().all(|assembly| assembly.missing.is_empty()), "a piece is missed");
}

fn check_lost(pieces: &[Vec<u8>], lost: usize) {
    let there = pieces.iter().enumerate().filter(|(index, _)| *index != lost);
    let tpdus: Vec<Dissection> = there.map(|(_, tpdu)| dissect_tpdu(tpdu)).collect();
    let assemblies = reassemble(&tpdus);
    let number = u8::try_from(lost + 1).unwrap_or(0);
    assert!(
        assemblies.iter().all(|one| one.missing == [number] && one.push.is_none()),
        "piece {number} did not come, and {assemblies:?}"
    );
    assert_eq!(assemblies.len(), 1, "messages of one message without a piece");
}

/// Both codecs take the push apart alike.
fn check_codecs(input: &Input<'_>, datagram: &[u8]) {
    let push = wsp_push::decode(datagram);
    assert!(push.is_ok(), "mms-pdu refuses the push: {push:?}");
    let Ok(push) = push else { return };
    assert_eq!(push.body, input.pdu(), "mms-pdu (left)");
    assert_eq!(push.transaction_id, input.transaction_id);
    assert!(push.is_mms(), "{:?}", push.content_type);
    let application = push.application_id.as_ref().map(wsp_push::ApplicationId::is_mms_user_agent);
    assert_eq!(application, (!input.has(5)).then_some(true));
    let dissection = dissect_push(datagram);
    assert!(dissection.has_pdu(), "mock-mmsc finds no PDU");
    let covered: usize = dissection.fields.iter().map(|field| field.length).sum();
    assert_eq!(covered, datagram.len(), "octets in fields (left)");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(pdu: &[u8], doubled: u8, lost: Option<u8>) -> Vec<u8> {
        let head = [0_u8, 7, 0, 0x84, 0x0B, 1, 1, 2, 3, 4, 5, 6, 7, 8, doubled];
        let lost = lost.map_or_else(|| vec![0], |lost| vec![1, lost]);
        [&head[..], &lost, pdu].concat()
    }

    #[test]
    fn runs_over_one_piece_and_over_many() {
        for octets in [0, 100, 130, 300, 1_500] {
            push_reassembly(&input(&vec![0x8C; octets], 3, Some(1)));
            push_reassembly(&input(&vec![0x8C; octets], 0, None));
        }
    }

    #[test]
    fn the_octets_are_read_as_they_are_meant() {
        let octets = input(&[0x8C; 9], 3, Some(1));
        let input = Input::arbitrary_take_rest(Unstructured::new(&octets)).unwrap();
        assert_eq!((input.port, input.doubled, input.lost), (2_948, 3, Some(1)));
        assert_eq!(input.pdu, [0x8C; 9]);
    }

    #[test]
    #[should_panic(expected = "did not come")]
    fn another_piece_is_not_taken_for_the_lost_one() {
        let sms = SmsDeliver::default();
        let pieces = sms.emit(&[0; 400]).unwrap();
        let swapped = [pieces[1].clone(), pieces[0].clone(), pieces[2].clone()];
        check_lost(&swapped, 0);
    }
}

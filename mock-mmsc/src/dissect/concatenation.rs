//! Messages in several TPDUs: which piece is which, and putting them together (23.040 9.2.3.24.1, 9.2.3.24.8).

use super::dissect_push;
use super::dissection::{Dissection, Entry};
use super::field::Kind;

/// Element: reference of 8 bits.
const NARROW: u8 = 0x00;
/// Element: reference of 16 bits.
const WIDE: u8 = 0x08;

/// What a TPDU says about its place in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Concatenation {
    /// The message.
    pub reference: u16,
    /// Whether the reference has 16 bits.
    pub wide: bool,
    /// Pieces of the message.
    pub total: u8,
    /// The piece, from 1.
    pub sequence: u8,
}

/// A message and the TPDUs that it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assembly {
    /// Places in the list of the TPDUs, in the order of the pieces; what came twice is not listed again.
    pub tpdus: Vec<usize>,
    /// Pieces that did not come.
    pub missing: Vec<u8>,
    /// The datagram that the pieces make; none while one is missing.
    pub push: Option<Dissection>,
}

/// Puts TPDUs together, in any order: pieces of one message have sender, reference and total in common.
///
/// Messages come in the order of their first TPDU. Of a piece that came twice the first counts.
#[must_use]
pub fn reassemble(tpdus: &[Dissection]) -> Vec<Assembly> {
    let mut messages: Vec<Message<'_>> = Vec::new();
    for (index, tpdu) in tpdus.iter().enumerate() {
        let piece = Piece { index, data: tpdu.user_data() };
        let Some(concatenation) = tpdu.concatenation() else {
            messages.push(Message { key: None, pieces: vec![Some(piece)] });
            continue;
        };
        let Concatenation { reference, wide, total, sequence } = concatenation;
        let key = Some((tpdu.originator(), reference, wide, total));
        let at = messages.iter().position(|message| message.key == key).unwrap_or_else(|| {
            let pieces = (0..total).map(|_| None).collect();
            messages.push(Message { key, pieces });
            messages.len() - 1
        });
        let slot = messages
            .get_mut(at)
            .and_then(|message| message.pieces.get_mut(usize::from(sequence.saturating_sub(1))));
        if let Some(slot @ None) = slot {
            *slot = Some(piece);
        }
    }
    messages.iter().map(Message::assembly).collect()
}

/// A piece: its place in the list and its octets.
struct Piece<'a> {
    index: usize,
    data: &'a [u8],
}

/// The pieces of one message so far. A TPDU that stands alone has no key.
struct Message<'a> {
    key: Option<(Option<&'a str>, u16, bool, u8)>,
    pieces: Vec<Option<Piece<'a>>>,
}

impl Message<'_> {
    fn assembly(&self) -> Assembly {
        let there = || self.pieces.iter().flatten();
        let numbered = self.pieces.iter().zip(1_u8..=u8::MAX);
        let missing: Vec<u8> =
            numbered.filter(|(piece, _)| piece.is_none()).map(|(_, number)| number).collect();
        let whole = || there().flat_map(|piece| piece.data).copied().collect::<Vec<u8>>();
        Assembly {
            tpdus: there().map(|piece| piece.index).collect(),
            push: missing.is_empty().then(|| dissect_push(&whole())),
            missing,
        }
    }
}

impl Dissection {
    /// The piece of a message that a TPDU is; none where it is a whole one, or says what cannot be.
    #[must_use]
    pub fn concatenation(&self) -> Option<Concatenation> {
        let elements = self.fields.iter().rev().filter(|field| field.kind == Kind::Element);
        // The last of several counts.
        elements.into_iter().find_map(|field| element_concatenation(field.raw(&self.octets)))
    }

    /// The sender of a TPDU, digits with a plus where the number is international.
    #[must_use]
    pub fn originator(&self) -> Option<&str> {
        let fields = self.fields.iter();
        fields.into_iter().find(|field| field.is_named("TP-OA")).map(|field| field.value.as_str())
    }

    /// The octets of a TPDU behind its user data header; empty for anything else.
    #[must_use]
    pub fn user_data(&self) -> &[u8] {
        let data = |kind| matches!(kind, Kind::Wsp | Kind::Segment);
        let field = self.fields.iter().find(|field| data(field.kind));
        let of_tpdu = field.filter(|_| self.entry == Entry::Tpdu);
        of_tpdu.map(|field| field.raw(&self.octets)).unwrap_or_default()
    }
}

/// What an element's octets, identifier and length included, say; none where they say what cannot be.
pub(super) fn element_concatenation(octets: &[u8]) -> Option<Concatenation> {
    let [identifier, _, data @ ..] = octets else { return None };
    concatenation(*identifier, data).filter(|found| (1..=found.total).contains(&found.sequence))
}

/// What an element says, whether it can be or not.
pub(super) fn concatenation(identifier: u8, data: &[u8]) -> Option<Concatenation> {
    match (identifier, data) {
        (NARROW, [reference, total, sequence]) => Some(Concatenation {
            reference: u16::from(*reference),
            wide: false,
            total: *total,
            sequence: *sequence,
        }),
        (WIDE, [high, low, total, sequence]) => Some(Concatenation {
            reference: u16::from_be_bytes([*high, *low]),
            wide: true,
            total: *total,
            sequence: *sequence,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dissect::dissect_tpdu;

    /// A TPDU from a sender of two digits with a piece of a message; the data are one octet.
    fn tpdu(sender: u8, reference: u8, total: u8, sequence: u8, data: u8) -> Dissection {
        // First octet, TP-OA, TP-PID, TP-DCS, TP-SCTS, TP-UDL, UDHL, concatenation, data.
        let head = [0x44, 0x02, 0x91, sender, 0x00, 0x04, 0, 0, 0, 0, 0, 0, 0];
        let user_data = [0x07, 0x05, 0x00, 0x03, reference, total, sequence, data];
        dissect_tpdu(&[&head[..], &user_data].concat())
    }

    #[test]
    fn pieces_come_in_any_order_and_twice() {
        let tpdus = [
            tpdu(0x21, 7, 2, 2, 0x06),
            tpdu(0x21, 8, 2, 1, 0x55),
            tpdu(0x21, 7, 2, 1, 0x01),
            tpdu(0x21, 7, 2, 2, 0x99),
            tpdu(0x31, 7, 2, 1, 0x66),
        ];
        let messages = reassemble(&tpdus);
        let seen: Vec<_> = messages
            .iter()
            .map(|message| {
                let push = message.push.as_ref().map(|push| push.octets.clone());
                (message.tpdus.clone(), message.missing.clone(), push)
            })
            .collect();
        assert_eq!(
            seen,
            [
                (vec![2, 0], vec![], Some(vec![0x01, 0x06])),
                (vec![1], vec![2], None),
                (vec![4], vec![2], None),
            ]
        );
    }

    #[test]
    fn a_count_that_cannot_be_is_no_piece() {
        assert_eq!(tpdu(0x21, 7, 2, 3, 0).concatenation(), None);
        assert_eq!(tpdu(0x21, 7, 0, 0, 0).concatenation(), None);
        assert!(reassemble(&[tpdu(0x21, 7, 2, 3, 0x01)])[0].missing.is_empty());
    }
}

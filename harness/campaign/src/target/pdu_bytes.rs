//! `pdu_bytes`: a PDU that was decoded is the same after it was encoded and decoded again.
//!
//! The input is the PDU.

use mms_pdu::{Pdu, Tolerances};

/// Octets by which an octet above 0x7F of the input may lengthen the output. In front of a text it may get the Quote that
/// it lacks; where a text without a charset is read as ISO-8859-1, UTF-8 takes one octet more, and the text may get a
/// charset (1) and a Value-length (4).
const GROWTH_OCTETS_MAX: usize = 6;

/// Sets of tolerances, each part of the next.
const TOLERANCES: [Tolerances; 3] = [Tolerances::NONE, Tolerances::DEFAULT, Tolerances::ALL];

/// Decodes the octets with ever more tolerance, and brings what was decoded to its fixpoint.
///
/// # Panics
///
/// When a PDU that was encoded is refused or read as another, when its encoding is not stable or longer than what was
/// read explains, when the counted length is not the real one, when an error lies outside the input, or when more
/// tolerance refuses what less tolerance accepts. It may read more of it: a part's Content-ID that is an unknown value to
/// the letter is then a known one.
pub fn pdu_bytes(data: &[u8]) {
    let mut stricter = None;
    for tolerances in TOLERANCES {
        match Pdu::decode_with(data, tolerances) {
            Ok(pdu) => {
                check(&pdu, tolerances, data);
                let message_type = pdu.message_type();
                assert_eq!(stricter.unwrap_or(message_type), message_type, "less tolerance (left)");
                stricter = Some(message_type);
            }
            Err(error) => {
                assert!(error.offset <= data.len(), "error outside the input: {error}");
                assert_eq!(stricter, None, "less tolerance (left) than what refuses: {error}");
            }
        }
    }
}

/// The input's own length and that growth: nothing else in a PDU has a shortest form longer than the one that was read.
fn encoded_octets_max(data: &[u8]) -> usize {
    let high = data.iter().filter(|octet| **octet > 0x7F).count();
    data.len().saturating_add(high.saturating_mul(GROWTH_OCTETS_MAX))
}

fn check(pdu: &Pdu<'_>, tolerances: Tolerances, data: &[u8]) {
    let encoded = pdu.encode();
    assert_eq!(pdu.encoded_len(), encoded.len(), "counted (left), encoded (right)");
    let octets_max = encoded_octets_max(data);
    assert!(encoded.len() <= octets_max, "{} octets out of at most {octets_max}", encoded.len());
    let again = Pdu::decode_with(&encoded, tolerances);
    assert_eq!(again.as_ref(), Ok(pdu), "decoded again (left), decoded (right)");
    let encoded_again = again.map(|again| again.encode());
    assert_eq!(encoded_again, Ok(encoded), "encoded again (left), encoded (right)");
    assert_eq!(pdu.clone().into_owned(), *pdu, "owned (left), borrowed (right)");
    let _irregularities = pdu.check();
}

#[cfg(test)]
mod tests {
    use super::pdu_bytes;

    #[test]
    fn runs_over_a_pdu_and_over_its_truncations() {
        let octets = [
            0x8C, 0x81, // X-Mms-Message-Type: m-send-conf
            0x98, 0x37, 0x00, // X-Mms-Transaction-ID: 7
            0x8D, 0x90, // X-Mms-MMS-Version: 1.0
            0x92, 0x80, // X-Mms-Response-Status: Ok
            0x8B, 0x61, 0x40, 0x62, 0x00, // Message-ID: a@b
        ];
        for end in 0..=octets.len() {
            pdu_bytes(&octets[..end]);
        }
    }
}

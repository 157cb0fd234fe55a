//! PDUs through `mms-pdu`.

use mms_pdu::Pdu;

/// Whether the codec reads them; it would be no merit to refuse quickly.
pub(crate) fn is_sound(octets: &[u8]) -> bool {
    Pdu::decode(octets).is_ok()
}

/// Decodes, encodes, decodes again and compares.
pub(crate) fn again(octets: &[u8]) -> bool {
    let Ok(pdu) = Pdu::decode(octets) else { return false };
    let encoded = pdu.encode();
    Pdu::decode(&encoded).is_ok_and(|again| again == pdu)
}

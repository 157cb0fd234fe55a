//! M-Cancel.conf (ENC 6, since 1.3): the client's answer to M-Cancel.req.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{CancelStatus, TextString, Version};

pdu! {
    /// M-Cancel.conf.
    CancelConf {
        /// X-Mms-Transaction-ID of the M-Cancel.req.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// X-Mms-Cancel-Status.
        CancelStatus => cancel_status: CancelStatus,
    }
}

impl<'a> CancelConf<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(
        transaction_id: TextString<'a>,
        version: Version,
        cancel_status: CancelStatus,
    ) -> Self {
        Self { transaction_id, version, cancel_status, other: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdu;
    use crate::error::DecodeErrorKind;
    use crate::field::Field;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let id = TextString::new("t1").unwrap();
        let pdu = CancelConf::new(id, Version::V1_3, CancelStatus::RequestCorrupted);
        let octets = [
            0x8C, 0x97, // M-Cancel.conf
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x93, // version 1.3
            0xBF, 0x81, // corrupted
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(pdu.into()));
        let error = Pdu::decode(&octets[..8]).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(Field::CancelStatus));
    }
}

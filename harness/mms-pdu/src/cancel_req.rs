//! M-Cancel.req (ENC 6, since 1.3): the MMSC asks a client to drop a message that was cancelled.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{TextString, Version};

pdu! {
    /// M-Cancel.req.
    CancelReq {
        /// X-Mms-Transaction-ID.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// X-Mms-Cancel-ID: the message.
        CancelId => cancel_id: TextString<'a>,
    }
}

impl<'a> CancelReq<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(
        transaction_id: TextString<'a>,
        version: Version,
        cancel_id: TextString<'a>,
    ) -> Self {
        Self { transaction_id, version, cancel_id, other: Vec::new() }
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
        let text = |text| TextString::new(text).unwrap();
        let pdu = CancelReq::new(text("t1"), Version::V1_3, text("c1"));
        let octets = [
            0x8C, 0x96, // M-Cancel.req
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x93, // version 1.3
            0xBE, 0x63, 0x31, 0x00, // cancel id "c1"
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(pdu.into()));
        let error = Pdu::decode(&octets[..8]).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(Field::CancelId));
    }
}

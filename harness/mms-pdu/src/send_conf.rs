//! M-Send.conf (ENC 6): the MMSC's answer to M-Send.req.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{EncodedString, ResponseStatus, TextString, Version};

pdu! {
    /// M-Send.conf.
    SendConf {
        /// X-Mms-Transaction-ID of the M-Send.req.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// X-Mms-Response-Status.
        ResponseStatus => response_status: ResponseStatus,
        /// X-Mms-Response-Text.
        ResponseText => response_text: Option<EncodedString<'a>>,
        /// Message-ID; there when the message was accepted.
        MessageId => message_id: Option<TextString<'a>>,
    }
}

impl<'a> SendConf<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(
        transaction_id: TextString<'a>,
        version: Version,
        response_status: ResponseStatus,
    ) -> Self {
        Self {
            transaction_id,
            version,
            response_status,
            response_text: None,
            message_id: None,
            other: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdu;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let id = TextString::new("t1").unwrap();
        let mut pdu = SendConf::new(id, Version::V1_0, ResponseStatus::Unknown(0xEC));
        pdu.response_text = Some(EncodedString::from_text("no"));
        pdu.message_id = Some(TextString::new("m1").unwrap());
        let octets = [
            0x8C, 0x81, // M-Send.conf
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x90, // version 1.0
            0x92, 0xEC, // an unassigned status
            0x93, 0x6E, 0x6F, 0x00, // response text "no"
            0x8B, 0x6D, 0x31, 0x00, // message id "m1"
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(Pdu::SendConf(pdu)));
    }
}

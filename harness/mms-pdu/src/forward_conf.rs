//! M-Forward.conf (ENC 6, since 1.1): the MMSC's answer to M-Forward.req.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{EncodedString, ResponseStatus, TextString, Version};

pdu! {
    /// M-Forward.conf.
    ForwardConf {
        /// X-Mms-Transaction-ID of the M-Forward.req.
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

impl<'a> ForwardConf<'a> {
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
    use crate::error::DecodeErrorKind;
    use crate::field::Field;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let id = TextString::new("t1").unwrap();
        let mut pdu = ForwardConf::new(id, Version::V1_2, ResponseStatus::Ok);
        pdu.message_id = Some(TextString::new("m1").unwrap());
        let octets = [
            0x8C, 0x8A, // M-Forward.conf
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x92, // version 1.2
            0x92, 0x80, // ok
            0x8B, 0x6D, 0x31, 0x00, // message id "m1"
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(pdu.into()));
        let error = Pdu::decode(&octets[..8]).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(Field::ResponseStatus));
    }
}

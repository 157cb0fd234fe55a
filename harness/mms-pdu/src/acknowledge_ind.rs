//! M-Acknowledge.ind (ENC 6): the client has retrieved a message.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{TextString, Version, YesNo};

pdu! {
    /// M-Acknowledge.ind.
    AcknowledgeInd {
        /// X-Mms-Transaction-ID of the M-Retrieve.conf.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// X-Mms-Report-Allowed; absent means yes.
        ReportAllowed => report_allowed: Option<YesNo>,
    }
}

impl<'a> AcknowledgeInd<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(transaction_id: TextString<'a>, version: Version) -> Self {
        Self { transaction_id, version, report_allowed: None, other: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdu;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let mut pdu = AcknowledgeInd::new(TextString::new("t1").unwrap(), Version::V1_2);
        pdu.report_allowed = Some(YesNo::No);
        let octets = [
            0x8C, 0x85, // M-Acknowledge.ind
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x92, // version 1.2
            0x91, 0x81, // no report
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(pdu.encoded_len(), octets.len());
        assert_eq!(Pdu::decode(&octets), Ok(Pdu::AcknowledgeInd(pdu)));
    }
}

//! M-NotifyResp.ind (ENC 6): the client's answer to a notification.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{Status, TextString, Version, YesNo};

pdu! {
    /// M-NotifyResp.ind.
    NotifyRespInd {
        /// X-Mms-Transaction-ID of the notification.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// X-Mms-Report-Allowed; absent means yes.
        ReportAllowed => report_allowed: Option<YesNo>,
        /// X-Mms-Status: retrieved, rejected, deferred or unrecognised (STA-2).
        Status => status: Status,
    }
}

impl<'a> NotifyRespInd<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(transaction_id: TextString<'a>, version: Version, status: Status) -> Self {
        Self { transaction_id, version, status, report_allowed: None, other: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdu;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let id = TextString::new("t1").unwrap();
        let pdu = NotifyRespInd::new(id, Version::V1_0, Status::Unrecognised);
        let octets = [
            0x8C, 0x83, // M-NotifyResp.ind
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x90, // version 1.0
            0x95, 0x84, // unrecognised
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(Pdu::NotifyRespInd(pdu)));
    }
}

//! M-Acknowledge.ind: what a client owes after a retrieval (ENC 6). Tests post it.

use super::header::Header;

/// A client's acknowledgement of a retrieved message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcknowledgeInd {
    /// Transaction-ID of the M-Retrieve.conf.
    pub transaction_id: String,
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Whether a delivery report may go back; absent means that it may.
    pub report_allowed: Option<bool>,
}

impl AcknowledgeInd {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x85, Some(&self.transaction_id), self.version);
        if let Some(allowed) = self.report_allowed {
            header.octet(0x91, if allowed { 0x80 } else { 0x81 });
        }
        header.finish()
    }
}

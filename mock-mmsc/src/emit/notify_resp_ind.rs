//! M-NotifyResp.ind: what a client answers to a notification (ENC 6). Tests post it.

use super::header::Header;

/// A client's answer to a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifyRespInd {
    /// Transaction-ID of the notification.
    pub transaction_id: String,
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Status octet: 0x81 Retrieved, 0x82 Rejected, 0x83 Deferred, 0x84 Unrecognised.
    pub status: u8,
    /// Whether a delivery report may go back; absent means that it may.
    pub report_allowed: Option<bool>,
}

impl NotifyRespInd {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x83, Some(&self.transaction_id), self.version);
        header.octet(0x95, self.status);
        if let Some(allowed) = self.report_allowed {
            header.octet(0x91, if allowed { 0x80 } else { 0x81 });
        }
        header.finish()
    }
}

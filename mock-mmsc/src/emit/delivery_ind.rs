//! M-Delivery.ind: what became of a message, for the sender who asked (ENC 6).

use super::header::Header;

/// A delivery report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryInd {
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Message-ID that the M-Send.conf gave.
    pub message_id: String,
    /// Recipient whom the report is about.
    pub to: String,
    /// Seconds since 1970 UTC at which the status was reached.
    pub date: u32,
    /// Status octet: 0x80 Expired, 0x81 Retrieved, 0x82 Rejected, 0x83 Deferred, 0x85 Indeterminate, 0x86 Forwarded,
    /// 0x87 Unreachable.
    pub status: u8,
    /// Status-Text, since 1.3.
    pub status_text: Option<String>,
}

impl DeliveryInd {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x86, None, self.version);
        header.text_if(0x8B, Some(&self.message_id));
        header.encoded_if(0x97, Some(&self.to));
        header.long(0x85, u64::from(self.date));
        header.octet(0x95, self.status);
        header.encoded_if(0xB6, self.status_text.as_deref());
        header.finish()
    }
}

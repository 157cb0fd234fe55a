//! M-Send.conf: the answer to M-Send.req (ENC 6).

use super::header::Header;

/// The answer to a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendConf {
    /// Transaction-ID of the request.
    pub transaction_id: String,
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Response-Status octet; 0x80 is Ok.
    pub response_status: u8,
    /// Response-Text.
    pub response_text: Option<String>,
    /// Message-ID; always there when the message was accepted.
    pub message_id: Option<String>,
}

impl SendConf {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x81, Some(&self.transaction_id), self.version);
        header.octet(0x92, self.response_status);
        header.encoded_if(0x93, self.response_text.as_deref());
        header.text_if(0x8B, self.message_id.as_deref());
        header.finish()
    }
}

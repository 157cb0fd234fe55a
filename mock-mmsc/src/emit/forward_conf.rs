//! M-Forward.conf: the answer to M-Forward.req (ENC 6).

use super::header::Header;

/// The answer to a request to forward a message that was not retrieved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForwardConf {
    /// Transaction-ID of the request.
    pub transaction_id: String,
    /// Version octet, as [`VERSION_1_1`](super::VERSION_1_1).
    pub version: u8,
    /// Response-Status octet; 0x80 is Ok.
    pub response_status: u8,
    /// Response-Text.
    pub response_text: Option<String>,
    /// Message-ID; always there when the request was accepted.
    pub message_id: Option<String>,
}

impl ForwardConf {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x8A, Some(&self.transaction_id), self.version);
        header.octet(0x92, self.response_status);
        header.encoded_if(0x93, self.response_text.as_deref());
        header.text_if(0x8B, self.message_id.as_deref());
        header.finish()
    }
}

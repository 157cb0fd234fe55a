//! M-Notification.ind: a message waits (ENC 6).

use super::header::Header;

/// The notice that a message waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationInd {
    /// Transaction-ID that the client's answer repeats.
    pub transaction_id: String,
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Sender's address; none when the sender hides.
    pub from: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Message class.
    pub message_class: MessageClass,
    /// Size of the message in octets.
    pub message_size: u32,
    /// Time from now until the message expires, in seconds.
    pub expiry_seconds: u32,
    /// URL to fetch the message from.
    pub location: String,
}

/// Message class: an assigned octet or a token (7.3.27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageClass {
    /// 0x80 Personal, 0x81 Advertisement, 0x82 Informational, 0x83 Auto.
    Octet(u8),
    /// Any other class, by name.
    Token(String),
}

impl NotificationInd {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x82, Some(&self.transaction_id), self.version);
        header.sender_if(self.from.as_deref());
        header.encoded_if(0x96, self.subject.as_deref());
        match &self.message_class {
            MessageClass::Octet(octet) => header.octet(0x8A, *octet),
            MessageClass::Token(token) => header.text_if(0x8A, Some(token)),
        }
        header.long(0x8E, u64::from(self.message_size));
        header.relative(0x88, self.expiry_seconds);
        header.text_if(0x83, Some(&self.location));
        header.finish()
    }
}

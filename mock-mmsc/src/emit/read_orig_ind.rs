//! M-Read-Orig.ind and M-Read-Rec.ind: whether a recipient has read a message (ENC 6).
//!
//! The recipient's client sends the one, the Proxy-Relay passes it on to the sender as the other.

use super::header::Header;

/// A read report on its way to the sender of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOrigInd {
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Message-ID that the M-Send.conf gave.
    pub message_id: String,
    /// Sender of the message.
    pub to: String,
    /// Recipient who has read it.
    pub from: String,
    /// Seconds since 1970 UTC.
    pub date: u32,
    /// Read-Status octet: 0x80 Read, 0x81 Deleted without being read.
    pub read_status: u8,
}

impl ReadOrigInd {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x88, None, self.version);
        header.text_if(0x8B, Some(&self.message_id));
        header.encoded_if(0x97, Some(&self.to));
        header.sender_if(Some(&self.from));
        header.long(0x85, u64::from(self.date));
        header.octet(0x9B, self.read_status);
        header.finish()
    }
}

/// A read report as the recipient's client sends it. Tests post it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRecInd {
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Message-ID of the M-Retrieve.conf.
    pub message_id: String,
    /// Sender of the message.
    pub to: String,
    /// Seconds since 1970 UTC.
    pub date: Option<u32>,
    /// Read-Status octet: 0x80 Read, 0x81 Deleted without being read.
    pub read_status: u8,
}

impl ReadRecInd {
    /// The octets of the PDU; From is the wish that the address be inserted.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x87, None, self.version);
        header.text_if(0x8B, Some(&self.message_id));
        header.encoded_if(0x97, Some(&self.to));
        header.insert_address();
        if let Some(date) = self.date {
            header.long(0x85, u64::from(date));
        }
        header.octet(0x9B, self.read_status);
        header.finish()
    }
}

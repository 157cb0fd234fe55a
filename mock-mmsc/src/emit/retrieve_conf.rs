//! M-Retrieve.conf: the message itself (ENC 6).

use super::header::Header;
use super::multipart::{EmitPart, Multipart, body};
use crate::dissect::{Dissection, Field};

/// A message on its way to the client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetrieveConf {
    /// Transaction-ID, when an acknowledgement is wanted.
    pub transaction_id: Option<String>,
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Message-ID.
    pub message_id: Option<String>,
    /// Seconds since 1970 UTC.
    pub date: u32,
    /// Sender's address; none when the sender hides.
    pub from: Option<String>,
    /// Recipients, each in a header field of its own.
    pub to: Vec<String>,
    /// Recipients of copies, each in a header field of its own.
    pub cc: Vec<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Retrieve-Status octet.
    pub retrieve_status: Option<u8>,
    /// How the parts belong together.
    pub multipart: Multipart,
    /// The parts.
    pub parts: Vec<EmitPart>,
}

impl RetrieveConf {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x84, self.transaction_id.as_deref(), self.version);
        header.text_if(0x8B, self.message_id.as_deref());
        header.long(0x85, u64::from(self.date));
        header.sender_if(self.from.as_deref());
        self.to.iter().for_each(|address| header.encoded_if(0x97, Some(address)));
        self.cc.iter().for_each(|address| header.encoded_if(0x82, Some(address)));
        header.encoded_if(0x96, self.subject.as_deref());
        if let Some(status) = self.retrieve_status {
            header.octet(0x99, status);
        }
        let mut out = header.finish();
        out.push(0x84);
        self.multipart.content_type(&mut out);
        body(&self.parts, &mut out);
        out
    }
}

/// What the Proxy-Relay adds to a submitted message when it delivers it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Transaction-ID, when an acknowledgement is wanted.
    pub transaction_id: Option<String>,
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Message-ID.
    pub message_id: String,
    /// Seconds since 1970 UTC.
    pub date: u32,
    /// Address that replaces the insert-address token.
    pub sender: String,
}

/// Turns a submitted message into the message that its recipient retrieves.
///
/// Content-Type and body are copied octet for octet, and so are recipients, Subject, Message-Class,
/// Priority and the report wishes. Bcc is left out, and so is the sender who hides.
/// A submission without Content-Type yields an empty text.
#[must_use]
pub fn retrieve_from_send(send: &Dissection, delivery: &Delivery) -> Vec<u8> {
    let mut header = Header::new(0x84, delivery.transaction_id.as_deref(), delivery.version);
    header.text_if(0x8B, Some(&delivery.message_id));
    header.long(0x85, u64::from(delivery.date));
    header.sender_if(sender(send, delivery));
    for name in COPIED {
        let sound = send.headers(name).filter(|field| field.hole().is_none());
        sound.for_each(|field| header.raw(field.raw(&send.octets)));
    }
    match send.header("Content-Type") {
        Some(field) => header.raw(send.octets.get(field.offset..).unwrap_or_default()),
        None => header.octet(0x84, 0x83),
    }
    header.finish()
}

/// Header fields that go from the submission to the retrieval as they are.
const COPIED: [&str; 7] = [
    "To",
    "Cc",
    "Subject",
    "X-Mms-Message-Class",
    "X-Mms-Priority",
    "X-Mms-Delivery-Report",
    "X-Mms-Read-Report",
];

fn sender<'a>(send: &'a Dissection, delivery: &'a Delivery) -> Option<&'a str> {
    let hides = |field: &Field| field.number == Some(0x80);
    if send.header("X-Mms-Sender-Visibility").is_some_and(hides) {
        return None;
    }
    let given = send.header("From").filter(|field| field.text.is_some());
    Some(given.map_or(delivery.sender.as_str(), |field| field.value.as_str()))
}

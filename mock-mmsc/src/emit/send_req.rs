//! M-Send.req: a client's message (ENC 6). Tests and mutations post it.

use super::header::Header;
use super::multipart::{EmitPart, Multipart, body};

/// A message on its way to the Proxy-Relay; From is the wish that the address be inserted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendReq {
    /// Transaction-ID, which the M-Send.conf repeats.
    pub transaction_id: String,
    /// Version octet, as [`VERSION_1_0`](super::VERSION_1_0).
    pub version: u8,
    /// Seconds since 1970 UTC.
    pub date: Option<u32>,
    /// Recipients, each in a header field of its own.
    pub to: Vec<String>,
    /// Recipients of copies.
    pub cc: Vec<String>,
    /// Recipients whom the others do not see.
    pub bcc: Vec<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Seconds until the message expires, from its arrival on.
    pub expiry_seconds: Option<u32>,
    /// Seconds since 1970 UTC before which it is not delivered.
    pub delivery_time: Option<u32>,
    /// Priority octet: 0x80 Low, 0x81 Normal, 0x82 High.
    pub priority: Option<u8>,
    /// Whether a delivery report is wanted.
    pub delivery_report: Option<bool>,
    /// How the parts belong together.
    pub multipart: Multipart,
    /// The parts.
    pub parts: Vec<EmitPart>,
}

impl SendReq {
    /// The octets of the PDU.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let mut header = Header::new(0x80, Some(&self.transaction_id), self.version);
        if let Some(date) = self.date {
            header.long(0x85, u64::from(date));
        }
        header.insert_address();
        for (code, addresses) in [(0x97, &self.to), (0x82, &self.cc), (0x81, &self.bcc)] {
            addresses.iter().for_each(|address| header.encoded_if(code, Some(address)));
        }
        header.encoded_if(0x96, self.subject.as_deref());
        if let Some(seconds) = self.expiry_seconds {
            header.relative(0x88, seconds);
        }
        if let Some(seconds) = self.delivery_time {
            header.absolute(0x87, seconds);
        }
        if let Some(priority) = self.priority {
            header.octet(0x8F, priority);
        }
        if let Some(wanted) = self.delivery_report {
            header.octet(0x86, if wanted { 0x80 } else { 0x81 });
        }
        let mut out = header.finish();
        out.push(0x84);
        self.multipart.content_type(&mut out);
        body(&self.parts, &mut out);
        out
    }
}

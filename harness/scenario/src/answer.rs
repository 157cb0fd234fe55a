//! What the mock MMSC answers: a script of answers, one per request, the last one repeated.

use std::time::Duration;

use crate::{Payload, Span, Spanned, Template};

mod message;
mod read;

pub(crate) use read::{ANSWER, ANSWER_KEYS};

/// Answers in the order in which requests get them; the last one repeats. Never empty.
#[derive(Clone, Debug)]
pub struct MmscScript {
    /// The answers.
    pub answers: Vec<Spanned<Answer>>,
    /// The whole script.
    pub span: Span,
}

/// One answer. All fields empty means: accept the message and answer as the standard says.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// HTTP status, 100 to 599.
    pub status: Option<Spanned<u16>>,
    /// Content-Type of the HTTP response.
    pub content_type: Option<Spanned<Template>>,
    /// X-Mms-Response-Status octet of the M-Send.conf.
    pub response_status: Option<Spanned<u8>>,
    /// X-Mms-Retrieve-Status octet of the M-Retrieve.conf.
    pub retrieve_status: Option<Spanned<u8>>,
    /// X-Mms-Transaction-ID other than the request's.
    pub transaction_id: Option<Spanned<Template>>,
    /// HTTP body in place of the PDU.
    pub body: Option<Spanned<Payload>>,
    /// What a GET fetches.
    pub serve: Option<Spanned<Serve>>,
    /// Time before the first octet.
    pub delay: Option<Spanned<Duration>>,
    /// Close after that many octets of the HTTP response.
    pub cut_after: Option<Spanned<usize>>,
    /// Reset after that many octets of the HTTP response.
    pub reset_after: Option<Spanned<usize>>,
    /// Slow the HTTP response down.
    pub drip: Option<Spanned<Drip>>,
    /// Take the request and never answer.
    pub never: bool,
    /// Octets in place of the whole HTTP response, after which the stream ends.
    pub raw: Option<Spanned<Payload>>,
    /// Changes to the PDU, or to the octets of `raw`, in this order.
    pub edits: Vec<Spanned<Edit>>,
    /// The answer of that name in the mock MMSC's pack, and nothing else.
    pub pack: Option<Spanned<String>>,
}

/// A change to the octets of an answer.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Offset in octets; a negative one counts from the end.
    pub at: i64,
    /// Octets that go.
    pub remove: usize,
    /// Octets that come in their place.
    pub insert: Option<Payload>,
}

/// A slow response: some octets, a pause, some octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drip {
    /// Octets at a time, at least 1.
    pub octets: usize,
    /// The pause.
    pub every: Duration,
}

/// What a GET fetches.
#[derive(Clone, Debug)]
pub enum Serve {
    /// These octets, as they are.
    Pdu(Payload),
    /// An M-Retrieve.conf that the mock MMSC writes.
    Message(Box<Message>),
}

/// The content of an M-Retrieve.conf.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// From; absent: the sender is hidden.
    pub from: Option<Spanned<Template>>,
    /// To.
    pub to: Vec<Spanned<Template>>,
    /// Cc.
    pub cc: Vec<Spanned<Template>>,
    /// Subject.
    pub subject: Option<Spanned<Template>>,
    /// Message-ID.
    pub message_id: Option<Spanned<Template>>,
    /// X-Mms-Transaction-ID.
    pub transaction_id: Option<Spanned<Template>>,
    /// Date, in seconds since 1970.
    pub date: Option<Spanned<u64>>,
    /// The parts of the multipart body.
    pub parts: Vec<Spanned<MessagePart>>,
}

/// One part of an M-Retrieve.conf.
#[derive(Clone, Debug)]
pub struct MessagePart {
    /// Content-Type.
    pub content_type: Spanned<String>,
    /// Charset parameter.
    pub charset: Option<Spanned<Charset>>,
    /// Name parameter, and the Content-Location where none is given.
    pub name: Option<Spanned<Template>>,
    /// Content-Location.
    pub location: Option<Spanned<Template>>,
    /// Content-ID.
    pub id: Option<Spanned<Template>>,
    /// The part's data.
    pub payload: Spanned<Payload>,
}

/// A character set by its number in the IANA registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    /// The registry's `MIBenum` value.
    pub mib: u16,
}

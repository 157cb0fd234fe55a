//! What the mock MMSC must have got. A key that the author leaves out is not checked.

use crate::{Payload, Spanned, Template};

mod http_header;
mod read;

pub use http_header::{HttpHeaderExpectation, HttpHeaderValue};

/// One expected exchange.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// PDU type in the standard's lower-case name: `m-send.req`.
    pub message_type: Option<Spanned<String>>,
    /// HTTP method.
    pub method: Option<Spanned<String>>,
    /// Request target as on the request line.
    pub target: Option<Spanned<Template>>,
    /// HTTP header fields of the request, by name.
    pub http_headers: Vec<HttpHeaderExpectation>,
    /// To, all of them in order.
    pub to: Option<Spanned<Vec<Spanned<Template>>>>,
    /// Cc, all of them in order.
    pub cc: Option<Spanned<Vec<Spanned<Template>>>>,
    /// Bcc, all of them in order.
    pub bcc: Option<Spanned<Vec<Spanned<Template>>>>,
    /// Subject.
    pub subject: Option<Spanned<Template>>,
    /// Header fields of the PDU, by name.
    pub headers: Vec<HeaderExpectation>,
    /// The parts of the body, all of them in order.
    pub parts: Option<Spanned<Vec<Spanned<PartExpectation>>>>,
}

/// One expected header field.
#[derive(Clone, Debug)]
pub struct HeaderExpectation {
    /// Name as the standard prints it; compared without case.
    pub name: Spanned<String>,
    /// Interpretation; `None`: the header field must be absent.
    pub value: Spanned<Option<Template>>,
}

/// One expected part of a body.
#[derive(Clone, Debug, Default)]
pub struct PartExpectation {
    /// Content-Type without parameters.
    pub content_type: Option<Spanned<String>>,
    /// Charset by name.
    pub charset: Option<Spanned<String>>,
    /// Content-Location.
    pub location: Option<Spanned<Template>>,
    /// Content-ID.
    pub id: Option<Spanned<Template>>,
    /// Name parameter.
    pub name: Option<Spanned<Template>>,
    /// Size of the data in octets.
    pub size: Option<Spanned<usize>>,
    /// The data.
    pub payload: Option<Spanned<Payload>>,
}

/// How grave a finding of the validator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Against a recommendation, or unusual.
    Warn,
    /// Breaks a clause.
    Error,
}

/// What the validator must, or must not, have found. Of the exchanges that the same step names
/// under `received`; without them, of all exchanges of the case so far.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// No finding of this severity or graver.
    pub none_at: Option<Spanned<Severity>>,
    /// Rules of which there must be a finding each.
    pub rules: Vec<Spanned<String>>,
}

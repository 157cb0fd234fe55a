//! One request, its judgement and the reply to it: what the core takes, gives and records.
//!
//! These types are data. They are made by a front (hyper, wiremock, a test) and by [`crate::Mmsc`].

use std::time::Duration;

use crate::dissect::Dissection;
use crate::fault::FaultPlan;
use crate::rule::Finding;

/// A complete HTTP request, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Method, as on the request line.
    pub method: String,
    /// Request target, as on the request line.
    pub target: String,
    /// Major and minor version of HTTP.
    pub version: (u8, u8),
    /// Header fields in the order received, names in the case received, values without the blanks around them.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The content, transfer coding removed.
    pub body: Vec<u8>,
    /// The octets of head and body as read from the stream. Empty when the front cannot see them.
    pub raw: Vec<u8>,
}

impl Request {
    /// The value of the first header field of that name, names compared without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_slice())
    }

    /// [`Request::header`] as text, `None` when it is not UTF-8.
    #[must_use]
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header(name).and_then(|value| str::from_utf8(value).ok())
    }

    /// The form of the request target (RFC 9112, 3.2).
    #[must_use]
    pub fn target_form(&self) -> TargetForm {
        if self.target.starts_with('/') {
            TargetForm::Origin
        } else if self.target.contains("://") {
            TargetForm::Absolute
        } else {
            TargetForm::Other
        }
    }

    /// The authority of an absolute target, else the value of Host.
    #[must_use]
    pub fn authority(&self) -> Option<&str> {
        let host = || self.header_text("Host").filter(|host| !host.is_empty());
        self.split_target().0.or_else(host)
    }

    /// Path and query of the target; `/` when an absolute target has neither.
    #[must_use]
    pub fn path(&self) -> &str {
        self.split_target().1
    }

    fn split_target(&self) -> (Option<&str>, &str) {
        let Some((_, rest)) = self.target.split_once("://") else {
            return (None, &self.target);
        };
        if self.target.starts_with('/') {
            return (None, &self.target); // A URL inside the query of an origin form.
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        (Some(authority), if path.is_empty() { "/" } else { path })
    }
}

/// The form of a request target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetForm {
    /// `/path?query`: sent to the server itself.
    Origin,
    /// `http://authority/path?query`: sent to a proxy.
    Absolute,
    /// `host:port`, `*` or something that is no target at all.
    Other,
}

/// What a front sends back, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status code.
    pub status: u16,
    /// Header fields in order, without those of message framing.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub body: Vec<u8>,
    /// What happens to the octets on their way.
    pub fault: FaultPlan,
}

/// Whether a request reached the MMSC as a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was read to its end and answered by the core.
    Accepted,
    /// HTTP itself refused it; the reason in words.
    Refused(String),
}

/// One request with everything that the mock knows about it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Number of the exchange, counted from 1 over the life of the [`crate::Mmsc`].
    pub number: u64,
    /// When the request was complete; the front's clock.
    pub at: Duration,
    /// The request. Of a refused one only [`Request::raw`] is certain.
    pub request: Request,
    /// Accepted, or refused by HTTP.
    pub outcome: Outcome,
    /// The PDU in the body of a POST, whatever its state.
    pub dissection: Option<Dissection>,
    /// X-Mms-Transaction-ID of that PDU.
    pub transaction_id: Option<String>,
    /// Findings on the PDU (offsets count in the body) and on its HTTP binding (ids `HTTP-*` and `TX-*`; offsets
    /// count in [`Request::raw`]).
    pub findings: Vec<Finding>,
    /// Message-ID under which the message of an accepted M-Send.req was stored.
    pub stored: Option<String>,
    /// For an indication: what it acknowledges, as far as the mock can tell (TX-2).
    pub acknowledges: Option<Acknowledgement>,
    /// HTTP status of the reply; 0 when none could be given.
    pub reply_status: u16,
    /// Content of the reply.
    pub reply_body: Vec<u8>,
    /// The fault plan of the reply.
    pub fault: FaultPlan,
    /// The script meant this reply to be broken: its octets or its delivery say nothing about the mock.
    pub scripted_broken: bool,
}

/// The PDU by which a client acknowledged a retrieval (TX-2): clients in the field use either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcknowledgementKind {
    /// M-Acknowledge.ind with the Transaction-ID of the M-Retrieve.conf.
    Acknowledge,
    /// M-NotifyResp.ind with the Transaction-ID of the notification.
    NotifyResp,
}

/// An acknowledgement and the exchange that it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// Which PDU came.
    pub kind: AcknowledgementKind,
    /// Number of the exchange of the retrieval; `None` when the id belongs to no retrieval that the mock knows.
    pub retrieval: Option<u64>,
}

//! What the MMSC answers: a list of answers, one per request in order, the last one repeated.
//!
//! Scripts are data with one textual form (any serde format): `accept`, a list of answers, or
//! `{answers: [...]}`. An answer is `accept` or a map whose keys may be combined:
//!
//! ```text
//! on: post | get              this answer is for such requests only
//! status: 503                 HTTP status
//! content_type: text/html     media type of the content
//! body: {text: "busy"}        replaces the PDU; forms: text, hex, base64, or a plain string
//! serve: {hex: "8C84..."}     the M-Retrieve.conf for a GET; forms of body, or {message: {...}}
//! response_status: 0xE1       X-Mms-Response-Status of the M-Send.conf
//! retrieve_status: 0xC0       X-Mms-Retrieve-Status of the M-Retrieve.conf
//! transaction_id: other       X-Mms-Transaction-ID of the answer, in place of the right one
//! delay: 5s                   time before the first octet (ms, s, m, h)
//! drip: {octets: 1, every: 1s}
//! cut_after: 10               octets of the whole HTTP response, then an orderly end
//! reset_after: 0              the same, then a reset
//! never: true                 no answer at all
//! edits: [{at: -2, remove: 1, insert: {hex: "FF"}}]
//!                             changes to the PDU, or to the octets of `raw`, in this order; a place below 0 counts
//!                             from the end
//! raw: {text: "HTTP/1.1 ..."} octets in place of the whole HTTP response, then an orderly end
//! broken: true                marks the answer as broken on purpose, when that does not follow from the keys above
//! ```
//!
//! Unknown keys are refused. Reading files is not done here.

mod duration;
mod message;
mod octets;
mod wire;

pub use message::{Message, MessagePart};

use serde::{Deserialize, Serialize};

use crate::edit::Edit;
use crate::fault::FaultPlan;

/// Answers in one script at most.
pub const ANSWERS_MAX: usize = 10_000;

/// The answers of the MMSC, in order. The empty script accepts everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// One answer per request; the last that applies repeats.
    pub answers: Vec<Answer>,
}

impl Script {
    /// The script that accepts every message and serves every stored one.
    #[must_use]
    pub fn accept() -> Self {
        Self::default()
    }
}

impl From<Answer> for Script {
    fn from(answer: Answer) -> Self {
        Self { answers: vec![answer] }
    }
}

/// One answer. The default one is a sound MMSC's: accept what can be read, serve what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The requests that may use this answer; `None` for all.
    pub on: Option<Method>,
    /// HTTP status code, 100..=999. Other than 2xx: no PDU is made, and no message is stored.
    pub status: Option<u16>,
    /// Media type of the content.
    pub content_type: Option<String>,
    /// X-Mms-Response-Status of an M-Send.conf. Other than 0x80: no message is stored.
    pub response_status: Option<u8>,
    /// X-Mms-Retrieve-Status of an M-Retrieve.conf.
    pub retrieve_status: Option<u8>,
    /// Octets in place of the PDU.
    pub body: Option<Vec<u8>>,
    /// The PDU for a GET, whatever its target.
    pub serve: Option<Vec<u8>>,
    /// X-Mms-Transaction-ID of the answer, in place of the right one.
    pub transaction_id: Option<String>,
    /// Changes to the content, or to the octets that replace the response, one after the other.
    pub edits: Vec<Edit>,
    /// How the octets of the response travel.
    pub fault: FaultPlan,
    /// Marks an answer as broken on purpose when its other fields do not tell.
    pub broken: bool,
}

impl Answer {
    /// Whether this answer may be used for a request of that method.
    #[must_use]
    pub fn applies_to(&self, method: &str) -> bool {
        self.on.is_none_or(|on| on.name() == method)
    }

    /// Whether the answer is meant to be wrong in its octets or its delivery. A refusal in good form
    /// (a status of HTTP or of MMS) is not.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.broken
            || self.body.is_some()
            || self.transaction_id.is_some()
            || !self.edits.is_empty()
            || !self.fault.completes()
    }
}

/// The two methods of MMS over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Retrieval of a message.
    Get,
    /// Submission of a message, or an indication.
    Post,
}

impl Method {
    /// The method as on a request line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// The place in a script: which answers have been given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cursor {
    used: Vec<bool>,
}

impl Cursor {
    /// The answer for the next request of that method: the first unused one that applies, else the last that
    /// applies, else the default.
    pub(crate) fn next(&mut self, script: &Script, method: &str) -> Answer {
        self.used.resize(script.answers.len(), false);
        let mut last = None;
        for (answer, used) in script.answers.iter().zip(&mut self.used) {
            if !answer.applies_to(method) {
                continue;
            }
            last = Some(answer);
            if !*used {
                *used = true;
                break;
            }
        }
        last.cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16, on: Option<Method>) -> Answer {
        Answer { status: Some(status), on, ..Answer::default() }
    }

    fn check(answers: Vec<Answer>, methods: &[&str], expected: &[Option<u16>]) {
        let script = Script { answers };
        let mut cursor = Cursor::default();
        let given: Vec<_> = methods.iter().map(|m| cursor.next(&script, m).status).collect();
        assert_eq!(given, expected);
    }

    #[test]
    fn answers_are_given_in_order_and_the_last_repeats() {
        check(vec![], &["POST"], &[None]);
        check(
            vec![status(501, None), status(502, None)],
            &["POST", "GET", "GET"],
            &[Some(501), Some(502), Some(502)],
        );
    }

    #[test]
    fn an_answer_for_one_method_waits_for_it() {
        check(
            vec![
                status(501, Some(Method::Get)),
                status(502, Some(Method::Post)),
                status(503, None),
            ],
            &["POST", "POST", "GET", "GET", "POST"],
            &[Some(502), Some(503), Some(501), Some(503), Some(503)],
        );
    }

    #[test]
    fn a_method_without_any_answer_gets_the_default() {
        check(
            vec![status(501, Some(Method::Get))],
            &["POST", "GET", "GET"],
            &[None, Some(501), Some(501)],
        );
    }
}

//! Front B: the core as a responder of a wiremock server, and matchers over PDUs.
//!
//! For Rust users who already have such a server. What wiremock does not show to a responder, the record cannot hold:
//! raw octets, the HTTP version, the order of header fields and the form of the target (an authority of `localhost`
//! is taken for the origin form, and HTTP-2 judges that guess). What wiremock cannot do, an answer cannot ask for: cut, reset and drip
//! become status 500 with a text that says so. Front A ([`crate::http`]) has none of these limits.
//!
//! wiremock keeps a copy of each request for each mock; use a fresh server per test.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use wiremock::{Match, Respond, ResponseTemplate};

use crate::dissect::{Dissection, dissect};
use crate::exchange::{Reply, Request};
use crate::fault::FaultPlan;
use crate::shared::SharedMmsc;

/// Seconds that stand for an answer that never comes.
pub const NEVER_SECONDS: u64 = 100_000;

/// A whole [`Mmsc`](crate::Mmsc) as the responder of one mock.
#[derive(Clone)]
pub struct MmscResponder {
    mmsc: SharedMmsc,
    clock: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl MmscResponder {
    /// A responder whose time stands still at 0, so that every run gives the same octets.
    #[must_use]
    pub fn new(mmsc: SharedMmsc) -> Self {
        Self::with_clock(mmsc, || Duration::ZERO)
    }

    /// A responder with a clock.
    #[must_use]
    pub fn with_clock(
        mmsc: SharedMmsc,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Self { mmsc, clock: Arc::new(clock) }
    }
}

impl fmt::Debug for MmscResponder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MmscResponder").field("mmsc", &self.mmsc).finish_non_exhaustive()
    }
}

impl Respond for MmscResponder {
    fn respond(&self, request: &wiremock::Request) -> ResponseTemplate {
        let reply = self.mmsc.handle((self.clock)(), from_wiremock(request));
        template(reply)
    }
}

/// Matches a POST whose content is a PDU of that type, in lower case: `m-send.req`.
#[must_use]
pub fn mms_message_type(message_type: impl Into<String>) -> MessageTypeMatcher {
    MessageTypeMatcher(message_type.into())
}

/// Matches a PDU with that recipient in To, Cc or Bcc, type included: `+15550101/TYPE=PLMN`.
#[must_use]
pub fn to_recipient(address: impl Into<String>) -> RecipientMatcher {
    RecipientMatcher(address.into())
}

/// Made by [`mms_message_type`].
#[derive(Clone, Debug)]
pub struct MessageTypeMatcher(String);

/// Made by [`to_recipient`].
#[derive(Clone, Debug)]
pub struct RecipientMatcher(String);

impl Match for MessageTypeMatcher {
    fn matches(&self, request: &wiremock::Request) -> bool {
        dissect(&request.body).message_type() == Some(self.0.as_str())
    }
}

impl Match for RecipientMatcher {
    fn matches(&self, request: &wiremock::Request) -> bool {
        has_recipient(&dissect(&request.body), &self.0)
    }
}

fn has_recipient(pdu: &Dissection, address: &str) -> bool {
    ["To", "Cc", "Bcc"]
        .into_iter()
        .any(|name| pdu.headers(name).any(|field| field.value == address))
}

fn from_wiremock(request: &wiremock::Request) -> Request {
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()));
    Request {
        method: request.method.to_string(),
        target: target(request),
        version: (1, 1), // Not shown by wiremock.
        headers: headers.collect(),
        body: request.body.clone(),
        raw: Vec::new(),
    }
}

/// The target as it may have been: wiremock fills in `localhost` where there was no authority.
fn target(request: &wiremock::Request) -> String {
    let url = &request.url;
    match (url.host_str(), url.query()) {
        (Some("localhost"), Some(query)) => format!("{}?{query}", url.path()),
        (Some("localhost"), None) => url.path().to_owned(),
        _ => url.to_string(),
    }
}

fn template(reply: Reply) -> ResponseTemplate {
    let FaultPlan { delay, cut_after, reset_after, drip, never, raw } = reply.fault;
    if cut_after.is_some() || reset_after.is_some() || drip.is_some() || raw.is_some() {
        return ResponseTemplate::new(500).set_body_string(
            "cut_after, reset_after, drip and raw need the front of mock_mmsc::http\n",
        );
    }
    let mut template = ResponseTemplate::new(reply.status).set_body_bytes(reply.body);
    for (name, value) in &reply.headers {
        template = template.insert_header(name.as_str(), value.as_str());
    }
    let delay = if never { Duration::from_secs(NEVER_SECONDS) } else { delay };
    if delay.is_zero() { template } else { template.set_delay(delay) }
}

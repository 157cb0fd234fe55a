//! The sans-I/O core of the MMSC: a request and the time go in, a reply and a record come out.
//!
//! It holds no clock, no socket and no randomness: ids are counted, dates are a fixed epoch plus the time
//! given. Every request is dissected, judged and recorded before it is answered. Routes:
//!
//! ```text
//! POST any target   M-Send.req                    200 M-Send.conf, message stored
//!                   indications                   200 without content, linked to the retrieval (TX-2)
//!                   another PDU of the standard   200 M-Send.conf, unsupported-message
//!                   anything else                 200 M-Send.conf, message-format-corrupt
//! GET  /attest-N    (any authority, both forms)   200 M-Retrieve.conf of the stored message
//!      else                                       404 with a page
//! other methods                                   405 with a page
//! ```
//!
//! A script changes any of these answers. Delivery, and faults in it, are the front's job.

mod page;
mod reply;
mod retrieval;
mod submission;

use std::collections::VecDeque;
use std::time::Duration;

pub(crate) use retrieval::retrieve_conf;
pub use retrieval::{RETRIEVALS_MAX, Retrieval};

use crate::binding;
use crate::dissect::{Dissection, dissect};
use crate::emit::VERSION_1_2;
use crate::exchange::{Acknowledgement, AcknowledgementKind, Exchange, Outcome, Reply, Request};
use crate::pack;
use crate::push::Notification;
use crate::rule::Direction;
use crate::script::{Answer, Cursor, Script};
use crate::store::Store;
use reply::Content;

/// Exchanges kept at most; older ones are forgotten.
pub const EXCHANGES_MAX: usize = 10_000;
/// Octets of requests and replies kept in exchanges at most; older exchanges are forgotten. At least one is kept.
pub const EXCHANGES_OCTETS_MAX: usize = 64 * 1_024 * 1_024;
/// Events kept until they are taken at most; older ones are forgotten.
pub const EVENTS_MAX: usize = 10_000;

/// What does not change from request to request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Seconds from 1970 UTC to the time 0 of the front's clock: the base of Date.
    pub epoch_seconds: u32,
    /// MMS version of this MMSC on the wire; answers to an older client use the client's.
    pub version: u8,
    /// Address that replaces the insert-address token in From.
    pub subscriber: String,
    /// Authority of locations when the request that submitted the message named none.
    pub authority: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            epoch_seconds: 1_735_689_600, // 2025-01-01 00:00:00 UTC
            version: VERSION_1_2,
            subscriber: "+15550100/TYPE=PLMN".to_owned(),
            authority: "mmsc.invalid".to_owned(),
        }
    }
}

/// Something that happened, for logs and reports.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A request came and was recorded as the exchange of this number.
    Received(u64),
    /// The message of an M-Send.req was stored under this Message-ID.
    Stored(String),
    /// An M-Retrieve.conf was given out in the exchange of this number.
    Retrieved(u64),
    /// An indication came.
    Acknowledged(Acknowledgement),
}

/// The MMSC.
#[derive(Debug, Default)]
pub struct Mmsc {
    config: Config,
    script: Script,
    cursor: Cursor,
    expect_proxy: Option<bool>,
    answers_by_name: bool,
    store: Store,
    exchanges: Vec<Exchange>,
    exchanges_octets: usize,
    exchange_count: u64,
    retrievals: VecDeque<Retrieval>,
    retrieval_count: u64,
    events: VecDeque<Event>,
}

impl Mmsc {
    /// An MMSC that answers by a script.
    #[must_use]
    pub fn new(script: Script) -> Self {
        Self::with_config(script, Config::default())
    }

    /// An MMSC that answers by a script, with a configuration of its own.
    #[must_use]
    pub fn with_config(script: Script, config: Config) -> Self {
        Self { config, script, ..Self::default() }
    }

    /// Changes the script; the new one starts at its first answer.
    pub fn set_script(&mut self, script: Script) {
        self.script = script;
        self.cursor = Cursor::default();
    }

    /// Says whether a request whose target ends in the name of a case of [`crate::pack`] is answered by that case, when
    /// it is one for the method. The script is for all other requests.
    pub const fn answer_by_name(&mut self, by_name: bool) {
        self.answers_by_name = by_name;
    }

    /// Says whether clients were told to use a proxy, by which HTTP-2 judges the form of targets. `None`: not known.
    pub const fn expect_proxy(&mut self, expected: Option<bool>) {
        self.expect_proxy = expected;
    }

    /// Answers a complete request. `now` is the time on the front's clock, which must not go backwards.
    #[must_use]
    pub fn handle(&mut self, now: Duration, request: Request) -> Reply {
        let answer = self.answer(&request);
        let number = self.next_number();
        let dissection = (request.method == "POST").then(|| dissect(&request.body));
        let transaction_id = dissection.as_ref().and_then(transaction_id);
        let acknowledges = self.acknowledge(dissection.as_ref(), transaction_id.as_deref());
        let findings = self.judge(now, &request, dissection.as_ref(), acknowledges);
        let content = self.content(now, number, &request, dissection.as_ref(), &answer);
        let stored = content.stored.clone();
        let scripted_broken = answer.is_broken();
        let reply = content.reply(&answer);
        self.record(Exchange {
            number,
            at: now,
            request,
            outcome: Outcome::Accepted,
            dissection,
            transaction_id,
            findings,
            stored,
            acknowledges,
            reply_status: reply.status,
            reply_body: reply.body.clone(),
            fault: reply.fault.clone(),
            scripted_broken,
        });
        reply
    }

    fn answer(&mut self, request: &Request) -> Answer {
        let name = request.target.rsplit('/').next().filter(|_| self.answers_by_name);
        let case = name.and_then(pack::named);
        match case.filter(|case| case.answer.applies_to(&request.method)) {
            Some(case) => case.answer.clone(),
            None => self.cursor.next(&self.script, &request.method),
        }
    }

    /// Records octets that HTTP refuses, and answers 400 to them.
    #[must_use]
    pub fn refused(&mut self, now: Duration, raw: Vec<u8>, reason: String) -> Reply {
        self.refused_with(now, 400, raw, reason)
    }

    /// [`Mmsc::refused`] with another status, as 413 for content over the limit of the front; 0 where the front cannot
    /// answer.
    #[must_use]
    pub fn refused_with(
        &mut self,
        now: Duration,
        status: u16,
        raw: Vec<u8>,
        reason: String,
    ) -> Reply {
        let number = self.next_number();
        self.record(Exchange {
            number,
            at: now,
            request: Request { raw, ..Request::default() },
            outcome: Outcome::Refused(reason),
            dissection: None,
            transaction_id: None,
            findings: Vec::new(),
            stored: None,
            acknowledges: None,
            reply_status: status,
            reply_body: Vec::new(),
            fault: crate::fault::FaultPlan::default(),
            scripted_broken: false,
        });
        Reply { status, ..Reply::default() }
    }

    /// The exchanges in the order of their requests, without those that were forgotten.
    #[must_use]
    pub fn exchanges(&self) -> &[Exchange] {
        &self.exchanges
    }

    /// The exchanges with a number above `number`, as [`Mmsc::exchanges`].
    #[must_use]
    pub fn exchanges_after(&self, number: u64) -> &[Exchange] {
        let start = self.exchanges.partition_point(|exchange| exchange.number <= number);
        self.exchanges.get(start..).unwrap_or_default()
    }

    /// How many requests came since the start, those that were forgotten included.
    #[must_use]
    pub const fn exchange_count(&self) -> u64 {
        self.exchange_count
    }

    /// The events since the last call.
    #[must_use]
    pub fn take_events(&mut self) -> Vec<Event> {
        self.events.drain(..).collect()
    }

    /// The stored messages.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The configuration.
    #[must_use]
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// The notification of the last stored message; the same octets each time (TX-4).
    #[must_use]
    pub fn notify_last(&self) -> Option<Notification> {
        self.store.last().map(|message| Notification::of(message, &self.config))
    }

    /// The notification of the message of that Message-ID.
    #[must_use]
    pub fn notify(&self, message_id: &str) -> Option<Notification> {
        self.store.find(message_id).map(|message| Notification::of(message, &self.config))
    }

    const fn next_number(&mut self) -> u64 {
        self.exchange_count = self.exchange_count.saturating_add(1);
        self.exchange_count
    }

    fn content(
        &mut self,
        now: Duration,
        number: u64,
        request: &Request,
        dissection: Option<&Dissection>,
        answer: &Answer,
    ) -> Content {
        if let Some(status) = answer.status.filter(|status| !(200..300).contains(status)) {
            return Content::page(status);
        }
        match (request.method.as_str(), dissection) {
            ("POST", Some(dissection)) => self.post(now, request, dissection, answer),
            ("GET", _) => self.retrieve(now, number, request, answer),
            _ => Content::page(405),
        }
    }

    fn post(
        &mut self,
        now: Duration,
        request: &Request,
        dissection: &Dissection,
        answer: &Answer,
    ) -> Content {
        match dissection.message_type() {
            Some("m-send.req") => self.submit(now, request, dissection, answer),
            Some("m-notifyresp.ind" | "m-acknowledge.ind" | "m-read-rec.ind") => Content::default(),
            Some(_) => self.refuse_pdu(dissection, answer, submission::UNSUPPORTED_MESSAGE),
            None => self.refuse_pdu(dissection, answer, submission::MESSAGE_FORMAT_CORRUPT),
        }
    }

    fn acknowledge(
        &mut self,
        dissection: Option<&Dissection>,
        transaction_id: Option<&str>,
    ) -> Option<Acknowledgement> {
        let kind = match dissection?.message_type()? {
            "m-acknowledge.ind" => AcknowledgementKind::Acknowledge,
            "m-notifyresp.ind" => AcknowledgementKind::NotifyResp,
            _ => return None,
        };
        let answered = transaction_id.and_then(|id| self.answered_retrieval(kind, id));
        let acknowledgement = Acknowledgement { kind, retrieval: answered };
        self.event(Event::Acknowledged(acknowledgement));
        Some(acknowledgement)
    }

    fn judge(
        &self,
        now: Duration,
        request: &Request,
        dissection: Option<&Dissection>,
        acknowledges: Option<Acknowledgement>,
    ) -> Vec<crate::rule::Finding> {
        let transaction_id = dissection.and_then(transaction_id);
        let mut findings = binding::judge(&binding::Context {
            request,
            dissection,
            transaction_id: transaction_id.as_deref(),
            acknowledges,
            expect_proxy: self.expect_proxy,
            earlier: &self.exchanges,
            now,
        });
        findings
            .extend(dissection.map(|pdu| pdu.findings(Direction::FromClient)).unwrap_or_default());
        findings
    }

    fn record(&mut self, exchange: Exchange) {
        self.event(Event::Received(exchange.number));
        if let Some(message_id) = &exchange.stored {
            self.event(Event::Stored(message_id.clone()));
        }
        self.exchanges_octets = self.exchanges_octets.saturating_add(octets(&exchange));
        self.exchanges.push(exchange);
        let mut forgotten = 0_usize;
        for exchange in &self.exchanges {
            let kept = self.exchanges.len().saturating_sub(forgotten);
            let fits = kept <= EXCHANGES_MAX && self.exchanges_octets <= EXCHANGES_OCTETS_MAX;
            if fits || kept <= 1 {
                break;
            }
            self.exchanges_octets = self.exchanges_octets.saturating_sub(octets(exchange));
            forgotten = forgotten.saturating_add(1);
        }
        self.exchanges.drain(..forgotten);
    }

    fn event(&mut self, event: Event) {
        if self.events.len() >= EVENTS_MAX {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }
}

/// The Transaction-ID of a PDU, where it can be read.
fn transaction_id(pdu: &Dissection) -> Option<String> {
    let field = pdu.header("X-Mms-Transaction-Id")?;
    field.hole().is_none().then(|| field.value.to_string())
}

/// The MMS version of a PDU on the wire, where it can be read.
fn version(pdu: &Dissection) -> Option<u8> {
    let field = pdu.header("X-Mms-MMS-Version")?;
    field.raw(&pdu.octets).last().copied().filter(|octet| octet & 0x80 != 0)
}

/// Octets that an exchange keeps; the dissection holds the body a second time.
fn octets(exchange: &Exchange) -> usize {
    let Exchange { request, reply_body, .. } = exchange;
    request
        .raw
        .len()
        .saturating_add(request.body.len().saturating_mul(2))
        .saturating_add(reply_body.len())
}

//! The background transaction of `AT+CMMSSEND` (6) or `AT+CMMSRECV` (8). At most one runs.
//!
//! ```text
//! send:     Submit ----------------> finished
//! receive:  Fetch ---> Acknowledge -> finished
//!               \-------------------> finished     nothing to acknowledge
//! ```
//!
//! A failure of Submit or Fetch finishes with its code. One of Acknowledge changes nothing.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::time::Duration;

use crate::bearer::http::{Method, Request, ResponseError, ResponseReader, Url};
use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::message::{Message, MessageKind};
use crate::model::Model;
use crate::pdu::{self, RetrieveError};
use crate::profile::value::{Colon, LateFailure, ReceiveFailure, SendConfId};
use crate::settings::Protocol;
use crate::{
    ConnectionId, Event, Instant, NetAction, NetEvent, Output, TransactionKind, TransactionPhase,
};

/// Why the WAP protocol ends at once.
const NO_WAP: &str = "the WAP bearer does not exist in this build";

/// A message made ready for sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Submission {
    /// X-Mms-Transaction-Id.
    pub(crate) transaction_id: String,
    /// The M-Send.req.
    pub(crate) pdu: Vec<u8>,
}

/// A running transaction.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// Sending or receiving.
    pub(crate) kind: TransactionKind,
    /// When it is over time.
    pub(crate) deadline: Instant,
    route: Route,
    exchange: Exchange,
    step: Step,
}

/// The way to the MMSC when the transaction began.
#[derive(Debug, Clone)]
struct Route {
    proxy: Option<(String, u16)>,
    mmsc: Option<Url>,
    user_agent: String,
    user_agent_profile: String,
}

/// One request and its response, on a connection of their own.
#[derive(Debug, Clone)]
struct Exchange {
    connection: ConnectionId,
    /// Kept until the connection is open.
    unsent: Option<UnsentRequest>,
    reader: ResponseReader,
}

#[derive(Debug, Clone)]
struct UnsentRequest {
    octets: Vec<u8>,
    /// The PDU in it, for reports.
    pdu: Option<Vec<u8>>,
}

#[derive(Debug, Clone)]
enum Step {
    Submit { transaction_id: String },
    Fetch,
    Acknowledge { message: Message },
}

impl Job {
    /// The connection that is in use.
    pub(crate) const fn connection(&self) -> ConnectionId {
        self.exchange.connection
    }
}

/// How one exchange ended.
struct Outcome {
    code: ErrorCode,
    reason: String,
}

impl From<ResponseError> for Outcome {
    fn from(error: ResponseError) -> Self {
        let code = match error {
            ResponseError::BodyTooLong { .. } => ErrorCode::OVERSIZE,
            _ => ErrorCode::NETWORK,
        };
        Self { code, reason: error.to_string() }
    }
}

fn network_failure(reason: String) -> Outcome {
    Outcome { code: ErrorCode::NETWORK, reason }
}

impl Model {
    /// The M-Send.req of a message, under the next transaction id.
    pub(crate) fn submission(&self, message: &Message) -> Result<Submission, ErrorCode> {
        let transaction_id = format!("SIM7100-{:08X}", self.transactions.wrapping_add(1));
        let pdu = pdu::send_req(message, &self.settings.send, &self.profile, &transaction_id);
        let unknown = ErrorCode::unknown(self.profile.unknown_code);
        Ok(Submission { transaction_id, pdu: pdu.ok_or(unknown)? })
    }

    /// Begins to send.
    pub(crate) fn start_send(&mut self, submission: Submission) {
        self.transactions = self.transactions.wrapping_add(1);
        let kind = TransactionKind::Send;
        self.announce(kind, Some(submission.transaction_id.clone()));
        let Some(route) = self.route(kind) else { return };
        let Some(url) = route.mmsc.clone() else {
            let failure = network_failure("no usable MMSC URL is set".to_owned());
            return self.finish(kind, Err(failure));
        };
        let exchange = self.open_exchange(&route, Method::Post, &url, submission.pdu);
        if let Some(forgotten) = self.job.take() {
            let connection = forgotten.connection();
            self.emit(Output::Net(NetAction::Close { connection }));
        }
        let step = Step::Submit { transaction_id: submission.transaction_id };
        self.job = Some(Job { kind, deadline: self.job_deadline(), route, exchange, step });
    }

    /// Begins to send, and fails at once for a cause without a code.
    pub(crate) fn fail_send(&mut self, submission: Submission) {
        self.announce(TransactionKind::Send, Some(submission.transaction_id));
        let code = ErrorCode::unknown(self.profile.unknown_code);
        let reason = "there is nothing to send".to_owned();
        self.finish(TransactionKind::Send, Err(Outcome { code, reason }));
    }

    /// Begins to receive.
    pub(crate) fn start_receive(&mut self, url: Url) {
        let kind = TransactionKind::Receive;
        self.announce(kind, None);
        let Some(route) = self.route(kind) else { return };
        let exchange = self.open_exchange(&route, Method::Get, &url, Vec::new());
        let deadline = self.job_deadline();
        self.job = Some(Job { kind, deadline, route, exchange, step: Step::Fetch });
    }

    /// Takes an event of the network; one that concerns no open connection means nothing.
    pub(crate) fn handle_net(&mut self, event: NetEvent<'_>) {
        let connection = match event {
            NetEvent::Opened(connection) | NetEvent::Ended(connection) => connection,
            NetEvent::Received { connection, .. } | NetEvent::Failed { connection, .. } => {
                connection
            }
        };
        let Some(mut job) = self.job.take_if(|job| job.connection() == connection) else { return };
        let is_gone = matches!(event, NetEvent::Failed { .. });
        let result = match event {
            NetEvent::Opened(_) => {
                self.send_request(&mut job.exchange);
                Ok(())
            }
            NetEvent::Received { octets, .. } => {
                job.exchange.reader.push(octets).map_err(Outcome::from)
            }
            NetEvent::Ended(_) => job.exchange.reader.end().map_err(Outcome::from),
            NetEvent::Failed { reason, .. } => {
                Err(network_failure(format!("the connection failed: {reason:?}")))
            }
        };
        if result.is_ok() && !job.exchange.reader.is_complete() {
            self.job = Some(job);
            return;
        }
        if !is_gone {
            self.emit(Output::Net(NetAction::Close { connection }));
        }
        self.complete_step(job, result);
    }

    /// Ends a transaction that is over its time.
    pub(crate) fn expire_job(&mut self) {
        let now = self.now;
        let Some(job) = self.job.take_if(|job| job.deadline <= now) else { return };
        self.emit(Output::Net(NetAction::Close { connection: job.connection() }));
        let reason = "the transaction is over time".to_owned();
        self.complete_step(job, Err(Outcome { code: ErrorCode::OVERTIME, reason }));
    }

    fn complete_step(&mut self, job: Job, result: Result<(), Outcome>) {
        let Job { kind, deadline, route, exchange, step } = job;
        let body = result.and_then(|()| body_of(exchange.reader));
        match step {
            Step::Submit { transaction_id } => {
                let result = body.and_then(|body| self.judge_submission(&body, &transaction_id));
                self.finish(kind, result.map(|()| None));
            }
            Step::Fetch => match body.and_then(|body| self.judge_fetched(&body)) {
                Err(outcome) => self.finish(kind, Err(outcome)),
                Ok((message, None)) => self.finish(kind, Ok(Some(message))),
                Ok((message, Some(transaction_id))) => {
                    self.acknowledge(deadline, route, message, &transaction_id);
                }
            },
            Step::Acknowledge { message } => {
                if let Err(Outcome { reason, .. }) = body {
                    self.emit(Output::Event(Event::AcknowledgeFailed { reason }));
                }
                self.finish(kind, Ok(Some(message)));
            }
        }
    }

    fn judge_submission(&mut self, body: &[u8], transaction_id: &str) -> Result<(), Outcome> {
        self.emit(Output::Event(Event::PduReceived(body.to_vec())));
        let invalid = |reason| Outcome { code: ErrorCode::INVALID_PDU, reason };
        let answer = pdu::send_conf(body).map_err(invalid)?;
        if self.profile.send_conf_id == SendConfId::Check && answer.transaction_id != transaction_id
        {
            let other = answer.transaction_id;
            return Err(invalid(format!("M-Send.conf answers {other:?}, not {transaction_id:?}")));
        }
        match answer.refusal {
            Some(reason) => Err(network_failure(reason)),
            None => Ok(()),
        }
    }

    /// The message, and the transaction id to acknowledge when one is owed.
    fn judge_fetched(&mut self, body: &[u8]) -> Result<(Message, Option<String>), Outcome> {
        if body.is_empty() {
            let reason = "the download is empty".to_owned();
            return Err(Outcome { code: ErrorCode::RECEIVE_FAILED, reason });
        }
        self.emit(Output::Event(Event::PduReceived(body.to_vec())));
        let time = self.calendar_time();
        let retrieved = pdu::retrieve_conf(body, time).map_err(|error| match error {
            RetrieveError::Invalid(reason) => {
                if self.deviates(Deviation::HalfMessageKept) {
                    self.state.memory = Some(Message::half_received(time, body));
                }
                Outcome { code: ErrorCode::INVALID_PDU, reason }
            }
            RetrieveError::Refused(reason) => Outcome { code: ErrorCode::RECEIVE_FAILED, reason },
        })?;
        let owed = retrieved.transaction_id.filter(|_| self.profile.acknowledge.is_on());
        Ok((retrieved.message, owed))
    }

    fn acknowledge(&mut self, deadline: Instant, route: Route, message: Message, id: &str) {
        let kind = TransactionKind::Receive;
        let (Some(url), Some(pdu)) = (route.mmsc.clone(), pdu::acknowledge_ind(id)) else {
            let reason = "no usable MMSC URL is set".to_owned();
            self.emit(Output::Event(Event::AcknowledgeFailed { reason }));
            return self.finish(kind, Ok(Some(message)));
        };
        let exchange = self.open_exchange(&route, Method::Post, &url, pdu);
        let step = Step::Acknowledge { message };
        self.job = Some(Job { kind, deadline, route, exchange, step });
    }

    fn announce(&mut self, kind: TransactionKind, transaction_id: Option<String>) {
        let phase = TransactionPhase::Started { transaction_id };
        self.emit(Output::Event(Event::Transaction { kind, phase }));
    }

    /// The route by `AT+CMMSPROTO` and `AT+CMMSCURL`; none when the bearer is missing, which is reported.
    fn route(&mut self, kind: TransactionKind) -> Option<Route> {
        if self.settings.protocol == Protocol::Wap {
            self.emit(Output::Event(Event::BearerUnavailable { reason: NO_WAP }));
            self.finish(kind, Err(network_failure(NO_WAP.to_owned())));
            return None;
        }
        let settings = &self.settings;
        let proxy = settings.has_gateway().then(|| (settings.gateway.clone(), settings.port));
        Some(Route {
            proxy,
            mmsc: Url::parse_mmsc(&settings.mmsc_url),
            user_agent: settings.user_agent.clone(),
            user_agent_profile: settings.user_agent_profile.clone(),
        })
    }

    fn open_exchange(
        &mut self,
        route: &Route,
        method: Method,
        url: &Url,
        pdu: Vec<u8>,
    ) -> Exchange {
        self.connections = self.connections.wrapping_add(1);
        let connection = ConnectionId(self.connections);
        let (host, port) = match &route.proxy {
            Some((host, port)) => (host.clone(), *port),
            None => (url.host().to_owned(), url.port()),
        };
        self.emit(Output::Net(NetAction::Open { connection, host, port }));
        let request = Request {
            method,
            url,
            through_proxy: route.proxy.is_some(),
            user_agent: &route.user_agent,
            user_agent_profile: &route.user_agent_profile,
            body: &pdu,
        };
        let octets = request.write();
        let pdu = (method == Method::Post).then_some(pdu);
        let reader = ResponseReader::new(self.max_pdu_octets());
        Exchange { connection, unsent: Some(UnsentRequest { octets, pdu }), reader }
    }

    fn send_request(&mut self, exchange: &mut Exchange) {
        let Some(UnsentRequest { octets, pdu }) = exchange.unsent.take() else { return };
        if let Some(pdu) = pdu {
            self.emit(Output::Event(Event::PduSent(pdu)));
        }
        self.emit(Output::Net(NetAction::Send { connection: exchange.connection, octets }));
    }

    /// Reports the end once, by URC and event. A received message takes its place in memory now.
    fn finish(&mut self, kind: TransactionKind, result: Result<Option<Message>, Outcome>) {
        let (code, reason) = match result {
            Ok(message) => {
                let is_new = message.is_some();
                self.keep(message);
                if is_new && self.leak_message() {
                    return;
                }
                (0, None)
            }
            Err(outcome) => {
                let clears = self.profile.receive_failure == ReceiveFailure::Clear;
                if kind == TransactionKind::Receive && clears {
                    self.state.memory = None;
                }
                (outcome.code.number(), Some(outcome.reason))
            }
        };
        let phase = TransactionPhase::Finished { code, reason };
        self.emit(Output::Event(Event::Transaction { kind, phase }));
        let line = self.result_line(kind, code);
        let is_disturbed = core::mem::take(&mut self.faults.is_transfer_disturbed);
        if is_disturbed && self.deviates(Deviation::ResultLostAmongCommands) {
            return;
        }
        self.report(line.as_bytes());
        if self.deviates(Deviation::ResultTwice) {
            self.report(line.as_bytes());
        }
    }

    /// A received message replaces the one in memory; a sent one stays and becomes "sent".
    fn keep(&mut self, received: Option<Message>) {
        if let Some(message) = received {
            self.state.memory = Some(message);
        } else if let Some(message) = &mut self.state.memory {
            message.kind = MessageKind::Sent;
            message.is_dated = true;
        }
    }

    fn result_line(&self, kind: TransactionKind, code: u16) -> String {
        if code != 0 && self.profile.late_failure == LateFailure::Cme {
            return format!("+CME ERROR: {code}");
        }
        let name = match kind {
            TransactionKind::Send => "+CMMSSEND",
            TransactionKind::Receive => "+CMMSRECV",
        };
        let blank = if self.profile.urc_colon == Colon::With { " " } else { "" };
        format!("{name}:{blank}{code}")
    }

    fn job_deadline(&self) -> Instant {
        self.now.plus(Duration::from_secs(self.profile.transaction_limit.0.into()))
    }
}

/// The body of a response that succeeded.
fn body_of(reader: ResponseReader) -> Result<Vec<u8>, Outcome> {
    if reader.is_success() {
        return Ok(reader.into_body());
    }
    Err(network_failure(format!("HTTP status {}", reader.status())))
}

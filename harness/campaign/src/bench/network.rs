//! The network in memory: connections that the model opens lead to the mock MMSC's core, and nowhere else.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use mock_mmsc::fault::End;
use mock_mmsc::{Mmsc, Script};
use sim7100_model::{ConnectionId, NetAction, NetEvent, NetFailure};

use super::{Capture, http};
use crate::operation::MmscAnswer;

/// From the wish for a connection to the connection.
const OPEN_TIME: Duration = Duration::from_millis(20);
/// From a whole request to its answer.
const ANSWER_TIME: Duration = Duration::from_millis(500);

/// The MMSC with its connections.
#[derive(Debug)]
pub(crate) struct Network {
    mmsc: Mmsc,
    open: BTreeMap<ConnectionId, Vec<u8>>,
    due: VecDeque<Due>,
    captures: Vec<Capture>,
}

/// Something that is going to happen on a connection.
#[derive(Debug)]
struct Due {
    at: Duration,
    connection: ConnectionId,
    event: DueEvent,
}

#[derive(Debug)]
enum DueEvent {
    Opened,
    Received(Vec<u8>),
    Ended,
    Reset,
}

impl Network {
    pub(crate) fn new() -> Self {
        Self {
            mmsc: Mmsc::new(Script::accept()),
            open: BTreeMap::new(),
            due: VecDeque::new(),
            captures: Vec::new(),
        }
    }

    pub(crate) fn answer(&mut self, answer: MmscAnswer) {
        self.mmsc.set_script(Script::from(answer.script()));
    }

    pub(crate) fn captures(&mut self) -> Vec<Capture> {
        std::mem::take(&mut self.captures)
    }

    /// When the next thing happens.
    pub(crate) fn deadline(&self) -> Option<Duration> {
        self.due.front().map(|due| due.at)
    }

    /// The next thing that is due, as the model takes it.
    pub(crate) fn next<R>(
        &mut self,
        now: Duration,
        tell: impl FnOnce(NetEvent<'_>) -> R,
    ) -> Option<R> {
        self.due.front().filter(|due| due.at <= now)?;
        let Due { connection, event, .. } = self.due.pop_front()?;
        Some(match &event {
            DueEvent::Opened => tell(NetEvent::Opened(connection)),
            DueEvent::Received(octets) => tell(NetEvent::Received { connection, octets }),
            DueEvent::Ended => tell(NetEvent::Ended(connection)),
            DueEvent::Reset => tell(NetEvent::Failed { connection, reason: NetFailure::Reset }),
        })
    }

    /// Does what the model asks.
    pub(crate) fn act(&mut self, now: Duration, action: NetAction) {
        match action {
            NetAction::Open { connection, .. } => {
                self.open.insert(connection, Vec::new());
                self.schedule(now + OPEN_TIME, connection, DueEvent::Opened);
            }
            NetAction::Send { connection, octets } => self.take(now, connection, &octets),
            NetAction::Close { connection } => {
                self.open.remove(&connection);
                self.due.retain(|due| due.connection != connection);
            }
        }
    }

    fn take(&mut self, now: Duration, connection: ConnectionId, octets: &[u8]) {
        let Some(received) = self.open.get_mut(&connection) else { return };
        let room = http::REQUEST_OCTETS_MAX.saturating_sub(received.len());
        received.extend_from_slice(octets.get(..room).unwrap_or(octets));
        let Some(request) = http::request(received) else { return };
        received.clear();
        let reply = self.mmsc.handle(now, request);
        self.captures
            .extend(self.mmsc.exchanges().last().map(|last| Capture { exchange: last.clone() }));
        if reply.fault.never {
            return;
        }
        let (at, mut response) = (now + ANSWER_TIME + reply.fault.delay, http::response(&reply));
        let end = match reply.fault.limit() {
            Some((octets, end)) => {
                response.truncate(octets);
                end
            }
            None => End::Cut,
        };
        self.schedule(at, connection, DueEvent::Received(response));
        let end = if end == End::Reset { DueEvent::Reset } else { DueEvent::Ended };
        self.schedule(at, connection, end);
    }

    /// In order of time, and of their causes where times are equal.
    fn schedule(&mut self, at: Duration, connection: ConnectionId, event: DueEvent) {
        let place = self.due.partition_point(|due| due.at <= at);
        self.due.insert(place, Due { at, connection, event });
    }
}

//! The driver: gives the model a clock, a line and a network, and keeps the order of things.
//!
//! After each input the model's outputs are drained before the next input. A deadline that has
//! passed reaches the model before anything else does. Where several sources are ready at once the
//! order is fixed, so that the same run on a paused clock gives the same octets.
//!
//! The driver reads neither the dialect nor HTTP; it moves octets.

mod connection;
mod network;
mod outbox;
mod service;

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use sim7100_model::{Event, Input, Instant, Model, Output};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

use self::network::{Incident, Network};
use self::outbox::Outbox;
use crate::control::{self, Envelope, Handle};
use crate::dialer::Dialer;
use crate::port::{ReadOutcome, Stream, classify};

pub use self::network::CONNECTIONS_MAX;

/// Octets that one read of the line or of a connection takes.
pub const CHUNK_OCTETS_MAX: usize = 4096;

/// Octets that wait for a TE that does not read; more are lost, as on a UART without flow control.
pub const TE_OCTETS_QUEUED_MAX: usize = 4 * 1024 * 1024;

/// Violations of invariants that are remembered at most.
const VIOLATIONS_MAX: usize = 16;

/// Deadlines in a row that may be due before one that does not move counts as stuck.
pub const DEADLINES_IN_A_ROW_MAX: usize = 64;

/// An event of the model, and when it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampedEvent {
    /// Time since the driver began to run.
    pub at: Instant,
    /// What happened.
    pub event: Event,
}

/// Runs a [`Model`]: one line at a time, many connections, requests of control.
///
/// The model keeps its state, its connections and its time from one [`Self::run`] to the next.
pub struct Driver {
    model: Model,
    network: Network,
    requests: mpsc::Receiver<Envelope>,
    /// Some handle may still send.
    asked: bool,
    events: Option<mpsc::Sender<StampedEvent>>,
    events_lost: u64,
    profile_at_start: sim7100_model::Profile,
    start: Option<tokio::time::Instant>,
    outbox: Outbox,
    octets_lost: u64,
    /// Invariants that did not hold after some input since control last asked.
    violations: Vec<String>,
    /// A deadline that stayed due although it was reported; ignored until it moves.
    stuck: Option<Instant>,
    /// Why the model did not carry out the control input at hand.
    refused: Option<String>,
    network_first: bool,
    steps: u64,
}

/// What the driver woke up for.
enum Step {
    Sent(io::Result<usize>),
    Typed(io::Result<usize>),
    Asked(Option<Envelope>),
    Network(sim7100_model::ConnectionId, Incident),
    Deadline,
}

impl Driver {
    /// A driver for `model`, whose bearer reaches the network through `dialer`, and the handle that
    /// asks it. Time begins with the first [`Self::run`].
    #[must_use]
    pub fn new(model: Model, dialer: Arc<dyn Dialer>) -> (Self, Handle) {
        let (handle, requests) = control::channel();
        let driver = Self {
            profile_at_start: model.profile().clone(),
            model,
            network: Network::new(dialer),
            requests,
            asked: true,
            events: None,
            events_lost: 0,
            start: None,
            outbox: Outbox::new(TE_OCTETS_QUEUED_MAX),
            octets_lost: 0,
            violations: Vec::new(),
            stuck: None,
            refused: None,
            network_first: false,
            steps: 0,
        };
        (driver, handle)
    }

    /// Sends the model's events to `events` too. What does not fit into the channel is counted by
    /// [`Self::events_lost`]; the model never waits for a report.
    #[must_use]
    pub fn with_events(mut self, events: mpsc::Sender<StampedEvent>) -> Self {
        self.events = Some(events);
        self
    }

    /// The model as it stands.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Events that found their channel full.
    #[must_use]
    pub fn events_lost(&self) -> u64 {
        self.events_lost
    }

    /// Octets for the TE that found [`TE_OCTETS_QUEUED_MAX`] others waiting.
    #[must_use]
    pub fn octets_lost(&self) -> u64 {
        self.octets_lost
    }

    /// How often the driver found something to do; it stands still while nothing happens.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Runs the model behind `te` until the TE leaves.
    ///
    /// May be dropped at any await: the model is always between two inputs. `te` must not buffer
    /// what is written to it.
    ///
    /// # Errors
    /// Whatever `te` fails with, other than being unplugged.
    pub async fn run<S: Stream>(&mut self, mut te: S) -> io::Result<()> {
        self.start.get_or_insert_with(tokio::time::Instant::now);
        self.outbox.clear();
        let mut chunk = [0; CHUNK_OCTETS_MAX];
        loop {
            self.expire();
            self.drain();
            let step = self.next(&mut te, &mut chunk).await;
            self.steps += 1;
            self.network_first = !self.network_first;
            if let Some(end) = self.take(step, &chunk) {
                return end;
            }
        }
    }

    /// Time since the driver began to run.
    fn now(&self) -> Instant {
        let elapsed = self.start.map_or(Duration::ZERO, |start| start.elapsed());
        Instant::from_micros(u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX))
    }

    /// When to wake up although nothing happens.
    fn deadline(&self) -> Option<tokio::time::Instant> {
        let at = self.model.poll_timeout().filter(|at| Some(*at) != self.stuck)?;
        self.start?.checked_add(Duration::from_micros(at.as_micros()))
    }

    /// Waits for the next thing to do.
    async fn next<S: Stream>(&mut self, te: &mut S, chunk: &mut [u8]) -> Step {
        let deadline = self.deadline();
        let Self { outbox, network, requests, asked, network_first, .. } = self;
        let source = std::future::poll_fn(|cx| {
            if let Poll::Ready(result) = outbox.poll_send(cx, te) {
                return Poll::Ready(Step::Sent(result));
            }
            if *asked && let Poll::Ready(envelope) = requests.poll_recv(cx) {
                return Poll::Ready(Step::Asked(envelope));
            }
            if *network_first && let Poll::Ready((id, incident)) = network.poll(cx, chunk) {
                return Poll::Ready(Step::Network(id, incident));
            }
            if let Poll::Ready(result) = poll_read(cx, te, chunk) {
                return Poll::Ready(Step::Typed(result));
            }
            // Polled last or again, so that its wakers are in place either way.
            network.poll(cx, chunk).map(|(id, incident)| Step::Network(id, incident))
        });
        tokio::select! {
            biased;
            step = source => step,
            () = sleep_until(deadline) => Step::Deadline,
        }
    }

    /// Does one thing; `Some` ends the run.
    fn take(&mut self, step: Step, chunk: &[u8]) -> Option<io::Result<()>> {
        match step {
            Step::Sent(Ok(_)) | Step::Deadline => {}
            Step::Sent(Err(error)) => return Some(end(Err(error))),
            Step::Typed(Ok(octets)) if octets > 0 => {
                self.feed(Input::Te(chunk.get(..octets).unwrap_or_default()));
            }
            Step::Typed(result) => return Some(end(result)),
            Step::Asked(Some(envelope)) => {
                let reply = self.serve(envelope.request);
                // Whoever asked may have given up.
                let _ = envelope.reply.send(reply);
            }
            Step::Asked(None) => self.asked = false,
            Step::Network(id, incident) => {
                self.feed(Input::Net(incident.event(id, chunk)));
            }
        }
        None
    }

    /// Reports every deadline that has passed.
    fn expire(&mut self) {
        for _ in 0..DEADLINES_IN_A_ROW_MAX {
            let due = self.model.poll_timeout().filter(|at| *at <= self.now());
            if due.is_none() || due == self.stuck {
                return;
            }
            self.give(Input::Timeout);
        }
        self.stuck = self.model.poll_timeout();
        tracing::error!(deadline = ?self.stuck, "a deadline does not move");
    }

    /// Gives the model an input, after what is due.
    fn feed(&mut self, input: Input<'_>) {
        self.expire();
        self.give(input);
    }

    fn give(&mut self, input: Input<'_>) {
        let now = self.now();
        self.model.handle(now, input);
        self.drain();
        self.note_violations();
    }

    /// Remembers the invariants that did not hold after an input, for whoever asks later.
    fn note_violations(&mut self) {
        let room = VIOLATIONS_MAX.saturating_sub(self.violations.len());
        let found = self.model.violations().into_iter();
        let new = found.filter(|sentence| !self.violations.contains(sentence)).take(room);
        let new: Vec<String> = new.collect();
        self.violations.extend(new);
    }

    /// Carries out what the model wants done.
    fn drain(&mut self) {
        while let Some(output) = self.model.poll_output() {
            match output {
                Output::Te(octets) => self.octets_lost += self.outbox.push(&octets),
                Output::Net(action) => self.network.act(action),
                Output::Event(event) => self.report(event),
            }
        }
    }

    fn report(&mut self, event: Event) {
        tracing::trace!(?event, "model");
        if let Event::ControlRefused { reason } = &event {
            self.refused = Some(reason.clone());
        }
        let stamped = StampedEvent { at: self.now(), event };
        if let Some(events) = &self.events
            && events.try_send(stamped).is_err()
        {
            self.events_lost += 1;
        }
    }
}

impl std::fmt::Debug for Driver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut debug = f.debug_struct("Driver");
        debug.field("now", &self.now()).field("network", &self.network);
        debug.field("steps", &self.steps).finish_non_exhaustive()
    }
}

/// How the end of the line ends the run.
fn end(result: io::Result<usize>) -> io::Result<()> {
    match classify(result) {
        ReadOutcome::Octets(_) | ReadOutcome::Unplugged(_) => Ok(()),
        ReadOutcome::Failed(error) => Err(error),
    }
}

fn poll_read<S: AsyncRead + Unpin + ?Sized>(
    cx: &mut Context<'_>,
    stream: &mut S,
    chunk: &mut [u8],
) -> Poll<io::Result<usize>> {
    let mut buffer = ReadBuf::new(chunk);
    Pin::new(stream).poll_read(cx, &mut buffer).map_ok(|()| buffer.filled().len())
}

/// Waits for `deadline`, for ever if there is none.
async fn sleep_until(deadline: Option<tokio::time::Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use sim7100_model::Profile;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::control::ControlError;
    use crate::dialer::Dialing;
    use crate::memory;

    /// Longest wait for the module, in virtual time.
    const PATIENCE: Duration = Duration::from_secs(2 * 3600);

    /// A network in which nobody answers.
    struct Silence;

    impl Dialer for Silence {
        fn dial(&self, _: &str, _: u16) -> Dialing {
            Dialing::new(std::future::pending::<io::Result<tokio::io::DuplexStream>>())
        }
    }

    /// A network whose only peer is handed to the test.
    struct Peer(mpsc::UnboundedSender<tokio::io::DuplexStream>);

    impl Dialer for Peer {
        fn dial(&self, _: &str, _: u16) -> Dialing {
            let (here, there) = tokio::io::duplex(64 * 1024);
            self.0.send(there).unwrap();
            Dialing::new(std::future::ready(Ok(here)))
        }
    }

    /// Sends the smallest message that the module takes, over HTTP, and yields the URC's code.
    async fn send_message(te: &mut crate::Port) -> String {
        for (command, answer) in [
            ("ATE0\r", "OK\r\n"),
            ("AT+CMMSCURL=\"mmsc.example\"\r", "OK\r\n"),
            ("AT+CMMSPROTO=1,\"10.0.0.172\",80\r", "OK\r\n"),
            ("AT+CMMSEDIT=1\r", "OK\r\n"),
            ("AT+CMMSDOWN=\"TEXT\",5,\"t1.txt\"\r", ">"),
            ("Hello", "OK\r\n"),
            ("AT+CMMSRECP=\"13918181818\"\r", "OK\r\n"),
            ("AT+CMMSSEND\r", "OK\r\n"),
        ] {
            te.write_all(command.as_bytes()).await.unwrap();
            read_past(te, answer).await;
        }
        read_past(te, "+CMMSSEND: ").await;
        read_past(te, "\r\n").await.trim_end().to_owned()
    }

    /// Reads up to and including `end`.
    async fn read_past(te: &mut crate::Port, end: &str) -> String {
        let mut text = String::new();
        while !text.ends_with(end) {
            assert!(!text.contains("ERROR\r\n"), "{text:?} in place of {end:?}");
            let octet = tokio::time::timeout(PATIENCE, te.read_u8()).await;
            text.push(octet.expect(end).unwrap().into());
        }
        text
    }

    #[tokio::test(start_paused = true)]
    async fn the_hour_of_a_send_passes_in_virtual_time() {
        let (mut driver, _handle) = driver();
        let (mut te, module) = memory::pair();
        let talk = async {
            let code = send_message(&mut te).await;
            drop(te);
            code
        };
        let (end, code) = tokio::join!(driver.run(module), talk);
        end.unwrap();
        assert_eq!(code, "173");
        assert!(driver.now() >= Instant::from_micros(3_600_000_000), "{:?}", driver.now());
    }

    #[tokio::test(start_paused = true)]
    async fn the_bearer_reaches_its_peer_and_events_reach_reports() {
        let (peers, mut peer) = mpsc::unbounded_channel();
        let (events, mut told) = mpsc::channel(64);
        let dialer = Arc::new(Peer(peers));
        let (driver, _handle) = Driver::new(Model::new(Profile::default()), dialer);
        let mut driver = driver.with_events(events);
        let (mut te, module) = memory::pair();
        let talk = async {
            let code = send_message(&mut te).await;
            drop(te);
            code
        };
        let mmsc = async {
            let mut stream = peer.recv().await.unwrap();
            let mut request = [0; 5];
            stream.read_exact(&mut request).await.unwrap();
            assert_eq!(&request, b"POST ");
        };
        let (end, code, ()) = tokio::join!(driver.run(module), talk, mmsc);
        end.unwrap();
        assert_eq!(code, "190", "the MMSC closed without a word");
        assert_eq!(driver.events_lost(), 0);
        let sent = std::iter::from_fn(|| told.try_recv().ok())
            .filter(|stamped| matches!(stamped.event, Event::PduSent(_)))
            .count();
        assert_eq!(sent, 1);
    }

    fn driver() -> (Driver, Handle) {
        Driver::new(Model::new(Profile::default()), Arc::new(Silence))
    }

    #[tokio::test(start_paused = true)]
    async fn a_command_and_its_answer() {
        let (mut driver, _handle) = driver();
        let (mut te, module) = memory::pair();
        let talk = async {
            let mut answer = [0; 9];
            te.write_all(b"AT\r").await.unwrap();
            te.read_exact(&mut answer).await.unwrap();
            assert_eq!(&answer, b"AT\r\r\nOK\r\n");
            drop(te);
        };
        let (end, ()) = tokio::join!(driver.run(module), talk);
        end.unwrap();
        assert_eq!(driver.octets_lost(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn state_and_time_outlive_a_te() {
        let (mut driver, _handle) = driver();
        for (command, answer) in [("ATE0\r", "ATE0\r\r\nOK\r\n"), ("AT\r", "\r\nOK\r\n")] {
            let (mut te, module) = memory::pair();
            let talk = async {
                te.write_all(command.as_bytes()).await.unwrap();
                let mut received = vec![0; answer.len()];
                te.read_exact(&mut received).await.unwrap();
                assert_eq!(String::from_utf8(received).unwrap(), answer);
                tokio::time::advance(Duration::from_secs(1)).await;
                drop(te);
            };
            tokio::join!(driver.run(module), talk).0.unwrap();
        }
        assert_eq!(driver.now(), Instant::from_micros(2_000_000));
    }

    #[tokio::test(start_paused = true)]
    async fn the_same_run_takes_the_same_steps() {
        let mut runs = Vec::new();
        for _ in 0..2 {
            let (mut driver, handle) = driver();
            let (mut te, module) = memory::pair();
            let talk = async {
                for index in 0..20_u8 {
                    te.write_all(b"AT\r").await.unwrap();
                    handle.put_file("C:/file", &[index]).await.unwrap();
                }
                let mut received = vec![0; 20 * 9];
                te.read_exact(&mut received).await.unwrap();
                drop(te);
                received
            };
            let (end, received) = tokio::join!(driver.run(module), talk);
            end.unwrap();
            runs.push((received, driver.steps()));
        }
        assert_eq!(runs[0], runs[1]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_driver_that_is_gone_answers_no_request() {
        let (driver, handle) = driver();
        drop(driver);
        let error = handle.hello().await.unwrap_err();
        assert!(matches!(error, ControlError::Closed), "{error:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_bearer_without_a_table_takes_no_route() {
        let (mut driver, handle) = driver();
        let (_te, module) = memory::pair();
        let error = tokio::select! {
            biased;
            end = driver.run(module) => panic!("{end:?}"),
            result = handle.route("*", "127.0.0.1:80") => result.unwrap_err(),
        };
        assert_eq!(error.to_string(), "the bearer of this model has no route table");
    }

    #[tokio::test(start_paused = true)]
    async fn a_driver_without_handles_still_runs() {
        let (mut driver, handle) = driver();
        drop(handle);
        let (mut te, module) = memory::pair();
        let talk = async {
            te.write_all(b"AT\r").await.unwrap();
            let mut answer = [0; 9];
            te.read_exact(&mut answer).await.unwrap();
            drop(te);
        };
        tokio::join!(driver.run(module), talk).0.unwrap();
        assert!(driver.steps() < 10, "{} steps", driver.steps());
    }
}

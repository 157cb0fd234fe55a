//! The course of one case, and what all steps share.

use super::dialect::Dialect;
use super::preparation::{PATIENCE, Patience};
use super::stop::Stop;
use super::te::Te;
use crate::counted;
use crate::event::{Failure, Label, Octets, RunEvent};
use crate::reading::other_reading;
use crate::session::Session;
use crate::verdict::{Recovery, Verdict};
use at_codec::Frame;
use scenario::{Capture, Captures, LineMatcher, Plan, Span, Spanned, Step, shown};
use sim7100_model::{Event, TransactionPhase};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use transport::driver::StampedEvent;

/// Unsolicited lines that one case keeps.
const ARRIVALS_MAX: usize = 10_000;

/// What executing a plan came to, before the baseline is applied.
#[derive(Debug)]
pub(crate) struct Executed {
    pub(crate) verdict: Verdict,
    pub(crate) recovery: Recovery,
    pub(crate) cause: Option<String>,
    pub(crate) failure: Option<Box<Failure>>,
    pub(crate) took_us: u64,
    pub(crate) events: Vec<RunEvent>,
    /// Set when the port failed, so that no further case can run on it.
    pub(crate) port_failure: Option<String>,
    /// Why the verdict is no deviation, without any entry of a baseline.
    pub(crate) excuse: Option<String>,
}

impl Executed {
    /// What a case comes to that is not executed.
    pub(crate) fn without(verdict: Verdict, cause: impl Into<String>) -> Self {
        Self {
            verdict,
            recovery: Recovery::NotChecked,
            cause: Some(cause.into()),
            failure: None,
            took_us: 0,
            events: Vec::new(),
            port_failure: None,
            excuse: None,
        }
    }
}

/// An unsolicited line and what became of it.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) line: Vec<u8>,
    pub(super) at_us: u64,
    pub(super) step: Span,
    pub(super) taken: bool,
}

/// A count of URCs that holds until the end of the case.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    pub(super) matcher: &'a LineMatcher,
    pub(super) exactly: Spanned<u32>,
}

/// A case under way.
pub(super) struct Case<'a> {
    pub(super) plan: &'a Plan,
    pub(super) te: Te<'a>,
    pub(super) handle: Option<&'a transport::control::Handle>,
    pub(super) mmsc: Option<&'a mock_mmsc::SharedMmsc>,
    pub(super) readings: &'a BTreeMap<String, String>,
    pub(super) patience: Patience,
    pub(super) captures: Captures,
    pub(super) arrivals: Vec<Arrival>,
    pub(super) watches: Vec<Watch<'a>>,
    pub(super) dialect: Dialect,
    /// The place of the step under way, and of the command line that is to blame.
    pub(super) step: Span,
    pub(super) command: Option<Span>,
    /// Number of the last exchange that belongs to an earlier case.
    pub(super) exchange_base: u64,
    /// Number of the last exchange that a step has looked at, and of the last one in the transcript.
    pub(super) exchange_read: u64,
    pub(super) exchange_told: u64,
    pub(super) pushes: u32,
    /// What the model says about itself, where it is in this process.
    events: Option<&'a mut mpsc::Receiver<StampedEvent>>,
    bearer_missing: Option<&'static str>,
    took_us: u64,
}

/// Executes a plan from preparation to recovery.
pub(crate) async fn execute(plan: &Plan, session: &mut Session) -> Executed {
    tracing::debug!(case = plan.id, "case begins");
    let mut case = Case::new(plan, session);
    let outcome = case.course().await;
    if outcome.is_err() {
        case.took_us = case.te.now_us();
    }
    let outcome = case.bearer_available(outcome);
    let recovery = match &outcome {
        Err(Stop::Port(_)) => Recovery::NotChecked,
        _ => case.recover().await,
    };
    case.tell_exchanges();
    let executed = conclude(outcome, recovery, case);
    tracing::debug!(case = plan.id, verdict = %executed.verdict, "case ends");
    executed
}

fn conclude(outcome: Result<Verdict, Stop>, recovery: Recovery, case: Case<'_>) -> Executed {
    let mut executed = Executed {
        verdict: Verdict::Pass,
        recovery,
        cause: None,
        failure: None,
        took_us: case.took_us,
        events: case.te.transcript.into_events(),
        port_failure: None,
        excuse: None,
    };
    match outcome {
        Ok(verdict) => executed.verdict = verdict,
        Err(Stop::Failed(failure)) => {
            executed.verdict = Verdict::Fail;
            executed.failure = Some(failure);
        }
        Err(Stop::Inconclusive(cause)) => {
            executed.verdict = Verdict::Inconclusive;
            executed.cause = Some(cause);
        }
        Err(Stop::Port(cause)) => {
            executed.verdict = Verdict::Inconclusive;
            executed.port_failure = Some(cause.clone());
            executed.cause = Some(cause);
        }
        Err(Stop::Harness(cause)) => {
            executed.verdict = Verdict::HarnessError;
            executed.cause = Some(cause);
        }
    }
    executed
}

impl<'a> Case<'a> {
    fn new(plan: &'a Plan, session: &'a mut Session) -> Self {
        let exchange_base = session.mmsc.as_ref().map_or(0, |mmsc| mmsc.lock().exchange_count());
        Self {
            plan,
            te: Te::new(&mut session.port),
            handle: session.handle.as_ref(),
            mmsc: session.mmsc.as_ref(),
            readings: &session.readings,
            patience: session.patience,
            captures: Captures::new(),
            arrivals: Vec::new(),
            watches: Vec::new(),
            dialect: Dialect { echo: None, verbose: true },
            step: plan.title.span,
            command: None,
            exchange_base,
            exchange_read: exchange_base,
            exchange_told: exchange_base,
            pushes: 0,
            events: session.events.as_mut(),
            bearer_missing: None,
            took_us: 0,
        }
    }

    async fn course(&mut self) -> Result<Verdict, Stop> {
        self.prepare().await?;
        let limit = self.plan.deadline.value;
        let steps = match timeout(limit, self.steps()).await {
            Ok(outcome) => outcome?,
            Err(_) => return Err(self.overdue()),
        };
        self.took_us = self.te.now_us();
        Ok(steps.and(self.close().await?))
    }

    /// Puts what the model says about itself into the transcript.
    fn tell_model(&mut self) {
        let Some(events) = self.events.as_mut() else { return };
        while let Ok(stamped) = events.try_recv() {
            if let Event::BearerUnavailable { reason } = stamped.event {
                self.bearer_missing.get_or_insert(reason);
            }
            if let Some(text) = described(&stamped.event) {
                self.te.transcript.note(format!("{}: {text}", seconds(stamped.at.as_micros())));
            }
        }
    }

    /// A case that needed a bearer which does not exist says nothing.
    fn bearer_available(&mut self, outcome: Result<Verdict, Stop>) -> Result<Verdict, Stop> {
        self.tell_model();
        self.bearer_missing.map_or(outcome, |reason| Err(Stop::Inconclusive(reason.to_owned())))
    }

    async fn steps(&mut self) -> Result<Verdict, Stop> {
        let plan = self.plan;
        let mut verdict = Verdict::Pass;
        for (index, step) in plan.steps.iter().enumerate() {
            let number = index + 1;
            self.start_step(number, step);
            let outcome = self.step(step).await;
            self.tell_exchanges();
            self.tell_model();
            let came = match &outcome {
                Ok(verdict) => *verdict,
                Err(Stop::Failed(_)) => Verdict::Fail,
                Err(Stop::Harness(_)) => Verdict::HarnessError,
                Err(_) => Verdict::Inconclusive,
            };
            self.te.transcript.push(RunEvent::StepFinished { step: number, verdict: came });
            verdict = verdict.and(outcome?);
        }
        Ok(verdict)
    }

    fn start_step(&mut self, number: usize, step: &Spanned<Step>) {
        self.step = step.span;
        let source = &self.plan.source;
        let line = source.position(step.span.offset).line;
        let text = source.text().lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
        self.te.transcript.push(RunEvent::StepStarted {
            step: number,
            kind: step.value.kind(),
            line,
            text: text.trim_start_matches("- ").to_owned(),
        });
    }

    async fn step(&mut self, step: &'a Spanned<Step>) -> Result<Verdict, Stop> {
        match &step.value {
            Step::Absent(absent) => self.absent(absent).await,
            Step::Advance(advance) => self.watch(advance.by.value).await,
            Step::Await(arrival) => self.await_urc(arrival).await,
            Step::Efs(efs) => self.efs(efs).await,
            Step::Mmsc(mmsc) => self.mmsc(mmsc).await,
            Step::PowerCycle => self.power_cycle().await,
            Step::Push(push) => self.push(push).await,
            Step::Send(send) => match other_reading(&send.readings, self.readings) {
                Some(reason) => {
                    self.te.transcript.note(format!("left out: {reason}"));
                    Ok(Verdict::Pass)
                }
                None => self.send(send).await,
            },
            Step::Type(typing) => self.type_octets(typing).await,
            other => {
                Err(Stop::Harness(format!("steps of kind `{}` are not known here", other.kind())))
            }
        }
    }

    /// Lets scenario time pass and takes in what comes.
    pub(super) async fn watch(&mut self, time: Duration) -> Result<Verdict, Stop> {
        let deadline = Instant::now() + time;
        while let Some(frame) = self.te.frame(deadline).await? {
            self.unsolicited(frame)?;
        }
        Ok(Verdict::Pass)
    }

    /// Takes in a frame that no command is waiting for.
    pub(super) fn unsolicited(&mut self, frame: Frame) -> Result<(), Stop> {
        match frame {
            Frame::Prompt => Err(self.failed(
                "attest::run::unexpected_prompt",
                "a prompt came that nothing asked for",
                self.step,
                "during this step",
            )),
            // Octets that the `type` step sends are echoed, and whoever switched the echo on expects it.
            Frame::Echo(_) if self.dialect.echo != Some(false) => Ok(()),
            Frame::Echo(line) | Frame::Line(line) | Frame::Data(line) | Frame::Overlong(line) => {
                self.arrived(line)
            }
        }
    }

    /// Keeps an unsolicited line.
    pub(super) fn arrived(&mut self, line: Vec<u8>) -> Result<(), Stop> {
        if self.arrivals.len() >= ARRIVALS_MAX {
            return Err(Stop::Harness(format!("more than {ARRIVALS_MAX} unsolicited lines")));
        }
        let at_us = self.te.now_us();
        self.arrivals.push(Arrival { line, at_us, step: self.step, taken: false });
        Ok(())
    }

    /// Keeps what the captures of a step find in a line; the first line that matches counts.
    pub(super) fn capture(&mut self, captures: &[Capture], line: &[u8], done: &mut Vec<String>) {
        let line = shown(line);
        for capture in captures {
            let name = &capture.name.value;
            if done.contains(name) {
                continue;
            }
            if let Some(value) = capture.pattern.value.first_group(&line, &self.captures) {
                self.captures.insert(name, &value);
                done.push(name.clone());
            }
        }
    }

    /// A capture that no line satisfied.
    pub(super) fn captured_all(&self, captures: &[Capture], done: &[String]) -> Result<(), Stop> {
        let missing = captures.iter().find(|capture| !done.contains(&capture.name.value));
        missing.map_or(Ok(()), |capture| {
            Err(self.failed(
                "attest::run::nothing_captured",
                format!("nothing to keep as `{}` came", capture.name.value),
                capture.pattern.span,
                "no line matches this",
            ))
        })
    }

    /// A failed expectation at a place in the scenario.
    pub(super) fn failed(
        &self,
        code: &'static str,
        message: impl Into<String>,
        place: Span,
        label: impl Into<String>,
    ) -> Stop {
        let text = self.plan.source.text();
        let command = self.command.filter(|command| *command != place);
        Stop::Failed(Box::new(Failure {
            code,
            message: message.into(),
            expectation: Label::new(text, place.offset, place.length, label),
            command: command.map(|span| Label::new(text, span.offset, span.length, "after this")),
            received: Octets(self.te.received().to_vec()),
            fields: Vec::new(),
            findings: Vec::new(),
            help: None,
        }))
    }

    fn overdue(&self) -> Stop {
        let limit = in_seconds(self.plan.deadline.value);
        self.failed(
            "attest::run::overdue",
            format!("the case is not over after {limit} of scenario time"),
            self.plan.deadline.span,
            "this is the limit",
        )
    }

    /// After the last step: a while of silence, the counts, and lines that nobody asked for.
    async fn close(&mut self) -> Result<Verdict, Stop> {
        self.watch(self.patience.settle).await?;
        for watch in std::mem::take(&mut self.watches) {
            self.counted(&watch)?;
        }
        let allowed = &self.plan.background.allow;
        let stray = self.arrivals.iter().find(|arrival| {
            let allowed =
                allowed.iter().any(|prefix| arrival.line.starts_with(prefix.value.as_bytes()));
            !arrival.taken && !allowed
        });
        stray.map_or(Ok(Verdict::Pass), |stray| Err(self.stray(stray)))
    }

    fn stray(&self, stray: &Arrival) -> Stop {
        let line = shown(&stray.line);
        let stop = self.failed(
            "attest::run::unexpected_line",
            format!("the line `{line}` came unasked, after {}", seconds(stray.at_us)),
            stray.step,
            "it came during this step",
        );
        with_help(
            stop,
            "an `await` step takes a URC; `background: { allow: [...] }` lets it come at any time",
        )
    }
}

/// An event of the model as a sentence; those that the transcript shows anyway are left out.
fn described(event: &Event) -> Option<String> {
    match event {
        Event::Transaction { kind, phase: TransactionPhase::Finished { code, reason } } => {
            let reason = reason.as_deref().unwrap_or("no reason given");
            (*code != 0)
                .then(|| format!("the model's {kind} transaction ends with {code}: {reason}"))
        }
        Event::BearerUnavailable { reason } => Some(format!("the model lacks a bearer: {reason}")),
        Event::AcknowledgeFailed { reason } => {
            Some(format!("the model's acknowledgement failed: {reason}"))
        }
        Event::PushIgnored { reason } => Some(format!("the model ignores a push: {reason}")),
        Event::UrcLost(line) => Some(format!("the model lost the URC `{}`", shown(line))),
        Event::OverrunOctets(count) => {
            Some(format!("the model lost {} of the TE", counted(*count, "octet")))
        }
        _ => None,
    }
}

/// Adds a hint to a failed expectation.
pub(super) fn with_help(stop: Stop, help: impl Into<String>) -> Stop {
    match stop {
        Stop::Failed(mut failure) => {
            failure.help = Some(help.into());
            Stop::Failed(failure)
        }
        other => other,
    }
}

/// Scenario time for people.
pub(super) fn seconds(us: u64) -> String {
    format!("{}.{:03} s", us / 1_000_000, us / 1_000 % 1_000)
}

/// A time of the scenario for people.
pub(super) fn in_seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}

/// How long the default patience waits for a response to a command of the runner.
pub(super) const fn response_time(patience: Patience) -> Duration {
    if patience.response.is_zero() { PATIENCE.response } else { patience.response }
}

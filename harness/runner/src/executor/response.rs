//! Comparing a response, frame by frame, to what a step demands.

use super::case::{Case, in_seconds, with_help};
use super::form::{Fit, fit};
use super::stop::Stop;
use crate::counted;
use crate::verdict::Verdict;
use at_codec::{Format, Frame, Response};
use scenario::{Capture, Captures, LineMatcher, Payload, Span, Spanned, shown};
use std::time::Duration;
use tokio::time::Instant;

/// Time in which the rest of a response is collected as evidence after an expectation has failed.
const EVIDENCE_TIME: Duration = Duration::from_secs(2);

/// What has to come after octets of the TE.
pub(super) struct Demand<'s> {
    /// What was sent, without the CR that ends a command line.
    pub(super) sent: &'s [u8],
    /// Where that stands.
    pub(super) place: Span,
    /// The lines, in order.
    pub(super) lines: &'s [Spanned<LineMatcher>],
    /// Where they stand.
    pub(super) all: Span,
    /// What a prompt means.
    pub(super) prompt: Prompt<'s>,
    /// Whether an echo must come, or must not; none: as the setting says.
    pub(super) echo: Option<Spanned<bool>>,
    /// What to keep from the lines.
    pub(super) captures: &'s [Capture],
    /// Time until all of it has come.
    pub(super) within: Duration,
}

/// What a prompt means to a step.
pub(super) enum Prompt<'s> {
    /// It is a failure.
    Unwanted,
    /// It must come, and gets this payload.
    Answered(&'s Spanned<Payload>),
    /// It must come, and gets nothing.
    Alone(Span),
}

impl Prompt<'_> {
    /// Where a prompt is demanded.
    pub(super) const fn place(&self) -> Option<Span> {
        match self {
            Self::Unwanted => None,
            Self::Answered(payload) => Some(payload.span),
            Self::Alone(span) => Some(*span),
        }
    }
}

/// How far a response has come.
pub(super) struct Progress<'s> {
    lines: &'s [Spanned<LineMatcher>],
    next: usize,
    pub(super) verdict: Verdict,
    pub(super) prompted: bool,
    pub(super) echoed: bool,
    pub(super) captured: Vec<String>,
}

impl<'s> Progress<'s> {
    const fn new(lines: &'s [Spanned<LineMatcher>]) -> Self {
        Self {
            lines,
            next: 0,
            verdict: Verdict::Pass,
            prompted: false,
            echoed: false,
            captured: Vec::new(),
        }
    }

    /// The next matcher that has to be met, optional ones left out.
    fn required(&self) -> Option<&'s Spanned<LineMatcher>> {
        self.lines.iter().skip(self.next).find(|line| !line.value.optional)
    }

    /// Takes a line, or raw data, when it is the next one expected or one behind optional ones.
    fn take(&mut self, octets: &[u8], data: bool, captures: &Captures) -> bool {
        let mut index = self.next;
        while let Some(line) = self.lines.get(index) {
            let fits = if line.value.is_data() == data {
                fit(&line.value, octets, captures)
            } else {
                Fit::None
            };
            match fits {
                Fit::None if line.value.optional => index += 1,
                Fit::None => return false,
                Fit::Exact => break,
                Fit::Nonstandard => {
                    self.verdict = self.verdict.and(Verdict::PassNonstrict);
                    break;
                }
            }
        }
        let taken = index < self.lines.len();
        if taken {
            self.next = index + 1;
        }
        taken
    }

    fn is_complete(&self, demand: &Demand<'_>) -> bool {
        let prompt = self.prompted || !matches!(demand.prompt, Prompt::Alone(_));
        prompt && self.required().is_none()
    }
}

impl Case<'_> {
    /// Takes in frames until the demand is met.
    pub(super) async fn response<'s>(&mut self, demand: &Demand<'s>) -> Result<Progress<'s>, Stop> {
        let mut progress = Progress::new(demand.lines);
        let deadline = Instant::now() + demand.within;
        while !progress.is_complete(demand) {
            let Some(frame) = self.te.frame(deadline).await? else {
                return Err(self.silent(demand, &progress));
            };
            if let Err(stop) = self.response_frame(frame, demand, &mut progress).await {
                return Err(self.with_evidence(stop, deadline).await);
            }
        }
        Ok(progress)
    }

    async fn response_frame(
        &mut self,
        frame: Frame,
        demand: &Demand<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<(), Stop> {
        match frame {
            Frame::Prompt => self.prompt(demand, progress).await,
            Frame::Echo(echo) => self.echo(&echo, demand, progress),
            Frame::Data(octets) => self.data(&octets, progress),
            Frame::Line(text) | Frame::Overlong(text) => self.response_line(text, demand, progress),
        }
    }

    async fn prompt(
        &mut self,
        demand: &Demand<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<(), Stop> {
        let place = demand.prompt.place();
        if let Some(place) = place.filter(|_| progress.prompted) {
            return Err(self.failed(
                "attest::run::unexpected_prompt",
                "a second prompt came",
                place,
                "one was expected",
            ));
        }
        progress.prompted = true;
        match &demand.prompt {
            Prompt::Answered(payload) => {
                let octets = payload.value.octets_with(&self.captures);
                self.te.write(&octets).await
            }
            Prompt::Alone(_) => Ok(()),
            Prompt::Unwanted => {
                let stop = self.failed(
                    "attest::run::unexpected_prompt",
                    "a prompt came, and the step has no payload for it",
                    demand.all,
                    "this was expected instead of a prompt",
                );
                Err(with_help(
                    stop,
                    "`prompt: ...` gives the payload of a command that asks for one",
                ))
            }
        }
    }

    fn echo(
        &self,
        echo: &[u8],
        demand: &Demand<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<(), Stop> {
        progress.echoed = true;
        let text = shown(echo);
        let wanted = demand.echo.map(|echo| echo.value);
        if wanted == Some(false) || (wanted.is_none() && self.dialect.echo == Some(false)) {
            if progress.take(echo, false, &self.captures) {
                return Ok(());
            }
            return Err(self.failed(
                "attest::run::unexpected_echo",
                format!("`{text}` is echoed although the echo is off"),
                demand.echo.map_or(demand.place, |echo| echo.span),
                "no echo was expected",
            ));
        }
        let sent = demand.sent.split(|octet| *octet == b'\r').any(|line| line.ends_with(echo));
        if progress.take(echo, false, &self.captures) || sent {
            return Ok(());
        }
        Err(self.failed(
            "attest::run::wrong_echo",
            format!("the echo `{text}` is not what was sent"),
            demand.place,
            "this was sent",
        ))
    }

    fn data(&self, octets: &[u8], progress: &mut Progress<'_>) -> Result<(), Stop> {
        if progress.take(octets, true, &self.captures) {
            return Ok(());
        }
        let required = progress.required();
        let label = match required {
            Some(line) if line.value.is_data() => "these octets were expected",
            _ => "a line was expected here",
        };
        Err(self.failed(
            "attest::run::wrong_data",
            format!("raw data of {} came, not what is expected", counted(octets.len(), "octet")),
            required.map_or(self.step, |line| line.span),
            label,
        ))
    }

    fn response_line(
        &mut self,
        line: Vec<u8>,
        demand: &Demand<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<(), Stop> {
        self.capture(demand.captures, &line, &mut progress.captured);
        if progress.take(&line, false, &self.captures) {
            if Response::format(&line) != Format::Strict && self.is_final(&line) {
                progress.verdict = progress.verdict.and(Verdict::PassNonstrict);
            }
            return Ok(());
        }
        if self.is_final(&line) {
            return Err(self.wrong_result(&line, progress));
        }
        if matches!(Response::parse(&line), Response::Urc(_)) {
            return self.arrived(line);
        }
        Err(self.wrong_line(&line, progress))
    }

    fn wrong_result(&self, line: &[u8], progress: &Progress<'_>) -> Stop {
        let text = shown(line);
        let Some(required) = progress.required() else {
            return self.wrong_line(line, progress);
        };
        let is_last = progress.lines.last().is_some_and(|last| last.span == required.span);
        if is_last {
            self.failed(
                "attest::run::wrong_result",
                format!("the final result code is `{text}`"),
                required.span,
                format!("expected here, `{text}` came"),
            )
        } else {
            self.failed(
                "attest::run::missing_line",
                format!("the response ends with `{text}` before all its lines have come"),
                required.span,
                "this line is missing",
            )
        }
    }

    fn wrong_line(&self, line: &[u8], progress: &Progress<'_>) -> Stop {
        let text = shown(line);
        self.failed(
            "attest::run::unexpected_line",
            format!("the line `{text}` differs from what is expected"),
            progress.required().map_or(self.step, |required| required.span),
            format!("expected here, `{text}` came"),
        )
    }

    fn silent(&self, demand: &Demand<'_>, progress: &Progress<'_>) -> Stop {
        let line = progress.required().map_or(demand.all, |required| required.span);
        let prompt = demand.prompt.place().filter(|_| !progress.prompted);
        self.failed(
            "attest::run::no_response",
            format!("nothing more came within {}", in_seconds(demand.within)),
            prompt.unwrap_or(line),
            "this did not come",
        )
    }

    /// Whether a line ends a response.
    pub(super) fn is_final(&self, line: &[u8]) -> bool {
        let numeric = !self.te.is_verbose()
            && line.len() <= 2
            && !line.is_empty()
            && line.iter().all(u8::is_ascii_digit);
        numeric || matches!(Response::parse(line), Response::Final(_))
    }

    /// Reads to the end of a response that has failed already.
    async fn skip_response(&mut self, deadline: Instant) {
        loop {
            match self.te.frame(deadline).await {
                Ok(Some(Frame::Line(line))) if self.is_final(&line) => return,
                Ok(Some(Frame::Prompt) | None) | Err(_) => return,
                Ok(Some(_)) => {}
            }
        }
    }

    /// Collects the rest of the response and puts it into the failure.
    async fn with_evidence(&mut self, stop: Stop, deadline: Instant) -> Stop {
        let Stop::Failed(mut failure) = stop else {
            return stop;
        };
        let ended = [
            "attest::run::wrong_result",
            "attest::run::missing_line",
            "attest::run::unexpected_prompt",
        ];
        if !ended.contains(&failure.code) {
            self.skip_response(deadline.min(Instant::now() + EVIDENCE_TIME)).await;
        }
        if self.te.received().len() > failure.received.0.len() {
            failure.received.0 = self.te.received().to_vec();
        }
        Stop::Failed(failure)
    }
}

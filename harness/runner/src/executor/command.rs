//! The steps `send` and `type`: a command line or raw octets, and what has to come then.

use super::case::{Case, with_help};
use super::efs::difference;
use super::form::{Fit, fit};
use super::response::{Demand, Progress, Prompt};
use super::stop::Stop;
use crate::verdict::Verdict;
use scenario::{Payload, SendStep, Spanned, TypeStep};
use std::time::Duration;

impl Case<'_> {
    /// Sends a command line and compares its response.
    pub(super) async fn send(&mut self, step: &SendStep) -> Result<Verdict, Stop> {
        let line = step.line.value.resolve(&self.captures).into_bytes();
        let demand = Demand {
            sent: &line,
            place: step.line.span,
            lines: &step.expect.value.lines,
            all: step.expect.span,
            prompt: step.prompt.as_ref().map_or(Prompt::Unwanted, Prompt::Answered),
            echo: step.echo,
            captures: &step.captures,
            within: step.within.value,
        };
        self.begin(&demand, &[line.as_slice(), b"\r"].concat()).await?;
        // ATV is in force for its own result code already.
        let before = self.dialect;
        self.te.set_verbose(before.after(&line).verbose);
        let progress = self.response(&demand).await.map_err(|stop| unanswered(stop, &line))?;
        self.check_prompt(&demand, &progress)?;
        self.check_echo(&demand, &progress)?;
        self.check_octets(step.octets.as_ref())?;
        self.captured_all(&step.captures, &progress.captured)?;
        if self.accepted(step) {
            self.dialect = self.dialect.after(&line);
        }
        self.te.set_verbose(self.dialect.verbose);
        Ok(progress.verdict)
    }

    /// Sends octets as they are, and compares what comes where the step says what has to.
    pub(super) async fn type_octets(&mut self, step: &TypeStep) -> Result<Verdict, Stop> {
        let octets = step.payload.value.octets_with(&self.captures);
        let lines = step.expect.as_ref().map_or(&[][..], |expect| &expect.value.lines);
        let demand = Demand {
            sent: &octets,
            place: step.payload.span,
            lines,
            all: step.expect.as_ref().map_or(step.payload.span, |expect| expect.span),
            prompt: step.prompt.map_or(Prompt::Unwanted, Prompt::Alone),
            echo: step.echo,
            captures: &step.captures,
            within: step.within.value,
        };
        self.begin(&demand, &octets).await?;
        self.follow(&octets);
        if step.expect.is_none() && step.prompt.is_none() {
            return Ok(Verdict::Pass);
        }
        let progress = self.response(&demand).await?;
        self.check_echo(&demand, &progress)?;
        self.check_octets(step.octets.as_ref())?;
        self.captured_all(&step.captures, &progress.captured)?;
        Ok(progress.verdict)
    }

    /// Takes in what came before, and sends.
    async fn begin(&mut self, demand: &Demand<'_>, octets: &[u8]) -> Result<(), Stop> {
        if octets.is_empty() {
            // Nothing is sent: the step goes on with what the one before has caused.
            return Ok(());
        }
        self.watch(Duration::ZERO).await?;
        self.te.clear_received();
        self.command = Some(demand.place);
        self.te.write(octets).await
    }

    /// Follows settings in typed command lines, which nobody confirms.
    fn follow(&mut self, octets: &[u8]) {
        for line in octets.split(|octet| *octet == b'\r') {
            self.dialect = self.dialect.after(line);
        }
        self.te.set_verbose(self.dialect.verbose);
    }

    fn check_prompt(&self, demand: &Demand<'_>, progress: &Progress<'_>) -> Result<(), Stop> {
        let Some(place) = demand.prompt.place().filter(|_| !progress.prompted) else {
            return Ok(());
        };
        Err(self.failed(
            "attest::run::missing_prompt",
            "the final result code came without a prompt before it",
            place,
            "the payload was not asked for",
        ))
    }

    fn check_echo(&self, demand: &Demand<'_>, progress: &Progress<'_>) -> Result<(), Stop> {
        let wanted = demand.echo.map(|echo| echo.value);
        let expected =
            wanted.or_else(|| self.dialect.echo.filter(|_| demand.sent.starts_with(b"AT")));
        if expected != Some(true) || progress.echoed {
            return Ok(());
        }
        let stop = self.failed(
            "attest::run::missing_echo",
            "what was sent is not echoed although the echo is on",
            demand.echo.map_or(demand.place, |echo| echo.span),
            "no echo came",
        );
        Err(with_help(stop, "ATE1 switches the echo on, ATE0 off"))
    }

    /// Compares every octet since the command line, framing included.
    fn check_octets(&self, wanted: Option<&Spanned<Payload>>) -> Result<(), Stop> {
        let Some(wanted) = wanted else { return Ok(()) };
        let octets = wanted.value.octets_with(&self.captures);
        if octets == self.te.received() {
            return Ok(());
        }
        Err(self.failed(
            "attest::run::wrong_octets",
            difference(&octets, self.te.received()),
            wanted.span,
            "exactly these octets were expected",
        ))
    }

    /// Whether the expected final result code, which has come, says that the line was carried out.
    fn accepted(&self, step: &SendStep) -> bool {
        step.expect.value.final_result_code().is_some_and(|last| {
            [&b"OK"[..], b"0"]
                .iter()
                .any(|code| fit(&last.value, code, &self.captures) != Fit::None)
        })
    }
}

/// Adds why nothing answers what is no command line (V.250, 5.2.1); a line that is none on purpose may be sent.
fn unanswered(stop: Stop, line: &[u8]) -> Stop {
    let begins = |prefix: &[u8]| {
        line.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    match stop {
        Stop::Failed(failure)
            if failure.code == "attest::run::no_response" && !begins(b"AT") && !begins(b"A/") =>
        {
            with_help(
                Stop::Failed(failure),
                "the line does not begin with AT: a module takes no notice of it",
            )
        }
        other => other,
    }
}

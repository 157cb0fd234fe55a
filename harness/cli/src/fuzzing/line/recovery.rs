//! How a module on a line is brought to answer again, and to where a sequence begins.

use super::{Line, control_failed, failed};
use crate::fuzzing::power_hook;
use campaign::bench::{Target as _, TargetError, TeAnswer};
use campaign::liveness::DTR_LOW;
use runner::unanswered::{LULL, LULLS, unanswered};
use std::time::Duration;
use tokio::time::{Instant, timeout};
use transport::control::ControlError;

/// How long a line is silent when all that was under way has come.
const QUIET: Duration = Duration::from_millis(15);
/// How long octets are dropped while a line is not silent, and on a port on which nothing has answered yet.
const NOISE_MAX: Duration = Duration::from_secs(60);
const FIRST_NOISE_MAX: Duration = Duration::from_secs(2);
/// Octets of one answer to the campaign's own command lines.
const ANSWER_OCTETS_MAX: usize = 64 * 1024;
/// How long the answer to a line of the reset is waited for.
const RESET_WAIT: Duration = Duration::from_secs(2);
/// How long a transaction of the sequence before may still run.
const BUSY_WAIT: Duration = Duration::from_secs(60);
/// How long a module takes to start at most.
const START_WAIT: Duration = Duration::from_secs(60);
/// Between two looks at a port that is not there yet.
const START_PERIOD: Duration = Duration::from_millis(200);
/// The code of a module that runs a transaction.
const BUSY: u16 = 171;
/// Octets that end data mode at the latest, and those of one piece.
const PADDING_OCTETS_MAX: usize = 310_000;
const PADDING_PIECE_OCTETS: usize = 1_000;
/// Octets of padding for a port on which nothing has answered yet: most likely there is no module.
const FIRST_PADDING_OCTETS_MAX: usize = 2_000;
/// Takes the place of a factory reset; each may be refused.
const SOFT_RESET: [&str; 4] = ["ATZ", "AT+CMMSEDIT=0", "AT+CMMSDELETE", "AT&F"];

impl Line {
    pub(super) fn reset_by_control(&mut self) -> Result<(), TargetError> {
        let (readings, files) = (self.readings.clone(), self.files.clone());
        let (runtime, opened) = self.both()?;
        let Some(lab) = &opened.lab else { return Ok(()) };
        let reset = async {
            lab.factory().await?;
            // Readings of before go too, so this is asked for even when there are none.
            lab.profile(readings).await?;
            for (path, octets) in &files {
                lab.put_file(path, octets).await?;
            }
            Ok::<(), ControlError>(())
        };
        runtime.block_on(reset).map_err(control_failed)
    }

    pub(super) fn reset_by_commands(&mut self) -> Result<(), TargetError> {
        self.wake()?;
        for line in SOFT_RESET {
            if self.ask(line)?.0 == TeAnswer::Code(BUSY) {
                self.await_report()?;
                self.ask(line)?;
            }
        }
        // Settings of before may have taken the form of answers with them.
        self.wake()
    }

    /// Makes sure that the module answers `AT`.
    fn wake(&mut self) -> Result<(), TargetError> {
        if self.answers()? {
            return Ok(());
        }
        // Most likely this is no module, which nothing that follows would change.
        if !self.has_answered && !self.is_quiet()? {
            return Err(failed(unanswered(&self.heard, false)));
        }
        self.send(b"\x1b\r")?;
        self.drain()?;
        if self.answers()? {
            return Ok(());
        }
        let most = if self.has_answered { PADDING_OCTETS_MAX } else { FIRST_PADDING_OCTETS_MAX };
        let mut octets = 0;
        while octets < most {
            self.send(&[b'\r'; PADDING_PIECE_OCTETS])?;
            octets += PADDING_PIECE_OCTETS;
            if !self.drain()?.is_empty() && self.answers()? {
                return Ok(());
            }
        }
        for means in [|line: &mut Self| line.hang_up(DTR_LOW), Self::power_cycle] {
            match means(self) {
                Err(TargetError::Unsupported { .. }) => continue,
                done => done?,
            }
            if self.answers()? {
                return Ok(());
            }
        }
        let is_quiet = self.is_quiet()?;
        Err(failed(unanswered(&self.heard, is_quiet)))
    }

    fn answers(&mut self) -> Result<bool, TargetError> {
        self.drain()?;
        let (answer, heard) = self.ask("AT")?;
        self.heard = heard;
        let answers = answer == TeAnswer::Ok;
        self.has_answered |= answers;
        Ok(answers)
    }

    /// Whether the line is ever without octets for a while.
    fn is_quiet(&mut self) -> Result<bool, TargetError> {
        if self.heard.is_empty() {
            return Ok(true);
        }
        for _ in 0..LULLS {
            let until = self.now() + LULL;
            if self.receive(until)?.is_empty() {
                return Ok(true);
            }
            while self.now() < until && !self.receive(until)?.is_empty() {}
        }
        Ok(false)
    }

    /// The answer to a command line of the campaign's own.
    pub(super) fn ask(&mut self, line: &str) -> Result<(TeAnswer, Vec<u8>), TargetError> {
        self.send(format!("{line}\r").as_bytes())?;
        let until = self.now() + RESET_WAIT;
        let mut came = Vec::new();
        loop {
            let answer = TeAnswer::of(&came);
            // Octets that come all the time are taken behind the end of the wait too.
            let is_over = self.now() > until || came.len() > ANSWER_OCTETS_MAX;
            let is_open = answer == TeAnswer::None && !is_over;
            let piece = if is_open { self.receive(until)? } else { Vec::new() };
            if piece.is_empty() {
                return Ok((answer, came));
            }
            came.extend(piece);
        }
    }

    /// Waits for the report of a transaction.
    fn await_report(&mut self) -> Result<(), TargetError> {
        let until = self.now() + BUSY_WAIT;
        let mut came = Vec::new();
        loop {
            let piece = self.receive(until)?;
            // Octets that come all the time are taken behind the end of the wait too.
            let is_over = piece.is_empty() || self.now() > until || came.len() > ANSWER_OCTETS_MAX;
            came.extend(piece);
            let has = |report: &[u8]| came.windows(report.len()).any(|part| part == report);
            if is_over || has(b"+CMMSSEND:") || has(b"+CMMSRECV:") || has(b"+CME ERROR:") {
                self.drain()?;
                return Ok(());
            }
        }
    }

    /// Drops what is under way until the line is silent.
    pub(super) fn drain(&mut self) -> Result<Vec<u8>, TargetError> {
        let mut stale = Vec::new();
        let most = if self.has_answered { NOISE_MAX } else { FIRST_NOISE_MAX };
        let end = self.now() + most;
        while self.now() < end {
            let until = self.now() + QUIET;
            let piece = self.receive(until)?;
            if piece.is_empty() {
                break;
            }
            stale.extend(piece);
        }
        Ok(stale)
    }

    pub(super) fn power_cycle_by_hook(&mut self) -> Result<(), TargetError> {
        let Some(hook) = self.power_hook.clone() else {
            return Err(TargetError::Unsupported { ability: "switch its power" });
        };
        // The port of a module without power may go, and come back as another.
        self.release();
        let done = self.runtime.block_on(self.interrupt.before(power_hook::run(&hook)));
        done.ok_or(TargetError::Interrupted)?
            .map_err(|error| failed(format!("the power hook failed: {error}")))?;
        let start = Instant::now();
        loop {
            let is_up = self.answers();
            match is_up {
                Ok(true) => return Ok(()),
                Err(error @ TargetError::Interrupted) => return Err(error),
                Err(error) if start.elapsed() > START_WAIT => return Err(error),
                Ok(false) if start.elapsed() > START_WAIT => {
                    return Err(failed(unanswered(&self.heard, true)));
                }
                Ok(false) => {}
                Err(_) => {
                    self.release();
                    self.pass(START_PERIOD)?;
                }
            }
        }
    }

    /// Lets time pass for which the port has no event, unless the user ends it.
    pub(super) fn pass(&self, time: Duration) -> Result<(), TargetError> {
        let passed = timeout(time, std::future::pending::<()>());
        let passed = self.runtime.block_on(async { self.interrupt.before(passed).await });
        passed.map(drop).ok_or(TargetError::Interrupted)
    }
}

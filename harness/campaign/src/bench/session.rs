//! A dialogue with a target: one operation in, one observation out.

use std::time::Duration;

use super::{Observation, Target, TargetError, TeAnswer};
use crate::operation::Operation;

/// How long an answer is waited for.
pub const RESPONSE_WAIT: Duration = Duration::from_secs(5);
/// What a step lasts at least.
pub const STEP: Duration = Duration::from_millis(10);
/// Pieces of octets that one step takes at most.
const PIECES_MAX: usize = 10_000;

/// Pieces into which octets are cut at most.
const PACED_PIECES_MAX: usize = 200;

/// How octets are cut and timed on their way to the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pacing {
    /// Octets of one piece; 0 is taken as 1.
    pub octets: usize,
    /// The pause after each piece.
    pub pause: Duration,
}

/// A target with what the TE knows of its line.
#[derive(Debug, Clone)]
pub struct Session<T> {
    target: T,
    is_prompted: bool,
    pacing: Option<Pacing>,
    wait: Duration,
}

impl<T: Target> Session<T> {
    /// A dialogue that begins.
    #[must_use]
    pub const fn new(target: T) -> Self {
        Self { target, is_prompted: false, pacing: None, wait: RESPONSE_WAIT }
    }

    /// The target.
    #[must_use]
    pub const fn target(&self) -> &T {
        &self.target
    }

    /// The target, to change it.
    pub const fn target_mut(&mut self) -> &mut T {
        &mut self.target
    }

    /// Whether the module waits for octets, as far as the TE knows.
    #[must_use]
    pub const fn is_prompted(&self) -> bool {
        self.is_prompted
    }

    /// Says how long an answer is waited for from now on; [`RESPONSE_WAIT`] unless told otherwise.
    pub const fn wait(&mut self, wait: Duration) {
        self.wait = wait;
    }

    /// Says how octets are cut and timed from now on; at once and whole without a pacing.
    pub const fn pace(&mut self, pacing: Option<Pacing>) {
        self.pacing = pacing;
    }

    /// A module that was just switched on.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn reset(&mut self) -> Result<(), TargetError> {
        self.is_prompted = false;
        self.pacing = None;
        self.target.reset()
    }

    /// Carries out an operation.
    ///
    /// # Errors
    ///
    /// That of the target. An operation that the target has no means for is an error too.
    pub fn perform(&mut self, operation: &Operation) -> Result<Observation, TargetError> {
        let mut seen = Observation { began: self.target.now(), ..Observation::default() };
        match operation {
            Operation::Command(line) => {
                self.send_line(&line.to_string().into_bytes(), &mut seen)?;
            }
            Operation::Line(line) => self.send_line(line, &mut seen)?,
            Operation::Octets(octets) => {
                self.send(octets, &mut seen)?;
            }
            Operation::Payload(octets) if self.is_prompted => {
                self.is_prompted = false;
                self.exchange(octets, &mut seen)?;
            }
            Operation::Payload(_) => {}
            Operation::Tick(millis) => {
                self.listen(self.target.now() + Duration::from_millis(*millis), &mut seen)?;
            }
            Operation::Pace(octets, millis) => {
                let pause = Duration::from_millis(*millis);
                self.pacing = (*octets > 0).then_some(Pacing { octets: *octets, pause });
            }
            Operation::Mmsc(answer) => self.target.answer(*answer)?,
            Operation::Push(push) => self.target.push(*push)?,
            // The course looks to that: a dialogue has no past.
            Operation::Again(_) => {}
            Operation::PowerCycle => {
                self.is_prompted = false;
                self.target.power_cycle()?;
            }
        }
        self.listen(self.target.now() + STEP, &mut seen)?;
        seen.at = self.target.now();
        seen.captures = self.target.captures();
        seen.answers = self.target.answers();
        Ok(seen)
    }

    /// Lowers DTR for so long and raises it again; what came meanwhile.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn hang_up(&mut self, time: Duration) -> Result<Vec<u8>, TargetError> {
        self.target.hang_up(time)?;
        self.is_prompted = false;
        let mut seen = Observation::default();
        self.listen(self.target.now() + STEP, &mut seen)?;
        Ok(seen.te)
    }

    /// Lets time pass until the clock shows `until`, which keeps two sessions together.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn catch_up(&mut self, until: Duration) -> Result<Vec<u8>, TargetError> {
        let mut seen = Observation::default();
        if self.target.now() < until {
            self.listen(until, &mut seen)?;
        }
        Ok(seen.te)
    }

    fn send(&mut self, octets: &[u8], seen: &mut Observation) -> Result<(), TargetError> {
        seen.is_sent = true;
        let Some(Pacing { octets: piece, pause }) = self.pacing else {
            return self.target.send(octets);
        };
        // However long it is, it is not under way for ever.
        let piece = piece.max(octets.len() / PACED_PIECES_MAX).max(1);
        for piece in octets.chunks(piece) {
            self.target.send(piece)?;
            if !pause.is_zero() {
                self.listen(self.target.now() + pause, seen)?;
            }
        }
        Ok(())
    }

    fn send_line(&mut self, line: &[u8], seen: &mut Observation) -> Result<(), TargetError> {
        self.exchange(&[line, b"\r"].concat(), seen)?;
        self.is_prompted = TeAnswer::of(&seen.te) == TeAnswer::Prompt;
        Ok(())
    }

    fn exchange(&mut self, octets: &[u8], seen: &mut Observation) -> Result<(), TargetError> {
        self.send(octets, seen)?;
        let start = self.target.now();
        for _ in 0..PIECES_MAX {
            // The answer may have come while the last piece was on its way.
            if TeAnswer::of(&seen.te) != TeAnswer::None {
                seen.answer_octets = seen.te.len();
                seen.latency = Some(self.target.now().saturating_sub(start));
                break;
            }
            let piece = self.target.receive(start + self.wait)?;
            if piece.is_empty() {
                break;
            }
            seen.first = seen.first.or_else(|| Some(self.target.now()));
            seen.te.extend(piece);
        }
        Ok(())
    }

    fn listen(&mut self, until: Duration, seen: &mut Observation) -> Result<(), TargetError> {
        for _ in 0..PIECES_MAX {
            let piece = self.target.receive(until)?;
            if piece.is_empty() {
                break;
            }
            seen.first = seen.first.or_else(|| Some(self.target.now()));
            seen.te.extend(piece);
        }
        Ok(())
    }
}

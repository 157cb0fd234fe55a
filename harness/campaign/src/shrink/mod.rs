//! Shrinks a sequence that led to a discovery: fewer steps, then simpler ones, each candidate checked again.
//!
//! ```text
//! steps      delta debugging: halves, quarters ... single steps, until no step can go
//! arguments  towards the first value that the document allows; optional ones away
//! payloads   towards one octet, together with the number that announces it
//! delays     towards zero
//! ```
//!
//! A candidate counts when the same oracle speaks again, whatever its step, or another one of the same octets.

mod candidate;
mod confirmation;

pub use confirmation::{Confirmation, confirm};

use crate::bench::{Target, TargetError};
use crate::campaign::Found;
use crate::course::Course;
use crate::operation::Operation;
use crate::oracle::{Discovery, OracleKind};

/// What one shrinking may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Replays.
    pub replays: usize,
    /// Operations of all replays.
    pub operations: usize,
    /// How often the sequence as it was found is tried, and the same with its end once more, until it leads there again.
    pub tries: usize,
}

impl Limit {
    /// For a target in virtual time.
    pub const MEMORY: Self = Self { replays: 4_000, operations: 500_000, tries: 1 };
    /// For a target on which each operation takes its time, which other work of the machine may stretch.
    pub const WALL: Self = Self { replays: 150, operations: 5_000, tries: 4 };
}

/// Steps after which a drift that began to show is past any doubt.
const DRIFT_STEPS: usize = 96;

/// What every replay begins with, and no shrinking takes away: what a scenario begins with too.
#[must_use]
pub fn preamble() -> Vec<Operation> {
    ["ATE0", "AT+CMEE=1"].map(Operation::send).to_vec()
}

/// A sequence that was shrunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shrunk {
    /// The operations without the preamble.
    pub operations: Vec<Operation>,
    /// What they lead to. Steps count from the beginning of the preamble.
    pub discovery: Discovery,
    /// How many replays it took.
    pub replays: usize,
}

struct Shrinker<'a, T> {
    course: &'a mut Course<T>,
    best: Vec<Operation>,
    discovery: Discovery,
    replays: usize,
    operations: usize,
    limit: Limit,
}

/// Shrinks a finding on the course that it was made on.
///
/// `None`: the same oracle does not speak when the sequence is replayed behind the preamble.
///
/// # Errors
///
/// That of the target.
pub fn shrink<T: Target>(
    course: &mut Course<T>,
    found: &Found,
) -> Result<Option<Shrunk>, TargetError> {
    shrink_within(course, found, Limit::MEMORY)
}

/// The same within a limit of its own.
///
/// # Errors
///
/// That of the target.
pub fn shrink_within<T: Target>(
    course: &mut Course<T>,
    found: &Found,
    limit: Limit,
) -> Result<Option<Shrunk>, TargetError> {
    let discovery = found.discovery.clone();
    let mut shrinker =
        Shrinker { course, best: Vec::new(), discovery, replays: 0, operations: 0, limit };
    if !shrinker.comes_again(found)? {
        return Ok(None);
    }
    loop {
        let before = shrinker.best.clone();
        shrinker.fewer_steps()?;
        shrinker.simpler_steps()?;
        if shrinker.best == before || shrinker.is_spent() {
            break;
        }
    }
    let Shrinker { best: operations, discovery, replays, .. } = shrinker;
    Ok(Some(Shrunk { operations, discovery, replays }))
}

/// The sequence with its end once more: a drift is found where it begins to show, which may be a little later next time.
fn longer(found: &Found) -> Vec<Operation> {
    let operations = &found.operations;
    let is_drift = found.discovery.oracle == OracleKind::Latency;
    let start = operations.len().saturating_sub(if is_drift { DRIFT_STEPS } else { 0 });
    [operations.as_slice(), operations.get(start..).unwrap_or_default()].concat()
}

/// Whether two discoveries are of the same thing: what the reference and an invariant both see, either may tell first.
/// Where both cite a claim it is the same one.
fn is_same(discovery: &Discovery, other: &Discovery) -> bool {
    let claims = discovery.requirement.zip(other.requirement);
    claims.is_none_or(|(claim, other)| claim == other)
        && (discovery.oracle == other.oracle || discovery.seen == other.seen)
}

impl<T: Target> Shrinker<'_, T> {
    const fn is_spent(&self) -> bool {
        self.replays >= self.limit.replays || self.operations >= self.limit.operations
    }

    /// Whether the same oracle speaks; then the candidate, cut behind that step, is the best so far.
    fn try_out(&mut self, candidate: Vec<Operation>) -> Result<bool, TargetError> {
        if self.is_spent() {
            return Ok(false);
        }
        self.replays += 1;
        let preamble = preamble();
        let all = [preamble.as_slice(), &candidate].concat();
        self.operations += all.len();
        let Some(discovery) = self.course.replay(&all)? else { return Ok(false) };
        if !is_same(&discovery, &self.discovery) || discovery.step < preamble.len() {
            return Ok(false);
        }
        self.best = candidate;
        self.best.truncate(discovery.step + 1 - preamble.len());
        self.discovery = discovery;
        Ok(true)
    }

    /// Whether the sequence as it was found leads there again, or does with its end once more.
    fn comes_again(&mut self, found: &Found) -> Result<bool, TargetError> {
        for _ in 0..self.limit.tries {
            if self.try_out(found.operations.clone())? || self.try_out(longer(found))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn fewer_steps(&mut self) -> Result<(), TargetError> {
        let mut size = self.best.len().div_ceil(2).max(1);
        loop {
            let mut start = 0;
            while start < self.best.len() {
                let mut candidate = self.best.clone();
                candidate.drain(start..(start + size).min(self.best.len()));
                if !self.try_out(candidate)? {
                    start += size;
                }
            }
            if size == 1 || self.is_spent() {
                return Ok(());
            }
            size = size.div_ceil(2);
        }
    }

    fn simpler_steps(&mut self) -> Result<(), TargetError> {
        let mut index = 0;
        while index < self.best.len() {
            let is_simpler = candidate::simpler(&self.best, index);
            let mut any = false;
            for candidate in is_simpler {
                if self.try_out(candidate)? {
                    any = true;
                    break;
                }
            }
            if !any || self.is_spent() {
                index += 1;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::Bench;
    use crate::benchmark::Mode;
    use crate::operation::parse;
    use sim7100_model::Profile;
    use std::time::Duration;

    /// A module that hears nothing until its third reset.
    struct Hesitant {
        bench: Bench,
        resets: usize,
    }

    impl Target for Hesitant {
        fn now(&self) -> Duration {
            self.bench.now()
        }

        fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
            if self.resets < 3 { Ok(()) } else { self.bench.send(octets) }
        }

        fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
            self.bench.receive(deadline)
        }

        fn reset(&mut self) -> Result<(), TargetError> {
            self.resets += 1;
            self.bench.reset()
        }
    }

    fn bench() -> Bench {
        let mut profile = Profile::default();
        profile.set("deviation", "receive-while-editing").unwrap();
        Bench::new(profile)
    }

    fn watched<T: Target>(target: T) -> Course<T> {
        Mode::WithoutReference.watch(target, Bench::new(Profile::default()))
    }

    #[test]
    fn a_sequence_that_does_not_come_again_at_once_is_tried_again() {
        let text = "send AT+CMMSEDIT=1\nsend AT\nsend AT+CMMSRECV=\"http://m.example/1\"\n";
        let operations = parse(text).unwrap();
        let all = [preamble().as_slice(), &operations].concat();
        let discovery = watched(bench()).replay(&all).unwrap().unwrap();
        let found = Found { operations, discovery, state: String::new() };
        let steps = |tries| {
            let mut course = watched(Hesitant { bench: bench(), resets: 0 });
            let limit = Limit { tries, ..Limit::WALL };
            let shrunk = shrink_within(&mut course, &found, limit).unwrap();
            shrunk.map(|shrunk| shrunk.operations.len())
        };
        assert_eq!([1, 2].map(steps), [None, Some(2)]);
    }
}

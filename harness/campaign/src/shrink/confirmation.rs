//! Whether a discovery comes again: three replays from a reset.

use std::fmt;

use super::{is_same, preamble};
use crate::bench::{Target, TargetError};
use crate::course::Course;
use crate::operation::Operation;
use crate::oracle::Discovery;

/// Replays of one confirmation.
const REPLAYS: usize = 3;

/// How often a discovery came again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// Each time.
    Stable,
    /// So many times of three.
    Flaky(usize),
    /// Never.
    NotReproduced,
}

impl fmt::Display for Confirmation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stable => f.write_str("stable"),
            Self::Flaky(times) => write!(f, "flaky ({times} of {REPLAYS})"),
            Self::NotReproduced => f.write_str("not reproduced"),
        }
    }
}

/// Replays operations behind the preamble.
///
/// # Errors
///
/// That of the target.
pub fn confirm<T: Target>(
    course: &mut Course<T>,
    operations: &[Operation],
    discovery: &Discovery,
) -> Result<Confirmation, TargetError> {
    let all = [preamble().as_slice(), operations].concat();
    let mut times = 0;
    for _ in 0..REPLAYS {
        let again = course.replay(&all)?;
        times += usize::from(again.is_some_and(|again| is_same(&again, discovery)));
    }
    Ok(match times {
        0 => Confirmation::NotReproduced,
        REPLAYS => Confirmation::Stable,
        times => Confirmation::Flaky(times),
    })
}

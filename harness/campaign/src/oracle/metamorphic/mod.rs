//! I11: the same said in another way is answered the same. It needs neither a reference nor a belief, but two runs.
//!
//! The second run begins with a reset and is compared with the first through the map of the differential oracle: times
//! and transaction ids are left out, reports and requests may come a little earlier or later. A difference counts when
//! both ways are tried once more and each comes to what it came to before, so that what a reset leaves behind, or a line
//! in wall time does by itself, is no discovery.

mod comparison;
mod turn;

pub use crate::operation::Relation;

use std::time::Duration;

use self::comparison::{Comparison, Difference};
use self::turn::{Turn, literally};
use super::{Discovery, OracleKind};
use crate::bench::{Observation, Session, Target, TargetError};
use crate::operation::{Operation, escape};

/// Milliseconds after which the module has told what it owes.
const REST_MILLIS: u64 = 2_500;

/// A step that was performed, with what came back.
#[derive(Debug, Clone)]
pub(crate) struct Past {
    /// The operation.
    pub(crate) operation: Operation,
    /// What came back. Its times count from the reset.
    pub(crate) seen: Observation,
}

/// What saying it again came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Again {
    /// Answers that were compared.
    pub(crate) compared: u64,
    /// Where they part, if they do. Its step is that of the first run.
    pub(crate) discovery: Option<Discovery>,
}

/// The operations of the other way; none where it is no other way, or where some step cannot be compared in it.
pub(crate) fn operations(relation: Relation, past: &[Past]) -> Option<Vec<Operation>> {
    let turns = turn::turns(relation, past)?;
    Some(turns.into_iter().map(|turn| turn.operation).collect())
}

/// The operations of the other way as a scenario has them: without the first `settings` steps, which it begins with anyhow,
/// but for settings that are others.
pub(crate) fn spelled(
    relation: Relation,
    past: &[Past],
    settings: usize,
) -> Option<Vec<Operation>> {
    let turns = turn::turns(relation, past)?;
    // Where nothing else is left, they are what differs.
    let settings = if past.len() > settings { settings } else { 0 };
    let is_setting = matches!(relation, Relation::Echo | Relation::ErrorLevel);
    let is_kept = |turn: &Turn| {
        let was = past.get(turn.steps.start).map(|past| &past.operation);
        turn.steps.end > settings || (is_setting && Some(&turn.operation) != was)
    };
    let kept = turns.into_iter().filter(is_kept);
    if relation != Relation::OctetByOctet {
        return Some(kept.map(|turn| turn.operation).collect());
    }
    // A scenario has no pace.
    let single = kept.flat_map(|turn| match turn.operation {
        Operation::Pace(..) => Vec::new(),
        operation if operation.octets().is_empty() => vec![operation],
        operation => {
            let end = operation.is_command().then_some(b'\r');
            let octets = operation.octets().into_iter().chain(end);
            octets.map(|octet| Operation::Octets(vec![octet])).collect()
        }
    });
    Some(single.collect())
}

/// Performs a sequence twice, each time from a reset, the second time in the other way.
///
/// # Errors
///
/// That of the target.
pub fn check<T: Target>(
    session: &mut Session<T>,
    operations: &[Operation],
    relation: Relation,
) -> Result<Option<Discovery>, TargetError> {
    session.reset()?;
    let mut past = Vec::new();
    for operation in operations {
        let (operation, seen) = (operation.clone(), session.perform(operation)?);
        past.push(Past { operation, seen });
    }
    Ok(again(session, &past, relation)?.discovery)
}

/// Says what was said again, in another way, on a module that was reset.
///
/// # Errors
///
/// That of the target.
pub(crate) fn again<T: Target>(
    session: &mut Session<T>,
    past: &[Past],
    relation: Relation,
) -> Result<Again, TargetError> {
    let Some(turns) = turn::turns(relation, past) else { return Ok(Again::default()) };
    let (difference, compared) = perform(session, past, &turns, relation)?;
    let nothing = Again { compared, discovery: None };
    let Some(difference) = difference else { return Ok(nothing) };
    let is_repeatable = perform(session, past, &literally(past), relation)?.0.is_none();
    if !is_repeatable {
        return Ok(nothing);
    }
    let once_more = perform(session, past, &turns, relation)?.0;
    if once_more.is_none_or(|other| other.turn != difference.turn) {
        return Ok(nothing);
    }
    Ok(Again { compared, discovery: Some(discovery(difference, &turns, relation)) })
}

fn discovery(difference: Difference, turns: &[Turn], relation: Relation) -> Discovery {
    let Difference { turn, expected, seen } = difference;
    let turn = turns.get(turn);
    let said = turn.map(|turn| escape(&turn.operation.octets())).unwrap_or_default();
    Discovery {
        oracle: OracleKind::Metamorphic,
        requirement: relation.requirement(),
        step: turn.map_or(0, |turn| turn.steps.end.saturating_sub(1)),
        limit: None,
        expected,
        seen: format!("{seen} to {said}, {relation}"),
    }
}

/// Performs turns from a reset and compares each with the steps that it stands for; also how many were compared.
fn perform<T: Target>(
    session: &mut Session<T>,
    past: &[Past],
    turns: &[Turn],
    relation: Relation,
) -> Result<(Option<Difference>, u64), TargetError> {
    session.reset()?;
    let mut comparison = Comparison::new(relation, past);
    for (index, turn) in turns.iter().enumerate() {
        let mut seen = session.perform(&turn.operation)?;
        // What is said in fewer lines, or quicker, waits, so that whatever is under way is as far as it was.
        let end = turn.steps.end;
        let next = past.get(end).map(|next| next.seen.began);
        let until = next.or_else(|| past.last().map(|last| last.seen.at));
        if !turn.steps.is_empty() {
            seen.te.extend(session.catch_up(until.unwrap_or(Duration::ZERO))?);
        }
        comparison.take(index, turn, seen);
    }
    if comparison.is_open() {
        let seen = session.perform(&Operation::Tick(REST_MILLIS))?;
        comparison.rest(turns.len().saturating_sub(1), seen);
    }
    Ok(comparison.end())
}

#[cfg(test)]
mod tests;

//! What the targets over transcripts share: a bounded sequence, and a bench to perform it on.

use sim7100_model::Profile;

use super::module::assert_sound;
use crate::bench::{Bench, Observation, Session, TargetError};
use crate::operation::{self, Operation};

/// Operations of one input.
pub(super) const OPERATIONS_MAX: usize = 64;
/// Octets of one payload: more than the least maximum PDU size.
const PAYLOAD_OCTETS_MAX: usize = 12_000;
/// Milliseconds of one tick: past every transaction.
const TICK_MILLIS_MAX: u64 = 4_000_000;

/// The operations of a transcript; lines that are none mean nothing.
pub(super) fn operations(transcript: &[u8]) -> Vec<Operation> {
    let mut operations = operation::parse_leniently(transcript);
    operations.truncate(OPERATIONS_MAX);
    for operation in &mut operations {
        match operation {
            Operation::Payload(octets) => octets.truncate(PAYLOAD_OCTETS_MAX),
            Operation::Tick(millis) => *millis = (*millis).min(TICK_MILLIS_MAX),
            _ => {}
        }
    }
    operations
}

/// A module that was just switched on, with its clock, its files and its MMSC.
pub(super) fn session() -> Session<Bench> {
    Session::new(Bench::new(Profile::default()))
}

/// Performs an operation on a sound model, which is sound afterwards.
///
/// # Errors
///
/// That of the bench, which has none.
pub(super) fn perform(
    session: &mut Session<Bench>,
    operation: &Operation,
) -> Result<Observation, TargetError> {
    let seen = session.perform(operation)?;
    assert_sound(session.target().model());
    Ok(seen)
}

//! The oracles without a reference, in order. They speak of nothing once the belief is lost.

use super::evidence::Evidence;
use super::{Discovery, accounting, capture, code, framing, read_back, size};

type Check = fn(&Evidence<'_>) -> Option<Discovery>;

const CHECKS: &[Check] = &[
    accounting::check,
    framing::check,
    size::check,
    code::check,
    read_back::check,
    capture::check,
];

/// The first breach of a step.
pub(crate) fn check(evidence: &Evidence<'_>) -> Option<Discovery> {
    if evidence.before.is_lost || evidence.after.is_lost {
        return None;
    }
    CHECKS.iter().find_map(|check| check(evidence))
}

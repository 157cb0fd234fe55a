//! The oracles without a reference, in order. They speak of nothing once the belief is lost.

use at_codec::{CmeError, FinalResult};

use super::evidence::Evidence;
use super::{Discovery, Looked, OracleKind, accounting, capture, code, framing, read_back, size};

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

/// Counts the oracles that have something to judge in a step.
pub(crate) fn look(evidence: &Evidence<'_>, looked: &mut Looked) {
    let Evidence { before, after, reply, seen, .. } = evidence;
    if before.is_lost || after.is_lost {
        return;
    }
    looked.note(OracleKind::Framing);
    let has_report = reply.urcs().next().is_some();
    let is_taken = reply.is_ok() || reply.is_prompt();
    let has_code =
        reply.finals().any(|result| matches!(result, FinalResult::Cme(CmeError::Code(_))));
    let has_captures = !seen.captures.is_empty();
    let is_owed_anew = after.owed.is_some() && before.owed.is_none();
    let judged = [
        (OracleKind::Accounting, has_report || before.job.is_some() || after.job.is_some()),
        (OracleKind::Code, has_code || has_report || (is_taken && evidence.action().is_some())),
        (OracleKind::ReadBack, evidence.line().is_some_and(read_back::is_read)),
        (OracleKind::Size, before.max_octets.is_some() && (has_captures || is_owed_anew)),
        (OracleKind::Capture, has_captures),
    ];
    for (kind, _) in judged.into_iter().filter(|(_, is_judged)| *is_judged) {
        looked.note(kind);
    }
}

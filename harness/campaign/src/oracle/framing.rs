//! I1: each command line gets exactly one final result code, or a prompt and then one after the payload.
//! I2: a report stands between responses, never in one.

use std::time::Duration;

use super::evidence::Evidence;
use super::{Discovery, OracleKind};
use crate::belief::Item;
use crate::operation::Operation;

/// From how long on an answer to octets that are too few is one to the silence behind them.
const CUT: Duration = Duration::from_secs(1);

pub(super) fn check(evidence: &Evidence<'_>) -> Option<Discovery> {
    residue(evidence)
        .or_else(|| prompt(evidence))
        .or_else(|| order(evidence))
        .or_else(|| count(evidence))
}

fn residue(evidence: &Evidence<'_>) -> Option<Discovery> {
    if evidence.reply.residue.is_empty() {
        return None;
    }
    evidence.breach(OracleKind::Framing, "", "whole lines", evidence.shown())
}

fn prompt(evidence: &Evidence<'_>) -> Option<Discovery> {
    let reply = evidence.reply;
    if !reply.items.contains(&Item::Prompt) {
        return None;
    }
    let fault = |requirement, expected: &str| {
        evidence.breach(OracleKind::Framing, requirement, expected, evidence.shown())
    };
    if reply.finals().next().is_some() {
        return fault("SIM-3.4-2", "no prompt before a refusal");
    }
    if evidence.line().is_none_or(|line| line.name() != "+CMMSDOWN") {
        return fault("SIM-3.4-1", "a prompt of AT+CMMSDOWN only");
    }
    if !evidence.seen.te.ends_with(evidence.personality.prompt) {
        return fault("SIM-3.4-1", "the prompt in its form");
    }
    None
}

/// No report between the first line of a response and its final result code.
fn order(evidence: &Evidence<'_>) -> Option<Discovery> {
    let items = &evidence.reply.items;
    let last = items.iter().position(|item| matches!(item, Item::Final(_)))?;
    let response = items.iter().take(last).skip_while(|item| !matches!(item, Item::Line(_)));
    let mut reports = response.filter(|item| matches!(item, Item::Urc(_)));
    reports.next()?;
    evidence.breach(OracleKind::Framing, "SIM-7-6", "no report in a response", evidence.shown())
}

fn count(evidence: &Evidence<'_>) -> Option<Discovery> {
    let finals = evidence.reply.finals().count();
    let (least, most) = expected(evidence);
    if (least..=most).contains(&finals) {
        return None;
    }
    let expected = format!("{least} to {most} final result codes");
    evidence.breach(OracleKind::Framing, "SIM-0-10", expected, evidence.shown())
}

/// How many final result codes a step may have.
fn expected(evidence: &Evidence<'_>) -> (usize, usize) {
    let is_transferring = evidence.before.job.is_some() || evidence.after.job.is_some();
    let is_late = evidence.personality.has_late_cme
        && (is_transferring
            || evidence
                .line()
                .is_some_and(|line| line.name() == "+CMMSSEND" || line.name() == "+CMMSRECV"));
    let surplus = usize::from(is_late);
    match (evidence.operation, &evidence.before.owed) {
        (Operation::PowerCycle, _) => (0, usize::MAX),
        (Operation::Payload(octets), Some(owed)) if evidence.seen.is_sent => {
            let is_whole = octets.len() >= owed.due();
            // Time may end data mode in the step itself.
            let is_cut = evidence.seen.latency.is_some_and(|latency| latency >= CUT);
            (usize::from(is_whole), usize::from(is_whole || is_cut) + surplus)
        }
        (Operation::Command(_) | Operation::Line(_), None) => {
            let own = usize::from(!evidence.reply.is_prompt());
            (own, own + surplus)
        }
        (_, Some(_)) => (0, 1 + surplus),
        _ => (0, surplus),
    }
}

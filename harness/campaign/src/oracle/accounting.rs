//! I3: one OK of a transfer makes one report, later, and nothing else makes one.

use std::time::Duration;

use at_codec::Urc;
use sim7100_model::TransactionKind;

use super::evidence::Evidence;
use super::{Discovery, OracleKind};
use crate::belief::Item;

/// When a report is overdue: an hour, and what a tick may overshoot it.
const OVERDUE: Duration = Duration::from_secs(3_620);

pub(super) fn check(evidence: &Evidence<'_>) -> Option<Discovery> {
    second(evidence).or_else(|| reports(evidence)).or_else(|| overdue(evidence))
}

/// The transfer that this step began.
fn begun(evidence: &Evidence<'_>) -> Option<TransactionKind> {
    let line = evidence.action().filter(|_| evidence.reply.is_ok())?;
    match line.name() {
        "+CMMSSEND" => Some(TransactionKind::Send),
        "+CMMSRECV" => Some(TransactionKind::Receive),
        _ => None,
    }
}

/// A transfer begins while another runs.
fn second(evidence: &Evidence<'_>) -> Option<Discovery> {
    begun(evidence)?;
    let running = evidence.before.job.as_ref()?;
    let early = evidence.reply.items.iter().take_while(|item| !matches!(item, Item::Final(_)));
    if early.filter_map(report).any(|kind| kind == running.kind) {
        return None;
    }
    let expected = format!("171 while a {} transaction runs", running.kind);
    evidence.breach(OracleKind::Accounting, "SIM-6-11", expected, evidence.shown())
}

/// The transfer that ends with a report.
const fn report(item: &Item) -> Option<TransactionKind> {
    match item {
        Item::Urc(Urc::Send(_)) => Some(TransactionKind::Send),
        Item::Urc(Urc::Recv(_)) => Some(TransactionKind::Receive),
        _ => None,
    }
}

/// Each report belongs to a transfer that was answered OK before it.
fn reports(evidence: &Evidence<'_>) -> Option<Discovery> {
    let mut running = evidence.before.job.as_ref().map(|job| job.kind);
    let mut begun = begun(evidence);
    for item in &evidence.reply.items {
        let kind = match item {
            Item::Final(_) => {
                running = begun.take().or(running);
                continue;
            }
            item => match report(item) {
                Some(kind) => kind,
                None => continue,
            },
        };
        if running.take() != Some(kind) {
            let (requirement, expected) = if begun.is_some() {
                ("SIM-6-1", "the report after OK")
            } else {
                ("SIM-6-3", "one report for each transfer")
            };
            return evidence.breach(
                OracleKind::Accounting,
                requirement,
                expected,
                evidence.shown(),
            );
        }
    }
    None
}

fn overdue(evidence: &Evidence<'_>) -> Option<Discovery> {
    let job = evidence.after.job.as_ref()?;
    if evidence.seen.at.saturating_sub(job.since) < OVERDUE {
        return None;
    }
    let expected = format!("a report of the {} transaction within an hour", job.kind);
    evidence.breach(OracleKind::Accounting, "SIM-6-7", expected, "none came")
}

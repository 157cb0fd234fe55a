//! The reference beside a module in wall time: what comes unasked may come a little earlier in one than in the other.
//!
//! Answers are compared step by step. Reports and requests to the MMSC are paired off, each with the next equal one of
//! the other side, which may come later by [`TOLERANCE`]. While one is on its way, answers may differ because one
//! module has ended a transaction that the other has not; from such a difference on the reference says nothing more of
//! the sequence.

use std::time::Duration;

use super::differential::{abstract_te, request_key, requests};
use super::{Discovery, OracleKind};
use crate::belief::{Item, Reply};
use crate::bench::Observation;
use crate::operation::escape;

/// How much later one side may report the same.
pub(crate) const TOLERANCE: Duration = Duration::from_millis(2_000);
/// How much slower than the reference an answer may be.
const SLOWER_MAX: Duration = Duration::from_millis(2_000);

/// What one side has told and the other has not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Apart {
    seen: Vec<Early>,
    expected: Vec<Early>,
    is_parted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Early {
    since: Duration,
    key: String,
    shown: String,
}

/// The answer of a step, and what came beside it.
struct Told {
    answer: Vec<Item>,
    residue: Vec<u8>,
    /// All octets, where no report is among them.
    octets: Option<Vec<u8>>,
    beside: Vec<Early>,
}

impl Apart {
    /// Whether one side still owes something.
    pub(crate) const fn is_open(&self) -> bool {
        let is_even = self.seen.is_empty() && self.expected.is_empty();
        !(self.is_parted || is_even)
    }

    /// Whether the reference speaks.
    pub(crate) const fn is_comparing(&self) -> bool {
        !self.is_parted
    }

    /// Compares a step that has `own` final result codes of its own; `None` where both agree, or may.
    pub(crate) fn compare(
        &mut self,
        step: usize,
        own: usize,
        expected: &Observation,
        seen: &Observation,
    ) -> Option<Discovery> {
        if self.is_parted {
            return None;
        }
        let found = |expected: String, seen: String| {
            let oracle = OracleKind::Differential;
            Some(Discovery { oracle, requirement: None, step, expected, seen })
        };
        let was_open = self.is_open();
        let (wanted, came) = (Told::of(own, expected), Told::of(own, seen));
        let is_same = wanted.is_like(&came);
        self.pair_off(wanted.beside, came.beside);
        if !is_same {
            if was_open || self.is_open() {
                self.is_parted = true;
                return None;
            }
            return found(escape(&expected.te), escape(&seen.te));
        }
        if let (Some(quick), Some(slow)) = (expected.latency, seen.latency)
            && slow > quick + SLOWER_MAX
        {
            return found(format!("an answer within {quick:?}"), format!("one after {slow:?}"));
        }
        let is_overdue = |early: &&Early| seen.at > early.since + TOLERANCE;
        let (surplus, missing) =
            (self.seen.iter().find(is_overdue), self.expected.iter().find(is_overdue));
        match (missing, surplus) {
            (Some(missing), Some(surplus)) => found(missing.shown.clone(), surplus.shown.clone()),
            (Some(missing), None) => found(missing.shown.clone(), "nothing".to_owned()),
            (None, Some(surplus)) => found("nothing".to_owned(), surplus.shown.clone()),
            (None, None) => None,
        }
    }

    fn pair_off(&mut self, expected: Vec<Early>, seen: Vec<Early>) {
        self.expected.extend(expected);
        for early in seen {
            match self.expected.iter().position(|other| other.key == early.key) {
                Some(place) => {
                    self.expected.remove(place);
                }
                None => self.seen.push(early),
            }
        }
        self.seen.retain(|early| {
            let place = self.expected.iter().position(|other| other.key == early.key);
            if let Some(place) = place {
                self.expected.remove(place);
            }
            place.is_none()
        });
    }
}

impl Told {
    /// Octet by octet where that can be told, else piece by piece.
    fn is_like(&self, other: &Self) -> bool {
        match (&self.octets, &other.octets) {
            (Some(own), Some(others)) => own == others,
            _ => self.answer == other.answer && self.residue == other.residue,
        }
    }

    fn of(own: usize, observation: &Observation) -> Self {
        let octets = abstract_te(&observation.te);
        let reply = Reply::read(&octets);
        let (answer, beside) = (Vec::new(), Vec::new());
        let mut told = Self { answer, residue: reply.residue, octets: None, beside };
        let mut finals = 0;
        let early = |shown: String, key: String| Early { since: observation.at, key, shown };
        for item in reply.items {
            finals += usize::from(matches!(item, Item::Final(_)));
            let is_beside = match &item {
                Item::Urc(_) => true,
                // A failed transfer is told by an error code of its own in some profiles.
                Item::Final(_) => finals > own,
                _ => false,
            };
            if is_beside {
                let text = format!("{item:?}");
                told.beside.push(early(text.clone(), text));
            } else {
                told.answer.push(item);
            }
        }
        told.octets = told.beside.is_empty().then_some(octets);
        let captures = observation.captures.iter();
        told.beside.extend(
            captures.map(|capture| {
                early(requests(std::slice::from_ref(capture)), request_key(capture))
            }),
        );
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One step: milliseconds at its end, what was expected, and what came.
    type Row<'a> = (u64, &'a str, &'a str);

    fn check(rows: &[Row<'_>], expected: &str) {
        let mut apart = Apart::default();
        let observe = |at: u64, te: &str| Observation {
            te: te.as_bytes().to_vec(),
            at: Duration::from_millis(at),
            ..Observation::default()
        };
        let told = rows.iter().enumerate().find_map(|(step, (at, expected, seen))| {
            apart.compare(step, 1, &observe(*at, expected), &observe(*at, seen))
        });
        let told = told.map_or_else(
            || if apart.is_comparing() { "agree" } else { "parted" }.to_owned(),
            |found| format!("{} {} / {}", found.step, found.expected, found.seen),
        );
        assert_eq!(told, expected);
    }

    const OK: &str = "\r\nOK\r\n";
    const BUSY: &str = "\r\n+CME ERROR: 171\r\n";
    const SENT: &str = "\r\n+CMMSSEND: 0\r\n";

    #[test]
    fn answers_are_compared_at_once_and_reports_when_they_are_due() {
        let sent_after_ok = format!("{OK}{SENT}");
        check(&[(10, OK, OK), (20, OK, &sent_after_ok), (30, &sent_after_ok, OK)], "agree");
        check(&[(10, OK, OK), (20, OK, BUSY)], r"1 \r\nOK\r\n / \r\n+CME ERROR: 171\r\n");
        check(&[(10, OK, &sent_after_ok), (20, OK, BUSY), (9_000, OK, BUSY)], "parted");
        check(&[(10, &sent_after_ok, BUSY)], "parted");
        let twice = format!("{SENT}{SENT}");
        check(&[(10, SENT, &twice), (2_000, OK, OK)], "agree");
        check(&[(10, SENT, &twice), (2_011, OK, OK)], "1 nothing / Urc(Send(0))");
        check(&[(10, SENT, ""), (2_011, OK, OK)], "1 Urc(Send(0)) / nothing");
    }
}

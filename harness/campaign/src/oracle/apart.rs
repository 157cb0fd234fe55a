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
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    answer: Vec<Item>,
    residue: Vec<u8>,
    /// All octets, where no report is among them.
    octets: Option<Vec<u8>>,
    beside: Vec<Early>,
    /// Whether a report came before the answer.
    is_beside_first: bool,
}

/// What two answers to the same have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// All that counts.
    Same,
    /// Nobody can tell.
    Parted,
    /// Too little.
    Differ,
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

    /// Says nothing more.
    pub(super) const fn part(&mut self) {
        self.is_parted = true;
    }

    /// Nobody owes anything any more: the power was away.
    pub(super) fn forget(&mut self) {
        self.seen.clear();
        self.expected.clear();
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
        let found = |(expected, seen)| {
            let oracle = OracleKind::Differential;
            Discovery { oracle, requirement: None, step, limit: None, expected, seen }
        };
        let told =
            |observation: &Observation| Told::of(own, &observation.te, observation, |item| item);
        match self.settle(told(expected), told(seen)) {
            Agreement::Parted => return None,
            Agreement::Differ => return Some(found((escape(&expected.te), escape(&seen.te)))),
            Agreement::Same => {}
        }
        if let (Some(quick), Some(slow)) = (expected.latency, seen.latency)
            && slow > quick + SLOWER_MAX
        {
            let told = (format!("an answer within {quick:?}"), format!("one after {slow:?}"));
            return Some(Discovery { limit: Some(quick + SLOWER_MAX), ..found(told) });
        }
        self.overdue(seen.at).map(found)
    }

    /// Compares the answers, and pairs off what came beside them.
    pub(super) fn settle(&mut self, wanted: Told, came: Told) -> Agreement {
        let was_open = self.is_open();
        let is_same = wanted.is_like(&came);
        // One answered before the end of its transaction, the other behind it.
        let is_crossed = wanted.is_beside_first != came.is_beside_first;
        self.pair_off(wanted.beside, came.beside);
        match is_same {
            true => Agreement::Same,
            false if was_open || is_crossed || self.is_open() => {
                self.is_parted = true;
                Agreement::Parted
            }
            false => Agreement::Differ,
        }
    }

    /// What one side has told by then and the other has not, although it had the time.
    pub(super) fn overdue(&self, now: Duration) -> Option<(String, String)> {
        let is_overdue = |early: &&Early| now > early.since + TOLERANCE;
        let (surplus, missing) =
            (self.seen.iter().find(is_overdue), self.expected.iter().find(is_overdue));
        let shown = |early: &Early| early.shown.clone();
        let nothing = || "nothing".to_owned();
        match (missing, surplus) {
            (None, None) => None,
            (missing, surplus) => {
                Some((missing.map_or_else(nothing, shown), surplus.map_or_else(nothing, shown)))
            }
        }
    }

    /// What was expected and has not come so far.
    pub(super) fn missing(&self) -> Option<String> {
        self.expected.first().filter(|_| !self.is_parted).map(|early| early.shown.clone())
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

    /// Takes the octets of a step apart; its first `own` final result codes are its answer. `map` changes pieces that
    /// are not to be compared as they are.
    pub(super) fn of(
        own: usize,
        te: &[u8],
        observation: &Observation,
        map: impl Fn(Item) -> Item,
    ) -> Self {
        let octets = abstract_te(te);
        let reply = Reply::read(&octets);
        let (answer, beside) = (Vec::new(), Vec::new());
        let residue = reply.residue;
        let mut told = Self { answer, residue, octets: None, beside, is_beside_first: false };
        let mut finals = 0;
        let early = |shown: String, key: String| Early { since: observation.at, key, shown };
        for item in reply.items.into_iter().map(map) {
            finals += usize::from(matches!(item, Item::Final(_)));
            let is_beside = match &item {
                Item::Urc(_) => true,
                // A failed transfer is told by an error code of its own in some profiles.
                Item::Final(_) => finals > own,
                _ => false,
            };
            if is_beside {
                told.is_beside_first |= told.answer.is_empty();
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

    /// With the answer to the next line behind its own.
    pub(super) fn append(&mut self, next: Self) {
        let Self { answer, residue, octets, beside, is_beside_first } = next;
        let is_first = self.answer.is_empty() && self.residue.is_empty() && self.beside.is_empty();
        self.is_beside_first |= is_beside_first && self.answer.is_empty();
        self.octets = octets.filter(|_| is_first);
        self.answer.extend(answer);
        self.residue.extend(residue);
        self.beside.extend(beside);
    }

    /// Whether anything came that is no answer.
    pub(super) const fn has_beside(&self) -> bool {
        !self.beside.is_empty()
    }

    /// To be compared piece by piece.
    pub(super) fn forget_octets(&mut self) {
        self.octets = None;
    }

    /// Without its final result codes, as within a line of several commands.
    pub(super) fn forget_finals(&mut self) {
        self.octets = None;
        self.answer.retain(|item| !matches!(item, Item::Final(_)));
    }

    /// Nothing of it is to be compared.
    pub(super) fn forget_answer(&mut self) {
        *self = Self { beside: std::mem::take(&mut self.beside), ..Self::default() };
    }

    /// Only how it ends is to be compared.
    pub(super) fn keep_finals(&mut self) {
        self.octets = None;
        self.residue.clear();
        self.answer.retain(|item| matches!(item, Item::Final(_) | Item::Prompt));
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
        let (after_sent, before_sent) = (format!("{SENT}{OK}"), format!("{BUSY}{SENT}"));
        check(&[(10, &after_sent, &before_sent), (20, OK, BUSY)], "parted");
        check(&[(10, &before_sent, &after_sent)], "parted");
        let ok_before_sent = format!("{OK}{SENT}");
        check(&[(10, &after_sent, &ok_before_sent), (20, OK, OK)], "agree");
        check(
            &[(10, &before_sent, &ok_before_sent)],
            &format!(
                "0 {} / {}",
                escape(before_sent.as_bytes()),
                escape(ok_before_sent.as_bytes())
            ),
        );
        let twice = format!("{SENT}{SENT}");
        check(&[(10, SENT, &twice), (2_000, OK, OK)], "agree");
        check(&[(10, SENT, &twice), (2_011, OK, OK)], "1 nothing / Urc(Send(0))");
        check(&[(10, SENT, ""), (2_011, OK, OK)], "1 Urc(Send(0)) / nothing");
    }
}

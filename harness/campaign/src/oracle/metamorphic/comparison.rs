//! The answers of both ways, compared.

use at_codec::FinalResult;

use super::turn::{Turn, is_settled, own_finals, plain};
use super::{Past, Relation};
use crate::belief::Item;
use crate::bench::Observation;
use crate::operation::{Operation, escape};
use crate::oracle::apart::{Agreement, Apart, Told};

/// Where the answers part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// The turn.
    pub(super) turn: usize,
    pub(super) expected: String,
    pub(super) seen: String,
}

/// The comparison under way.
pub(super) struct Comparison<'a> {
    relation: Relation,
    past: &'a [Past],
    /// Steps that are a line of their own: what is echoed of others cannot be told from answers.
    is_plain: Vec<bool>,
    apart: Apart,
    difference: Option<Difference>,
    compared: u64,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(relation: Relation, past: &'a [Past]) -> Self {
        let (is_plain, apart) = (plain(past), Apart::default());
        Self { relation, past, is_plain, apart, difference: None, compared: 0 }
    }

    /// Takes what a turn came to.
    pub(super) fn take(&mut self, index: usize, turn: &Turn, seen: Observation) {
        if self.difference.is_some() || !self.apart.is_comparing() {
            return;
        }
        let steps = self.past.get(turn.steps.clone()).unwrap_or_default();
        // Both are on the clock of the first run: the other way may take longer as a whole.
        let last = turn.steps.end.checked_sub(1).and_then(|step| self.past.get(step));
        let at = last.map_or(seen.began, |past| past.seen.at);
        let mut wanted = Told::default();
        for (place, past) in steps.iter().enumerate() {
            let seen = Observation { at, ..past.seen.clone() };
            wanted.append(self.told(&past.operation, &seen, place + 1 == steps.len()));
        }
        let seen = Observation { at, ..seen };
        let mut came = self.told(&turn.operation, &seen, true);
        match steps {
            [] => came.forget_answer(),
            // `A/` is echoed without an end.
            [one] if self.may_be_echo(turn) && matches!(one.operation, Operation::Line(_)) => {
                wanted.forget_answer();
                came.forget_answer();
            }
            [one] if !is_settled(&one.operation) || self.may_be_echo(turn) => {
                wanted.keep_finals();
                came.keep_finals();
            }
            [_] => {}
            // What only the first run parts into lines of their own.
            _ => {
                wanted.forget_octets();
                came.forget_octets();
            }
        }
        self.compared += u64::from(!steps.is_empty());
        if turn.operation == Operation::PowerCycle {
            self.apart.forget();
        }
        let is_beside = wanted.has_beside() || came.has_beside();
        match self.apart.settle(wanted, came) {
            Agreement::Differ if is_beside => self.apart.part(),
            Agreement::Differ => {
                let all: Vec<u8> = steps.iter().flat_map(|past| past.seen.te.clone()).collect();
                self.found(index, escape(&all), escape(&seen.te));
            }
            Agreement::Parted => {}
            Agreement::Same => {
                if let Some((expected, seen)) = self.apart.overdue(at) {
                    self.found(index, expected, seen);
                }
            }
        }
    }

    /// Whether octets of the turn may have come back as data do.
    fn may_be_echo(&self, turn: &Turn) -> bool {
        let is_plain = self.is_plain.get(turn.steps.start).copied().unwrap_or(false);
        self.relation == Relation::Echo && !is_plain
    }

    /// What a step came to, as far as the relation leaves it alone.
    fn told(&self, operation: &Operation, seen: &Observation, is_last: bool) -> Told {
        let te = seen.without_echo(operation);
        let own = own_finals(operation, te);
        let is_loose = matches!(self.relation, Relation::Echo | Relation::ErrorLevel);
        let level = |item: Item| match item {
            Item::Final(FinalResult::Cme(_)) => Item::Final(FinalResult::Error),
            other => other,
        };
        let same = |item: Item| item;
        let map: fn(Item) -> Item =
            if self.relation == Relation::ErrorLevel { level } else { same };
        let mut told = Told::of(own, te, seen, map);
        if is_loose {
            told.forget_octets();
        }
        if !is_last {
            told.forget_finals();
        }
        told
    }

    fn found(&mut self, turn: usize, expected: String, seen: String) {
        self.difference = Some(Difference { turn, expected, seen });
    }

    /// Whether one side still owes something.
    pub(super) fn is_open(&self) -> bool {
        self.difference.is_none() && self.apart.is_open()
    }

    /// Takes what came after the last turn; what the first run did not wait for is nobody's.
    pub(super) fn rest(&mut self, turn: usize, seen: Observation) {
        let mut came = self.told(&Operation::Tick(0), &seen, true);
        came.forget_answer();
        self.apart.settle(Told::default(), came);
        if let Some(missing) = self.apart.missing() {
            self.found(turn, missing, "nothing".to_owned());
        }
    }

    /// The difference, if there is one, and how many answers were compared.
    pub(super) fn end(self) -> (Option<Difference>, u64) {
        (self.difference, self.compared)
    }
}

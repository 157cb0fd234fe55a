//! A place in the octets, and the end that an enclosing length sets.

use std::cell::RefCell;

use super::field::{Hole, Reason};
use super::length::Length;

/// A place in the octets. Copies are cheap, so that a reader can look ahead and come back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
    at: usize,
    bounded_by: Option<usize>,
    lengths: Option<&'a RefCell<Vec<Length>>>,
}

impl<'a> Cursor<'a> {
    /// The start of `octets`, which end where they end.
    pub(super) fn new(octets: &'a [u8]) -> Self {
        Self { rest: octets, at: 0, bounded_by: None, lengths: None }
    }

    /// The same place, where the lengths that are read from here on are kept.
    pub(super) fn recording(self, lengths: &'a RefCell<Vec<Length>>) -> Self {
        Self { lengths: Some(lengths), ..self }
    }

    /// Keeps a length, where lengths are kept.
    #[inline]
    pub(super) fn record(&self, length: impl FnOnce() -> Option<Length>) {
        if let Some(lengths) = self.lengths {
            lengths.borrow_mut().extend(length());
        }
    }

    /// Octets from the start of everything.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Octets up to the end.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Whether no octet is left.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Offset of the length that sets the end, where one does.
    pub(super) fn bounded_by(&self) -> Option<usize> {
        self.bounded_by
    }

    /// The octets up to the end.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next octet, not taken.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next octet, taken.
    pub(super) fn octet(&mut self, production: &'static str) -> Result<u8, Hole> {
        let Some((octet, rest)) = self.rest.split_first() else {
            return Err(self.hole(Reason::Truncated, production, Some(1)));
        };
        self.rest = rest;
        self.at += 1;
        Ok(*octet)
    }

    /// Up to `length` octets, taken.
    pub(super) fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        self.at += taken.len();
        taken
    }

    /// A cursor over the next `length` octets, which are taken; a length at `bounded_by` sets its end.
    pub(super) fn inner(&mut self, length: usize, bounded_by: usize) -> Self {
        let at = self.at;
        let rest = self.take(length);
        Self { rest, at, bounded_by: Some(bounded_by), lengths: self.lengths }
    }

    /// A hole at this place.
    pub(super) fn hole(
        &self,
        reason: Reason,
        production: &'static str,
        needed: Option<u64>,
    ) -> Hole {
        Hole {
            reason,
            production,
            offset: self.at,
            needed,
            available: self.left(),
            bounded_by: self.bounded_by,
            boundary_lost: false,
        }
    }
}

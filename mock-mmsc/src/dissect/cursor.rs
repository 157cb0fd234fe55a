//! A place in the octets, and the end that an enclosing length sets.

use super::field::{Hole, Reason};

/// A place in the octets. Copies are cheap, so that a reader can look ahead and come back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    octets: &'a [u8],
    at: usize,
    end: usize,
    bounded_by: Option<usize>,
}

impl<'a> Cursor<'a> {
    /// The start of `octets`, which end where they end.
    pub(super) fn new(octets: &'a [u8]) -> Self {
        Self { octets, at: 0, end: octets.len(), bounded_by: None }
    }

    /// Octets from the start of everything.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Octets up to the end.
    pub(super) fn left(&self) -> usize {
        self.end.saturating_sub(self.at)
    }

    /// Whether no octet is left.
    pub(super) fn is_empty(&self) -> bool {
        self.left() == 0
    }

    /// Offset of the length that sets the end, where one does.
    pub(super) fn bounded_by(&self) -> Option<usize> {
        self.bounded_by
    }

    /// The octets up to the end.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.octets.get(self.at..self.end).unwrap_or_default()
    }

    /// The next octet, not taken.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// The next octet, taken.
    pub(super) fn octet(&mut self, production: &'static str) -> Result<u8, Hole> {
        let octet = self.peek().ok_or_else(|| self.hole(Reason::Truncated, production, Some(1)))?;
        self.at += 1;
        Ok(octet)
    }

    /// Up to `length` octets, taken.
    pub(super) fn take(&mut self, length: usize) -> &'a [u8] {
        let taken = self.rest().get(..length).unwrap_or_else(|| self.rest());
        self.at += taken.len();
        taken
    }

    /// A cursor over the next `length` octets, which are taken; a length at `bounded_by` sets its end.
    pub(super) fn inner(&mut self, length: usize, bounded_by: usize) -> Self {
        let start = self.at;
        self.take(length);
        Self { octets: self.octets, at: start, end: self.at, bounded_by: Some(bounded_by) }
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
            production: production.into(),
            offset: self.at,
            needed,
            available: self.left(),
            bounded_by: self.bounded_by,
            boundary_lost: false,
        }
    }
}

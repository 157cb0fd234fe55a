//! A cursor over octets that knows its offset, the length field that bounds it, and the run that it belongs to.

use alloc::vec::Vec;
use core::ffi::CStr;

use crate::context::Context;
use crate::error::{DecodeError, DecodeErrorKind, LengthField, Production};
use crate::tolerance::Tolerances;

/// Reads octets from the front of a window of the input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'c, 'a> {
    rest: &'a [u8],
    offset: usize,
    promised_by: Option<LengthField>,
    context: &'c Context,
}

impl<'c, 'a> Reader<'c, 'a> {
    pub(crate) const fn new(octets: &'a [u8], context: &'c Context) -> Self {
        Self { rest: octets, offset: 0, promised_by: None, context }
    }

    /// Octets from the start of the input to the next one.
    pub(crate) const fn offset(&self) -> usize {
        self.offset
    }

    /// Octets left in the window.
    pub(crate) const fn available(&self) -> usize {
        self.rest.len()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The octets left in the window, unread.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(crate) const fn tolerates(&self, tolerance: Tolerances) -> bool {
        self.context.tolerates(tolerance)
    }

    pub(crate) const fn context(&self) -> &'c Context {
        self.context
    }

    pub(crate) fn octet(&mut self, production: Production) -> Result<u8, DecodeError> {
        let Some((octet, rest)) = self.rest.split_first() else {
            return Err(self.truncated(production, 1));
        };
        self.rest = rest;
        self.offset = self.offset.saturating_add(1);
        Ok(*octet)
    }

    /// Drops the next octet, if there is one.
    pub(crate) fn skip_octet(&mut self) {
        if let Some((_, rest)) = self.rest.split_first() {
            self.rest = rest;
            self.offset = self.offset.saturating_add(1);
        }
    }

    pub(crate) fn take(
        &mut self,
        length: usize,
        production: Production,
    ) -> Result<&'a [u8], DecodeError> {
        let Some((taken, rest)) = self.rest.split_at_checked(length) else {
            return Err(self.truncated(production, length));
        };
        self.rest = rest;
        self.offset = self.offset.saturating_add(length);
        Ok(taken)
    }

    /// Takes all that is left.
    pub(crate) const fn take_rest(&mut self) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(self.rest.len());
        self.rest = rest;
        self.offset = self.offset.saturating_add(taken.len());
        taken
    }

    /// Takes the octets up to the next NUL, which is dropped.
    pub(crate) fn take_to_nul(&mut self, production: Production) -> Result<&'a [u8], DecodeError> {
        // The search of `core` for NUL looks at a machine word at a time.
        let Ok(text) = CStr::from_bytes_until_nul(self.rest) else {
            let mut error = self.error(production, DecodeErrorKind::MissingNul);
            error.needed = self.available().saturating_add(1);
            return Err(error);
        };
        let text = self.take(text.count_bytes(), production)?;
        self.skip_octet();
        Ok(text)
    }

    /// Takes the octets that `promise` bounds, as a window of their own.
    pub(crate) fn window(
        &mut self,
        promise: LengthField,
        production: Production,
    ) -> Result<Self, DecodeError> {
        let start = self.offset;
        match self.take(promise.length, production) {
            Ok(taken) => Ok(Self {
                rest: taken,
                offset: start,
                promised_by: Some(promise),
                context: self.context,
            }),
            Err(error) => Err(DecodeError { promised_by: Some(promise), ..error }),
        }
    }

    /// The octets from here up to `end`, a later place in the same window.
    pub(crate) fn up_to(&self, end: &Self) -> Self {
        let length = end.offset.saturating_sub(self.offset);
        Self { rest: self.rest.get(..length).unwrap_or(self.rest), ..*self }
    }

    /// Checks that the window is used up.
    pub(crate) fn finish(self, production: Production) -> Result<(), DecodeError> {
        if self.is_empty() || self.tolerates(Tolerances::LOOSE_LENGTH) {
            return Ok(());
        }
        Err(self.error(production, DecodeErrorKind::ExcessOctets))
    }

    /// Appends `item`, within the budget of the run.
    pub(crate) fn push<T>(
        &self,
        items: &mut Vec<T>,
        item: T,
        production: Production,
    ) -> Result<(), DecodeError> {
        let pushed = self.context.push(items, item);
        pushed.ok_or_else(|| self.error(production, DecodeErrorKind::TooDense))
    }

    /// An error at the next octet.
    pub(crate) const fn error(&self, production: Production, kind: DecodeErrorKind) -> DecodeError {
        DecodeError {
            offset: self.offset,
            production,
            needed: 0,
            available: self.rest.len(),
            promised_by: self.promised_by,
            kind,
        }
    }

    /// An error at the next octet, which cannot be here or is not there at all.
    pub(crate) fn unexpected(&self, production: Production) -> DecodeError {
        match self.peek() {
            Some(octet) => self.error(production, DecodeErrorKind::UnexpectedOctet(octet)),
            None => self.truncated(production, 1),
        }
    }

    pub(crate) const fn truncated(&self, production: Production, needed: usize) -> DecodeError {
        let mut error = self.error(production, DecodeErrorKind::Truncated);
        error.needed = needed;
        error
    }
}

//! Where a value stands in its file: octet offset and length.
//!
//! Does not know lines or columns; [`crate::Source::position`] turns an offset into them.

use std::ops::{Deref, Range};

/// A stretch of a file, in octets from its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First octet, counted from 0.
    pub offset: usize,
    /// Number of octets; 0 marks a place between two octets.
    pub length: usize,
}

impl Span {
    /// Makes a span of `length` octets at `offset`.
    #[must_use]
    pub const fn new(offset: usize, length: usize) -> Self {
        Self { offset, length }
    }

    /// The octet after the last one.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset.saturating_add(self.length)
    }

    /// The span as a range of octets.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.offset..self.end()
    }
}

impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> Self {
        (span.offset, span.length).into()
    }
}

/// A value and where the scenario's author wrote it.
///
/// A value that a default supplied has the span of what called for it (the step's key).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value to its place.
    #[must_use]
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Changes the value and keeps its place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

//! A position in a command line.

use crate::CommandError;

/// UTF-8 of U+2018, U+2019, U+201C and U+201D, which word processors put for 0x27 and 0x22.
const TYPOGRAPHIC_QUOTES: [&[u8]; 4] =
    [b"\xE2\x80\x98", b"\xE2\x80\x99", b"\xE2\x80\x9C", b"\xE2\x80\x9D"];

/// Reads a line from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor<'a> {
    line: &'a [u8],
    offset: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) const fn new(line: &'a [u8]) -> Self {
        Self { line, offset: 0 }
    }

    /// Octets from the start of the line.
    pub(crate) const fn offset(&self) -> usize {
        self.offset
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.line.get(self.offset..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// Steps over the next octet if it is this one.
    pub(crate) fn accept(&mut self, octet: u8) -> bool {
        self.accept_if(|next| next == octet).is_some()
    }

    /// Steps over the next octet if the condition holds.
    pub(crate) fn accept_if(&mut self, condition: impl Fn(u8) -> bool) -> Option<u8> {
        let octet = self.peek().filter(|octet| condition(*octet))?;
        self.offset = self.offset.saturating_add(1);
        Some(octet)
    }

    pub(crate) fn skip_blanks(&mut self) {
        self.take_while(|octet| octet == b' ');
    }

    /// Steps over the longest run of octets for which the condition holds.
    pub(crate) fn take_while(&mut self, condition: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let count = rest.iter().take_while(|octet| condition(**octet)).count();
        self.offset = self.offset.saturating_add(count);
        rest.get(..count).unwrap_or_default()
    }

    /// Steps to the end of the line.
    pub(crate) const fn finish(&mut self) {
        self.offset = self.line.len();
    }

    pub(crate) fn is_at_typographic_quote(&self) -> bool {
        TYPOGRAPHIC_QUOTES.iter().any(|quote| self.rest().starts_with(quote))
    }

    /// The error for an octet that cannot stand here; an empty name where the line has ended.
    pub(crate) fn unexpected(&self) -> CommandError {
        let offset = self.offset;
        match self.peek() {
            None => CommandError::EmptyName { offset },
            Some(_) if self.is_at_typographic_quote() => CommandError::TypographicQuote { offset },
            Some(octet) => CommandError::UnexpectedOctet { offset, octet },
        }
    }
}

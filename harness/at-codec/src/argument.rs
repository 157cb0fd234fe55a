//! The arguments of a write form: V.250 5.4.2 and 5.4.4.1.

use alloc::vec::Vec;

use crate::CommandError;
use crate::command::{Argument, ArgumentValue};
use crate::cursor::Cursor;

/// Reads arguments after `=` as far as commas join them.
///
/// # Errors
///
/// A string without its closing quote, a typographic quotation mark, or a control character in a word.
pub(crate) fn read_arguments(cursor: &mut Cursor<'_>) -> Result<Vec<Argument>, CommandError> {
    let mut arguments = Vec::new();
    loop {
        let separated = cursor.offset();
        cursor.skip_blanks();
        let start = cursor.offset();
        let value = if cursor.accept(b'"') {
            read_text(cursor, start)?
        } else {
            ArgumentValue::from_word(&read_word(cursor, is_word_octet)?)
        };
        let offset = if value == ArgumentValue::Omitted { separated } else { start };
        arguments.push(Argument { value, offset });
        cursor.skip_blanks();
        if !cursor.accept(b',') {
            return Ok(arguments);
        }
    }
}

fn read_text(cursor: &mut Cursor<'_>, opened: usize) -> Result<ArgumentValue, CommandError> {
    let text = cursor.take_while(|octet| octet != b'"');
    if cursor.accept(b'"') {
        Ok(ArgumentValue::Text(text.to_vec()))
    } else {
        Err(CommandError::UnclosedQuote { offset: opened })
    }
}

/// Reads a word of these octets up to a separator, without the blanks at its end.
///
/// # Errors
///
/// An octet, or a typographic quotation mark, that neither belongs to the word nor separates.
pub(crate) fn read_word(
    cursor: &mut Cursor<'_>,
    belongs: impl Fn(u8) -> bool,
) -> Result<Vec<u8>, CommandError> {
    let mut word = Vec::new();
    while !cursor.is_at_typographic_quote()
        && let Some(octet) = cursor.accept_if(&belongs)
    {
        word.push(octet);
    }
    if matches!(cursor.peek(), None | Some(b',' | b';')) {
        Ok(word.trim_ascii_end().to_vec())
    } else {
        Err(cursor.unexpected())
    }
}

/// Whether an octet may stand in an argument without quotes.
pub(crate) const fn is_word_octet(octet: u8) -> bool {
    !matches!(octet, b',' | b';' | b'"') && !octet.is_ascii_control()
}

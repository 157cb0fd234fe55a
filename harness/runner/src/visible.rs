//! Text of the user or of a module, made fit for a terminal: no control character reaches it.
//!
//! Control characters (C0, DEL, C1) become the octets of their UTF-8 in angle brackets, as in
//! [`printable`](crate::printable): `<1B>`. Text of several lines keeps its line ends and tabs.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Text of several lines with its control characters escaped, but for tab, line feed, and CR before a line feed.
///
/// ```
/// assert_eq!(runner::visible::visible("a\u{1b}[2J\tb\n"), "a<1B>[2J\tb\n");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    escape(text, text.len(), in_lines)
}

/// Text for one line: line ends and tabs are escaped too.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escape(text, text.len(), |character, _| !character.is_control())
}

/// Where a stretch of a text is in its [`visible`] form: offset and length, both in octets.
///
/// What reaches past the end of the text ends at its end.
#[must_use]
pub fn visible_span(text: &str, offset: usize, length: usize) -> (usize, usize) {
    let at = |offset: usize| escape(text, offset, in_lines).len();
    let start = at(offset);
    (start, at(offset.saturating_add(length)).saturating_sub(start))
}

/// Whether a character may stand in a text of several lines; `rest` follows it.
fn in_lines(character: char, rest: &str) -> bool {
    match character {
        '\n' | '\t' => true,
        '\r' => rest.starts_with('\n'),
        other => !other.is_control(),
    }
}

/// The characters that begin before `end`, each as it is or as its octets.
fn escape(text: &str, end: usize, is_kept: impl Fn(char, &str) -> bool) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text.get(..end).unwrap_or(text));
    }
    let mut shown = String::with_capacity(text.len());
    for (offset, character) in text.char_indices().take_while(|(offset, _)| *offset < end) {
        let rest = text.get(offset + character.len_utf8()..).unwrap_or_default();
        if is_kept(character, rest) {
            shown.push(character);
            continue;
        }
        for octet in character.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a String cannot fail.
            let _ = write!(shown, "<{octet:02X}>");
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("é <1>", "é <1>", "é <1>")]
    #[case::escape("a\u{1b}[31mb", "a<1B>[31mb", "a<1B>[31mb")]
    #[case::c1_and_del("\u{9b}2J\u{7f}", "<C2><9B>2J<7F>", "<C2><9B>2J<7F>")]
    #[case::lines("a\tb\r\nc\n", "a\tb\r\nc\n", "a<09>b<0D><0A>c<0A>")]
    #[case::lone_return("a\rb", "a<0D>b", "a<0D>b")]
    fn forms(#[case] text: &str, #[case] lines: &str, #[case] line: &str) {
        assert_eq!(visible(text), lines);
        assert_eq!(visible_line(text), line);
    }

    #[rstest]
    #[case::nothing_escaped("abc", 1, 1, "b")]
    #[case::behind_an_escape("\u{1b}bc", 1, 1, "b")]
    #[case::the_escape("a\u{1b}c", 1, 1, "<1B>")]
    #[case::behind_a_line_end("\u{7}\r\nb", 3, 1, "b")]
    #[case::past_the_end("a\u{1b}", 1, 9, "<1B>")]
    fn places(
        #[case] text: &str,
        #[case] offset: usize,
        #[case] length: usize,
        #[case] expected: &str,
    ) {
        let (start, length) = visible_span(text, offset, length);
        assert_eq!(&visible(text)[start..start + length], expected);
    }
}

//! `send`: a command line and the response that it must get.

use std::time::Duration;

use crate::node::Node;
use crate::plan::read_readings;
use crate::reader::{Fields, Reader, Shape, Slot};
use crate::{Capture, Captures, Expectation, Payload, Problem, Reading, Span, Spanned, Template};

/// A command line, to which CR is appended.
#[derive(Clone, Debug)]
pub struct SendStep {
    /// The line, without CR.
    pub line: Spanned<Template>,
    /// A prompt must come, then these octets are sent. Without it, a prompt is a failure.
    pub prompt: Option<Spanned<Payload>>,
    /// The response.
    pub expect: Spanned<Expectation>,
    /// Time until the final result code; 15 s where the author gives none.
    pub within: Spanned<Duration>,
    /// Values to keep from the lines of the response.
    pub captures: Vec<Capture>,
    /// Whether the echo of the line must come, or must not; `None`: either.
    pub echo: Option<Spanned<bool>>,
    /// Every octet that must have come since the line was sent, framing included.
    pub octets: Option<Spanned<Payload>>,
    /// Readings under which the step holds. On a module that is known to follow another one it is left out.
    pub readings: Vec<Reading>,
}

/// The keys that a `send` step has beside `send`.
pub(super) const SIBLINGS: &[&str] =
    &["expect", "prompt", "no_prompt", "within", "capture", "echo", "octets", "readings"];
const SHAPE: Shape = Shape {
    place: "a `send` step",
    keys: SIBLINGS,
    example: "expect: OK (for octets that get no response, use a `type` step)",
};

impl SendStep {
    pub(super) fn read(
        reader: &mut Reader<'_>,
        slot: Slot<'_>,
        siblings: Fields<'_>,
    ) -> Option<Self> {
        let line = reader.template(slot);
        if let Some(line) = &line {
            check_line(reader, slot.node, &line.resolve(&Captures::new()));
        }
        let prompt = reader.optional(siblings, "prompt", Payload::read);
        if let (Some(line), Some(prompt)) = (&line, &prompt) {
            check_prompt(reader, slot.node, &line.resolve(&Captures::new()), prompt.span);
        }
        check_no_prompt(reader, siblings);
        let within = reader.within(siblings, slot.span());
        let captures = reader.optional(siblings, "capture", Capture::read_all);
        let echo = reader.optional(siblings, "echo", Reader::flag);
        let octets = reader.optional(siblings, "octets", Payload::read);
        let readings = reader.optional(siblings, "readings", read_readings);
        let expect = reader.required(siblings, "expect", SHAPE)?;
        let expect = Expectation::read(reader, expect)?;
        Some(Self {
            line: line?,
            prompt,
            expect,
            within: within?,
            captures: captures.unwrap_or_default(),
            echo,
            octets,
            readings: readings.unwrap_or_default(),
        })
    }
}

fn check_no_prompt(reader: &mut Reader<'_>, siblings: Fields<'_>) {
    let no_prompt = reader.optional(siblings, "no_prompt", Reader::flag);
    if no_prompt.is_some_and(|no_prompt| no_prompt.value) {
        reader.exclude(
            siblings,
            "prompt",
            "no_prompt",
            "`prompt` waits for one; leave out what the case does not mean",
        );
    }
}

fn check_line(reader: &mut Reader<'_>, node: &Node, line: &str) {
    for (offset, character) in line.char_indices() {
        let span = || place(reader, node, line, offset, character.len_utf8());
        if let Some(plain) = plain_quote(character)
            && !reader.typographic
        {
            let help = format!(
                "write `{plain}`; or give the scenario the tag `typographic`, if the quote is what it tests"
            );
            let problem = Problem::TypographicQuote { span: span(), character, plain, help };
            reader.problems.push(problem);
            return;
        }
        if character.is_control() {
            let problem = control(span(), character);
            reader.problems.push(problem);
            return;
        }
    }
}

fn control(span: Span, character: char) -> Problem {
    let (name, help) = match character {
        '\r' => ("a CR", "CR is appended by the runner: leave it out"),
        '\n' => ("a line feed", "one `send` is one command line; write it without `|` or `\\n`"),
        _ => ("a control character", "send raw octets with a `type` step: { hex: \"1B\" }"),
    };
    Problem::ControlInLine { span, character: name.to_owned(), help: help.to_owned() }
}

/// The plain quote that a typographic one stands for.
const fn plain_quote(character: char) -> Option<char> {
    match character {
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{FF02}' => Some('"'),
        '\u{2018}'..='\u{201B}' | '\u{FF07}' => Some('\''),
        _ => None,
    }
}

/// The place of a part of the line, where the file has the line as it is.
fn place(reader: &Reader<'_>, node: &Node, line: &str, offset: usize, length: usize) -> Span {
    if node.scalar() == Some(line) { node.part(reader.source, offset, length) } else { node.span }
}

/// Commands of a line that take a payload after a prompt.
const PROMPTS: [&str; 1] = ["+CMMSDOWN="];

fn check_prompt(reader: &mut Reader<'_>, node: &Node, line: &str, prompt: Span) {
    let parts = parts(line);
    let Some((_, before)) = parts.split_last() else { return };
    for &(offset, part) in before {
        let command = part.trim_start().to_ascii_uppercase();
        if PROMPTS.iter().any(|name| command.trim_start_matches("AT").starts_with(name)) {
            let span = place(reader, node, line, offset, part.len());
            reader.problems.push(Problem::PromptNotLast { span, prompt });
        }
    }
}

/// The commands of a line with their offsets: separated by `;` outside quotes.
fn parts(line: &str) -> Vec<(usize, &str)> {
    let mut quoted = false;
    let separates = |character: char| {
        quoted ^= character == '"';
        character == ';' && !quoted
    };
    let mut offset = 0_usize;
    let mut parts = Vec::new();
    for part in line.split(separates) {
        parts.push((offset, part));
        offset = offset.saturating_add(part.len()).saturating_add(1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::single("AT+CMMSEDIT=1", &[(0, "AT+CMMSEDIT=1")])]
    #[case::two("AT+A;+B", &[(0, "AT+A"), (5, "+B")])]
    #[case::quoted("AT+A=\"x;y\";+B", &[(0, "AT+A=\"x;y\""), (11, "+B")])]
    #[case::nothing_last("AT+A;", &[(0, "AT+A"), (5, "")])]
    fn parts_are_split_outside_quotes(#[case] line: &str, #[case] expected: &[(usize, &str)]) {
        assert_eq!(parts(line), expected);
    }
}

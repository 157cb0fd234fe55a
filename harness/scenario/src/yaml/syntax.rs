//! Lexical errors in words that say what to do, each with a place in octets.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::{Before, first_line};
use crate::limit::DEPTH_MAX;
use crate::{Problem, Source, Span};

/// The problem behind an error of the YAML parser.
pub(super) fn problem(source: &Source, before: &Before, error: &ScanError) -> Problem {
    let marker = error.marker();
    let at = marker
        .byte_offset()
        .unwrap_or_else(|| offset_of(source.text(), marker.line(), marker.col()));
    let here = rest_of_line(source, at);
    match error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => Problem::Tab { span: tab(source.text(), at) },
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => after_quote(source, before, at),
        ErrorKind::MappingValueNotAllowed => colon(source, before, at),
        ErrorKind::RecursionLimitExceeded => Problem::TooDeep { span: here, limit: DEPTH_MAX },
        kind => bracket(source, before, at, kind)
            .or_else(|| text(here, kind))
            .unwrap_or_else(|| other(here, error)),
    }
}

/// Errors of `[`, `]`, `{` and `}`.
fn bracket(source: &Source, before: &Before, at: usize, kind: &ErrorKind) -> Option<Problem> {
    let here = rest_of_line(source, at);
    let opened = before.bracket.map_or(here, |offset| rest_of_line(source, offset));
    let problem = match kind {
        ErrorKind::UnclosedFlowCollection { open } => syntax(
            opened,
            &format!("`{open}` is opened and never closed"),
            "opened here",
            "close it with `]` or `}`; a text that begins with a bracket must be quoted",
        ),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => syntax(
            here,
            &format!("`{open}` is closed by `{close}`"),
            "opened here",
            "`[` wants `]`, `{` wants `}`",
        ),
        ErrorKind::ExpectedFlowMappingSeparator if preceded_by_dollar(source, at) => syntax(
            Span::new(at.saturating_sub(1), 2),
            "`${` inside braces begins a mapping",
            "needs quotes",
            "between `{` and `}` quote it: { size: \"${size}\" }",
        ),
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::MisplacedFlowCollectionEnd => syntax(
            opened,
            "a bracket or a comma is missing",
            "something is missing after this bracket",
            "separate the values by commas and close the bracket; quote texts with `,` `:` `[` `{` in them",
        ),
        _ => return None,
    };
    Some(problem)
}

/// Errors of one text: its quotes, its first character, its escapes.
fn text(here: Span, kind: &ErrorKind) -> Option<Problem> {
    let problem = match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
            unclosed_quote(here, "close it on the same line".to_owned())
        }
        ErrorKind::UnknownAnchor => syntax(
            here,
            "nothing has the anchor that this alias names",
            "read as an alias",
            "a text that begins with `*` must be quoted",
        ),
        ErrorKind::UnexpectedCharacter { character } => syntax(
            here,
            &format!("no text without quotes begins with `{}`", character.escape_default()),
            "needs quotes",
            "put the text into quotes: '...'",
        ),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => syntax(
            here,
            "a backslash in double quotes begins an escape, and this is none",
            "in this text",
            "write the text in single quotes, where a backslash is a backslash: '^\\+CMMSVIEW'",
        ),
        _ => return None,
    };
    Some(problem)
}

fn other(here: Span, error: &ScanError) -> Problem {
    match error.kind() {
        ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation => syntax(
            here,
            "the indentation fits nothing above",
            "belongs to what?",
            "indent the keys of one step alike: `expect` under the first letter of `send`, not of `-`",
        ),
        _ => syntax(
            here,
            &error.info(),
            "here the sense stops",
            "look at this line and the one above it: quotes, colons, indentation",
        ),
    }
}

fn syntax(span: Span, reason: &str, label: &str, help: &str) -> Problem {
    Problem::Syntax {
        span,
        reason: reason.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
    }
}

fn unclosed_quote(span: Span, help: String) -> Problem {
    Problem::UnclosedQuote { span, help }
}

/// Text after a closing quote: where the quote was opened on an earlier line, it is not the one
/// that the author meant to close it.
fn after_quote(source: &Source, before: &Before, at: usize) -> Problem {
    let from = before.last.end();
    let between = source.slice(Span::new(from, at.saturating_sub(from)));
    let opened = between.find(['\'', '"']).map(|index| from.saturating_add(index));
    match opened {
        Some(offset) if source.position(offset).line < source.position(at).line => {
            let line = source.position(at).line;
            unclosed_quote(
                rest_of_line(source, offset),
                format!(
                    "close it on the same line; as it is, the next quote, on line {line}, closes it"
                ),
            )
        }
        _ => syntax(
            rest_of_line(source, at),
            "text follows a closing quote",
            "after the closing quote",
            "put all of it between quotes; a quote inside single quotes is doubled: 'it''s'",
        ),
    }
}

/// A colon where no key can be: mostly an unquoted response line, or a line indented too far.
fn colon(source: &Source, before: &Before, at: usize) -> Problem {
    let start = before.last.offset;
    if source.position(start).line < source.position(at).line {
        return syntax(
            line_of(source, at),
            "this line is read as more text of the line above",
            "indented deeper than the key above",
            "indent the keys of one step alike",
        );
    }
    let span = rest_of_line(source, start);
    let text = source.slice(span);
    let quoted = if text.contains('\'') { text.replace('\'', "''") } else { text.to_owned() };
    Problem::Syntax {
        span,
        reason: "a colon and a blank inside a text without quotes".to_owned(),
        label: "needs quotes".to_owned(),
        help: format!("write '{quoted}'"),
    }
}

fn preceded_by_dollar(source: &Source, at: usize) -> bool {
    source.text().get(..at).is_some_and(|before| before.ends_with('$'))
}

fn rest_of_line(source: &Source, at: usize) -> Span {
    first_line(source, at.min(source.text().len()), source.text().len())
}

fn line_of(source: &Source, at: usize) -> Span {
    let before = source.text().get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
    let line = source.text().get(start..).unwrap_or_default();
    let indent = line.len().saturating_sub(line.trim_start_matches(' ').len());
    rest_of_line(source, start.saturating_add(indent))
}

/// The tab behind an error: on the line up to the error's place, or the first one after it.
fn tab(text: &str, at: usize) -> Span {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let line_start = before.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
    let on_line = before.get(line_start..).unwrap_or_default().find('\t');
    let offset = match on_line {
        Some(index) => line_start.saturating_add(index),
        None => at.saturating_add(after.find('\t').unwrap_or_default()),
    };
    Span::new(offset, 1)
}

/// The octet at a line (from 1) and column (from 0, in characters).
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let width = rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at);
    start.saturating_add(width)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first_line(1, 2, 2)]
    #[case::wide_characters_before(2, 2, 7)]
    #[case::past_the_line(3, 9, 10)]
    fn offset_of_line_and_column(
        #[case] line: usize,
        #[case] column: usize,
        #[case] offset: usize,
    ) {
        assert_eq!(offset_of("abc\né x\nz", line, column), offset);
    }

    fn check(text: &str, code: &str, marked: &str) {
        let source = Source::new("t.yaml", text);
        let problem = super::super::read(&source, &mut Vec::new()).unwrap_err();
        assert_eq!(problem.stable_code(), format!("attest::scenario::{code}"));
        assert_eq!(source.slice(problem.span()), marked, "{problem}");
    }

    #[rstest]
    #[case::double("a: \"AT\nb: OK\n", "unclosed_quote", "\"AT")]
    #[case::single_closed_by_the_next("a: 'AT\nb: '+C'\n", "unclosed_quote", "'AT")]
    #[case::text_after_quote("a: 'x' y\n", "syntax", "y")]
    #[case::tab_before_a_list("a:\n\t- b\n", "tab", "\t")]
    #[case::tab_before_a_key("a: b\n\tc: d\n", "tab", "\t")]
    #[case::colon("a: +CME ERROR: 177\n", "syntax", "+CME ERROR: 177")]
    #[case::too_deep_a_line("- a: b\n   c: d\n", "syntax", "c: d")]
    #[case::too_shallow_a_line("x:\n  - a: b\n   c: d\n", "syntax", "c: d")]
    #[case::unclosed_bracket("a: [1, 2\n", "syntax", "[1, 2")]
    #[case::missing_bracket("a: [1, 2\nb: 3\n", "syntax", "[1, 2")]
    #[case::mixed_brackets("a: [1, 2}\n", "syntax", "[1, 2}")]
    #[case::variable_in_braces("a: { b: ${c} }\n", "syntax", "${")]
    #[case::alias("a: *b\n", "syntax", "*b")]
    #[case::at_sign("a: @b\n", "syntax", "@b")]
    #[case::escape("a: \"^\\+C\"\n", "syntax", "\"^\\+C\"")]
    #[case::second_document("a: b\n---\nc: d\n", "syntax", "---")]
    #[case::nothing("# a comment\n", "empty_file", "")]
    fn lexical_errors_mark_the_text(#[case] text: &str, #[case] code: &str, #[case] marked: &str) {
        check(text, code, marked);
    }
}

//! Scripts of the mock MMSC as files of the user.

use crate::input;
use crate::problem::Problem;
use mock_mmsc::Script;
use serde_saphyr::Error;
use std::path::Path;

/// Characters of the user's text that a message repeats.
const QUOTED_MAX: usize = 40;

/// What a script may be.
const SCRIPT: &str = "expected `accept`, or a mapping with `answers`, or a list of answers";

/// What an answer may be.
const ANSWER: &str = "expected `accept`, or a mapping of what the answer is, as in `status: 503`";

/// Reads a script, YAML or JSON.
///
/// # Errors
/// The file cannot be read, or is no script; the sentence has line and column.
pub(crate) fn read(path: &Path) -> Result<Script, Problem> {
    let text = input::text(path)?;
    serde_saphyr::from_str(&text)
        .map_err(|error| Problem::File(format!("{}:{}", path.display(), described(&text, &error))))
}

/// Line, column, and what is wrong there.
fn described(text: &str, error: &Error) -> String {
    let place = error.location().filter(|place| place.line() > 0);
    let (line, column) =
        place.map_or_else(|| beginning(text), |place| (place.line(), place.column()));
    let is_whole = (line, column) == beginning(text);
    let message = error.without_snippet().to_string();
    let message = message.lines().next().unwrap_or_default();
    // The place stands before the sentence already.
    let message = message.split(" at line ").next().unwrap_or(message);
    let message = message.split(", expected one of accept").next().unwrap_or(message);
    let told = if message.contains("unknown variant") {
        let (what, known) = if is_whole { ("script", SCRIPT) } else { ("answer", ANSWER) };
        let what = format!("this is no {what}:");
        format!("{}, {known}", message.replacen("unknown variant", &what, 1))
    } else {
        message.to_owned()
    };
    format!("{line}:{column}: {}", cut(&told))
}

/// Line and column of the first character that is neither blank nor part of a comment.
fn beginning(text: &str) -> (u64, u64) {
    let is_content = |line: &str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#') && line != "---"
    };
    let found = (1..).zip(text.lines()).find(|(_, line)| is_content(line));
    found.map_or((1, 1), |(number, line)| {
        let blanks = line.chars().take_while(|character| character.is_whitespace()).count();
        (number, u64::try_from(blanks).unwrap_or(u64::MAX).saturating_add(1))
    })
}

/// The sentence with its first quotation cut.
fn cut(sentence: &str) -> String {
    let Some((before, rest)) = sentence.split_once('`') else { return sentence.to_owned() };
    // The quotation may hold the character that ends it: what follows the last comma is ours.
    let end = rest.find("`, expected").or_else(|| rest.find('`')).unwrap_or(rest.len());
    let (quoted, after) = rest.split_at(end);
    if quoted.chars().count() <= QUOTED_MAX {
        return sentence.to_owned();
    }
    let kept: String = quoted.chars().take(QUOTED_MAX).collect();
    format!("{before}`{}…{after}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::prose(
        "# attest\n\nThe harness of a module that says so much that nobody reads it.\nAnd `more`.\n",
        "3:1: this is no script: `The harness of a module that says so muc…`, expected `accept`, or a mapping with `answers`, or a list of answers"
    )]
    #[case::slip(
        "acept\n",
        "1:1: this is no script: `acept`, expected `accept`, or a mapping with `answers`, or a list of answers"
    )]
    #[case::slip_in_a_list(
        "- accept\n- acept\n",
        "2:3: this is no answer: `acept`, expected `accept`, or a mapping of what the answer is, as in `status: 503`"
    )]
    #[case::number(
        "5\n",
        "1:1: invalid type: integer `5`, expected `accept`, a list of answers, or a map with `answers`"
    )]
    #[case::key("answers:\n  - sttus: 5\n", "2:5: unknown field `sttus`, expected one of on, ")]
    #[case::nothing("", "1:1: unexpected end of input")]
    fn what_is_no_script_is_told_with_its_place(#[case] text: &str, #[case] expected: &str) {
        let error = serde_saphyr::from_str::<Script>(text).unwrap_err();
        let told = described(text, &error);
        assert!(told.starts_with(expected), "{told}");
        assert!(!told.contains('\n'), "{told}");
    }
}

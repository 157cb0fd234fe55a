//! The response that a command line has to get.

use crate::node::Data;
use crate::reader::{Reader, Slot, at};
use crate::{Captures, LineForm, LineMatcher, Problem, Spanned, suggestion};

/// Lines in order. After a `send` the last one is the final result code and never optional; after a
/// `type` the lines may be any.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// At least one line.
    pub lines: Vec<Spanned<LineMatcher>>,
}

impl Expectation {
    /// The expected final result code.
    #[must_use]
    pub fn final_result_code(&self) -> Option<&Spanned<LineMatcher>> {
        self.lines.last()
    }

    /// What is expected before the final result code.
    #[must_use]
    pub fn information(&self) -> &[Spanned<LineMatcher>] {
        self.lines.split_last().map_or(&[], |(_, before)| before)
    }
}

impl Expectation {
    /// Reads the response to a command line: its last line is a final result code.
    pub(crate) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let expectation = Self::read_lines(reader, slot)?;
        if !check_order(reader, &expectation.lines) {
            check_end(reader, &expectation.lines);
        }
        Some(expectation)
    }

    /// Reads what comes after raw octets: any lines, for the octets may hold several command lines
    /// or silence their result codes.
    pub(crate) fn read_lines(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let before = reader.problems.len();
        if let Data::List(items) = &slot.node.data
            && items.is_empty()
        {
            reader.items(slot, "[ '+CMMSVIEW: 2,\"\"', OK ]")?;
        }
        let lines = reader.one_or_many(slot, LineMatcher::read);
        if reader.problems.len() > before {
            return None;
        }
        check_data(reader, &lines);
        Some(at(slot, Self { lines }))
    }
}

const RESULT_CODES: [&str; 6] = ["OK", "ERROR", "NO CARRIER", "NO DIALTONE", "NO ANSWER", "BUSY"];
const ERROR_PREFIXES: [&str; 2] = ["+CME ERROR:", "+CMS ERROR:"];

/// Tells whether a line can be a final result code: any pattern can.
fn can_be_final(line: &LineMatcher) -> bool {
    match &line.form {
        LineForm::Text(text) => {
            let text = text.resolve(&Captures::new());
            is_result_code(&text) || is_numeric_code(&text)
        }
        LineForm::Pattern(_) => true,
        LineForm::Octets(octets) => is_result_code(&String::from_utf8_lossy(octets)),
        LineForm::Data(_) => false,
    }
}

fn is_result_code(text: &str) -> bool {
    RESULT_CODES.contains(&text) || ERROR_PREFIXES.iter().any(|prefix| text.starts_with(prefix))
}

/// A result code as the TA writes it after `ATV0`.
fn is_numeric_code(text: &str) -> bool {
    text.len() == 1 && text.starts_with(|digit: char| digit.is_ascii_digit())
}

fn check_end(reader: &mut Reader<'_>, lines: &[Spanned<LineMatcher>]) {
    let Some(last) = lines.last() else { return };
    if !can_be_final(last) {
        let help = end_help(reader.source.slice(last.span));
        reader.problems.push(Problem::NoFinalResultCode { span: last.span, help });
    } else if last.optional {
        reader.problems.push(Problem::OptionalFinalResultCode { span: last.span });
    }
}

fn end_help(text: &str) -> String {
    let known = RESULT_CODES.into_iter().chain(["+CME ERROR: <err>"]);
    match suggestion::nearest(text.trim_matches(['\'', '"']), known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "end the list with `OK`, `ERROR` or \"+CME ERROR: <err>\"; a URC that comes later is a step of its own: `await`"
            .to_owned(),
    }
}

/// Refuses a line after a final result code; tells whether there is one.
fn check_order(reader: &mut Reader<'_>, lines: &[Spanned<LineMatcher>]) -> bool {
    let ends = |line: &Spanned<LineMatcher>| match &line.form {
        LineForm::Text(text) => text.as_literal().is_some_and(is_result_code),
        _ => false,
    };
    let Some(index) = lines.iter().position(ends) else { return false };
    let mut rest = lines.iter().skip(index);
    let (Some(end), Some(after)) = (rest.next(), rest.next()) else { return false };
    let problem = Problem::LineAfterFinalResultCode { span: after.span, last: end.span };
    reader.problems.push(problem);
    true
}

/// Raw data has no line end; only the length in the line before it says where it stops.
fn check_data(reader: &mut Reader<'_>, lines: &[Spanned<LineMatcher>]) {
    let before = std::iter::once(None).chain(lines.iter().map(Some));
    for (before, line) in before.zip(lines) {
        if line.is_data() && !before.is_some_and(|before| declares_length(before)) {
            reader.problems.push(Problem::DataWithoutLength { span: line.span });
        }
    }
}

fn declares_length(line: &LineMatcher) -> bool {
    match &line.form {
        LineForm::Text(text) => text.resolve(&Captures::new()).starts_with("+CMMSREAD"),
        LineForm::Pattern(pattern) => {
            pattern.template().resolve(&Captures::new()).contains("CMMSREAD")
        }
        LineForm::Octets(octets) => octets.starts_with(b"+CMMSREAD"),
        LineForm::Data(_) => false,
    }
}

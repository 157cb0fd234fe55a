//! What a run has to say: one stream of events, and nothing else crosses to the reports.
//!
//! No event holds wall-clock time, a port number or a path that differs between two runs: in virtual time two
//! runs of the same scenarios give the same octets of JSON. `at_us` is scenario time in microseconds since the
//! case's session was opened.

use crate::printable::printable;
use crate::verdict::{Recovery, Verdict};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing that happened in a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RunEvent {
    /// The run begins.
    RunStarted {
        /// The target in the form of the command line, `model` or `serial:...`.
        target: String,
        /// How many cases follow.
        cases: usize,
    },
    /// A case begins.
    CaseStarted {
        /// Path without root and extension, with the matrix row.
        id: String,
        /// The scenario's sentence.
        title: String,
        /// The scenario file, relative to the scenario root.
        file: String,
        /// Ids of the claims that the case shows to hold.
        requirements: Vec<String>,
        /// Ids of the claims whose other side the case probes.
        negative: Vec<String>,
        /// The file's text, for drawing; not part of the transcript.
        #[serde(skip)]
        source: Arc<str>,
    },
    /// A step begins.
    StepStarted {
        /// Counted from 1; 0 is what the runner does before the first step.
        step: usize,
        /// The step's key: `send`, `await` ...
        kind: &'static str,
        /// Line in the scenario file, counted from 1; 0 for steps of the runner.
        line: usize,
        /// One line that says what the step does.
        text: String,
    },
    /// Octets crossed the TE-TA interface.
    Octets {
        /// Who sent them.
        direction: Direction,
        /// Scenario time in microseconds.
        at_us: u64,
        /// The octets; JSON shows the printable form.
        octets: Octets,
    },
    /// The mock MMSC served a request.
    Exchange(ExchangeRecord),
    /// Something worth knowing that is no outcome.
    Note {
        /// The sentence.
        text: String,
    },
    /// A step ended.
    StepFinished {
        /// The number of the matching [`RunEvent::StepStarted`].
        step: usize,
        /// What it came to.
        verdict: Verdict,
    },
    /// A case ended.
    CaseFinished(CaseResult),
    /// The run ended; always the last event.
    RunFinished {
        /// The count of everything.
        summary: Summary,
    },
}

/// Who sent octets over the TE-TA interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The runner, in the role of the TE.
    TeToTa,
    /// The module.
    TaToTe,
}

/// Octets that serialize in their printable form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Octets(pub Vec<u8>);

impl Serialize for Octets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&printable(&self.0))
    }
}

/// One request that the mock MMSC got, and what it made of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExchangeRecord {
    /// Scenario time in microseconds at which the mock MMSC had the whole request.
    pub at_us: u64,
    /// HTTP method.
    pub method: String,
    /// Target as on the request line.
    pub target: String,
    /// The PDU type, where the body is one: `m-send.req`.
    pub message_type: Option<String>,
    /// Header fields as the mock MMSC's dissector reads them, in order.
    pub headers: Vec<(String, String)>,
    /// What the rules found.
    pub findings: Vec<FindingRecord>,
    /// Status of the HTTP answer.
    pub reply_status: u16,
    /// Why the request was refused, where it was.
    pub refused: Option<String>,
}

/// One finding of the mock MMSC's rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingRecord {
    /// Rule id.
    pub rule: String,
    /// `error`, `warn` or `info`.
    pub severity: String,
    /// Octets from the start of the PDU.
    pub offset: usize,
    /// Clause of the standard.
    pub clause: String,
    /// What is wrong.
    pub message: String,
}

/// What a case came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseResult {
    /// The case's id, as in [`RunEvent::CaseStarted`].
    pub id: String,
    /// Its outcome.
    pub verdict: Verdict,
    /// Whether the port is usable after it.
    pub recovery: Recovery,
    /// The reason, for every verdict that is not plainly pass or fail.
    pub cause: Option<String>,
    /// The failed expectation, where there is one.
    pub failure: Option<Box<Failure>>,
    /// The reason of the baseline entry that excuses the verdict.
    pub baseline: Option<String>,
    /// Scenario time that the case took, in microseconds.
    pub took_us: u64,
}

impl CaseResult {
    /// Whether the case deviates from the baseline.
    #[must_use]
    pub fn deviates(&self) -> bool {
        self.baseline.is_none() && (self.verdict.deviates() || !self.recovery.is_sound())
    }
}

/// A failed expectation, with all that is needed to draw it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// Stable code: `attest::run::unexpected_line`.
    pub code: &'static str,
    /// One sentence in lower case.
    pub message: String,
    /// The user's text that was not met.
    pub expectation: Label,
    /// The user's text that caused it, where it is another place.
    pub command: Option<Label>,
    /// What the module sent since that command.
    pub received: Octets,
    /// Where the PDU differs: the header fields or the part in question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldRecord>,
    /// Findings that bear on it.
    pub findings: Vec<FindingRecord>,
    /// What to look at.
    pub help: Option<String>,
}

/// A field of a PDU with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldRecord {
    /// Octets from the start of the PDU.
    pub offset: usize,
    /// The field's octets.
    pub octets: Octets,
    /// Its name.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// A place in the scenario file with a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Octets from the start of the file.
    pub offset: usize,
    /// Length in octets.
    pub length: usize,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The words.
    pub text: String,
}

impl Label {
    /// A label on `length` octets of `source` from `offset`; a place outside of the text is moved to its end.
    #[must_use]
    pub fn new(source: &str, offset: usize, length: usize, text: impl Into<String>) -> Self {
        let offset = floor_boundary(source, offset);
        let before = source.get(..offset).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            offset,
            length: length.min(source.len() - offset),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or("").chars().count() + 1,
            text: text.into(),
        }
    }
}

fn floor_boundary(source: &str, offset: usize) -> usize {
    let mut offset = offset.min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The counts of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Cases by verdict word; only those that occur.
    pub verdicts: BTreeMap<&'static str, usize>,
    /// Cases in all.
    pub cases: usize,
    /// Cases that deviate from the baseline.
    pub deviations: usize,
    /// Cases that a baseline entry excuses, by its reason.
    pub excused: BTreeMap<String, usize>,
    /// Why the port failed, where it did.
    pub port_failure: Option<String>,
    /// Whether the harness itself failed in a case.
    pub harness_failed: bool,
    /// Whether a signal ended the run before its last case.
    pub interrupted: bool,
}

impl Summary {
    /// Counts one more case.
    pub fn add(&mut self, result: &CaseResult) {
        self.cases += 1;
        *self.verdicts.entry(result.verdict.word()).or_insert(0) += 1;
        if result.deviates() {
            self.deviations += 1;
        }
        if let Some(reason) = &result.baseline {
            *self.excused.entry(reason.clone()).or_insert(0) += 1;
        }
        if result.verdict == Verdict::HarnessError && self.port_failure.is_none() {
            self.harness_failed = true;
        }
    }

    /// The exit code that the counts call for.
    #[must_use]
    pub const fn exit_code(&self) -> crate::exit_code::ExitCode {
        use crate::exit_code::ExitCode;
        if self.interrupted {
            ExitCode::Interrupted
        } else if self.harness_failed {
            ExitCode::Harness
        } else if self.port_failure.is_some() {
            ExitCode::Port
        } else if self.deviations > 0 {
            ExitCode::Deviated
        } else {
            ExitCode::Sound
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::first_line("a: b\nc: d\n", 3, 1, 4)]
    #[case::second_line("a: b\nc: d\n", 8, 2, 4)]
    #[case::after_an_umlaut("ä: b\n", 4, 1, 4)]
    #[case::past_the_end("a\n", 99, 2, 1)]
    fn label_has_line_and_column(
        #[case] source: &str,
        #[case] offset: usize,
        #[case] line: usize,
        #[case] column: usize,
    ) {
        let label = Label::new(source, offset, 1, "here");
        assert_eq!((label.line, label.column), (line, column));
    }

    #[rstest]
    #[case::interrupted(true, true, "absent", crate::ExitCode::Interrupted)]
    #[case::harness(false, true, "absent", crate::ExitCode::Harness)]
    #[case::port(false, false, "absent", crate::ExitCode::Port)]
    #[case::sound(false, false, "", crate::ExitCode::Sound)]
    fn the_highest_exit_code_wins(
        #[case] interrupted: bool,
        #[case] harness_failed: bool,
        #[case] port_failure: &str,
        #[case] expected: crate::ExitCode,
    ) {
        let port_failure = (!port_failure.is_empty()).then(|| port_failure.to_owned());
        let summary = Summary { interrupted, harness_failed, port_failure, ..Summary::default() };
        assert_eq!(summary.exit_code(), expected);
    }

    #[test]
    fn octets_serialize_printable() {
        let json = serde_json::to_string(&Octets(b"OK\r\n".to_vec())).unwrap();
        assert_eq!(json, "\"OK<CR><LF>\"");
    }
}

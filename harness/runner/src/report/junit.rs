//! The `JUnit` report, within the XML schema that Jenkins' xunit plugin publishes (junit-10).
//!
//! One `testsuite` for each folder of scenarios. `skipped` and `timestamp` stay on `testsuite`, `testcase` has no
//! properties, and times are seconds of scenario time. Characters that XML 1.0 cannot hold are dropped, and octets
//! are shown in their printable form, so that no parser's line-end rule changes a transcript.

use super::{Report, draw};
use crate::event::{CaseResult, Octets, RunEvent};
use crate::printable::printable_cut;
use crate::verdict::Verdict;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Octets of transcript that one test case shows at most.
const TRANSCRIPT_OCTETS_MAX: usize = 4_096;

/// Writes one `JUnit` file at the end of the run.
#[derive(Debug)]
pub struct JunitReport<W> {
    writer: W,
    name: String,
    suites: BTreeMap<String, Suite>,
    current: Option<Current>,
}

#[derive(Debug)]
struct Current {
    file: String,
    source: Arc<str>,
    transcript: Vec<String>,
}

#[derive(Debug, Default)]
struct Suite {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    took_us: u64,
    cases: String,
}

impl<W: Write> JunitReport<W> {
    /// A report into `writer`.
    pub const fn new(writer: W) -> Self {
        Self { writer, name: String::new(), suites: BTreeMap::new(), current: None }
    }

    fn case_finished(&mut self, result: &CaseResult) {
        let current = self.current.take();
        let (folder, name) = result.id.split_once('/').unwrap_or(("scenarios", &result.id));
        let suite = self.suites.entry(folder.to_owned()).or_default();
        suite.tests += 1;
        suite.took_us += result.took_us;
        let outcome = Outcome::of(result);
        match outcome {
            Outcome::Sound => {}
            Outcome::Skipped => suite.skipped += 1,
            Outcome::Failed => suite.failures += 1,
            Outcome::Error => suite.errors += 1,
        }
        suite.cases.push_str(&testcase(folder, name, result, outcome, current.as_ref()));
    }
}

impl<W: Write> Report for JunitReport<W> {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            RunEvent::RunStarted { target, .. } => self.name = format!("attest on {target}"),
            RunEvent::CaseStarted { file, source, .. } => {
                self.current = Some(Current {
                    file: file.clone(),
                    source: Arc::clone(source),
                    transcript: Vec::new(),
                });
            }
            RunEvent::Octets { direction, octets, .. } => {
                if let Some(current) = &mut self.current {
                    current.transcript.push(exchange_line(*direction, octets));
                }
            }
            RunEvent::CaseFinished(result) => self.case_finished(result),
            _ => {}
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let tests: usize = self.suites.values().map(|suite| suite.tests).sum();
        let failures: usize = self.suites.values().map(|suite| suite.failures).sum();
        let errors: usize = self.suites.values().map(|suite| suite.errors).sum();
        let took: u64 = self.suites.values().map(|suite| suite.took_us).sum();
        writeln!(self.writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(
            self.writer,
            "<testsuites name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{}\">",
            escape(&self.name),
            seconds(took)
        )?;
        for (folder, suite) in &self.suites {
            write_suite(&mut self.writer, folder, suite)?;
        }
        writeln!(self.writer, "</testsuites>")?;
        self.writer.flush()
    }
}

fn write_suite(writer: &mut impl Write, folder: &str, suite: &Suite) -> io::Result<()> {
    writeln!(
        writer,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\">",
        escape(folder),
        suite.tests,
        suite.failures,
        suite.errors,
        suite.skipped,
        seconds(suite.took_us)
    )?;
    writer.write_all(suite.cases.as_bytes())?;
    writeln!(writer, "  </testsuite>")
}

#[derive(Debug, Clone, Copy)]
enum Outcome {
    Sound,
    Skipped,
    Failed,
    Error,
}

impl Outcome {
    const fn of(result: &CaseResult) -> Self {
        match result.verdict {
            Verdict::Inconclusive | Verdict::NotRun | Verdict::Unsupported => Self::Skipped,
            Verdict::HarnessError => Self::Error,
            Verdict::Fail | Verdict::UnexpectedPass | Verdict::Flaky => Self::Failed,
            _ if !result.recovery.is_sound() => Self::Failed,
            _ => Self::Sound,
        }
    }

    const fn element(self) -> Option<&'static str> {
        match self {
            Self::Sound => None,
            Self::Skipped => Some("skipped"),
            Self::Failed => Some("failure"),
            Self::Error => Some("error"),
        }
    }
}

fn testcase(
    folder: &str,
    name: &str,
    result: &CaseResult,
    outcome: Outcome,
    current: Option<&Current>,
) -> String {
    let mut text = format!(
        "    <testcase name=\"{}\" classname=\"{}\" time=\"{}\">\n",
        escape(name),
        escape(folder),
        seconds(result.took_us)
    );
    if let Some(element) = outcome.element() {
        text.push_str(&format_outcome(element, result, current));
    }
    if let Some(current) = current.filter(|current| !current.transcript.is_empty()) {
        let lines = cut_lines(&current.transcript);
        text.push_str("      <system-out>");
        text.push_str(&escape(&lines));
        text.push_str("</system-out>\n");
    }
    text.push_str("    </testcase>\n");
    text
}

fn format_outcome(element: &str, result: &CaseResult, current: Option<&Current>) -> String {
    let drawing = current
        .map_or_else(String::new, |current| draw(result, &current.file, &current.source, false));
    format!(
        "      <{element} type=\"{}\" message=\"{}\">{}</{element}>\n",
        result.verdict,
        escape(&message(result)),
        escape(&drawing)
    )
}

fn message(result: &CaseResult) -> String {
    let failure = result.failure.as_ref().map(|failure| failure.message.clone());
    let what = failure
        .or_else(|| result.cause.clone())
        .unwrap_or_else(|| format!("recovery {}", result.recovery));
    match &result.baseline {
        Some(reason) => format!("{what} (baseline: {reason})"),
        None => what,
    }
}

fn exchange_line(direction: crate::event::Direction, octets: &Octets) -> String {
    let arrow = match direction {
        crate::event::Direction::TeToTa => "TE:",
        crate::event::Direction::TaToTe => "TA:",
    };
    format!("{arrow} {}", printable_cut(&octets.0, TRANSCRIPT_OCTETS_MAX))
}

fn cut_lines(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        if text.len() + line.len() > TRANSCRIPT_OCTETS_MAX {
            text.push_str("... (the JSON report has the rest)\n");
            break;
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Seconds with three decimals and no thousands separator, as the schema's time pattern demands.
fn seconds(us: u64) -> String {
    let ms = us / 1_000;
    format!("{}.{:03}", ms / 1_000, ms % 1_000)
}

/// Text for XML 1.0: markup escaped, characters outside its `Char` production dropped, CR and LF of module output
/// already printable.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&lt;CR&gt;"),
            '\t' | '\n' => escaped.push(character),
            '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}' => {
                escaped.push(character);
            }
            _ => {}
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use rstest::rstest;
    use std::path::PathBuf;
    use std::process::Command;

    fn rendered() -> String {
        let mut octets = Vec::new();
        let mut report = JunitReport::new(&mut octets);
        for event in sample::run() {
            report.event(&event).unwrap();
        }
        report.finish().unwrap();
        String::from_utf8(octets).unwrap()
    }

    #[test]
    fn file() {
        insta::assert_snapshot!(rendered());
    }

    #[rstest]
    #[case::markup("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;")]
    #[case::escape_and_nul("a\u{1b}b\u{0}c", "abc")]
    #[case::carriage_return("OK\r\n", "OK&lt;CR&gt;\n")]
    #[case::noncharacter("a\u{FFFE}b", "ab")]
    fn escaping(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[rstest]
    #[case(0, "0.000")]
    #[case(1_500_000, "1.500")]
    #[case(3_600_000_000, "3600.000")]
    fn time(#[case] us: u64, #[case] expected: &str) {
        assert_eq!(seconds(us), expected);
    }

    #[test]
    #[expect(clippy::print_stdout, reason = "a skipped test says so where tests print")]
    fn accepted_by_the_schema() {
        let schema =
            std::env::var_os("ATTEST_SCHEMAS").map(|root| PathBuf::from(root).join("junit-10.xsd"));
        let Some(schema) = schema.filter(|schema| schema.is_file()) else {
            println!(
                "skipped accepted_by_the_schema: ATTEST_SCHEMAS names no folder with junit-10.xsd"
            );
            return;
        };
        if Command::new("xmllint").arg("--version").output().is_err() {
            println!("skipped accepted_by_the_schema: xmllint is not installed");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("junit.xml");
        std::fs::write(&file, rendered()).unwrap();
        let output = Command::new("xmllint")
            .args(["--noout", "--schema"])
            .arg(schema)
            .arg(file)
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{complaint}");
    }
}

//! `scenario_yaml`: a file of any octets becomes cases or diagnostics, and what the campaign writes is a scenario.
//!
//! ```text
//! input = file
//! file    text of a scenario; one that begins with "# transcript" LF is the transcript that a scenario is written for
//! ```

use std::path::Path;
use std::{fmt, io};

use scenario::limit::{MATRIX_ROWS_MAX, PROBLEMS_MAX, STEPS_MAX};
use scenario::{Context, Diagnostics, Plan};
use sim7100_model::Profile;

use super::dialogue::operations;
use crate::emit::{self, Heading};
use crate::oracle::{Discovery, OracleKind};
use crate::shrink::Shrunk;

/// What a transcript begins with.
pub(super) const TRANSCRIPT: &[u8] = b"# transcript\n";
/// Octets of a file.
const FILE_OCTETS_MAX: usize = 16_384;
/// What may follow a scenario and changes nothing.
const TAIL: &str = "\n# a comment at the end\n";

/// Loads the file twice, and once more with a comment behind it; or writes a scenario and loads it.
///
/// # Panics
///
/// When loading twice differs, when a comment changes more than places, when there are more cases or problems than the
/// limits allow, when a problem has no code or lies outside of the text, or when a written scenario is refused.
pub fn scenario_yaml(data: &[u8]) {
    let data = data.get(..FILE_OCTETS_MAX).unwrap_or(data);
    if let Some(transcript) = data.strip_prefix(TRANSCRIPT) {
        return check_written(transcript);
    }
    let text = String::from_utf8_lossy(data);
    let loaded = load(&text);
    assert_eq!(drawn(&load(&text)), drawn(&loaded), "loaded twice");
    match &loaded {
        Ok(plans) => {
            assert!((1..=MATRIX_ROWS_MAX).contains(&plans.len()), "{} cases", plans.len());
            let longest = plans.iter().map(|plan| plan.steps.len()).max().unwrap_or_default();
            assert!(longest <= STEPS_MAX, "{longest} steps");
            let commented = load(&format!("{text}{TAIL}"));
            let shape = |plans: &[Plan]| -> Vec<String> { plans.iter().map(shape).collect() };
            let commented = commented.as_deref().map(shape).map_err(ToString::to_string);
            assert_eq!(commented, Ok(shape(plans)), "with a comment behind it (left)");
        }
        Err(diagnostics) => check_diagnostics(diagnostics, &text),
    }
}

fn load(text: &str) -> Result<Vec<Plan>, Diagnostics> {
    let files = |_: &Path| Err(io::Error::from(io::ErrorKind::NotFound));
    let context = Context { files: &files, ..Context::default() };
    scenario::parse(text, "fuzz/file.yaml", &context)
}

fn drawn(loaded: &Result<Vec<Plan>, Diagnostics>) -> String {
    format!("{loaded:?}")
}

/// What a case is, without the text that it came from.
fn shape(plan: &Plan) -> String {
    let Plan { id, title, tags, deadline, background, readings, setup, steps, bindings, .. } = plan;
    let parts: [&dyn fmt::Debug; 9] =
        [id, title, tags, deadline, background, readings, setup, steps, bindings];
    parts.map(|part| format!("{part:?}")).join("\n")
}

fn check_diagnostics(diagnostics: &Diagnostics, text: &str) {
    let problems = diagnostics.problems();
    assert!((1..=PROBLEMS_MAX).contains(&problems.len()), "{} problems", problems.len());
    let file = diagnostics.source_file().text();
    let lines = text.split('\n').count();
    for problem in problems {
        assert!(problem.stable_code().starts_with("attest::scenario::"), "{problem:?}");
        assert!(!problem.to_string().is_empty(), "{problem:?}");
        let span = problem.span();
        assert!(span.end() <= file.len(), "{problem:?} lies behind the file");
        let line = diagnostics.source_file().position(span.offset).line;
        assert!((1..=lines).contains(&line), "{problem:?} is on line {line} of {lines}");
    }
}

/// A campaign that finds something writes a scenario, whatever the operations are.
fn check_written(transcript: &[u8]) {
    let operations = operations(transcript);
    let last = operations.len().saturating_sub(1);
    let discovery = Discovery {
        oracle: OracleKind::Differential,
        requirement: None,
        step: last,
        limit: None,
        expected: "one thing".to_owned(),
        seen: "another".to_owned(),
    };
    let shrunk = Shrunk { operations, discovery, replays: 1 };
    let heading = Heading {
        title: "What the campaign found: it's \"so\"",
        requirement: "SIM-6-2",
        notes: &["seed 7\r\nprofile sim7100".to_owned()],
    };
    let written = emit::scenario(&shrunk, &Profile::default(), heading);
    assert!(written.is_ok(), "the bench in memory failed: {written:?}");
    let text = written.unwrap_or_default();
    let loaded = load(&text).map(|plans| plans.len()).map_err(|refused| format!("{refused:?}"));
    assert_eq!(loaded, Ok(1), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENARIO: &str =
        "scenario: It answers\nrequirements: [SIM-1-1]\nsteps:\n  - send: AT\n    expect: OK\n";

    #[test]
    fn runs_over_a_scenario_a_transcript_and_their_truncations() {
        for text in
            [SCENARIO, "# transcript\nsend AT+CMMSEDIT=1\nraw \\xFF\\r\ntick 7\npush plain\n"]
        {
            for end in 0..=text.len() {
                scenario_yaml(&text.as_bytes()[..end]);
            }
        }
        assert_eq!(load(SCENARIO).unwrap().len(), 1);
    }

    #[test]
    fn a_step_more_is_another_shape() {
        let more = SCENARIO.to_owned() + "  - send: ATI\n    expect: OK\n";
        assert_ne!(shape(&load(SCENARIO).unwrap()[0]), shape(&load(&more).unwrap()[0]));
    }
}

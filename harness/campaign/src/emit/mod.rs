//! A shrunk sequence as a scenario in the project's own language, with what the reference does as the expectation.

mod form;
mod network;
mod step;
pub(crate) mod yaml;

pub use form::{Form, forms};

use std::fmt::Write as _;

use sim7100_model::Profile;

use crate::bench::{self, Bench, File, Observation, Session, TargetError};
use crate::operation::{MmscAnswer, Operation};
use crate::shrink::{Shrunk, preamble};

/// Milliseconds after which every transaction and data mode have ended.
const REST_MILLIS: u64 = 3_700_000;
/// Seconds that a case has where its author says nothing.
const DEADLINE_SECONDS: u64 = 10_800;

/// What a scenario says beside its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'a> {
    /// Its sentence.
    pub title: &'a str,
    /// The requirement that it cites.
    pub requirement: &'a str,
    /// Lines of comment above it, such as seed, firmware and what was seen.
    pub notes: &'a [String],
}

/// Writes the scenario; the expectations are those of a model of this profile.
///
/// # Errors
///
/// That of the model's bench, which has none.
pub fn scenario(
    shrunk: &Shrunk,
    profile: &Profile,
    heading: Heading<'_>,
) -> Result<String, TargetError> {
    scenario_with(shrunk, profile, &bench::files(), heading)
}

/// The same for a module with these files in its EFS.
///
/// # Errors
///
/// That of the model's bench, which has none.
pub fn scenario_with(
    shrunk: &Shrunk,
    profile: &Profile,
    files: &[File],
    heading: Heading<'_>,
) -> Result<String, TargetError> {
    let mut reference = Session::new(Bench::with_files(profile.clone(), files.into()));
    let before = preamble();
    for operation in &before {
        reference.perform(operation)?;
    }
    let mut expected = Vec::new();
    for operation in &shrunk.operations {
        expected.push((operation.clone(), reference.perform(operation)?));
    }
    let summary = reference.target().model().summary();
    if summary.transaction.is_some() || summary.data_owed_octets.is_some() {
        let rest = Operation::Tick(REST_MILLIS);
        let seen = reference.perform(&rest)?;
        expected.push((rest, seen));
    }
    let mut text = String::new();
    for note in heading.notes {
        let _ = writeln!(text, "# {}", note.replace(['\r', '\n'], " "));
    }
    let _ = writeln!(text, "scenario: {}", yaml::quoted(heading.title));
    let _ = writeln!(text, "requirements: [{}]", heading.requirement);
    text.push_str(&setup(profile, files, &expected));
    text.push_str(&deadline(&expected));
    text.push_str("steps:\n");
    let exact = shrunk.discovery.step.checked_sub(before.len());
    let steps = step::steps(&expected, exact, shrunk.discovery.limit);
    text.push_str(if steps.is_empty() { "  - advance: 0s\n" } else { &steps });
    if network::concerns(shrunk.discovery.oracle) {
        text.push_str(&network::expectation(&expected));
    }
    Ok(text)
}

/// More time, where the ticks alone come near the time that a case has otherwise.
fn deadline(steps: &[(Operation, Observation)]) -> String {
    let millis = steps.iter().map(|(operation, _)| match operation {
        Operation::Tick(millis) => *millis,
        _ => 0,
    });
    let seconds = millis.sum::<u64>() / 1_000;
    if seconds < DEADLINE_SECONDS / 2 {
        return String::new();
    }
    format!("deadline: {}s\n", seconds + DEADLINE_SECONDS)
}

fn setup(profile: &Profile, files: &[File], steps: &[(Operation, Observation)]) -> String {
    let mut parts = Vec::new();
    if network::is_used(steps) {
        parts.push(format!("mmsc: {}", network::answer(MmscAnswer::Accept)));
    }
    let sound = Profile::default();
    let readings: Vec<String> = Profile::readings()
        .iter()
        .filter_map(|reading| {
            Some((reading.name, profile.value(reading.name)?, sound.value(reading.name)?))
        })
        .filter(|(_, value, default)| value != default)
        .map(|(name, value, _)| format!("{name}: {}", yaml::quoted(&value)))
        .collect();
    if !readings.is_empty() {
        parts.push(format!("profile: {{ {} }}", readings.join(", ")));
    }
    let is_of_files = |operation: &Operation| match operation {
        Operation::Command(line) => {
            line.text(0).is_some_and(|word| word.eq_ignore_ascii_case("FILE"))
        }
        _ => false,
    };
    if steps.iter().any(|(operation, _)| is_of_files(operation)) {
        let files = files
            .iter()
            .map(|(path, octets)| format!("{}: {}", yaml::quoted(path), yaml::payload(octets)));
        parts.push(format!("efs: {{ {} }}", files.collect::<Vec<_>>().join(", ")));
    }
    if parts.is_empty() {
        return String::new();
    }
    format!("setup: {{ {} }}\n", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::parse;
    use crate::oracle::{Discovery, OracleKind};

    fn written(oracle: OracleKind, text: &str) -> String {
        let operations = parse(text).unwrap();
        let step = preamble().len() + operations.len() - 1;
        let (expected, seen) = (String::new(), String::new());
        let discovery = Discovery { oracle, requirement: None, step, limit: None, expected, seen };
        let shrunk = Shrunk { operations, discovery, replays: 0 };
        let heading = Heading { title: "x", requirement: "SIM-0-2", notes: &[] };
        scenario(&shrunk, &Profile::default(), heading).unwrap()
    }

    #[test]
    fn the_network_is_needed_only_where_it_has_a_part() {
        let refused = "send AT+CMMSEDIT=1\nsend AT+CMMSRECV=\"http://m.example/1\"\n";
        let received = "send AT+CMMSRECV=\"http://m.example/1\"\ntick 1000\n";
        for (oracle, text, parts) in [
            (OracleKind::Code, refused, [false, false]),
            (OracleKind::Differential, refused, [false, true]),
            (OracleKind::Code, received, [true, false]),
            (OracleKind::Accounting, received, [true, true]),
        ] {
            let written = written(oracle, text);
            let has = |part: &str| written.contains(part);
            assert_eq!([has("setup: { mmsc: "), has("  - mmsc:\n")], parts, "{oracle}: {written}");
        }
    }
}

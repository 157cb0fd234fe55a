//! The sequences that a discovery is shown by: itself, or both ways of saying the same.
//!
//! A scenario runs once, so a difference between two ways to say the same (I11) is no scenario. But a sound module answers
//! both ways alike, and of two answers that differ one at most is its answer: the scenario of that way is green on a sound
//! model and that of the other red on the module.

use sim7100_model::Profile;

use crate::bench::{Bench, File, Session, TargetError};
use crate::operation::Operation;
use crate::oracle::Discovery;
use crate::oracle::metamorphic::{self, Past};
use crate::shrink::{Shrunk, preamble};

/// One sequence that shows a discovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// How the sequence is said, where there are two ways: `in lower case`, or `as it is`.
    pub way: Option<String>,
    /// The sequence.
    pub shrunk: Shrunk,
}

/// The forms of a discovery, the likeliest to be red first; one unless it ends with [`Operation::Again`].
///
/// # Errors
///
/// That of the model's bench, which has none.
pub fn forms(shrunk: &Shrunk, profile: &Profile, files: &[File]) -> Result<Vec<Form>, TargetError> {
    let Some((Operation::Again(relation), said)) = shrunk.operations.split_last() else {
        return Ok(vec![Form { way: None, shrunk: shrunk.clone() }]);
    };
    let settings = preamble();
    let mut session = Session::new(Bench::with_files(profile.clone(), files.into()));
    let mut past = Vec::new();
    for operation in settings.iter().chain(said) {
        let (operation, seen) = (operation.clone(), session.perform(operation)?);
        past.push(Past { operation, seen });
    }
    let with = |way: String, operations: Vec<Operation>| {
        // The last answer is the one that differs. With echo its octets are not those of a response alone.
        let is_exact = *relation != metamorphic::Relation::Echo;
        let step = if is_exact { settings.len() + operations.len() } else { 0 };
        let discovery = Discovery { step: step.saturating_sub(1), ..shrunk.discovery.clone() };
        Form { way: Some(way), shrunk: Shrunk { operations, discovery, replays: shrunk.replays } }
    };
    let other = metamorphic::spelled(*relation, &past, settings.len());
    let other = other.map(|operations| with(relation.to_string(), operations));
    Ok(other.into_iter().chain([with("as it is".to_owned(), said.to_vec())]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{Heading, scenario};
    use crate::operation::{Relation, parse};
    use crate::oracle::OracleKind;

    /// The steps of the scenarios of a sequence that is said again, each on one line.
    fn check(relation: Relation, text: &str, expected: [&str; 2]) {
        let mut operations = parse(text).unwrap();
        operations.push(Operation::Again(relation));
        let discovery = Discovery {
            oracle: OracleKind::Metamorphic,
            requirement: None,
            step: preamble().len() + operations.len() - 1,
            limit: None,
            expected: String::new(),
            seen: String::new(),
        };
        let profile = Profile::default();
        let shrunk = Shrunk { operations, discovery, replays: 0 };
        let shown: Vec<String> = forms(&shrunk, &profile, &crate::bench::files())
            .unwrap()
            .iter()
            .map(|form| {
                let heading = Heading { title: "x", requirement: "SIM-0-2", notes: &[] };
                let text = scenario(&form.shrunk, &profile, heading).unwrap();
                let (_, steps) = text.split_once("steps:\n").unwrap();
                steps.lines().map(str::trim).collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(shown, expected, "{relation}");
    }

    #[test]
    fn both_ways_are_scenarios() {
        let octets = "octets: { hex: \"0D 0A 4F 4B 0D 0A\" }";
        let plain = format!("- send: 'AT+CMMSEDIT=1' expect: 'OK' {octets}");
        let check = |relation, other: &str| {
            check(relation, "send AT+CMMSEDIT=1\n", [other, &plain]);
        };
        check(Relation::LowerCase, &format!("- send: 'at+cmmsedit=1' expect: 'OK' {octets}"));
        check(Relation::Blanks, &format!("- send: 'AT +CMMSEDIT= 1' expect: 'OK' {octets}"));
        let typed: Vec<String> = b"AT+CMMSEDIT=1\r"
            .iter()
            .map(|octet| format!("- type: {{ hex: \"{octet:02X}\" }}"))
            .collect();
        check(Relation::OctetByOctet, &format!("{} expect: 'OK'", typed.join(" ")));
    }

    #[test]
    fn lines_are_joined_and_settings_alone_are_said_too() {
        let octets = "octets: { hex: \"0D 0A 4F 4B 0D 0A\" }";
        check(
            Relation::Joined,
            "send AT+CMMSEDIT=1\nsend AT+CMMSEDIT=0\n",
            [
                &format!("- send: 'AT+CMMSEDIT=1;+CMMSEDIT=0' expect: 'OK' {octets}"),
                &format!(
                    "- send: 'AT+CMMSEDIT=1' expect: 'OK' - send: 'AT+CMMSEDIT=0' expect: 'OK' {octets}"
                ),
            ],
        );
        let typed: Vec<String> = b"ATE0\rAT+CMEE=1\r"
            .iter()
            .map(|octet| format!("- type: {{ hex: \"{octet:02X}\" }}"))
            .collect();
        let (first, second) = typed.split_at(5);
        let typed = format!("{} expect: 'OK' {} expect: 'OK'", first.join(" "), second.join(" "));
        check(Relation::OctetByOctet, "", [&typed, "- advance: 0s"]);
    }

    #[test]
    fn settings_that_are_others_stand_first() {
        let failing = "send AT+CMMSSEND\n";
        let plain = "- send: 'AT+CMMSSEND' expect: '+CME ERROR: 186'";
        let octets = "octets: { hex: \"0D 0A 45 52 52 4F 52 0D 0A\" }";
        let level = format!(
            "- send: 'AT+CMEE=0' expect: 'OK' - send: 'AT+CMMSSEND' expect: 'ERROR' {octets} - mmsc: requests: 0"
        );
        let exact = "octets: { hex: \"0D 0A 2B 43 4D 45 20 45 52 52 4F 52 3A 20 31 38 36 0D 0A\" }";
        check(
            Relation::ErrorLevel,
            failing,
            [&level, &format!("{plain} {exact} - mmsc: requests: 0")],
        );
        let echo = format!("- send: 'ATE1' expect: 'OK' {plain} - mmsc: requests: 0");
        check(Relation::Echo, failing, [&echo, &format!("{plain} - mmsc: requests: 0")]);
    }
}

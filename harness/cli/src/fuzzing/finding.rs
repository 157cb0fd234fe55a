//! What becomes of one discovery: shrunk, replayed, written as a scenario, and run.

use super::proof::Proof;
use super::{Claims, MARK, Module, Setup, failed, release, section};
use crate::problem::Problem;
use campaign::campaign::Found;
use campaign::course::Course;
use campaign::emit::{self, Heading};
use campaign::liveness::{self, Rung};
use campaign::operation::{self, Operation};
use campaign::oracle::Discovery;
use campaign::shrink::{self, Confirmation, Limit, Shrunk};
use runner::visible::visible;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Octets of an expectation, or of what came instead, that are shown.
const SHOWN_OCTETS_MAX: usize = 300;

/// A discovery with where it is from.
#[derive(Debug)]
pub(crate) struct Finding {
    /// What names its files, as in `000007-differential`.
    pub(crate) name: String,
    /// Where it was found, for a comment.
    pub(crate) origin: String,
    /// The sequence as it was found.
    pub(crate) found: Found,
    /// What it was shrunk to; none when it did not come again behind the settings that a scenario begins with.
    pub(crate) minimal: Option<Minimal>,
}

/// A discovery at its smallest.
#[derive(Debug)]
pub(crate) struct Minimal {
    shrunk: Shrunk,
    confirmation: Confirmation,
    rung: Rung,
    requirement: String,
    /// The scenario.
    pub(crate) scenario: String,
    proof: Proof,
}

impl Minimal {
    /// Shrinks a discovery; none when it does not come again.
    ///
    /// # Errors
    /// The target failed, or the scenario cannot be run.
    pub(crate) fn of(
        found: &Found,
        origin: &str,
        setup: &Setup,
        course: &mut Course<Module>,
    ) -> Result<Option<Self>, Problem> {
        let limit = if setup.is_in_wall_time() { Limit::WALL } else { Limit::MEMORY };
        let shrunk = shrink::shrink_within(course, found, limit).map_err(failed)?;
        let Some(shrunk) = shrunk else { return Ok(None) };
        let confirmation = shrink::confirm(course, &shrunk.operations, &shrunk.discovery);
        let confirmation = confirmation.map_err(failed)?;
        let rung = liveness::climb(course.session_mut()).map_err(failed)?;
        let requirement = requirement_of(&shrunk.operations, &shrunk.discovery);
        let notes = notes(origin, &shrunk, rung);
        let title = title(&shrunk.operations);
        let heading = Heading { title: &title, requirement: &requirement, notes: &notes };
        let scenario = emit::scenario(&shrunk, &setup.sound, heading).map_err(failed)?;
        release(course);
        let proof = Proof::of(&scenario, "discovery.yaml", setup)?;
        Ok(Some(Self { shrunk, confirmation, rung, requirement, scenario, proof }))
    }

    /// The operations that are left.
    pub(crate) fn operations(&self) -> &[Operation] {
        &self.shrunk.operations
    }

    /// Whether the scenario does what it is for, each time.
    pub(crate) fn is_proven(&self) -> bool {
        self.proof.is_whole() && self.confirmation == Confirmation::Stable
    }

    /// What was done, in one line; `before` is the number of steps of the sequence as it was found.
    pub(crate) fn summary(&self, before: usize) -> String {
        let Self { shrunk, confirmation, rung, proof, .. } = self;
        let (steps, replays) = (shrunk.operations.len(), shrunk.replays);
        let module =
            if *rung == Rung::Answers { String::new() } else { format!("; the module {rung}") };
        format!(
            "{before} steps shrunk to {steps} in {replays} replays, {confirmation}{module}; {proof}"
        )
    }
}

impl Finding {
    /// The requirement that it is about.
    pub(crate) fn requirement(&self) -> String {
        match &self.minimal {
            Some(minimal) => minimal.requirement.clone(),
            None => requirement_of(&self.found.operations, &self.found.discovery),
        }
    }

    /// The sequence as it was found, as `attest shrink` takes it.
    pub(crate) fn transcript(&self) -> String {
        let Self { origin, found, .. } = self;
        format!(
            "# {origin}\n# {}\n{}",
            one_line(&found.discovery.to_string()),
            operation::print(&found.operations)
        )
    }

    /// What a user is told: the oracle, the claim, the smallest steps, what was expected and what came.
    pub(crate) fn shown(&self, claims: &Claims) -> String {
        let discovery = self
            .minimal
            .as_ref()
            .map_or(&self.found.discovery, |minimal| &minimal.shrunk.discovery);
        let requirement = self.requirement();
        let mut text = format!("{}: {} {requirement}\n", self.name, discovery.oracle);
        // Writing into a string cannot fail.
        if let Some(claim) = claims.sentence(&requirement) {
            let _ = writeln!(text, "  {claim}");
        }
        match &self.minimal {
            Some(minimal) => {
                for operation in minimal.operations() {
                    let _ = writeln!(text, "    {}", short(&operation.to_string()));
                }
            }
            None => text.push_str("  it did not come again when its sequence was replayed\n"),
        }
        let _ = writeln!(text, "  expected {}", short(&discovery.expected));
        let _ = writeln!(text, "  but came {}", short(&discovery.seen));
        if !self.found.state.is_empty() {
            let _ = writeln!(text, "  in state {}", self.found.state);
        }
        if let Some(minimal) = &self.minimal {
            let _ = writeln!(text, "  {}", minimal.summary(self.found.operations.len()));
        }
        text
    }
}

impl Finding {
    /// The same for programs.
    pub(crate) fn json(&self, claims: &Claims, files: &[String]) -> Value {
        let discovery = self
            .minimal
            .as_ref()
            .map_or(&self.found.discovery, |minimal| &minimal.shrunk.discovery);
        let requirement = self.requirement();
        let steps = |operations: &[Operation]| -> Vec<String> {
            operations.iter().map(ToString::to_string).collect()
        };
        let shrunk = self.minimal.as_ref().map(|minimal| {
            json!({
                "steps": steps(minimal.operations()),
                "replays": minimal.shrunk.replays,
                "confirmation": minimal.confirmation.to_string(),
                "red": minimal.proof.red,
                "green": minimal.proof.green,
                "proof": minimal.proof.to_string(),
                "afterwards": minimal.rung.to_string(),
                "scenario": minimal.scenario,
            })
        });
        json!({
            "event": "finding",
            "name": self.name,
            "origin": self.origin,
            "oracle": discovery.oracle.to_string(),
            "requirement": requirement,
            "claim": claims.claim(&requirement),
            "expected": discovery.expected,
            "seen": discovery.seen,
            "state": self.found.state,
            "steps": steps(&self.found.operations),
            "shrunk": shrunk,
            "files": files,
        })
    }
}

/// The requirement of a discovery.
pub(crate) fn requirement_of(operations: &[Operation], discovery: &Discovery) -> String {
    requirement(operations, discovery.requirement, &discovery.expected)
}

/// The requirement of a discovery: what its oracle names, else that of the section of its last command.
pub(crate) fn requirement(operations: &[Operation], named: Option<&str>, expected: &str) -> String {
    named.map_or_else(|| section::requirement(operations, expected), str::to_owned)
}

fn title(operations: &[Operation]) -> String {
    let last = operations.iter().rev().find(|operation| operation.is_command());
    match last {
        Some(last) => {
            let line = short(&visible(&String::from_utf8_lossy(&last.octets())));
            format!("The module does as the document says up to {line}")
        }
        None => "The module does as the document says".to_owned(),
    }
}

fn notes(origin: &str, shrunk: &Shrunk, rung: Rung) -> Vec<String> {
    let discovery = &shrunk.discovery;
    let mut notes = vec![
        origin.to_owned(),
        format!("oracle {}: expected {}", discovery.oracle, short(&discovery.expected)),
        format!("but came {}", short(&discovery.seen)),
    ];
    if rung != Rung::Answers {
        notes.push(format!("afterwards the module {rung}"));
    }
    let mut notes: Vec<String> = notes.into_iter().map(|note| one_line(&note)).collect();
    notes.extend(shrunk.operations.iter().map(|operation| format!("{MARK}{operation}")));
    notes
}

fn one_line(text: &str) -> String {
    visible(text).replace(['\r', '\n'], " ")
}

/// Not more than a terminal or a comment can use.
fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN_OCTETS_MAX) {
        Some((end, _)) => format!("{} ...", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

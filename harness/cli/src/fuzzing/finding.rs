//! What becomes of one discovery: shrunk, replayed, written as a scenario, and run.

use super::proof::Proof;
use super::{Claims, MARK, Module, Setup, failed, release, section};
use crate::problem::Problem;
use campaign::campaign::Found;
use campaign::course::Course;
use campaign::emit::{self, Form, Heading};
use campaign::liveness::{self, Climb, Rung};
use campaign::operation::{self, Operation};
use campaign::oracle::Discovery;
use campaign::shrink::{self, Confirmation, Limit, Shrunk};
use runner::counted;
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
    climb: Climb,
    requirement: String,
    /// The scenario.
    pub(crate) scenario: String,
    /// How it says the sequence, where there are two ways (I11).
    way: Option<String>,
    /// The scenario of the other way, where neither alone does what it is for.
    pub(crate) other: Option<String>,
    proof: Proof,
}

/// A scenario with what the runner made of it.
struct Shown {
    way: Option<String>,
    scenario: String,
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
        let climb = liveness::climb(course.session_mut()).map_err(failed)?;
        let requirement = requirement_of(&shrunk.operations, &shrunk.discovery);
        release(course);
        let mut all: Vec<Shown> = Vec::new();
        for form in emit::forms(&shrunk, &setup.sound, &setup.files).map_err(failed)? {
            let notes = notes(origin, &shrunk, &form, &climb);
            let title = title(&form);
            let heading = Heading { title: &title, requirement: &requirement, notes: &notes };
            let scenario = emit::scenario_with(&form.shrunk, &setup.sound, &setup.files, heading);
            let scenario = scenario.map_err(failed)?;
            let proof = Proof::of(&scenario, "discovery.yaml", setup)?;
            let shown = Shown { way: form.way, scenario, proof };
            if shown.proof.is_whole() {
                all = vec![shown];
                break;
            }
            all.push(shown);
        }
        let mut all = all.into_iter();
        let Some(Shown { way, scenario, proof }) = all.next() else { return Ok(None) };
        let other = all.next().map(|shown| shown.scenario);
        Ok(Some(Self { shrunk, confirmation, climb, requirement, scenario, way, other, proof }))
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
        let Self { shrunk, confirmation, climb, way, other, proof, .. } = self;
        let (steps, replays) = (shrunk.operations.len(), shrunk.replays);
        let module = match climb.rung {
            Rung::Answers => String::new(),
            _ => format!("; the module {climb}"),
        };
        let way = match (way, other) {
            (Some(way), None) => format!("; said {way} in the scenario"),
            (Some(way), Some(_)) => {
                format!(
                    "; a scenario for each way of saying it, none of which is enough alone; {way}"
                )
            }
            (None, _) => String::new(),
        };
        let (before, replays) = (counted(before, "step"), counted(replays, "replay"));
        format!("{before} shrunk to {steps} in {replays}, {confirmation}{module}{way}; {proof}")
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
                "afterwards": minimal.climb.to_string(),
                "scenario": minimal.scenario,
                "way": minimal.way,
                "other_scenario": minimal.other,
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

fn title(form: &Form) -> String {
    let operations = &form.shrunk.operations;
    let way = form.way.as_ref().map(|way| format!(", said {way}")).unwrap_or_default();
    let last = operations.iter().rev().find(|operation| operation.is_command());
    match last {
        Some(last) => {
            let line = short(&visible(&String::from_utf8_lossy(&last.octets())));
            format!("The module does as the document says up to {line}{way}")
        }
        None => format!("The module does as the document says{way}"),
    }
}

fn notes(origin: &str, shrunk: &Shrunk, form: &Form, climb: &Climb) -> Vec<String> {
    let discovery = &shrunk.discovery;
    let mut notes = vec![
        origin.to_owned(),
        format!("oracle {}: expected {}", discovery.oracle, short(&discovery.expected)),
        format!("but came {}", short(&discovery.seen)),
    ];
    if let Some(way) = &form.way {
        notes.push(format!(
            "the same said in two ways is answered in two ways; here it is said {way}"
        ));
    }
    if climb.rung != Rung::Answers {
        notes.push(format!("afterwards the module {climb}"));
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

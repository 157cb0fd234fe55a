//! One step as the oracles without a reference see it.

use sim7100_model::Profile;

use super::{Discovery, OracleKind};
use crate::belief::{Belief, Reply};
use crate::bench::Observation;
use crate::operation::{CommandLine, LineForm, Operation};

/// What must be known of a module beforehand, because the document leaves it open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personality {
    /// The octets of its prompt.
    pub prompt: &'static [u8],
    /// Whether a failed transfer is told by `+CME ERROR` in place of a report.
    pub has_late_cme: bool,
}

impl Personality {
    /// The personality of a profile.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        let prompt: &[u8] = match profile.value("prompt").as_deref() {
            Some("bare") => b">",
            Some("crlf-blank") => b"\r\n> ",
            _ => b"\r\n>",
        };
        let has_late_cme = profile.value("late_failure").as_deref() == Some("cme");
        Self { prompt, has_late_cme }
    }
}

impl Default for Personality {
    fn default() -> Self {
        Self::of(&Profile::default())
    }
}

/// One step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence<'a> {
    pub(crate) personality: &'a Personality,
    pub(crate) operation: &'a Operation,
    pub(crate) seen: &'a Observation,
    pub(crate) reply: &'a Reply,
    /// What was believed before the step.
    pub(crate) before: &'a Belief,
    /// What is believed after it.
    pub(crate) after: &'a Belief,
    pub(crate) step: usize,
}

impl<'a> Evidence<'a> {
    /// A discovery at this step.
    pub(crate) fn breach(
        &self,
        oracle: OracleKind,
        requirement: &'static str,
        expected: impl Into<String>,
        seen: impl Into<String>,
    ) -> Option<Discovery> {
        let requirement = (!requirement.is_empty()).then_some(requirement);
        let (expected, seen) = (expected.into(), seen.into());
        Some(Discovery { oracle, requirement, step: self.step, limit: None, expected, seen })
    }

    /// The command line of the step, outside data mode.
    pub(crate) fn line(&self) -> Option<&'a CommandLine> {
        match self.operation {
            Operation::Command(line) if self.before.owed.is_none() => Some(line),
            _ => None,
        }
    }

    /// Its name and form, where it writes or executes.
    pub(crate) fn action(&self) -> Option<&'a CommandLine> {
        self.line().filter(|line| matches!(line.form(), LineForm::Write(_) | LineForm::Execute))
    }

    /// What came, for people.
    pub(crate) fn shown(&self) -> String {
        crate::operation::escape(&self.seen.te)
    }
}

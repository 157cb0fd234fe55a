//! All discoveries of a campaign: counted, and the different ones kept.

use super::finding::{requirement, requirement_of};
use super::shape::{shape, shapes};
use super::{Finding, Minimal, Module, Setup};
use crate::problem::Problem;
use campaign::campaign::Found;
use campaign::course::Course;
use campaign::journal::FoundEntry;
use campaign::oracle::OracleKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Different discoveries of one campaign at most: beyond, a module is beyond a campaign.
pub(crate) const DIFFERENT_MAX: usize = 50;

/// Ends the name of the scenario of the other way to say a sequence.
pub(crate) const OTHER_EXTENSION: &str = "other.yaml";

/// The discoveries.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
    /// How often each oracle spoke of each requirement.
    times: BTreeMap<(OracleKind, String), u64>,
    /// What was found, before it was shrunk.
    known: BTreeSet<(OracleKind, String, String, String)>,
    /// What was found, shrunk.
    shapes: BTreeSet<(OracleKind, Vec<String>)>,
    /// Those of a journal that did not come again.
    lost: u64,
}

impl Findings {
    /// How many different ones there are.
    pub(crate) fn different(&self) -> usize {
        self.kept.len()
    }

    /// How many there are in all.
    pub(crate) fn all(&self) -> u64 {
        self.times.values().sum()
    }

    /// Takes a discovery; what it was shrunk to when nothing like it is known.
    ///
    /// # Errors
    /// The target failed, or the scenario cannot be run.
    pub(crate) fn take(
        &mut self,
        sequence: u64,
        origin: String,
        found: Found,
        setup: &Setup,
        course: &mut Course<Module>,
    ) -> Result<Option<&Finding>, Problem> {
        let discovery = &found.discovery;
        let oracle = discovery.oracle;
        let cited = requirement_of(&found.operations, discovery);
        *self.times.entry((oracle, cited)).or_default() += 1;
        let last = found.operations.last().map(shape).unwrap_or_default();
        let signature = (oracle, last, discovery.expected.clone(), discovery.seen.clone());
        if self.kept.len() >= DIFFERENT_MAX || !self.known.insert(signature) {
            return Ok(None);
        }
        let minimal = Minimal::of(&found, &origin, setup, course)?;
        let steps = minimal.as_ref().map_or(&*found.operations, Minimal::operations);
        if !self.shapes.insert((oracle, shapes(steps))) {
            return Ok(None);
        }
        let name = name(sequence, oracle);
        self.kept.push(Finding { name, origin, found, minimal });
        Ok(self.kept.last())
    }

    /// Counts a discovery whose files are there.
    pub(crate) fn count(&mut self, entry: &FoundEntry) {
        let FoundEntry { oracle, requirement: named, operations, expected, .. } = entry;
        let cited = requirement(operations, named.as_deref(), expected);
        *self.times.entry((*oracle, cited)).or_default() += 1;
    }

    /// Counts a discovery that does not come again.
    pub(crate) fn lose(&mut self, entry: &FoundEntry) {
        self.count(entry);
        self.lost += 1;
    }

    /// How often each oracle spoke of each requirement.
    pub(crate) fn times(&self) -> impl Iterator<Item = (OracleKind, &str, u64)> {
        self.times
            .iter()
            .map(|((oracle, requirement), times)| (*oracle, requirement.as_str(), *times))
    }

    /// How much was found, and how often each oracle spoke of each requirement.
    pub(crate) fn summary(&self) -> String {
        if self.times.is_empty() {
            return "nothing was found\n".to_owned();
        }
        let ending = if self.different() == 1 { "y" } else { "ies" };
        let mut text =
            format!("{} different discover{ending}, {} in all\n", self.different(), self.all());
        if self.lost > 0 {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "  {} did not come again when replayed", self.lost);
        }
        for ((oracle, requirement), times) in &self.times {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "  {oracle} {requirement}: {times}");
        }
        text
    }
}

/// What names the files of a finding, as in `000007-differential`.
pub(crate) fn name(sequence: u64, oracle: OracleKind) -> String {
    format!("{sequence:06}-{oracle}")
}

/// Writes the files of a finding into a folder; the names of those that were written.
///
/// # Errors
/// A file cannot be written.
pub(crate) fn write(finding: &Finding, folder: &Path) -> Result<Vec<String>, Problem> {
    let mut files = Vec::new();
    let transcript = Some(finding.transcript());
    let scenario = finding.minimal.as_ref().map(|minimal| minimal.scenario.clone());
    let other = finding.minimal.as_ref().and_then(|minimal| minimal.other.clone());
    for (extension, text) in
        [("yaml", scenario), (OTHER_EXTENSION, other), ("transcript", transcript)]
    {
        let Some(text) = text else { continue };
        let path = folder.join(format!("{}.{extension}", finding.name));
        std::fs::write(&path, text).map_err(Problem::output(path.display().to_string()))?;
        files.push(path.display().to_string());
    }
    Ok(files)
}

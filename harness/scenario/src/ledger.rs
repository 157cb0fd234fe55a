//! The requirement ledger: every claim of the document, by id.
//!
//! Does not know which scenarios cite a claim: [`crate::Plan`] does.

mod finding;
mod read;
mod reading;
mod requirement;

use std::collections::BTreeMap;

pub use finding::render_findings;
pub use reading::ClaimReading;
pub use requirement::{Level, Requirement};

use crate::parse::read_nodes;
use crate::reader::{Files, Reader, Slot};
use crate::requirement_id::Rank;
use crate::{Diagnostics, Problem, Source};

/// All claims, by id.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: BTreeMap<Rank, Requirement>,
}

impl Ledger {
    /// Checks the texts of a ledger's files, each with its name.
    ///
    /// # Errors
    /// The diagnostics of every file that has any.
    pub fn parse<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<Diagnostics>> {
        let mut ledger = Self::default();
        let mut refused = Vec::new();
        for (name, text) in files {
            refused.extend(ledger.add(name, text).err());
        }
        if refused.is_empty() { Ok(ledger) } else { Err(refused) }
    }

    /// The claim with that id.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.entries.get(&Rank::of(id))
    }

    /// All claims in the order of their ids; numbers in an id count as numbers.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.entries.values()
    }

    /// Asks of every reading whether the model's profile has a reading of that name and value;
    /// `check` says why not, in a sentence.
    ///
    /// # Errors
    /// The diagnostics of every file with a reading that was refused.
    pub fn check_readings(
        &self,
        check: impl Fn(&str, &str) -> Result<(), String>,
    ) -> Result<(), Vec<Diagnostics>> {
        let mut wrong = BTreeMap::<&str, (&Source, Vec<Problem>)>::new();
        for requirement in self.requirements() {
            let source = &requirement.source;
            let problems = requirement.readings.iter().filter_map(|one| one.check(source, &check));
            let file = wrong.entry(source.name()).or_insert_with(|| (source, Vec::new()));
            file.1.extend(problems);
        }
        let check = |(source, problems)| Diagnostics::check(source, problems).err();
        let refused: Vec<Diagnostics> = wrong.into_values().filter_map(check).collect();
        if refused.is_empty() { Ok(()) } else { Err(refused) }
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), Diagnostics> {
        let (source, root, problems) = read_nodes(text, name)?;
        let mut files = Files::default();
        let mut reader = Reader::new(&source, None, &mut files, &[]);
        reader.problems = problems;
        let items = reader.items(Slot::new("ledger", &root), &format!("- {}", read::ENTRY.example));
        for item in items.unwrap_or_default() {
            let entry = Requirement::read(&mut reader, item);
            let twice = entry.and_then(|entry| self.insert(entry).err());
            reader.problems.extend(twice);
        }
        Diagnostics::check(&source, reader.problems)
    }

    fn insert(&mut self, requirement: Requirement) -> Result<(), Problem> {
        if let Some(first) = self.requirement(&requirement.id) {
            return Err(Problem::RequirementDefinedTwice {
                span: requirement.span,
                id: requirement.id,
                file: first.source.name().to_owned(),
                line: first.source.position(first.span.offset).line,
            });
        }
        self.entries.insert(Rank::of(&requirement.id), requirement);
        Ok(())
    }
}

#[cfg(test)]
mod tests;

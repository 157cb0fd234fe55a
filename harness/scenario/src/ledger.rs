//! The requirement ledger: every claim of the document, by id.

use std::collections::BTreeMap;

use crate::node::Node;
use crate::parse::read_nodes;
use crate::reader::{Files, Reader, Shape, Slot, Word};
use crate::{Diagnostics, Problem, Source, Span, requirement_id};

/// All claims, by id.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: BTreeMap<String, Requirement>,
}

/// One claim.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Section and number: `SIM-2.1-1`.
    pub id: String,
    /// The claim in other words than the document's.
    pub claim: String,
    /// How good the evidence for it is.
    pub level: Level,
    /// Section of the document (key `where`).
    pub section: String,
    /// The file that holds the entry.
    pub source: Source,
    /// The id's place in the file.
    pub span: Span,
}

/// Evidence for a claim, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The document says so.
    Documented,
    /// The document shows it in an example.
    Example,
    /// The manual of a sibling module says so.
    Sibling,
    /// It follows from something said.
    Inferred,
    /// Nobody says; the model had to choose.
    Unknown,
}

impl Ledger {
    /// The claim with that id.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.entries.get(id)
    }

    /// All claims in the order of their ids.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.entries.values()
    }
}

const ENTRY: Shape = Shape {
    place: "a ledger entry",
    keys: &["id", "claim", "level", "where"],
    example: "{ id: SIM-2.1-1, claim: \"...\", level: documented, where: \"2.1\" }",
};
const LEVELS: [Word<Level>; 5] = [
    Word("documented", Level::Documented),
    Word("example", Level::Example),
    Word("sibling", Level::Sibling),
    Word("inferred", Level::Inferred),
    Word("unknown", Level::Unknown),
];

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

    fn add(&mut self, name: &str, text: &str) -> Result<(), Diagnostics> {
        let (source, root, problems) = read_nodes(text, name)?;
        let mut files = Files::default();
        let mut reader = Reader::new(&source, None, &mut files, &[]);
        reader.problems = problems;
        let items = reader.items(Slot::new("ledger", &root), &format!("- {}", ENTRY.example));
        for item in items.unwrap_or_default() {
            self.entry(&mut reader, item);
        }
        Diagnostics::check(&source, reader.problems)
    }

    fn entry(&mut self, reader: &mut Reader<'_>, item: &Node) -> Option<()> {
        let requirement = Requirement::read(reader, item)?;
        if let Some(first) = self.entries.get(&requirement.id) {
            return reader.refuse(Problem::RequirementDefinedTwice {
                span: requirement.span,
                id: requirement.id,
                file: first.source.name().to_owned(),
                line: first.source.position(first.span.offset).line,
            });
        }
        self.entries.insert(requirement.id.clone(), requirement);
        Some(())
    }
}

impl Requirement {
    fn read(reader: &mut Reader<'_>, item: &Node) -> Option<Self> {
        let fields = reader.fields(Slot::new("entry", item), ENTRY)?;
        let text = |reader: &mut Reader<'_>, key| {
            let slot = reader.required(fields, key, ENTRY)?;
            reader.some_text(slot, ENTRY.example)
        };
        let id = text(reader, "id");
        let claim = text(reader, "claim");
        let section = text(reader, "where");
        let level = reader.required(fields, "level", ENTRY);
        let level = level.and_then(|level| reader.word(level, "level", &LEVELS));
        let id = id?;
        if !requirement_id::is_well_formed(&id) {
            return reader.refuse(Problem::BadRequirementId { span: id.span, id: id.value });
        }
        Some(Self {
            span: id.span,
            id: id.value,
            claim: claim?.value,
            level: level?.value,
            section: section?.value,
            source: reader.source.clone(),
        })
    }
}

impl Level {
    /// The name that the ledger uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Example => "example",
            Self::Sibling => "sibling",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_by_id() {
        let text = "- { id: SIM-6-1, claim: One report, level: example, where: \"6\" }\n";
        let ledger = Ledger::parse([("06.yaml", text)]).unwrap();
        let requirement = ledger.requirement("SIM-6-1").unwrap();
        assert_eq!((requirement.level, requirement.section.as_str()), (Level::Example, "6"));
        assert_eq!(requirement.source.slice(requirement.span), "SIM-6-1");
        assert_eq!(ledger.requirements().count(), 1);
    }

    #[test]
    fn an_id_is_defined_once_over_all_files() {
        let text = "- { id: SIM-6-1, claim: c, level: example, where: \"6\" }\n";
        let refused = Ledger::parse([("a.yaml", text), ("b.yaml", text)]).unwrap_err();
        let messages: Vec<String> = refused.iter().map(ToString::to_string).collect();
        assert_eq!(messages, ["requirement `SIM-6-1` is already defined in a.yaml, line 1"]);
    }
}

//! One claim of the document, and how good the evidence for it is.

use super::ClaimReading;
use crate::{Source, Span, Spanned};

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
    /// How the claim can be read, where the document leaves a choice; one of them is the default.
    pub readings: Vec<ClaimReading>,
    /// Why the default is the default; present where there are readings.
    pub reason: Option<Spanned<String>>,
    /// The contradiction in one sentence, where the entry is a spec finding.
    pub finding: Option<Spanned<String>>,
    /// Why no negative case can exist.
    pub no_negative: Option<Spanned<String>>,
    /// Why no scenario can decide the claim.
    pub uncovered: Option<Spanned<String>>,
    /// The file that holds the entry.
    pub source: Source,
    /// The id's place in the file.
    pub span: Span,
}

impl Requirement {
    /// The reading that the model takes where a profile does not say otherwise.
    #[must_use]
    pub fn default_reading(&self) -> Option<&ClaimReading> {
        self.readings.iter().find(|reading| reading.is_default())
    }
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

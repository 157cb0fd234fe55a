//! One thing that a campaign found.

use std::fmt;
use std::time::Duration;

/// Which oracle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum OracleKind {
    /// The reference model does otherwise.
    Differential,
    /// I1 and I2: one final result code, reports between responses.
    Framing,
    /// I3: one report for each transaction.
    Accounting,
    /// I4: codes, and what the document forbids outright.
    Code,
    /// I5 to I8: what was put in is there.
    ReadBack,
    /// I9: no more than the configured maximum.
    Size,
    /// I10: the module answers.
    Liveness,
    /// I11: another way to say the same is answered the same.
    Metamorphic,
    /// I12: answers do not get slower.
    Latency,
    /// What the MMSC got.
    Capture,
}

impl OracleKind {
    /// All kinds, with their words.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Differential, "differential"),
        (Self::Framing, "framing"),
        (Self::Accounting, "accounting"),
        (Self::Code, "code"),
        (Self::ReadBack, "read-back"),
        (Self::Size, "size"),
        (Self::Liveness, "liveness"),
        (Self::Metamorphic, "metamorphic"),
        (Self::Latency, "latency"),
        (Self::Capture, "capture"),
    ];

    /// The kind of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

impl fmt::Display for OracleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::ALL.iter().find(|(kind, _)| kind == self).map_or("", |(_, word)| *word);
        f.write_str(word)
    }
}

/// Where a module and an oracle part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// Which oracle.
    pub oracle: OracleKind,
    /// The requirement that is broken, where it is known.
    pub requirement: Option<&'static str>,
    /// Number of the step, from 0.
    pub step: usize,
    /// How long the answer of that step may take, where it came too late.
    pub limit: Option<Duration>,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub seen: String,
}

impl fmt::Display for Discovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { oracle, requirement, step, limit: _, expected, seen } = self;
        write!(f, "{oracle}")?;
        if let Some(requirement) = requirement {
            write!(f, " {requirement}")?;
        }
        write!(f, " at step {step}: expected {expected}, but {seen}")
    }
}

//! What a case came to: its verdict, and whether the port recovered.
//!
//! The order of [`Verdict`] is the lattice: a case takes the worst of what its steps came to, and a summary
//! names the worst of its cases. *Not run* is never green, and neither is *inconclusive*.

use serde::Serialize;
use std::fmt;

/// The outcome of a case, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// Everything came as the scenario says, octet for octet.
    Pass,
    /// The right outcome in a form that the document also prints, such as no blank after the colon.
    PassNonstrict,
    /// Something differs that the document does not state; on hardware only.
    Info,
    /// The case failed as a baseline entry says it does.
    ExpectedFail,
    /// The case came to pass once and to fail once in the same run.
    Flaky,
    /// A baseline entry expects a failure that no longer happens.
    UnexpectedPass,
    /// The module's firmware does not have what the case is about.
    Unsupported,
    /// A precondition could not be met, so the case says nothing about the module.
    Inconclusive,
    /// The case was not started.
    NotRun,
    /// The module did something other than what the scenario says.
    Fail,
    /// The harness itself could not go on.
    HarnessError,
}

impl Verdict {
    /// Every verdict, from best to worst.
    pub const ALL: [Self; 11] = [
        Self::Pass,
        Self::PassNonstrict,
        Self::Info,
        Self::ExpectedFail,
        Self::Flaky,
        Self::UnexpectedPass,
        Self::Unsupported,
        Self::Inconclusive,
        Self::NotRun,
        Self::Fail,
        Self::HarnessError,
    ];

    /// The word that reports use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::PassNonstrict => "pass-nonstrict",
            Self::Info => "info",
            Self::ExpectedFail => "expected-fail",
            Self::Flaky => "flaky",
            Self::UnexpectedPass => "unexpected-pass",
            Self::Unsupported => "unsupported",
            Self::Inconclusive => "inconclusive",
            Self::NotRun => "not-run",
            Self::Fail => "fail",
            Self::HarnessError => "harness-error",
        }
    }

    /// Whether the verdict alone departs from a clean run; a baseline entry may still excuse it.
    #[must_use]
    pub const fn deviates(self) -> bool {
        !matches!(self, Self::Pass | Self::PassNonstrict | Self::Info | Self::ExpectedFail)
    }

    /// The worse of two outcomes.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// The second axis: what the port was like after the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state", content = "detail")]
#[non_exhaustive]
pub enum Recovery {
    /// `AT` was answered by OK at once, and the state invariants hold.
    Sound,
    /// The module had to be padded out of data mode first; the text says how.
    Padded(String),
    /// The port no longer answers `AT`; the text says what came instead.
    Lost(String),
    /// State invariants of the model do not hold; one line for each.
    Broken(Vec<String>),
    /// The case was not started, so there was nothing to recover from.
    NotChecked,
}

impl Recovery {
    /// Whether the next case can rely on the port.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        matches!(self, Self::Sound | Self::Padded(_) | Self::NotChecked)
    }
}

impl fmt::Display for Recovery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sound => formatter.write_str("sound"),
            Self::Padded(how) => write!(formatter, "padded out of data mode: {how}"),
            Self::Lost(what) => write!(formatter, "lost: {what}"),
            Self::Broken(violations) => write!(formatter, "broken: {}", violations.join("; ")),
            Self::NotChecked => formatter.write_str("not checked"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Verdict::Pass, Verdict::PassNonstrict, Verdict::PassNonstrict)]
    #[case(Verdict::Fail, Verdict::Pass, Verdict::Fail)]
    #[case(Verdict::Inconclusive, Verdict::Fail, Verdict::Fail)]
    #[case(Verdict::HarnessError, Verdict::Fail, Verdict::HarnessError)]
    fn worst_wins(#[case] left: Verdict, #[case] right: Verdict, #[case] expected: Verdict) {
        assert_eq!(left.and(right), expected);
        assert_eq!(right.and(left), expected);
    }

    #[test]
    fn words_are_in_order_and_distinct() {
        assert!(Verdict::ALL.is_sorted());
        let mut words: Vec<_> = Verdict::ALL.iter().map(|verdict| verdict.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Verdict::ALL.len());
    }

    #[test]
    fn serialized_word_is_the_printed_word() {
        for verdict in Verdict::ALL {
            let json = serde_json::to_string(&verdict).unwrap();
            assert_eq!(json, format!("\"{verdict}\""));
        }
    }

    #[test]
    fn not_run_is_never_green() {
        assert!(Verdict::NotRun.deviates());
        assert!(Verdict::Inconclusive.deviates());
    }
}

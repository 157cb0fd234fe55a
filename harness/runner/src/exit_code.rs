//! The exit codes of `attest`, documented here and nowhere else.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | nothing deviated from the baseline |
//! | 1 | something deviated: a failure, or a case that could not be decided and has no baseline entry |
//! | 2 | the command line is wrong |
//! | 3 | a scenario, a profile, a script or the baseline is wrong |
//! | 4 | the port failed: absent, busy, unplugged or silent |
//! | 5 | the harness itself failed, for instance a report could not be written |
//! | 6 | the run was interrupted by a signal; what was left is not run, and the reports are complete |
//!
//! `attest fuzz` uses 1 for "something was found", `attest shrink` for "the scenario is not proven".
//! `attest dissect` uses 0 for "no finding at error level", 1 for "some", and 2 for "cannot be read".
//! When several apply to one run the highest wins. A second signal ends `attest` at once, with 6 and without
//! completing anything.

use std::process::ExitCode as ProcessExitCode;

/// How `attest` ends; the value is the process's exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ExitCode {
    /// Nothing deviated from the baseline.
    Sound,
    /// At least one case deviated from the baseline.
    Deviated,
    /// The command line is wrong.
    Usage,
    /// A scenario, profile, script or baseline is wrong.
    Scenario,
    /// The port is absent, busy, unplugged or silent.
    Port,
    /// The harness itself failed.
    Harness,
    /// A signal ended the run.
    Interrupted,
}

impl ExitCode {
    /// The number that the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Sound => 0,
            Self::Deviated => 1,
            Self::Usage => 2,
            Self::Scenario => 3,
            Self::Port => 4,
            Self::Harness => 5,
            Self::Interrupted => 6,
        }
    }
}

impl From<ExitCode> for ProcessExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_stable() {
        let codes = [
            ExitCode::Sound,
            ExitCode::Deviated,
            ExitCode::Usage,
            ExitCode::Scenario,
            ExitCode::Port,
            ExitCode::Harness,
            ExitCode::Interrupted,
        ];
        let numbers: Vec<u8> = codes.iter().map(|code| code.code()).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6]);
        assert!(codes.is_sorted());
    }
}

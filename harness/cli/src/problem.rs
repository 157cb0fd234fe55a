//! Why a subcommand could not do its job, and the exit code for that.

use runner::ExitCode;
use scenario::Diagnostics;
use std::io;

/// A problem that ends a subcommand.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// What the command line asks for cannot be.
    #[error("{0}")]
    Usage(String),
    /// Files of the user are wrong.
    #[error("{} file{} cannot be used", .0.len(), if .0.len() == 1 { "" } else { "s" })]
    Files(Vec<Diagnostics>),
    /// A file of the user is wrong, said in one line.
    #[error("{0}")]
    File(String),
    /// The port, or a socket beside it, cannot be used.
    #[error("{0}")]
    Port(String),
    /// The harness's own output failed.
    #[error("{what}: {source}")]
    Output {
        /// What was written.
        what: String,
        /// What the system said.
        source: io::Error,
    },
}

impl Problem {
    /// The exit code that goes with the problem.
    pub(crate) const fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::Usage,
            Self::Files(_) | Self::File(_) => ExitCode::Scenario,
            Self::Port(_) => ExitCode::Port,
            Self::Output { .. } => ExitCode::Harness,
        }
    }

    /// Turns a failed write into a problem.
    pub(crate) fn output(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Output { what, source }
    }
}

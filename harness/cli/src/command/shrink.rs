//! `attest shrink`: the smallest scenario of what was found.

use crate::fuzzing::{self, Minimal, SetupChoice};
use crate::output;
use crate::problem::Problem;
use campaign::campaign::Found;
use clap::Args;
use runner::ExitCode;
use std::path::PathBuf;

/// Shrink what leads to a deviation to a scenario.
///
/// The file is a transcript or a journal of `attest fuzz`, or a scenario, whose expectations are left to the oracles. It is
/// replayed until something is found; steps, arguments, payloads and delays then go for as long as the same is found. The
/// scenario is run three times on the module, where it must fail, and on a sound model, where it must pass. It goes to
/// standard output, what was done to standard error.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Shrink {
    /// A transcript (one operation a line), a journal, or a scenario.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Take what this sequence of the journal found, instead of the first discovery that comes again.
    #[arg(long, value_name = "N")]
    sequence: Option<u64>,

    #[command(flatten)]
    setup: SetupChoice,

    /// Write the scenario to this file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Printed below the help.
const AFTER_HELP: &str = "\
Exit codes: 0 the scenario is red on the module and green on a sound model, 1 it is not, each time, 2 wrong command line, \
3 the file is wrong or leads to nothing, 4 the port failed, 5 the harness itself failed.";

impl Shrink {
    /// Shrinks.
    ///
    /// # Errors
    /// The file is wrong or leads to nothing, the port fails, or the scenario cannot be written.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let candidates = fuzzing::candidates(&self.file, self.sequence)?;
        let setup = self.setup.setup()?;
        let mut course = setup.course()?;
        let origin = format!("attest shrink, {}", setup.identity());
        for operations in candidates {
            let replayed = course.replay(&operations).map_err(fuzzing::failed)?;
            let Some(discovery) = replayed else { continue };
            let (steps, state) = (operations.len(), String::new());
            let found = Found { operations, discovery, state };
            let Some(minimal) = Minimal::of(&found, &origin, &setup, &mut course)? else {
                continue;
            };
            return self.write(&minimal, steps);
        }
        let (name, options) = (self.file.display(), setup.identity());
        Err(Problem::File(format!("{name}: nothing is found when it is replayed with {options}")))
    }

    fn write(&self, minimal: &Minimal, steps: usize) -> Result<ExitCode, Problem> {
        match &self.out {
            Some(path) => std::fs::write(path, &minimal.scenario)
                .map_err(Problem::output(path.display().to_string()))?,
            None => output::print(&minimal.scenario)?,
        }
        output::say(&minimal.summary(steps));
        Ok(if minimal.is_proven() { ExitCode::Sound } else { ExitCode::Deviated })
    }
}

//! `attest shrink`: the smallest scenario of what was found.

use crate::fuzzing::{
    self, Candidate, Ground, Minimal, Module, OTHER_EXTENSION, Setup, SetupChoice,
};
use crate::output;
use crate::problem::Problem;
use campaign::campaign::Found;
use campaign::course::Course;
use campaign::operation::Operation;
use campaign::oracle::Discovery;
use campaign::shrink;
use clap::Args;
use runner::ExitCode;
use std::path::{Path, PathBuf};

/// Shrink what leads to a deviation to a scenario.
///
/// The file is a transcript or a journal of `attest fuzz`, or a scenario, whose expectations are left to the oracles. It is
/// replayed until something is found; steps, arguments, payloads and delays then go for as long as the same is found. What a
/// scenario sets up by `profile` and `efs` the model is given, and a module with a control socket; for any other module that
/// is left to you. A scenario whose steps script the MMSC, bring a push of its own, or look into the EFS cannot be shrunk; what
/// `attest fuzz mmsc` writes is as small as `attest fuzz mmsc --seed S --from N --rounds 1` makes it. The scenario is run three times on the module, where it must fail, and on a sound model, where it must
/// pass; on a port a run waits a minute at most. It goes to standard output, what was done to standard error.
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
        let mut prepared: Option<(Ground, Setup, Course<Module>)> = None;
        for Candidate { operations, ground } in candidates {
            let (setup, course) = match &mut prepared {
                Some((known, setup, course)) if *known == ground => (setup, course),
                other => {
                    let (setup, course) = self.prepare(&ground)?;
                    let (_, setup, course) = other.insert((ground, setup, course));
                    (setup, course)
                }
            };
            let Some(discovery) = replayed(course, &operations)? else { continue };
            let (steps, state) = (operations.len(), String::new());
            let found = Found { operations, discovery, state };
            let origin = format!("attest shrink, {}", setup.identity());
            let Some(minimal) = Minimal::of(&found, &origin, setup, course)? else {
                continue;
            };
            return self.write(&minimal, steps);
        }
        let setup = self.setup.setup()?;
        let (name, options) = (self.file.display(), setup.identity());
        Err(Problem::File(format!("{name}: nothing is found when it is replayed with {options}")))
    }

    /// The module in the state that a sequence begins in.
    fn prepare(&self, ground: &Ground) -> Result<(Setup, Course<Module>), Problem> {
        let (setup, left_to_user) = self.setup.setup()?.on(ground)?;
        if let Some(told) = left_to_user {
            output::say(&told);
        }
        let course = setup.course()?;
        Ok((setup, course))
    }

    fn write(&self, minimal: &Minimal, steps: usize) -> Result<ExitCode, Problem> {
        match &self.out {
            Some(path) => {
                write(path, &minimal.scenario)?;
                if let Some(other) = &minimal.other {
                    write(&path.with_extension(OTHER_EXTENSION), other)?;
                }
            }
            None => {
                output::print(&minimal.scenario)?;
                if minimal.other.is_some() {
                    output::say("--out FILE writes the scenario of the other way too");
                }
            }
        }
        output::say(&minimal.summary(steps));
        Ok(if minimal.is_proven() { ExitCode::Sound } else { ExitCode::Deviated })
    }
}

/// What a sequence leads to by itself, or behind the settings that a scenario begins with.
fn replayed(
    course: &mut Course<Module>,
    operations: &[Operation],
) -> Result<Option<Discovery>, Problem> {
    let alone = course.replay(operations).map_err(fuzzing::failed)?;
    if alone.is_some() {
        return Ok(alone);
    }
    let all = [shrink::preamble().as_slice(), operations].concat();
    course.replay(&all).map_err(fuzzing::failed)
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    std::fs::write(path, text).map_err(Problem::output(path.display().to_string()))
}

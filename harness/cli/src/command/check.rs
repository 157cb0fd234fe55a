//! `attest check`: scenarios without running them.

use crate::exits;
use crate::interruption;
use crate::library::Library;
use crate::output;
use crate::problem::Problem;
use clap::Args;
use runner::{ExitCode, counted};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Check scenarios without running them.
#[derive(Debug, Args)]
#[command(after_help = exits::CHECK)]
pub(crate) struct Check {
    /// Scenario files or folders; all of the nearest `scenarios` folder when absent.
    #[arg(value_name = "PATH")]
    paths: Vec<String>,

    /// Also check this baseline; `baseline.yaml` of the scenario folder where it exists.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

impl Check {
    /// Checks.
    ///
    /// # Errors
    /// Files are wrong, or there are none.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let interrupt = interruption::catch("nothing is known of the scenarios")?;
        let paths = self.paths;
        let Some(loaded) = interruption::before(&interrupt, move || Library::load(&paths))? else {
            return Ok(ExitCode::Interrupted);
        };
        let library = loaded?;
        library.demand_cases(&[])?;
        library.baseline(self.baseline.as_deref())?;
        let files: BTreeSet<&str> = library.plans.iter().map(|plan| plan.source.name()).collect();
        library.tell_what_is_not_checked();
        let (cases, files) = (library.plans.len(), counted(files.len(), "file"));
        let are = if cases == 1 { "is" } else { "are" };
        output::print_line(&format!("{} in {files} {are} in order", counted(cases, "case")))?;
        Ok(ExitCode::Sound)
    }
}

//! `attest check`: scenarios without running them.

use crate::library::Library;
use crate::output;
use crate::problem::Problem;
use clap::Args;
use runner::ExitCode;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Check scenarios without running them.
#[derive(Debug, Args)]
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
        let library = Library::load(&self.paths)?;
        library.demand_cases(&[])?;
        library.baseline(self.baseline.as_deref())?;
        let files: BTreeSet<&str> = library.plans.iter().map(|plan| plan.source.name()).collect();
        output::print_line(&format!(
            "{} cases in {} files are in order",
            library.plans.len(),
            files.len()
        ))?;
        Ok(ExitCode::Sound)
    }
}

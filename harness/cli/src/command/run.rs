//! `attest run`: scenarios against a target.

use crate::exits;
use crate::interruption;
use crate::library::{self, Library};
use crate::problem::Problem;
use crate::report::{self, ReportFile, Reports};
use crate::target::TargetChoice;
use clap::Args;
use runner::{ExitCode, Interrupt, Options, Target};
use scenario::Ledger;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Run scenarios against a target.
///
/// Ctrl-C ends the run: what is left is not run, and the reports are completed.
#[derive(Debug, Args)]
#[command(after_help = exits::RUN)]
pub(crate) struct Run {
    /// Scenario files or folders, or beginnings of case ids; all of the nearest `scenarios` folder when absent, but
    /// for those tagged `soak`.
    #[arg(value_name = "PATH|CASE")]
    wanted: Vec<String>,

    #[command(flatten)]
    target: TargetChoice,

    /// Known deviations; `baseline.yaml` of the scenario folder where it exists.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Run only scenarios with this tag; several tags are alternatives.
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,

    /// Also write a report: json (lines of events), junit (XML) or terminal (plain text).
    #[arg(long, value_name = "KIND=FILE")]
    report: Vec<ReportFile>,

    /// End the run at the first deviation.
    #[arg(long)]
    fail_fast: bool,
}

/// Tag of cases that run only where the tag or the case is named.
const SOAK: &str = "soak";

impl Run {
    /// Runs.
    ///
    /// # Errors
    /// The command line asks for what cannot be, files are wrong, or a report cannot be written.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        // Before the scenarios are loaded, which takes its time.
        let interrupt = interruption::first_raises()?;
        let target = self.target.target()?;
        let wanted = self.wanted.clone();
        let Some(loaded) = interruption::before(&interrupt, move || Library::load(&wanted))? else {
            return self.without_any_case(target, &interrupt);
        };
        let mut library = loaded?;
        if !self.tag.is_empty() {
            library.plans.retain(|plan| self.tag.iter().any(|tag| plan.has_tag(tag)));
        } else if self.wanted.is_empty() {
            // Soak cases take long on a port: they run where they are asked for.
            library.plans.retain(|plan| !plan.has_tag(SOAK));
        }
        library.demand_cases(&self.tag)?;
        let baseline = library.baseline(self.baseline.as_deref())?;
        let profile = self.target.profile.file(Some(&library.root))?;
        let baseline_file = baseline.as_ref().map(|baseline| Path::new(baseline.source.name()));
        let more = [("profile", profile.as_deref()), ("baseline", baseline_file)];
        report::check(&self.report, &library, &more)?;
        let options = Options {
            target,
            readings: self.target.profile.readings(Some(&library.root))?,
            baseline,
            fail_fast: self.fail_fast,
        };
        library.tell_what_is_not_checked();
        let mut reports = Reports::open(&self.report)?;
        let Library { plans, ledger, .. } = &library;
        let summary = runner::run_until(plans, ledger, &options, &mut reports, &interrupt)
            .map_err(Problem::output("the run could not be carried on"))?;
        Ok(summary.exit_code())
    }

    /// Completes the reports of a run that was interrupted before its scenarios were loaded.
    fn without_any_case(&self, target: Target, interrupt: &Interrupt) -> Result<ExitCode, Problem> {
        let named = self.wanted.iter().map(|path| ("scenario", Some(Path::new(path.as_str()))));
        let profile = self.target.profile.file(None)?;
        let more = [("profile", profile.as_deref()), ("baseline", self.baseline.as_deref())];
        let more: Vec<(&str, Option<&Path>)> = named.chain(more).collect();
        for root in library::roots(&self.wanted)? {
            report::check(&self.report, &Library::empty(root), &more)?;
        }
        let options = Options {
            target,
            readings: BTreeMap::new(),
            baseline: None,
            fail_fast: self.fail_fast,
        };
        let mut reports = Reports::open(&self.report)?;
        let ledger = Ledger::default();
        let summary = runner::run_until(&[], &ledger, &options, &mut reports, interrupt)
            .map_err(Problem::output("the reports could not be completed"))?;
        Ok(summary.exit_code())
    }
}

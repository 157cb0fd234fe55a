//! `attest run`: scenarios against a target.

use crate::interruption;
use crate::library::Library;
use crate::listener::Listener;
use crate::problem::Problem;
use crate::profile::ProfileChoice;
use crate::report::{self, ReportFile, Reports};
use clap::Args;
use runner::{ExitCode, Options, SerialTarget, Target};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use transport::Address;

/// Run scenarios against a target.
///
/// Ctrl-C ends the run: what is left is not run, and the reports are completed.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Scenario files or folders, or beginnings of case ids; all of the nearest `scenarios` folder when absent, but
    /// for those tagged `soak`.
    #[arg(value_name = "PATH|CASE")]
    wanted: Vec<String>,

    /// What to test: `model` (in memory, in virtual time) or `serial:PATH[@BAUD]`.
    #[arg(long, value_name = "TARGET", default_value = "model")]
    target: Address,

    /// Let the model run in wall time, its bearer on real loopback sockets.
    #[arg(long)]
    wall: bool,

    /// Control socket of a `serve model` behind the serial port, for what a serial line cannot do.
    #[arg(long, value_name = "unix:PATH")]
    control: Option<UnixPath>,

    /// Where the mock MMSC listens for a module on a serial port; its bearer must lead there.
    #[arg(long, value_name = "ADDR")]
    mmsc: Option<Listener>,

    #[command(flatten)]
    profile: ProfileChoice,

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
        let target = self.target()?;
        let mut library = Library::load(&self.wanted)?;
        if !self.tag.is_empty() {
            library.plans.retain(|plan| self.tag.iter().any(|tag| plan.has_tag(tag)));
        } else if self.wanted.is_empty() {
            // Soak cases take long on a port: they run where they are asked for.
            library.plans.retain(|plan| !plan.has_tag(SOAK));
        }
        library.demand_cases(&self.tag)?;
        let baseline = library.baseline(self.baseline.as_deref())?;
        let profile = self.profile.file(Some(&library.root))?;
        let baseline_file = baseline.as_ref().map(|baseline| Path::new(baseline.source.name()));
        let more = [("profile", profile.as_deref()), ("baseline", baseline_file)];
        report::check(&self.report, &library, &more)?;
        let options = Options {
            target,
            readings: self.profile.readings(Some(&library.root))?,
            baseline,
            fail_fast: self.fail_fast,
        };
        let interrupt = interruption::first_raises()?;
        let mut reports = Reports::open(&self.report)?;
        let Library { plans, ledger, .. } = &library;
        let summary = runner::run_until(plans, ledger, &options, &mut reports, &interrupt)
            .map_err(Problem::output("the run could not be carried on"))?;
        Ok(summary.exit_code())
    }

    fn target(&self) -> Result<Target, Problem> {
        let usage = |text: &str| Err(Problem::Usage(text.to_owned()));
        match &self.target {
            Address::Model if self.control.is_some() => {
                usage("--control goes with a serial target")
            }
            Address::Model if self.mmsc.is_some() => usage("--mmsc goes with a serial target"),
            Address::Model if self.wall => Ok(Target::Wall),
            Address::Model => Ok(Target::Model),
            Address::Serial { .. } if self.wall => {
                usage("--wall goes with the target model; a serial port has no other time")
            }
            Address::Serial { .. } if self.control.is_none() && self.profile.option().is_some() => {
                let option = self.profile.option().unwrap_or_default();
                usage(&format!(
                    "{option} goes with the model; without --control a serial port leads to no model"
                ))
            }
            Address::Serial { path, baud } => Ok(Target::Serial(SerialTarget {
                path: path.clone(),
                baud: *baud,
                control: self.control.clone().map(|control| control.0),
                mmsc: self.mmsc.map(|listener| listener.0),
            })),
            other => usage(&format!("this command cannot use the target {other}")),
        }
    }
}

/// `unix:PATH`.
#[derive(Debug, Clone)]
pub(crate) struct UnixPath(pub(crate) PathBuf);

impl FromStr for UnixPath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix("unix:") {
            Some(path) if !path.is_empty() => Ok(Self(path.into())),
            _ => Err("give unix:PATH, as in `unix:/run/attest.sock`".to_owned()),
        }
    }
}

//! What the runner makes of a scenario that a campaign wrote: red on the module as it is, green on a sound model.

use super::Setup;
use crate::problem::Problem;
use runner::event::RunEvent;
use runner::report::Report;
use runner::verdict::Verdict;
use runner::{Options, Target};
use scenario::{Context, Ledger, Plan};
use std::collections::BTreeMap;
use std::fmt;
use std::io;

/// Runs of the scenario on each of the two.
const RUNS: usize = 3;

/// How often the runner saw what it ought to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    /// Runs that failed on the module as it is.
    pub(crate) red: usize,
    /// Runs that passed on the sound model.
    pub(crate) green: usize,
    /// Why the module as it is could not run it, where that is so.
    obstacle: Option<String>,
}

impl Proof {
    /// Runs a scenario.
    ///
    /// # Errors
    /// The scenario cannot be read, or the runner failed.
    pub(crate) fn of(text: &str, name: &str, setup: &Setup) -> Result<Self, Problem> {
        let plans = scenario::parse(text, name, &Context::default())
            .map_err(|wrong| Problem::Files(vec![wrong]))?;
        let (target, readings) = setup.runner_target();
        let is_model = target.is_model();
        let obstacle = plans.iter().find_map(|plan| runner::unmet(plan, &target));
        // What the document neither states nor shows a module on a bare port cannot fail.
        let is_red = |verdict| verdict == Verdict::Fail || (!is_model && verdict == Verdict::Info);
        let red = match obstacle {
            Some(_) => 0,
            None => count(&plans, target, &readings, is_red)?,
        };
        let is_green = |verdict| verdict == Verdict::Pass;
        let green = count(&plans, Target::Model, &setup.sound_readings(), is_green)?;
        Ok(Self { red, green, obstacle })
    }

    /// Whether every run came to what it ought to.
    pub(crate) const fn is_whole(&self) -> bool {
        self.red == RUNS && self.green == RUNS
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { red, green, obstacle } = self;
        match obstacle {
            Some(obstacle) => write!(f, "not run here, {obstacle}")?,
            None => write!(f, "red {red} of {RUNS} times here")?,
        }
        write!(f, ", green {green} of {RUNS} times on the sound model")
    }
}

fn count(
    plans: &[Plan],
    target: Target,
    readings: &BTreeMap<String, String>,
    is_wanted: impl Fn(Verdict) -> bool,
) -> Result<usize, Problem> {
    let readings = readings.clone();
    let options = Options { target, readings, baseline: None, fail_fast: false };
    let mut times = 0;
    for _ in 0..RUNS {
        let mut verdicts = Verdicts::default();
        runner::run(plans, &Ledger::default(), &options, &mut verdicts)
            .map_err(Problem::output("the run of a scenario"))?;
        let is_all = !verdicts.0.is_empty() && verdicts.0.iter().all(|came| is_wanted(*came));
        times += usize::from(is_all);
    }
    Ok(times)
}

/// The verdicts of a run.
#[derive(Default)]
struct Verdicts(Vec<Verdict>);

impl Report for Verdicts {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        if let RunEvent::CaseFinished(result) = event {
            self.0.push(result.verdict);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

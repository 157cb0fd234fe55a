//! What the runner makes of a scenario that a campaign wrote: red on the module as it is, green on a sound model.

use super::{Setup, failed};
use crate::problem::Problem;
use campaign::bench::TargetError;
use runner::event::RunEvent;
use runner::report::Report;
use runner::verdict::Verdict;
use runner::{Interrupt, Options, Target};
use scenario::{Capability, Context, Ledger, Plan, Step};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::time::Duration;

/// Runs of the scenario on each of the two.
const RUNS: usize = 3;
/// What one run may wait on a port, where time is that of the wall.
const WALL_WAIT_MAX: Duration = Duration::from_secs(60);

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
        let here: Vec<Plan> = match target {
            Target::Model => plans.clone(),
            _ => plans.iter().cloned().map(in_wall_time).collect(),
        };
        let obstacle = here.iter().find_map(|plan| obstacle(plan, &target));
        // What the document neither states nor shows a module on a bare port cannot fail.
        let is_red = |verdict| verdict == Verdict::Fail || (!is_model && verdict == Verdict::Info);
        let red = match obstacle {
            Some(_) => 0,
            None => count(&here, target, &readings, &setup.interrupt, is_red)?,
        };
        let is_green = |verdict| verdict == Verdict::Pass;
        let green =
            count(&plans, Target::Model, &setup.sound_readings(), &setup.interrupt, is_green)?;
        Ok(Self { red, green, obstacle })
    }

    /// Whether every run came to what it ought to.
    pub(crate) const fn is_whole(&self) -> bool {
        self.red == RUNS && self.green == RUNS
    }
}

/// The plan without its wish for virtual time, where its waits are short enough for the clock on the wall.
fn in_wall_time(mut plan: Plan) -> Plan {
    if waits(&plan) <= WALL_WAIT_MAX {
        plan.needs.retain(|need| need.capability != Capability::VirtualTime);
    }
    plan
}

/// What a case waits at most.
fn waits(plan: &Plan) -> Duration {
    let wait = |step: &Step| match step {
        Step::Advance(advance) => advance.by.value,
        Step::Absent(absent) => absent.watch.value,
        Step::Await(wait) => wait.within.value,
        _ => Duration::ZERO,
    };
    let waits = plan.steps.iter().map(|step| wait(&step.value));
    waits.fold(Duration::ZERO, Duration::saturating_add)
}

/// Why a case cannot be run.
fn obstacle(plan: &Plan, target: &Target) -> Option<String> {
    let reason = runner::unmet(plan, target)?;
    let waits = waits(plan);
    if waits <= WALL_WAIT_MAX {
        return Some(reason);
    }
    let (waits, most) = (waits.as_secs(), WALL_WAIT_MAX.as_secs());
    Some(format!(
        "it waits {waits} s, and on a port {most} s at most are waited for a proof: {reason}"
    ))
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
    interrupt: &Interrupt,
    is_wanted: impl Fn(Verdict) -> bool,
) -> Result<usize, Problem> {
    let readings = readings.clone();
    let options = Options { target, readings, baseline: None, fail_fast: false };
    let mut times = 0;
    for _ in 0..RUNS {
        let mut verdicts = Verdicts::default();
        let ledger = Ledger::default();
        let summary = runner::run_until(plans, &ledger, &options, &mut verdicts, interrupt)
            .map_err(Problem::output("the run of a scenario"))?;
        if summary.interrupted {
            return Err(failed(TargetError::Interrupted));
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use runner::SerialTarget;

    /// The options of a command that has a module.
    #[derive(clap::Parser)]
    struct Options {
        #[command(flatten)]
        setup: crate::fuzzing::SetupChoice,
    }

    #[test]
    fn what_needs_time_is_red_on_a_port() {
        let options = ["x", "--target", "pty", "--deviation", "receive-while-editing"];
        let setup = <Options as clap::Parser>::parse_from(options).setup.setup().unwrap();
        let text = "scenario: 'x'\nrequirements: [SIM-8-4]\nsteps:\n  - send: AT+CMEE=1\n    expect: OK\n\
            \x20 - send: AT+CMMSEDIT=1\n    expect: OK\n  - advance: 30ms\n\
            \x20 - send: AT+CMMSRECV=\"http://a/b\"\n    expect: '+CME ERROR: 185'\n";
        let proof = Proof::of(text, "x.yaml", &setup).unwrap();
        assert_eq!(
            proof.to_string(),
            "red 3 of 3 times here, green 3 of 3 times on the sound model"
        );
    }

    #[rstest]
    #[case::short("  - advance: 11s\n  - await: { urc: \"+CMMSSEND: 0\", within: 49s }\n", None)]
    #[case::long(
        "  - advance: 11s\n  - await: { urc: \"+CMMSSEND: 0\", within: 50s }\n",
        Some(
            "it waits 61 s, and on a port 60 s at most are waited for a proof: the target lacks virtual-time"
        )
    )]
    #[case::something_else("  - push: { hex: \"00\" }\n", Some("the target lacks push"))]
    fn a_port_waits_for_a_minute(#[case] steps: &str, #[case] told: Option<&str>) {
        let text = format!("scenario: 'x'\nrequirements: [SIM-0-1]\nsteps:\n{steps}");
        let plans = scenario::parse(&text, "x.yaml", &Context::default()).unwrap();
        let target = Target::Serial(SerialTarget {
            path: "/dev/x".into(),
            baud: 115_200,
            control: None,
            mmsc: None,
        });
        let obstacle =
            plans.into_iter().map(in_wall_time).find_map(|plan| obstacle(&plan, &target));
        match (obstacle, told) {
            (None, None) => {}
            (Some(obstacle), Some(told)) => assert!(obstacle.starts_with(told), "{obstacle}"),
            (obstacle, told) => panic!("{obstacle:?} for {told:?}"),
        }
    }
}

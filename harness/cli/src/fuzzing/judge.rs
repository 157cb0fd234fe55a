//! What the runner says of rounds of the hostile MMSC.

use crate::problem::Problem;
use campaign::hostile::{Firmware, Outcome, Round};
use runner::event::{CaseResult, RunEvent};
use runner::report::Report;
use runner::verdict::Verdict;
use runner::{Interrupt, Options, Target};
use scenario::{Context, Ledger, Plan};
use std::collections::BTreeMap;
use std::io;

/// The reading under which a profile names its deviations.
const DEVIATION: &str = "deviation";
/// Rounds that are looked at for one that the target can run; each leg is drawn several times among them.
const LOOKED_AT_MAX: u64 = 200;

/// A module and the wish to end.
pub(crate) struct Judge {
    target: Target,
    readings: BTreeMap<String, String>,
    interrupt: Interrupt,
}

/// What a round came to under one outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// Its scenario passed.
    Passed,
    /// It failed.
    Failed {
        /// Why.
        reason: String,
        /// Where.
        place: Place,
    },
    /// It says nothing of the module, for this reason.
    Inconclusive(String),
    /// It was not run, or not to its end.
    NotRun,
}

/// The expectation of a scenario that failed: the kind of failure, and the line, which is the same in all rounds of a leg.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    code: &'static str,
    line: usize,
}

/// What rounds have in common that find the same: what was changed, and what failed under each outcome.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Class {
    /// What was changed.
    pub(crate) noun: &'static str,
    refused: Place,
    taken: Place,
}

/// What a round came to under both.
#[derive(Debug)]
pub(crate) struct Failures {
    pub(crate) refused: Judgement,
    pub(crate) taken: Judgement,
}

impl Failures {
    /// What was found; none where one of the outcomes accounts for what the module did, or nobody can tell.
    pub(crate) fn class(&self, round: &Round) -> Option<Class> {
        let (refused, taken) = (self.refused.place()?, self.taken.place()?);
        Some(Class { noun: round.leg.noun(), refused, taken })
    }

    /// Why the round says nothing; none where it was not run.
    pub(crate) fn obstacle(&self) -> Option<&str> {
        [&self.refused, &self.taken].into_iter().find_map(|judgement| match judgement {
            Judgement::Inconclusive(reason) => Some(reason.as_str()),
            _ => None,
        })
    }
}

impl Judgement {
    pub(crate) const fn is_passed(&self) -> bool {
        matches!(self, Self::Passed)
    }

    const fn place(&self) -> Option<Place> {
        match self {
            Self::Failed { place, .. } => Some(*place),
            _ => None,
        }
    }

    pub(crate) fn reason(&self) -> &str {
        match self {
            Self::Passed => "passed",
            Self::NotRun => "not run",
            Self::Failed { reason, .. } | Self::Inconclusive(reason) => reason,
        }
    }

    /// On a bare port a failure of what the document does not state is no more than information; here all is asked for.
    fn of(result: &CaseResult) -> Self {
        let failure = result.failure.as_ref();
        let reason = failure.map(|failure| failure.message.clone());
        let reason = reason.or_else(|| result.cause.clone()).unwrap_or_default();
        match result.verdict {
            Verdict::Pass | Verdict::PassNonstrict => Self::Passed,
            Verdict::Fail | Verdict::Info => {
                let place = failure.map(|one| Place { code: one.code, line: one.expectation.line });
                Self::Failed { reason, place: place.unwrap_or_default() }
            }
            Verdict::NotRun => Self::NotRun,
            Verdict::Inconclusive => Self::Inconclusive(reason),
            other => Self::Inconclusive(format!("{other}: {reason}")),
        }
    }
}

impl Judge {
    pub(crate) const fn new(
        target: Target,
        readings: BTreeMap<String, String>,
        interrupt: Interrupt,
    ) -> Self {
        Self { target, readings, interrupt }
    }

    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupt.is_raised()
    }

    /// Whether rounds take so much time that each is a run of its own.
    pub(crate) const fn is_on_port(&self) -> bool {
        matches!(self.target, Target::Serial(_))
    }

    /// What the target lacks, where it can run none of these rounds.
    ///
    /// # Errors
    /// A round cannot be written down.
    pub(crate) fn lacks(
        &self,
        seed: u64,
        numbers: std::ops::Range<u64>,
    ) -> Result<Option<String>, Problem> {
        let mut first = None;
        for number in numbers.take(usize::try_from(LOOKED_AT_MAX).unwrap_or(usize::MAX)) {
            let round = Round::new(seed, number);
            let plans = self.plans(&[round], Outcome::Refused)?;
            let lacking = plans.iter().flat_map(|plan| &plan.needs).find_map(|need| {
                let capability = need.capability;
                let reason = self.target.lacks(capability)?;
                Some(format!("a round needs {capability}, which {} lacks: {reason}", self.target))
            });
            match lacking {
                Some(lacking) => first.get_or_insert(lacking),
                None => return Ok(None),
            };
        }
        Ok(first)
    }

    /// The scenario of a round for a module of these readings.
    pub(crate) fn scenario(&self, round: &Round, outcome: Outcome) -> String {
        let reads = |name: &str, value: &str| self.readings.get(name).is_some_and(|is| is == value);
        let firmware = Firmware {
            fails_by_cme: reads("late_failure", "cme"),
            clears_memory: reads("receive_failure", "clear"),
        };
        round.scenario(outcome, firmware)
    }

    /// What each round comes to under an outcome.
    ///
    /// # Errors
    /// The port failed, or the runner did.
    pub(crate) fn judge(
        &self,
        rounds: &[Round],
        outcome: Outcome,
    ) -> Result<Vec<Judgement>, Problem> {
        self.on(self.target.clone(), self.readings.clone(), rounds, outcome)
    }

    /// What a round finds; none where the module survives it, or nobody can tell.
    ///
    /// # Errors
    /// As [`Self::judge`].
    pub(crate) fn class(&self, round: &Round) -> Result<Option<Class>, Problem> {
        let one = |outcome| -> Result<Judgement, Problem> {
            let judged = self.judge(std::slice::from_ref(round), outcome)?;
            Ok(judged.into_iter().next().unwrap_or(Judgement::NotRun))
        };
        let refused = one(Outcome::Refused)?;
        if refused.place().is_none() {
            return Ok(None);
        }
        Ok(Failures { refused, taken: one(Outcome::Taken)? }.class(round))
    }

    /// The outcome on a sound model of the same readings; none when it survives neither.
    ///
    /// # Errors
    /// As [`Self::judge`].
    pub(crate) fn outcome_of_a_sound_model(
        &self,
        round: &Round,
    ) -> Result<Option<Outcome>, Problem> {
        let mut readings = self.readings.clone();
        readings.remove(DEVIATION);
        for outcome in Outcome::ALL {
            let rounds = std::slice::from_ref(round);
            let judged = self.on(Target::Model, readings.clone(), rounds, outcome)?;
            if judged.first().is_some_and(Judgement::is_passed) {
                return Ok(Some(outcome));
            }
        }
        Ok(None)
    }

    fn plans(&self, rounds: &[Round], outcome: Outcome) -> Result<Vec<Plan>, Problem> {
        let mut plans = Vec::new();
        for (index, round) in rounds.iter().enumerate() {
            let plan = scenario::parse(
                &self.scenario(round, outcome),
                &format!("{index}.yaml"),
                &Context::default(),
            );
            plans.extend(plan.map_err(|wrong| Problem::Files(vec![wrong]))?);
        }
        Ok(plans)
    }

    fn on(
        &self,
        target: Target,
        readings: BTreeMap<String, String>,
        rounds: &[Round],
        outcome: Outcome,
    ) -> Result<Vec<Judgement>, Problem> {
        let plans = self.plans(rounds, outcome)?;
        let options = Options { target, readings, baseline: None, fail_fast: false };
        let mut results = Results::default();
        let summary =
            runner::run_until(&plans, &Ledger::default(), &options, &mut results, &self.interrupt)
                .map_err(Problem::output("the run of a round"))?;
        if let Some(reason) = summary.port_failure {
            return Err(Problem::Port(reason));
        }
        let of = |index: usize| {
            results.0.get(&index.to_string()).map_or(Judgement::NotRun, Judgement::of)
        };
        Ok((0..rounds.len()).map(of).collect())
    }
}

/// The results of a run by case.
#[derive(Default)]
struct Results(BTreeMap<String, CaseResult>);

impl Report for Results {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        if let RunEvent::CaseFinished(result) = event {
            self.0.insert(result.id.clone(), CaseResult::clone(result));
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! What the runner says of rounds of the hostile MMSC.

use crate::problem::Problem;
use campaign::hostile::{Firmware, Outcome, Round};
use runner::event::{CaseResult, RunEvent};
use runner::report::Report;
use runner::verdict::Verdict;
use runner::{Interrupt, Options, Target};
use scenario::{Context, Ledger};
use std::collections::BTreeMap;
use std::io;

/// The reading under which a profile names its deviations.
const DEVIATION: &str = "deviation";

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
    /// It failed, for this reason.
    Failed(String),
    /// It says nothing, for this reason.
    Open(String),
}

/// What a round came to under both.
pub(crate) struct Failures {
    pub(crate) refused: Judgement,
    pub(crate) taken: Judgement,
}

impl Failures {
    /// Why the round says nothing, where it does not.
    pub(crate) fn obstacle(&self) -> Option<String> {
        [&self.refused, &self.taken].into_iter().find_map(|judgement| match judgement {
            Judgement::Open(reason) => Some(reason.clone()),
            _ => None,
        })
    }
}

impl Judgement {
    pub(crate) const fn is_passed(&self) -> bool {
        matches!(self, Self::Passed)
    }

    pub(crate) fn reason(&self) -> &str {
        match self {
            Self::Passed => "passed",
            Self::Failed(reason) | Self::Open(reason) => reason,
        }
    }

    /// On a bare port a failure of what the document does not state is no more than information; here all is asked for.
    fn of(result: &CaseResult) -> Self {
        let failure = result.failure.as_ref().map(|failure| failure.message.to_string());
        let reason = || failure.clone().or_else(|| result.cause.clone()).unwrap_or_default();
        match result.verdict {
            Verdict::Pass | Verdict::PassNonstrict => Self::Passed,
            Verdict::Fail | Verdict::Info => Self::Failed(reason()),
            other => Self::Open(format!("{other}: {}", reason())),
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

    /// Whether the module survives a round; none where nobody can tell.
    ///
    /// # Errors
    /// As [`Self::judge`].
    pub(crate) fn survives(&self, round: &Round) -> Result<Option<bool>, Problem> {
        let mut survives = Some(false);
        for outcome in Outcome::ALL {
            match self.judge(std::slice::from_ref(round), outcome)?.first() {
                Some(Judgement::Passed) => return Ok(Some(true)),
                Some(Judgement::Failed(_)) => {}
                Some(Judgement::Open(_)) | None => survives = None,
            }
        }
        Ok(survives)
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

    fn on(
        &self,
        target: Target,
        readings: BTreeMap<String, String>,
        rounds: &[Round],
        outcome: Outcome,
    ) -> Result<Vec<Judgement>, Problem> {
        let mut plans = Vec::new();
        for (index, round) in rounds.iter().enumerate() {
            let plan = scenario::parse(
                &self.scenario(round, outcome),
                &format!("{index}.yaml"),
                &Context::default(),
            );
            plans.extend(plan.map_err(|wrong| Problem::Files(vec![wrong]))?);
        }
        let options = Options { target, readings, baseline: None, fail_fast: false };
        let mut results = Results::default();
        let summary =
            runner::run_until(&plans, &Ledger::default(), &options, &mut results, &self.interrupt)
                .map_err(Problem::output("the run of a round"))?;
        if let Some(reason) = summary.port_failure {
            return Err(Problem::Port(reason));
        }
        let of = |index: usize| match results.0.get(&index.to_string()) {
            Some(result) => Judgement::of(result),
            None => Judgement::Open("it was not run".to_owned()),
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

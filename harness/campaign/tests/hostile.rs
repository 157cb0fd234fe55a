//! Rounds of the hostile MMSC on the model: the sound one survives them, deviating ones do not.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io;

use campaign::hostile::{Firmware, Outcome, Round};
use runner::event::RunEvent;
use runner::report::Report;
use runner::verdict::Verdict;
use runner::{Options, Target};
use scenario::{Context, Ledger, Plan};

type Tested<T = ()> = Result<T, Box<dyn Error>>;

/// Seed of the rounds.
const SEED: u64 = 11;
/// Rounds on the sound model.
const ROUNDS: u64 = 600;
/// Rounds on each deviating one.
const ROUNDS_DEVIATING: u64 = 120;

/// The ids of the cases that passed.
#[derive(Default)]
struct Passed(BTreeSet<String>);

impl Report for Passed {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        if let RunEvent::CaseFinished(result) = event
            && result.verdict == Verdict::Pass
        {
            self.0.insert(result.id.clone());
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn plans(rounds: u64, outcome: Outcome) -> Tested<Vec<Plan>> {
    let mut plans = Vec::new();
    for number in 0..rounds {
        let text = Round::new(SEED, number).scenario(outcome, Firmware::default());
        plans.extend(scenario::parse(&text, &format!("{number}.yaml"), &Context::default())?);
    }
    Ok(plans)
}

/// The rounds that passed with this outcome.
fn passed(rounds: u64, outcome: Outcome, deviation: &str) -> Tested<BTreeSet<String>> {
    run(&plans(rounds, outcome)?, deviation)
}

fn run(plans: &[Plan], deviation: &str) -> Tested<BTreeSet<String>> {
    let readings = BTreeMap::from([("deviation".to_owned(), deviation.to_owned())]);
    let options = Options { target: Target::Model, readings, baseline: None, fail_fast: false };
    let mut passed = Passed::default();
    runner::run(plans, &Ledger::default(), &options, &mut passed)?;
    Ok(passed.0)
}

/// The rounds that no outcome accounts for.
fn findings(rounds: u64, deviation: &str) -> Tested<Vec<u64>> {
    let refused = passed(rounds, Outcome::Refused, deviation)?;
    let taken = passed(rounds, Outcome::Taken, deviation)?;
    let is_found = |number: &u64| {
        let id = number.to_string();
        !refused.contains(&id) && !taken.contains(&id)
    };
    Ok((0..rounds).filter(is_found).collect())
}

#[test]
fn the_sound_model_survives_every_round() -> Tested {
    assert_eq!(findings(ROUNDS, "none")?, Vec::<u64>::new());
    Ok(())
}

/// A round that always has the same outcome tests little.
#[test]
fn rounds_have_either_outcome() -> Tested {
    let refused = passed(ROUNDS, Outcome::Refused, "none")?.len();
    let taken = passed(ROUNDS, Outcome::Taken, "none")?.len();
    assert!(refused > 100 && taken > 100, "{refused} refused, {taken} taken");
    Ok(())
}

#[test]
fn what_deviates_on_the_way_to_the_network_is_found() -> Tested {
    for deviation in ["half-message-kept", "result-twice"] {
        let found = findings(ROUNDS_DEVIATING, deviation)?;
        assert!(!found.is_empty(), "{deviation}");
    }
    Ok(())
}

/// What is found stays found while the round gets simpler, down to one change.
#[test]
fn a_finding_shrinks_to_one_change() -> Tested {
    let survives = |round: &Round| -> Tested<bool> {
        let mut survives = false;
        for outcome in Outcome::ALL {
            let text = round.scenario(outcome, Firmware::default());
            let plans = scenario::parse(&text, "round.yaml", &Context::default())?;
            survives |= !run(&plans, "half-message-kept")?.is_empty();
        }
        Ok(survives)
    };
    let mut round = Round::new(SEED, 0);
    while round.edits.len() < 3 || survives(&round)? {
        round = Round::new(SEED, round.number + 1);
    }
    loop {
        let mut simpler = None;
        for candidate in round.simpler() {
            if !survives(&candidate)? {
                simpler = Some(candidate);
                break;
            }
        }
        match simpler {
            Some(simpler) => round = simpler,
            None => break,
        }
    }
    assert_eq!(round.edits.len(), 1, "{:?}", round.edits);
    Ok(())
}

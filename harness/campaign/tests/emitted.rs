//! What a campaign finds on a deviating model shrinks to a scenario that is red there and green on the sound model.

use std::collections::BTreeMap;
use std::error::Error;
use std::io;

use campaign::benchmark::Mode;
use campaign::campaign::Campaign;
use campaign::emit::{self, Heading};
use campaign::shrink::{self, Confirmation, Shrunk};
use runner::event::RunEvent;
use runner::report::Report;
use runner::verdict::Verdict;
use runner::{Options, Target};
use scenario::{Context, Ledger, Plan};
use sim7100_model::{Deviation, Profile};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Command lines after which a deviation counts as missed.
const COMMANDS_MAX: u64 = 20_000;
/// Steps that a shrunk sequence has at most.
const STEPS_MAX: usize = 12;
/// Messages of a soak.
const SOAK_MESSAGES: u64 = 600;
/// Seeds of the campaigns.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=1;
/// Runs of each scenario on each model.
const RUNS: usize = 3;

/// Keeps the verdict of the one case.
#[derive(Default)]
struct Collector(Option<(Verdict, String)>);

impl Report for Collector {
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        if let RunEvent::CaseFinished(result) = event {
            self.0 = Some((result.verdict, format!("{:?} {:?}", result.cause, result.failure)));
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn verdict(plan: &Plan, deviation: &str) -> Outcome<(Verdict, String)> {
    let readings = BTreeMap::from([("deviation".to_owned(), deviation.to_owned())]);
    let options = Options { target: Target::Model, readings, baseline: None, fail_fast: false };
    let mut collector = Collector::default();
    runner::run(std::slice::from_ref(plan), &Ledger::default(), &options, &mut collector)?;
    collector.0.ok_or_else(|| "no case was run".into())
}

fn shrunk(mode: Mode, deviation: Deviation, seed: u64) -> Outcome<Shrunk> {
    let mut profile = Profile::default();
    profile.deviate(deviation.name())?;
    let course = mode.course(profile, &Profile::default());
    // A leak shows after more messages than a sequence has.
    let messages = if deviation == Deviation::SlowLeak { SOAK_MESSAGES } else { 0 };
    let mut campaign = Campaign::new(course, seed, mode.style()).soaking(messages);
    let found = campaign.run(COMMANDS_MAX)?.ok_or("nothing was found")?;
    let shrunk = shrink::shrink(campaign.course_mut(), &found)?.ok_or("it does not come again")?;
    let again = shrink::confirm(campaign.course_mut(), &shrunk.operations, &shrunk.discovery)?;
    if again != Confirmation::Stable {
        return Err(format!("it is {again}").into());
    }
    Ok(shrunk)
}

/// What is wrong with the scenario of a deviation; nothing when it is red there and green on the sound model.
fn complaint(mode: Mode, deviation: Deviation, seed: u64) -> Outcome<Option<String>> {
    let shrunk = shrunk(mode, deviation, seed)?;
    let title = format!("A module without {deviation} does this");
    let heading = Heading { title: &title, requirement: deviation.requirement(), notes: &[] };
    let text = emit::scenario(&shrunk, &Profile::default(), heading)?;
    let context = Context::default();
    let plans = scenario::parse(&text, "discovery.yaml", &context)
        .map_err(|diagnostics| format!("{diagnostics}\n{text}"))?;
    let plan = plans.first().ok_or("no plan")?;
    for _ in 0..RUNS {
        let (sound, why) = verdict(plan, "none")?;
        if sound != Verdict::Pass {
            return Ok(Some(format!("{deviation}: sound {sound}: {why}\n{text}")));
        }
        let (deviating, why) = verdict(plan, deviation.name())?;
        if deviating != Verdict::Fail {
            return Ok(Some(format!("{deviation}: deviating {deviating}: {why}\n{text}")));
        }
    }
    // A list that is full too early takes as many steps as it has places, and a leak takes what makes it show.
    let is_long = [Deviation::AddressListHoldsNineteen, Deviation::SlowLeak].contains(&deviation);
    if shrunk.operations.len() > STEPS_MAX && !is_long {
        return Ok(Some(format!("{deviation}: {} steps\n{text}", shrunk.operations.len())));
    }
    Ok(None)
}

/// The complaints about every deviation.
fn check(mode: Mode, left_out: &[Deviation]) -> Outcome<()> {
    let mut complaints = Vec::new();
    for deviation in Deviation::all().iter().filter(|one| !left_out.contains(one)) {
        for seed in SEEDS {
            match complaint(mode, *deviation, seed) {
                Ok(complaint) => complaints.extend(complaint),
                Err(error) => complaints.push(format!("{deviation} with seed {seed}: {error}")),
            }
        }
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    Ok(())
}

#[test]
fn scenarios_found_against_the_reference_are_red_and_green() -> Outcome<()> {
    check(Mode::Differential, &[])
}

#[test]
fn scenarios_found_without_a_reference_are_red_and_green() -> Outcome<()> {
    check(Mode::WithoutReference, &[Deviation::AddressListHoldsNineteen])
}

//! I11 in a campaign: a module that minds how a thing is said is found out, and what is found is shown by a scenario.

use std::error::Error;
use std::time::Duration;

use campaign::bench::{Bench, Capture, Target, TargetError};
use campaign::benchmark::Mode;
use campaign::campaign::{Campaign, Found};
use campaign::course::Course;
use campaign::emit::{self, Heading};
use campaign::operation::{Operation, Relation, parse, print};
use campaign::oracle::OracleKind;
use campaign::shrink::{self, Confirmation};
use runner::event::RunEvent;
use runner::report::Report;
use runner::verdict::Verdict;
use runner::{Options, Target as Place};
use scenario::{Context, Ledger};
use sim7100_model::Profile;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Command lines after which the fault counts as missed.
const COMMANDS_MAX: u64 = 40_000;

/// A module that does not know the names of commands in lower case.
struct Strict(Bench);

impl Target for Strict {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
        let is_strange = octets.starts_with(b"at+");
        self.0.send(if is_strange { b"AT+UNKNOWN\r" } else { octets })
    }

    fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
        self.0.receive(deadline)
    }

    fn reset(&mut self) -> Result<(), TargetError> {
        self.0.reset()
    }

    fn power_cycle(&mut self) -> Result<(), TargetError> {
        self.0.power_cycle()
    }

    fn captures(&mut self) -> Vec<Capture> {
        self.0.captures()
    }
}

fn bench() -> Bench {
    Bench::new(Profile::default())
}

fn course(mode: Mode) -> Course<Strict> {
    mode.watch(Strict(bench()), bench())
}

fn found(mode: Mode) -> Outcome<(Found, Campaign<Strict>)> {
    // Drawn carefully, lines are in upper case: nobody but the relation says them otherwise.
    let style = Mode::WithoutReference.style();
    let mut campaign = Campaign::new(course(mode), 5, style);
    let found = campaign.run(COMMANDS_MAX)?.ok_or("nothing was found")?;
    Ok((found, campaign))
}

#[test]
fn a_module_that_minds_the_case_is_found_out() -> Outcome<()> {
    for mode in [Mode::WithoutReference, Mode::Differential] {
        let (found, mut campaign) = found(mode)?;
        assert_eq!(found.discovery.oracle, OracleKind::Metamorphic, "{}", found.discovery);
        assert_eq!(found.discovery.requirement, Some("SIM-0-2"));
        assert_eq!(found.operations.last(), Some(&Operation::Again(Relation::LowerCase)));
        assert_eq!(parse(&print(&found.operations))?, found.operations);
        let shrunk =
            shrink::shrink(campaign.course_mut(), &found)?.ok_or("it does not come again")?;
        assert_eq!(shrunk.operations.len(), 2, "{}", print(&shrunk.operations));
        let confirmed =
            shrink::confirm(campaign.course_mut(), &shrunk.operations, &shrunk.discovery)?;
        assert_eq!(confirmed, Confirmation::Stable);
    }
    Ok(())
}

#[test]
fn the_same_seed_finds_the_same() -> Outcome<()> {
    let (first, one) = found(Mode::WithoutReference)?;
    let (second, other) = found(Mode::WithoutReference)?;
    assert_eq!((first, one.tally()), (second, other.tally()));
    Ok(())
}

/// Keeps the verdict of the one case.
#[derive(Default)]
struct Collector(Option<Verdict>);

impl Report for Collector {
    fn event(&mut self, event: &RunEvent) -> std::io::Result<()> {
        if let RunEvent::CaseFinished(result) = event {
            self.0 = Some(result.verdict);
        }
        Ok(())
    }

    fn finish(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Both ways are green on the model, and the strict module differs from the reference in one of them alone.
#[test]
fn one_of_the_two_scenarios_shows_it() -> Outcome<()> {
    let (found, mut campaign) = found(Mode::WithoutReference)?;
    let shrunk = shrink::shrink(campaign.course_mut(), &found)?.ok_or("it does not come again")?;
    let profile = Profile::default();
    let mut differs = Vec::new();
    for form in emit::forms(&shrunk, &profile, &campaign::bench::files())? {
        let heading = Heading { title: "x", requirement: "SIM-0-2", notes: &[] };
        let text = emit::scenario(&form.shrunk, &profile, heading)?;
        let plans = scenario::parse(&text, "x.yaml", &Context::default())
            .map_err(|diagnostics| format!("{diagnostics}\n{text}"))?;
        let readings = std::collections::BTreeMap::new();
        let options = Options { target: Place::Model, readings, baseline: None, fail_fast: false };
        let mut collector = Collector::default();
        runner::run(&plans, &Ledger::default(), &options, &mut collector)?;
        assert_eq!(collector.0, Some(Verdict::Pass), "{text}");
        let all = [shrink::preamble(), form.shrunk.operations].concat();
        let discovery = course(Mode::Differential).replay(&all)?;
        differs.push((form.way.unwrap_or_default(), discovery.is_some()));
    }
    assert_eq!(differs, [("in lower case".to_owned(), true), ("as it is".to_owned(), false)]);
    Ok(())
}

#[test]
fn a_campaign_says_as_much_again_as_it_may() -> Outcome<()> {
    let looked = |one_in: usize| -> Outcome<(u64, u64)> {
        let course = Mode::WithoutReference.course(Profile::default(), &Profile::default());
        let mut campaign = Campaign::new(course, 9, Mode::WithoutReference.style());
        campaign = campaign.saying_again(one_in);
        let mut octets = Vec::new();
        let header = campaign::journal::Header { seed: 9, profile: "x".to_owned() };
        let (mut journal, state) = campaign::journal::Journal::open(Kept(&mut octets), &header)?;
        while campaign.run_journaled(1_000, &mut journal, &state)?.is_some() {}
        let (state, _) = campaign::journal::resume(&octets, &header)?;
        let looked = state.looked.iter().find(|(kind, _)| *kind == OracleKind::Metamorphic);
        Ok((looked.map_or(0, |(_, steps)| steps), state.commands))
    };
    assert_eq!(looked(0)?.0, 0);
    let (some, all) = (looked(8)?, looked(1)?);
    assert!(some.0 > 0 && all.0 > 2 * some.0, "{some:?} {all:?}");
    Ok(())
}

/// A journal in memory.
struct Kept<'a>(&'a mut Vec<u8>);

impl campaign::journal::Store for Kept<'_> {
    fn read(&mut self) -> std::io::Result<Vec<u8>> {
        Ok(self.0.clone())
    }

    fn truncate(&mut self, octets: u64) -> std::io::Result<()> {
        self.0.truncate(usize::try_from(octets).unwrap_or(usize::MAX));
        Ok(())
    }

    fn append(&mut self, octets: &[u8], _: bool) -> std::io::Result<()> {
        self.0.extend(octets);
        Ok(())
    }
}

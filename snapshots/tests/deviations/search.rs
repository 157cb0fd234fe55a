//! Which cases catch a deviation.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use runner::event::RunEvent;
use runner::report::Report;
use runner::{Options, Target};
use scenario::{Ledger, Plan};
use sim7100_model::Deviation;

use crate::catch::{Catch, Course};

/// Scenarios that have caught a deviation after which the search ends.
pub(crate) const CATCHES_MAX: usize = 5;

/// The tag of cases that stand outside the ordinary set because they are long.
pub(crate) const SOAK: &str = "soak";

/// The reading of the model's profile that switches deviations on.
const READING: &str = "deviation";

/// Puts the cases into the order of the search: those that cite the claim that the deviation breaks first, then those
/// that cite another one of its section, then the others; each group by id, and cases of a long run last.
pub(crate) fn order(plans: &mut [Plan], deviation: Deviation) {
    plans.sort_by_cached_key(|plan| {
        let cited = plan.requirements.iter().chain(&plan.negative).map(|id| id.value.as_str());
        let closeness = cited.map(|id| closeness(id, deviation.requirement())).max();
        (plan.has_tag(SOAK), Reverse(closeness), plan.id.clone())
    });
}

/// 2 for the same claim, 1 for one of the same section, else 0.
fn closeness(id: &str, broken: &str) -> u8 {
    let section = |id: &str| id.rsplit_once('-').map(|(section, _)| section.to_owned());
    if id == broken { 2 } else { u8::from(section(id) == section(broken)) }
}

/// A search under way.
pub(crate) struct Search<'a> {
    ledger: &'a Ledger,
    options: Options,
    course: Course,
    caught: Vec<Catch>,
}

impl<'a> Search<'a> {
    /// A search on the model with a deviation, or on the sound one.
    pub(crate) fn of(ledger: &'a Ledger, deviation: Option<Deviation>) -> Self {
        let reading = |deviation: Deviation| (READING.to_owned(), deviation.name().to_owned());
        let readings: BTreeMap<_, _> = deviation.map(reading).into_iter().collect();
        let options = Options { target: Target::Model, readings, baseline: None, fail_fast: false };
        Self { ledger, options, course: Course::default(), caught: Vec::new() }
    }

    /// Runs cases in their order until enough scenarios have caught the deviation, or all are run; the first catch of
    /// each counts.
    ///
    /// # Errors
    /// The operating system gave no thread or runtime, or the harness itself failed in a case.
    pub(crate) fn run(mut self, plans: &[Plan]) -> io::Result<Vec<Catch>> {
        let options = self.options.clone();
        match runner::run(plans, self.ledger, &options, &mut self) {
            Err(error) if !self.is_over() => return Err(error),
            _ => {}
        }
        for catch in &mut self.caught {
            let plan = plans.iter().find(|plan| plan.id == catch.case);
            catch.is_soak = plan.is_some_and(|plan| plan.has_tag(SOAK));
        }
        Ok(self.caught)
    }

    const fn is_over(&self) -> bool {
        self.caught.len() >= CATCHES_MAX
    }
}

impl Report for Search<'_> {
    /// An error ends the run.
    fn event(&mut self, event: &RunEvent) -> io::Result<()> {
        let catch = self.course.event(event).map_err(io::Error::other)?;
        let is_known =
            |catch: &Catch| self.caught.iter().any(|known| known.scenario() == catch.scenario());
        self.caught.extend(catch.filter(|catch| !is_known(catch)));
        if self.is_over() {
            return Err(io::Error::other("enough scenarios have caught the deviation"));
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use scenario::Context;

    use super::*;

    fn plan(name: &str, requirement: &str, tag: &str) -> Vec<Plan> {
        let text = format!(
            "scenario: t\nrequirements: [{requirement}]\ntags: [{tag}]\nsteps:\n  - send: AT\n    expect: OK\n"
        );
        let context = Context::default();
        scenario::parse(&text, name, &context).unwrap()
    }

    #[test]
    fn telling_cases_come_first_and_long_runs_last() {
        let broken = Deviation::EditKeepsContent.requirement();
        assert_eq!(broken, "SIM-3.1-2");
        let mut plans = [
            plan("a.yaml", "SIM-3.10-2", "x"),
            plan("b.yaml", broken, SOAK),
            plan("c.yaml", "SIM-3.1-1", "x"),
            plan("e.yaml", broken, "x"),
            plan("d.yaml", broken, "x"),
        ]
        .concat();
        order(&mut plans, Deviation::EditKeepsContent);
        let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
        assert_eq!(ids, ["d", "e", "c", "a", "b"]);
    }

    #[test]
    fn a_search_ends_when_enough_scenarios_have_caught() {
        let row = |number: usize| {
            let expected = if number == 2 { "OK" } else { "\"+CME ERROR: 186\"" };
            let text = format!(
                "scenario: t\nrequirements: [SIM-3.2-8]\nmatrix: {{ to: [1, 2] }}\nsteps:\n  - send: AT+CMMSRECP=\"${{to}}\"\n    expect: {expected}\n"
            );
            let context = Context::default();
            scenario::parse(&text, &format!("{number}.yaml"), &context).unwrap()
        };
        let plans: Vec<Plan> = (1..=CATCHES_MAX + 3).flat_map(row).collect();
        let ledger = Ledger::default();
        let found = |deviation| -> Vec<String> {
            let catches = Search::of(&ledger, deviation).run(&plans).unwrap();
            catches.into_iter().map(|catch| catch.case).collect()
        };
        assert_eq!(
            found(Some(Deviation::EditsOutsideEditMode)),
            ["1[to=1]", "3[to=1]", "4[to=1]", "5[to=1]", "6[to=1]"]
        );
        assert_eq!(found(None), ["2[to=1]"]);
    }
}

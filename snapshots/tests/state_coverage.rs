//! States, transitions and answers: how much of what the model can do the scenarios show.
//!
//! What counts is a triple: an abstract state, a command with its form, the class of the answer. A search over the
//! model finds the triples that can be reached under the SIM7100 profile; the scenarios that choose no other reading
//! show some of them. What they do not show stands in `state_machines/exceptions.txt`, with its reason.

#[path = "state_coverage/bench.rs"]
mod bench;
#[expect(dead_code, reason = "the octets of the line are not looked at here")]
#[path = "support/course.rs"]
mod course;
#[path = "state_coverage/coverage.rs"]
mod coverage;
#[path = "state_coverage/drawing.rs"]
mod drawing;
#[path = "state_coverage/exception.rs"]
mod exception;
#[expect(dead_code, reason = "a golden of this folder never outlives what it shows")]
#[path = "support/golden.rs"]
mod golden;
#[path = "support/library.rs"]
mod library;
#[path = "state_coverage/overheard.rs"]
mod overheard;
#[path = "state_coverage/report.rs"]
mod report;
#[path = "state_coverage/search.rs"]
mod search;
#[path = "support/trace.rs"]
mod trace;
#[path = "../../harness/sim7100-model/tests/model/transition.rs"]
mod transition;
#[path = "state_coverage/triple.rs"]
mod triple;
#[path = "state_coverage/vocabulary.rs"]
mod vocabulary;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

use course::Course;
use coverage::Coverage;
use exception::Exceptions;
use library::Library;
use scenario::Plan;
use search::Found;
use sim7100_model::Profile;

type Outcome = Result<(), Box<dyn Error>>;

/// Folder of the goldens and of the exceptions.
const FOLDER: &str = "state_machines";

/// Percent of the reachable triples that scenarios show at least.
const SHOWN_PERCENT_MIN: usize = 95;

#[test]
fn the_scenarios_show_what_the_model_can_do() -> Outcome {
    let exceptions = Exceptions::parse(&fs::read_to_string(home().join("exceptions.txt"))?)?;
    let overheard = overheard()?;
    let coverage = Coverage::of(&Found::by_search().triples, &overheard, &exceptions);
    let Coverage { unexcused, needless, unfound, .. } = &coverage;
    assert!(unexcused.is_empty(), "neither shown nor excused:\n{}", report::grouped(unexcused));
    assert!(needless.is_empty(), "exceptions that are shown, or out of reach: {needless:#?}");
    assert!(unfound.is_empty(), "scenarios show what the search does not find: {unfound:#?}");
    assert!(coverage.shown_percent() >= SHOWN_PERCENT_MIN, "{coverage}");
    golden::compare(FOLDER, "coverage", &coverage.to_string());
    Ok(())
}

#[test]
fn states_and_transitions() {
    golden::compare(FOLDER, "states", &drawing::table());
}

/// Compares the drawing with the file; `INSTA_UPDATE=always` writes it anew, as it does with goldens.
#[test]
fn drawing_of_the_states() -> Outcome {
    let (path, drawn) = (home().join("states.dot"), drawing::graph());
    let written = fs::read_to_string(&path).unwrap_or_default();
    if written != drawn && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &drawn)?;
        return Ok(());
    }
    assert!(written == drawn, "states.dot is not current; INSTA_UPDATE=always writes it anew");
    Ok(())
}

/// The answers in all scenarios on the SIM7100 profile, as they are traced. A case that does not pass shows nothing.
fn overheard() -> Result<BTreeSet<String>, Box<dyn Error>> {
    overheard::listen()?;
    let library = Library::load()?;
    if let Some((_, drawn)) = library.refused.first() {
        return Err(drawn.as_str().into());
    }
    let mut overheard = BTreeSet::new();
    for plan in library.files.values().flatten().filter(|plan| is_on_the_sim7100(plan)) {
        let courses = Course::of(std::slice::from_ref(plan), &library.ledger)?;
        let heard = overheard::take();
        if courses.iter().all(|course| course.trouble().is_none()) {
            overheard.extend(heard);
        }
    }
    Ok(overheard)
}

/// Whether the readings of a case are those of the SIM7100 profile, chosen or not.
fn is_on_the_sim7100(plan: &Plan) -> bool {
    let mut profile = Profile::default();
    plan.setup.profile.iter().all(|reading| {
        profile.set(&reading.name.value, &reading.value.value).is_ok()
            && profile == Profile::default()
    })
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(FOLDER)
}

//! One test per scenario file, named after it: `06-send/reported-once`.
//!
//! A test runs every case of its file on the reference model in virtual time, wants each to pass, and compares the
//! transcript with `transcripts/CHAPTER/NAME.snap`. A new file is a new test. A case that the committed baseline
//! exempts on the model is a test of its own, ignored, whose name carries the reason; a file that cannot be used is
//! a test that fails with its diagnostics.

#[path = "support/course.rs"]
mod course;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/library.rs"]
mod library;
#[path = "support/transcript.rs"]
mod transcript;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use course::Course;
use library::Library;
use libtest_mimic::{Arguments, Failed, Trial};
use scenario::{Baseline, Ledger, Loaded, Plan, load_baseline, load_file};

/// Folder of the goldens.
const TRANSCRIPTS: &str = "transcripts";

/// The word that a baseline uses for the target of these tests.
const TARGET: &str = "model";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = trials(named(&arguments).as_deref());
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The one file whose test is asked for, as a runner does that gives each test a process of its own.
fn named(arguments: &Arguments) -> Option<PathBuf> {
    let name = arguments.filter.as_deref().filter(|_| arguments.exact)?;
    Some(library::root().join(format!("{name}.yaml"))).filter(|path| path.is_file())
}

/// The tests of one file, or those of all.
fn trials(only: Option<&Path>) -> Vec<Trial> {
    let library = only.map_or_else(Library::load, |path| {
        Library::read(|root, context| match load_file(root, path, context) {
            Ok(plans) => Loaded { plans, refused: Vec::new() },
            Err(wrong) => Loaded { plans: Vec::new(), refused: vec![wrong] },
        })
    });
    let loaded = library.and_then(|library| Ok((library, baseline()?)));
    let (library, baseline) = match loaded {
        Ok(loaded) => loaded,
        Err(drawn) => return vec![Trial::test("ledger-and-baseline", || Err(Failed::from(drawn)))],
    };
    let refused = library.refused.iter().map(|(file, _)| file);
    let names: BTreeSet<String> = library.files.keys().chain(refused).cloned().collect();
    let ledger = Arc::new(library.ledger);
    let mut trials = vec![
        Trial::test("transcript/rules", || transcript::self_check().map_err(Failed::from)),
        Trial::test("transcript/each-has-its-scenario", move || no_orphan(&names)),
    ];
    for (file, drawn) in library.refused {
        trials.push(Trial::test(file, || Err(Failed::from(drawn))));
    }
    for (file, plans) in library.files {
        let (exempt, plans) = split(plans, baseline.as_ref());
        trials.extend(exempt.into_iter().map(ignored));
        if !plans.is_empty() {
            let ledger = Arc::clone(&ledger);
            trials.push(Trial::test(file.clone(), move || check(&file, &plans, &ledger)));
        }
    }
    trials
}

/// The committed deviations, where there are any.
fn baseline() -> Result<Option<Baseline>, String> {
    let path = library::root().join("baseline.yaml");
    if !path.exists() {
        return Ok(None);
    }
    load_baseline(&path).map(Some).map_err(|wrong| library::draw(&wrong))
}

/// Cases that the baseline exempts, by name and reason, and the others.
fn split(plans: Vec<Plan>, baseline: Option<&Baseline>) -> (Vec<String>, Vec<Plan>) {
    let mut exempt = Vec::new();
    let kept = plans.into_iter().filter(|plan| {
        let entries = baseline.map(|baseline| baseline.entries.as_slice()).unwrap_or_default();
        let named = entries.iter().find_map(|entry| {
            let verdict = &entry.value.verdict.value;
            baseline.and_then(|baseline| baseline.entry(&plan.id, TARGET, verdict))
        });
        exempt.extend(named.map(|entry| format!("{} ({})", plan.id, entry.value.reason.value)));
        named.is_none()
    });
    let kept = kept.collect();
    (exempt, kept)
}

fn ignored(name: String) -> Trial {
    Trial::test(name, || Err(Failed::from("the committed baseline exempts this case")))
        .with_ignored_flag(true)
}

fn check(file: &str, plans: &[Plan], ledger: &Ledger) -> Result<(), Failed> {
    let courses = Course::of(plans, ledger)?;
    let trouble: Vec<String> = courses.iter().filter_map(Course::trouble).collect();
    if !trouble.is_empty() {
        return Err(trouble.join("\n").into());
    }
    let transcripts: Vec<String> = courses.iter().map(transcript::transcript).collect();
    golden::compare(TRANSCRIPTS, file, &transcripts.join("\n"));
    Ok(())
}

fn no_orphan(names: &BTreeSet<String>) -> Result<(), Failed> {
    let orphans = golden::orphans(TRANSCRIPTS, names)?;
    if orphans.is_empty() {
        return Ok(());
    }
    Err(format!("transcripts without a scenario: {}", orphans.join(", ")).into())
}

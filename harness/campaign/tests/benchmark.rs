//! The deviation benchmark in little: one seed, all deviations; the example `deviations` prints the whole table.

use std::error::Error;
use std::fs;
use std::path::Path;

use campaign::bench::{Bench, Session};
use campaign::benchmark::{Mode, Row, row, shrunk_lengths};
use campaign::campaign::Campaign;
use campaign::course::Course;
use campaign::generator::{Generator, Style};
use campaign::novelty::Novelty;
use campaign::operation::{self, Operation};
use campaign::oracle::metamorphic::{self, Relation};
use sim7100_model::{Deviation, Profile};

type Outcome = Result<(), Box<dyn Error>>;

/// Command lines after which a deviation counts as missed.
const COMMANDS_MAX: u64 = 20_000;
/// Command lines on each sound profile.
const SOUND_COMMANDS: u64 = 1_500;

fn rows(mode: Mode) -> Result<Vec<Row>, Box<dyn Error>> {
    let row = |deviation: &Deviation| row(*deviation, mode, 1..=1, COMMANDS_MAX);
    Ok(Deviation::all().iter().map(row).collect::<Result<_, _>>()?)
}

fn missed(rows: &[Row]) -> Vec<&'static str> {
    rows.iter().filter(|row| !row.is_found()).map(|row| row.deviation.name()).collect()
}

#[test]
fn every_deviation_is_found_against_the_reference() -> Outcome {
    let rows = rows(Mode::Differential)?;
    assert_eq!(missed(&rows), Vec::<&str>::new(), "{}", Row::summary(&rows));
    Ok(())
}

/// How many addresses a list holds is not documented, so that nobody can miss the twentieth.
#[test]
fn all_but_one_are_found_without_a_reference() -> Outcome {
    let rows = rows(Mode::WithoutReference)?;
    assert_eq!(missed(&rows), ["address-list-holds-nineteen"], "{}", Row::summary(&rows));
    Ok(())
}

#[test]
fn discoveries_shrink() -> Outcome {
    let lengths = shrunk_lengths(Mode::WithoutReference, 1..=1, COMMANDS_MAX)?;
    assert!(lengths.small_percent() >= 95 && lengths.median() <= 4, "{lengths}");
    Ok(())
}

/// The readings of a shipped profile: lines of a name and a value in quotes.
fn profile(path: &Path) -> Result<Profile, Box<dyn Error>> {
    let mut profile = Profile::default();
    for line in fs::read_to_string(path)?.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.split_once(": ").ok_or("no reading")?;
        profile.set(name, value.trim_matches('"'))?;
    }
    Ok(profile)
}

#[test]
fn no_shipped_profile_raises_a_false_alarm() -> Outcome {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/profiles");
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let profile = profile(&path)?;
        count += 1;
        for mode in [Mode::Differential, Mode::WithoutReference] {
            let course = mode.course(profile.clone(), &profile);
            let found = Campaign::new(course, 5, mode.style()).run(SOUND_COMMANDS)?;
            let shown = found.map(|found| (found.discovery, operation::print(&found.operations)));
            assert!(shown.is_none(), "{}, {mode}: {shown:?}", path.display());
        }
    }
    assert!(count >= 5, "{count} profiles");
    Ok(())
}

#[test]
fn a_campaign_that_keeps_what_is_new_sees_more_and_raises_no_alarm() -> Outcome {
    let sound = Profile::default();
    for mode in [Mode::Differential, Mode::WithoutReference] {
        let course = mode.course(sound.clone(), &sound);
        let mut campaign = Campaign::new(course, 3, mode.style()).keeping(Novelty::default());
        let found = campaign.run(3_000)?;
        let shown = found.map(|found| (found.discovery, operation::print(&found.operations)));
        assert!(shown.is_none(), "{mode}: {shown:?}");
        let novelty = campaign.novelty().ok_or("no novelty")?;
        assert!(novelty.tuples() > 400 && novelty.kept() > 20, "{}", novelty.tuples());
    }
    Ok(())
}

#[test]
fn the_model_answers_the_same_however_it_is_asked() -> Outcome {
    let mut session = Session::new(Bench::new(Profile::default()));
    for seed in 0..12 {
        let mut generator = Generator::new(seed, Style::Careful);
        let mut course = Course::new(Bench::new(Profile::default()));
        course.begin()?;
        let mut operations: Vec<Operation> = Vec::new();
        while let Some(operation) = generator.next(course.belief()) {
            course.perform(&operation)?;
            operations.push(operation);
        }
        for relation in Relation::ALL {
            let found = metamorphic::check(&mut session, &operations, relation)?;
            assert!(found.is_none(), "{relation}: {found:?}\n{}", operation::print(&operations));
        }
    }
    Ok(())
}

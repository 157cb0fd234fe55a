//! Each deviation of the reference model is caught by a scenario, and the sound model by none. The table of what
//! catches what is a golden, and a section of the workspace's README.
//!
//! For each deviation, cases are run from the most telling one on (see [`search`]) until as many scenarios have caught it
//! as the golden names; where fewer do, all cases have been run.

#[path = "deviations/catch.rs"]
mod catch;
#[path = "support/library.rs"]
mod library;
#[path = "deviations/search.rs"]
mod search;
#[path = "deviations/section.rs"]
mod section;
#[path = "deviations/table.rs"]
mod table;

use std::error::Error;
use std::fs;

use library::Library;
use scenario::Plan;
use search::Search;
use sim7100_model::Deviation;
use table::Row;

/// The page that shows the table.
const PAGE: &str = "README.md";

type Outcome = Result<(), Box<dyn Error>>;

/// Cases that fail on the sound model would catch deviations that are not there.
#[test]
fn sound_model_is_caught_by_no_case() -> Outcome {
    let (library, plans) = load()?;
    let caught: Vec<String> = Search::of(&library.ledger, None)
        .run(&plans)?
        .into_iter()
        .map(|catch| format!("{}: {}, {}", catch.case, catch.place, catch.how))
        .collect();
    assert!(caught.is_empty(), "on the sound model:\n{}", caught.join("\n"));
    Ok(())
}

/// `INSTA_UPDATE=always` writes the golden and the section of the page anew.
#[test]
fn every_deviation_is_caught_and_the_table_is_current() -> Outcome {
    let (library, mut plans) = load()?;
    let mut rows = Vec::new();
    for deviation in Deviation::all() {
        search::order(&mut plans, *deviation);
        let catches = Search::of(&library.ledger, Some(*deviation)).run(&plans)?;
        rows.push(Row { deviation: *deviation, catches });
    }
    let missed: Vec<&str> =
        rows.iter().filter(|row| row.catches.is_empty()).map(|row| row.deviation.name()).collect();
    assert!(missed.is_empty(), "no case catches {}", missed.join(", "));
    page_is_current(&table::page(&rows))?;
    compare(&table::golden(&rows));
    Ok(())
}

/// The cases of the workspace, those of a long run among them.
fn load() -> Result<(Library, Vec<Plan>), Box<dyn Error>> {
    let mut library = Library::load()?;
    let drawn: String = library.refused.iter().map(|(_, drawn)| drawn.as_str()).collect();
    if !drawn.is_empty() {
        return Err(drawn.into());
    }
    let plans = std::mem::take(&mut library.files).into_values().flatten().collect();
    Ok((library, plans))
}

fn compare(text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/deviations"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("table", text));
}

fn page_is_current(section: &str) -> Outcome {
    let root = library::root();
    let path = root.parent().unwrap_or(&root).join(PAGE);
    let written = fs::read_to_string(&path)?;
    let current = section::replace(&written, section)?;
    if written != current && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &current)?;
        return Ok(());
    }
    let line = written.lines().zip(current.lines()).take_while(|(old, new)| old == new).count() + 1;
    assert!(
        written == current,
        "{PAGE} differs from what the scenarios catch at line {line}; INSTA_UPDATE=always writes it anew"
    );
    Ok(())
}

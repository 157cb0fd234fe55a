//! The seeds of the fuzz targets that come from scenarios are what these scenarios cause today.

#[expect(dead_code, reason = "only the events of a course are looked at here")]
#[path = "support/course.rs"]
mod course;
#[expect(dead_code, reason = "nothing is drawn here")]
#[path = "support/library.rs"]
mod library;
#[path = "support/wire.rs"]
mod wire;

use std::collections::BTreeMap;
use std::error::Error;

use course::Course;
use library::Library;
use runner::event::{Direction, RunEvent};

/// Scenarios whose octets are seeds.
const SCENARIOS: [&str; 4] = [
    "05-view/text-is-read-as-ucs2",
    "10-samples/receive-as-printed",
    "10-samples/send-as-printed",
    "journeys/sent-notified-retrieved",
];

/// How every seed from a scenario is called at its beginning.
const PREFIX: &str = "scenario-";

/// Head and plan of a `framer_chunking` seed: three pieces of 1, 26 and 3 octets, the rest as one.
const CHUNKS: &[u8] = b"3AZC";

/// Octets of a seed; a longer one would slow the fuzzer down.
const SEED_OCTETS_MAX: usize = 4096;

#[test]
fn seeds_from_scenarios_are_current() -> Result<(), Box<dyn Error>> {
    let seeds = seeds()?;
    let folder = library::root().join("../fuzz/seeds");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        for (name, octets) in &seeds {
            std::fs::write(folder.join(name), octets)?;
        }
    }
    for target in ["command_parse", "framer_chunking", "pdu_bytes"] {
        for entry in std::fs::read_dir(folder.join(target))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let known = seeds.contains_key(&format!("{target}/{name}"));
            assert!(known || !name.starts_with(PREFIX), "{target}/{name} has no scenario");
        }
    }
    for (name, octets) in &seeds {
        let committed =
            std::fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        assert!(committed == *octets, "{name} is stale: INSTA_UPDATE=always rewrites it");
    }
    Ok(())
}

/// Name below `fuzz/seeds` and octets of each seed.
fn seeds() -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    wire::listen()?;
    let library = Library::load()?;
    let mut seeds = BTreeMap::new();
    for scenario in SCENARIOS {
        let plans = library.files.get(scenario).ok_or_else(|| format!("no scenario {scenario}"))?;
        let courses = Course::of(plans, &library.ledger)?;
        let name = format!("{PREFIX}{}", scenario.replace('/', "-"));
        let said = |direction| octets(&courses, direction);
        seeds.insert(format!("command_parse/{name}"), said(Direction::TeToTa));
        let output = [CHUNKS, &said(Direction::TaToTe)].concat();
        seeds.insert(format!("framer_chunking/{name}"), output);
        for (number, pdu) in wire::take().into_iter().enumerate() {
            seeds.insert(format!("pdu_bytes/{name}-{number}"), pdu.octets);
        }
    }
    seeds.retain(|_, octets| octets.len() <= SEED_OCTETS_MAX);
    Ok(seeds)
}

fn octets(courses: &[Course], wanted: Direction) -> Vec<u8> {
    let events = courses.iter().flat_map(|course| &course.events);
    let said = events.filter_map(|event| match event {
        RunEvent::Octets { direction, octets, .. } if *direction == wanted => Some(&octets.0),
        _ => None,
    });
    said.flatten().copied().collect()
}

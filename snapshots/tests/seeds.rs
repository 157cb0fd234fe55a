//! The seeds of the fuzz targets that come from scenarios are what these scenarios cause today.

#[expect(dead_code, reason = "only the events of a course are looked at here")]
#[path = "support/course.rs"]
mod course;
#[expect(dead_code, reason = "nothing is drawn here")]
#[path = "support/library.rs"]
mod library;
#[path = "support/trace.rs"]
mod trace;
#[path = "support/wire.rs"]
mod wire;

use std::collections::BTreeMap;
use std::error::Error;

use campaign::operation::{self, Operation};
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

/// Scenarios whose courses are seeds of the targets over transcripts, and whose texts are seeds of the loader.
const TRANSCRIPTS: [&str; 18] = [
    "02-settings/sending-parameters-reach-the-message",
    "03-create/address-added-twice-is-deleted-twice",
    "03-create/data-that-stops-short",
    "03-create/file-is-deleted-and-the-rest-moves-up",
    "04-mailbox/save-chooses-a-free-box",
    "04-mailbox/loaded-message-is-edited-and-sent",
    "05-view/text-is-snatched-with-a-mark",
    "06-send/busy-while-sending",
    "06-send/every-kind-of-file",
    "06-send/retry-after-a-failure",
    "08-receive/old-message-is-replaced",
    "08-receive/while-editing",
    "10-samples/receive-as-printed",
    "10-samples/send-as-printed",
    "11-conflicts/transfer-while-another-service-is-open",
    "journeys/edit-save-clear-load-send",
    "robustness/concatenated-commands",
    "robustness/stored-line-settings",
];

/// Targets over transcripts, with the octets that stand in front of one.
const TRANSCRIPT_TARGETS: [(&str, &[u8]); 5] = [
    ("dialogue_chunking", &[0x02]),
    ("emitted_pdu_rules", &[0x01]),
    ("host_line_faults", b"\0\0"),
    ("model_operations", b""),
    ("scenario_yaml", b"# transcript\n"),
];

/// Every so many transcripts is a seed of the loader: it reads what a campaign writes for one.
const WRITTEN_EVERY: usize = 4;

/// Octets of a scenario file that is a seed.
const FILE_OCTETS_MAX: usize = 1_200;

/// Microseconds without octets that a transcript tells.
const SILENCE_US: u64 = 1_000_000;

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
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            std::fs::write(path, octets)?;
        }
    }
    for target in std::fs::read_dir(&folder)? {
        let target = target?.file_name().to_string_lossy().into_owned();
        for entry in std::fs::read_dir(folder.join(&target))? {
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
    for (number, scenario) in TRANSCRIPTS.into_iter().enumerate() {
        let plans = library.files.get(scenario).ok_or_else(|| format!("no scenario {scenario}"))?;
        let courses = Course::of(plans.get(..1).unwrap_or_default(), &library.ledger)?;
        wire::take();
        let name = format!("{PREFIX}{}", scenario.replace('/', "-"));
        let text = operation::print(&transcript(&courses));
        for (target, head) in TRANSCRIPT_TARGETS {
            let is_wanted = target != "scenario_yaml" || number % WRITTEN_EVERY == 0;
            if is_wanted {
                let octets = [head, text.as_bytes()].concat();
                seeds.insert(format!("{target}/{name}"), octets);
            }
        }
        let file = plans.first().map(|plan| plan.source.text()).unwrap_or_default();
        if file.len() <= FILE_OCTETS_MAX {
            seeds.insert(format!("scenario_yaml/{name}-file"), file.as_bytes().to_vec());
        }
    }
    seeds.retain(|_, octets| octets.len() <= SEED_OCTETS_MAX);
    Ok(seeds)
}

/// What the TE did: command lines, octets for prompts, other octets, and silences.
fn transcript(courses: &[Course]) -> Vec<Operation> {
    let (mut operations, mut is_prompted, mut last_us) = (Vec::new(), false, 0);
    for event in courses.iter().flat_map(|course| &course.events) {
        let RunEvent::Octets { direction, at_us, octets } = event else { continue };
        if *direction == Direction::TaToTe {
            is_prompted = octets.0.ends_with(b">") || octets.0.ends_with(b"> ");
            continue;
        }
        let silence_us = at_us.saturating_sub(last_us);
        if silence_us >= SILENCE_US {
            operations.push(Operation::Tick(silence_us / 1_000));
        }
        last_us = *at_us;
        operations.push(match octets.0.strip_suffix(b"\r") {
            _ if is_prompted => Operation::Payload(octets.0.clone()),
            Some(line) if !line.is_empty() && !line.contains(&b'\r') => Operation::line(line),
            _ => Operation::Octets(octets.0.clone()),
        });
        is_prompted = false;
    }
    operations
}

fn octets(courses: &[Course], wanted: Direction) -> Vec<u8> {
    let events = courses.iter().flat_map(|course| &course.events);
    let said = events.filter_map(|event| match event {
        RunEvent::Octets { direction, octets, .. } if *direction == wanted => Some(&octets.0),
        _ => None,
    });
    said.flatten().copied().collect()
}

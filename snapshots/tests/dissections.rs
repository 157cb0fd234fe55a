//! What the PDUs of a few scenarios look like to the mock MMSC's dissector, as goldens in `dissections/`.
//!
//! They are the bodies of the HTTP messages between the model and the mock MMSC, both ways, in the order in which
//! they were sent. A push reaches the model by another way and is not among them.

#[expect(dead_code, reason = "the octets of the line are not looked at here")]
#[path = "support/course.rs"]
mod course;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/library.rs"]
mod library;
#[path = "support/trace.rs"]
mod trace;
#[path = "support/wire.rs"]
mod wire;

use std::collections::BTreeSet;
use std::error::Error;

use course::Course;
use library::Library;
use mock_mmsc::dissect::dissect;
use wire::{Pdu, Way};

/// Folder of the goldens.
const DISSECTIONS: &str = "dissections";

/// The document's own dialogues; journeys are added by their folder.
const SAMPLES: [&str; 2] = ["10-samples/receive-as-printed", "10-samples/send-as-printed"];

/// Folder of the scenarios that use many commands together.
const JOURNEYS: &str = "journeys/";

#[test]
fn pdus_of_the_samples_and_journeys() -> Result<(), Box<dyn Error>> {
    wire::listen()?;
    let library = Library::load()?;
    if let Some((_, drawn)) = library.refused.first() {
        return Err(drawn.as_str().into());
    }
    let mut shown = BTreeSet::new();
    for (file, plans) in &library.files {
        if !SAMPLES.contains(&file.as_str()) && !file.starts_with(JOURNEYS) {
            continue;
        }
        let mut drawn = Vec::new();
        for plan in plans {
            // One case at a time: cases of one run would be overheard all at once.
            let courses = Course::of(std::slice::from_ref(plan), &library.ledger)?;
            if let Some(trouble) = courses.iter().find_map(Course::trouble) {
                return Err(trouble.into());
            }
            drawn.extend(wire::take().iter().map(|pdu| draw(&plan.id, pdu)));
        }
        golden::compare(DISSECTIONS, file, &drawn.join("\n"));
        shown.insert(file.clone());
    }
    let missing: Vec<&str> =
        SAMPLES.into_iter().filter(|sample| !shown.contains(*sample)).collect();
    assert!(missing.is_empty(), "no such scenarios: {missing:?}");
    assert_eq!(golden::orphans(DISSECTIONS, &shown)?, [""; 0], "goldens without a scenario");
    Ok(())
}

fn draw(case: &str, pdu: &Pdu) -> String {
    let way = match pdu.way {
        Way::FromClient => "from the MMS Client",
        Way::ToClient => "from the MMSC",
    };
    format!("{case}, {way}: {}", dissect(&pdu.octets).tree())
}

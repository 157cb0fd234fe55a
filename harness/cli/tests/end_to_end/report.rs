//! Reading of the JSON report, as a user's own program would do it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What the report says about a case.
#[derive(Debug)]
pub(crate) struct Case {
    /// The scenario file.
    pub(crate) file: String,
    /// The word of the verdict.
    pub(crate) verdict: String,
    /// The reason, where there is one.
    pub(crate) cause: String,
    /// The reason of the baseline entry that excuses the verdict, where there is one.
    pub(crate) baseline: Option<String>,
    /// How many times the runner sent something to the module.
    pub(crate) sendings: usize,
}

/// What the report says about a run.
#[derive(Debug)]
pub(crate) struct Run {
    /// The cases by their ids.
    pub(crate) cases: BTreeMap<String, Case>,
    /// The summary of the last event.
    pub(crate) summary: Value,
}

fn text(event: &Value, key: &str) -> String {
    event[key].as_str().unwrap_or_default().to_owned()
}

/// Reads a report; demands that it is complete.
pub(crate) fn read(path: &Path) -> Run {
    let lines = fs::read_to_string(path).unwrap();
    let events: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let first = events.first().expect("a report has events");
    let last = events.last().expect("a report has events");
    assert_eq!((&first["event"], &last["event"]), (&"run_started".into(), &"run_finished".into()));
    let mut cases = BTreeMap::new();
    let (mut file, mut sendings) = (String::new(), 0);
    for event in &events {
        match event["event"].as_str() {
            Some("case_started") => (file, sendings) = (text(event, "file"), 0),
            Some("octets") => sendings += usize::from(event["direction"] == "te_to_ta"),
            Some("case_finished") => {
                let case = Case {
                    file: file.clone(),
                    verdict: text(event, "verdict"),
                    cause: text(event, "cause"),
                    baseline: event["baseline"].as_str().map(str::to_owned),
                    sendings,
                };
                assert!(cases.insert(text(event, "id"), case).is_none(), "a case twice: {event}");
            }
            _ => {}
        }
    }
    let run = Run { cases, summary: last["summary"].clone() };
    assert_eq!(first["cases"], run.cases.len());
    assert_eq!(run.summary["cases"], run.cases.len());
    for (verdict, count) in run.summary["verdicts"].as_object().unwrap() {
        assert_eq!(*count, run.ids(verdict).len(), "the summary counts {verdict}");
    }
    run
}

impl Run {
    /// Ids of the cases with a verdict.
    pub(crate) fn ids(&self, verdict: &str) -> Vec<&str> {
        let with = self.cases.iter().filter(|(_, case)| case.verdict == verdict);
        with.map(|(id, _)| id.as_str()).collect()
    }

    /// The case of that id.
    #[track_caller]
    pub(crate) fn case(&self, id: &str) -> &Case {
        self.cases.get(id).unwrap_or_else(|| panic!("no case {id}"))
    }
}

/// Demands that every case of a whole run, in one piece or in several, passes but those that need virtual time.
pub(crate) fn check_all_but_virtual_time(runs: &[Run], target: &str) {
    let left: Vec<&str> = runs.iter().flat_map(|run| run.ids("inconclusive")).collect();
    assert!(left.contains(&"06-send/one-hour-at-most"), "{left:?}");
    assert!(left.contains(&"08-receive/one-hour-at-most"), "{left:?}");
    for run in runs {
        check_virtual_time_excused(run, target);
    }
}

/// Demands that every case passes but those that need virtual time, and that each of these is excused by name.
fn check_virtual_time_excused(run: &Run, target: &str) {
    let left = run.ids("inconclusive");
    for id in &left {
        let case = run.case(id);
        assert!(case.cause.contains("the target lacks virtual-time"), "{id}: {}", case.cause);
        assert!(case.baseline.is_some(), "{id} has no entry for {target} in baseline.yaml");
        assert_eq!(case.sendings, 0, "{id} was begun");
    }
    let not_green: Vec<_> = run
        .cases
        .iter()
        .filter(|(_, case)| !matches!(case.verdict.as_str(), "pass" | "inconclusive"))
        .collect();
    assert!(not_green.is_empty(), "{not_green:#?}");
    let excused = run.summary["excused"].as_object().unwrap().values();
    let excused: u64 = excused.map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(excused, u64::try_from(left.len()).unwrap());
    assert_eq!(run.summary["deviations"], 0);
    assert!(run.cases.values().all(|case| case.verdict != "pass" || case.sendings > 0));
}

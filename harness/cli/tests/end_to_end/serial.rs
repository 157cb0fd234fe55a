//! The shipped scenarios over a serial line: the model behind a pseudo-terminal stands for the module.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use crate::program::{project, run};
use crate::report::{self, Case, Run};
use crate::serve::Served;

/// Runs a folder of scenarios on a model of its own, with a control socket.
fn run_with_control(chapter: &str) -> Run {
    let served = Served::with_control(&[]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("serial.json");
    let (target, control) = (served.target(), served.control());
    let report = format!("json={}", path.display());
    let options = ["--target", &target, "--control", &control, "--report", &report];
    let ended = run([&["run", chapter], &options[..]].concat()).exits(0);
    let report = report::read(&path);
    let excused = report.summary["excused"].as_object().unwrap();
    let ended = ended.says("0 deviating from the baseline");
    let ended = ended.says(&format!("{} cases on {target}@115200\n", report.cases.len()));
    excused.keys().fold(ended, |ended, reason| ended.says(reason));
    report
}

#[test]
fn with_control_every_case_passes_but_those_of_virtual_time() {
    let listed = run(["list"]).exits(0).stdout;
    let chapters = listed.lines().filter_map(|line| Some(format!("{}/", line.split_once('/')?.0)));
    let chapters: BTreeSet<String> = chapters.collect();
    // The chapters run side by side: what a serial line takes is mostly waiting.
    let reports: Vec<Run> = std::thread::scope(|scope| {
        let running: Vec<_> =
            chapters.iter().map(|chapter| scope.spawn(move || run_with_control(chapter))).collect();
        running.into_iter().map(|chapter| chapter.join().unwrap()).collect()
    });
    let cases: usize = reports.iter().map(|report| report.cases.len()).sum();
    assert_eq!(cases, listed.lines().count());
    report::check_all_but_virtual_time(&reports, "serial");
}

/// A loopback port that is free now; both sides have to know it beforehand.
fn free_port() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().to_string()
}

/// What a scenario file asks of the laboratory around the module, read off its text.
fn asks_for(file: &Path) -> Vec<&'static str> {
    let text = std::fs::read_to_string(file).unwrap();
    let marks = [("push", "\n  - push:"), ("efs", "\n  efs:"), ("efs", "\n  - efs:")];
    let asked = marks.into_iter().filter(|(_, mark)| text.contains(mark));
    asked.map(|(capability, _)| capability).collect()
}

/// Something of all that a line can do, and of all that it cannot.
const CHOSEN: [&str; 6] = [
    "03-create/file-extensions",
    "05-view/snatch-as-printed",
    "06-send/reported-once",
    "07-push/",
    "10-samples/",
    "journeys/",
];

#[test]
fn without_control_nothing_is_green_that_was_not_run() {
    let address = free_port();
    let served = Served::without_control(&["--route", &format!("*={address}")]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("serial.json");
    let (target, report) = (served.target(), format!("json={}", path.display()));
    // Cases that nobody can decide are deviations; no baseline entry excuses a socket that was not given.
    let options = ["--target", &target, "--mmsc", &address, "--report", &report];
    run([&["run"], &CHOSEN[..], &options].concat()).exits(1);
    let report = report::read(&path);

    for (id, lacking) in [
        ("07-push/as-printed", "push"),
        ("10-samples/receive-as-printed", "push"),
        ("journeys/sent-notified-retrieved", "push"),
        ("03-create/file-extensions[extension=jpg]", "efs"),
        ("05-view/snatch-as-printed", "efs"),
        ("10-samples/send-as-printed", "efs"),
    ] {
        let cause = &report.case(id).cause;
        assert!(cause.contains(&format!("the target lacks {lacking}")), "{id}: {cause}");
    }
    for (id, case) in &report.cases {
        check_honest(id, case);
    }
    // What needs neither push nor EFS files does run, the bearer included.
    for id in ["06-send/reported-once", "10-samples/settings-as-printed"] {
        assert_eq!(report.case(id).verdict, "pass", "{:?}", report.case(id));
    }
}

/// A case either ran and passed, or was not begun and says what the line lacks.
fn check_honest(id: &str, case: &Case) {
    let asked = asks_for(&project().join(&case.file));
    match case.verdict.as_str() {
        "pass" => {
            assert!(case.sendings > 0, "{id} passed without a command line");
            assert!(asked.is_empty(), "{id} passed without {asked:?}");
        }
        "inconclusive" => {
            assert_eq!(case.sendings, 0, "{id} was begun");
            assert!(case.cause.contains("the target lacks "), "{id}: {}", case.cause);
            assert!(case.cause.contains("(line "), "{id}: {}", case.cause);
        }
        other => panic!("{id} is {other}: {case:?}"),
    }
}

#[test]
fn without_a_way_to_the_network_side_the_mmsc_is_lacking() {
    let served = Served::without_control(&[]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("serial.json");
    let (target, report) = (served.target(), format!("json={}", path.display()));
    run(["run", "06-send/reported-once", "--target", &target, "--report", &report]).exits(1);
    let report = report::read(&path);
    let case = report.case("06-send/reported-once");
    assert_eq!(case.verdict, "inconclusive");
    assert!(case.cause.contains("the target lacks mmsc"), "{}", case.cause);
    assert!(case.cause.contains("--mmsc"), "{}", case.cause);
}

//! Ports that fail: absent, no port at all, busy, silent, and gone in mid-run.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use rustix::termios::ioctl_tiocexcl;

use crate::program::{Ended, Program, attest, run};
use crate::report;
use crate::run::check_junit;
use crate::serve::Served;
use crate::terminal::Terminal;

/// Runs a few cases on a port that cannot be used; returns what became of them.
fn check_unusable(path: &Path, causes: &[&str]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("report.json");
    let target = format!("serial:{}", path.display());
    let report = format!("json={}", json.display());
    let ended = run(["run", "10-samples", "--target", &target, "--report", &report]).exits(4);
    let report = report::read(&json);
    assert_eq!(report.ids("not-run").len(), report.cases.len(), "{report:#?}");
    for cause in causes {
        let named = report.summary["port_failure"].as_str().unwrap_or_default();
        assert!(named.contains(cause), "{named}");
        assert!(report.cases.values().all(|case| case.cause.contains(cause)), "{report:#?}");
        assert!(ended.stdout.contains(cause), "{}", ended.stdout);
    }
    // All of them share a line.
    let cases = format!("not-run         {} cases, 10-samples/", report.cases.len());
    assert_eq!(ended.stdout.matches(&cases).count(), 1, "{}", ended.stdout);
    assert!(ended.stdout.lines().count() < 12, "{}", ended.stdout);
    ended
}

#[test]
fn an_absent_port_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ttyUSB2");
    check_unusable(&path, &["no port at ", path.to_str().unwrap(), "Plug the module in"]);
}

#[test]
fn a_regular_file_is_no_port() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "keep").unwrap();
    check_unusable(&path, &[path.to_str().unwrap(), "is no serial port"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "keep");
}

#[test]
fn a_port_that_another_program_holds_is_busy() {
    let served = Served::without_control(&[]);
    let holder = File::options().read(true).write(true).open(served.link()).unwrap();
    ioctl_tiocexcl(&holder).unwrap();
    // A superuser passes by the exclusive mode of a terminal, but not by the lock that serial programs take.
    holder.try_lock().unwrap();
    check_unusable(&served.link(), &["is in use", served.link().to_str().unwrap()]);
    drop(holder);
    let target = served.target();
    run(["run", "10-samples/settings-as-printed", "--target", &target]).exits(0);
}

#[test]
fn a_port_on_which_nobody_answers_is_silent() {
    let Terminal { line: mut listener, held, path } = Terminal::open();
    let heard = std::thread::spawn(move || {
        let (mut heard, mut buffer) = (Vec::new(), [0; 4096]);
        // The read fails when the last one who has the terminal open lets it go.
        while let Ok(count @ 1..) = listener.read(&mut buffer) {
            heard.extend_from_slice(&buffer[..count]);
        }
        heard
    });
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("report.json");
    let (target, report) = (format!("serial:{path}"), format!("json={}", json.display()));
    let cases = "09-codes";
    let ended = run(["run", cases, "--target", &target, "--report", &report]).exits(4);
    ended.says("the port failed: the port is silent: nothing answers AT").says("line rate");
    let report = report::read(&json);
    // The first case that such a line can run found out; the others were not begun.
    let lacking = |case: &&report::Case| !case.cause.contains("the target lacks");
    let begun: Vec<_> = report.cases.values().filter(lacking).collect();
    let mut verdicts = begun.iter().map(|case| case.verdict.as_str());
    assert_eq!(verdicts.next(), Some("inconclusive"));
    assert!(verdicts.len() > 0 && verdicts.all(|verdict| verdict == "not-run"), "{report:#?}");
    assert!(begun.iter().all(|case| case.cause.contains("the port is silent")));
    drop(held);
    let heard = heard.join().unwrap();
    assert!(heard.starts_with(b"AT\r"), "the module would have heard `AT`");
}

/// Cases that are over when the module goes.
const CASES_BEFORE: usize = 20;

#[test]
fn a_module_that_goes_in_mid_run_leaves_a_complete_report() {
    let mut served = Served::with_control(&[]);
    let folder = tempfile::tempdir().unwrap();
    let (json, junit) = (folder.path().join("report.json"), folder.path().join("report.xml"));
    let (json_option, junit_option) =
        (format!("json={}", json.display()), format!("junit={}", junit.display()));
    let (target, control) = (served.target(), served.control());
    let options = ["run", "--target", &target, "--control", &control];
    let reports = ["--report", &json_option, "--report", &junit_option];
    let mut running = Program::start(attest([&options[..], &reports].concat()));
    for _ in 0..CASES_BEFORE {
        running.line(|line| line.starts_with("pass "));
    }
    served.program.kill();
    let ended = running.end().exits(4).says("\nthe port failed: ");

    let report = report::read(&json);
    let cases = report.cases.len();
    let first = ended.stdout.lines().next().unwrap_or_default();
    assert!(first.starts_with(&format!("{cases} cases on ")), "every case is in the report");
    let cause = report.summary["port_failure"].as_str().unwrap();
    assert!(cause.contains("unplugged") || cause.contains("control socket is gone"), "{cause}");
    check_cut(&report, cause);

    let xml = fs::read_to_string(&junit).unwrap();
    assert_eq!(xml.matches("<testcase ").count(), cases);
    assert!(xml.trim_end().ends_with("</testsuites>"), "the XML is whole");
    check_junit(&junit, "a_module_that_goes_in_mid_run_leaves_a_complete_report");
    assert!(ended.stdout.contains(cause), "{}", ended.stdout);
}

/// Demands that a run has passed cases, one that the failure cut, and then only such as were not begun.
fn check_cut(report: &report::Run, cause: &str) {
    let not_run = report.ids("not-run");
    assert!(report.ids("pass").len() >= CASES_BEFORE, "{report:#?}");
    assert!(!not_run.is_empty());
    assert!(report.cases.values().all(|case| case.verdict != "not-run" || case.cause == cause));
    let virtual_time = |id: &&str| report.case(id).cause.contains("the target lacks");
    let cut: Vec<&str> =
        report.ids("inconclusive").into_iter().filter(|id| !virtual_time(id)).collect();
    assert_eq!(cut.len(), 1, "{cut:?}");
    assert_eq!(report.case(cut[0]).cause, cause);
    let order: Vec<&String> = report.cases.keys().collect();
    let at = order.iter().position(|id| *id == cut[0]).unwrap();
    for (index, id) in order.iter().enumerate() {
        assert_eq!(not_run.contains(&id.as_str()), index > at, "{id}");
    }
}

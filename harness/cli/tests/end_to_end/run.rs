//! `attest run` on the model: verdicts, reports, choice of cases, exit codes.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use rstest::rstest;
use rustix::fs::{FileType, Mode};

use crate::program::{Ended, Program, attest, folder, installed, project, run};
use crate::report;

/// A scenario that passes on the model.
const SOUND: &str = "\
scenario: A line without a command is accepted
requirements: [SIM-1-1]
tags: [plain]
steps:
  - send: AT
    expect: OK
";

/// The lines of cases in the terminal report: verdict and id.
fn case_lines(ended: &Ended) -> Vec<(&str, &str)> {
    let lines = ended.stdout.lines().filter(|line| line.contains('/') && !line.starts_with(' '));
    lines.filter_map(|line| line.split_once(' ')).map(|(word, id)| (word, id.trim())).collect()
}

/// The ids that `attest list` prints.
fn listed(arguments: &[&str]) -> Vec<String> {
    let ended = run([&["list"], arguments].concat()).exits(0);
    // Ids of matrix rows may hold blanks; two blanks part the id from the sentence.
    let ids = ended.stdout.lines().filter_map(|line| line.split_once("  "));
    ids.map(|(id, _)| id.to_owned()).collect()
}

fn scenario(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[rstest]
#[case::no_subcommand(&[])]
#[case::run(&["run"])]
#[case::target_named(&["run", "--target", "model"])]
fn every_shipped_case_passes_and_is_listed(#[case] arguments: &[&str]) {
    let ended = run(arguments).exits(0);
    let shown: Vec<&str> = case_lines(&ended).into_iter().map(|(_, id)| id).collect();
    let soak = run(["run", "--tag", "soak"]).exits(0);
    let soak: Vec<&str> = case_lines(&soak).into_iter().map(|(_, id)| id).collect();
    let listed = listed(&[]);
    let expected: Vec<&String> = listed.iter().filter(|id| !soak.contains(&id.as_str())).collect();
    assert_eq!(shown, expected, "all but those that run where they are named");
    assert!(shown.len() >= 80, "{}", shown.len());
    assert!(case_lines(&ended).iter().all(|(verdict, _)| *verdict == "pass"), "{}", ended.stdout);
    let summary = format!("{} pass; 0 deviating from the baseline", shown.len());
    ended.says(&summary);
}

#[test]
fn two_runs_write_the_same_json() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in ["first", "second"] {
        run(["run", "--report", &format!("json={}", path(name).display())]).exits(0);
    }
    let (first, second) =
        (fs::read_to_string(path("first")).unwrap(), fs::read_to_string(path("second")).unwrap());
    let differing = first.lines().zip(second.lines()).find(|(left, right)| left != right);
    assert_eq!(differing, None);
    assert_eq!(first.len(), second.len());
    let report = report::read(&path("first"));
    assert_eq!(report.ids("pass").len(), report.cases.len());
    assert!(report.cases.values().all(|case| case.sendings > 0));
}

#[test]
fn several_reports_are_written_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let option = |kind: &str| format!("{kind}={}", path(kind).display());
    let reports = [option("json"), option("junit"), option("terminal")];
    let options = reports.iter().flat_map(|report| ["--report", report.as_str()]);
    let ended = run(["run", "10-samples"].into_iter().chain(options)).exits(0);
    let count = report::read(&path("json")).cases.len();
    let junit = fs::read_to_string(path("junit")).unwrap();
    assert_eq!(junit.matches("<testcase ").count(), count);
    let terminal = fs::read_to_string(path("terminal")).unwrap();
    assert_eq!(terminal.lines().next(), ended.stdout.lines().next());
    assert_eq!(terminal.matches("\npass ").count(), count);
}

/// Checks a `JUnit` report against the schema of Jenkins, where both the schema and the program are at hand.
pub(crate) fn check_junit(path: &Path, test: &str) {
    let Some(schemas) = folder("ATTEST_SCHEMAS", test) else { return };
    let Some(xmllint) = installed("xmllint", "libxml2-utils", test) else { return };
    let mut command = Command::new(xmllint);
    command.args(["--noout", "--nonet", "--schema"]).arg(schemas.join("junit-10.xsd")).arg(path);
    Program::start(command).end().exits(0);
}

#[test]
fn junit_report_keeps_to_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = SOUND.replace("OK", "\"+CME ERROR: <&>\"").replace("plain", "odd");
    let wrong = scenario(folder.path(), "wrong-<&>.yaml", &wrong);
    let report = folder.path().join("junit.xml");
    let option = format!("junit={}", report.display());
    run(["run", "--report", &option]).exits(0);
    check_junit(&report, "junit_report_keeps_to_the_schema: a run that passes");
    run(["run", &wrong, "--report", &option]).exits(1);
    let text = fs::read_to_string(&report).unwrap();
    assert!(text.contains("failures=\"1\""), "{text}");
    check_junit(&report, "junit_report_keeps_to_the_schema: a run that fails");
}

#[rstest]
#[case::folder("scenarios/10-samples", "10-samples/")]
#[case::chapter("10-samples", "10-samples/")]
#[case::file("scenarios/06-send/one-hour-at-most.yaml", "06-send/one-hour-at-most")]
#[case::beginning_of_an_id("06-send/one-hour", "06-send/one-hour-at-most")]
#[case::some_rows(
    "03-create/file-extensions[extension=jp",
    "03-create/file-extensions[extension=jp"
)]
fn only_what_is_named_runs(#[case] wanted: &str, #[case] beginning: &str) {
    let ended = run(["run", wanted]).exits(0);
    let shown: Vec<&str> = case_lines(&ended).into_iter().map(|(_, id)| id).collect();
    let all = listed(&[]);
    let expected: Vec<&String> = all.iter().filter(|id| id.starts_with(beginning)).collect();
    assert!(!expected.is_empty());
    assert_eq!(shown, expected);
    assert_eq!(shown, listed(&[wanted]));
}

#[test]
fn two_folders_give_the_cases_of_both() {
    // Both have a scenario of the same file name.
    let folders = ["scenarios/06-send", "scenarios/08-receive"];
    let ended = run(["run"].iter().chain(&folders)).exits(0);
    let shown: Vec<&str> = case_lines(&ended).into_iter().map(|(_, id)| id).collect();
    assert_eq!(shown, listed(&["06-send/", "08-receive/"]));
}

#[test]
fn a_case_is_called_the_same_from_every_folder() {
    let mut command = attest(["run", "one-hour-at-most.yaml"]);
    command.current_dir(project().join("scenarios/06-send"));
    Program::start(command).end().exits(0).says("pass            06-send/one-hour-at-most\n");
}

#[test]
fn a_tag_chooses_scenarios() {
    let folder = tempfile::tempdir().unwrap();
    scenario(folder.path(), "one.yaml", SOUND);
    scenario(folder.path(), "other.yaml", &SOUND.replace("plain", "fancy"));
    scenario(folder.path(), "untagged.yaml", &SOUND.replace("tags: [plain]\n", ""));
    let root = folder.path().to_str().unwrap();
    run(["run", root]).exits(0).says("3 cases: 3 pass");
    run(["run", root, "--tag", "fancy"]).exits(0).says("other\n").says("1 case: 1 pass");
    run(["run", root, "--tag", "fancy", "--tag", "plain"]).exits(0).says("2 cases: 2 pass");
    run(["run", root, "--tag", "none"]).exits(2).complains("there is no scenario with tag none");
}

#[test]
fn a_wrong_expectation_is_drawn_on_the_line_that_says_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = scenario(folder.path(), "wrong.yaml", &SOUND.replace("OK", "ERROR"));
    let ended = run(["run", &path]).exits(1).says("fail            wrong").says("wrong.yaml:6:");
    let lines: Vec<&str> = ended.stdout.lines().collect();
    let at =
        lines.iter().position(|line| line.contains("expect: ERROR")).expect("the line is drawn");
    let underlined = lines[at].find("ERROR").map(|octet| lines[at][..octet].chars().count());
    let caret = lines[at + 1].chars().position(|mark| matches!(mark, '─' | '┬' | '^'));
    assert_eq!(underlined, caret, "{}", ended.stdout);
    ended.says("OK<CR><LF>").says("1 case: 1 fail; 1 deviating from the baseline");
}

#[test]
fn the_first_deviation_ends_the_run_when_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    scenario(folder.path(), "a.yaml", SOUND);
    scenario(folder.path(), "b.yaml", &SOUND.replace("OK", "ERROR"));
    scenario(folder.path(), "c.yaml", SOUND);
    let root = folder.path().to_str().unwrap();
    run(["run", root]).exits(1).says("3 cases: 2 pass, 1 fail");
    let ended = run(["run", root, "--fail-fast"]).exits(1);
    ended.says("not-run         c: b deviated").says("3 cases: 1 pass, 1 not-run, 1 fail");
}

#[test]
fn a_known_failure_is_no_deviation_and_its_end_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let entry = |verdict: &str| {
        format!("- {{ case: wrong, target: model, verdict: {verdict}, reason: known since then }}")
    };
    let path = scenario(folder.path(), "wrong.yaml", &SOUND.replace("OK", "ERROR"));
    scenario(folder.path(), "baseline.yaml", &entry("fail"));
    let ended = run(["run", &path]).exits(0);
    ended.says("expected-fail   wrong").says("known since then");
    scenario(folder.path(), "wrong.yaml", SOUND);
    run(["run", &path]).exits(1).says("unexpected-pass wrong").says("known since then");
    let elsewhere = scenario(folder.path(), "none.yaml", "[]");
    run(["run", &path, "--baseline", &elsewhere]).exits(0).says("pass            wrong");
}

#[rstest]
#[case::unknown_option(&["run", "--turbo"], "--turbo")]
#[case::unknown_subcommand_like(&["rum"], "rum")]
#[case::unknown_target(&["run", "--target", "modem"], "modem")]
#[case::target_of_another_command(&["run", "--target", "tcp:127.0.0.1:7"], "tcp:127.0.0.1:7")]
#[case::unknown_report(&["run", "--report", "html=f"], "json, junit and terminal")]
#[case::report_without_file(&["run", "--report", "json"], "KIND=FILE")]
#[case::no_such_case(&["run", "06-send/no-such"], "06-send/no-such")]
#[case::control_of_the_model(&["run", "--control", "unix:/nowhere"], "--control")]
#[case::control_without_unix(&["run", "--control", "/nowhere"], "unix:PATH")]
fn a_wrong_command_line_exits_2(#[case] arguments: &[&str], #[case] named: &str) {
    run(arguments).exits(2).complains(named);
}

#[rstest]
#[case::typo_in_a_key(&SOUND.replace("expect", "expct"), "expct", "expect")]
#[case::unclosed_quote(&SOUND.replace("OK", "\"OK"), "broken.yaml:", "quote")]
#[case::missing_file(&SOUND.replace("send: AT", "send: AT+CMMSDOWN=\"TEXT\",1,\"a\"\n    prompt: { file: gone.txt }"), "gone.txt", "prompt")]
#[case::empty("", "broken.yaml", "scenario")]
fn a_broken_scenario_exits_3_and_is_drawn(
    #[case] text: &str,
    #[case] named: &str,
    #[case] drawn: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    scenario(folder.path(), "sound.yaml", SOUND);
    let path = scenario(folder.path(), "broken.yaml", text);
    for subcommand in ["run", "check"] {
        let ended = run([subcommand, &path]).exits(3);
        let ended = ended.complains("broken.yaml").complains(named).complains(drawn);
        assert_eq!(ended.stdout, "", "nothing is run, nothing is in order");
        run([subcommand, folder.path().to_str().unwrap()]).exits(3).complains("broken.yaml");
    }
}

#[test]
fn a_report_that_cannot_be_written_exits_5() {
    let ended = run(["run", "10-samples", "--report", "json=/nowhere/at/all.json"]);
    ended.exits(5).complains("/nowhere/at/all.json");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut command = Command::new("sh");
    let line = format!("'{}' list | head -n 1", env!("CARGO_BIN_EXE_attest"));
    command.args(["-c", &line]).current_dir(project());
    let ended = Program::start(command).end().exits(0);
    assert_eq!((ended.stdout.lines().count(), ended.stderr.as_str()), (1, ""));
}

#[test]
fn a_run_into_a_closed_pipe_is_quiet_and_its_reports_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("report.json");
    let mut command = Command::new("sh");
    let line = format!(
        "{{ '{}' run --report json={}; echo $? >&2; }} | head -n 1",
        env!("CARGO_BIN_EXE_attest"),
        json.display()
    );
    command.args(["-c", &line]).current_dir(project());
    let ended = Program::start(command).end().exits(0);
    assert_eq!((ended.stdout.lines().count(), ended.stderr.as_str()), (1, "0\n"));
    let report = report::read(&json);
    assert_eq!(report.ids("pass").len(), report.cases.len());
}

#[test]
fn a_full_disk_is_told_with_the_report_that_it_cuts() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let ended = run(["run", "10-samples", "--report", "json=/dev/full"]).exits(5);
    ended.complains("report /dev/full: No space left on device");
}

#[test]
fn a_report_overwrites_neither_another_one_nor_what_the_run_reads() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let case = scenario(folder.path(), "case.yaml", SOUND);
    let other = scenario(folder.path(), "other.yaml", SOUND);
    let baseline = scenario(folder.path(), "baseline.yaml", "[]");
    let profile = scenario(folder.path(), "profile", "save_echo: \"on\"\n");
    fs::hard_link(&case, at("link")).unwrap();
    let check = |reports: &[&str], told: &str| {
        let reports = reports.iter().flat_map(|report| ["--report", report]);
        let ended = run(["run", &case, "--profile", &profile].into_iter().chain(reports)).exits(2);
        ended.complains("would overwrite").complains(told);
    };
    let (json, junit) = (format!("json={}", at("report")), format!("junit={}", at("./report")));
    check(&[&json, &junit], "another report");
    check(&[&format!("json={case}")], "the scenario of this run");
    check(&[&format!("json={}", at("link"))], "the scenario of this run");
    check(&[&format!("json={baseline}")], "the baseline of this run");
    check(&[&format!("json={profile}")], "the profile of this run");
    check(&[&format!("json={other}")], "a file of the scenario folder");
    assert!(!Path::new(&at("report")).exists(), "nothing was opened");
    for (path, text) in [(&case, SOUND), (&other, SOUND), (&baseline, "[]")] {
        assert_eq!(&fs::read_to_string(path).unwrap(), text);
    }
    // Devices take several.
    run(["run", &case, "--report", "json=/dev/null", "--report", "junit=/dev/null"]).exits(0);
}

/// A scenario that takes an hour in wall time.
const LONG: &str = "\
scenario: What never comes is waited for
requirements: [SIM-1-1]
deadline: 2h
steps:
  - await: { urc: \"+CMMSSEND: 0\", within: 1h }
";

#[rstest]
#[case::ctrl_c(Program::interrupt)]
#[case::terminated(Program::terminate)]
fn an_interrupted_run_is_complete_in_every_report(#[case] interrupt: fn(&Program)) {
    let folder = tempfile::tempdir().unwrap();
    scenario(folder.path(), "a.yaml", SOUND);
    for name in ["b.yaml", "c.yaml", "d.yaml"] {
        scenario(folder.path(), name, LONG);
    }
    let (json, junit) = (folder.path().join("report.json"), folder.path().join("report.xml"));
    let reports = [format!("json={}", json.display()), format!("junit={}", junit.display())];
    let root = folder.path().to_str().unwrap();
    let arguments = ["run", root, "--wall", "--report", &reports[0], "--report", &reports[1]];
    let mut running = Program::start(attest(arguments));
    running.line(|line| line.starts_with("pass            a"));
    interrupt(&running);
    let ended = running.end().exits(6).complains("interrupted");
    let ended = ended.says("not-run         3 cases, b to d: interrupted\n");
    ended.says("4 cases: 1 pass, 3 not-run; 3 deviating from the baseline");
    let report = report::read(&json);
    assert_eq!(report.ids("not-run"), ["b", "c", "d"]);
    assert!(
        report.cases.values().all(|case| case.verdict == "pass" || case.cause == "interrupted")
    );
    assert_eq!(report.summary["interrupted"], true);
    assert_eq!(fs::read_to_string(&junit).unwrap().matches("<skipped ").count(), 3);
    check_junit(&junit, "an_interrupted_run_is_complete_in_every_report");
}

/// A pipe that a program which opens it for reading waits at.
fn pipe(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    rustix::fs::mknodat(rustix::fs::CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)
        .unwrap();
    path.to_str().unwrap().to_owned()
}

#[rstest]
#[case::ctrl_c(Program::interrupt)]
#[case::terminated(Program::terminate)]
fn a_run_that_is_interrupted_while_it_loads_has_its_reports(#[case] interrupt: fn(&Program)) {
    let folder = tempfile::tempdir().unwrap();
    let loading = pipe(folder.path(), "a.yaml");
    let (json, junit) = (folder.path().join("report.json"), folder.path().join("report.xml"));
    let reports = [format!("json={}", json.display()), format!("junit={}", junit.display())];
    let arguments = ["run", &loading, "--report", &reports[0], "--report", &reports[1]];
    let running = Program::start(attest(arguments));
    // Opened when the scenario is read, which then does not end.
    let held = fs::File::create(&loading).unwrap();
    interrupt(&running);
    let ended = running.end().exits(6).complains("attest: interrupted; the reports are being");
    ended.says("the run was interrupted\n\n0 cases; 0 deviating from the baseline");
    let report = report::read(&json);
    assert!(report.cases.is_empty());
    assert_eq!(report.summary["interrupted"], true);
    check_junit(&junit, "a_run_that_is_interrupted_while_it_loads_has_its_reports");
    drop(held);
}

#[test]
fn a_report_of_a_run_that_loads_overwrites_no_scenario() {
    let folder = tempfile::tempdir().unwrap();
    let loading = pipe(folder.path(), "a.yaml");
    let sound = scenario(folder.path(), "b.yaml", SOUND);
    let report = format!("json={sound}");
    let running = Program::start(attest(["run", &loading, "--report", &report]));
    let held = fs::File::create(&loading).unwrap();
    running.interrupt();
    running.end().exits(2).complains("would overwrite a file of the scenario folder");
    assert_eq!(fs::read_to_string(&sound).unwrap(), SOUND);
    drop(held);
}

#[test]
fn a_check_that_is_interrupted_while_it_loads_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let loading = pipe(folder.path(), "a.yaml");
    let running = Program::start(attest(["check", &loading]));
    let held = fs::File::create(&loading).unwrap();
    running.interrupt();
    let ended = running.end().exits(6);
    assert_eq!(ended.stdout, "");
    assert_eq!(ended.stderr, "attest: interrupted; nothing is known of the scenarios\n");
    drop(held);
}

#[test]
fn a_search_that_is_interrupted_while_it_loads_ends_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let loading = pipe(folder.path(), "profile");
    let searching =
        Program::start(attest(["fuzz", "mmsc", "--rounds", "100000", "--profile", &loading]));
    let mut held = fs::File::create(&loading).unwrap();
    searching.interrupt();
    held.write_all(b"late_failure: urc\n").unwrap();
    drop(held);
    searching.end().exits(6).complains("attest: interrupted; ");
}

#[rstest]
#[case::check("check")]
#[case::run("run")]
fn claims_that_no_ledger_holds_are_told_to_be_unchecked(#[case] subcommand: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = scenario(folder.path(), "outside.yaml", &SOUND.replace("SIM-1-1", "SIM-99-1"));
    let ended = run([subcommand, &path]).exits(0);
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    ended.complains("attest: no ledger was found (a folder `requirements` in ");
    let ended = run([subcommand, "scenarios/06-send/one-hour-at-most.yaml"]).exits(0);
    assert_eq!(ended.stderr, "");
}

#[test]
fn a_line_that_is_no_command_line_is_told_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = scenario(folder.path(), "digits.yaml", &SOUND.replace("send: AT", "send: 5"));
    let ended = run(["run", &path]).exits(1).says("nothing more came within 15 s");
    ended.says("help: the line does not begin with AT");
}

#[test]
fn a_second_signal_ends_a_run_that_cannot_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)
        .unwrap();
    let running = Program::start(attest(["run", "--report", &format!("json={}", path.display())]));
    // Opened when the run begins, and never read: the report is larger than what a pipe holds.
    let held = fs::File::open(&path).unwrap();
    running.interrupt();
    running.terminate();
    let ended = running.end().exits(6);
    assert!(!ended.stdout.contains("deviating from the baseline"), "{}", ended.stdout);
    drop(held);
}

#[test]
fn a_deviation_of_the_firmware_is_found() {
    let arguments = ["run", "06-send/reported-once", "--deviation", "result-twice"];
    run(arguments).exits(1).says("fail            06-send/reported-once");
    let two = ["--deviation", "save-fills-both-boxes", "--deviation", "result-twice"];
    run([&["run", "06-send/reported-once"], &two[..]].concat()).exits(1);
}

#[test]
fn a_profile_is_named_by_its_file_or_among_those_of_the_scenarios() {
    let counts = |profile: &[&str]| {
        let ended = run([&["run", "04-mailbox"], profile].concat());
        let summary = ended.stdout.lines().last().unwrap_or_default();
        summary.split(" in ").next().unwrap_or_default().to_owned()
    };
    let named = counts(&["--profile", "sim5320"]);
    assert!(named.contains(" cases: "), "{named}");
    assert_eq!(named, counts(&["--profile", "scenarios/profiles/sim5320.yaml"]));
    assert_ne!(named, counts(&[]), "the profile changes what the model answers");
}

/// The part of the JSON report between the first and the last event is free of clocks, so the wall shows only in
/// the `at_us` of steps; verdicts are the same.
#[test]
fn wall_time_runs_all_but_what_the_baseline_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wall.json");
    let ended = run(["run", "--wall", "--report", &format!("json={}", path.display())]).exits(0);
    report::check_all_but_virtual_time(&[report::read(&path)], "wall");
    ended.says("0 deviating from the baseline");
}

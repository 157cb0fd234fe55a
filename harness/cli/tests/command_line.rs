//! The binary from the outside: exit codes, diagnostics on the user's own text, reports.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the binary in a folder.
fn attest(folder: &Path, arguments: &[&str]) -> io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_attest"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("ATTEST_LOG")
        .output()
}

/// Runs the binary with octets on its standard input.
fn attest_reading(octets: &[u8], arguments: &[&str]) -> io::Result<Output> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attest"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(input) = &mut child.stdin {
        input.write_all(octets)?;
    }
    child.wait_with_output()
}

/// A folder with one scenario in `scenarios/06-send/case.yaml`.
fn library(scenario: &str) -> io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let chapter = folder.path().join("scenarios/06-send");
    std::fs::create_dir_all(&chapter)?;
    std::fs::write(chapter.join("case.yaml"), scenario)?;
    Ok(folder)
}

fn text(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8_lossy(&text).into_owned()
}

const SOUND: &str =
    "scenario: The module answers\nrequirements: [SIM-1-1]\nsteps:\n  - send: AT\n    expect: OK\n";

#[test]
fn no_subcommand_runs_the_nearest_scenarios() {
    let folder = library(SOUND).unwrap();
    let output = attest(&folder.path().join("scenarios/06-send"), &[]).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("pass            06-send/case\n"), "{}", text(&output));
}

#[test]
fn no_scenarios_is_a_wrong_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let output = attest(folder.path(), &[]).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("there is no folder `scenarios`"), "{}", text(&output));
}

#[test]
fn exit_codes() {
    let folder = library(SOUND).unwrap();
    std::fs::write(folder.path().join("profile.yaml"), "no_such_reading: x\n").unwrap();
    std::fs::write(folder.path().join("baseline.yaml"), "nonsense: true\n").unwrap();
    for (arguments, code) in [
        (&["run", "--target", "model"][..], 0),
        (&["run", "06-send"], 0),
        (&["run", "case"], 0),
        (&["run", "scenarios/06-send/case.yaml"], 0),
        (&["check"], 0),
        (&["list"], 0),
        (&["list", "--rules"], 0),
        (&["list", "--readings"], 0),
        (&["list", "--deviations"], 0),
        (&["explain", "ORD-1"], 0),
        (&["list", "--profiles"], 2),
        (&["run", "--tag", "nobody-has-it"], 2),
        (&["run", "nothing"], 2),
        (&["run", "--target", "tcp:localhost:1"], 2),
        (&["run", "--control", "unix:/nowhere"], 2),
        (&["run", "--report", "sonnet=x"], 2),
        (&["run", "--nonsense"], 2),
        (&["explain", "NOTHING-1"], 2),
        (&["dissect", "absent"], 2),
        (&["run", "--profile", "profile.yaml"], 3),
        (&["run", "--profile", "absent"], 3),
        (&["run", "--baseline", "baseline.yaml"], 3),
        (&["serve", "mmsc", "--http", "127.0.0.1:0", "--script", "profile.yaml"], 3),
        (&["run", "--target", "serial:absent"], 4),
        (&["run", "--report", "json=absent/file"], 5),
    ] {
        let output = attest(folder.path(), arguments).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output));
    }
}

#[test]
fn a_wrong_expectation_is_drawn_and_counted() {
    let folder = library(&SOUND.replace("expect: OK", "expect: ERROR")).unwrap();
    let output = attest(folder.path(), &["run"]).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output);
    let (drawing, summary) = shown.rsplit_once("; ").unwrap();
    assert!(summary.starts_with("1 deviating from the baseline in "), "{summary}");
    insta::assert_snapshot!(drawing);
}

/// What `check` says about a scenario that is wrong.
fn diagnostic(scenario: &str) -> io::Result<(Option<i32>, String)> {
    let folder = library(scenario)?;
    let output = attest(folder.path(), &["check"])?;
    Ok((output.status.code(), text(&output)))
}

#[test]
fn a_typo_in_a_key_is_shown() {
    let (code, shown) = diagnostic(&SOUND.replace("expect", "expct")).unwrap();
    assert_eq!(code, Some(3));
    insta::assert_snapshot!(shown);
}

#[test]
fn an_unclosed_quote_is_shown() {
    let (code, shown) = diagnostic(&SOUND.replace("send: AT", "send: \"AT")).unwrap();
    assert_eq!(code, Some(3));
    insta::assert_snapshot!(shown);
}

#[test]
fn a_missing_file_is_shown() {
    let step = "type: { file: ../vectors/absent.pdu }";
    let (code, shown) = diagnostic(&SOUND.replace("send: AT\n    expect: OK", step)).unwrap();
    assert_eq!(code, Some(3));
    insta::assert_snapshot!(shown);
}

#[test]
fn a_line_of_five_mebibytes_is_refused() {
    let (code, shown) =
        diagnostic(&SOUND.replace("send: AT", &format!("send: AT{}", "x".repeat(5 << 20))))
            .unwrap();
    assert_eq!(code, Some(3));
    assert!(shown.len() < 4_096, "{} octets of diagnostic", shown.len());
    insta::assert_snapshot!(shown);
}

#[test]
fn two_runs_give_the_same_transcript() {
    let folder = library(SOUND).unwrap();
    let mut transcripts = Vec::new();
    for name in ["one.json", "two.json"] {
        let report = format!("json={name}");
        attest(folder.path(), &["run", "--report", &report]).unwrap();
        transcripts.push(std::fs::read(folder.path().join(name)).unwrap());
    }
    assert!(!transcripts[0].is_empty());
    assert_eq!(transcripts[0], transcripts[1]);
}

#[test]
fn a_port_that_is_absent_still_gives_a_complete_report() {
    let folder = library(SOUND).unwrap();
    let arguments = ["run", "--target", "serial:absent", "--report", "junit=junit.xml"];
    let output = attest(folder.path(), &arguments).unwrap();
    assert_eq!(output.status.code(), Some(4));
    let junit = std::fs::read_to_string(folder.path().join("junit.xml")).unwrap();
    assert!(junit.contains("<skipped type=\"not-run\" message=\"no port at absent"), "{junit}");
    assert!(junit.ends_with("</testsuites>\n"), "{junit}");
}

#[test]
fn dissection_by_exit_code() {
    // M-Acknowledge.ind: type, transaction id "1", version 1.0, nothing else needed.
    let sound = attest_reading(b"8C 85 98 31 00 8D 90", &["dissect", "-"]).unwrap();
    assert_eq!(sound.status.code(), Some(0), "{}", text(&sound));
    // M-Send.req without From and Content-Type.
    let wrong = attest_reading(b"8C 80 98 31 00 8D 90", &["dissect", "-", "--json"]).unwrap();
    assert_eq!(wrong.status.code(), Some(1), "{}", text(&wrong));
    assert!(text(&wrong).starts_with('{'), "{}", text(&wrong));
    let unreadable = attest_reading(b"8C8", &["dissect", "-"]).unwrap();
    assert_eq!(unreadable.status.code(), Some(2), "{}", text(&unreadable));
}

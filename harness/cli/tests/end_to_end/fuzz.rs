//! `attest fuzz` and `attest shrink`: what they find, what they write, and what outlives them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::{Value, json};

use crate::program::{Ended, Program, attest, run};
use crate::serve::Served;

/// Steps that a shrunk sequence has at most.
const STEPS_MAX: usize = 12;

/// The one file with that extension in a folder.
fn only(folder: &Path, extension: &str) -> String {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = files.filter(|path| path.extension().is_some_and(|name| name == extension));
    let path = found.next().unwrap();
    assert_eq!(found.next(), None);
    path.to_str().unwrap().to_owned()
}

/// The number of steps that a line says something was shrunk to.
fn shrunk_to(text: &str) -> usize {
    let line = text.lines().find(|line| line.contains(" shrunk to ")).unwrap();
    let (_, rest) = line.split_once(" shrunk to ").unwrap();
    rest.split(' ').next().unwrap().parse().unwrap()
}

#[rstest]
#[case::against_the_reference("receive-while-editing", "differential")]
#[case::without_one("receive-while-editing", "no-reference")]
#[case::in_the_network("result-twice", "differential")]
#[case::in_a_payload("edit-keeps-content", "no-reference")]
fn a_deviation_is_found_shrunk_and_written(#[case] deviation: &str, #[case] style: &str) {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("found");
    let setup = ["--deviation", deviation, "--style", style];
    let output_name = output.to_str().unwrap();
    let ended = run([&["fuzz", "--stop-after", "1", "--out", output_name], &setup[..]].concat());
    let ended = ended.exits(1).says("1 different discovery, 1 in all\n");
    let ended = ended.says("red 3 of 3 times here, green 3 of 3 times on the sound model");
    assert!(shrunk_to(&ended.stdout) <= STEPS_MAX, "{}", ended.stdout);
    assert_eq!(ended.stderr, "");

    let (scenario, transcript) = (only(&output, "yaml"), only(&output, "transcript"));
    ended.says(&scenario).says(&transcript);
    run(["check", &scenario]).exits(0).says("1 case in 1 file");
    run(["run", &scenario]).exits(0);
    run(["run", "--deviation", deviation, &scenario]).exits(1);

    let shrink = [&["shrink", &transcript], &setup[..]].concat();
    let shrunk = run(&shrink).exits(0).complains(" stable; red 3 of 3 times here");
    assert!(shrunk_to(&shrunk.stderr) <= STEPS_MAX, "{}", shrunk.stderr);
    let steps = |text: &str| text.lines().skip_while(|line| !line.starts_with("setup:")).count();
    assert_eq!(steps(&shrunk.stdout), steps(&fs::read_to_string(&scenario).unwrap()));
    let file = folder.path().join("shrunk.yaml");
    let file = file.to_str().unwrap();
    let written = run([&shrink[..], &["--out", file]].concat()).exits(0);
    assert_eq!((written.stdout.as_str(), fs::read_to_string(file).unwrap()), ("", shrunk.stdout));
    run(["run", "--deviation", deviation, file]).exits(1);
    let again = [&["shrink", &scenario], &setup[..]].concat();
    run(again).exits(0).complains(" stable; red 3 of 3 times here");
}

#[test]
fn a_journal_and_a_scenario_of_a_person_are_shrunk_too() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let name = journal.to_str().unwrap();
    let deviation = ["--deviation", "receive-while-editing"];
    let fuzz = ["fuzz", "--commands", "2000", "--journal", name];
    run([&fuzz[..], &deviation].concat()).exits(1);
    let text = fs::read_to_string(&journal).unwrap();
    let mut found = text.lines().filter_map(|line| line.strip_prefix("found "));
    let last = found.next_back().unwrap().split(' ').next().unwrap();
    let shrink = ["shrink", name, "--sequence", last];
    run([&shrink[..], &deviation].concat()).exits(0).complains("red 3 of 3 times here");
    run([&["shrink", name], &deviation[..]].concat()).exits(0).says("\nsteps:\n");
    let none = ["shrink", name, "--sequence", "999999"];
    run([&none[..], &deviation].concat())
        .exits(3)
        .complains("nothing was found in sequence 999999");

    let scenario = folder.path().join("mine.yaml");
    let steps = "  - send: AT+CMMSEDIT?\n    expect: ['+CMMSEDIT: 0', OK]\n  - send: AT+CMMSEDIT=1\n    expect: OK\n\
        \x20 - send: AT+CMMSRECV=\"http://a/b\"\n    expect: '+CME ERROR: 185'\n";
    let text = format!(
        "scenario: mine\nrequirements: [SIM-8-4]\nsetup: {{ http: true }}\nsteps:\n{steps}"
    );
    fs::write(&scenario, &text).unwrap();
    let name = scenario.to_str().unwrap();
    let shrunk = run([&["shrink", name], &deviation[..]].concat()).exits(0);
    shrunk.complains("6 steps shrunk to 2 in ");
    fs::write(&scenario, text.replace("steps:\n", "steps:\n  - mmsc: { status: 503 }\n")).unwrap();
    let told = run([&["shrink", name], &deviation[..]].concat()).exits(3);
    told.complains("line 5: a script of the mock MMSC, which a campaign has no operation for");
}

#[test]
fn a_scenario_is_shrunk_on_the_module_that_it_sets_up() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("mine.yaml");
    let name = scenario.to_str().unwrap();
    // One file is in memory, and the module reads a second one.
    let steps = "  - send: AT+CMMSEDIT=1\n    expect: OK\n\
        \x20 - send: AT+CMMSDOWN=\"FILE\",2,\"mine.jpg\"\n    expect: OK\n\
        \x20 - send: AT+CMMSREAD=1\n    expect: '+CME ERROR: 177'\n";
    let setup = "{ profile: { prompt: bare }, efs: { \"C:/Picture/mine.jpg\": { text: abc } } }";
    let text =
        format!("scenario: mine\nrequirements: [SIM-5.2-2]\nsetup: {setup}\nsteps:\n{steps}");
    fs::write(&scenario, &text).unwrap();
    let shrink = ["shrink", name, "--deviation", "read-file-accepts-count"];
    let shrunk = run(shrink).exits(0).complains("3 steps shrunk to 3 in ");
    let shrunk = shrunk.complains(" stable; red 3 of 3 times here, green 3 of 3 times");
    let shrunk = shrunk.says("'C:/Picture/mine.jpg': { text: 'abc' }");
    shrunk.says("profile: { prompt: 'bare' }");
    run([&shrink[..], &["--target", "pty"]].concat()).exits(0).says("'C:/Picture/mine.jpg'");
    fs::write(&scenario, text.replace("prompt: bare", "prompt: loud")).unwrap();
    run(shrink).exits(3).complains("prompt");

    fs::write(&scenario, &text).unwrap();
    let served = Served::without_control(&[]);
    let told = run(["shrink", name, "--target", &served.target()]).exits(3);
    told.complains(
        "setup.profile (prompt=bare) and setup.efs (C:/Picture/mine.jpg of 3 octets) is left to you",
    );
}

#[rstest]
#[case::against_the_reference(&["--style", "differential"])]
#[case::without_one(&["--style", "no-reference", "--vary"])]
#[case::another_module(&["--profile", "sim5320"])]
fn nothing_is_found_on_a_sound_model(#[case] options: &[&str]) {
    let ended = run([&["fuzz", "--commands", "20000"], options].concat()).exits(0);
    let commands = ended.stdout.split(' ').next().unwrap().parse::<u64>().unwrap();
    assert!((20_000..20_200).contains(&commands), "{commands}");
    ended.says("\nnothing was found\n");
}

#[test]
fn what_is_denied_is_not_sent() {
    let options = ["fuzz", "--deviation", "receive-while-editing", "--commands", "3000"];
    run(options).exits(1).says("SIM-8-1");
    run([&options[..], &["--deny", "at+cmmsrecv"]].concat()).exits(0);
    run([&options[..], &["--transfers", "0"]].concat()).exits(0);
    run([&options[..], &["--deny", "AT+"]].concat()).exits(0);
    run([&options[..], &["--deny", "A", "--deny", "+"]].concat()).exits(2).complains("may be sent");
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let name = journal.to_str().unwrap();
    let denied = ["--deny", "+CMMSRECV", "--deny", "+CPOF", "--writes", "9", "--journal", name];
    run([&options[..], &denied].concat()).exits(0);
    let told = run(["fuzz", "report", name]).exits(0).says("what was denied and never sent\n");
    let told =
        told.says("\n  +CMMSRECV: denied, ").says("\n  writes: beyond the cap of --writes, ");
    told.says(" lines left out").says("\n  +CPOF: denied, ").says(" +CMMSRECV= ");
}

#[test]
fn a_leak_shows_in_a_soak() {
    let options = ["fuzz", "--sequences", "1", "--soak", "600"];
    run(options).exits(0).says("1802 commands in 1 sequence; ");
    let leak = ["--deviation", "slow-leak", "--style", "no-reference"];
    run([&options[..], &leak].concat()).exits(1).says("000000-latency: latency ");
}

#[test]
fn the_end_of_a_campaign_can_be_a_time() {
    run(["fuzz", "--time", "200ms"]).exits(0).says(" sequences; ");
}

#[test]
fn a_program_reads_the_same_as_its_user() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events");
    let report = format!("json={}", file.display());
    let options = ["fuzz", "--deviation", "receive-while-editing", "--stop-after", "1", "--report"];
    let told = run([&options[..], &["json"]].concat()).exits(1).stdout;
    let beside = run([&options[..], &[&report]].concat()).exits(1);
    assert_eq!(fs::read_to_string(&file).unwrap(), told);
    let events: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [started, finding, finished] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((&started["event"], &started["seed"]), (&json!("started"), &json!(1)));
    assert_eq!((&finished["event"], &finished["different"]), (&json!("finished"), &json!(1)));
    assert_eq!(finished["reason"], "enough was found");
    for (field, of) in [("name", finding), ("requirement", finding), ("claim", finding)] {
        let text = of[field].as_str().unwrap();
        assert!(!text.is_empty() && beside.stdout.contains(text), "{field} {text}");
    }
    let shrunk = &finding["shrunk"];
    assert_eq!((&shrunk["red"], &shrunk["green"]), (&json!(3), &json!(3)));
    assert_eq!(shrunk["confirmation"], "stable");
    assert!(shrunk["steps"].as_array().unwrap().len() <= STEPS_MAX);
    assert!(shrunk["scenario"].as_str().unwrap().contains("\nsteps:\n"));
}

/// A journal without the discoveries that a resumed campaign has told twice, and without wall time.
fn entries(journal: &Path) -> Vec<String> {
    let text = fs::read_to_string(journal).unwrap();
    let timeless = |line: &str| {
        let words = line.split(' ').filter(|word| !word.starts_with("ms="));
        words.collect::<Vec<_>>().join(" ")
    };
    let mut lines: Vec<String> = text.lines().map(timeless).collect();
    lines.dedup();
    lines
}

/// All files of a folder with what they hold.
fn contents(folder: &Path) -> BTreeMap<PathBuf, String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read =
        |path: PathBuf| (path.file_name().unwrap().into(), fs::read_to_string(path).unwrap());
    paths.map(read).collect()
}

/// A campaign with a journal and a folder for what it finds.
fn journaled(folder: &Path, name: &str) -> (PathBuf, PathBuf, Vec<String>) {
    let (journal, output) = (folder.join(format!("{name}.journal")), folder.join(name));
    let mut options: Vec<String> =
        ["fuzz", "--deviation", "result-twice", "--vary", "--commands", "9000", "--seed", "3"]
            .map(str::to_owned)
            .to_vec();
    options.extend(["--journal".to_owned(), journal.display().to_string()]);
    options.extend(["--out".to_owned(), output.display().to_string()]);
    (journal, output, options)
}

/// How often a campaign may be over before it is killed, as on a machine with much else to do.
const KILL_TRIES_MAX: usize = 20;

/// Kills a campaign when its journal has so many octets. One that was over by then has its journal put back, as if it
/// had been killed where it began, and is started again.
fn kill_at(options: &[String], journal: &Path, octets: u64) {
    let before = fs::read(journal).unwrap_or_default();
    let is_killed = |_| {
        let mut program = Program::start(attest(options));
        let deadline = Instant::now() + Duration::from_secs(60);
        while fs::metadata(journal).map_or(0, |data| data.len()) < octets {
            assert!(Instant::now() < deadline, "the journal does not grow to {octets} octets");
            std::thread::yield_now();
        }
        program.kill();
        let is_killed = program.end().code.is_none();
        if !is_killed {
            fs::write(journal, &before).unwrap();
        }
        is_killed
    };
    assert!((0..KILL_TRIES_MAX).any(is_killed), "it was always over before it was killed");
}

/// Places in a journal, in order, that a seed decides.
fn places(seed: u64, length: u64) -> Vec<u64> {
    let mut state = seed;
    let mut places: Vec<u64> = std::iter::repeat_with(|| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % (length * 6 / 10)
    })
    .take(5)
    .collect();
    places.sort_unstable();
    places
}

#[rstest]
#[case(1)]
#[case(2)]
#[case(3)]
#[case(4)]
fn a_campaign_goes_on_after_a_kill(#[case] seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let (whole_journal, whole_output, options) = journaled(folder.path(), "whole");
    let whole = run(&options).exits(1);
    let (journal, output, options) = journaled(folder.path(), "killed");
    for place in places(seed, fs::metadata(&whole_journal).unwrap().len()) {
        kill_at(&options, &journal, place);
        let text = fs::read_to_string(&journal).unwrap();
        let count = |word: &str| text.lines().filter(|line| line.starts_with(word)).count();
        assert!(count("begin ") <= count("end ") + 1);
    }
    let text = fs::read_to_string(&journal).unwrap();
    let count = text.lines().filter(|line| line.starts_with("end ")).count();
    let ended = run(&options).exits(1);
    ended.says(&format!("resumed {} at sequence {count} after ", journal.display()));
    // Each sequence is there once, each discovery too, and each file: it is as if nothing had happened.
    assert_eq!(entries(&journal), entries(&whole_journal));
    assert_eq!(contents(&output), contents(&whole_output));
    assert!(contents(&output).len() >= 4, "{}", whole.stdout);
}

#[test]
fn a_journal_is_gone_on_with_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let name = journal.to_str().unwrap();
    let fuzz = |more: &[&str]| {
        let options = ["fuzz", "--deviation", "result-twice", "--journal", name];
        run([&options[..], more].concat())
    };
    fuzz(&["--sequences", "40"]).exits(1).says(" in 40 sequences;");
    let ended = fuzz(&["--sequences", "60"]).exits(1);
    let ended = ended.says(&format!("resumed {name} at sequence 40 after "));
    let ended = ended.says(" in 60 sequences;");
    let found = fs::read_to_string(&journal).unwrap();
    let found = found.lines().filter(|line| line.starts_with("found ")).count();
    ended.says(&format!(", {found} in all\n"));
    run(["fuzz", "report", name]).exits(0).says("it ended: all sequences were done\n");
    let report = |text: &str| run(["fuzz", "report", name]).exits(0).says(text);
    report("campaign: seed 1, target=model style=differential deviation=result-twice\n");
    report(" commands in 60 sequences\n").says(&format!("{found} discoveries\n"));
    fs::write(&journal, format!("{}begin 60\nend 60 comm", fs::read_to_string(&journal).unwrap()))
        .unwrap();
    report("sequence 60 was begun and has not ended\n").says("the last line is torn (11 octets)");
    fuzz(&["--sequences", "61"]).exits(1).says("; that one was begun and is done again\n");
    report(" commands in 61 sequences\n");
    for text in ["forms of the command table were tried; never +", "  +CMMSEDIT= ", "  read-back "]
    {
        report(text);
    }
    report("\n  metamorphic  ").says("nothing was denied\n").says(" steps, in state ");
    report("commands and tuples seen by then\n").says("\n      but came ");
    let tuples = run(["fuzz", "report", "--tuples", name]).exits(0).stdout;
    assert!(tuples.lines().any(|line| line.ends_with(" +CMMSVIEW . i00 187 0")), "{tuples}");
    let told = fuzz(&["--sequences", "61", "--seed", "2"]).exits(2);
    told.complains("of another campaign, where --seed is 1 (here 2); give its options");
    let told = fuzz(&["--sequences", "61", "--style", "no-reference", "--vary"]).exits(2);
    told.complains(
        "where --style is differential (here no-reference) and --vary is not given (here given)",
    );
}

#[rstest]
#[case::not_a_journal("nonsense\n", "line 1: the first line is no header")]
#[case::another_word("HEADER\njump 1\n", "line 2: no entry begins with \"jump\"")]
#[case::out_of_order("HEADER\nbegin 1\n", "line 2: sequence 1 is out of order")]
#[case::no_sequence(
    "HEADER\nbegin 0\nfound 0 differential nonsense\n",
    "line 3: the entry found is malformed"
)]
fn a_corrupt_journal_is_refused_and_kept(#[case] text: &str, #[case] told: &str) {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let header = "attest-campaign 2 seed=1 profile=target=model\\x20style=differential";
    let text = text.replace("HEADER", header);
    fs::write(&journal, &text).unwrap();
    let name = journal.to_str().unwrap();
    run(["fuzz", "--journal", name]).exits(3).complains(name).complains(told);
    run(["fuzz", "report", name]).exits(3).complains(name).complains(told);
    assert_eq!(fs::read_to_string(&journal).unwrap(), text);
}

#[test]
fn a_journal_that_cannot_be_used_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    run(["fuzz", "--journal", name]).exits(3).complains("failed to use the journal");
    run(["fuzz", "report", name]).exits(3).complains("failed to use the journal");
    let absent = folder.path().join("absent/journal");
    let absent = absent.to_str().unwrap();
    run(["fuzz", "--journal", absent]).exits(3).complains("No such file or directory");
    run(["fuzz", "report", absent]).exits(3).complains("No such file or directory");
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    run(["fuzz", "--out", file.to_str().unwrap()]).exits(5).complains("File exists");
    run(["fuzz", "report", file.to_str().unwrap()]).exits(3).complains("no header of a journal");
}

#[test]
fn a_journal_has_one_campaign_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let options = ["fuzz", "--commands", "1000000000", "--journal", journal.to_str().unwrap()];
    let program = Program::start(attest(options));
    wait_for(&journal, "end 0 ");
    run(options).exits(3).complains("another campaign is writing it");
    run(["fuzz", "report", journal.to_str().unwrap()]).exits(0).says("0 discoveries");
    program.interrupt();
    let ended: Ended = program.end().exits(6).says("\nnothing was found\n");
    let sequences = fs::read_to_string(&journal).unwrap();
    assert!(sequences.ends_with("\nstop interrupted\n") && ended.stdout.contains(" sequences; "));
}

fn wait_for(file: &Path, text: &str) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !fs::read_to_string(file).is_ok_and(|held| held.contains(text)) {
        assert!(Instant::now() < deadline, "no `{text}` in {}", file.display());
        std::thread::yield_now();
    }
}

#[rstest]
#[case::commands(&["--commands", "x"], "invalid value 'x'")]
#[case::no_command(&["--commands", "0"], "the budget is empty: nothing would run")]
#[case::no_sequence(&["--sequences", "0"], "the budget is empty: nothing would run")]
#[case::no_time(&["--time", "0s"], "the budget is empty: nothing would run")]
#[case::no_finding(&["--stop-after", "0"], "the budget is empty: nothing would run")]
#[case::no_round(&["mmsc", "--rounds", "0"], "the budget is empty: nothing would run")]
#[case::seed(&["--seed", "-1"], "unexpected argument")]
#[case::style(&["--style", "wild"], "differential, no-reference")]
#[case::deviation(&["--deviation", "result-twic"], "did you mean `result-twice`?")]
#[case::target(&["--target", "modem"], "`modem` names no target")]
#[case::denied(&["--deny", "AT"], "give the name of a command")]
#[case::report_with_options(&["--seed", "1", "report", "file"], "cannot be used with '--seed")]
#[case::time(&["--time", "9"], "give a whole number and a unit")]
#[case::report(&["--report", "xml"], "give `json`")]
#[case::control(&["--control", "unix:/x"], "--control goes with a serial target")]
#[case::power_hook(&["--target", "pty", "--power-hook", "true"], "--power-hook goes with a serial target")]
#[case::deviation_on_a_port(&["--target", "serial:/x", "--deviation", "result-twice"], "leads to no model")]
#[case::reference_in_the_dark(&["--target", "serial:/x", "--style", "differential"], "--mmsc or --control shows it")]
fn a_wrong_command_line_is_told(#[case] options: &[&str], #[case] told: &str) {
    run([&["fuzz"], options].concat()).exits(2).complains(told);
}

#[rstest]
#[case::word("jump\n", "line 1: no operation is named \"jump\"")]
#[case::argument("send AT\ntick soon\n", "line 2: tick takes a number of milliseconds")]
#[case::sound("send AT\n", "nothing is found when it is replayed with target=model")]
#[case::empty("", "nothing is found")]
fn a_transcript_that_leads_nowhere_is_told(#[case] text: &str, #[case] told: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("transcript");
    fs::write(&file, text).unwrap();
    let ended = run(["shrink", file.to_str().unwrap()]).exits(3).complains(told);
    assert_eq!(ended.stdout, "");
    run(["shrink", folder.path().join("absent").to_str().unwrap()]).exits(3).complains("absent");
}

#[rstest]
#[case::against_the_reference(&["--style", "differential", "--seed", "4"])]
#[case::without_one(&["--style", "no-reference", "--seed", "5"])]
fn nothing_is_found_on_a_sound_model_behind_a_terminal(#[case] options: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let name = journal.to_str().unwrap();
    let fuzz = ["fuzz", "--target", "pty", "--sequences", "3", "--journal", name];
    run([&fuzz[..], options].concat())
        .exits(0)
        .says(" in 3 sequences; ")
        .says("\nnothing was found\n");
    let report =
        run(["fuzz", "report", name]).exits(0).says("campaign: seed ").says(" target=pty ");
    report.says("\n  liveness              3\n");
}

#[test]
fn a_deviation_is_found_behind_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("found");
    let deviation = ["--deviation", "receive-while-editing"];
    let fuzz = ["fuzz", "--target", "pty", "--stop-after", "1", "--out", out.to_str().unwrap()];
    let ended = run([&fuzz[..], &deviation].concat()).exits(1).says(" SIM-8-4\n");
    ended.says(" stable; red 3 of 3 times here, green 3 of 3 times on the sound model");
    let scenario = only(&out, "yaml");
    run(["run", &scenario]).exits(0);
    run([&["run", &scenario], &deviation[..]].concat()).exits(1);
}

#[test]
fn a_module_on_a_port_may_go_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let name = journal.to_str().unwrap();
    let campaign = |served: &Served, sequences: &str| {
        let (target, control) = (served.target(), served.control());
        let at = ["fuzz", "--target", &target, "--control", &control, "--journal", name];
        attest([&at[..], &["--sequences", sequences]].concat())
    };
    let mut served = Served::with_control(&[]);
    let program = Program::start(campaign(&served, "1000"));
    wait_for(&journal, "\nend 0 ");
    served.program.kill();
    let ended = program.end().exits(4).complains("attest: the port failed: ");
    ended.says(" commands in ").says("\nnothing was found\n");
    let text = fs::read_to_string(&journal).unwrap();
    let last = text.strip_suffix('\n').unwrap().lines().last().unwrap();
    assert!(last.starts_with("stop the\\x20port\\x20failed:"), "{last}");
    run(["fuzz", "report", name]).exits(0).says("\nit ended: the port failed: ");

    let done = text.lines().filter(|line| line.starts_with("end ")).count();
    let served = Served::with_control(&[]);
    let ended = Program::start(campaign(&served, &(done + 1).to_string())).end().exits(0);
    ended.says(&format!("resumed {name} at sequence {done} after "));
}

#[test]
fn a_module_without_control_is_judged_by_what_the_document_promises() {
    let served = Served::without_control(&["--deviation", "receive-while-editing"]);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("found");
    let (target, name) = (served.target(), out.to_str().unwrap());
    let ended = run(["fuzz", "--target", &target, "--stop-after", "1", "--out", name]).exits(1);
    let ended = ended.says(" code SIM-8-4\n").says("green 3 of 3 times on the sound model");
    assert!(shrunk_to(&ended.stdout) <= STEPS_MAX, "{}", ended.stdout);
    run(["run", &only(&out, "yaml")]).exits(0);
    run(["run", "--deviation", "receive-while-editing", &only(&out, "yaml")]).exits(1);
}

#[test]
fn a_port_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let name = journal.to_str().unwrap();
    let absent = format!("serial:{}", folder.path().join("ttyUSB2").display());
    let ended = run(["fuzz", "--target", &absent, "--journal", name]).exits(4);
    let ended = ended.says("0 commands in 0 sequences; ").says("\nnot one command was judged\n");
    ended.complains("the port failed: no port at ").complains("Plug the module in");
    run(["fuzz", "report", name]).exits(0).says("it ended: the port failed: no port at ");
    run(["shrink", "--target", &absent, name]).exits(3).complains("nothing was found");
}

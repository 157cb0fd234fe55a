//! Finding one's way: help, lists, explanations, checks.

use std::fs;

use rstest::rstest;

use crate::program::{Program, attest, run};

#[rstest]
#[case::top(&[], &["run", "check", "list", "explain", "dissect", "push", "fuzz", "shrink", "serve", "--target", "Exit codes:", "6 the run was interrupted", "ATTEST_LOG"])]
#[case::run(&["run"], &["--target", "--wall", "--control", "--mmsc", "--profile", "--deviation", "--baseline", "--tag", "--report", "--fail-fast", "Exit codes:", "6 the run was interrupted"])]
#[case::check(&["check"], &["[PATH]...", "--baseline", "Exit codes:"])]
#[case::list(&["list"], &["--deviations", "--profiles", "--readings", "--rules", "--requirements", "--pack", "Exit codes:"])]
#[case::explain(&["explain"], &["<ID>", "Exit codes:"])]
#[case::dissect(&["dissect"], &["<FILE|->", "--as", "--direction", "--json", "--hex", "--explain", "Exit codes:", "notices"])]
#[case::push(&["push"], &["build"])]
#[case::push_build(&["push", "build"], &["--form", "--location", "--transaction-id", "--from", "--subject", "--class", "--size", "--expiry", "--reference", "--reference-number", "--originator", "--timestamp", "--binary", "Exit codes:"])]
#[case::fuzz(&["fuzz"], &["report", "--target", "--style", "--profile", "--deviation", "--seed", "--commands", "--sequences", "--soak", "--stop-after", "--vary", "--deny", "--writes", "--transfers", "--journal", "--out", "--time", "--report", "--control", "--mmsc", "--power-hook", "--answer-within", "Exit codes:"])]
#[case::fuzz_mmsc(&["fuzz", "mmsc"], &["--target", "--wall", "--control", "--mmsc", "--profile", "--deviation", "--seed", "--from", "--rounds", "--out"])]
#[case::fuzz_report(&["fuzz", "report"], &["<JOURNAL>", "--tuples"])]
#[case::shrink(&["shrink"], &["<FILE>", "--target", "--control", "--mmsc", "--power-hook", "--answer-within", "--style", "--profile", "--deviation", "--sequence", "--out", "Exit codes:"])]
#[case::serve(&["serve"], &["model", "mmsc"])]
#[case::serve_model(&["serve", "model"], &["--pty", "--control", "--profile", "--deviation", "--route", "Exit codes:"])]
#[case::serve_mmsc(&["serve", "mmsc"], &["--http", "--script", "--pack", "Exit codes:"])]
fn help_names_every_option(#[case] subcommand: &[&str], #[case] options: &[&str]) {
    let ended = run([subcommand, &["--help"]].concat()).exits(0);
    assert_eq!(ended.stderr, "");
    let ended = options.iter().fold(ended, |ended, option| ended.says(option));
    // An option that the help knows and this list does not is one that no test looks for.
    let known = |option: &str| options.contains(&option) || option == "--help";
    let told = ended.stdout.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let told = told.filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")));
    for option in told.filter(|_| !subcommand.is_empty()) {
        assert!(known(option), "{option}");
    }
}

#[test]
fn version_is_told() {
    run(["--version"]).exits(0).says(concat!("attest ", env!("CARGO_PKG_VERSION")));
}

/// First words of what a list prints.
fn names(list: &str) -> Vec<String> {
    let ended = run(["list", list]).exits(0);
    let words = ended.stdout.lines().filter_map(|line| line.split_whitespace().next());
    words.map(str::to_owned).collect()
}

#[rstest]
#[case::rules("--rules", 20, "ORD-1", 1)]
#[case::requirements("--requirements", 100, "SIM-6-1", 10)]
#[case::readings("--readings", 40, "late_failure", 1)]
#[case::deviations("--deviations", 40, "result-twice", 1)]
#[case::profiles("--profiles", 8, "lenient", 1)]
#[case::pack("--pack", 100, "part-count-of-32-bits", 60)]
fn what_is_listed_is_explained(
    #[case] list: &str,
    #[case] least: usize,
    #[case] one: &str,
    #[case] every: usize,
) {
    let names = names(list);
    assert!(names.len() >= least, "{}", names.len());
    assert!(names.iter().any(|name| name == one), "{names:?}");
    for name in names.iter().step_by(every) {
        let ended = run(["explain", name]).exits(0);
        let rest = ended.stdout.strip_prefix(&format!("{name}: ")).expect("it starts with its id");
        assert!(rest.lines().count() >= 3, "{}", ended.stdout);
    }
    run(["explain", &one.to_lowercase()]).exits(0).says(one);
}

#[test]
fn an_id_that_nothing_has_is_told_with_where_ids_are() {
    run(["explain", "SIM-99-99"]).exits(2).complains("SIM-99-99").complains("attest list --rules");
}

#[test]
fn an_answer_of_the_pack_is_explained_with_the_cases_that_use_it() {
    let ended = run(["explain", "part-count-of-32-bits"]).exits(0).says("\nresult codes: ");
    ended.says("\nanswers: the GET of ").says("\nused by:\n  08-receive/hostile-");
}

#[test]
fn a_profile_is_explained_with_the_readings_that_differ() {
    let ended =
        run(["explain", "lenient"]).exits(0).says("\nfile: scenarios/profiles/lenient.yaml");
    ended.says("\n  curly_quotes: accept (default ");
    let ended = run(["explain", "sim7100"]).exits(0);
    ended.says("readings that differ from the default: none\n");
}

#[rstest]
#[case::as_the_shell_completes_it("06-send/")]
#[case::as_it_is_suggested("06-send")]
fn a_folder_is_explained_by_its_scenarios(#[case] id: &str) {
    let ended = run(["explain", id]).exits(0).says("06-send: a folder of ");
    ended.says("\n  06-send/reported-once: ");
}

#[rstest]
#[case::help(&["--help"])]
#[case::help_of_a_command(&["run", "--help"])]
#[case::version(&["--version"])]
fn help_that_cannot_be_written_is_told(#[case] arguments: &[&str]) {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let ended = Program::start_on(attest(arguments), full.into()).end().exits(5);
    ended.complains("attest: standard output: No space left on device");
}

#[rstest]
#[case::whole_id("06-send/reported-once", "06-send/reported-once: ")]
#[case::file_alone("reported-once", "06-send/reported-once: ")]
#[case::row(
    "03-create/file-extensions[extension=jpg]",
    "03-create/file-extensions[extension=jpg]: "
)]
fn a_case_is_explained(#[case] id: &str, #[case] first: &str) {
    let ended = run(["explain", id]).exits(0);
    assert!(ended.stdout.starts_with(first), "{}", ended.stdout);
    ended.says("\nfile: scenarios/").says("\nshows SIM-").says("\nneeds ").says("\nsteps: ");
}

#[rstest]
#[case::reading(&["explain", "late_failre"], "did you mean `late_failure`?")]
#[case::rule(&["explain", "ORD-11"], "did you mean `ORD-1`?")]
#[case::case_to_explain(&["explain", "06-send/reported-onec"], "did you mean `06-send/reported-once`?")]
#[case::case_to_run(&["run", "reported-onec"], "did you mean `reported-once`?")]
#[case::chapter(&["list", "06-sned"], "did you mean `06-send`?")]
#[case::deviation(&["run", "--deviation", "result-twic"], "did you mean `result-twice`?")]
fn a_slip_of_the_finger_is_answered_by_what_was_meant(
    #[case] arguments: &[&str],
    #[case] told: &str,
) {
    run(arguments).exits(2).complains(told);
}

#[test]
fn a_slip_in_a_profile_is_answered_by_what_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile.yaml");
    fs::write(&profile, "late_failre: cme\n").unwrap();
    let ended = run(["run", "--profile", profile.to_str().unwrap()]).exits(3);
    ended.complains("did you mean `late_failure`?");
    run(["run", "--profile", "sim532"]).exits(3).complains("did you mean `sim5320`?");
}

#[rstest]
#[case::check("check")]
#[case::list("list")]
#[case::run("run")]
fn an_empty_folder_is_not_in_order(#[case] subcommand: &str) {
    let folder = tempfile::tempdir().unwrap();
    let ended = run([subcommand, folder.path().to_str().unwrap()]).exits(2);
    ended.complains("there is no scenario in ");
}

#[test]
fn a_reading_of_the_ledger_that_the_model_lacks_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let claims = folder.path().join("scenarios/requirements");
    fs::create_dir_all(&claims).unwrap();
    let scenario =
        "scenario: A line\nrequirements: [SIM-1-1]\nsteps:\n  - send: AT\n    expect: OK\n";
    fs::write(folder.path().join("scenarios/a.yaml"), scenario).unwrap();
    let claim = "- id: SIM-1-1\n  where: \"1\"\n  level: documented\n  claim: c\n  readings:\n    - { reading: late_failre, value: \"urc\", says: a, default: true }\n    - { reading: late_failre, value: \"cme\", says: b }\n  reason: r\n";
    fs::write(claims.join("01.yaml"), claim).unwrap();
    let check = || {
        let mut command = attest(["check"]);
        command.current_dir(folder.path());
        Program::start(command).end()
    };
    check().exits(3).complains("01.yaml:").complains("did you mean `late_failure`?");
    fs::write(claims.join("01.yaml"), claim.replace("failre", "failure")).unwrap();
    check().exits(0);
}

#[test]
fn control_characters_of_a_scenario_command_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let text = "scenario: \"clears \\e[2J\"\nrequirements: [SIM-1-1]\nsteps:\n  - send: AT\n    expect: OK\n";
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let ended = run(["list", path]).exits(0).says("clears <1B>[2J");
    assert!(!ended.stdout.contains('\u{1b}'));
    fs::write(path, format!("# \u{1b}[2J\n{}", text.replace("send", "sned"))).unwrap();
    let ended = run(["check", path]).exits(3).complains("<1B>[2J");
    assert!(!ended.stderr.contains('\u{1b}'), "{:?}", ended.stderr);
}

#[test]
fn readings_are_listed_with_their_values_and_default() {
    let ended = run(["list", "--readings"]).exits(0).says("late_failure").says("(default urc)");
    assert!(ended.stdout.lines().all(|line| line.contains("(default ")), "{}", ended.stdout);
}

#[test]
fn profiles_of_the_scenario_folder_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let profiles = folder.path().join("scenarios/profiles");
    fs::create_dir_all(&profiles).unwrap();
    let text = "# why: what one operator asks for. And more.\nlate_failure: cme\n";
    fs::write(profiles.join("operator.yaml"), text).unwrap();
    let mut command = attest(["list", "--profiles"]);
    command.current_dir(folder.path());
    let ended = Program::start(command).end().exits(0);
    assert_eq!(ended.stdout, "operator  what one operator asks for\n");
    let shipped = run(["list", "--profiles"]).exits(0);
    shipped.says("\nsim7100 ").says(" the SIM7100 as its application note documents it\n");
}

#[test]
fn shipped_scenarios_are_in_order() {
    let ended = run(["check"]).exits(0).says("are in order");
    let cases = run(["list"]).exits(0).stdout.lines().count();
    assert!(ended.stdout.starts_with(&format!("{cases} cases in ")), "{}", ended.stdout);
}

#[test]
fn a_file_that_is_wrong_is_told_from_one_that_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.yaml");
    let text = "scenario: A line without a command\nrequirements: [SIM-1-1]\nsteps:\n  - send: AT\n    expect: OK\n";
    fs::write(&good, text).unwrap();
    run(["check", good.to_str().unwrap()]).exits(0).says("1 case");
    let bad = folder.path().join("bad.yaml");
    fs::write(&bad, text.replace("requirements", "requirments").replace("send", "sned")).unwrap();
    let ended = run(["check", bad.to_str().unwrap()]).exits(3).complains("bad.yaml:");
    // All that is wrong is told at once.
    ended.complains("requirments").complains("requirements").complains("sned").complains("send");
}

#[test]
fn one_case_is_no_plural() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.yaml");
    let text = "scenario: A line without a command\nrequirements: [SIM-1-1]\nsteps:\n  - send: AT\n    expect: OK\n";
    fs::write(&path, text).unwrap();
    let ended = run(["check", path.to_str().unwrap()]).exits(0);
    assert_eq!(ended.stdout, "1 case in 1 file is in order\n");
    fs::write(folder.path().join("two.yaml"), text).unwrap();
    let ended = run(["check", folder.path().to_str().unwrap()]).exits(0);
    assert_eq!(ended.stdout, "2 cases in 2 files are in order\n");
}

#[test]
fn a_wrong_baseline_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let baseline = folder.path().join("baseline.yaml");
    fs::write(&baseline, "- { case: a, target: wall, verdict: inconclusive }\n").unwrap();
    let arguments = ["check", "--baseline", baseline.to_str().unwrap()];
    run(arguments).exits(3).complains("reason").complains("baseline.yaml:1:");
}

//! `attest fuzz mmsc`: a module before an MMSC that changes octets.

use std::fs;

use rstest::rstest;

use crate::program::run;
use crate::serve::Served;

#[test]
fn a_sound_model_survives_and_any_part_can_be_asked_for() {
    let ended = run(["fuzz", "mmsc", "--rounds", "60"]).exits(0);
    assert_eq!(ended.stderr, "");
    ended
        .says("60 rounds from 0: 60 pass (")
        .says(" 0 fail, 0 inconclusive, 0 not run\nnothing was found\n");
    run(["fuzz", "mmsc", "--from", "55", "--rounds", "1"])
        .exits(0)
        .says("1 round from 55: 1 pass (");
    for profile in ["early", "cautious"] {
        run(["fuzz", "mmsc", "--rounds", "60", "--profile", profile]).exits(0).says(" 0 fail, ");
    }
}

#[test]
fn a_finding_is_shrunk_to_a_scenario_that_is_red_and_green() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    let fault = ["--deviation", "half-message-kept"];
    let ended = run([&["fuzz", "mmsc", "--rounds", "5", "--out", name], &fault[..]].concat());
    ended.exits(1).says("\n  if it was refused: ").says("\n  1 change, of ");
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(!files.is_empty());
    for file in files {
        let path = file.unwrap().path().to_str().unwrap().to_owned();
        run(["run", &path]).exits(0);
        run([&["run", &path], &fault[..]].concat()).exits(1);
    }
}

/// What is found again and again is written once, and counted.
#[test]
fn what_fails_in_the_same_way_is_one_discovery() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    let fault = ["--deviation", "half-message-kept"];
    let ended = run([&["fuzz", "mmsc", "--rounds", "60", "--out", name], &fault[..]].concat());
    let ended = ended.exits(1);
    let files = fs::read_dir(folder.path()).unwrap().count();
    assert!((1..4).contains(&files), "{}", ended.stdout);
    let told = ended.stdout.lines().find(|line| line.contains(" rounds found ")).unwrap();
    let different = told.split(' ').nth(3).unwrap().parse::<usize>().unwrap();
    assert_eq!(different, files, "{told}");
    let rounds = told.split(' ').next().unwrap().parse::<u64>().unwrap();
    let times = ended.stdout.lines().filter(|line| line.contains(", as in round "));
    let times: Vec<u64> =
        times.map(|line| line.rsplit(' ').next().unwrap().parse().unwrap()).collect();
    assert_eq!((times.len(), times.iter().sum::<u64>()), (files, rounds), "{}", ended.stdout);
    assert!(rounds > 10, "{told}");
    ended.says(&format!(", {rounds} fail, 0 inconclusive, 0 not run\n"));
}

#[test]
fn the_round_of_a_scenario_is_shrunk_again_by_its_own_command() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    let fault = ["--deviation", "half-message-kept"];
    let search = ["fuzz", "mmsc", "--seed", "1", "--from", "0", "--rounds", "1", "--out", name];
    run([&search[..], &fault].concat()).exits(1).says("1 round found 1 different discovery\n");
    let scenario = folder.path().join("mmsc-1-0.yaml");
    let told = run([&["shrink", scenario.to_str().unwrap()], &fault[..]].concat()).exits(3);
    let told = told.complains("it is from round 0 of a hostile MMSC");
    told.complains(
        "`attest fuzz mmsc --seed 1 --from 0 --rounds 1`, with the options of the module,",
    );
}

/// Of round 1 a notification is changed, of round 0 a message.
#[rstest]
#[case::nothing(&["--rounds", "3"], "needs mmsc, which serial:", "--mmsc or --control would show it")]
#[case::no_push(
    &["--from", "1", "--rounds", "1", "--mmsc", "127.0.0.1:0"],
    "needs push, which serial:",
    "--control would"
)]
fn a_port_that_lacks_what_a_round_needs_is_told_before_the_first(
    #[case] options: &[&str],
    #[case] needs: &str,
    #[case] option: &str,
) {
    let served = Served::without_control(&[]);
    let target = served.target();
    let told = run([&["fuzz", "mmsc", "--target", &target], options].concat()).exits(2);
    assert_eq!(told.stdout, "");
    told.complains(needs).complains(option);
}

#[test]
fn a_port_that_fails_leaves_the_rounds_not_run() {
    let absent = ["--target", "serial:/nowhere/tty", "--mmsc", "127.0.0.1:0"];
    let ended = run([&["fuzz", "mmsc", "--rounds", "7"], &absent[..]].concat()).exits(4);
    let ended = ended.complains("/nowhere/tty");
    ended.says("7 rounds from 0: 0 pass (0 refused, 0 taken), 0 fail, 0 inconclusive, 7 not run\nnothing was judged\n");
}

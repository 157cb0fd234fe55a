//! `attest fuzz mmsc`: a module before an MMSC that changes octets.

use std::fs;

use crate::program::run;
use crate::serve::Served;

#[test]
fn a_sound_model_survives_and_any_part_can_be_asked_for() {
    let ended = run(["fuzz", "mmsc", "--rounds", "60"]).exits(0);
    assert_eq!(ended.stderr, "");
    ended.says("60 rounds from 0: ").says(" 0 found\n");
    run(["fuzz", "mmsc", "--from", "55", "--rounds", "5"]).exits(0).says("5 rounds from 55: ");
    for profile in ["early", "cautious"] {
        run(["fuzz", "mmsc", "--rounds", "60", "--profile", profile]).exits(0).says(" 0 found\n");
    }
}

#[test]
fn a_finding_is_shrunk_to_a_scenario_that_is_red_and_green() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    let fault = ["--deviation", "half-message-kept"];
    let ended = run([&["fuzz", "mmsc", "--rounds", "5", "--out", name], &fault[..]].concat());
    ended.exits(1).says("neither refused nor taken").says("changes: 1, of ");
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(!files.is_empty());
    for file in files {
        let path = file.unwrap().path().to_str().unwrap().to_owned();
        run(["run", &path]).exits(0);
        run([&["run", &path], &fault[..]].concat()).exits(1);
    }
}

#[test]
fn a_port_without_a_network_side_says_nothing_and_is_not_green() {
    let served = Served::without_control(&[]);
    let target = served.target();
    let bare = run(["fuzz", "mmsc", "--rounds", "3", "--target", &target]);
    bare.exits(1).says("3 say nothing: ").says("--mmsc or --control would show it");
    run(["fuzz", "mmsc", "--target", "serial:/nowhere/tty"]).exits(4).complains("/nowhere/tty");
}

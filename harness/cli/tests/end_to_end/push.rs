//! `attest push build`, and that `attest dissect` reads every form of it.

use rstest::rstest;
use serde_json::Value;

use crate::program::{attest, run, run_with_input};

/// Options with every field of a notification.
const OPTIONS: [&str; 18] = [
    "--location",
    "http://mmsc.test/message/17",
    "--transaction-id",
    "T17",
    "--from",
    "+8613918181818/TYPE=PLMN",
    "--subject",
    "A subject that is long enough to take the notification over what one short message holds",
    "--class",
    "informational",
    "--size",
    "70000",
    "--expiry",
    "3600",
    "--timestamp",
    "09/03/17,17:14:41+32",
    "--originator",
    "+15550123",
];

fn build(more: &[&str]) -> String {
    run(["push", "build"].iter().chain(&OPTIONS).chain(more)).exits(0).stdout
}

#[rstest]
#[case::pdu(&["--form", "pdu"], 1, "pdu")]
#[case::push(&["--form", "push"], 1, "push")]
#[case::tpdus(&["--form", "tpdu"], 3, "tpdu")]
#[case::tpdus_by_default(&[], 3, "tpdu")]
#[case::wide_reference(&["--reference", "16", "--reference-number", "40000"], 3, "tpdu")]
#[case::short(&["--subject", "Hi"], 1, "tpdu")]
fn every_form_is_read_back(#[case] options: &[&str], #[case] messages: usize, #[case] input: &str) {
    // Options given twice count as given last.
    let mut given = vec!["push", "build"];
    let overridden = |option: &&str| options.contains(option);
    for pair in OPTIONS.chunks(2).filter(|pair| !overridden(&pair[0])) {
        given.extend(pair);
    }
    given.extend(options);
    let text = run(given).exits(0).stdout;
    for line in text.lines() {
        assert!(line.len() <= 2 * (140 + 20) || input != "tpdu", "{line}");
    }
    let ended = run_with_input(["dissect", "--json", "-"], text.into_bytes()).exits(0);
    assert_eq!(ended.stderr, "");
    let json: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!((json["input"].as_str(), json["spelling"].as_str()), (Some(input), Some("hex")));
    let found = json["messages"].as_array().unwrap();
    assert_eq!(found.len(), messages, "{json:#}");
    let last = found.last().unwrap().to_string();
    for value in
        ["m-notification.ind", "T17", "http://mmsc.test/message/17", "Informational", "70000"]
    {
        assert!(last.contains(&format!("\"{value}\"")), "no {value} in {last}");
    }
}

#[test]
fn pieces_come_in_any_order() {
    let text = build(&[]);
    let [one, two] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
    let backwards = format!("{two}\n\n{one}\n");
    let ended = run_with_input(["dissect", "-"], backwards.into_bytes()).exits(0);
    ended.says("lines 3 + 1, put together").says("X-Mms-Transaction-ID: T17");
}

#[test]
fn pieces_are_read_as_a_module_prints_them() {
    let text = build(&[]);
    let [one, two] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
    // The service centre's number comes before the TPDU and is not counted in its length.
    let answer = format!(
        "\r\n+CMT: ,{}\r\n07916831082009F5{one}\r\n\r\n+CMT: ,{}\r\n00{two}\r\n",
        one.len() / 2,
        two.len() / 2
    );
    let ended = run_with_input(["dissect", "-"], answer.into_bytes()).exits(0);
    ended
        .says("lines 3 + 6, put together")
        .says("X-Mms-Content-Location: http://mmsc.test/message/17");
}

#[test]
fn a_missing_piece_is_told() {
    let text = build(&[]);
    let second = text.lines().nth(1).unwrap().to_owned();
    let ended = run_with_input(["dissect", "-"], second.into_bytes()).exits(2);
    ended.says("line 1: the message lacks piece 1").complains("some of the input was not read");
}

#[test]
fn tpdus_are_shown() {
    let text = build(&[]);
    insta::assert_snapshot!("tpdus", text);
    let ended = run_with_input(["dissect", "--hex", "-"], text.into_bytes()).exits(0);
    insta::assert_snapshot!("tpdus_as_annotated_dump", ended.stdout);
}

#[test]
fn binary_is_the_octets_of_one_piece() {
    let form = ["--form", "push", "--binary"];
    let arguments = ["push", "build", "--location", "http://a/1"];
    let output = attest(arguments.iter().chain(&form)).output().unwrap();
    assert!(output.status.success());
    assert!(output.stdout.starts_with(b"\x01\x06\x03\xBE\xAF\x84\x8C\x82"), "{:?}", output.stdout);
    let read = run_with_input(["dissect", "-"], output.stdout).exits(0);
    read.says("X-Mms-Content-Location: http://a/1");
    let several = [&["push", "build", "--binary"][..], &OPTIONS].concat();
    run(several).exits(2).complains("the push takes 2 TPDUs");
}

#[rstest]
#[case::time(&["--timestamp", "yesterday"], "`yesterday` is no time")]
#[case::sender(&["--originator", "me"], "sender \"me\"")]
#[case::reference(&["--reference-number", "256"], "--reference 16 holds it")]
#[case::day(&["--timestamp", "25/02/31,00:00:00+00"], "month 2 of year 25 has 28 days")]
#[case::class(&["--class", "a b"], "--class `a b` is no token")]
#[case::class_empty(&["--class", ""], "--class `` is no token")]
#[case::class_not_ascii(&["--class", "grün"], "--class `grün` is no token")]
#[case::id_empty(&["--transaction-id", ""], "--transaction-id is empty")]
#[case::id_with_a_control(&["--transaction-id", "a\nb"], "--transaction-id holds '\\n'")]
#[case::from_empty(&["--from", ""], "--from is empty; without it the sender hides")]
#[case::location_empty(&["--location="], "--location is empty")]
#[case::location_without_scheme(&["--location", "nourl"], "--location `nourl` has no scheme")]
#[case::location_with_a_blank(&["--location", "http://a/ b"], "--location holds ' '")]
#[case::bits(&["--reference", "9"], "[possible values: 8, 16]")]
fn what_cannot_be_sent_is_told(#[case] options: &[&str], #[case] told: &str) {
    let located = options.iter().any(|option| option.starts_with("--location"));
    let location: &[&str] = if located { &[] } else { &["--location", "http://a/1"] };
    let ended = run(["push", "build"].iter().chain(location).chain(options)).exits(2);
    assert_eq!(ended.complains(told).stdout, "");
}

#[test]
fn a_location_is_needed() {
    run(["push", "build"]).exits(2).complains("--location");
}

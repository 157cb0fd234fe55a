//! Wrong scenarios and what their authors get to read, as golden snapshots.

use std::io;
use std::path::Path;

use miette::{GraphicalReportHandler, GraphicalTheme};
use rstest::rstest;

use crate::{Baseline, Context, Ledger, Problem, parse};

const LEDGER: &str = "\
- { id: SIM-2.1-1, claim: The MMSC URL is set, level: documented, where: \"2.1\" }
- { id: SIM-6-1, claim: A message is sent, level: documented, where: \"6\" }
- { id: SIM-6-2, claim: The result is reported, level: documented, where: \"6\" }
";

fn no_files(_: &Path) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::NotFound.into())
}

fn profile_check(name: &str, value: &str) -> Result<(), String> {
    match (name, value) {
        ("save_echo", "on" | "off") => Ok(()),
        ("save_echo", _) => Err("it can be `on` or `off`".to_owned()),
        _ => Err("no reading has this name".to_owned()),
    }
}

fn pack_check(name: &str) -> Result<(), String> {
    if name == "http-500" { Ok(()) } else { Err("no answer has this name".to_owned()) }
}

fn render(diagnostics: &dyn miette::Diagnostic) -> String {
    let handler =
        GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    let mut text = String::new();
    handler.render_report(&mut text, diagnostics).unwrap();
    text
}

fn refused(text: &str) -> crate::Diagnostics {
    let ledger = Ledger::parse([("06.yaml", LEDGER)]).unwrap();
    let context = Context {
        ledger: Some(&ledger),
        profile_check: Some(&profile_check),
        pack_check: Some(&pack_check),
        files: &no_files,
    };
    parse(text, "06-send/case.yaml", &context).unwrap_err()
}

/// A scenario with these steps and otherwise nothing wrong.
fn with_steps(steps: &str) -> String {
    format!("scenario: A message is sent\nrequirements: [SIM-6-1]\nsteps:\n{steps}")
}

#[rstest]
#[case("key_typo", "  - send: AT+CMMSEDIT=1\n    expct: OK\n")]
#[case("unquoted_error_line", "  - send: AT+CMMSSEND\n    expect: +CME ERROR: 177\n")]
#[case(
    "unquoted_response_line",
    "  - send: AT+CMMSVIEW\n    expect:\n      - +CMMSVIEW: 2,\"\"\n      - OK\n"
)]
#[case("unclosed_quote", "  - send: 'AT+CMMSCURL?\n    expect: ['+CMMSCURL: \"\"', OK]\n")]
#[case("tab", "  - send: AT+CMMSEDIT=1\n\texpect: OK\n")]
#[case("indented_too_deep", "  - send: AT+CMMSEDIT=1\n      expect: OK\n")]
#[case("unknown_step", "  - sned: AT+CMMSEDIT=1\n    expect: OK\n")]
#[case("bare_command_line", "  - AT+CMMSEDIT=1\n")]
#[case("expect_as_a_step", "  - send: AT+CMMSEDIT=1\n  - expect: OK\n")]
#[case(
    "two_steps",
    "  - send: AT+CMMSSEND\n    expect: OK\n    await: { urc: \"+CMMSSEND: 0\" }\n"
)]
#[case("typographic_quotes", "  - send: AT+CMMSCURL=”192.168.1.2:7082/xst=test”\n    expect: OK\n")]
#[case("no_final_result_code", "  - send: AT+CMMSCURL?\n    expect: ['+CMMSCURL: \"a\"']\n")]
#[case("result_code_typo", "  - send: AT+CMMSEDIT=1\n    expect: ok\n")]
#[case("line_after_result_code", "  - send: AT+CMMSSEND\n    expect: [OK, '+CMMSSEND: 0']\n")]
#[case("bad_regex", "  - send: AT+CMMSVIEW\n    expect: [{ pattern: '+CMMSVIEW: .*' }, OK]\n")]
#[case("bad_hex", "  - type: { hex: \"FF FE 4G 00\" }\n")]
#[case("half_an_octet", "  - type: { hex: \"FF FE 4\" }\n")]
#[case("bad_duration", "  - await: { urc: \"+CMMSSEND: 0\", within: 60 }\n")]
#[case("over_deadline", "  - await: { urc: \"+CMMSSEND: 0\", within: 4h }\n")]
#[case("missing_payload_file", "  - type: { file: ../vectors/absent.pdu }\n")]
#[case(
    "data_without_length",
    "  - send: AT+CMMSREAD=0\n    expect: [{ data: { hex: \"48 00\" } }, OK]\n"
)]
#[case(
    "prompt_not_last",
    "  - send: AT+CMMSDOWN=\"TITLE\",2;+CMMSVIEW\n    prompt: hi\n    expect: OK\n"
)]
#[case(
    "unknown_variable",
    "  - send: AT+CMMSRECV=\"${ulr}\"\n    expect: OK\n  - await: { urc: { pattern: '^\\+WAP' } }\n    capture: { url: '\"(http[^\"]+)\"' }\n"
)]
#[case(
    "used_before_capture",
    "  - send: AT+CMMSRECV=\"${url}\"\n    expect: OK\n  - await: { urc: { pattern: '^\\+WAP' } }\n    capture: { url: '\"(http[^\"]+)\"' }\n"
)]
#[case(
    "capture_without_group",
    "  - await: { urc: { pattern: '^\\+WAP' } }\n    capture: { url: 'http.*' }\n"
)]
#[case("answer_typo", "  - mmsc: [ { statsu: 503 }, acept ]\n")]
#[case("pack_typo", "  - mmsc: [ { pack: http-050 }, { pack: http-500, delay: 5s } ]\n")]
#[case("edit_typo", "  - mmsc: [ { edits: [ { at: end, remvoe: 1 }, { remove: 1 } ] } ]\n")]
#[case("header_typo", "  - mmsc: { received: { headers: { X-Mms-Prority: ~ } } }\n")]
#[case("http_header_typo", "  - mmsc: { received: { http_headers: { User-Agnet: SIM7100 } } }\n")]
#[case(
    "http_header_of_the_pdu",
    "  - mmsc: { received: { http_headers: { x-mms-priority: High } } }\n"
)]
#[case("http_header_with_a_colon", "  - mmsc: { received: { http_headers: { \"Host:\": m } } }\n")]
#[case("http_header_form", "  - mmsc: { received: { http_headers: { Host: { text: m } } } }\n")]
#[case(
    "http_header_regex",
    "  - mmsc: { received: { http_headers: { Accept: { pattern: '*/*' } } } }\n"
)]
#[case("http_header_list", "  - mmsc: { received: { http_headers: [User-Agent] } }\n")]
#[case("variable_in_braces", "  - type: { generate: { size: ${size} } }\n")]
#[case("line_feed_in_command_line", "  - send: |\n      AT+CMMSEDIT=1\n    expect: OK\n")]
#[case("no_expectation", "  - send: AT+CMMSEDIT=1\n")]
fn wrong_steps(#[case] name: &str, #[case] steps: &str) {
    insta::assert_snapshot!(name, render(&refused(&with_steps(steps))));
}

#[rstest]
#[case(
    "duplicate_key",
    "scenario: a\nrequirements: [SIM-6-1]\nscenario: b\nsteps: [ { send: AT, expect: OK } ]\n"
)]
#[case("no_steps", "scenario: a\nrequirements: [SIM-6-1]\nsteps:\n")]
#[case("missing_keys", "scenario: a\nstep:\n  - send: AT\n    expect: OK\n")]
#[case(
    "requirement_ids",
    "scenario: a\nrequirements: [SIM-6-9, SIM-7-1, sim-6-1]\nsteps: [ { send: AT, expect: OK } ]\n"
)]
#[case(
    "requirement_on_both_sides",
    "scenario: a\nrequirements: [SIM-6-1, SIM-6-2]\nnegative: [SIM-2.1-1, SIM-6-2]\nsteps: [ { send: AT, expect: OK } ]\n"
)]
#[case(
    "negative_ids",
    "scenario: a\nrequirements: [SIM-6-1]\nnegative: [SIM-6-12, SIM-6-2]\nsteps: [ { send: AT, expect: OK } ]\n"
)]
#[case(
    "profile_reading",
    "scenario: a\nrequirements: [SIM-6-1]\nsetup: { profile: { save_echo: loud } }\nsteps: [ { send: AT, expect: OK } ]\n"
)]
#[case(
    "unused_matrix_name",
    "scenario: a\nrequirements: [SIM-6-1]\nmatrix: { size: [1, 2] }\nsteps: [ { send: AT, expect: OK } ]\n"
)]
#[case(
    "unknown_capability",
    "scenario: a\nrequirements: [SIM-6-1]\nrequires: [virtual_time]\nsteps: [ { send: AT, expect: OK } ]\n"
)]
#[case("empty_file", "")]
fn wrong_scenarios(#[case] name: &str, #[case] text: &str) {
    insta::assert_snapshot!(name, render(&refused(text)));
}

#[test]
fn several_problems_are_shown_at_once() {
    let steps = "  - send: AT+CMMSDOWN=“TITLE”,10\n    promt: Test title\n    expect: OK\n    within: 5\n  - await: { ucr: \"+CMMSSEND: 0\" }\n";
    insta::assert_snapshot!("several_problems", render(&refused(&with_steps(steps))));
}

#[test]
fn a_long_line_is_shown_cut() {
    let text = with_steps(&format!("  - type: \"{}\"\n", "ABCDEFGHIJ".repeat(5 << 17)));
    insta::assert_snapshot!("long_line", render(&refused(&text)));
}

#[test]
fn a_baseline_entry_without_reason() {
    let text = "- case: 06-send/one-hour\n  target: [wall, serail]\n  verdict: inconclusive\n";
    let refused = Baseline::parse(text, "scenarios/baseline.yaml").unwrap_err();
    insta::assert_snapshot!("baseline", render(&refused));
}

#[test]
fn readings_of_a_claim_without_default_and_reason() {
    let text = "- id: SIM-4.1-3\n  where: \"4.1\"\n  level: example\n  claim: AT+CMMSSAVE answers OK alone\n  readings:\n    - { reading: save_echo, value: \"off\", says: the dialogue of 10 }\n    - { reading: save_echo, value: \"on\", says: sibling manuals, defualt: true }\n";
    let refused = Ledger::parse([("scenarios/requirements/04-mailbox.yaml", text)]).unwrap_err();
    insta::assert_snapshot!("ledger_readings", render(&refused[0]));
}

#[test]
fn a_reading_that_the_profile_does_not_have() {
    let text = "- id: SIM-4.1-3\n  where: \"4.1\"\n  level: example\n  claim: AT+CMMSSAVE answers OK alone\n  reason: the dialogue is explicit\n  readings: [ { reading: save_ehco, value: \"off\", says: the dialogue of 10, default: true } ]\n";
    let ledger = Ledger::parse([("scenarios/requirements/04-mailbox.yaml", text)]).unwrap();
    let refused = ledger.check_readings(profile_check).unwrap_err();
    insta::assert_snapshot!("ledger_profile", render(&refused[0]));
}

#[test]
fn every_problem_of_a_file_is_counted_though_not_all_are_kept() {
    let steps = "  - sned: AT\n".repeat(60);
    let refused = refused(&with_steps(&steps));
    assert_eq!(refused.problems().len(), crate::limit::PROBLEMS_MAX);
    assert_eq!(
        refused.to_string(),
        "06-send/case.yaml has 60 problems, of which these are the first 50"
    );
    assert!(
        refused.problems().iter().all(|problem| matches!(problem, Problem::UnknownStep { .. }))
    );
}

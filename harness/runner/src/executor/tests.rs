//! Tiny scenarios against the real model in virtual time.

use crate::event::{Direction, RunEvent};
use crate::executor::Executed;
use crate::interrupt::Interrupt;
use crate::session;
use crate::verdict::{Recovery, Verdict};
use rstest::rstest;
use scenario::{Context, Plan};
use std::collections::BTreeMap;
use std::io;

fn plan(steps: &str) -> Plan {
    plan_with("", steps)
}

fn plan_with(head: &str, steps: &str) -> Plan {
    let text = format!("scenario: A test\nrequirements: [SIM-6-1]\n{head}steps:\n{steps}\n");
    let context = Context::default();
    match scenario::parse(&text, "06-send/test.yaml", &context) {
        Ok(mut plans) => plans.remove(0),
        Err(diagnostics) => panic!("{:?}", miette::Report::new(diagnostics)),
    }
}

fn on_model(plan: &Plan, readings: &BTreeMap<String, String>) -> io::Result<Executed> {
    session::on_model(plan, readings, &Interrupt::new()).map(Option::unwrap)
}

fn on(steps: &str) -> Executed {
    on_model(&plan(steps), &BTreeMap::new()).unwrap()
}

/// The code of the failure, and the text that its label is on.
fn failure(plan: &Plan, executed: &Executed) -> (&'static str, String) {
    let failure = executed.failure.as_ref().unwrap();
    let label = &failure.expectation;
    let text = &plan.source.text()[label.offset..label.offset + label.length];
    (failure.code, text.to_owned())
}

#[test]
fn attention_is_answered() {
    let executed = on("  - send: AT\n    expect: OK");
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
    assert_eq!(executed.recovery, Recovery::Sound);
    let sent: Vec<_> = executed
        .events
        .iter()
        .filter(|event| matches!(event, RunEvent::Octets { direction: Direction::TeToTa, .. }))
        .collect();
    assert!(sent.len() >= 4, "{sent:?}");
}

/// The module takes what follows for data.
const DATA: &str = "  - send: AT+CMMSEDIT=1
    expect: OK
  - type: \"AT+CMMSDOWN=\\\"TITLE\\\",40\\r\"
    prompt: true
";

#[rstest]
#[case::digits("  - send: 5\n    expect: OK", " 15 s", true)]
#[case::command_alone("  - send: '+CMMSEDIT?'\n    within: 500ms\n    expect: OK", "0.5 s", true)]
#[case::command_line(&format!("{DATA}  - send: AT\n    expect: OK\n    within: 2s"), " 2 s", false)]
#[case::lower_case(&format!("{DATA}  - send: at\n    expect: OK\n    within: 3s"), " 3 s", false)]
#[case::repetition(&format!("{DATA}  - send: A/\n    expect: OK\n    within: 500ms"), " 0.5 s", false)]
fn what_gets_no_answer_since_it_is_no_command_line_says_so(
    #[case] steps: &str,
    #[case] time: &str,
    #[case] helped: bool,
) {
    let executed = on(steps);
    let failure = executed.failure.as_ref().unwrap();
    assert!(failure.message.ends_with(time), "{failure:?}");
    let help = failure.help.as_deref().unwrap_or_default();
    assert_eq!(help.contains("does not begin with AT"), helped, "{failure:?}");
}

#[rstest]
#[case::wrong_result("  - send: AT\n    expect: ERROR", "attest::run::wrong_result", "ERROR")]
#[case::wrong_line(
    "  - send: AT+CMMSEDIT?\n    expect: ['+CMMSEDIT: 1', OK]",
    "attest::run::unexpected_line",
    "'+CMMSEDIT: 1'"
)]
#[case::missing_line(
    "  - send: AT\n    expect: ['+CMMSEDIT: 0', OK]",
    "attest::run::missing_line",
    "'+CMMSEDIT: 0'"
)]
#[case::unexpected_line(
    "  - send: AT+CMMSEDIT?\n    expect: OK",
    "attest::run::unexpected_line",
    "OK"
)]
#[case::unexpected_prompt(
    "  - send: AT+CMMSEDIT=1\n    expect: OK\n  - send: AT+CMMSDOWN=\"TITLE\",10\n    expect: OK",
    "attest::run::unexpected_prompt",
    "OK"
)]
#[case::missing_prompt(
    "  - send: AT+CMMSEDIT=1\n    prompt: { text: a }\n    expect: OK",
    "attest::run::missing_prompt",
    "a"
)]
#[case::missing_urc(
    "  - await: { urc: \"+CMMSSEND: 0\", within: 60s }",
    "attest::run::missing_urc",
    "\"+CMMSSEND: 0\""
)]
#[case::unexpected_echo(
    "  - send: ATE1\n    expect: OK\n  - send: ATE0\n    expect: [AT, OK]",
    "attest::run::missing_line",
    "AT"
)]
#[case::request_count("  - mmsc: { requests: 1 }", "attest::run::wrong_request_count", "1")]
fn a_deviation_is_found_at_its_place(#[case] steps: &str, #[case] code: &str, #[case] text: &str) {
    let plan = plan(steps);
    let executed = on_model(&plan, &BTreeMap::new()).unwrap();
    assert_eq!(executed.verdict, Verdict::Fail, "{executed:?}");
    assert_eq!(failure(&plan, &executed), (code, text.to_owned()));
    assert!(executed.recovery.is_sound(), "{:?}", executed.recovery);
}

#[test]
fn data_mode_is_left_after_an_unexpected_prompt() {
    let executed = on(
        "  - send: AT+CMMSEDIT=1\n    expect: OK\n  - send: AT+CMMSDOWN=\"TITLE\",10\n    expect: OK",
    );
    assert!(matches!(executed.recovery, Recovery::Padded(_)), "{:?}", executed.recovery);
}

#[test]
fn echo_is_followed() {
    let executed = on(
        "  - send: ATE1\n    expect: OK\n  - send: AT\n    expect: OK\n  - send: ATE0\n    expect: [ATE0, OK]",
    );
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
}

const MESSAGE: &str = "
  - send: AT+CMMSEDIT=1
    expect: OK
  - send: AT+CMMSDOWN=\"TITLE\",10
    prompt: { text: \"Test title\" }
    expect: OK
  - send: AT+CMMSDOWN=\"TEXT\",12,\"t1.txt\"
    prompt: { text: \"Hello module\" }
    expect: OK
  - send: AT+CMMSRECP=\"13918181818\"
    expect: OK
  - send: AT+CMMSSEND
    expect: OK
";

const RECEIVED: &str = "
  - await: { urc: \"+CMMSSEND: 0\", within: 60s, exactly: 1 }
  - mmsc:
      received:
        type: m-send.req
        method: POST
        target: \"http://192.168.1.2:7082/xst=test\"
        http_headers: { host: \"192.168.1.2:7082\", Accept: { pattern: 'mms-message$' }, User-Agent: ~ }
        to: [\"13918181818/TYPE=PLMN\"]
        subject: Test title
        headers: { From: insert-address, X-Mms-Read-Status: ~ }
        parts: [ { type: text/plain, location: t1.txt, size: 12, payload: { text: \"Hello module\" } } ]
      findings: { none_at: error }
  - mmsc: { requests: 1 }
";

const HTTP: &str = "setup: { http: true, mmsc: accept }\n";

#[test]
fn a_message_reaches_the_mock_mmsc() {
    let plan = plan_with(HTTP, &format!("{MESSAGE}{RECEIVED}"));
    let executed = on_model(&plan, &BTreeMap::new()).unwrap();
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
    assert!(executed.events.iter().any(|event| matches!(event, RunEvent::Exchange(_))));
}

#[test]
fn two_runs_tell_the_same() {
    let plan =
        plan_with(HTTP, &format!("{MESSAGE}  - await: {{ urc: \"+CMMSSEND: 0\", within: 60s }}\n"));
    let first = on_model(&plan, &BTreeMap::new()).unwrap();
    let second = on_model(&plan, &BTreeMap::new()).unwrap();
    assert_eq!(first.events, second.events);
    assert_eq!(first.took_us, second.took_us);
}

#[test]
fn an_hour_passes_at_once() {
    let setup = "setup: { http: true, mmsc: [ { never: true } ] }\n";
    let steps = format!(
        "{MESSAGE}  - absent: {{ urc: \"+CMMSSEND\", for: 59m }}\n  - await: {{ urc: \"+CMMSSEND: 173\", within: 2m }}\n"
    );
    let executed = on_model(&plan_with(setup, &steps), &BTreeMap::new()).unwrap();
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
    assert!(executed.took_us >= 3_600_000_000);
}

#[test]
fn real_sockets_carry_the_same_message() {
    let steps = format!(
        "{MESSAGE}  - await: {{ urc: \"+CMMSSEND: 0\", within: 20s }}\n  - mmsc: {{ requests: 1 }}\n"
    );
    let executed = session::on_wall(&plan_with(HTTP, &steps), &BTreeMap::new(), &Interrupt::new());
    let executed = executed.unwrap().unwrap();
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
}

#[test]
fn a_urc_that_nobody_awaits_is_a_failure() {
    let plan = plan_with(HTTP, &format!("{MESSAGE}  - advance: 60s\n"));
    let executed = on_model(&plan, &BTreeMap::new()).unwrap();
    assert_eq!(failure(&plan, &executed).0, "attest::run::unexpected_line");
    let allowed = plan_with(
        &format!("{HTTP}background: {{ allow: [\"+CMMSSEND\"] }}\n"),
        &format!("{MESSAGE}  - advance: 60s\n"),
    );
    assert_eq!(on_model(&allowed, &BTreeMap::new()).unwrap().verdict, Verdict::Pass);
}

#[test]
fn a_push_is_reported_and_its_message_retrieved() {
    let steps = format!(
        "{MESSAGE}  - await: {{ urc: \"+CMMSSEND: 0\", within: 60s }}
  - push: {{ stored: last }}
  - await: {{ urc: {{ pattern: '^\\+WAP_PUSH_MMS: ' }}, within: 5s }}
    capture: {{ url: '\"(http[^\"]+)\"' }}
  - send: AT+CMMSEDIT=0
    expect: OK
  - send: AT+CMMSRECV=\"${{url}}\"
    expect: OK
  - await: {{ urc: \"+CMMSRECV: 0\", within: 60s, exactly: 1 }}
"
    );
    let executed = on_model(&plan_with(HTTP, &steps), &BTreeMap::new()).unwrap();
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
}

#[test]
fn a_file_of_the_module_is_compared() {
    let head = "setup: { efs: { \"C:/Picture/t1.jpg\": { generate: { size: 100 } } } }\n";
    let steps = "  - efs: { path: \"C:/Picture/t1.jpg\", payload: { generate: { size: 100 } } }\n  - efs: { path: \"C:/Picture/t2.jpg\", absent: true }";
    let executed = on_model(&plan_with(head, steps), &BTreeMap::new()).unwrap();
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
    let wrong = plan_with(
        head,
        "  - efs: { path: \"C:/Picture/t1.jpg\", payload: { generate: { size: 101 } } }",
    );
    let executed = on_model(&wrong, &BTreeMap::new()).unwrap();
    assert_eq!(failure(&wrong, &executed).0, "attest::run::wrong_file");
}

#[rstest]
#[case::target(
    "target: \"http://192.168.1.2:7082/xst=test\"",
    "target: \"/xst=test\"",
    "\"/xst=test\""
)]
#[case::http_header("host: \"192.168.1.2:7082\"", "host: m", "m")]
#[case::http_header_pattern("'mms-message$'", "'^mms-message$'", "'^mms-message$'")]
#[case::http_header_that_came("User-Agent: ~", "Content-Type: ~", "~")]
#[case::http_header_that_did_not_come("User-Agent: ~", "User-Agent: SIM7100", "SIM7100")]
#[case::recipient(
    "[\"13918181818/TYPE=PLMN\"]",
    "[\"13918181819/TYPE=PLMN\"]",
    "\"13918181819/TYPE=PLMN\""
)]
#[case::subject("subject: Test title", "subject: Test", "Test")]
#[case::absent_header("{ From: insert-address, X-Mms-Read-Status: ~ }", "{ From: ~ }", "~")]
#[case::part_size("size: 12", "size: 13", "13")]
#[case::payload("Hello module\" } }", "Hello Module\" } }", "Hello Module")]
fn a_wrong_request_is_found_at_its_place(
    #[case] right: &str,
    #[case] wrong: &str,
    #[case] text: &str,
) {
    assert!(RECEIVED.contains(right));
    let plan = plan_with(HTTP, &format!("{MESSAGE}{}", RECEIVED.replace(right, wrong)));
    let executed = on_model(&plan, &BTreeMap::new()).unwrap();
    let found = failure(&plan, &executed);
    assert!(
        matches!(found.0, "attest::run::wrong_request" | "attest::run::wrong_pdu"),
        "{found:?}"
    );
    assert_eq!(found.1.trim_matches('"'), text.trim_matches('"'));
}

#[test]
fn a_power_cycle_restores_the_echo() {
    let executed = on("  - power_cycle\n  - send: AT\n    expect: [AT, OK]\n");
    assert_eq!(executed.verdict, Verdict::Pass, "{executed:?}");
    assert_eq!(executed.recovery, Recovery::Sound);
}

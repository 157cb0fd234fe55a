//! Plans of right scenarios; limits; and that no text makes the parser panic.

use std::io;
use std::path::Path;
use std::time::Duration;

use rstest::rstest;

use crate::{
    Answer, Capability, Captures, Context, Diagnostics, EfsContent, LineForm, MessageClass,
    MmscStep, Plan, PushOrigin, SendStep, Serve, Severity, Step, limit, parse,
};

/// Every kind of step and nearly every key.
const EVERYTHING: &str = r#"# comment
scenario: A message is sent over HTTP and its result is reported once
requirements: [SIM-6-1, SIM-9.1-1]
negative: [SIM-6-2]
tags: [http, journey]
requires: [factory-state]
deadline: 2h
matrix: { size: [1, 40], word: ["a b", "x"] }
background: { allow: ["+WAP_PUSH_MMS"] }
setup:
  profile: { save_echo: "on" }
  efs: { "C:/Picture/t${size}.jpg": { generate: { size: "${size}" } } }
  http: true
  mmsc: [ { status: 503 }, { response_status: 0xE1, delay: 5s }, { never: true }, { cut_after: 10 },
    { reset_after: 0 }, { drip: { octets: 100, every: 1s } },
    { body: { hex: "8C 81" }, content_type: text/html },
    { serve: { file: ../vectors/x.pdu } },
    { serve: { message: { from: "+1", parts: [ { name: t, type: text/plain, charset: utf-8, payload: { text: hi } } ] } } },
    accept ]
steps:
  - send: AT+CMMSVIEW
    expect:
      - { pattern: '^\+CMMSVIEW: 2,"",.*$' }
      - { text: '0,"t1.txt",4,12' }
      - { line_hex: "2B 43" }
      - { text: "x", optional: true }
      - OK
  - send: AT+CMMSREAD=0
    expect: ['+CMMSREAD: "t1.txt",4', { data: { hex: "48 00 69 00" } }, OK]
  - send: AT+CMMSDOWN="TITLE",${size}
    prompt: { repeat: { octet: 0x41, size: "${size}" } }
    expect: OK
    within: 5s
  - send: AT+CMMSDOWN="TITLE",41
    no_prompt: true
    expect: "+CME ERROR: 177"
  - type: { concat: [ { hex: "FF FE" }, "${word}", { base64: "QUI=" } ] }
  - await: { urc: { pattern: '^\+WAP_PUSH_MMS' }, within: 60s, exactly: 1 }
    capture: { url: '"(http[^"]+)"' }
  - send: AT+CMMSRECV="${url}"
    expect: OK
  - absent: { urc: "+CMMSSEND", for: 10s }
  - advance: 1h
  - push: { from: "15001844675", transaction_id: RROpJGJVyjeA, location: "http://211.136.112.84/R",
      class: personal, size: 13338, timestamp: "09/03/17,17:14:41+32", subject: hi, expiry: 259200 }
  - push: { stored: last }
  - push: { hex: "01 06" }
  - mmsc: accept
  - mmsc: { status: 404 }
  - mmsc:
      received:
        type: m-send.req
        method: POST
        target: "http://192.168.1.2:7082/xst=test"
        http_headers: { host: "192.168.1.2:7082", Accept: { pattern: 'mms' }, User-Agent: ~ }
        to: ["13918181818/TYPE=PLMN"]
        cc: []
        headers: { X-Mms-Priority: High, Subject: ~ }
        parts: [ { type: text/plain, size: 12, payload: { text: "Hello module" } } ]
      findings: { none_at: error }
  - mmsc: { findings: { rule: ADR-1 }, requests: 2 }
  - efs: { path: "C:/Video/2.jpg", payload: { generate: { size: 4, seed: 7 } } }
  - efs: { path: "C:/Video/3.jpg", absent: true }
  - power_cycle
"#;

fn files(path: &Path) -> io::Result<Vec<u8>> {
    if path == Path::new("06-send/../vectors/x.pdu") {
        Ok(vec![0x8C, 0x84])
    } else {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn parsed(text: &str) -> Result<Vec<Plan>, Diagnostics> {
    let context = Context { files: &files, ..Context::default() };
    parse(text, "06-send/case.yaml", &context)
}

fn steps(text: &str) -> String {
    format!("scenario: s\nrequirements: [SIM-6-1]\nsteps:\n{text}")
}

fn sent(step: &Step) -> &SendStep {
    let Step::Send(send) = step else { panic!("a send step") };
    send
}

#[test]
fn everything_is_accepted_row_by_row() {
    let plans = parsed(EVERYTHING).unwrap();
    let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    let expected = [
        "06-send/case[size=1,word=#1]",
        "06-send/case[size=1,word=x]",
        "06-send/case[size=40,word=#1]",
        "06-send/case[size=40,word=x]",
    ];
    assert_eq!(ids, expected);
    let kinds: Vec<&str> = plans[3].steps.iter().map(|step| step.kind()).collect();
    let expected = [
        "send",
        "send",
        "send",
        "send",
        "type",
        "await",
        "send",
        "absent",
        "advance",
        "push",
        "push",
        "push",
        "mmsc",
        "mmsc",
        "mmsc",
        "mmsc",
        "efs",
        "efs",
        "power_cycle",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(plans[3].scenario(), "06-send/case");
    assert_eq!(plans[3].requirements[1].value, "SIM-9.1-1");
    let negative = &plans[3].negative[0];
    assert_eq!(
        (negative.value.as_str(), plans[3].source.slice(negative.span)),
        ("SIM-6-2", "SIM-6-2")
    );
    assert_eq!(plans[3].bindings[0].value, "40");
    assert_eq!(plans[3].deadline.value, Duration::from_secs(7200));
    assert!(plans[3].has_tag("journey"));
}

#[test]
fn matrix_of_rows_binds_names_together() {
    let text = "scenario: s ${class}\nrequirements: [SIM-6-1]\nmatrix: [ { class: personal, number: 0 }, { number: 3, class: auto } ]\nsteps:\n  - push: { location: x, class: \"${class}\", size: \"${number}\" }\n";
    let plans = parsed(text).unwrap();
    let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    let expected = ["06-send/case[class=personal,number=0]", "06-send/case[class=auto,number=3]"];
    assert_eq!(ids, expected);
    assert_eq!(plans[1].title.value, "s auto");
    let Step::Push(push) = &plans[1].steps[0].value else { panic!("a push") };
    assert_eq!(push.size.unwrap().value, 3);
}

#[test]
fn values_are_read_and_matrix_names_replaced() {
    let plan = parsed(EVERYTHING).unwrap().remove(2);
    let title = sent(&plan.steps[2]);
    assert_eq!(title.line.as_literal(), Some("AT+CMMSDOWN=\"TITLE\",40"));
    assert_eq!(title.prompt.as_ref().unwrap().octets(), vec![0x41; 40]);
    assert_eq!(title.within.value, Duration::from_secs(5));
    assert_eq!(sent(&plan.steps[0]).within.value, Duration::from_secs(15));
    let Step::Type(typed) = &plan.steps[4].value else { panic!("a type step") };
    assert_eq!(typed.payload.octets(), b"\xFF\xFEa bAB");
    assert_eq!(plan.setup.efs[0].payload.size_octets(), 40);
    assert_eq!(plan.setup.efs[0].path.as_literal(), Some("C:/Picture/t40.jpg"));
    let view = &sent(&plan.steps[0]).expect;
    assert!(view.information()[3].optional);
    assert!(matches!(view.information()[0].form, LineForm::Pattern(_)));
    assert!(view.final_result_code().unwrap().is_match(b"OK", &Captures::new()));
}

#[test]
fn answers_of_the_mmsc() {
    let plan = parsed(EVERYTHING).unwrap().remove(0);
    let answers: Vec<&Answer> =
        plan.setup.mmsc.as_ref().unwrap().answers.iter().map(|answer| &answer.value).collect();
    assert_eq!(answers[0].status.unwrap().value, 503);
    assert_eq!(answers[1].response_status.unwrap().value, 0xE1);
    assert!(answers[2].never);
    assert_eq!(answers[6].body.as_ref().unwrap().octets(), [0x8C, 0x81]);
    let Serve::Pdu(pdu) = &answers[7].serve.as_ref().unwrap().value else { panic!("a PDU") };
    assert_eq!(pdu.octets(), [0x8C, 0x84]);
    let Serve::Message(message) = &answers[8].serve.as_ref().unwrap().value else {
        panic!("a message")
    };
    assert_eq!(message.parts[0].charset.unwrap().mib, 106);
    assert!(answers[9].status.is_none() && !answers[9].never);
}

#[test]
fn pushes_and_looks_at_the_mmsc() {
    let plan = parsed(EVERYTHING).unwrap().remove(0);
    let Step::Push(push) = &plan.steps[9].value else { panic!("a push") };
    assert!(matches!(push.origin, PushOrigin::Location(_)));
    assert_eq!(push.class.as_ref().unwrap().value, MessageClass::Personal);
    let Step::Push(push) = &plan.steps[10].value else { panic!("a push") };
    assert!(matches!(push.origin, PushOrigin::LastStored));
    let Step::Mmsc(step) = &plan.steps[14].value else { panic!("an mmsc step") };
    let MmscStep::Check { received, findings, requests } = step.as_ref() else { panic!("a look") };
    assert_eq!(findings.as_ref().unwrap().none_at.unwrap().value, Severity::Error);
    assert!(requests.is_none());
    assert!(received[0].cc.as_ref().unwrap().is_empty() && received[0].bcc.is_none());
    assert!(received[0].headers[1].value.is_none(), "`~` means absent");
    let [host, accept, agent] = received[0].http_headers.as_slice() else { panic!("three") };
    assert!(host.name.value == "host" && plan.source.slice(agent.value.span) == "~");
    for (field, value, other) in [
        (host, Some("192.168.1.2:7082"), Some("m")),
        (accept, Some("*/*, application/vnd.wap.mms-message"), Some("*/*")),
        (agent, None, Some("SIM7100")),
    ] {
        let matches = |value: Option<&str>| {
            field.value.value.is_match(value.map(str::as_bytes), &Captures::new())
        };
        assert!(matches(value) && !matches(other), "{field:?}");
    }
    let Step::Efs(efs) = &plan.steps[17].value else { panic!("an efs step") };
    assert!(matches!(efs.content, EfsContent::Absent));
}

#[test]
fn captured_values_stay_for_later() {
    let plan = parsed(EVERYTHING).unwrap().remove(0);
    let line = &sent(&plan.steps[6]).line;
    let mut captures = Captures::new();
    captures.insert("url", "http://h/1");
    assert_eq!(line.as_literal(), None);
    assert_eq!(line.resolve(&captures), "AT+CMMSRECV=\"http://h/1\"");
}

#[test]
fn spans_are_octets_of_the_text() {
    let text = steps("  - send: AT+CMMSEDIT=1 # é\n    expect: ['é', 'OK']\n");
    let plan = parsed(&text).unwrap().remove(0);
    let send = sent(&plan.steps[0]);
    assert_eq!(plan.source.slice(plan.steps[0].span), "send");
    assert_eq!(plan.source.slice(send.line.span), "AT+CMMSEDIT=1");
    assert_eq!(plan.source.slice(send.expect.lines[0].span), "'é'");
    assert_eq!(plan.source.slice(send.expect.lines[1].span), "'OK'");
}

#[rstest]
#[case::dollar_is_doubled("AT+X=\"$${a}\"", "AT+X=\"${a}\"")]
#[case::dollar_alone("AT+X=$1", "AT+X=$1")]
#[case::anchor_and_alias("&x AT+A", "AT+A")]
fn texts(#[case] written: &str, #[case] read: &str) {
    let plan = parsed(&steps(&format!("  - send: {written}\n    expect: OK\n"))).unwrap().remove(0);
    assert_eq!(sent(&plan.steps[0]).line.as_literal(), Some(read));
}

#[rstest]
#[case::nothing("  - send: AT\n    expect: OK\n", &[])]
#[case::long_await("  - await: { urc: x, within: 1h }\n", &[])]
#[case::waits_that_real_time_can_spend("  - absent: { urc: x, for: 3s }\n", &[])]
#[case::one_long_wait(
    "  - absent: { urc: x, for: 1h }\n",
    &[(Capability::VirtualTime, "waits 3600 s, which only virtual time passes", "1h")]
)]
#[case::waits_that_add_up(
    "  - absent: { urc: x, for: 2s }\n  - mmsc: { delay: 1500ms }\n",
    &[
        (Capability::Mmsc, "scripts the mock MMSC, or looks at what it got", "{ delay: 1500ms }"),
        (Capability::VirtualTime, "waits 2 s, which only virtual time passes", "2s"),
        (Capability::VirtualTime, "waits 1.5 s, which only virtual time passes", "1500ms"),
    ]
)]
#[case::drip(
    "  - mmsc: { drip: { octets: 50, every: 1s } }\n",
    &[
        (
            Capability::Mmsc,
            "scripts the mock MMSC, or looks at what it got",
            "{ drip: { octets: 50, every: 1s } }"
        ),
        (
            Capability::VirtualTime,
            "waits 4 s, which only virtual time passes",
            "{ octets: 50, every: 1s }"
        ),
    ]
)]
#[case::advance("  - advance: 1h\n", &[(Capability::VirtualTime, "lets 3600 s pass at once", "1h")])]
#[case::power_cycle(
    "  - power_cycle\n",
    &[(Capability::FactoryState, "power-cycles the module", "power_cycle")]
)]
#[case::push(
    "  - push: { hex: \"01\" }\n",
    &[(Capability::Push, "injects a push", "{ hex: \"01\" }")]
)]
#[case::efs(
    "  - efs: { path: p, absent: true }\n",
    &[(Capability::Efs, "looks into the module's file system", "{ path: p, absent: true }")]
)]
fn needs_are_derived(#[case] text: &str, #[case] expected: &[(Capability, &str, &str)]) {
    let plan = parsed(&steps(text)).unwrap().remove(0);
    let needs: Vec<(Capability, &str, &str)> = plan
        .needs
        .iter()
        .map(|need| (need.capability, need.reason.as_str(), plan.source.slice(need.span)))
        .collect();
    assert_eq!(needs, expected);
}

#[test]
fn setup_and_requires_need_capabilities() {
    let text = "scenario: s\nrequirements: [SIM-6-1]\nrequires: [push]\nsetup: { profile: { a: b }, efs: { p: x }, http: true }\nsteps: [ power_cycle ]\n";
    let plan = parsed(text).unwrap().remove(0);
    assert_eq!(plan.capabilities().len(), 5);
    assert!(plan.need(Capability::VirtualTime).is_none());
    assert_eq!(plan.need(Capability::Push).unwrap().reason, "asks for it under `requires`");
}

#[rstest]
#[case::numeric_code("  - send: ATV0\n    expect: \"0\"\n", None)]
#[case::numeric_line_before_the_code("  - send: AT\n    expect: [\"4\", OK]\n", None)]
#[case::pattern_of_codes("  - send: AT\n    expect: { pattern: '^(OK|ERROR)$' }\n", None)]
#[case::raw_data_last(
    "  - send: AT\n    expect: ['+CMMSREAD: 1', { data: x }]\n",
    Some("no_final_result_code")
)]
#[case::optional_final_result_code(
    "  - send: AT\n    expect: [{ text: OK, optional: true }]\n",
    Some("optional_final_result_code")
)]
#[case::no_lines("  - send: AT\n    expect: []\n", Some("empty"))]
#[case::two_forms(
    "  - send: AT\n    expect: [{ text: a, line_hex: \"00\" }, OK]\n",
    Some("conflicting_keys")
)]
#[case::prompt_and_no_prompt(
    "  - send: AT\n    prompt: x\n    no_prompt: true\n    expect: OK\n",
    Some("conflicting_keys")
)]
#[case::prompt_in_the_last_part(
    "  - send: AT+CMMSVIEW;+CMMSDOWN=\"TITLE\",1\n    prompt: x\n    expect: OK\n",
    None
)]
#[case::exactly_none("  - await: { urc: x, exactly: 0 }\n", Some("bad_value"))]
#[case::data_is_no_urc("  - await: { urc: { data: x } }\n", Some("unknown_key"))]
#[case::push_of_two_origins("  - push: { hex: \"00\", location: x }\n", Some("conflicting_keys"))]
#[case::push_of_no_origin("  - push: { from: x }\n", Some("missing_key"))]
#[case::push_octets_with_subject(
    "  - push: { hex: \"00\", subject: x }\n",
    Some("conflicting_keys")
)]
#[case::class_typo("  - push: { location: x, class: personl }\n", Some("unknown_value"))]
#[case::class_token("  - push: { location: x, class: operator-news }\n", None)]
#[case::time_stamp("  - push: { location: x, timestamp: \"2009-03-17\" }\n", Some("bad_value"))]
#[case::status_range("  - mmsc: { status: 99 }\n", Some("bad_value"))]
#[case::never_with_status("  - mmsc: { never: true, status: 200 }\n", Some("conflicting_keys"))]
#[case::neither_answer_nor_look("  - mmsc: { recieved: {} }\n", Some("unknown_key"))]
#[case::empty_answer("  - mmsc: {}\n", Some("wrong_shape"))]
#[case::charset(
    "  - mmsc: { serve: { message: { parts: [ { type: t, charset: utf8x, payload: x } ] } } }\n",
    Some("unknown_value")
)]
#[case::base64("  - type: { base64: \"Q!\" }\n", Some("bad_base64"))]
#[case::seed_zero("  - type: { generate: { size: 1, seed: 0 } }\n", Some("bad_value"))]
#[case::payload_too_large(
    "  - type: { concat: [ { generate: { size: 4194304 } }, x ] }\n",
    Some("over_limit")
)]
#[case::too_long_a_duration("  - advance: 721h\n", Some("bad_duration"))]
#[case::advance_over_deadline("  - advance: 4h\n", Some("over_deadline"))]
#[case::key_beside_advance("  - advance: 1s\n    within: 1s\n", Some("unknown_key"))]
#[case::capture_name("  - await: { urc: x }\n    capture: { a-b: '(x)' }\n", Some("bad_value"))]
#[case::unclosed_variable("  - send: AT${\n    expect: OK\n", Some("bad_variable"))]
#[case::capture_in_hex(
    "  - await: { urc: x }\n    capture: { a: '(x)' }\n  - type: { hex: \"${a}\" }\n",
    Some("capture_not_allowed")
)]
#[case::type_with_a_response(
    "  - type: \"ATQ1\\r\"\n    expect: [{ text: x }]\n    echo: true\n    within: 1s\n",
    None
)]
#[case::type_with_two_responses("  - type: \"AT\\rAT\\r\"\n    expect: [OK, OK]\n", None)]
#[case::type_with_a_prompt("  - type: x\n    prompt: true\n", None)]
#[case::type_with_a_payload_for_the_prompt("  - type: x\n    prompt: abc\n", Some("wrong_shape"))]
#[case::type_with_no_prompt("  - type: x\n    no_prompt: true\n", Some("unknown_key"))]
#[case::echo_of_a_send("  - send: AT\n    echo: maybe\n    expect: OK\n", Some("unknown_value"))]
#[case::tag("  - send: !!str AT\n    expect: OK\n", Some("tag"))]
#[case::list_as_step("  - [a]\n", Some("wrong_shape"))]
#[case::power_cycle_with_value("  - power_cycle: 5s\n", Some("wrong_shape"))]
#[case::unquoted_urc("  - await:\n      urc:\n        +CMMSSEND: 0\n", Some("wrong_shape"))]
fn checks_of_steps(#[case] text: &str, #[case] code: Option<&str>) {
    check(&steps(text), code);
}

#[rstest]
#[case::requirement_form(
    "scenario: s\nrequirements: [X]\nsteps: [ power_cycle ]\n",
    "bad_requirement_id"
)]
#[case::negative_form(
    "scenario: s\nrequirements: [SIM-6-1]\nnegative: [X]\nsteps: [ power_cycle ]\n",
    "bad_requirement_id"
)]
#[case::both_sides(
    "scenario: s\nrequirements: [SIM-6-1]\nnegative: [SIM-6-1]\nsteps: [ power_cycle ]\n",
    "requirement_on_both_sides"
)]
#[case::no_negative(
    "scenario: s\nrequirements: [SIM-6-1]\nnegative: []\nsteps: [ power_cycle ]\n",
    "empty"
)]
#[case::no_requirement("scenario: s\nrequirements: []\nsteps: [ power_cycle ]\n", "empty")]
#[case::empty_title("scenario: \"\"\nrequirements: [SIM-6-1]\nsteps: [ power_cycle ]\n", "empty")]
#[case::no_column(
    "scenario: s\nrequirements: [SIM-6-1]\nmatrix: { a: [] }\nsteps: [ power_cycle ]\n",
    "empty"
)]
#[case::row_without_a_name(
    "scenario: s ${a}${b}\nrequirements: [SIM-6-1]\nmatrix: [ { a: 1, b: 2 }, { a: 1 } ]\nsteps: [ power_cycle ]\n",
    "missing_key"
)]
#[case::row_with_another_name(
    "scenario: s ${a}\nrequirements: [SIM-6-1]\nmatrix: [ { a: 1 }, { a: 1, b: 2 } ]\nsteps: [ power_cycle ]\n",
    "unknown_key"
)]
#[case::matrix_is_a_text(
    "scenario: s\nrequirements: [SIM-6-1]\nmatrix: x\nsteps: [ power_cycle ]\n",
    "wrong_shape"
)]
#[case::shadowed_name(
    "scenario: s ${a}\nrequirements: [SIM-6-1]\nmatrix: { a: [1] }\nsteps:\n  - await: { urc: x }\n    capture: { a: '(x)' }\n",
    "capture_shadows_matrix"
)]
#[case::not_a_mapping("[a]\n", "wrong_shape")]
#[case::key_that_is_a_list(
    "[a]: b\nscenario: s\nrequirements: [SIM-6-1]\nsteps: [ power_cycle ]\n",
    "wrong_shape"
)]
fn checks_of_the_whole(#[case] text: &str, #[case] code: &str) {
    let codes = codes(text);
    assert!(codes.iter().any(|found| found == code), "{codes:?}");
}

fn codes(text: &str) -> Vec<String> {
    let problems = parsed(text).err().map(|refused| refused.problems().to_vec());
    let code = |problem: &crate::Problem| problem.stable_code().replace("attest::scenario::", "");
    problems.unwrap_or_default().iter().map(code).collect()
}

fn check(text: &str, code: Option<&str>) {
    assert_eq!(codes(text), code.into_iter().collect::<Vec<_>>(), "{text}");
}

#[test]
fn problems_of_a_row_are_told_once() {
    let text = "scenario: s\nrequirements: [SIM-6-1]\nmatrix: { a: [1, 2, x] }\nsteps:\n  - type: { generate: { size: \"${a}\" } }\n  - sned: AT\n";
    assert_eq!(codes(text), ["bad_value", "unknown_step"]);
}

#[rstest]
#[case::depth(&steps(&format!("  - type: {}x{}\n", "[".repeat(200_000 / 100), "]".repeat(2_000))), "too_deep")]
#[case::values(&steps(&"  - { a: [x, x, x, x, x, x, x, x] }\n".repeat(3_000)), "too_many_values")]
#[case::steps(&steps(&"  - power_cycle\n".repeat(limit::STEPS_MAX + 1)), "over_limit")]
#[case::rows(
    &format!(
        "scenario: s ${{a}}${{b}}\nrequirements: [SIM-6-1]\nmatrix: {{ a: [{0}], b: [{0}] }}\nsteps: [ power_cycle ]\n",
        (0..32).map(|n| n.to_string()).collect::<Vec<_>>().join(",")
    ),
    "over_limit"
)]
#[case::line(&steps(&format!("  - type: {}\n", "x".repeat(limit::LINE_OCTETS_MAX))), "line_too_long")]
#[case::file(&"# comment\n".repeat(500_000), "file_too_large")]
#[case::alias_bomb(
    "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n",
    "too_many_values"
)]
#[case::alias_in_itself("a: &a [*a]\n", "syntax")]
fn limits(#[case] text: &str, #[case] code: &str) {
    check(text, Some(code));
}

/// A scenario with an octet, a line or a stretch of it changed. The same number, the same change.
fn mutated(text: &str, number: u32) -> String {
    let mut state = number.wrapping_mul(0x9E37_79B9) | 1;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        usize::try_from(state).unwrap() % below.max(1)
    };
    const PIECES: [&str; 24] = [
        "\"", "'", "{", "}", "[", "]", ":", ": ", "#", "\t", "\n", "${", "}", "&a ", "*a ", "!t ",
        "é", "“", "|", ">", "- ", "\u{FEFF}", "\0", "~",
    ];
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..=random(3) {
        let at = random(text.len());
        let end = (at + random(12)).min(text.len());
        match random(4) {
            0 => drop(text.drain(at..end)),
            1 => {
                let copy: Vec<char> = text[at..end].to_vec();
                let to = random(text.len());
                text.splice(to..to, copy);
            }
            2 => text.truncate(at),
            _ => drop(text.splice(at..at, PIECES[random(PIECES.len())].chars())),
        }
    }
    text.into_iter().collect()
}

#[test]
fn no_mutation_makes_the_parser_panic_or_mark_what_is_not_there() {
    let mut refused = 0;
    for number in 0..4_000 {
        let text = mutated(EVERYTHING, number);
        let Err(diagnostics) = parsed(&text) else { continue };
        refused += 1;
        let source = diagnostics.source_file();
        for problem in diagnostics.problems() {
            let range = problem.span().range();
            assert!(source.text().get(range).is_some(), "{number}: {problem:?}");
        }
        let mut shown = String::new();
        miette::NarratableReportHandler::new().render_report(&mut shown, &diagnostics).unwrap();
        assert!(shown.contains("attest::scenario::"), "{number}: {shown}");
    }
    assert!(refused > 2_000, "most mutations are noticed, not {refused} of 4000");
}

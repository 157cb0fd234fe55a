//! The core without any HTTP around it.

use std::time::Duration;

use mock_mmsc::dissect::dissect;
use mock_mmsc::emit::{AcknowledgeInd, NotifyRespInd, VERSION_1_2};
use mock_mmsc::exchange::{Acknowledgement, AcknowledgementKind};
use mock_mmsc::rule::Severity;
use mock_mmsc::{Answer, Event, FaultPlan, Method, Mmsc, Reply, Script};

use super::client::{post_request, request, send_req};

fn mmsc(answers: Vec<Answer>) -> Mmsc {
    Mmsc::new(Script { answers })
}

fn post(mmsc: &mut Mmsc, pdu: &[u8]) -> Reply {
    mmsc.handle(Duration::ZERO, post_request(pdu))
}

fn get(mmsc: &mut Mmsc, target: &str) -> Reply {
    mmsc.handle(Duration::ZERO, request("GET", target, b""))
}

fn value(reply: &Reply, name: &str) -> Option<String> {
    dissect(&reply.body).header(name).map(|field| field.value.to_string())
}

fn octet(reply: &Reply, name: &str) -> Option<u8> {
    let pdu = dissect(&reply.body);
    pdu.header(name).and_then(|field| field.raw(&pdu.octets).last().copied())
}

fn acknowledge(id: &str) -> Vec<u8> {
    AcknowledgeInd { transaction_id: id.to_owned(), version: VERSION_1_2, report_allowed: None }
        .emit()
}

fn notify_resp(id: &str) -> Vec<u8> {
    NotifyRespInd {
        transaction_id: id.to_owned(),
        version: VERSION_1_2,
        status: 0x81,
        report_allowed: None,
    }
    .emit()
}

/// Response-Status and Message-ID of the answer to a posted PDU.
fn check_post(pdu: &[u8], expected: (u8, Option<&str>)) {
    let mut mmsc = mmsc(vec![]);
    let reply = post(&mut mmsc, pdu);
    assert_eq!(reply.status, 200);
    assert_eq!(value(&reply, "X-Mms-Message-Type").as_deref(), Some("m-send.conf"));
    let given = (octet(&reply, "X-Mms-Response-Status"), value(&reply, "Message-ID"));
    assert_eq!(given, (Some(expected.0), expected.1.map(str::to_owned)), "{pdu:02X?}");
    assert_eq!(mmsc.exchanges()[0].stored.as_deref(), expected.1);
    assert_eq!(mmsc.store().messages().count(), usize::from(expected.1.is_some()));
}

#[test]
fn a_pdu_is_answered_by_what_can_be_read() {
    check_post(&send_req("T1"), (0x80, Some("attest-1")));
    // Type and Transaction-ID, and nothing else: accepted, with findings.
    check_post(&[0x8C, 0x80, 0x98, b'1', 0x00], (0x80, Some("attest-1")));
    // No Transaction-ID.
    check_post(&[0x8C, 0x80, 0x8D, 0x92], (0xE2, None));
    // No Transaction-ID, MMS 1.0: the codes above 0x88 are younger.
    check_post(&[0x8C, 0x80, 0x8D, 0x90], (0x83, None));
    // Another major version.
    check_post(&[0x8C, 0x80, 0x98, b'1', 0x00, 0x8D, 0xA0], (0x88, None));
    // M-Forward.req, which this MMSC does not know.
    check_post(&[0x8C, 0x89, 0x98, b'1', 0x00, 0x8D, 0x92], (0x88, None));
    check_post(b"<html>", (0xE2, None));
    check_post(b"", (0xE2, None));
}

#[test]
fn findings_of_pdu_and_http_are_recorded() {
    let mut mmsc = mmsc(vec![]);
    mmsc.expect_proxy(Some(true));
    let _ = post(&mut mmsc, &[0x8C, 0x80, 0x98, b'1', 0x00]);
    let exchange = &mmsc.exchanges()[0];
    let rules: Vec<_> = exchange.findings.iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&"HTTP-2"), "{rules:?}");
    assert_eq!(exchange.transaction_id.as_deref(), Some("1"));
    let pdu = exchange.dissection.as_ref().unwrap();
    assert_eq!(pdu.message_type(), Some("m-send.req"));
}

#[test]
fn a_stored_message_is_notified_fetched_and_acknowledged() {
    let mut mmsc = mmsc(vec![]);
    assert!(mmsc.notify_last().is_none());
    let _ = mmsc.handle(Duration::from_secs(90), post_request(&send_req("T1")));

    let notification = mmsc.notify_last().unwrap();
    assert_eq!(notification.location, "http://192.168.1.2:7082/attest-1");
    assert_eq!(notification.from.as_deref(), Some("+15550100/TYPE=PLMN"));
    assert_eq!(notification.subject.as_deref(), Some("Test title"));
    assert!(notification.push.ends_with(&notification.pdu));
    assert_eq!(dissect(&notification.pdu).message_type(), Some("m-notification.ind"));
    assert_eq!(mmsc.notify_last().as_ref(), Some(&notification));
    assert_eq!(mmsc.notify("attest-1").as_ref(), Some(&notification));

    let reply = get(&mut mmsc, &notification.location);
    assert_eq!(reply.status, 200);
    let pdu = dissect(&reply.body);
    assert_eq!(pdu.message_type(), Some("m-retrieve.conf"));
    assert_eq!(value(&reply, "To").as_deref(), Some("+15550101/TYPE=PLMN"));
    assert_eq!(value(&reply, "Bcc"), None);
    assert_eq!(value(&reply, "X-Mms-Transaction-Id").as_deref(), Some("attest-r1"));
    let date = pdu.header("Date").and_then(|field| field.number);
    assert_eq!(date, Some(u64::from(mmsc.config().epoch_seconds) + 90));
    assert_eq!(pdu.parts().len(), 1);
    assert_eq!(pdu.parts()[0].data, b"Hello");

    assert!(mmsc.retrievals().next().unwrap().is_owed());
    let reply = post(&mut mmsc, &acknowledge("attest-r1"));
    assert_eq!((reply.status, reply.body, reply.headers), (200, vec![], vec![]));
    let acknowledgement =
        Acknowledgement { kind: AcknowledgementKind::Acknowledge, retrieval: Some(2) };
    assert_eq!(mmsc.exchanges()[2].acknowledges, Some(acknowledgement));
    assert!(!mmsc.retrievals().next().unwrap().is_owed());
    assert_eq!(
        mmsc.take_events(),
        [
            Event::Received(1),
            Event::Stored("attest-1".to_owned()),
            Event::Retrieved(2),
            Event::Received(2),
            Event::Acknowledged(acknowledgement),
            Event::Received(3),
        ]
    );
}

#[test]
fn either_acknowledgement_is_linked_and_its_kind_recorded() {
    let mut mmsc = mmsc(vec![]);
    let _ = post(&mut mmsc, &send_req("T1"));
    let id = mmsc.notify_last().unwrap().transaction_id;
    let _ = get(&mut mmsc, "/attest-1");
    for (pdu, expected) in [
        (notify_resp(&id), (AcknowledgementKind::NotifyResp, Some(2))),
        (notify_resp("elsewhere"), (AcknowledgementKind::NotifyResp, None)),
        (acknowledge("attest-r1"), (AcknowledgementKind::Acknowledge, Some(2))),
        (acknowledge(&id), (AcknowledgementKind::Acknowledge, None)),
    ] {
        let _ = post(&mut mmsc, &pdu);
        let exchange = mmsc.exchanges().last().unwrap();
        let given = exchange.acknowledges.map(|a| (a.kind, a.retrieval));
        assert_eq!(given, Some(expected));
        let strays = exchange.findings.iter().filter(|finding| finding.rule == "TX-2").count();
        let stray = expected == (AcknowledgementKind::Acknowledge, None);
        assert_eq!(strays, usize::from(stray));
    }
}

#[test]
fn what_is_not_stored_is_not_found() {
    let mut mmsc = mmsc(vec![]);
    for target in ["/", "/attest-1", "/attest-01", "http://a/attest-1", "*", ""] {
        let reply = get(&mut mmsc, target);
        assert_eq!(reply.status, 404, "{target}");
        assert!(reply.body.starts_with(b"<html>"));
    }
    let _ = post(&mut mmsc, &send_req("T1"));
    for target in ["/attest-1", "http://a/attest-1", "http://b:1/attest-1"] {
        assert_eq!(get(&mut mmsc, target).status, 200, "{target}");
    }
    let reply = mmsc.handle(Duration::ZERO, request("PUT", "/attest-1", b""));
    assert_eq!(reply.status, 405);
}

fn check_scripted(answer: Answer, expected: (u16, Option<u8>, Option<&str>), stored: bool) {
    let broken = answer.is_broken();
    let mut mmsc = mmsc(vec![answer]);
    let reply = post(&mut mmsc, &send_req("T1"));
    let given = (
        reply.status,
        octet(&reply, "X-Mms-Response-Status"),
        value(&reply, "X-Mms-Transaction-Id"),
    );
    assert_eq!((given.0, given.1, given.2.as_deref()), expected);
    assert_eq!(mmsc.exchanges()[0].scripted_broken, broken);
    assert_eq!(mmsc.exchanges()[0].reply_body, reply.body);
    assert_eq!(mmsc.store().last().is_some(), stored);
}

#[test]
fn a_scripted_answer_replaces_the_sound_one() {
    let answer = Answer::default;
    check_scripted(answer(), (200, Some(0x80), Some("T1")), true);
    let status = Answer { response_status: Some(0xE1), ..answer() };
    check_scripted(status, (200, Some(0xE1), Some("T1")), false);
    let other = Answer { transaction_id: Some("X".to_owned()), ..answer() };
    check_scripted(other, (200, Some(0x80), Some("X")), true);
    check_scripted(Answer { status: Some(503), ..answer() }, (503, None, None), false);
    check_scripted(Answer { status: Some(202), ..answer() }, (202, Some(0x80), Some("T1")), true);
    check_scripted(Answer { body: Some(b"no".to_vec()), ..answer() }, (200, None, None), true);
    let never = Answer { fault: FaultPlan { never: true, ..FaultPlan::default() }, ..answer() };
    check_scripted(never, (200, Some(0x80), Some("T1")), true);
}

#[test]
fn a_get_is_scripted_too() {
    let sound = Answer::default();
    let serve = Answer { serve: Some(vec![0x8C, 0x84, 0x98, b'9', 0x00]), ..sound.clone() };
    let gone = Answer { retrieve_status: Some(0xE2), ..sound.clone() };
    let mut mmsc = mmsc(vec![serve.clone(), gone]);
    assert_eq!(Some(get(&mut mmsc, "/anything").body), serve.serve);
    assert_eq!(mmsc.retrievals().next().unwrap().transaction_id.as_deref(), Some("9"));
    let reply = get(&mut mmsc, "/anything");
    assert_eq!(octet(&reply, "X-Mms-Retrieve-Status"), Some(0xE2));
    assert_eq!(value(&reply, "X-Mms-Message-Type").as_deref(), Some("m-retrieve.conf"));
    assert_eq!(mmsc.retrievals().count(), 1);
}

#[test]
fn answers_for_one_method_do_not_reach_the_other() {
    let status = |status, on| Answer { status: Some(status), on: Some(on), ..Answer::default() };
    let mut mmsc = mmsc(vec![status(501, Method::Get), status(502, Method::Post)]);
    assert_eq!(post(&mut mmsc, &send_req("T1")).status, 502);
    assert_eq!(get(&mut mmsc, "/").status, 501);
    mmsc.set_script(Script::accept());
    assert_eq!(post(&mut mmsc, &send_req("T1")).status, 200);
}

/// Severities of TX-1 on a second M-Send.req with the id of the first.
fn check_tx_1(first: FaultPlan, second: &[u8], at: Duration, expected: &[Severity]) {
    let mut mmsc = mmsc(vec![Answer { fault: first, ..Answer::default() }, Answer::default()]);
    let _ = post(&mut mmsc, &send_req("T1"));
    let _ = mmsc.handle(at, post_request(second));
    let findings = mmsc.exchanges()[1].findings.iter();
    let given: Vec<_> = findings.filter(|f| f.rule == "TX-1").map(|f| f.severity).collect();
    assert_eq!(given, expected);
}

#[test]
fn a_transaction_id_is_unique_while_it_is_outstanding() {
    let other = || [send_req("T1"), b"x".to_vec()].concat();
    let never = || FaultPlan { never: true, ..FaultPlan::default() };
    let slow = || FaultPlan { delay: Duration::from_secs(5), ..FaultPlan::default() };
    let at = Duration::from_secs;
    check_tx_1(never(), &send_req("T2"), at(1), &[]);
    check_tx_1(never(), &send_req("T1"), at(1), &[Severity::Info]);
    check_tx_1(never(), &other(), at(1), &[Severity::Error]);
    check_tx_1(slow(), &other(), at(4), &[Severity::Error]);
    check_tx_1(slow(), &other(), at(5), &[Severity::Info]);
    check_tx_1(FaultPlan::default(), &other(), at(0), &[Severity::Info]);
}

#[test]
fn exchanges_are_bounded_and_their_numbers_go_on() {
    let mut mmsc = mmsc(vec![]);
    let big = vec![0; 8 * 1_024 * 1_024];
    for _ in 0..6 {
        let _ = mmsc.handle(Duration::ZERO, request("GET", "/", &big));
    }
    let numbers: Vec<_> = mmsc.exchanges().iter().map(|exchange| exchange.number).collect();
    assert_eq!(numbers, [4, 5, 6]);
    assert_eq!(mmsc.exchange_count(), 6);
    assert_eq!(mmsc.exchanges_after(5).len(), 1);
    assert_eq!(mmsc.exchanges_after(6).len(), 0);
}

#[test]
fn two_runs_give_the_same_octets() {
    let run = || {
        let mut mmsc = mmsc(vec![]);
        let mut octets = post(&mut mmsc, &send_req("T1")).body;
        octets.extend(get(&mut mmsc, "/attest-1").body);
        octets.extend(mmsc.notify_last().unwrap().push);
        octets
    };
    assert_eq!(run(), run());
}

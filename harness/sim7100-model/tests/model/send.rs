//! AT+CMMSSEND: chapter 6.

use sim7100_model::{Event, NetAction, NetEvent, NetFailure, TransactionKind, TransactionPhase};

use crate::bench::{Bench, contains, dialogue};

/// An M-Send.conf for the first transaction.
fn conf(status: u8) -> Vec<u8> {
    [&[0x8C, 0x81][..], b"\x98SIM7100-00000001\0", &[0x8D, 0x90, 0x92, status]].concat()
}

fn sending(readings: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::with(readings);
    bench.compose();
    bench.ok(&["AT+CMMSSEND"]);
    bench
}

fn finished(bench: &Bench) -> Vec<u16> {
    bench
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Transaction { phase: TransactionPhase::Finished { code, .. }, .. } => {
                Some(*code)
            }
            _ => None,
        })
        .collect()
}

#[test]
fn a_message_goes_through_the_proxy_and_its_result_comes_once() {
    let mut bench = sending(&[]);
    let id = Some("SIM7100-00000001".to_owned());
    let phase = TransactionPhase::Started { transaction_id: id };
    assert_eq!(bench.events, [Event::Transaction { kind: TransactionKind::Send, phase }]);
    let (connection, host, port) = bench.opened();
    assert_eq!((&host[..], port), ("10.0.0.172", 80));
    assert_eq!(bench.line("AT"), "\r\nOK\r\n");
    bench.net(NetEvent::Opened(connection));
    let Some(NetAction::Send { octets, .. }) = bench.net.pop() else { panic!("no request") };
    assert!(octets.starts_with(
        b"POST http://192.168.1.2:7082/xst=test HTTP/1.1\r\nHost: 192.168.1.2:7082\r\n"
    ));
    let Some(Event::PduSent(pdu)) = bench.events.pop() else { panic!("no PDU") };
    assert!(octets.ends_with(&pdu));
    assert!(contains(&octets, format!("\r\nContent-Length: {}\r\n", pdu.len()).as_bytes()));
    assert!(contains(&pdu, b"\x9713918181818/TYPE=PLMN\0"));
    assert_eq!(bench.answer(connection, &conf(0x80)), "\r\n+CMMSSEND: 0\r\n");
    assert_eq!(bench.net, [NetAction::Close { connection }]);
    assert_eq!(finished(&bench), [0]);
    assert_eq!(bench.net(NetEvent::Ended(connection)), "");
    let view = String::from_utf8(bench.te(b"AT+CMMSVIEW\r")).unwrap();
    assert!(
        view.starts_with("\r\n+CMMSVIEW:1,\"\",\"13918181818\",,,\"2024-01-01 00:00:00\""),
        "{view}"
    );
}

#[test]
fn without_a_gateway_the_mmsc_is_asked_directly() {
    for protocol in ["AT+CMMSPROTO=1", "AT+CMMSPROTO=1,\"0.0.0.0\",0"] {
        let mut bench = Bench::new();
        bench.compose();
        bench.ok(&[protocol, "AT+CMMSUA=\"agent\"", "AT+CMMSPROFILE=\"http://p\"", "AT+CMMSSEND"]);
        let (connection, host, port) = bench.opened();
        assert_eq!((&host[..], port), ("192.168.1.2", 7082));
        bench.net(NetEvent::Opened(connection));
        let Some(NetAction::Send { octets, .. }) = bench.net.pop() else { panic!("no request") };
        assert!(octets.starts_with(b"POST /xst=test HTTP/1.1\r\n"));
        assert!(contains(&octets, b"\r\nUser-Agent: agent\r\nx-wap-profile: http://p\r\n"));
    }
}

#[test]
fn transaction_ids_are_unique() {
    let mut bench = sending(&[]);
    let (connection, _) = bench.request();
    bench.answer(connection, &conf(0x80));
    bench.ok(&["AT+CMMSSEND"]);
    let (other, request) = bench.request();
    assert_ne!(connection, other);
    assert!(contains(&request, b"\x98SIM7100-00000002\0"));
}

/// What the MMSC answers, and the code of the URC.
#[rstest::rstest]
#[case::refused(b"HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n", Some(0x82), 190)]
#[case::status(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", None, 190)]
#[case::redirect(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", None, 190)]
#[case::no_http(b"SSH-2.0\r\n", None, 190)]
#[case::html(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", None, 189)]
#[case::empty(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", None, 189)]
#[case::long(b"HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n", None, 172)]
fn late_codes(#[case] head: &[u8], #[case] status: Option<u8>, #[case] code: u16) {
    let mut bench = sending(&[]);
    let (connection, _) = bench.request();
    let mut response = head.to_vec();
    let Some(body) = status.map(conf) else {
        assert_eq!(bench.answer_raw(connection, &response), format!("\r\n+CMMSSEND: {code}\r\n"));
        assert_eq!(finished(&bench), [code]);
        return;
    };
    response =
        String::from_utf8(response).unwrap().replace("24", &body.len().to_string()).into_bytes();
    response.extend(body);
    assert_eq!(bench.answer_raw(connection, &response), format!("\r\n+CMMSSEND: {code}\r\n"));
    assert!(bench.model.summary().memory.unwrap().starts_with("unsent"));
}

#[test]
fn another_transaction_id_is_no_answer_by_reading() {
    let other = [&[0x8C, 0x81][..], b"\x98other\0", &[0x8D, 0x90, 0x92, 0x80]].concat();
    for (reading, code) in [("check", 189), ("ignore", 0)] {
        let mut bench = sending(&[("send_conf_id", reading)]);
        let (connection, _) = bench.request();
        assert_eq!(bench.answer(connection, &other), format!("\r\n+CMMSSEND: {code}\r\n"));
    }
}

#[test]
fn broken_connections_are_network_errors() {
    for reason in [NetFailure::Unreachable, NetFailure::Refused, NetFailure::Reset] {
        let mut bench = sending(&[]);
        let (connection, ..) = bench.opened();
        assert_eq!(bench.net(NetEvent::Failed { connection, reason }), "\r\n+CMMSSEND: 190\r\n");
        assert_eq!(bench.net, []);
    }
    let mut bench = sending(&[]);
    let (connection, _) = bench.request();
    assert_eq!(bench.answer_raw(connection, b"HTTP/1.1 200 OK\r\n"), "");
    assert_eq!(bench.net(NetEvent::Ended(connection)), "\r\n+CMMSSEND: 190\r\n");
}

#[test]
fn one_hour_is_the_limit() {
    let mut bench = sending(&[]);
    let (connection, _) = bench.request();
    assert_eq!(bench.advance(3_599), "");
    assert_eq!(bench.advance(1), "\r\n+CMMSSEND: 173\r\n");
    assert_eq!(bench.net, [NetAction::Close { connection }]);
    assert_eq!(bench.answer(connection, &conf(0x80)), "");
    assert_eq!(finished(&bench), [173]);
    bench.ok(&["AT+CMMSSEND"]);
    let mut bench = sending(&[("transaction_limit", "5")]);
    assert_eq!(bench.advance(5), "\r\n+CMMSSEND: 173\r\n");
}

#[test]
fn failures_by_reading() {
    let mut bench = sending(&[("late_failure", "cme")]);
    assert_eq!(bench.advance(3_600), "\r\n+CME ERROR: 173\r\n");
    let mut bench = sending(&[("urc_colon", "without")]);
    assert_eq!(bench.advance(3_600), "\r\n+CMMSSEND:173\r\n");
}

#[test]
fn while_it_runs_the_message_is_busy() {
    let mut bench = sending(&[]);
    let busy = "\r\n+CME ERROR: 171\r\n";
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSSEND", busy),
            ("AT+CMMSEDIT=0", busy),
            ("AT+CMMSEDIT=9", busy),
            ("AT+CMMSRECV=\"http://a/b\"", busy),
            ("AT+CMMSDOWN=\"TITLE\",2", busy),
            ("AT+CMMSRECP=\"1\"", busy),
            ("AT+CMMSDELCC", busy),
            ("AT+CMMSDELFILE=0", busy),
            ("AT+CMMSSAVE=0", busy),
            ("AT+CMMSSAVE", busy),
            ("AT+CMMSVIEW=0", busy),
            ("AT+CMMSDELETE=0", busy),
            ("AT+CMMSDELETE", busy),
            ("AT+CMMSSNATCH=0,1,\"a\"", busy),
            ("AT+CMMSEDIT?", "\r\n+CMMSEDIT: 1\r\n\r\nOK\r\n"),
            ("AT+CMMSCURL=\"elsewhere\"", "\r\nOK\r\n"),
            ("AT+CMMSRECP?", "\r\n+CMMSRECP: \"13918181818\"\r\n\r\nOK\r\n"),
        ],
    );
    assert!(bench.te(b"AT+CMMSREAD=0\r").ends_with(b"\r\nOK\r\n"));
}

#[test]
fn status_checks_come_in_order() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSEDIT=1", "AT+CMMSSYSSET=10240", "AT+CMMSCURL=\"m\""]);
    dialogue(
        &mut bench,
        &[
            ("AT+CMMSSEND=2,\"13613623116\"", "\r\n+CME ERROR: 177\r\n"),
            ("AT+CMMSSEND=\"\"", "\r\n+CME ERROR: 177\r\n"),
            ("AT+CMMSSEND", "\r\n+CME ERROR: 174\r\n"),
            ("AT+CMMSSEND=\"1\"", "\r\n+CME ERROR: 187\r\n"),
            ("AT+CMMSRECP?", "\r\n+CMMSRECP: \r\n\r\nOK\r\n"),
        ],
    );
    bench.down("AT+CMMSDOWN=\"TITLE\",1", b"T");
    assert_eq!(bench.line("AT+CMMSSEND=\"1\""), "\r\n+CME ERROR: 187\r\n");
    bench.down("AT+CMMSDOWN=\"PIC\",10240,\"a.jpg\"", &[1; 10_240]);
    assert_eq!(bench.line("AT+CMMSSEND=\"1\""), "\r\n+CME ERROR: 172\r\n");
    bench.ok(&["AT+CMMSDELFILE=0"]);
    bench.down("AT+CMMSDOWN=\"PIC\",9000,\"a.jpg\"", &[1; 9_000]);
    for index in 0..20 {
        bench.ok(&[&format!("AT+CMMSRECP=\"{index}\"")]);
    }
    assert_eq!(bench.line("AT+CMMSSEND=\"20\""), "\r\n+CME ERROR: 175\r\n");
    bench.ok(&["AT+CMMSDELRECP=\"0\"", "AT+CMMSSEND=\"20\""]);
    assert!(bench.line("AT+CMMSRECP?").contains("\"19\";\"20\""));
}

#[test]
fn a_stored_message_is_sent_from_edit_mode() {
    let mut bench = Bench::new();
    bench.compose();
    bench.ok(&["AT+CMMSSAVE=0", "AT+CMMSEDIT=1"]);
    assert!(bench.te(b"AT+CMMSVIEW=0\r").ends_with(b"\r\nOK\r\n"));
    bench.ok(&["AT+CMMSSEND"]);
    assert!(contains(&bench.request().1, b"Hello module"));
    let mut bench = Bench::with(&[("send_needs_edit", "off")]);
    assert_eq!(bench.line("AT+CMMSSEND"), "\r\n+CME ERROR: 187\r\n");
}

#[test]
fn no_route_ends_at_once_with_190() {
    let mut bench = Bench::new();
    bench.compose();
    bench.ok(&["AT+CMMSCURL=\"\""]);
    assert_eq!(bench.line("AT+CMMSSEND"), "\r\nOK\r\n\r\n+CMMSSEND: 190\r\n");
    bench.ok(&["AT+CMMSPROTO=0,\"10.0.0.172\",9201"]);
    assert_eq!(bench.line("AT+CMMSSEND"), "\r\nOK\r\n\r\n+CMMSSEND: 190\r\n");
    let reason = "the WAP bearer does not exist in this build";
    assert!(bench.events.contains(&Event::BearerUnavailable { reason }));
    assert_eq!(bench.net, []);
}

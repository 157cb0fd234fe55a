//! AT+CMMSRECV: chapter 8.

use sim7100_model::{Event, NetAction, NetEvent, NetFailure};

use crate::bench::{Bench, contains};

/// An M-Retrieve.conf with a subject, a text part and a picture; a transaction id when a test wants one.
fn retrieve_conf(id: &[u8], extra: &[u8]) -> Vec<u8> {
    [
        &[0x8C, 0x84][..],                      // M-Retrieve.conf
        id,                                     // transaction id
        &[0x8D, 0x90],                          // version 1.0
        &[0x85, 0x04, 0x49, 0xBF, 0x68, 0x89],  // date
        b"\x89\x17\x8015001844675/TYPE=PLMN\0", // From: address present
        b"\x9713918181818/TYPE=PLMN\0",         // To
        b"\x96Hi\0",                            // Subject
        extra,                                  // what a test adds
        &[0x84, 0xA3, 0x02],                    // multipart.mixed, two parts
        &[0x0C, 0x02, 0x03, 0x83, 0x81, 0xEA],  // 12 and 2 octets, text/plain; charset=utf-8
        b"\x8Et1.txt\0\xC3\xA9",                // Content-Location, U+00E9
        &[0x08, 0x03, 0x9E],                    // 8 and 3 octets, image/jpeg
        b"\x8E1.jpg\0\xFF\xD8\n",               // Content-Location, data
    ]
    .concat()
}

const ID: &[u8] = b"\x98R\0";

fn receiving(readings: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::with(readings);
    bench.ok(&[
        "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
        "AT+CMMSPROTO=1,\"10.0.0.172\",80",
        "AT+CMMSRECV=\"http://211.136.112.84/RROpJGJVyjeA\"",
    ]);
    bench
}

const VIEW: &str = "\r\n+CMMSVIEW:0,\"15001844675\",\"13918181818\",,,\"2024-01-01 00:00:07\",\"H\0i\0\",68\r\n\
    0,\"t1.txt\",4,2\r\n1,\"1.jpg\",7,3\r\n\r\nOK\r\n";

#[test]
fn a_message_is_fetched_acknowledged_and_then_reported() {
    let mut bench = receiving(&[]);
    let (connection, request) = bench.request();
    assert!(request.starts_with(
        b"GET http://211.136.112.84/RROpJGJVyjeA HTTP/1.1\r\nHost: 211.136.112.84\r\n"
    ));
    bench.advance(7);
    assert_eq!(bench.answer(connection, &retrieve_conf(ID, &[])), "");
    let (other, acknowledgement) = bench.request();
    assert_ne!(connection, other);
    assert!(acknowledgement.starts_with(b"POST http://192.168.1.2:7082/xst=test HTTP/1.1\r\n"));
    // M-Acknowledge.ind, transaction id "R", version 1.0.
    assert!(acknowledgement.ends_with(&[0x8C, 0x85, 0x98, 0x52, 0x00, 0x8D, 0x90]));
    assert_eq!(bench.line("AT+CMMSVIEW"), "\r\n+CME ERROR: 187\r\n");
    assert_eq!(bench.answer(other, b""), "\r\n+CMMSRECV: 0\r\n");
    assert_eq!(bench.te(b"AT+CMMSVIEW\r"), VIEW.as_bytes());
    assert_eq!(bench.te(b"AT+CMMSREAD=0\r"), b"\r\n+CMMSREAD:\"t1.txt\",2\r\n\xE9\0\r\n\r\nOK\r\n");
    assert_eq!(
        bench.te(b"AT+CMMSREAD=1\r"),
        b"\r\n+CMMSREAD:\"1.jpg\",3\r\n\xFF\xD8\n\r\n\r\nOK\r\n"
    );
    bench.ok(&["AT+CMMSSAVE=0"]);
}

#[test]
fn without_an_id_nothing_is_acknowledged() {
    let mut bench = receiving(&[]);
    let (connection, _) = bench.request();
    assert_eq!(bench.answer(connection, &retrieve_conf(b"", &[])), "\r\n+CMMSRECV: 0\r\n");
    assert_eq!(bench.net, [NetAction::Close { connection }]);
    let mut bench = receiving(&[("acknowledge", "off")]);
    let (connection, _) = bench.request();
    assert_eq!(bench.answer(connection, &retrieve_conf(ID, &[])), "\r\n+CMMSRECV: 0\r\n");
}

#[test]
fn a_failed_acknowledgement_changes_nothing() {
    let fail: [fn(&mut Bench) -> String; 4] = [
        |bench| {
            let (connection, ..) = bench.opened();
            bench.net(NetEvent::Failed { connection, reason: NetFailure::Refused })
        },
        |bench| {
            let (connection, _) = bench.request();
            bench.answer_raw(connection, b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
        },
        |bench| {
            let (connection, _) = bench.request();
            bench.net(NetEvent::Ended(connection))
        },
        |bench| bench.advance(3_600),
    ];
    for fail in fail {
        let mut bench = receiving(&[]);
        let (connection, _) = bench.request();
        assert_eq!(bench.answer(connection, &retrieve_conf(ID, &[])), "");
        assert_eq!(fail(&mut bench), "\r\n+CMMSRECV: 0\r\n");
        assert!(bench.events.iter().any(|event| matches!(event, Event::AcknowledgeFailed { .. })));
        assert_eq!(bench.model.summary().memory.as_deref(), Some("received/2 files"));
    }
}

#[rstest::rstest]
#[case::not_found(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", b"", 190)]
#[case::empty(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", b"", 188)]
#[case::html(b"HTTP/1.1 200 OK\r\n", b"<html>not here</html>", 189)]
#[case::wrong_type(b"HTTP/1.1 200 OK\r\n", &[0x8C, 0x81, 0x98, 0x37, 0x00, 0x8D, 0x90, 0x92, 0x80], 189)]
fn late_codes(#[case] head: &[u8], #[case] body: &[u8], #[case] code: u16) {
    let mut bench = receiving(&[]);
    let (connection, _) = bench.request();
    let mut response = head.to_vec();
    if !body.is_empty() {
        response.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
        response.extend_from_slice(body);
    }
    assert_eq!(bench.answer_raw(connection, &response), format!("\r\n+CMMSRECV: {code}\r\n"));
    assert_eq!(bench.model.summary().memory, None);
}

#[test]
fn a_retrieve_status_is_188_and_a_cut_is_190() {
    let mut bench = receiving(&[]);
    let (connection, _) = bench.request();
    let refused = retrieve_conf(ID, &[0x99, 0xE2]);
    assert_eq!(bench.answer(connection, &refused), "\r\n+CMMSRECV: 188\r\n");
    let mut bench = receiving(&[]);
    let (connection, _) = bench.request();
    assert_eq!(
        bench.answer_raw(connection, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x8C"),
        ""
    );
    assert_eq!(bench.net(NetEvent::Ended(connection)), "\r\n+CMMSRECV: 190\r\n");
}

#[test]
fn every_truncation_of_a_message_is_invalid_or_shorter() {
    let whole = retrieve_conf(b"", &[]);
    for length in 1..whole.len() {
        let mut bench = receiving(&[]);
        let (connection, _) = bench.request();
        let said = bench.answer(connection, &whole[..length]);
        assert_eq!(said, "\r\n+CMMSRECV: 189\r\n", "{length} octets");
    }
}

#[test]
fn a_message_over_the_maximum_is_172() {
    let mut bench = receiving(&[]);
    let (connection, _) = bench.request();
    assert_eq!(bench.answer_raw(connection, b"HTTP/1.1 200 OK\r\n\r\n"), "");
    assert_eq!(bench.answer_raw(connection, &vec![0; 307_200]), "");
    assert_eq!(bench.answer_raw(connection, b"x"), "\r\n+CMMSRECV: 172\r\n");
}

#[test]
fn the_body_may_come_in_chunks_or_end_with_the_connection() {
    let pdu = retrieve_conf(b"", &[]);
    let (head, tail) = pdu.split_at(40);
    let mut chunked =
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            .to_vec();
    for chunk in [head, tail] {
        chunked.extend(format!("{:x}\r\n", chunk.len()).bytes());
        chunked.extend_from_slice(chunk);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    for piece in [1, 7, chunked.len()] {
        let mut bench = receiving(&[]);
        let (connection, _) = bench.request();
        let said: String =
            chunked.chunks(piece).map(|octets| bench.answer_raw(connection, octets)).collect();
        assert_eq!(said, "\r\n+CMMSRECV: 0\r\n");
    }
    let mut bench = receiving(&[]);
    let (connection, _) = bench.request();
    bench.answer_raw(connection, &[&b"HTTP/1.0 200 OK\r\n\r\n"[..], &pdu].concat());
    assert_eq!(bench.net(NetEvent::Ended(connection)), "\r\n+CMMSRECV: 0\r\n");
}

#[test]
fn a_failed_receive_keeps_the_old_message_by_reading() {
    for (reading, memory) in [("keep", Some("received/2 files")), ("clear", None)] {
        let mut bench = receiving(&[("receive_failure", reading)]);
        let (connection, _) = bench.request();
        bench.answer(connection, &retrieve_conf(b"", &[]));
        bench.ok(&["AT+CMMSRECV=\"http://211.136.112.84/other\""]);
        let (connection, ..) = bench.opened();
        bench.net(NetEvent::Failed { connection, reason: NetFailure::Unreachable });
        assert_eq!(bench.model.summary().memory.as_deref(), memory);
    }
}

#[test]
fn without_a_gateway_the_location_is_asked_directly() {
    let mut bench = Bench::new();
    bench.ok(&["AT+CMMSRECV=\"http://211.136.112.84:8080/a?b=c\""]);
    let (connection, host, port) = bench.opened();
    assert_eq!((&host[..], port), ("211.136.112.84", 8080));
    bench.net(NetEvent::Opened(connection));
    let Some(NetAction::Send { octets, .. }) = bench.net.pop() else { panic!("no request") };
    assert!(octets.starts_with(b"GET /a?b=c HTTP/1.1\r\nHost: 211.136.112.84:8080\r\n"));
    assert!(!contains(&octets, b"Content-"));
    // No MMSC is set: the acknowledgement has nowhere to go, and the message is there all the same.
    assert_eq!(bench.answer(connection, &retrieve_conf(ID, &[])), "\r\n+CMMSRECV: 0\r\n");
    assert!(bench.events.iter().any(|event| matches!(event, Event::AcknowledgeFailed { .. })));
}

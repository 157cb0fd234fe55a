//! Answers to an M-Send.req: statuses, other PDUs, other ids, and no answer at all (ENC 7.3.48, SIM-6-17 to SIM-6-33).
//!
//! Octets that are given as they are cannot repeat the transaction id of a request that is not made yet. Where such a
//! case is broken in another place too, either reason leads to the same code.

use super::delivery::{Delivery, deliveries};
use super::draft::Draft;
use super::framing::response;
use super::{Case, INVALID_PDU, NETWORK, OVER_SIZE, PDU_OCTETS_MAX, SUCCESS};
use crate::fault::FaultPlan;
use crate::script::Answer;

/// Response-Status octets that refuse: every assigned one, and one of each class that is not.
const REFUSALS: [u8; 29] = [
    0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xE0,
    0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xFF,
];
/// HTTP statuses that are no success.
const FAILURES: [u16; 10] = [302, 400, 401, 403, 404, 407, 413, 500, 502, 503];
/// An M-Send.conf that accepts, by its header fields.
const FIELDS: [(&str, &[u8]); 5] = [
    ("message-type", &[0x8C, 0x81]),
    ("transaction-id", b"\x98pack-1\0"),
    ("version", &[0x8D, 0x92]),
    ("response-status", &[0x92, 0x80]),
    ("message-id", b"\x8Bsent@mmsc.invalid\0"),
];

pub(super) fn cases() -> Vec<Case> {
    let groups = [statuses(), ids(), pdus(), truncations(), http(), framings(), deliveries_of_it()];
    groups.concat()
}

fn statuses() -> Vec<Case> {
    let answer = |status| Answer { response_status: Some(status), ..Answer::default() };
    let refusals = REFUSALS.into_iter().map(|status| {
        let about = format!("Response-Status 0x{status:02X}");
        Case::confirmed(&format!("status-{status:02x}"), &about, answer(status), &[NETWORK])
    });
    let accepted = Case::confirmed(
        "ets-con-171-subject-of-40-characters",
        "Response-Status Ok, for a message whose subject has 40 characters",
        answer(0x80),
        &[SUCCESS],
    );
    let no_octet = Case::confirmed(
        "status-is-no-octet",
        "a Response-Status below 128",
        answer(0x00),
        &[INVALID_PDU, NETWORK],
    );
    refusals.chain([accepted, no_octet]).collect()
}

fn ids() -> Vec<Case> {
    let rows = [
        ("id-of-another", "the id of another transaction", "another".to_owned()),
        ("id-empty", "a transaction id without a character", String::new()),
        ("id-of-500-characters", "a transaction id of 500 characters", "i".repeat(500)),
    ];
    rows.into_iter()
        .map(|(name, about, id)| {
            let answer = Answer { transaction_id: Some(id), ..Answer::default() };
            Case::confirmed(
                name,
                &format!("Response-Status Ok under {about}"),
                answer,
                &[INVALID_PDU],
            )
        })
        .collect()
}

fn body(name: &str, about: &str, body: Vec<u8>) -> Case {
    let answer = Answer { body: Some(body), ..Answer::default() };
    Case::confirmed(name, about, answer, &[INVALID_PDU])
}

/// The M-Send.conf without one of its header fields.
fn without(absent: &str) -> Vec<u8> {
    let kept = FIELDS.into_iter().filter(|(name, _)| *name != absent);
    kept.flat_map(|(_, octets)| octets).copied().collect()
}

fn pdus() -> Vec<Case> {
    let html = Answer { content_type: Some("text/html".to_owned()), ..Answer::default() };
    let html = Answer { body: Some(b"<html>Not allowed.</html>".to_vec()), ..html };
    vec![
        body("type-absent", "an M-Send.conf without its type", without("message-type")),
        body("id-absent", "an M-Send.conf without a transaction id", without("transaction-id")),
        body("version-absent", "an M-Send.conf without its version", without("version")),
        body("status-absent", "an M-Send.conf without Response-Status", without("response-status")),
        body("pdu-is-retrieve-conf", "an M-Retrieve.conf", Draft::sound().octets()),
        body(
            "pdu-is-send-req",
            "an M-Send.req",
            b"\x8C\x80\x98p\0\x8D\x92\x89\x01\x81\x84\x83a".to_vec(),
        ),
        body("pdu-is-acknowledge", "an M-Acknowledge.ind", b"\x8C\x85\x98p\0\x8D\x92".to_vec()),
        body(
            "pdu-of-reserved-type",
            "a PDU of a type that is not assigned",
            b"\x8C\xFF\x98p\0\x8D\x92".to_vec(),
        ),
        body("pdu-is-zeros", "64 octets of zero for a confirmation", vec![0; 64]),
        body("pdu-is-ones", "64 octets of 255 for a confirmation", vec![0xFF; 64]),
        body("empty-with-200", "no octet of content", Vec::new()),
        Case::confirmed("html-with-200", "a page in HTML for a confirmation", html, &[INVALID_PDU]),
    ]
}

/// The M-Send.conf cut within and behind each header field up to its status.
fn truncations() -> Vec<Case> {
    let whole = without("");
    let mut cases = Vec::new();
    let mut start = 0_usize;
    for (name, octets) in FIELDS {
        for (place, end) in [("within", octets.len().div_ceil(2)), ("behind", octets.len())] {
            let pdu = whole.get(..start + end).unwrap_or(&whole).to_vec();
            if pdu.len() < whole.len() {
                let about = format!("an M-Send.conf that ends {place} {name}");
                cases.push(body(&format!("cut-{place}-{name}"), &about, pdu));
            }
        }
        start += octets.len();
    }
    cases
}

fn http() -> Vec<Case> {
    let refused = FAILURES.into_iter().map(|status| {
        let answer = Answer { status: Some(status), ..Answer::default() };
        let about = format!("HTTP status {status} for a confirmation");
        Case::confirmed(&format!("http-{status}"), &about, answer, &[NETWORK])
    });
    let success = |status| Answer { status: Some(status), ..Answer::default() };
    let others = [
        Case::confirmed(
            "http-202",
            "a confirmation under HTTP status 202",
            success(202),
            &[SUCCESS],
        ),
        Case::confirmed(
            "http-204",
            "HTTP status 204 for a confirmation",
            success(204),
            &[INVALID_PDU],
        ),
    ];
    refused.chain(others).collect()
}

fn framings() -> Vec<Case> {
    let pdu = without("");
    let raw = |name, about, octets, expected| {
        let fault = FaultPlan { raw: Some(octets), ..FaultPlan::default() };
        Case::confirmed(name, about, Answer { fault, ..Answer::default() }, expected)
    };
    let under = |lines: &str| response(&format!("HTTP/1.1 200 OK\r\n{lines}"), &pdu);
    let large = format!("Content-Length: {}\r\n", PDU_OCTETS_MAX + 1);
    let moved =
        "HTTP/1.1 307 Moved\r\nLocation: http://203.0.113.9/elsewhere\r\nContent-Length: 0\r\n";
    let network: &[u16] = &[NETWORK];
    vec![
        raw(
            "http-307-to-another-host",
            "HTTP status 307 with a location on another host, to a POST",
            response(moved, b""),
            network,
        ),
        raw(
            "http-100-alone",
            "an interim response for a confirmation",
            b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(),
            network,
        ),
        raw("head-absent", "an M-Send.conf without any head", pdu.clone(), network),
        raw(
            "head-without-end",
            "the head of a confirmation without its end",
            b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n".to_vec(),
            network,
        ),
        raw(
            "content-length-long",
            "a Content-Length of 1,000 before an M-Send.conf",
            under("Content-Length: 1000\r\n"),
            network,
        ),
        raw(
            "content-lengths-that-differ",
            "two Content-Lengths before an M-Send.conf",
            under("Content-Length: 3\r\nContent-Length: 4\r\n"),
            network,
        ),
        raw(
            "chunk-size-no-number",
            "chunks without a size before an M-Send.conf",
            under("Transfer-Encoding: chunked\r\n"),
            network,
        ),
        raw(
            "size-over-by-length",
            "a Content-Length over the maximum size of a PDU",
            under(&large),
            &[OVER_SIZE, INVALID_PDU, NETWORK],
        ),
    ]
}

/// As on the receive leg; an M-Send.conf is short, so that one octet a minute takes two hours all the same.
fn deliveries_of_it() -> Vec<Case> {
    let case = |Delivery { name, about, fault, expected }: Delivery| {
        let answer = Answer { fault, ..Answer::default() };
        Case::confirmed(name, &format!("a confirmation that {about}"), answer, expected)
    };
    deliveries().into_iter().map(case).collect()
}

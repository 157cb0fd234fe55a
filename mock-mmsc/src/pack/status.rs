//! Statuses of MMS and of HTTP, and pages in place of a message (ENC 7.3.50, RFC 9110).

use super::draft::Draft;
use super::framing::response;
use super::{Case, INVALID_PDU, NETWORK, RECEIVE_FAILED, SUCCESS};
use crate::script::Answer;

/// Retrieve-Status octets: every assigned one, and others of each class.
const RETRIEVE: [u8; 14] =
    [0xC0, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xFF, 0x81, 0xA0, 0xBF];
/// HTTP statuses that are no success; 101 and redirections are in [`redirections`].
const FAILURES: [u16; 18] =
    [300, 304, 400, 401, 403, 404, 405, 407, 408, 410, 413, 429, 500, 501, 502, 503, 504, 599];
/// Where a redirection leads: an address of RFC 5737, which nothing may ever dial.
const ELSEWHERE: &str = "http://203.0.113.9/elsewhere";

pub(super) fn cases() -> Vec<Case> {
    let groups = [retrieve(), successes(), failures(), redirections(), pages()];
    groups.concat()
}

/// A status that tells an error is 188, an unassigned octet as one of its class (SIM-8-12).
fn retrieve() -> Vec<Case> {
    let told = RETRIEVE.into_iter().map(|status| {
        let answer = Answer { retrieve_status: Some(status), ..Answer::default() };
        let about = format!("Retrieve-Status 0x{status:02X} and a text");
        Case::received(&format!("retrieve-status-{status:02x}"), &about, answer, &[RECEIVE_FAILED])
    });
    let with = |status| Draft::sound().adding(&[0x99, status]).octets();
    let with_message = [
        Case::served("retrieve-status-80", "Retrieve-Status Ok", with(0x80), &[SUCCESS]),
        Case::served(
            "retrieve-status-c0-with-message",
            "Retrieve-Status 0xC0 and the whole message",
            with(0xC0),
            &[RECEIVE_FAILED],
        ),
        Case::served(
            "retrieve-status-e2-with-message",
            "Retrieve-Status 0xE2 and the whole message",
            with(0xE2),
            &[RECEIVE_FAILED],
        ),
        Case::served(
            "retrieve-status-is-no-octet",
            "a Retrieve-Status below 128",
            with(0x00),
            &[RECEIVE_FAILED, INVALID_PDU],
        ),
    ];
    told.chain(with_message).collect()
}

fn successes() -> Vec<Case> {
    let pdu = Draft::sound().octets();
    let rows =
        [(201, &[SUCCESS][..]), (203, &[SUCCESS]), (206, &[SUCCESS, NETWORK]), (299, &[SUCCESS])];
    let served = rows.map(|(status, expected)| {
        let answer = Answer { status: Some(status), serve: Some(pdu.clone()), ..Answer::default() };
        let about = format!("the message under HTTP status {status}");
        Case::received(&format!("http-{status}"), &about, answer, expected).carrying(pdu.clone())
    });
    let empty = Answer { status: Some(204), ..Answer::default() };
    let empty = Case::received("http-204", "HTTP status 204", empty, &[RECEIVE_FAILED]);
    served.into_iter().chain([empty]).collect()
}

fn failures() -> Vec<Case> {
    let refused = FAILURES.into_iter().map(|status| {
        let answer = Answer { status: Some(status), ..Answer::default() };
        let about = format!("HTTP status {status} with a page");
        Case::received(&format!("http-{status}"), &about, answer, &[NETWORK])
    });
    let pdu = Draft::sound().octets();
    let under = |line: &str| {
        response(&format!("HTTP/1.1 {line}\r\nContent-Length: {}\r\n", pdu.len()), &pdu)
    };
    let large = vec![b' '; super::PDU_OCTETS_MAX + 1];
    let page = format!("HTTP/1.1 500 Error\r\nContent-Length: {}\r\n", large.len());
    let raw = [
        Case::raw(
            "http-404-with-message",
            "the message under HTTP status 404",
            under("404 Not Found"),
            Vec::new(),
            &[NETWORK],
        ),
        Case::raw(
            "http-600-with-message",
            "the message under HTTP status 600",
            under("600 Beyond"),
            Vec::new(),
            &[NETWORK],
        ),
        Case::raw(
            "http-999-with-message",
            "the message under HTTP status 999",
            under("999 Far Beyond"),
            Vec::new(),
            &[NETWORK],
        ),
        Case::raw(
            "http-500-with-a-page-over-the-maximum",
            "HTTP status 500 with a page over the maximum size",
            response(&page, &large),
            Vec::new(),
            &[NETWORK],
        ),
        Case::raw(
            "http-100-alone",
            "an interim response and no other",
            b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(),
            Vec::new(),
            &[NETWORK],
        ),
        Case::raw(
            "http-101-alone",
            "HTTP status 101: another protocol follows",
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n".to_vec(),
            Vec::new(),
            &[NETWORK],
        ),
    ];
    refused.chain(raw).collect()
}

/// None is followed, and no other host is asked (SIM-6-30 says so of sending, SIM-8-11 takes it for a failure).
fn redirections() -> Vec<Case> {
    let to = |status: u16, location: &str| {
        let head =
            format!("HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n");
        response(&head, b"")
    };
    let elsewhere = [301, 302, 303, 307, 308].map(|status| {
        let about = format!("HTTP status {status} with a location on another host");
        let name = format!("http-{status}-to-another-host");
        Case::raw(&name, &about, to(status, ELSEWHERE), Vec::new(), &[NETWORK])
    });
    let rows = [
        ("http-302-to-itself", "a redirection to the host that was asked", to(302, "/loop")),
        (
            "http-302-to-a-file",
            "a redirection to a file of the module",
            to(302, "file:///C:/a.txt"),
        ),
    ];
    let others = rows.map(|(name, about, raw)| Case::raw(name, about, raw, Vec::new(), &[NETWORK]));
    elsewhere.into_iter().chain(others).collect()
}

fn pages() -> Vec<Case> {
    let page = |media: &str, body: &[u8]| Answer {
        content_type: Some(media.to_owned()),
        body: Some(body.to_vec()),
        ..Answer::default()
    };
    let pdu = Draft::sound().octets();
    let html = b"<html><body>Not allowed.</body></html>";
    let mislabelled = page("text/html", &pdu);
    vec![
        Case::received(
            "html-with-200",
            "a page in HTML with HTTP status 200",
            page("text/html", html),
            &[INVALID_PDU],
        ),
        Case::received(
            "html-labelled-as-pdu",
            "a page in HTML under the media type of a PDU",
            page("application/vnd.wap.mms-message", html),
            &[INVALID_PDU],
        ),
        Case::received(
            "message-labelled-as-html",
            "the message under the media type of HTML",
            mislabelled,
            &[SUCCESS, INVALID_PDU],
        )
        .carrying(pdu),
        Case::received(
            "empty-with-200",
            "no octet of content with HTTP status 200",
            page("application/vnd.wap.mms-message", b""),
            &[RECEIVE_FAILED],
        ),
        Case::raw(
            "empty-without-length",
            "a head with HTTP status 200 and nothing behind it",
            response("HTTP/1.1 200 OK\r\n", b""),
            Vec::new(),
            &[RECEIVE_FAILED],
        ),
    ]
}

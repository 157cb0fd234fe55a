//! The HTTP front over a stream in memory, on a paused clock.

use std::time::Duration;

use mock_mmsc::http::{HEADER_SECONDS_MAX, REQUEST_OCTETS_MAX};
use mock_mmsc::{Outcome, Script, TargetForm};
use tokio::io::AsyncWriteExt as _;

use super::client::{Line, accepted, get, post, read_response, send_req};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn both_target_forms_are_accepted_and_told_apart() {
    for (target, form) in [
        ("/xst=test", TargetForm::Origin),
        ("http://192.168.1.2:7082/xst=test", TargetForm::Absolute),
    ] {
        let mut line = Line::new(Script::accept());
        let sent = post(target, &send_req("T1"));
        line.send(&sent).await;
        let mmsc = {
            let response = read_response(&mut line.stream).await;
            assert_eq!([response.head.as_bytes(), &response.body].concat(), accepted());
            line.close().await
        };
        let mmsc = mmsc.lock();
        let [exchange] = mmsc.exchanges() else { panic!("{:?}", mmsc.exchanges()) };
        assert_eq!(exchange.request.target, target);
        assert_eq!(exchange.request.target_form(), form);
        assert_eq!(exchange.request.raw, sent);
        assert_eq!(exchange.request.body, send_req("T1"));
        assert_eq!(exchange.outcome, Outcome::Accepted);
        let names: Vec<_> =
            exchange.request.headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Host", "Content-Type", "Content-Length"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_is_kept_for_the_next_request() {
    let mut line = Line::new(Script::accept());
    assert_eq!(line.exchange(&post("/", &send_req("T1"))).await.status(), "200");
    let response = line.exchange(&get("http://192.168.1.2:7082/attest-1")).await;
    assert_eq!(response.status(), "200");
    assert_eq!(line.exchange(&get("/attest-2")).await.status(), "404");
    let mmsc = line.close().await;
    let raw: Vec<_> = mmsc.lock().exchanges().iter().map(|e| e.request.raw.clone()).collect();
    assert_eq!(
        raw,
        [post("/", &send_req("T1")), get("http://192.168.1.2:7082/attest-1"), get("/attest-2")]
    );
}

#[tokio::test(start_paused = true)]
async fn requests_sent_at_once_are_told_apart() {
    let mut line = Line::new(Script::accept());
    let (first, second) = (post("/", &send_req("T1")), get("/attest-1"));
    line.send(&[first.clone(), second.clone()].concat()).await;
    assert_eq!(read_response(&mut line.stream).await.status(), "200");
    assert_eq!(read_response(&mut line.stream).await.status(), "200");
    let mmsc = line.close().await;
    let mmsc = mmsc.lock();
    let raw: Vec<_> = mmsc.exchanges().iter().map(|e| e.request.raw.as_slice()).collect();
    assert_eq!(raw, [first.as_slice(), second.as_slice()]);
}

#[tokio::test(start_paused = true)]
async fn chunks_are_joined_and_their_octets_kept() {
    let mut line = Line::new(Script::accept());
    let pdu = send_req("T1");
    let (left, right) = pdu.split_at(10);
    let mut sent =
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/vnd.wap.mms-message\r\n\
                     Transfer-Encoding: chunked\r\n\r\n"
            .to_vec();
    for chunk in [left, right, b""] {
        sent.extend(format!("{:x};a=b\r\n", chunk.len()).into_bytes());
        sent.extend(chunk);
        if !chunk.is_empty() {
            sent.extend(*b"\r\n");
        }
    }
    sent.extend(*b"\r\n");
    assert_eq!(line.exchange(&sent).await.status(), "200");
    let mmsc = line.close().await;
    let mmsc = mmsc.lock();
    assert_eq!(mmsc.exchanges()[0].request.body, pdu);
    assert_eq!(mmsc.exchanges()[0].request.raw, sent);
    assert!(mmsc.exchanges()[0].findings.iter().all(|finding| finding.rule != "HTTP-1"));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_expects_100_is_told_to_continue() {
    let mut line = Line::new(Script::accept());
    let pdu = send_req("T1");
    let head = format!(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        pdu.len()
    );
    let interim = line.exchange(head.as_bytes()).await;
    assert_eq!(interim.head, "HTTP/1.1 100 Continue\r\n\r\n");
    assert_eq!(line.exchange(&pdu).await.status(), "200");
    // The interim response is not taken for the answer to what comes next.
    line.send(b"POST").await;
    assert!(line.rest().await.starts_with(b"HTTP/1.1 408 "));
    assert_eq!(line.close().await.lock().exchanges()[0].request.body, pdu);
}

#[tokio::test(start_paused = true)]
async fn http_1_0_is_served_and_closed() {
    let mut line = Line::new(Script::accept());
    let pdu = send_req("T1");
    let head = format!("POST / HTTP/1.0\r\nContent-Length: {}\r\n\r\n", pdu.len());
    line.send(&[head.as_bytes(), &pdu].concat()).await;
    let answer = line.rest().await;
    assert!(answer.starts_with(b"HTTP/1.0 200 OK\r\n"), "{}", answer.escape_ascii());
    let mmsc = line.close().await;
    assert_eq!(mmsc.lock().exchanges()[0].request.version, (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_has_ended_its_direction_is_answered() {
    let mut line = Line::new(Script::accept());
    line.send(&post("/", &send_req("T1"))).await;
    line.stream.shutdown().await.unwrap();
    assert_eq!(line.rest().await, accepted());
    line.close().await;
}

async fn check_refused(sent: &[u8], status: &str) {
    let mut line = Line::new(Script::accept());
    line.send(sent).await;
    let answer = line.rest().await;
    let expected = format!("HTTP/1.1 {status} ");
    assert!(answer.starts_with(expected.as_bytes()), "{}", answer.escape_ascii());
    let mmsc = line.close().await;
    let mmsc = mmsc.lock();
    let [exchange] = mmsc.exchanges() else { panic!("{:?}", mmsc.exchanges()) };
    assert_eq!(exchange.request.raw, sent);
    assert_eq!(exchange.reply_status.to_string(), status);
    assert!(matches!(&exchange.outcome, Outcome::Refused(reason) if !reason.is_empty()));
}

#[tokio::test(start_paused = true)]
async fn what_http_refuses_is_answered_and_recorded() {
    check_refused(b"POST / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", "400").await;
    check_refused(b"GET /\xE9 HTTP/1.1\r\nHost: a\r\n\r\n", "400").await;
    check_refused(b"GET / a HTTP/1.1\r\nHost: a\r\n\r\n", "400").await;
    check_refused(b"AT+CMMSSEND\r\n\r\n", "400").await;
    check_refused(b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400")
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_refusal_behind_an_answer_is_recorded_with_its_own_status() {
    for sent in [b"GET /\xE9 HTTP/1.1\r\n\r\n".as_slice(), b"GET / HTT"] {
        let mut line = Line::new(Script::accept());
        assert_eq!(line.exchange(&post("/", &send_req("T1"))).await.status(), "200");
        line.send(sent).await;
        let answer = line.rest().await;
        let mmsc = line.close().await;
        let mmsc = mmsc.lock();
        let expected = if sent.ends_with(b"\n") { 400 } else { 408 };
        assert_eq!(mmsc.exchanges()[1].reply_status, expected);
        assert_eq!(mmsc.exchanges()[1].request.raw, sent);
        assert!(answer.starts_with(format!("HTTP/1.1 {expected} ").as_bytes()));
    }
}

#[tokio::test(start_paused = true)]
async fn octets_behind_the_last_request_are_recorded() {
    let mut line = Line::new(Script::accept());
    // HTTP/1.0 without a length: the content is no content.
    line.send(b"POST / HTTP/1.0\r\n\r\ncontent").await;
    assert!(line.rest().await.starts_with(b"HTTP/1.0 200 OK\r\n"));
    let mmsc = line.close().await;
    let mmsc = mmsc.lock();
    let [first, second] = mmsc.exchanges() else { panic!("{:?}", mmsc.exchanges()) };
    assert!(first.findings.iter().any(|finding| finding.rule == "HTTP-1"));
    assert_eq!(second.request.raw, b"content");
    assert_eq!(second.reply_status, 0);
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_end_is_refused() {
    let mut line = Line::new(Script::accept());
    line.send(b"POST / HTTP/1.1\r\nHost: ").await;
    let answer = line.rest().await;
    assert!(answer.starts_with(b"HTTP/1.1 408 "), "{}", answer.escape_ascii());
    assert_eq!(line.elapsed(), Duration::from_secs(HEADER_SECONDS_MAX));
    let mmsc = line.close().await;
    assert_eq!(mmsc.lock().exchanges()[0].request.raw, b"POST / HTTP/1.1\r\nHost: ");
}

#[tokio::test(start_paused = true)]
async fn a_head_over_the_limit_is_refused() {
    let line = Line::new(Script::accept());
    let endless = vec![b'a'; 200_000];
    let sent = [b"GET / HTTP/1.1\r\nX: ".as_slice(), &endless].concat();
    let (mut reader, mut writer) = tokio::io::split(line.stream);
    let _writer = tokio::spawn(async move {
        let _ = writer.write_all(&sent).await;
        writer
    });
    let response = read_response(&mut reader).await;
    assert_eq!(response.status(), "431");
    drop(reader);
    line.served.await.unwrap();
    let mmsc = line.mmsc.lock();
    assert_eq!(mmsc.exchanges()[0].reply_status, 431);
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_breaks_off_is_recorded() {
    let mut line = Line::new(Script::accept());
    let whole = post("/", &send_req("T1"));
    let part = &whole[..whole.len() - 3];
    line.send(part).await;
    let mmsc = line.close().await;
    let mmsc = mmsc.lock();
    let [exchange] = mmsc.exchanges() else { panic!("{:?}", mmsc.exchanges()) };
    assert_eq!(exchange.request.raw, part);
    assert!(
        matches!(&exchange.outcome, Outcome::Refused(reason) if reason.starts_with("content broken off")),
        "{:?}",
        exchange.outcome
    );
}

#[tokio::test(start_paused = true)]
async fn content_over_the_limit_is_refused_before_it_is_sent() {
    let mut line = Line::new(Script::accept());
    let head = format!(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        REQUEST_OCTETS_MAX + 1
    );
    let response = line.exchange(head.as_bytes()).await;
    assert_eq!(response.status(), "413");
    assert_eq!(line.rest().await, b"");
    let mmsc = line.close().await;
    assert_eq!(mmsc.lock().exchanges()[0].reply_status, 413);
}

#[tokio::test(start_paused = true)]
async fn content_over_the_limit_is_refused_while_it_is_sent() {
    let line = Line::new(Script::accept());
    let (mut reader, mut writer) = tokio::io::split(line.stream);
    let head = format!(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
        REQUEST_OCTETS_MAX + 1
    );
    let sending = tokio::spawn(async move {
        writer.write_all(head.as_bytes()).await.unwrap();
        writer.write_all(&vec![0; REQUEST_OCTETS_MAX + 1]).await.unwrap();
        writer
    });
    assert_eq!(read_response(&mut reader).await.status(), "413");
    drop((reader, sending.await.unwrap()));
    line.served.await.unwrap();
    assert_eq!(line.mmsc.lock().exchanges()[0].reply_status, 413);
}

#[tokio::test(start_paused = true)]
async fn the_largest_content_is_accepted() {
    let line = Line::new(Script::accept());
    let (mut reader, mut writer) = tokio::io::split(line.stream);
    let pdu = [send_req("T1"), vec![0; REQUEST_OCTETS_MAX - send_req("T1").len()]].concat();
    let sending = tokio::spawn(async move {
        writer.write_all(&post("/", &pdu)).await.unwrap();
        writer
    });
    assert_eq!(read_response(&mut reader).await.status(), "200");
    drop((reader, sending.await.unwrap()));
    line.served.await.unwrap();
    assert_eq!(line.mmsc.lock().exchanges()[0].request.body.len(), REQUEST_OCTETS_MAX);
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_is_closed_without_a_record() {
    let mut line = Line::new(Script::accept());
    assert_eq!(line.exchange(&post("/", &send_req("T1"))).await.status(), "200");
    assert_eq!(line.rest().await, b"");
    assert_eq!(line.elapsed(), Duration::from_secs(HEADER_SECONDS_MAX));
    assert_eq!(line.close().await.lock().exchanges().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn exchanges_can_be_awaited() {
    let mut line = Line::new(Script::accept());
    line.send(&post("/", &send_req("T1"))).await;
    line.mmsc.exchanges_reach(1).await;
    let second = tokio::time::timeout(SECOND, line.mmsc.exchanges_reach(2)).await;
    assert!(second.is_err());
    line.close().await;
}

//! Every fault of a plan, counted in octets and in virtual time.

use std::io::ErrorKind;
use std::time::Duration;

use mock_mmsc::{Answer, Drip, FaultPlan, Script};
use tokio::io::AsyncReadExt as _;

use super::client::{Line, accepted, faulty, post, read_to_error, send_req};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3_600);

fn plan() -> FaultPlan {
    FaultPlan::default()
}

async fn sent(fault: FaultPlan) -> Line {
    let mut line = Line::new(faulty(fault));
    line.send(&post("/", &send_req("T1"))).await;
    line
}

#[tokio::test(start_paused = true)]
async fn a_cut_ends_the_stream_after_exactly_its_octets() {
    let whole = accepted();
    for cut in [0, 1, 10, whole.len() - 1, whole.len()] {
        let mut line = sent(FaultPlan { cut_after: Some(cut), ..plan() }).await;
        assert_eq!(line.rest().await, whole[..cut], "{cut}");
        let mmsc = line.close().await;
        let mmsc = mmsc.lock();
        assert_eq!(mmsc.exchanges().len(), 1);
        assert!(mmsc.exchanges()[0].scripted_broken);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reset_fails_the_read_after_exactly_its_octets() {
    let whole = accepted();
    for reset in [0, 1, 10, whole.len()] {
        let mut line = sent(FaultPlan { reset_after: Some(reset), ..plan() }).await;
        let (octets, error) = read_to_error(&mut line.stream).await;
        assert_eq!(octets, whole[..reset], "{reset}");
        assert_eq!(error, ErrorKind::ConnectionReset);
        line.served.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn raw_octets_replace_the_response_and_end_the_stream() {
    for (raw, cut_after, expected) in [
        ("HTTP/1.1 200 OK\r\n\r\nx", None, "HTTP/1.1 200 OK\r\n\r\nx"),
        ("no HTTP at all", Some(2), "no"),
        ("", None, ""),
    ] {
        let raw = Some(raw.as_bytes().to_vec());
        let mut line = sent(FaultPlan { raw, cut_after, ..plan() }).await;
        assert_eq!(line.rest().await, expected.as_bytes());
        let mmsc = line.close().await;
        assert_eq!(mmsc.lock().exchanges().len(), 1, "the request is recorded once");
    }
}

#[tokio::test(start_paused = true)]
async fn the_earlier_of_cut_and_reset_happens() {
    let mut line = sent(FaultPlan { cut_after: Some(5), reset_after: Some(6), ..plan() }).await;
    assert_eq!(line.rest().await, accepted()[..5]);
    line.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_limit_beyond_the_end_changes_nothing() {
    let mut line = Line::new(faulty(FaultPlan { cut_after: Some(100_000), ..plan() }));
    for _ in 0..2 {
        let response = line.exchange(&post("/", &send_req("T1"))).await;
        assert_eq!(response.status(), "200");
    }
    line.close().await;
}

#[tokio::test(start_paused = true)]
async fn an_interim_response_is_not_counted() {
    let pdu = send_req("T1");
    let head = format!(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        pdu.len()
    );
    let mut line = Line::new(faulty(FaultPlan { cut_after: Some(3), ..plan() }));
    let interim = line.exchange(head.as_bytes()).await;
    assert_eq!(interim.head, "HTTP/1.1 100 Continue\r\n\r\n");
    line.send(&pdu).await;
    assert_eq!(line.rest().await, b"HTT");
    line.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_delay_precedes_the_first_octet() {
    let mut line = sent(FaultPlan { delay: HOUR, ..plan() }).await;
    let mut first = [0; 1];
    line.stream.read_exact(&mut first).await.unwrap();
    assert_eq!(line.elapsed(), HOUR);
    assert_eq!([&first[..], &accepted()[1..]].concat(), accepted());
    line.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_drip_sends_one_piece_per_pause() {
    let drip = Drip { octets: 7, every: SECOND };
    let mut line = sent(FaultPlan { drip: Some(drip), ..plan() }).await;
    let whole = accepted();
    let mut buffer = [0; 64];
    for (number, piece) in (0_u32..).zip(whole.chunks(7)) {
        let read = line.stream.read(&mut buffer).await.unwrap();
        assert_eq!(&buffer[..read], piece);
        assert_eq!(line.elapsed(), SECOND * number);
    }
    line.close().await;
}

#[tokio::test(start_paused = true)]
async fn faults_combine() {
    let drip = Some(Drip { octets: 1, every: SECOND });
    let delay = Duration::from_millis(500);
    let mut line = sent(FaultPlan { drip, delay, cut_after: Some(4), ..plan() }).await;
    assert_eq!(line.rest().await, b"HTTP");
    assert_eq!(line.elapsed(), Duration::from_millis(3_500));
    line.close().await;
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_comes_holds_the_connection_until_the_peer_gives_up() {
    let mut line = sent(FaultPlan { never: true, ..plan() }).await;
    let read = tokio::time::timeout(HOUR, line.stream.read(&mut [0; 1])).await;
    assert!(read.is_err(), "{read:?}");
    assert!(!line.served.is_finished());
    let (start, mmsc) = (line.start, line.close().await);
    assert_eq!(start.elapsed(), HOUR);
    assert_eq!(mmsc.lock().exchanges().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_next_answer_has_its_own_plan() {
    let slow = Answer { fault: FaultPlan { delay: SECOND, ..plan() }, ..Answer::default() };
    let mut line = Line::new(Script { answers: vec![slow, Answer::default()] });
    for expected in [SECOND, SECOND] {
        let response = line.exchange(&post("/", &send_req("T1"))).await;
        assert_eq!(response.status(), "200");
        assert_eq!(line.elapsed(), expected);
    }
    line.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_refusal_has_no_plan() {
    let drip = Some(Drip { octets: 1, every: SECOND });
    let mut line = Line::new(faulty(FaultPlan { drip, ..plan() }));
    assert_eq!(line.exchange(&post("/", &send_req("T1"))).await.status(), "200");
    let before = line.elapsed();
    line.send(b"no request\r\n\r\n").await;
    assert!(line.rest().await.starts_with(b"HTTP/1.1 400 "));
    assert_eq!(line.elapsed(), before);
    line.close().await;
}

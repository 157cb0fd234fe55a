//! The core inside a wiremock server, asked by a client of our own.

use std::time::Duration;

use mock_mmsc::wiremock::{MmscResponder, mms_message_type, to_recipient};
use mock_mmsc::{Answer, FaultPlan, Mmsc, Script, SharedMmsc, TargetForm};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer};

use super::client::{Response, accepted, faulty, get, post, send_req};

const DEADLINE: Duration = Duration::from_secs(20);

async fn server(script: Script) -> (MockServer, SharedMmsc) {
    let mmsc = SharedMmsc::new(Mmsc::new(script));
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(MmscResponder::new(mmsc.clone())).mount(&server).await;
    (server, mmsc)
}

async fn exchange(server: &MockServer, octets: &[u8]) -> Response {
    timeout(DEADLINE, async {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        stream.write_all(octets).await.unwrap();
        read_response(&mut stream).await
    })
    .await
    .unwrap()
}

/// wiremock writes the names of header fields in lower case.
async fn read_response(stream: &mut TcpStream) -> Response {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await.unwrap();
    Response { head, body }
}

#[tokio::test]
async fn a_message_is_sent_and_fetched() {
    let (server, mmsc) = server(Script::accept()).await;
    let response = exchange(&server, &post("/mms?a=b", &send_req("T1"))).await;
    assert_eq!(response.status(), "200");
    assert!(accepted().ends_with(&response.body));
    assert!(response.head.contains("content-type: application/vnd.wap.mms-message\r\n"));
    assert_eq!(exchange(&server, &get("http://192.168.1.2:7082/attest-1")).await.status(), "200");
    assert_eq!(exchange(&server, &get("/attest-2")).await.status(), "404");
    let mmsc = mmsc.lock();
    let targets: Vec<_> = mmsc
        .exchanges()
        .iter()
        .map(|e| (e.request.target.as_str(), e.request.target_form()))
        .collect();
    assert_eq!(
        targets,
        [
            ("/mms?a=b", TargetForm::Origin),
            ("http://192.168.1.2:7082/attest-1", TargetForm::Absolute),
            ("/attest-2", TargetForm::Origin),
        ]
    );
}

#[tokio::test]
async fn matchers_see_type_and_recipients() {
    for (recipient, message_type, expected) in [
        ("+15550101/TYPE=PLMN", "m-send.req", "200"),
        ("+15550102/TYPE=PLMN", "m-send.req", "200"),
        ("+15550103/TYPE=PLMN", "m-send.req", "404"),
        ("+15550101/TYPE=PLMN", "m-acknowledge.ind", "404"),
    ] {
        let mmsc = SharedMmsc::new(Mmsc::new(Script::accept()));
        let server = MockServer::start().await;
        Mock::given(mms_message_type(message_type))
            .and(to_recipient(recipient))
            .respond_with(MmscResponder::new(mmsc))
            .mount(&server)
            .await;
        let response = exchange(&server, &post("/", &send_req("T1"))).await;
        assert_eq!(response.status(), expected, "{recipient} {message_type}");
    }
}

#[tokio::test]
async fn a_delay_is_kept_and_other_faults_are_named() {
    let delay = Duration::from_millis(50);
    let (slow, _mmsc) = server(faulty(FaultPlan { delay, ..FaultPlan::default() })).await;
    let start = Instant::now();
    assert_eq!(exchange(&slow, &post("/", &send_req("T1"))).await.status(), "200");
    assert!(start.elapsed() >= delay);

    let cut = FaultPlan { cut_after: Some(1), ..FaultPlan::default() };
    let (cut, _mmsc) = server(faulty(cut)).await;
    let response = exchange(&cut, &post("/", &send_req("T1"))).await;
    assert_eq!(response.status(), "500");
    assert!(response.body.starts_with(b"cut_after"));
}

#[tokio::test]
async fn scripted_statuses_reach_the_client() {
    let busy = Answer { status: Some(503), ..Answer::default() };
    let (server, mmsc) = server(busy.into()).await;
    let response = exchange(&server, &post("/", &send_req("T1"))).await;
    assert_eq!(response.status(), "503");
    assert!(response.head.contains("content-type: text/html"), "{}", response.head);
    assert_eq!(mmsc.lock().exchanges()[0].reply_status, 503);
}

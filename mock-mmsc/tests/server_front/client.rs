//! A client in a few lines, and the PDU that it sends.

use std::time::Duration;

use mock_mmsc::http::{Reset, Stream, memory, serve_connection};
use mock_mmsc::{Answer, FaultPlan, Mmsc, Request, Script, SharedMmsc};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// Octets of an answer at most.
const ANSWER_OCTETS_MAX: u64 = 1_048_576;

/// An M-Send.req with one text, as a client sends it.
pub(crate) fn send_req(transaction_id: &str) -> Vec<u8> {
    let mut pdu = vec![0x8C, 0x80]; // X-Mms-Message-Type: M-Send.req
    pdu.push(0x98); // X-Mms-Transaction-Id
    pdu.extend(transaction_id.bytes().chain([0]));
    pdu.extend([0x8D, 0x92]); // X-Mms-MMS-Version: 1.2
    pdu.extend([0x89, 0x01, 0x81]); // From: insert-address
    pdu.push(0x97); // To
    pdu.extend(*b"+15550101/TYPE=PLMN\0");
    pdu.push(0x81); // Bcc
    pdu.extend(*b"+15550102/TYPE=PLMN\0");
    pdu.push(0x96); // Subject
    pdu.extend(*b"Test title\0");
    pdu.extend([0x84, 0xA3]); // Content-Type: multipart.mixed
    pdu.push(0x01); // one part
    pdu.extend([12, 5]); // HeadersLen, DataLen
    pdu.extend([0x03, 0x83, 0x81, 0xEA]); // Content-Type: text/plain; charset=utf-8
    pdu.push(0x8E); // Content-Location
    pdu.extend(*b"t1.txt\0");
    pdu.extend(*b"Hello");
    pdu
}

/// The octets of a POST with Content-Length.
pub(crate) fn post(target: &str, pdu: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {target} HTTP/1.1\r\nHost: 192.168.1.2:7082\r\n\
         Content-Type: application/vnd.wap.mms-message\r\nContent-Length: {}\r\n\r\n",
        pdu.len()
    );
    [head.as_bytes(), pdu].concat()
}

/// The octets of a GET.
pub(crate) fn get(target: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: 192.168.1.2:7082\r\n\r\n").into_bytes()
}

/// A POST for the core itself.
pub(crate) fn post_request(pdu: &[u8]) -> Request {
    request("POST", "/mms", pdu)
}

/// A request for the core itself.
pub(crate) fn request(method: &str, target: &str, body: &[u8]) -> Request {
    let header = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        version: (1, 1),
        headers: vec![
            header("Host", "192.168.1.2:7082"),
            header("Content-Type", "application/vnd.wap.mms-message"),
            header("Content-Length", &body.len().to_string()),
        ],
        body: body.to_vec(),
        raw: Vec::new(),
    }
}

/// A script of one fault for every answer.
pub(crate) fn faulty(fault: FaultPlan) -> Script {
    Answer { fault, ..Answer::default() }.into()
}

/// An MMSC behind one connection in memory.
pub(crate) struct Line {
    pub(crate) mmsc: SharedMmsc,
    pub(crate) stream: memory::Stream,
    pub(crate) served: JoinHandle<()>,
    pub(crate) start: Instant,
}

impl Line {
    pub(crate) fn new(script: Script) -> Self {
        let mmsc = SharedMmsc::new(Mmsc::new(script));
        let (stream, server) = memory::pair();
        let start = Instant::now();
        let clock = move || start.elapsed();
        let served = tokio::spawn(serve_connection(server, mmsc.clone(), clock));
        Self { mmsc, stream, served, start }
    }

    pub(crate) async fn send(&mut self, octets: &[u8]) {
        self.stream.write_all(octets).await.unwrap();
    }

    pub(crate) async fn exchange(&mut self, octets: &[u8]) -> Response {
        self.send(octets).await;
        read_response(&mut self.stream).await
    }

    pub(crate) async fn rest(&mut self) -> Vec<u8> {
        read_to_end(&mut self.stream).await
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Ends the own direction, reads to the end and waits until the connection is served.
    pub(crate) async fn close(mut self) -> SharedMmsc {
        self.stream.shutdown().await.unwrap();
        drop(self.stream);
        self.served.await.unwrap();
        self.mmsc
    }
}

/// An answer that names its length.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn status(&self) -> &str {
        &self.head[9..12]
    }
}

/// Reads one answer and no octet more.
pub(crate) async fn read_response(stream: &mut (impl AsyncRead + Unpin)) -> Response {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await.unwrap();
    Response { head, body }
}

/// Reads until the stream ends.
pub(crate) async fn read_to_end(stream: &mut (impl AsyncRead + Unpin)) -> Vec<u8> {
    let mut octets = Vec::new();
    stream.take(ANSWER_OCTETS_MAX).read_to_end(&mut octets).await.unwrap();
    octets
}

/// Reads until the stream fails; the octets before that and the error.
pub(crate) async fn read_to_error(
    stream: &mut (impl AsyncRead + Unpin),
) -> (Vec<u8>, std::io::ErrorKind) {
    let mut octets = Vec::new();
    let error = stream.take(ANSWER_OCTETS_MAX).read_to_end(&mut octets).await.unwrap_err();
    (octets, error.kind())
}

/// The answer of a sound MMSC to the first `send_req("T1")`, octet for octet.
pub(crate) fn accepted() -> Vec<u8> {
    let mut pdu = vec![0x8C, 0x81]; // X-Mms-Message-Type: M-Send.conf
    pdu.push(0x98); // X-Mms-Transaction-Id
    pdu.extend(*b"T1\0");
    pdu.extend([0x8D, 0x92]); // X-Mms-MMS-Version: 1.2
    pdu.extend([0x92, 0x80]); // X-Mms-Response-Status: Ok
    pdu.push(0x8B); // Message-ID
    pdu.extend(*b"attest-1\0");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.wap.mms-message\r\n\
         Content-Length: {}\r\n\r\n",
        pdu.len()
    );
    [head.as_bytes(), &pdu].concat()
}

/// A stream that any code may serve.
pub(crate) fn is_stream<S: Stream + AsyncWrite + Reset>(stream: S) -> S {
    stream
}

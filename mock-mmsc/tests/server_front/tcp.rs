//! The HTTP front over real sockets of the loopback interface.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use mock_mmsc::http::{CONNECTIONS_MAX, serve};
use mock_mmsc::{Drip, FaultPlan, Mmsc, Outcome, Script, SharedMmsc};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::client::{
    accepted, faulty, get, is_stream, post, read_response, read_to_end, read_to_error, send_req,
};

/// Far above what any of these tests takes.
const DEADLINE: Duration = Duration::from_secs(20);

struct Server {
    address: SocketAddr,
    mmsc: SharedMmsc,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Server {
    async fn new(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mmsc = SharedMmsc::new(Mmsc::new(script));
        let serving = tokio::spawn(serve(listener, mmsc.clone()));
        Self { address, mmsc, serving }
    }

    async fn connect(&self) -> TcpStream {
        is_stream(TcpStream::connect(self.address).await.unwrap())
    }

    async fn sent(&self, octets: &[u8]) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(octets).await.unwrap();
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn bounded<T>(work: impl Future<Output = T>) -> T {
    timeout(DEADLINE, work).await.unwrap()
}

#[tokio::test]
async fn messages_are_sent_and_fetched_over_sockets() {
    bounded(async {
        let server = Server::new(Script::accept()).await;
        let mut stream = server.sent(&post("http://192.168.1.2:7082/", &send_req("T1"))).await;
        let response = read_response(&mut stream).await;
        assert_eq!([response.head.as_bytes(), &response.body].concat(), accepted());
        stream.write_all(&get("/attest-1")).await.unwrap();
        assert_eq!(read_response(&mut stream).await.status(), "200");
        assert_eq!(server.mmsc.lock().exchanges().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_cut_is_an_orderly_end() {
    bounded(async {
        let whole = accepted();
        for cut in [0, 10, whole.len() - 1] {
            let server =
                Server::new(faulty(FaultPlan { cut_after: Some(cut), ..FaultPlan::default() }))
                    .await;
            let mut stream = server.sent(&post("/", &send_req("T1"))).await;
            assert_eq!(read_to_end(&mut stream).await, whole[..cut]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    bounded(async {
        for reset in [0, 10] {
            let server =
                Server::new(faulty(FaultPlan { reset_after: Some(reset), ..FaultPlan::default() }))
                    .await;
            let mut stream = server.sent(&post("/", &send_req("T1"))).await;
            let (octets, error) = read_to_error(&mut stream).await;
            assert_eq!(error, ErrorKind::ConnectionReset);
            assert_eq!(octets, accepted()[..reset]);
        }
    })
    .await;
}

#[tokio::test]
async fn delay_and_drip_take_their_time() {
    bounded(async {
        let every = Duration::from_millis(20);
        let server = Server::new(faulty(FaultPlan {
            delay: every,
            drip: Some(Drip { octets: accepted().len().div_ceil(4), every }),
            ..FaultPlan::default()
        }))
        .await;
        let start = tokio::time::Instant::now();
        let mut stream = server.sent(&post("/", &send_req("T1"))).await;
        let response = read_response(&mut stream).await;
        assert_eq!(response.status(), "200");
        assert!(start.elapsed() >= every * 4, "{:?}", start.elapsed());
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_never_comes_does_not_block_others() {
    bounded(async {
        let server = Server::new(faulty(FaultPlan { never: true, ..FaultPlan::default() })).await;
        let mut silent = server.sent(&post("/", &send_req("T1"))).await;
        server.mmsc.exchanges_reach(1).await;
        server.mmsc.lock().set_script(Script::accept());
        let mut other = server.sent(&post("/", &send_req("T2"))).await;
        assert_eq!(read_response(&mut other).await.status(), "200");
        let silence = timeout(Duration::from_millis(50), read_to_end(&mut silent)).await;
        assert!(silence.is_err());
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_the_server_alive() {
    bounded(async {
        let server = Server::new(Script::accept()).await;
        let whole = post("/", &send_req("T1"));
        drop(server.sent(&whole[..whole.len() - 1]).await);
        server.mmsc.exchanges_reach(1).await;
        let outcome = server.mmsc.lock().exchanges()[0].outcome.clone();
        assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
        let mut stream = server.sent(&whole).await;
        assert_eq!(read_response(&mut stream).await.status(), "200");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_arrives_although_content_is_still_coming() {
    bounded(async {
        let server = Server::new(Script::accept()).await;
        let mut stream =
            server.sent(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n").await;
        let content = vec![0; 9_000_000];
        stream.write_all(&content).await.unwrap();
        assert_eq!(read_response(&mut stream).await.status(), "413");
    })
    .await;
}

#[tokio::test]
async fn connections_over_the_limit_wait() {
    bounded(async {
        let server = Server::new(Script::accept()).await;
        let mut held = Vec::new();
        for _ in 0..CONNECTIONS_MAX {
            held.push(server.sent(&get("/")).await);
            let answer = read_response(held.last_mut().unwrap()).await;
            assert_eq!(answer.status(), "404");
        }
        let mut waiting = server.sent(&get("/")).await;
        let early = timeout(Duration::from_millis(50), read_response(&mut waiting)).await;
        assert!(early.is_err());
        held.pop();
        assert_eq!(read_response(&mut waiting).await.status(), "404");
    })
    .await;
}

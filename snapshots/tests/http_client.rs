//! The model's own HTTP client against a server that nobody on this project wrote.
//!
//! wiremock listens on a loopback socket; every address of the operator's network leads there. What it has seen when
//! it is dropped is checked against `expect`, so that a request that is repeated or left out fails the test.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use mock_mmsc::wiremock::{MmscResponder, mms_message_type, to_recipient};
use mock_mmsc::{Mmsc, Script, SharedMmsc};
use sim7100_model::{Model, Profile};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use transport::Port;
use transport::dialer::{Routes, TcpDialer};
use transport::driver::Driver;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// Longest wait for the module, in wall time; reached in a failing test alone.
const PATIENCE: Duration = Duration::from_secs(10);

/// Media type of a PDU.
const MEDIA_TYPE: &str = "application/vnd.wap.mms-message";

/// Settings for a proxy, as the document prints them.
const THROUGH_PROXY: &[(&str, &str)] = &[
    ("AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"", "OK"),
    ("AT+CMMSPROTO=1,\"10.0.0.172\",80", "OK"),
    ("AT+CGSOCKCONT=1,\"IP\",\"myapn\"", "OK"),
];

/// Settings without a proxy.
const WITHOUT_PROXY: &[(&str, &str)] = &[
    ("AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"", "OK"),
    ("AT+CMMSPROTO=1,\"0.0.0.0\",0", "OK"),
    ("AT+CGSOCKCONT=1,\"IP\",\"myapn\"", "OK"),
];

/// A message with a title and a text, sent.
const MESSAGE: &[(&str, &str)] = &[
    ("AT+CMMSEDIT=1", "OK"),
    ("AT+CMMSDOWN=\"TEXT\",12,\"t1.txt\"", ">"),
    ("Hello module", "OK"),
    ("AT+CMMSRECP=\"13918181818\"", "OK"),
    ("AT+CMMSSEND", "OK"),
];

#[tokio::test]
async fn a_message_is_posted_through_the_proxy() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/xst=test"))
        .and(header("Content-Type", MEDIA_TYPE))
        .and(mms_message_type("m-send.req"))
        .and(to_recipient("13918181818/TYPE=PLMN"))
        .respond_with(responder())
        .expect(1)
        .mount(&server)
        .await;
    let mut module = Module::start(&server).await?;
    module.dialogue(THROUGH_PROXY).await?;
    module.dialogue(MESSAGE).await?;
    module.read_past("+CMMSSEND: 0\r\n").await?;
    let [request] = requests(&server).await.try_into().map_err(|_| "not one request")?;
    // In absolute form the request line names the MMSC, not the proxy that it is sent to.
    assert_eq!(request.url.as_str(), "http://192.168.1.2:7082/xst=test");
    assert_eq!(header_of(&request, "host"), Some("192.168.1.2:7082"));
    assert_eq!(
        header_of(&request, "content-length"),
        Some(request.body.len().to_string().as_str())
    );
    Ok(())
}

#[tokio::test]
async fn without_a_proxy_the_target_is_in_origin_form() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(responder()).expect(1).mount(&server).await;
    let mut module = Module::start(&server).await?;
    module.dialogue(WITHOUT_PROXY).await?;
    module.dialogue(MESSAGE).await?;
    module.read_past("+CMMSSEND: 0\r\n").await?;
    let [request] = requests(&server).await.try_into().map_err(|_| "not one request")?;
    // wiremock puts `localhost` where a request line names no authority.
    assert_eq!(request.url.as_str(), "http://localhost/xst=test");
    assert_eq!(header_of(&request, "host"), Some("192.168.1.2:7082"));
    Ok(())
}

#[tokio::test]
async fn a_stored_message_is_fetched_and_acknowledged() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start().await;
    let responder = responder();
    let given = [
        Mock::given(mms_message_type("m-send.req")),
        Mock::given(method("GET")).and(path("/attest-1")),
        Mock::given(mms_message_type("m-acknowledge.ind")),
    ];
    for mock in given {
        mock.respond_with(responder.clone()).expect(1).mount(&server).await;
    }
    let mut module = Module::start(&server).await?;
    module.dialogue(THROUGH_PROXY).await?;
    module.dialogue(MESSAGE).await?;
    module.read_past("+CMMSSEND: 0\r\n").await?;
    module
        .dialogue(&[
            ("AT+CMMSEDIT=0", "OK"),
            ("AT+CMMSRECV=\"http://192.168.1.2:7082/attest-1\"", "OK"),
        ])
        .await?;
    module.read_past("+CMMSRECV: 0\r\n").await?;
    module.write("AT+CMMSREAD=0\r").await?;
    let text: Vec<u8> = "Hello module".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let read = module.read_past("OK\r\n").await?;
    assert!(read.windows(text.len()).any(|window| window == text), "{}", read.escape_ascii());
    Ok(())
}

#[tokio::test]
async fn an_error_status_fails_the_sending_and_is_not_tried_again() -> Result<(), Box<dyn Error>> {
    for status in [302, 400, 403, 404, 500, 503] {
        let server = MockServer::start().await;
        let refusal = ResponseTemplate::new(status).set_body_string("<html></html>");
        Mock::given(method("POST")).respond_with(refusal).expect(1).mount(&server).await;
        let mut module = Module::start(&server).await?;
        module.dialogue(THROUGH_PROXY).await?;
        module.dialogue(MESSAGE).await?;
        module.read_past("+CMMSSEND: 190\r\n").await?;
        server.verify().await;
    }
    Ok(())
}

#[tokio::test]
async fn an_error_status_fails_the_receiving_and_is_not_tried_again() -> Result<(), Box<dyn Error>>
{
    for status in [404, 500] {
        let server = MockServer::start().await;
        let refusal = ResponseTemplate::new(status).set_body_string("<html></html>");
        Mock::given(method("GET")).respond_with(refusal).expect(1).mount(&server).await;
        let mut module = Module::start(&server).await?;
        module.dialogue(THROUGH_PROXY).await?;
        module.dialogue(&[("AT+CMMSRECV=\"http://211.136.112.84/RROpJGJVyjeA\"", "OK")]).await?;
        module.read_past("+CMMSRECV: 190\r\n").await?;
        server.verify().await;
    }
    Ok(())
}

fn responder() -> MmscResponder {
    MmscResponder::new(SharedMmsc::new(Mmsc::new(Script::accept())))
}

async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap_or_default()
}

fn header_of<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.get(name).and_then(|value| value.to_str().ok())
}

/// The reference model behind a line, its bearer on real sockets.
struct Module {
    line: Port,
    driver: JoinHandle<()>,
}

impl Module {
    async fn start(server: &MockServer) -> Result<Self, Box<dyn Error>> {
        let dialer = Arc::new(TcpDialer::new(Routes::all_to(*server.address())));
        let (mut driver, _handle) = Driver::new(Model::new(Profile::default()), dialer);
        let (line, module) = transport::memory::pair();
        let driver = tokio::spawn(async move {
            // However the line ends, the test has seen enough of it.
            let _ = driver.run(module).await;
        });
        let mut module = Self { line, driver };
        module.dialogue(&[("ATE0", "OK"), ("AT+CMEE=1", "OK")]).await?;
        Ok(module)
    }

    /// Sends command lines, or data after a prompt, and waits for the end of each answer.
    async fn dialogue(&mut self, lines: &[(&str, &str)]) -> Result<(), Box<dyn Error>> {
        for (line, answer) in lines {
            let is_command = line.starts_with("AT");
            self.write(&format!("{line}{}", if is_command { "\r" } else { "" })).await?;
            let end = if *answer == ">" { ">".to_owned() } else { format!("{answer}\r\n") };
            self.read_past(&end).await?;
        }
        Ok(())
    }

    async fn write(&mut self, text: &str) -> Result<(), Box<dyn Error>> {
        Ok(self.line.write_all(text.as_bytes()).await?)
    }

    /// Reads up to and including `end`; an error in its place ends the test.
    async fn read_past(&mut self, end: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut octets = Vec::new();
        while !octets.ends_with(end.as_bytes()) {
            let octet = timeout(PATIENCE, self.line.read_u8()).await;
            let octet =
                octet.map_err(|_| format!("{} in place of {end:?}", octets.escape_ascii()))?;
            octets.push(octet?);
            if octets.ends_with(b"ERROR\r\n") || (octets.ends_with(b"\r\n") && is_error(&octets)) {
                return Err(format!("{} in place of {end:?}", octets.escape_ascii()).into());
            }
        }
        Ok(octets)
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

fn is_error(octets: &[u8]) -> bool {
    octets.windows(b"+CME ERROR".len()).any(|window| window == b"+CME ERROR")
}

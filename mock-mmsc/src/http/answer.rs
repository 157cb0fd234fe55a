//! One request through the core: content collected, reply made, delay waited, plan armed.

use std::convert::Infallible;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use tokio::io::AsyncWriteExt as _;
use tokio::time::{sleep, timeout};

use super::boundary::request_length;
use super::fault_io::FaultIo;
use super::head::{Head, read_head};
use super::stream::Stream;
use super::wire::Wire;
use crate::exchange::{Reply, Request};
use crate::shared::SharedMmsc;

/// Octets of content that a request may have; more is answered 413.
pub const REQUEST_OCTETS_MAX: usize = 2 * 1_024 * 1_024;
/// Seconds that the content of a request may take to arrive; then it is answered 408.
pub const BODY_SECONDS_MAX: u64 = 4_000;

/// Answers one request. It does not complete when the plan says that no answer comes.
pub(super) async fn answer<S: Stream>(
    wire: &Wire<S>,
    mmsc: &SharedMmsc,
    clock: &impl Fn() -> Duration,
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
    let head = read_head(&wire.lock().tee);
    let content = content(request.into_body()).await;
    let raw = claim(wire, head.as_ref());
    let reply = match (head, content) {
        (Some(head), Ok(body)) => mmsc.handle(clock(), Request { body, raw, ..head.request }),
        (None, Ok(_)) => refuse(mmsc, clock(), raw, Refusal::head()),
        (_, Err(refusal)) => refuse(mmsc, clock(), raw, refusal),
    };
    tracing::debug!(status = reply.status, octets = reply.body.len(), fault = ?reply.fault, "answer");
    if !reply.fault.delay.is_zero() {
        sleep(reply.fault.delay).await;
    }
    wire.lock().arm(reply.fault.clone());
    if reply.fault.never {
        std::future::pending::<()>().await;
    }
    if let Some(octets) = &reply.fault.raw {
        write_raw(wire, octets).await;
    }
    Ok(response(reply))
}

/// Sends octets in place of a response and ends the stream, so that hyper's own response goes nowhere.
async fn write_raw<S: Stream>(wire: &Wire<S>, octets: &[u8]) {
    wire.lock().start_response();
    // The peer may be gone, and the plan may end the stream before the last octet.
    let _ = FaultIo(wire.clone()).write_all(octets).await;
    std::future::poll_fn(|context| {
        wire.lock().finish(context);
        Poll::Ready(())
    })
    .await;
}

/// Why a request is not for the core.
struct Refusal {
    status: u16,
    reason: String,
}

impl Refusal {
    const fn new(status: u16, reason: String) -> Self {
        Self { status, reason }
    }

    fn head() -> Self {
        Self::new(400, format!("head over {} octets", super::TEE_OCTETS_MAX))
    }

    fn too_large() -> Self {
        Self::new(413, format!("content over {REQUEST_OCTETS_MAX} octets"))
    }
}

async fn content(body: Incoming) -> Result<Vec<u8>, Refusal> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > REQUEST_OCTETS_MAX {
        return Err(Refusal::too_large());
    }
    let collected = Limited::new(body, REQUEST_OCTETS_MAX).collect();
    match timeout(Duration::from_secs(BODY_SECONDS_MAX), collected).await {
        Ok(Ok(content)) => Ok(content.to_bytes().to_vec()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::too_large()),
        Ok(Err(error)) => Err(Refusal::new(400, format!("content broken off: {error}"))),
        Err(_) => {
            Err(Refusal::new(408, format!("content not complete after {BODY_SECONDS_MAX} s")))
        }
    }
}

fn claim<S: Stream>(wire: &Wire<S>, head: Option<&Head>) -> Vec<u8> {
    let mut state = wire.lock();
    let length = head.map_or(state.tee.len(), |head| request_length(&state.tee, head));
    state.claim(length)
}

fn refuse(mmsc: &SharedMmsc, now: Duration, raw: Vec<u8>, refusal: Refusal) -> Reply {
    tracing::debug!(status = refusal.status, reason = refusal.reason, "refused");
    let mut reply = mmsc.refused_with(now, refusal.status, raw, refusal.reason);
    reply.headers.push(("Connection".to_owned(), "close".to_owned()));
    reply
}

/// The reply in hyper's terms. A header field that HTTP does not allow is left out, a status is made 500.
fn response(reply: Reply) -> hyper::Response<Full<Bytes>> {
    use hyper::header::{HeaderName, HeaderValue};
    let mut response = hyper::Response::new(Full::new(Bytes::from(reply.body)));
    let status = hyper::StatusCode::from_u16(reply.status).ok();
    *response.status_mut() = status
        .filter(|status| !status.is_informational()) // An interim response is no answer.
        .unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &reply.headers {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                response.headers_mut().append(name, value);
            }
            _ => tracing::warn!(name, value, "header field of the reply is not valid"),
        }
    }
    response
}

//! One connection: hyper over the fault layer, and what hyper leaves to do at its end.

use std::pin::pin;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt as _;
use tokio::time::{sleep, timeout};
use tracing::Instrument as _;

use super::answer::answer;
use super::fault_io::FaultIo;
use super::stream::Stream;
use super::wire::Wire;
use crate::shared::SharedMmsc;

/// Seconds from one request, or from the start, to the end of the next head; then the connection is closed.
pub const HEADER_SECONDS_MAX: u64 = 60;
/// Octets of a head, about; a longer one is answered 431.
pub const HEAD_OCTETS_MAX: usize = 64 * 1_024;
/// Seconds that a connection may live: longer than any time limit of a client.
pub const CONNECTION_SECONDS_MAX: u64 = 100_000;
/// Seconds that the end of a connection waits for the peer's, so that a refusal is not lost in a reset.
pub const LINGER_SECONDS_MAX: u64 = 2;
/// Octets that the peer may send meanwhile.
pub const LINGER_OCTETS_MAX: usize = 16 * 1_024 * 1_024;

/// Serves one connection until either end closes it. `clock` gives the time that the core sees.
///
/// Dropping the future drops the stream at once.
pub async fn serve_connection<S: Stream>(
    stream: S,
    mmsc: SharedMmsc,
    clock: impl Fn() -> Duration,
) {
    let wire = Wire::new(stream);
    let service = service_fn(|request| {
        let span = tracing::debug_span!("mms_transaction");
        answer(&wire, &mmsc, &clock, request).instrument(span)
    });
    let io = TokioIo::new(FaultIo(wire.clone()));
    let mut connection = pin!(builder().serve_connection(io, service));
    tokio::select! {
        biased;
        ended = connection.as_mut() => {
            unfinished(&wire, &mmsc, &clock, ended.err()).await;
        }
        () = wire.abandoned() => return,
        () = sleep(Duration::from_secs(CONNECTION_SECONDS_MAX)) => return,
    }
    linger(&wire).await;
}

fn builder() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .half_close(true)
        .auto_date_header(false)
        .title_case_headers(true)
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(HEADER_SECONDS_MAX))
        .max_buf_size(HEAD_OCTETS_MAX);
    builder
}

/// Records what hyper refuses, what broke off and what came behind the last request; answers a refusal where hyper has
/// not.
async fn unfinished<S: Stream>(
    wire: &Wire<S>,
    mmsc: &SharedMmsc,
    clock: &impl Fn() -> Duration,
    error: Option<hyper::Error>,
) {
    let (written, ended, raw) = {
        let mut state = wire.lock();
        let length = state.tee.len();
        (state.unclaimed_status(), state.ended, state.claim(length))
    };
    if ended || raw.iter().all(u8::is_ascii_whitespace) {
        return; // The plan ended the connection, or nothing is left; some clients send line ends behind content.
    }
    let Some(error) = error else {
        let _ = mmsc.refused_with(clock(), 0, raw, "octets behind the last request".to_owned());
        return;
    };
    tracing::debug!(%error, "connection failed");
    let status = written.unwrap_or_else(|| if error.is_timeout() { 408 } else { 400 });
    let reply = mmsc.refused_with(clock(), status, raw, error.to_string());
    if written.is_none() {
        let status = reply.status;
        let text = format!("HTTP/1.1 {status} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        let mut io = FaultIo(wire.clone());
        // The peer may be gone or deaf, which the record says already.
        let _ = timeout(LINGER, io.write_all(text.as_bytes())).await;
    }
}

/// Ends the own direction and waits a little for the peer's end.
async fn linger<S: Stream>(wire: &Wire<S>) {
    let mut io = FaultIo(wire.clone());
    let _ = timeout(LINGER, io.shutdown()).await;
    let _ = timeout(LINGER, wire.drain(LINGER_OCTETS_MAX)).await;
}

const LINGER: Duration = Duration::from_secs(LINGER_SECONDS_MAX);

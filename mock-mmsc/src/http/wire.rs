//! The stream under one connection, with what the fault layer knows about it: the tee and the plan.
//!
//! hyper owns one handle (inside `FaultIo`), the connection another. One task polls both, so that the lock
//! is never contended.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::ReadBuf;
use tokio::time::{Sleep, sleep};

use super::stream::Stream;
use crate::fault::{End, FaultPlan};

/// Octets of one request that the tee keeps; what comes after them is not recorded.
pub const TEE_OCTETS_MAX: usize = 4 * 1_024 * 1_024;

/// An interim response is no part of the response that a plan counts.
const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
/// The start of a status line.
const VERSION: &[u8] = b"HTTP/1.";
/// Octets of a status line up to the end of its status code.
const STATUS_OCTETS: usize = 12;
/// Octets that are read at once to be thrown away.
const SCRATCH_OCTETS: usize = 4_096;

/// A shared handle to the stream of one connection.
#[derive(Debug)]
pub(super) struct Wire<S>(Arc<Mutex<State<S>>>);

/// The stream and what is known about it.
#[derive(Debug)]
pub(super) struct State<S> {
    /// `None` after a reset.
    pub(super) stream: Option<S>,
    /// Octets read since the last request was claimed.
    pub(super) tee: Vec<u8>,
    /// Requests that were claimed, and responses that were started, interim ones not counted.
    requests: u64,
    responses: u64,
    /// The first octets of the last response that was started.
    status_line: Vec<u8>,
    /// Whether the next octet written starts a response.
    starts: bool,
    /// The plan of the response that is being written.
    plan: FaultPlan,
    /// Whether the plan is for a response that has not started.
    armed: bool,
    /// Octets of that response that went out.
    sent: usize,
    /// Octets that pass before the response starts.
    interim: usize,
    /// The pause of a drip.
    pause: Option<Pin<Box<Sleep>>>,
    /// Whether the plan has ended the stream.
    pub(super) ended: bool,
}

impl<S> Clone for Wire<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Stream> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self(Arc::new(Mutex::new(State {
            stream: Some(stream),
            tee: Vec::new(),
            requests: 0,
            responses: 0,
            status_line: Vec::new(),
            starts: true,
            plan: FaultPlan::default(),
            armed: false,
            sent: 0,
            interim: 0,
            pause: None,
            ended: false,
        })))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State<S>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Completes when no answer will come ([`FaultPlan::never`]) and the peer has given up.
    pub(super) async fn abandoned(&self) {
        std::future::poll_fn(|context| self.lock().poll_abandoned(context)).await;
    }

    /// Throws away what the peer still sends, until it ends or `octets` came.
    pub(super) async fn drain(&self, octets: usize) {
        let mut left = octets;
        std::future::poll_fn(|context| {
            while left > 0 {
                match ready!(self.lock().poll_discard(context)) {
                    0 => break,
                    read => left = left.saturating_sub(read),
                }
            }
            Poll::Ready(())
        })
        .await;
    }
}

impl<S: Stream> State<S> {
    /// Takes the octets of the request that starts the tee.
    pub(super) fn claim(&mut self, length: usize) -> Vec<u8> {
        self.requests = self.requests.saturating_add(1);
        let rest = self.tee.split_off(length.min(self.tee.len()));
        std::mem::replace(&mut self.tee, rest)
    }

    /// Sets the plan of the response that comes next.
    pub(super) fn arm(&mut self, plan: FaultPlan) {
        self.plan = plan;
        self.armed = true;
    }

    /// The status of the response to a request that was not claimed.
    pub(super) fn unclaimed_status(&self) -> Option<u16> {
        if self.responses <= self.requests {
            return None;
        }
        let digits = self.status_line.get(9..STATUS_OCTETS)?;
        str::from_utf8(digits).ok()?.parse().ok()
    }

    pub(super) fn record_read(&mut self, octets: &[u8]) {
        let room = TEE_OCTETS_MAX.saturating_sub(self.tee.len());
        self.tee.extend(octets.iter().take(room));
    }

    /// Writes under the plan.
    pub(super) fn poll_write(
        &mut self,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.ended {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        if self.starts && self.interim == 0 && octets.starts_with(CONTINUE) {
            self.interim = CONTINUE.len();
        }
        if self.interim > 0 {
            let octets = octets.get(..self.interim).unwrap_or(octets);
            let written = ready!(self.poll_stream_write(context, octets))?;
            self.interim = self.interim.saturating_sub(written);
            self.starts = self.interim == 0;
            return Poll::Ready(Ok(written));
        }
        if std::mem::take(&mut self.starts) && octets.starts_with(VERSION) {
            self.start_response();
        }
        self.poll_response_write(context, octets)
    }

    /// Flushes; then everything handed over is written, and a response may start.
    pub(super) fn poll_flush(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Some(stream) = &mut self.stream {
            ready!(Pin::new(stream).poll_flush(context))?;
        }
        self.starts = true;
        Poll::Ready(Ok(()))
    }

    /// Ends the stream in an orderly way, unless the plan has ended it.
    pub(super) fn finish(&mut self, context: &mut Context<'_>) {
        if !std::mem::replace(&mut self.ended, true) {
            self.shut_down(context);
        }
    }

    /// A response begins, under the plan that was set for it.
    pub(super) fn start_response(&mut self) {
        self.starts = false;
        self.responses = self.responses.saturating_add(1);
        self.status_line.clear();
        self.sent = 0;
        self.pause = None;
        if !std::mem::take(&mut self.armed) {
            self.plan = FaultPlan::default(); // A response of hyper's own.
        }
    }

    fn poll_response_write(
        &mut self,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        let allowed = self.allowed();
        if allowed == Some(0) {
            self.end(context);
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let piece = self.plan.drip.map_or(usize::MAX, |drip| drip.octets.max(1));
        let length = piece.min(allowed.unwrap_or(usize::MAX)).min(octets.len());
        let piece = octets.get(..length).unwrap_or(octets);
        let written = ready!(self.poll_stream_write(context, piece))?;
        self.sent = self.sent.saturating_add(written);
        self.record_written(octets.get(..written).unwrap_or_default());
        self.pause = self.plan.drip.map(|drip| Box::pin(sleep(drip.every)));
        if self.allowed() == Some(0) {
            self.end(context);
        }
        Poll::Ready(Ok(written))
    }

    /// Octets that may still go out, where there is a limit.
    fn allowed(&self) -> Option<usize> {
        self.plan.limit().map(|(limit, _)| limit.saturating_sub(self.sent))
    }

    fn record_written(&mut self, octets: &[u8]) {
        let room = STATUS_OCTETS.saturating_sub(self.status_line.len());
        self.status_line.extend(octets.iter().take(room));
    }

    fn poll_stream_write(
        &mut self,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.stream {
            Some(stream) => Pin::new(stream).poll_write(context, octets),
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    /// Ends the stream as the plan says.
    fn end(&mut self, context: &mut Context<'_>) {
        self.ended = true;
        match self.plan.limit() {
            Some((_, End::Reset)) => {
                if let Some(mut stream) = self.stream.take() {
                    stream.reset();
                }
            }
            _ => self.shut_down(context),
        }
    }

    /// Starts an orderly end; both kinds of stream do it at once.
    fn shut_down(&mut self, context: &mut Context<'_>) {
        if let Some(stream) = &mut self.stream {
            // The peer may be gone already, which is no fault of ours.
            let _ = Pin::new(stream).poll_shutdown(context);
        }
    }

    fn poll_abandoned(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if !self.plan.never {
            return Poll::Pending; // The poll that arms the plan is followed by one of this.
        }
        while ready!(self.poll_discard(context)) > 0 {}
        Poll::Ready(())
    }

    /// Reads and forgets; 0 when the stream has ended or failed.
    fn poll_discard(&mut self, context: &mut Context<'_>) -> Poll<usize> {
        let Some(stream) = &mut self.stream else {
            return Poll::Ready(0);
        };
        let mut scratch = [0; SCRATCH_OCTETS];
        let mut buffer = ReadBuf::new(&mut scratch);
        match ready!(Pin::new(stream).poll_read(context, &mut buffer)) {
            Ok(()) => Poll::Ready(buffer.filled().len()),
            Err(_) => Poll::Ready(0),
        }
    }
}

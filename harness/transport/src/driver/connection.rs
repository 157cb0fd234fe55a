//! One connection of the model's bearer.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use sim7100_model::NetFailure;
use tokio::io::AsyncWrite;

use super::outbox::Outbox;
use super::poll_read;
use crate::dialer::Dialing;
use crate::port::Stream;

/// Octets that wait for a peer that does not read; more are lost, and the connection with them.
pub(super) const PEER_OCTETS_QUEUED_MAX: usize = 1024 * 1024;

/// What happened on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Happening {
    Opened,
    /// So many octets are in the chunk.
    Received(usize),
    Ended,
    Failed(NetFailure),
}

/// A connection from the call to its close.
pub(super) struct Connection {
    state: State,
    outbox: Outbox,
}

enum State {
    Dialing(Dialing),
    Open(Box<dyn Stream>),
    /// The peer has ended its direction; ours is open.
    HalfOpen(Box<dyn Stream>),
    /// The model has been told that it failed.
    Failed,
}

impl Connection {
    pub(super) fn new(dialing: Dialing) -> Self {
        Self { state: State::Dialing(dialing), outbox: Outbox::new(PEER_OCTETS_QUEUED_MAX) }
    }

    pub(super) fn send(&mut self, octets: &[u8]) {
        if self.outbox.push(octets) > 0 {
            // A stream with a hole in it would be worse than none.
            self.state = State::Dialing(Dialing::failed(io::ErrorKind::ConnectionReset));
            self.outbox.clear();
        }
    }

    /// Moves octets; ready when the model has something to learn.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, chunk: &mut [u8]) -> Poll<Happening> {
        let happening = match &mut self.state {
            State::Dialing(dialing) => match ready!(Pin::new(dialing).poll(cx)) {
                Ok(stream) => {
                    self.state = State::Open(stream);
                    return Poll::Ready(Happening::Opened);
                }
                Err(error) => Happening::Failed(failure(&error, NetFailure::Unreachable)),
            },
            State::Open(stream) => {
                flush(cx, stream, &mut self.outbox);
                match ready!(poll_read(cx, stream, chunk)) {
                    Ok(0) => Happening::Ended,
                    Ok(octets) => Happening::Received(octets),
                    Err(error) => Happening::Failed(failure(&error, NetFailure::Reset)),
                }
            }
            State::HalfOpen(stream) => {
                flush(cx, stream, &mut self.outbox);
                return Poll::Pending;
            }
            State::Failed => return Poll::Pending,
        };
        match happening {
            Happening::Failed(_) => self.state = State::Failed,
            Happening::Ended => self.half_open(),
            Happening::Opened | Happening::Received(_) => {}
        }
        Poll::Ready(happening)
    }

    /// Writes what is left and says goodbye; ready when that is done or no longer possible.
    pub(super) fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let (State::Open(stream) | State::HalfOpen(stream)) = &mut self.state else {
            return Poll::Ready(());
        };
        flush(cx, stream, &mut self.outbox);
        if !self.outbox.is_empty() {
            return Poll::Pending;
        }
        Pin::new(stream).poll_shutdown(cx).map(|_| ())
    }

    fn half_open(&mut self) {
        if let State::Open(stream) = std::mem::replace(&mut self.state, State::Failed) {
            self.state = State::HalfOpen(stream);
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.state {
            State::Dialing(_) => "dialing",
            State::Open(_) => "open",
            State::HalfOpen(_) => "half open",
            State::Failed => "failed",
        })
    }
}

/// Writes until the peer takes no more. A failure is not told here: what the peer said before it
/// left is still to be read, and the read tells how it left.
fn flush<W: AsyncWrite + Unpin + ?Sized>(cx: &mut Context<'_>, to: &mut W, outbox: &mut Outbox) {
    while !outbox.is_empty() {
        match outbox.poll_send(cx, to) {
            Poll::Ready(Ok(_)) => {}
            Poll::Ready(Err(_)) => outbox.clear(),
            Poll::Pending => return,
        }
    }
}

/// What the model sees of `error`; `other` for the kinds that say nothing of their own.
fn failure(error: &io::Error, other: NetFailure) -> NetFailure {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::ConnectionRefused => NetFailure::Refused,
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => NetFailure::Reset,
        _ => other,
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    use super::*;

    async fn open() -> (Connection, DuplexStream) {
        let (here, there) = tokio::io::duplex(16);
        let mut connection = Connection::new(Dialing::new(std::future::ready(Ok(here))));
        assert_eq!(next(&mut connection).await, (Happening::Opened, Vec::new()));
        (connection, there)
    }

    async fn next(connection: &mut Connection) -> (Happening, Vec<u8>) {
        let mut chunk = [0; 8];
        let happening = poll_fn(|cx| connection.poll(cx, &mut chunk)).await;
        let octets = if let Happening::Received(octets) = happening { octets } else { 0 };
        (happening, chunk[..octets].to_vec())
    }

    #[tokio::test]
    async fn failures_of_the_call() {
        for (kind, expected) in [
            (io::ErrorKind::ConnectionRefused, NetFailure::Refused),
            (io::ErrorKind::ConnectionReset, NetFailure::Reset),
            (io::ErrorKind::HostUnreachable, NetFailure::Unreachable),
            (io::ErrorKind::TimedOut, NetFailure::Unreachable),
        ] {
            let mut connection = Connection::new(Dialing::failed(kind));
            assert_eq!(next(&mut connection).await.0, Happening::Failed(expected), "{kind:?}");
        }
    }

    #[tokio::test]
    async fn what_the_peer_said_comes_before_its_end() {
        let (mut connection, mut peer) = open().await;
        peer.write_all(b"HTTP/1.1 413").await.unwrap();
        drop(peer);
        connection.send(b"more than nobody will ever read");
        assert_eq!(next(&mut connection).await, (Happening::Received(8), b"HTTP/1.1".to_vec()));
        assert_eq!(next(&mut connection).await, (Happening::Received(4), b" 413".to_vec()));
        assert_eq!(next(&mut connection).await.0, Happening::Ended);
    }

    #[tokio::test]
    async fn a_close_waits_for_the_last_octets() {
        let (mut connection, mut peer) = open().await;
        let octets = b"longer than the sixteen octets of the pipe";
        connection.send(octets);
        let mut received = Vec::new();
        let close = poll_fn(|cx| connection.poll_close(cx));
        let ((), read) = tokio::join!(close, peer.read_to_end(&mut received));
        read.unwrap();
        assert_eq!(received, octets);
    }

    #[tokio::test]
    async fn a_peer_that_never_reads_costs_the_connection() {
        let (mut connection, _peer) = open().await;
        connection.send(&vec![0; PEER_OCTETS_QUEUED_MAX + 1]);
        assert_eq!(next(&mut connection).await.0, Happening::Failed(NetFailure::Reset));
    }
}

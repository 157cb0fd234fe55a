//! Octets that wait to be written, up to a limit.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::AsyncWrite;

/// A bounded queue of octets in front of a writer.
#[derive(Debug)]
pub(super) struct Outbox {
    queue: VecDeque<u8>,
    octets_max: usize,
}

impl Outbox {
    pub(super) fn new(octets_max: usize) -> Self {
        Self { queue: VecDeque::new(), octets_max }
    }

    /// Queues what fits; yields how many octets did not, and are lost.
    pub(super) fn push(&mut self, octets: &[u8]) -> u64 {
        let room = self.octets_max.saturating_sub(self.queue.len());
        let (kept, lost) = octets.split_at_checked(room).unwrap_or((octets, &[]));
        self.queue.extend(kept);
        if !lost.is_empty() {
            tracing::warn!(octets = lost.len(), "queue full, octets lost");
        }
        u64::try_from(lost.len()).unwrap_or(u64::MAX)
    }

    pub(super) fn clear(&mut self) {
        self.queue.clear();
    }

    /// Writes some octets; pending while there are none, or the writer takes none.
    pub(super) fn poll_send<W: AsyncWrite + Unpin + ?Sized>(
        &mut self,
        cx: &mut Context<'_>,
        writer: &mut W,
    ) -> Poll<io::Result<usize>> {
        let (front, _) = self.queue.as_slices();
        if front.is_empty() {
            return Poll::Pending;
        }
        let written = ready!(Pin::new(writer).poll_write(cx, front))?;
        if written == 0 {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        self.queue.drain(..written);
        Poll::Ready(Ok(written))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::io::AsyncReadExt;

    use super::*;

    #[tokio::test]
    async fn octets_beyond_the_limit_are_lost_and_counted() {
        let (mut here, mut there) = tokio::io::duplex(64);
        let mut outbox = Outbox::new(5);
        assert_eq!(outbox.push(b"abc"), 0);
        assert_eq!(outbox.push(b"defg"), 2);
        assert_eq!(poll_fn(|cx| outbox.poll_send(cx, &mut here)).await.unwrap(), 5);
        assert!(outbox.is_empty());
        drop(here);
        let mut received = String::new();
        there.read_to_string(&mut received).await.unwrap();
        assert_eq!(received, "abcde");
    }
}

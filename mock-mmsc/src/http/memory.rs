//! Two ends of a stream in memory, with an end of stream and a reset like those of TCP.
//!
//! Dropping an end gives the peer an orderly end of stream; [`Reset::reset`] gives it `ConnectionReset`
//! after the octets that are on their way.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf};

use super::stream::Reset;

/// Octets that each direction holds before its writer waits.
pub const PIPE_OCTETS_MAX: usize = 64 * 1_024;

/// The two ends of a new stream.
#[must_use]
pub fn pair() -> (Stream, Stream) {
    let (left, right) = tokio::io::duplex(PIPE_OCTETS_MAX);
    let reset = Arc::new(AtomicBool::new(false));
    (Stream { pipe: Some(left), reset: Arc::clone(&reset) }, Stream { pipe: Some(right), reset })
}

/// One end of a stream in memory.
#[derive(Debug)]
pub struct Stream {
    /// `None` after a reset by this end.
    pipe: Option<DuplexStream>,
    /// Whether either end has reset the stream.
    reset: Arc<AtomicBool>,
}

impl Stream {
    fn pipe(&mut self) -> io::Result<Pin<&mut DuplexStream>> {
        self.pipe.as_mut().map(Pin::new).ok_or_else(connection_reset)
    }

    fn is_reset(&self) -> bool {
        self.reset.load(Ordering::Acquire)
    }
}

impl Reset for Stream {
    fn reset(&mut self) {
        self.reset.store(true, Ordering::Release);
        self.pipe = None;
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = self.pipe()?.poll_read(context, buffer);
        let ended = matches!(read, Poll::Ready(Ok(()))) && buffer.filled().len() == before;
        if ended && buffer.remaining() > 0 && self.is_reset() {
            return Poll::Ready(Err(connection_reset()));
        }
        read
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_reset() {
            return Poll::Ready(Err(connection_reset()));
        }
        self.pipe()?.poll_write(context, octets)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.pipe()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.pipe()?.poll_shutdown(context)
    }
}

fn connection_reset() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test]
    async fn a_drop_ends_the_stream_in_order() {
        let (mut left, mut right) = pair();
        left.write_all(b"hi").await.unwrap();
        drop(left);
        let mut read = Vec::new();
        assert_eq!(right.read_to_end(&mut read).await.unwrap(), 2);
        assert_eq!(read, b"hi");
        assert_eq!(right.write_all(b"x").await.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }

    #[tokio::test]
    async fn one_direction_can_end_alone() {
        let (mut left, mut right) = pair();
        left.shutdown().await.unwrap();
        assert_eq!(right.read(&mut [0; 1]).await.unwrap(), 0);
        right.write_all(b"x").await.unwrap();
        assert_eq!(left.read_u8().await.unwrap(), b'x');
    }

    #[tokio::test]
    async fn a_reset_follows_the_octets_before_it() {
        let (mut left, mut right) = pair();
        left.write_all(b"hi").await.unwrap();
        left.reset();
        let mut read = [0; 2];
        right.read_exact(&mut read).await.unwrap();
        assert_eq!(&read, b"hi");
        for _ in 0..2 {
            let error = right.read(&mut read).await.unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
        }
        assert_eq!(right.write(b"x").await.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
        assert_eq!(left.read(&mut read).await.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    }
}

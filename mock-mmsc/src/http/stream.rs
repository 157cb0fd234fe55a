//! What the front asks of a stream: octets both ways, and a reset on demand.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// A stream that can be reset.
pub trait Reset {
    /// Arranges that the peer's reads fail once the stream is dropped, which the caller does next.
    /// Octets that were written before are still delivered.
    fn reset(&mut self);
}

/// What [`serve_connection`](super::serve_connection) serves. Implemented by whatever has these traits.
pub trait Stream: AsyncRead + AsyncWrite + Reset + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Reset + Unpin + Send> Stream for S {}

impl Reset for TcpStream {
    fn reset(&mut self) {
        // A socket that lingers for no time is closed with RST in place of FIN.
        if let Err(error) = socket2::SockRef::from(&*self).set_linger(Some(Duration::ZERO)) {
            tracing::warn!(%error, "socket cannot be reset, it is closed instead");
        }
    }
}

//! The accept loop over TCP.

use std::io;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::connection::serve_connection;
use crate::shared::SharedMmsc;

/// Connections served at the same time; further ones wait in the listener's queue.
pub const CONNECTIONS_MAX: usize = 64;
/// Failures of the listener in a row that end the loop.
pub const ACCEPT_FAILURES_MAX: u32 = 100;
/// Milliseconds after such a failure.
const ACCEPT_PAUSE_MS: u64 = 50;

/// Serves what connects, until the future is dropped, which drops its connections too. The core's time starts at 0.
///
/// # Errors
///
/// The listener's, after [`ACCEPT_FAILURES_MAX`] failures in a row.
pub async fn serve(listener: TcpListener, mmsc: SharedMmsc) -> io::Result<()> {
    let start = Instant::now();
    let mut connections = JoinSet::new();
    let mut failures = 0_u32;
    loop {
        tokio::select! {
            biased;
            Some(_) = connections.join_next() => {}
            accepted = listener.accept(), if connections.len() < CONNECTIONS_MAX => match accepted {
                Ok((stream, peer)) => {
                    failures = 0;
                    tracing::debug!(%peer, "connection");
                    // Pieces of a drip must not be collected into one segment.
                    let _ = stream.set_nodelay(true);
                    connections.spawn(serve_connection(stream, mmsc.clone(), move || start.elapsed()));
                }
                Err(error) if failures >= ACCEPT_FAILURES_MAX => return Err(error),
                Err(error) => {
                    failures = failures.saturating_add(1);
                    tracing::warn!(%error, "accept failed");
                    sleep(Duration::from_millis(ACCEPT_PAUSE_MS)).await;
                }
            }
        }
    }
}

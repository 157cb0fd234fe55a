//! What a laboratory does to the model beyond its serial line: push, EFS files, profile, power.
//!
//! One JSON object a line, one reply a request, in order. Inside a process the same requests go
//! over a channel; a [`Handle`] hides which it is.
//!
//! ```text
//! > {"op":"put_file","path":"C:/Picture/t1.jpg","base64":"/9j/4A=="}
//! < {"ok":"done"}
//! > {"op":"get_file","path":"C:/Picture/none.jpg"}
//! < {"error":"no file C:/Picture/none.jpg"}
//! ```

mod client;
mod handle;
mod line;
mod request;
mod server;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

pub use client::Client;
pub use handle::Handle;
pub(crate) use handle::{Envelope, channel};
pub use line::LINE_OCTETS_MAX;
pub use request::{Answer, PROTOCOL, Reply, Request};
pub use server::{CLIENTS_MAX, Server};

/// How long a client waits for the reply to one request.
pub const REPLY_TIMEOUT: Duration = Duration::from_secs(10);

/// Requests that wait for the driver before their senders do.
pub const REQUESTS_QUEUED_MAX: usize = 16;

/// Why a request got no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ControlError {
    /// The other side understood the request and refused it.
    #[error("{0}")]
    Refused(String),
    /// The driver has ended, or the socket was closed.
    #[error("nobody answers requests any more")]
    Closed,
    /// No reply came within [`REPLY_TIMEOUT`].
    #[error("no reply within {} s", REPLY_TIMEOUT.as_secs())]
    Silent,
    /// An earlier request was given up before its reply came, so replies no longer match.
    #[error("an earlier request was given up; connect again")]
    OutOfStep,
    /// The request or the reply is longer than [`LINE_OCTETS_MAX`].
    #[error("the line is longer than {LINE_OCTETS_MAX} octets")]
    TooLong,
    /// The reply is none that this build knows.
    #[error("the reply is malformed: {0}")]
    Malformed(serde_json::Error),
    /// Another server answers at the path.
    #[error("another server answers at {}", .0.display())]
    InUse(PathBuf),
    /// Something that is no socket has that name, and stays.
    #[error("{} exists and is no socket", .0.display())]
    NotASocket(PathBuf),
    /// The socket failed.
    #[error("control socket {} failed: {source}", path.display())]
    Io {
        /// The path of the socket.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

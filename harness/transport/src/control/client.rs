//! The asking end of a control socket.

use std::io;
use std::path::{Path, PathBuf};

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::UnixStream;

use super::line::{self, Line};
use super::{ControlError, LINE_OCTETS_MAX, REPLY_TIMEOUT, Reply, Request};

/// A connection to a [`super::Server`]; one request at a time.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<UnixStream>,
    path: PathBuf,
    /// A request is out and its reply has not been read.
    pending: bool,
}

impl Client {
    /// Connects to the server at `path`.
    ///
    /// # Errors
    /// [`ControlError::Io`] when nobody answers there.
    pub async fn connect(path: &Path) -> Result<Self, ControlError> {
        let stream = UnixStream::connect(path)
            .await
            .map_err(|source| ControlError::Io { path: path.to_owned(), source })?;
        Ok(Self { stream: BufReader::new(stream), path: path.to_owned(), pending: false })
    }

    /// Sends a request and waits for its reply, [`REPLY_TIMEOUT`] at most.
    ///
    /// # Errors
    /// Any [`ControlError`] but `Refused`, which is a [`Reply::Error`] here. After a request that
    /// was given up, every other is [`ControlError::OutOfStep`].
    pub async fn request(&mut self, request: &Request) -> Result<Reply, ControlError> {
        if self.pending {
            return Err(ControlError::OutOfStep);
        }
        let mut text = serde_json::to_vec(request).map_err(ControlError::Malformed)?;
        if text.len() > LINE_OCTETS_MAX {
            return Err(ControlError::TooLong);
        }
        text.push(b'\n');
        self.pending = true;
        let exchange = tokio::time::timeout(REPLY_TIMEOUT, self.exchange(&text)).await;
        let line = exchange
            .map_err(|_| ControlError::Silent)?
            .map_err(|source| ControlError::Io { path: self.path.clone(), source })?;
        self.pending = false;
        match line {
            Line::Octets(line) => serde_json::from_slice(&line).map_err(ControlError::Malformed),
            Line::TooLong => Err(ControlError::TooLong),
            Line::End => Err(ControlError::Closed),
        }
    }

    async fn exchange(&mut self, request: &[u8]) -> io::Result<Line> {
        self.stream.write_all(request).await?;
        line::read(&mut self.stream).await
    }
}

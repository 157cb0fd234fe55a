//! The TE's end of a line to a module, whatever the line is made of.
//!
//! Framing, timing and verdicts are not here; see [`crate::serial`] and [`crate::memory`] for the
//! makers of a [`Port`].

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use rustix::io::Errno;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_serial::SerialStream;

use crate::serial::{self, ModemLineError};

/// Both directions of an octet stream; implemented by whatever can be one.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// An open line to a module, seen from the TE.
pub struct Port {
    description: String,
    line: Line,
}

/// What the octets go over.
enum Line {
    /// A serial port, or a pseudo-terminal that was opened as one.
    Serial(SerialStream),
    /// Anything else.
    Other(Box<dyn Stream>),
}

impl Line {
    fn stream(&mut self) -> Pin<&mut dyn Stream> {
        match self {
            Self::Serial(stream) => Pin::new(stream),
            Self::Other(stream) => Pin::new(stream.as_mut()),
        }
    }
}

impl Port {
    /// Takes `stream` as a line that reports print as `description`.
    pub fn new(description: impl Into<String>, stream: impl Stream + 'static) -> Self {
        Self { description: description.into(), line: Line::Other(Box::new(stream)) }
    }

    /// Takes a serial port as a line, with its modem lines.
    pub(crate) fn serial(description: impl Into<String>, stream: SerialStream) -> Self {
        Self { description: description.into(), line: Line::Serial(stream) }
    }

    /// Raises DTR (circuit 108/2 of V.24), or lowers it, which under `AT&D2` makes a TA hang up and take commands
    /// (V.250, 6.2.9).
    ///
    /// # Errors
    /// [`ModemLineError::Absent`] where the line has no such circuit, as a pseudo-terminal or a line in memory;
    /// [`ModemLineError::Failed`] with whatever else the operating system says.
    pub fn set_dtr(&mut self, is_raised: bool) -> Result<(), ModemLineError> {
        match &mut self.line {
            Line::Serial(stream) => serial::set_dtr(stream, is_raised),
            Line::Other(_) => Err(ModemLineError::Absent { reason: "it is in memory".to_owned() }),
        }
    }

    /// What the line is, in the words of its address.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }
}

impl fmt::Debug for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Port").field("description", &self.description).finish_non_exhaustive()
    }
}

impl AsyncRead for Port {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.line.stream().poll_read(cx, buffer)
    }
}

impl AsyncWrite for Port {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.line.stream().poll_write(cx, octets)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.line.stream().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.line.stream().poll_shutdown(cx)
    }
}

/// What a read of a [`Port`] came to.
#[derive(Debug)]
pub enum ReadOutcome {
    /// So many octets arrived; never 0.
    Octets(usize),
    /// The other end is gone: pulled out, switched off or ended. Says how it showed.
    Unplugged(&'static str),
    /// Any other failure.
    Failed(io::Error),
}

/// Sorts the result of a read. Lines end in four ways that all mean the same: a read of nothing,
/// `EIO`, `ENODEV` and `ENXIO`.
///
/// The error of a write sorts the same way: `classify(Err(error))`.
#[must_use]
pub fn classify(result: io::Result<usize>) -> ReadOutcome {
    match result {
        Ok(0) => ReadOutcome::Unplugged("end of stream"),
        Ok(octets) => ReadOutcome::Octets(octets),
        Err(error) => match unplugged(&error) {
            Some(cause) => ReadOutcome::Unplugged(cause),
            None => ReadOutcome::Failed(error),
        },
    }
}

/// How `error` says that the other end is gone, if it does.
fn unplugged(error: &io::Error) -> Option<&'static str> {
    match Errno::from_io_error(error) {
        Some(Errno::IO) => return Some("input/output error (EIO)"),
        Some(Errno::NODEV) => return Some("no such device (ENODEV)"),
        Some(Errno::NXIO) => return Some("no such device or address (ENXIO)"),
        _ => {}
    }
    (error.kind() == io::ErrorKind::BrokenPipe).then_some("broken pipe")
}

/// Why a port could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PortError {
    /// Nothing has that name, or no device stands behind it.
    #[error("no port at {}", path.display())]
    Absent {
        /// The path as given.
        path: PathBuf,
    },
    /// Another program holds the port.
    #[error("port {} is in use", path.display())]
    Busy {
        /// The path as given.
        path: PathBuf,
    },
    /// The user may not open the port.
    #[error("access to port {} is denied", path.display())]
    Denied {
        /// The path as given.
        path: PathBuf,
    },
    /// The path leads to something that is no terminal.
    #[error("{} is no serial port", path.display())]
    NotATerminal {
        /// The path as given.
        path: PathBuf,
    },
    /// Any other failure.
    #[error("port {} cannot be opened: {source}", path.display())]
    Io {
        /// The path as given.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl PortError {
    /// The path that was to be opened.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Absent { path }
            | Self::Busy { path }
            | Self::Denied { path }
            | Self::NotATerminal { path }
            | Self::Io { path, .. } => path,
        }
    }

    /// One sentence on what the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Absent { .. } => {
                "Plug the module in and switch it on, or look for its port with `ls /dev/tty*`."
            }
            Self::Busy { .. } => {
                "Close the program that holds the port; `fuser -v` on the path names it."
            }
            Self::Denied { .. } => {
                "Join the group that owns the device, often `dialout`, and log in again."
            }
            Self::NotATerminal { .. } => {
                "Name the device node of a serial port, or the link that a pseudo-terminal offers."
            }
            Self::Io { .. } => "Unplug the module, plug it in again, and try once more.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_in_memory_has_no_dtr() {
        let (mut port, _module) = crate::memory::pair();
        let refused = port.set_dtr(false).unwrap_err();
        assert_eq!(refused.to_string(), "the line has no DTR: it is in memory");
    }

    fn outcome(result: io::Result<usize>) -> String {
        match classify(result) {
            ReadOutcome::Octets(octets) => format!("{octets} octets"),
            ReadOutcome::Unplugged(cause) => format!("unplugged: {cause}"),
            ReadOutcome::Failed(error) => format!("failed: {:?}", error.kind()),
        }
    }

    #[test]
    fn reads_are_sorted() {
        let os = |errno: Errno| Err(io::Error::from(errno));
        for (result, expected) in [
            (Ok(7), "7 octets"),
            (Ok(0), "unplugged: end of stream"),
            (os(Errno::IO), "unplugged: input/output error (EIO)"),
            (os(Errno::NODEV), "unplugged: no such device (ENODEV)"),
            (os(Errno::NXIO), "unplugged: no such device or address (ENXIO)"),
            (os(Errno::PIPE), "unplugged: broken pipe"),
            (os(Errno::CONNRESET), "failed: ConnectionReset"),
            (Err(io::ErrorKind::TimedOut.into()), "failed: TimedOut"),
        ] {
            assert_eq!(outcome(result), expected);
        }
    }
}

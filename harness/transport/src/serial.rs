//! A module on a real serial port, or on anything that behaves as one.
//!
//! 8 data bits, no parity, one stop bit, no flow control, raw. Of the modem lines DTR alone is set,
//! and only when it is asked for: a pseudo-terminal has none.

use std::fs;
use std::io;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use tokio_serial::{ErrorKind, SerialPort as _, SerialPortBuilderExt, SerialStream};

use crate::address::Address;
use crate::port::{Port, PortError};

/// Opens the serial port at `path`, raw and locked against every other program.
///
/// `baud` is the line rate in bit/s. Must be called inside a tokio runtime with I/O enabled.
///
/// # Errors
/// [`PortError`] with the path: absent, held by another program, not allowed, no terminal, or
/// whatever else the operating system says.
pub fn open(path: &Path, baud: u32) -> Result<Port, PortError> {
    let kind = fs::metadata(path).map_err(|error| refusal(path, error))?.file_type();
    if !kind.is_char_device() {
        return Err(PortError::NotATerminal { path: path.to_owned() });
    }
    let stream = tokio_serial::new(path.to_string_lossy(), baud)
        .open_native_async()
        .map_err(|error| translate(path, &error))?;
    let address = Address::Serial { path: path.to_owned(), baud };
    Ok(Port::serial(address.to_string(), stream))
}

/// What the library calls `ENOTTY`, the answer of a terminal without modem lines to `TIOCMBIS` and `TIOCMBIC`.
const NO_MODEM_LINES: &str = "Not a typewriter";

/// Why a modem line was not set.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModemLineError {
    /// There is no such line.
    #[error("the line has no DTR: {reason}")]
    Absent {
        /// What it is instead.
        reason: String,
    },
    /// Any other failure.
    #[error("DTR cannot be set: {0}")]
    Failed(io::Error),
}

/// Raises DTR or lowers it.
pub(crate) fn set_dtr(stream: &mut SerialStream, is_raised: bool) -> Result<(), ModemLineError> {
    stream.write_data_terminal_ready(is_raised).map_err(|error| {
        if error.kind == ErrorKind::Unknown && error.description == NO_MODEM_LINES {
            let reason =
                "the terminal has no modem lines (ENOTTY), as a pseudo-terminal".to_owned();
            return ModemLineError::Absent { reason };
        }
        ModemLineError::Failed(error.into())
    })
}

/// The library tells `EBUSY` and a lost race for the lock by `NoDevice`, and has no kind for most
/// other error numbers.
fn translate(path: &Path, error: &tokio_serial::Error) -> PortError {
    match error.kind {
        ErrorKind::NoDevice => PortError::Busy { path: path.to_owned() },
        ErrorKind::Io(kind) => refusal(path, io::Error::new(kind, error.description.clone())),
        ErrorKind::InvalidInput | ErrorKind::Unknown => unknown(path, &error.description),
    }
}

/// Asks the node itself why it could not be opened, since the error did not say.
fn unknown(path: &Path, description: &str) -> PortError {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(node) if !rustix::termios::isatty(&node) => {
            PortError::NotATerminal { path: path.to_owned() }
        }
        Ok(_) => PortError::Io { path: path.to_owned(), source: io::Error::other(description) },
        Err(errno) => refusal(path, errno.into()),
    }
}

fn refusal(path: &Path, source: io::Error) -> PortError {
    use rustix::io::Errno;
    let path = path.to_owned();
    match (Errno::from_io_error(&source), source.kind()) {
        (Some(Errno::NODEV | Errno::NXIO | Errno::IO), _) | (_, io::ErrorKind::NotFound) => {
            PortError::Absent { path }
        }
        (Some(Errno::BUSY), _) => PortError::Busy { path },
        (_, io::ErrorKind::NotADirectory) => PortError::Absent { path },
        (_, io::ErrorKind::PermissionDenied) => PortError::Denied { path },
        _ => PortError::Io { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &Path, expected: fn(&PortError) -> bool) {
        let error = open(path, 115_200).unwrap_err();
        assert!(expected(&error), "{}: {error:?}", path.display());
        assert_eq!(error.path(), path);
        assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
    }

    #[tokio::test]
    async fn a_pseudo_terminal_has_no_dtr() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        let _pty = crate::pty::Pty::open(&link).unwrap();
        let mut port = open(&link, 115_200).unwrap();
        for is_raised in [false, true] {
            let refused = port.set_dtr(is_raised).unwrap_err();
            assert!(matches!(refused, ModemLineError::Absent { .. }), "{refused:?}");
            assert!(refused.to_string().contains("ENOTTY"), "{refused}");
        }
    }

    #[tokio::test]
    async fn a_port_that_cannot_be_opened_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"AT").unwrap();
        let dangling = folder.path().join("dangling");
        std::os::unix::fs::symlink(folder.path().join("nothing"), &dangling).unwrap();

        check(&folder.path().join("absent"), |error| matches!(error, PortError::Absent { .. }));
        check(&file.join("below"), |error| matches!(error, PortError::Absent { .. }));
        check(&dangling, |error| matches!(error, PortError::Absent { .. }));
        check(&file, |error| matches!(error, PortError::NotATerminal { .. }));
        check(folder.path(), |error| matches!(error, PortError::NotATerminal { .. }));
        check(Path::new("/dev/null"), |error| matches!(error, PortError::NotATerminal { .. }));
    }
}

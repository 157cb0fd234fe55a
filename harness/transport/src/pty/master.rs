//! The descriptors of a pseudo-terminal.

use std::ffi::OsString;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::pty::OpenptFlags;
use rustix::termios::{OptionalActions, QueueSelector};
use tokio::io::unix::AsyncFd;

/// A new pseudo-terminal.
pub(super) struct Pair {
    /// The module's side, non-blocking.
    pub(super) master: OwnedFd,
    /// The device node of the TE's side.
    pub(super) slave: PathBuf,
    /// A descriptor of the TE's side.
    pub(super) held: OwnedFd,
}

impl Pair {
    pub(super) fn open() -> io::Result<Self> {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let master = rustix::pty::openpt(flags)?;
        rustix::pty::grantpt(&master)?;
        rustix::pty::unlockpt(&master)?;
        rustix::fs::fcntl_setfl(&master, rustix::fs::fcntl_getfl(&master)? | OFlags::NONBLOCK)?;
        let name = rustix::pty::ptsname(&master, Vec::new())?;
        let slave = PathBuf::from(OsString::from_vec(name.into_bytes()));
        let held = hold(&slave)?;
        Ok(Self { master, slave, held })
    }
}

/// Opens the TE's side, and makes it raw: not every program does so itself, and the last one may
/// have left it otherwise.
pub(super) fn hold(slave: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let held = rustix::fs::open(slave, flags, Mode::empty())?;
    let mut termios = rustix::termios::tcgetattr(&held)?;
    termios.make_raw();
    rustix::termios::tcsetattr(&held, OptionalActions::Now, &termios)?;
    Ok(held)
}

/// Drops what the TE that left has not read: first what is on its way, then what has arrived.
///
/// The other direction needs no such thing. A hang-up shows only once every octet of the TE that
/// left has been read, so what is there by now was written by the next one.
pub(super) fn discard_output(master: &OwnedFd, slave: &OwnedFd) -> io::Result<()> {
    rustix::termios::tcflush(master, QueueSelector::OFlush)?;
    rustix::termios::tcflush(slave, QueueSelector::IFlush)?;
    Ok(())
}

/// Registers the module's side with the runtime.
#[expect(
    deprecated,
    reason = "its successor is an unsafe function; an `OwnedFd` has the I/O safety that it asks for"
)]
pub(super) fn register(master: OwnedFd) -> io::Result<AsyncFd<OwnedFd>> {
    AsyncFd::new(master)
}

/// Says whether `error` means that no descriptor of the TE's side is open.
pub(super) fn is_hang_up(error: &io::Error) -> bool {
    Errno::from_io_error(error) == Some(Errno::IO)
}

//! A pseudo-terminal whose other end a test plays.

use std::fs::File;
use std::os::fd::OwnedFd;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// Both ends of a line.
pub(crate) struct Terminal {
    /// The end of the module.
    pub(crate) line: File,
    /// The other end, held open, so that the module does not see an end between two openings.
    pub(crate) held: OwnedFd,
    /// The node that a program opens.
    pub(crate) path: String,
}

impl Terminal {
    pub(crate) fn open() -> Self {
        let line = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&line).unwrap();
        unlockpt(&line).unwrap();
        let path = ptsname(&line, Vec::new()).unwrap().into_string().unwrap();
        let held = rustix::fs::open(path.as_str(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty());
        Self { line: File::from(line), held: held.unwrap(), path }
    }
}

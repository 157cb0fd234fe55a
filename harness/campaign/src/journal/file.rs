//! A journal in a file.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::Store;
use super::state::JOURNAL_OCTETS_MAX;

/// When octets are forced onto the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SyncPolicy {
    /// After each entry: a loss of power costs nothing.
    Always,
    /// After each discovery: the end of the process costs nothing, a loss of power some sequences.
    #[default]
    Discoveries,
    /// When the operating system likes, for tests.
    Never,
}

/// The file.
#[derive(Debug)]
pub struct FileStore {
    file: File,
    policy: SyncPolicy,
}

impl FileStore {
    /// Opens a file, or makes it, and keeps every other campaign out of it for as long as it is open.
    ///
    /// # Errors
    ///
    /// That of the operating system; [`io::ErrorKind::WouldBlock`] while another campaign has it.
    pub fn open(path: &Path, policy: SyncPolicy) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let reason = "another campaign is writing it";
                return Err(io::Error::new(io::ErrorKind::WouldBlock, reason));
            }
            Err(TryLockError::Error(error)) => return Err(error),
            Ok(()) => {}
        }
        Ok(Self { file, policy })
    }
}

impl Store for FileStore {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut octets = Vec::new();
        let bound = u64::try_from(JOURNAL_OCTETS_MAX).unwrap_or(u64::MAX).saturating_add(1);
        (&self.file).take(bound).read_to_end(&mut octets)?;
        Ok(octets)
    }

    fn truncate(&mut self, octets: u64) -> io::Result<()> {
        self.file.set_len(octets)?;
        self.file.sync_data()
    }

    /// One write for one line, so that a killed process leaves at most one torn line.
    fn append(&mut self, octets: &[u8], is_durable: bool) -> io::Result<()> {
        self.file.write_all(octets)?;
        match self.policy {
            SyncPolicy::Always => self.file.sync_data(),
            SyncPolicy::Discoveries if is_durable => self.file.sync_data(),
            SyncPolicy::Discoveries | SyncPolicy::Never => Ok(()),
        }
    }
}

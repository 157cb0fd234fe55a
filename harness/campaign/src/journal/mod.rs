//! The append-only journal of a campaign: it outlives the process, whenever that ends.
//!
//! ```text
//! attest-campaign 2 seed=7 profile=target=model style=differential
//! begin 0
//! end 0 commands=41 ms=3 looked=differential:44,framing:40 visits=0:2,1:39 new=+CMMSEDIT=\x20n\x20i00\x20ok\x201 ...
//! begin 1
//! found 1 differential - i00 \r\nOK\r\n ~ send\x20AT+CMMSEDIT=1\n...
//! end 1 commands=12 ms=1 looked=differential:14 visits=0:12
//! stop interrupted
//! ```
//!
//! A line counts when its line feed is there: a torn last line is as if it was never written. A line that is whole and
//! wrong is an error with its number. A sequence that began and did not end is done again, and it alone; a discovery is
//! on the disk before its sequence ends.

mod entry;
mod file;
mod state;

pub use entry::{Account, Entry, EntryError, FoundEntry, Header};
pub use file::{FileStore, SyncPolicy};
pub use state::{JournalError, State, header, resume};

use std::io;

/// Where a journal is kept: octets that are only ever added to.
pub trait Store {
    /// All octets so far.
    ///
    /// # Errors
    ///
    /// That of the store.
    fn read(&mut self) -> io::Result<Vec<u8>>;

    /// Cuts off what follows so many octets: a torn line.
    ///
    /// # Errors
    ///
    /// That of the store.
    fn truncate(&mut self, octets: u64) -> io::Result<()>;

    /// Adds octets at the end. `is_durable`: they are on the disk when this comes back.
    ///
    /// # Errors
    ///
    /// That of the store.
    fn append(&mut self, octets: &[u8], is_durable: bool) -> io::Result<()>;
}

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal<S> {
    store: S,
}

impl<S: Store> Journal<S> {
    /// Begins a journal in an empty store, or goes on with the one that is there.
    ///
    /// # Errors
    ///
    /// [`JournalError`]: the store failed, a line is wrong, or the journal is one of another campaign.
    pub fn open(mut store: S, header: &Header) -> Result<(Self, State), JournalError> {
        let octets = store.read()?;
        let (state, whole) = resume(&octets, header)?;
        if whole < octets.len() {
            store.truncate(u64::try_from(whole).unwrap_or(u64::MAX))?;
        }
        if whole == 0 {
            store.append(format!("{header}\n").as_bytes(), true)?;
        }
        Ok((Self { store }, state))
    }

    /// Adds an entry. A discovery is on the disk when this comes back.
    ///
    /// # Errors
    ///
    /// That of the store.
    pub fn write(&mut self, entry: &Entry) -> io::Result<()> {
        let is_durable = matches!(entry, Entry::Found(_) | Entry::Stop { .. });
        self.store.append(format!("{entry}\n").as_bytes(), is_durable)
    }
}

#[cfg(test)]
mod tests;

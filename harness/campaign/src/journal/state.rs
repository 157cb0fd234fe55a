//! What a journal says when a campaign goes on.

use std::io;

use super::{Entry, EntryError, Header};
use crate::operation::Operation;
use crate::oracle::OracleKind;

/// Octets of one journal at most that are read again.
pub(super) const JOURNAL_OCTETS_MAX: usize = 256 * 1_024 * 1_024;

/// Why a journal cannot be gone on with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The store failed.
    #[error("failed to use the journal: {0}")]
    Io(#[from] io::Error),
    /// A whole line is wrong.
    #[error("journal line {line}: {error}")]
    Corrupt {
        /// Its number, from 1.
        line: usize,
        /// What is wrong.
        error: EntryError,
    },
    /// The journal is that of another campaign.
    #[error("the journal belongs to another campaign: {found}")]
    OtherCampaign {
        /// Its header.
        found: String,
    },
    /// The journal is too long.
    #[error("the journal has more than {JOURNAL_OCTETS_MAX} octets")]
    TooLong,
}

/// Where a campaign stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The sequence to begin next: the one that did not end, or the one after the last.
    pub next: u64,
    /// Whether that one was begun before.
    pub is_again: bool,
    /// Command lines of the sequences that ended.
    pub commands: u64,
    /// What was found, in order; once, however often its sequence was done.
    pub found: Vec<(u64, OracleKind, Vec<Operation>)>,
}

/// Reads a journal; the state, and how many octets of it are whole lines.
///
/// # Errors
///
/// [`JournalError`], with the number of the first line that is wrong.
pub fn resume(octets: &[u8], header: &Header) -> Result<(State, usize), JournalError> {
    if octets.len() > JOURNAL_OCTETS_MAX {
        return Err(JournalError::TooLong);
    }
    let mut state = State::default();
    let mut whole = 0;
    for (index, line) in octets.split_inclusive(|octet| *octet == b'\n').enumerate() {
        let Some(content) = line.strip_suffix(b"\n") else { break };
        let corrupt = |error| JournalError::Corrupt { line: index + 1, error };
        let text = str::from_utf8(content)
            .map_err(|_| corrupt(EntryError::UnknownWord { word: String::new() }))?;
        if index == 0 {
            let found = Header::parse(text).map_err(corrupt)?;
            if found != *header {
                return Err(JournalError::OtherCampaign { found: found.to_string() });
            }
        } else {
            let entry = Entry::parse(text).map_err(corrupt)?;
            state.take(entry).map_err(corrupt)?;
        }
        whole += line.len();
    }
    Ok((state, whole))
}

impl State {
    fn take(&mut self, entry: Entry) -> Result<(), EntryError> {
        let sequence = entry.sequence();
        let is_in_order = match entry {
            Entry::Begin { .. } => sequence == self.next,
            Entry::End { .. } | Entry::Found { .. } => sequence == self.next && self.is_again,
        };
        if !is_in_order {
            return Err(EntryError::Order { sequence });
        }
        match entry {
            Entry::Begin { .. } => self.is_again = true,
            Entry::End { commands, .. } => {
                self.commands = self.commands.saturating_add(commands);
                self.next = self.next.saturating_add(1);
                self.is_again = false;
            }
            Entry::Found { oracle, operations, .. } => {
                let found = (sequence, oracle, operations);
                if !self.found.contains(&found) {
                    self.found.push(found);
                }
            }
        }
        Ok(())
    }
}

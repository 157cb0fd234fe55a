//! What a journal says when a campaign goes on.

use std::collections::BTreeMap;
use std::io;

use super::{Account, Entry, EntryError, FoundEntry, Header};
use crate::novelty::{Novelty, Tuple};
use crate::oracle::Looked;

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
    /// How long those took, in milliseconds of wall time.
    pub millis: u64,
    /// Commands that wrote into flash memory.
    pub writes: u64,
    /// Transfers.
    pub transfers: u64,
    /// Steps in which each oracle had something to judge.
    pub looked: Looked,
    /// What was left out, and how often.
    pub left_out: BTreeMap<String, u64>,
    /// The tuples with their visits, and the sequences that are kept.
    pub novelty: Novelty,
    /// Commands and tuples at the end of each sequence with a new tuple, in order.
    pub curve: Vec<(u64, usize)>,
    /// What was found, in order; once, however often its sequence was done.
    pub found: Vec<FoundEntry>,
    /// Why the campaign ended last, where it said so.
    pub stopped: Option<String>,
    tuples: Vec<Tuple>,
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

/// The header of a journal.
///
/// # Errors
///
/// [`JournalError::Corrupt`]: the first line is none, or has no end.
pub fn header(octets: &[u8]) -> Result<Header, JournalError> {
    let mut lines = octets.split_inclusive(|octet| *octet == b'\n');
    let line = lines.next().and_then(|line| str::from_utf8(line.strip_suffix(b"\n")?).ok());
    let header = line.ok_or(EntryError::Header).and_then(Header::parse);
    header.map_err(|error| JournalError::Corrupt { line: 1, error })
}

impl State {
    fn take(&mut self, entry: Entry) -> Result<(), EntryError> {
        self.stopped = None;
        match entry {
            Entry::Begin { sequence } if sequence == self.next => {
                self.is_again = true;
                Ok(())
            }
            Entry::End { sequence, account } if self.is_under_way(sequence) => {
                self.next = self.next.saturating_add(1);
                self.is_again = false;
                self.account(*account).ok_or(EntryError::Malformed { word: "end" })
            }
            Entry::Found(found) if self.is_under_way(found.sequence) => {
                if !self.found.contains(&found) {
                    self.found.push(*found);
                }
                Ok(())
            }
            Entry::Stop { reason } => {
                self.stopped = Some(reason);
                Ok(())
            }
            Entry::Begin { sequence } | Entry::End { sequence, .. } => {
                Err(EntryError::Order { sequence })
            }
            Entry::Found(found) => Err(EntryError::Order { sequence: found.sequence }),
        }
    }

    const fn is_under_way(&self, sequence: u64) -> bool {
        self.is_again && sequence == self.next
    }

    /// Adds what a sequence came to; none when it speaks of a tuple that nobody has told.
    fn account(&mut self, account: Account) -> Option<()> {
        self.commands = self.commands.saturating_add(account.commands);
        self.millis = self.millis.saturating_add(account.millis);
        self.writes = self.writes.saturating_add(account.writes);
        self.transfers = self.transfers.saturating_add(account.transfers);
        self.looked.merge(&account.looked);
        for (reason, times) in account.left_out {
            let sum = self.left_out.entry(reason).or_default();
            *sum = sum.saturating_add(times);
        }
        let is_new = !account.fresh.is_empty();
        self.tuples.extend(account.fresh);
        for (number, times) in account.visits {
            self.novelty.add(self.tuples.get(number)?, times);
        }
        if let Some((tuple, operations)) = account.kept {
            self.novelty.keep(operations, tuple);
        }
        if is_new {
            self.curve.push((self.commands, self.novelty.tuples()));
        }
        Some(())
    }
}

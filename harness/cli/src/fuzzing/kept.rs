//! Where the journal of a campaign is kept: in a file, or nowhere.

use crate::problem::Problem;
use campaign::journal::{FileStore, Header, Journal, JournalError, State, Store, SyncPolicy};
use std::io::{self, Read as _};
use std::path::Path;

/// Octets of a journal that are read at most.
const JOURNAL_OCTETS_MAX: u64 = 256 * 1024 * 1024;

/// The place of a journal.
#[derive(Debug)]
pub(crate) enum Kept {
    /// A file.
    InFile(FileStore),
    /// Nowhere: the campaign ends with its process.
    Nowhere,
}

impl Store for Kept {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        match self {
            Self::InFile(file) => file.read(),
            Self::Nowhere => Ok(Vec::new()),
        }
    }

    fn truncate(&mut self, octets: u64) -> io::Result<()> {
        match self {
            Self::InFile(file) => file.truncate(octets),
            Self::Nowhere => Ok(()),
        }
    }

    fn append(&mut self, octets: &[u8], is_durable: bool) -> io::Result<()> {
        match self {
            Self::InFile(file) => file.append(octets, is_durable),
            Self::Nowhere => Ok(()),
        }
    }
}

/// Begins a journal, or goes on with the one that is there; without a path there is none.
///
/// # Errors
/// The file cannot be used, is no journal, or is that of another campaign.
pub(crate) fn open(
    path: Option<&Path>,
    seed: u64,
    identity: String,
) -> Result<(Journal<Kept>, State), Problem> {
    let header = Header { seed, profile: identity };
    let store = match path {
        None => Kept::Nowhere,
        Some(path) => {
            let store = FileStore::open(path, SyncPolicy::Discoveries);
            Kept::InFile(store.map_err(|error| unusable(path, &error))?)
        }
    };
    let path = path.unwrap_or_else(|| Path::new("the journal"));
    Journal::open(store, &header).map_err(|error| journal_problem(path, error))
}

/// The octets of a journal, which another process may be writing.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn journal_octets(path: &Path) -> Result<Vec<u8>, Problem> {
    let read = || {
        let mut octets = Vec::new();
        let bound = JOURNAL_OCTETS_MAX.saturating_add(1);
        std::fs::File::open(path)?.take(bound).read_to_end(&mut octets)?;
        Ok(octets)
    };
    read().map_err(|error| unusable(path, &error))
}

/// Says what is wrong with a journal.
pub(crate) fn journal_problem(path: &Path, error: JournalError) -> Problem {
    let name = path.display();
    match error {
        JournalError::Io(error) => unusable(path, &error),
        JournalError::OtherCampaign { found } => Problem::Usage(format!(
            "{name} is the journal of another campaign; give its options or another file: {found}"
        )),
        other => Problem::File(format!("{name}: {other}")),
    }
}

fn unusable(path: &Path, error: &io::Error) -> Problem {
    Problem::File(format!("failed to use the journal {}: {error}", path.display()))
}

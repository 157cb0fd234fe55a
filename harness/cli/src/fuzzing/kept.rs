//! Where the journal of a campaign is kept: in a file, or nowhere.

use crate::problem::Problem;
use campaign::journal::{self, FileStore, Header, Journal, JournalError, State, Store, SyncPolicy};
use std::collections::{BTreeMap, BTreeSet};
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
    Journal::open(store, &header).map_err(|error| match error {
        JournalError::OtherCampaign { found } => another(path, &found, &header),
        error => journal_problem(path, error),
    })
}

/// Says in which options the campaign of a journal is another.
fn another(path: &Path, found: &str, here: &Header) -> Problem {
    let differences = match journal::header(format!("{found}\n").as_bytes()) {
        Ok(there) => differences(&there, here),
        Err(_) => found.to_owned(),
    };
    Problem::Usage(format!(
        "{} is the journal of another campaign, where {differences}; give its options or another file",
        path.display()
    ))
}

/// The options that differ, with both values.
fn differences(there: &Header, here: &Header) -> String {
    let (there, here) = (options(there), options(here));
    let names: BTreeSet<&String> = there.keys().chain(here.keys()).collect();
    let value = |options: &Options, name: &String| match options.get(name) {
        None => "not given".to_owned(),
        Some(values) if values.iter().all(String::is_empty) => "given".to_owned(),
        Some(values) => values.join(", "),
    };
    let pair = |name: &String| {
        let (there, here) = (value(&there, name), value(&here, name));
        (there != here).then(|| format!("{name} is {there} (here {here})"))
    };
    names.into_iter().filter_map(pair).collect::<Vec<_>>().join(" and ")
}

/// The values of each option.
type Options = BTreeMap<String, Vec<String>>;

/// Words of a header that are options; others are readings of a profile.
const OPTIONS: [&str; 10] = [
    "target",
    "style",
    "control",
    "mmsc",
    "deviation",
    "soak",
    "vary",
    "writes",
    "transfers",
    "deny",
];

fn options(header: &Header) -> Options {
    let mut options = Options::from([("--seed".to_owned(), vec![header.seed.to_string()])]);
    for word in header.profile.split(' ') {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let name = match OPTIONS.contains(&name) {
            true => format!("--{name}"),
            false => format!("the reading {name} of --profile"),
        };
        options.entry(name).or_default().push(value.to_owned());
    }
    options
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
        other => Problem::File(format!("{name}: {other}")),
    }
}

fn unusable(path: &Path, error: &io::Error) -> Problem {
    Problem::File(format!("failed to use the journal {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::value("a=1", 7, "--seed is 7 (here 1)")]
    #[case::flag("a=1 vary", 1, "--vary is given (here not given)")]
    #[case::several("a=1 deny=+X deny=+Y", 1, "--deny is +X, +Y (here not given)")]
    #[case::reading("a=2", 1, "the reading a of --profile is 2 (here 1)")]
    #[case::two(
        "soak=6",
        1,
        "--soak is 6 (here not given) and the reading a of --profile is not given (here 1)"
    )]
    fn what_differs_is_told(#[case] profile: &str, #[case] seed: u64, #[case] expected: &str) {
        let header = |seed, profile: &str| Header { seed, profile: profile.to_owned() };
        assert_eq!(differences(&header(seed, profile), &header(1, "a=1")), expected);
    }
}

//! One line of a journal.

use std::fmt;

use crate::operation::{self, Operation, escape, unescape};
use crate::oracle::OracleKind;

/// The first word of every journal, and the version of its form.
const MAGIC: &str = "attest-campaign 1";

/// The first line: which campaign this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The seed.
    pub seed: u64,
    /// The profile, without blanks.
    pub profile: String,
}

/// Why a line is no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// The header is not that of a journal of this version.
    #[error("the first line is no header of a journal")]
    Header,
    /// The line begins with an unknown word.
    #[error("no entry begins with {word:?}")]
    UnknownWord {
        /// The word.
        word: String,
    },
    /// The rest of the line is wrong.
    #[error("the entry {word} is malformed")]
    Malformed {
        /// Its word.
        word: &'static str,
    },
    /// The entry does not follow from those before it.
    #[error("sequence {sequence} is out of order")]
    Order {
        /// The sequence.
        sequence: u64,
    },
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MAGIC} seed={} profile={}", self.seed, escape(self.profile.as_bytes()))
    }
}

impl Header {
    pub(super) fn parse(line: &str) -> Result<Self, EntryError> {
        let read = || {
            let rest = line.strip_prefix(MAGIC)?.strip_prefix(" seed=")?;
            let (seed, profile) = rest.split_once(" profile=")?;
            let profile = String::from_utf8(unescape(profile)?).ok()?;
            Some(Self { seed: seed.parse().ok()?, profile })
        };
        read().ok_or(EntryError::Header)
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A sequence began.
    Begin {
        /// Its number, from 0.
        sequence: u64,
    },
    /// A sequence ended.
    End {
        /// Its number.
        sequence: u64,
        /// Command lines that it sent.
        commands: u64,
    },
    /// Something was found.
    Found {
        /// In which sequence.
        sequence: u64,
        /// By which oracle.
        oracle: OracleKind,
        /// The operations that lead to it.
        operations: Vec<Operation>,
    },
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begin { sequence } => write!(f, "begin {sequence}"),
            Self::End { sequence, commands } => write!(f, "end {sequence} commands={commands}"),
            Self::Found { sequence, oracle, operations } => {
                let text = escape(operation::print(operations).as_bytes());
                write!(f, "found {sequence} {oracle} {text}")
            }
        }
    }
}

impl Entry {
    pub(super) fn parse(line: &str) -> Result<Self, EntryError> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "begin" => rest
                .parse()
                .map(|sequence| Self::Begin { sequence })
                .map_err(|_| EntryError::Malformed { word: "begin" }),
            "end" => end(rest).ok_or(EntryError::Malformed { word: "end" }),
            "found" => found(rest).ok_or(EntryError::Malformed { word: "found" }),
            _ => Err(EntryError::UnknownWord { word: word.to_owned() }),
        }
    }

    pub(super) const fn sequence(&self) -> u64 {
        match self {
            Self::Begin { sequence }
            | Self::End { sequence, .. }
            | Self::Found { sequence, .. } => *sequence,
        }
    }
}

fn end(rest: &str) -> Option<Entry> {
    let (sequence, commands) = rest.split_once(" commands=")?;
    Some(Entry::End { sequence: sequence.parse().ok()?, commands: commands.parse().ok()? })
}

fn found(rest: &str) -> Option<Entry> {
    let (sequence, rest) = rest.split_once(' ')?;
    let (oracle, text) = rest.split_once(' ')?;
    let text = String::from_utf8(unescape(text)?).ok()?;
    Some(Entry::Found {
        sequence: sequence.parse().ok()?,
        oracle: OracleKind::parse(oracle)?,
        operations: operation::parse(&text).ok()?,
    })
}

//! One line of a journal.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use crate::novelty::Tuple;
use crate::operation::{self, Operation, escape, unescape};
use crate::oracle::{Looked, OracleKind};

/// The first word of every journal, and the version of its form.
const MAGIC: &str = "attest-campaign 2";
/// Stands for what is not there.
const ABSENT: &str = "-";
/// Stands for a text without a character.
const EMPTY: &str = "~";

/// The first line: which campaign this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The seed.
    pub seed: u64,
    /// The module and its judges, in words that decide what the sequences are.
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

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEntry {
    /// In which sequence.
    pub sequence: u64,
    /// By which oracle.
    pub oracle: OracleKind,
    /// The requirement that the oracle names, where it names one.
    pub requirement: Option<String>,
    /// The state before the step, as the TE believed it.
    pub state: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub seen: String,
    /// The operations that lead to it.
    pub operations: Vec<Operation>,
}

/// What one sequence came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Command lines that it sent.
    pub commands: u64,
    /// How long it took, in milliseconds of wall time.
    pub millis: u64,
    /// Commands that write into flash memory.
    pub writes: u64,
    /// Transfers.
    pub transfers: u64,
    /// Steps in which each oracle had something to judge.
    pub looked: Looked,
    /// What was left out, and how often.
    pub left_out: BTreeMap<String, u64>,
    /// Visits to tuples: the number of each, in the order in which the journal tells them first, and how often.
    pub visits: Vec<(usize, u64)>,
    /// Tuples that were new, in order; their numbers go on from those told before.
    pub fresh: Vec<Tuple>,
    /// The operations, where they are kept to be varied, for this tuple.
    pub kept: Option<(Tuple, Vec<Operation>)>,
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
        /// What it came to.
        account: Box<Account>,
    },
    /// Something was found.
    Found(Box<FoundEntry>),
    /// The campaign stopped; it may be gone on with.
    Stop {
        /// Why.
        reason: String,
    },
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begin { sequence } => write!(f, "begin {sequence}"),
            Self::End { sequence, account } => write!(f, "end {sequence} {account}"),
            Self::Found(found) => write!(f, "found {found}"),
            Self::Stop { reason } => write!(f, "stop {}", word(reason)),
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
            "found" => FoundEntry::parse(rest)
                .map(|found| Self::Found(Box::new(found)))
                .ok_or(EntryError::Malformed { word: "found" }),
            "stop" => plain(rest)
                .map(|reason| Self::Stop { reason })
                .ok_or(EntryError::Malformed { word: "stop" }),
            _ => Err(EntryError::UnknownWord { word: word.to_owned() }),
        }
    }
}

/// A text as one word, without comma.
fn word(text: &str) -> String {
    match text {
        "" => EMPTY.to_owned(),
        ABSENT => "\\x2D".to_owned(),
        EMPTY => "\\x7E".to_owned(),
        _ => escape(text.as_bytes()).replace(' ', "\\x20").replace(',', "\\x2C"),
    }
}

/// The text of a word.
fn plain(word: &str) -> Option<String> {
    if word == EMPTY {
        return Some(String::new());
    }
    String::from_utf8(unescape(word)?).ok()
}

impl fmt::Display for FoundEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sequence, oracle, requirement, state, expected, seen, operations } = self;
        let requirement = requirement.as_deref().map_or_else(|| ABSENT.to_owned(), word);
        let [state, expected, seen] = [state, expected, seen].map(|text| word(text));
        let text = word(&operation::print(operations));
        write!(f, "{sequence} {oracle} {requirement} {state} {expected} {seen} {text}")
    }
}

impl FoundEntry {
    fn parse(rest: &str) -> Option<Self> {
        let words: Vec<&str> = rest.split(' ').collect();
        let [sequence, oracle, requirement, state, expected, seen, text] = words.as_slice() else {
            return None;
        };
        let requirement = if *requirement == ABSENT { None } else { Some(plain(requirement)?) };
        Some(Self {
            sequence: sequence.parse().ok()?,
            oracle: OracleKind::parse(oracle)?,
            requirement,
            state: plain(state)?,
            expected: plain(expected)?,
            seen: plain(seen)?,
            operations: operation::parse(&plain(text)?).ok()?,
        })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { commands, millis, writes, transfers, .. } = self;
        write!(f, "commands={commands} ms={millis}")?;
        for (name, count) in [("writes", writes), ("transfers", transfers)] {
            if *count > 0 {
                write!(f, " {name}={count}")?;
            }
        }
        let looked = self.looked.iter().filter(|(_, steps)| *steps > 0);
        pairs(f, "looked", looked.map(|(kind, steps)| (kind.to_string(), steps)))?;
        pairs(f, "left", self.left_out.iter().map(|(name, times)| (word(name), *times)))?;
        pairs(f, "visits", self.visits.iter().map(|(number, times)| (number.to_string(), *times)))?;
        for tuple in &self.fresh {
            write!(f, " new={}", word(&tuple.print()))?;
        }
        if let Some((tuple, operations)) = &self.kept {
            write!(
                f,
                " for={} kept={}",
                word(&tuple.print()),
                word(&operation::print(operations))
            )?;
        }
        Ok(())
    }
}

/// ` name=a:1,b:2`; nothing where there are no pairs.
fn pairs(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    pairs: impl Iterator<Item = (String, u64)>,
) -> fmt::Result {
    let mut separator = format!(" {name}=");
    for (key, count) in pairs {
        write!(f, "{separator}{key}:{count}")?;
        separator.clear();
        separator.write_char(',')?;
    }
    Ok(())
}

fn end(rest: &str) -> Option<Entry> {
    let (sequence, rest) = rest.split_once(' ')?;
    let account = Box::new(Account::parse(rest)?);
    Some(Entry::End { sequence: sequence.parse().ok()?, account })
}

impl Account {
    fn parse(rest: &str) -> Option<Self> {
        let mut account = Self::default();
        let mut kept_for = None;
        for field in rest.split(' ') {
            let (name, value) = field.split_once('=')?;
            match name {
                "commands" => account.commands = value.parse().ok()?,
                "ms" => account.millis = value.parse().ok()?,
                "writes" => account.writes = value.parse().ok()?,
                "transfers" => account.transfers = value.parse().ok()?,
                "looked" => {
                    for (kind, steps) in read_pairs(value)? {
                        account.looked.add(OracleKind::parse(kind)?, steps);
                    }
                }
                "left" => {
                    for (name, times) in read_pairs(value)? {
                        account.left_out.insert(plain(name)?, times);
                    }
                }
                "visits" => {
                    for (number, times) in read_pairs(value)? {
                        account.visits.push((number.parse().ok()?, times));
                    }
                }
                "new" => account.fresh.push(Tuple::parse(&plain(value)?)?),
                "for" => kept_for = Some(Tuple::parse(&plain(value)?)?),
                "kept" => {
                    let operations = operation::parse(&plain(value)?).ok()?;
                    account.kept = Some((kept_for.take()?, operations));
                }
                _ => return None,
            }
        }
        Some(account)
    }
}

fn read_pairs(text: &str) -> Option<Vec<(&str, u64)>> {
    let mut pairs = Vec::new();
    for pair in text.split(',') {
        let (key, count) = pair.rsplit_once(':')?;
        pairs.push((key, count.parse().ok()?));
    }
    Some(pairs)
}

//! What the TE has reason to believe of the module, from what it sent and what it saw.
//!
//! It is no model: it takes a success at its word, draws no conclusion from a refusal, and gives up what it cannot
//! know. It guides the generator, and the oracles that need no reference hold the module to it.

mod message;
mod reply;
mod update;

pub use message::{File, Message};
pub(crate) use message::{little_endian, units};
pub use reply::{Item, Reply};

use std::time::Duration;

use sim7100_model::TransactionKind;

/// The belief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belief {
    /// Whether editing is enabled.
    pub editing: Option<bool>,
    /// The message in memory; none when it cannot be known.
    pub memory: Option<Message>,
    /// A receive transaction failed, which some modules answer with an empty memory.
    pub may_be_cleared: bool,
    /// The two mail boxes.
    pub boxes: [Slot; 2],
    /// The transaction that runs.
    pub job: Option<Job>,
    /// What data mode waits for.
    pub owed: Option<Owed>,
    /// `AT+CMMSSYSSET`, once it was set.
    pub max_octets: Option<usize>,
    /// `AT+CMMSSENDCFG`, once it was set.
    pub flags: Option<[u32; 6]>,
    /// Something happened whose effect the TE cannot know.
    pub is_lost: bool,
    /// Counts what may have changed the message in memory.
    pub changes: u64,
}

/// A mail box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// It cannot be known.
    Unknown,
    /// It has no message.
    Empty,
    /// It has a message; none when that cannot be known.
    Holds(Option<Message>),
}

/// A transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Sending or receiving.
    pub kind: TransactionKind,
    /// When it began.
    pub since: Duration,
    /// The message that is sent.
    pub message: Option<Message>,
    /// The sending parameters.
    pub flags: Option<[u32; 6]>,
}

/// What data mode waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// How many octets were announced.
    pub announced: usize,
    /// The octets that were sent so far.
    pub octets: Vec<u8>,
    /// Where they go; none for a title.
    pub file: Option<File>,
}

impl Owed {
    /// Octets that are still due.
    #[must_use]
    pub const fn due(&self) -> usize {
        self.announced.saturating_sub(self.octets.len())
    }
}

impl Default for Belief {
    /// A module that was just switched on, with empty boxes.
    fn default() -> Self {
        Self {
            editing: Some(false),
            memory: Some(Message::default()),
            may_be_cleared: false,
            boxes: [Slot::Empty, Slot::Empty],
            job: None,
            owed: None,
            max_octets: None,
            flags: None,
            is_lost: false,
            changes: 0,
        }
    }
}

impl Belief {
    /// How many files are in memory, as far as that is known.
    #[must_use]
    pub fn files(&self) -> usize {
        self.memory.as_ref().map_or(0, |message| message.files.len())
    }
}

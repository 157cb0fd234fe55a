//! The model's state as few values as a coverage table can have: what decides how a command is answered.
//!
//! ```text
//! idle, editing  x  memory: empty, incomplete, complete  x  boxes: none, some, full     18 states
//! data mode, sending, receiving, service open                                            4 states
//! ```
//!
//! Settings, addresses and the terminal adaptor's parameters are not part of it.

use alloc::vec::Vec;
use core::fmt;

use crate::TransactionKind;
use crate::mailbox::BOXES;
use crate::message::Message;
use crate::model::Model;
use crate::ta::Mode;

/// What the model is doing and holding, as one of [`AbstractState::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AbstractState {
    /// Edit mode is off, and nothing goes on.
    Idle(MemoryState, BoxesState),
    /// Edit mode is on, and nothing else goes on.
    Editing(MemoryState, BoxesState),
    /// Octets of `AT+CMMSDOWN` are due.
    Data,
    /// A message is being sent.
    Sending,
    /// A message is being received.
    Receiving,
    /// A service of chapter 11 is open.
    ServiceOpen,
}

/// What is in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemoryState {
    /// No message, or one without title, address and file: 187.
    Empty,
    /// A message that could not be sent: it has no file or no receiver.
    Incomplete,
    /// A message with a file and a receiver.
    Complete,
}

/// What is in the two mail boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoxesState {
    /// No message.
    None,
    /// One message.
    Some,
    /// Two messages.
    Full,
}

impl MemoryState {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Empty, Self::Incomplete, Self::Complete];

    fn of(memory: Option<&Message>) -> Self {
        match memory.filter(|message| !message.is_empty()) {
            None => Self::Empty,
            Some(message) if message.files.is_empty() || !message.has_receiver() => {
                Self::Incomplete
            }
            Some(_) => Self::Complete,
        }
    }
}

impl BoxesState {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::None, Self::Some, Self::Full];

    const fn of(count: usize) -> Self {
        match count {
            0 => Self::None,
            BOXES => Self::Full,
            _ => Self::Some,
        }
    }
}

impl AbstractState {
    /// All states, in order.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let calm = |state: fn(MemoryState, BoxesState) -> Self| {
            MemoryState::ALL
                .into_iter()
                .flat_map(move |memory| BoxesState::ALL.map(|boxes| state(memory, boxes)))
        };
        let rest = [Self::Data, Self::Sending, Self::Receiving, Self::ServiceOpen];
        calm(Self::Idle).chain(calm(Self::Editing)).chain(rest).collect()
    }
}

impl Model {
    /// The state between two inputs. A transaction hides an open service, and both hide memory and boxes.
    #[must_use]
    pub fn abstract_state(&self) -> AbstractState {
        let memory = MemoryState::of(self.state.memory.as_ref());
        let boxes = BoxesState::of(self.state.mailbox.count());
        if !matches!(self.ta.mode, Mode::Command) {
            return AbstractState::Data;
        }
        match self.job.as_ref().map(|job| job.kind) {
            Some(TransactionKind::Send) => AbstractState::Sending,
            Some(TransactionKind::Receive) => AbstractState::Receiving,
            None if self.services.is_open() => AbstractState::ServiceOpen,
            None if self.state.is_editing => AbstractState::Editing(memory, boxes),
            None => AbstractState::Idle(memory, boxes),
        }
    }
}

impl fmt::Display for MemoryState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::Incomplete => "incomplete",
            Self::Complete => "complete",
        })
    }
}

impl fmt::Display for BoxesState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Some => "some",
            Self::Full => "full",
        })
    }
}

/// One word, such as `editing/complete/none` or `sending`.
impl fmt::Display for AbstractState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Idle(memory, boxes) => write!(f, "idle/{memory}/{boxes}"),
            Self::Editing(memory, boxes) => write!(f, "editing/{memory}/{boxes}"),
            Self::Data => f.write_str("data"),
            Self::Sending => f.write_str("sending"),
            Self::Receiving => f.write_str("receiving"),
            Self::ServiceOpen => f.write_str("service-open"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn states_are_few_in_order_and_have_their_own_names() {
        let all = AbstractState::all();
        assert_eq!(all.len(), 22);
        assert!(all.is_sorted());
        let mut names: Vec<_> = all.iter().map(ToString::to_string).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.len());
    }
}

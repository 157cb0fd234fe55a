//! The transitions between abstract states, as declared; what the model does is held against them by a test.

use std::fmt;

use sim7100_model::{AbstractState, BoxesState, MemoryState};

/// A change of state that the model can make under the SIM7100 profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Transition {
    /// Where it begins.
    pub(crate) from: AbstractState,
    /// What brings it about.
    pub(crate) trigger: Trigger,
    /// Where it ends; never where it begins.
    pub(crate) to: AbstractState,
}

/// What brings a transition about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Trigger {
    /// `AT+CMMSEDIT=1`
    EditOn,
    /// `AT+CMMSEDIT=0`
    EditOff,
    /// A command that adds or removes an address or a file without data mode.
    Change,
    /// `AT+CMMSDOWN` prompts.
    DataBegins,
    /// The octets are complete, or over time.
    DataEnds,
    /// `AT+CMMSSAVE`
    Save,
    /// `AT+CMMSVIEW=<index>`
    Load,
    /// `AT+CMMSDELETE`
    Delete,
    /// `AT+CMMSSEND`
    Send,
    /// `AT+CMMSRECV`
    Receive,
    /// The transaction is over.
    TransactionEnds,
    /// A service of chapter 11 is opened.
    ServiceOpens,
    /// A service of chapter 11 is closed.
    ServiceCloses,
    /// The power goes and comes back.
    PowerCycle,
}

impl Trigger {
    /// All triggers, in order.
    pub(crate) const ALL: [Self; 14] = [
        Self::EditOn,
        Self::EditOff,
        Self::Change,
        Self::DataBegins,
        Self::DataEnds,
        Self::Save,
        Self::Load,
        Self::Delete,
        Self::Send,
        Self::Receive,
        Self::TransactionEnds,
        Self::ServiceOpens,
        Self::ServiceCloses,
        Self::PowerCycle,
    ];
}

/// The trigger in a few lower-case words.
impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EditOn => "edit on",
            Self::EditOff => "edit off",
            Self::Change => "change",
            Self::DataBegins => "data begins",
            Self::DataEnds => "data ends",
            Self::Save => "save",
            Self::Load => "load",
            Self::Delete => "delete",
            Self::Send => "send",
            Self::Receive => "receive",
            Self::TransactionEnds => "transaction ends",
            Self::ServiceOpens => "service opens",
            Self::ServiceCloses => "service closes",
            Self::PowerCycle => "power cycle",
        })
    }
}

impl Transition {
    /// All transitions, in order.
    pub(crate) fn all() -> Vec<Self> {
        let mut transitions = Vec::new();
        for from in AbstractState::all() {
            for trigger in Trigger::ALL {
                let targets = targets(from, trigger).into_iter().filter(|to| *to != from);
                transitions.extend(targets.map(|to| Self { from, trigger, to }));
            }
        }
        transitions
    }
}

/// Where a trigger may lead, in order. A refused command leads nowhere.
fn targets(from: AbstractState, trigger: Trigger) -> Vec<AbstractState> {
    match from {
        AbstractState::Idle(memory, boxes) => match trigger {
            Trigger::Receive => [AbstractState::Receiving].into(),
            Trigger::EditOff => [AbstractState::Idle(MemoryState::Empty, boxes)].into(),
            _ => calm_targets(AbstractState::Idle, memory, boxes, trigger),
        },
        AbstractState::Editing(memory, boxes) => match trigger {
            Trigger::EditOff => [AbstractState::Idle(MemoryState::Empty, boxes)].into(),
            Trigger::DataBegins => [AbstractState::Data].into(),
            Trigger::Send if memory == MemoryState::Complete => [AbstractState::Sending].into(),
            Trigger::Change => changed(memory, boxes),
            _ => calm_targets(AbstractState::Editing, memory, boxes, trigger),
        },
        AbstractState::Data => match trigger {
            Trigger::DataEnds => with_all(AbstractState::Editing, &MemoryState::ALL)
                .into_iter()
                .chain([AbstractState::ServiceOpen])
                .collect(),
            _ => restarted(trigger),
        },
        AbstractState::Sending => match trigger {
            Trigger::TransactionEnds => with_all(AbstractState::Editing, &[MemoryState::Complete]),
            _ => restarted(trigger),
        },
        AbstractState::Receiving => match trigger {
            Trigger::TransactionEnds => with_all(AbstractState::Idle, &MemoryState::ALL),
            _ => restarted(trigger),
        },
        AbstractState::ServiceOpen => match trigger {
            Trigger::DataBegins => [AbstractState::Data].into(),
            Trigger::ServiceCloses => with_all(AbstractState::Idle, &MemoryState::ALL)
                .into_iter()
                .chain(with_all(AbstractState::Editing, &MemoryState::ALL))
                .collect(),
            _ => restarted(trigger),
        },
    }
}

/// What is the same with edit mode on and off.
fn calm_targets(
    state: fn(MemoryState, BoxesState) -> AbstractState,
    memory: MemoryState,
    boxes: BoxesState,
    trigger: Trigger,
) -> Vec<AbstractState> {
    match trigger {
        Trigger::EditOn => [AbstractState::Editing(MemoryState::Empty, boxes)].into(),
        Trigger::Save if memory != MemoryState::Empty => match boxes {
            BoxesState::None => [state(memory, BoxesState::Some)].into(),
            _ => [state(memory, BoxesState::Full)].into(),
        },
        Trigger::Load if boxes != BoxesState::None => {
            [MemoryState::Incomplete, MemoryState::Complete]
                .map(|memory| state(memory, boxes))
                .into()
        }
        Trigger::Delete => match boxes {
            BoxesState::Full => {
                [BoxesState::None, BoxesState::Some].map(|boxes| state(memory, boxes)).into()
            }
            _ => [state(memory, BoxesState::None)].into(),
        },
        Trigger::ServiceOpens => [AbstractState::ServiceOpen].into(),
        Trigger::PowerCycle => [AbstractState::Idle(MemoryState::Empty, boxes)].into(),
        _ => Vec::new(),
    }
}

/// One address or file more or less.
fn changed(memory: MemoryState, boxes: BoxesState) -> Vec<AbstractState> {
    let others: &[MemoryState] = match memory {
        MemoryState::Empty | MemoryState::Complete => &[MemoryState::Incomplete],
        MemoryState::Incomplete => &[MemoryState::Empty, MemoryState::Complete],
    };
    others.iter().map(|memory| AbstractState::Editing(*memory, boxes)).collect()
}

/// The states that a hidden memory and hidden boxes may turn out to be.
fn with_all(
    state: fn(MemoryState, BoxesState) -> AbstractState,
    memories: &[MemoryState],
) -> Vec<AbstractState> {
    memories.iter().flat_map(|memory| BoxesState::ALL.map(|boxes| state(*memory, boxes))).collect()
}

fn restarted(trigger: Trigger) -> Vec<AbstractState> {
    if trigger == Trigger::PowerCycle {
        return with_all(AbstractState::Idle, &[MemoryState::Empty]);
    }
    Vec::new()
}

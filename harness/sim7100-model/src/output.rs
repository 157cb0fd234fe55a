//! What comes out of the model: octets for the TE, actions on the network, events for reports.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::{AbstractState, Answer, CommandForm};

/// One thing that the module does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Octets to the TE.
    Te(Vec<u8>),
    /// An action on the network.
    Net(NetAction),
    /// Something worth a line in a report; no octet of it leaves the module.
    Event(Event),
}

/// Names one connection; numbers are never used twice by one model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u32);

/// What the model asks of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetAction {
    /// Open a TCP connection.
    Open {
        /// The name of the new connection.
        connection: ConnectionId,
        /// Host name or IPv4 address as it was configured.
        host: String,
        /// TCP port.
        port: u16,
    },
    /// Send octets on an open connection.
    Send {
        /// Which connection.
        connection: ConnectionId,
        /// The octets.
        octets: Vec<u8>,
    },
    /// Close a connection, open or opening; no event of it is expected afterwards.
    Close {
        /// Which connection.
        connection: ConnectionId,
    },
}

/// Something worth a line in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A send or receive transaction began or ended.
    Transaction {
        /// Sending or receiving.
        kind: TransactionKind,
        /// Began, or ended with which code.
        phase: TransactionPhase,
    },
    /// A command was answered. The end of data mode is one more answer to the command that prompted.
    ///
    /// These events come after all else that waits to be drained, and so never between two octets.
    Command {
        /// The state before it.
        state: AbstractState,
        /// Its name in the command table; `?` when it is not there.
        name: &'static str,
        /// Its form.
        form: CommandForm,
        /// The class of the answer.
        answer: Answer,
    },
    /// An MMS PDU left in an HTTP request.
    PduSent(Vec<u8>),
    /// The body of a successful HTTP response that should be an MMS PDU, before it is decoded.
    PduReceived(Vec<u8>),
    /// A transfer needed a bearer that this build does not have. The case behind it is inconclusive.
    BearerUnavailable {
        /// Why, such as "the WAP bearer does not exist in this build".
        reason: &'static str,
    },
    /// The acknowledgement of a received message failed, which changes nothing for the TE.
    AcknowledgeFailed {
        /// What went wrong.
        reason: String,
    },
    /// A push was not reported to the TE.
    PushIgnored {
        /// What is wrong with it.
        reason: String,
    },
    /// A control input could not be carried out.
    ControlRefused {
        /// Why.
        reason: String,
    },
    /// The queue of held URCs was full; this one is lost.
    UrcLost(Vec<u8>),
    /// Octets of the TE came faster than outputs were drained; so many were lost.
    OverrunOctets(usize),
}

/// Which background transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransactionKind {
    /// `AT+CMMSSEND`.
    Send,
    /// `AT+CMMSRECV`.
    Receive,
}

impl fmt::Display for TransactionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Send => "send",
            Self::Receive => "receive",
        })
    }
}

/// Begin or end of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransactionPhase {
    /// It began.
    Started {
        /// The X-Mms-Transaction-Id that the model chose; none for a receive transaction.
        transaction_id: Option<String>,
    },
    /// It ended; the code is the one of its URC, 0 for success.
    Finished {
        /// `<err>` of the URC.
        code: u16,
        /// Why it failed, for people.
        reason: Option<String>,
    },
    /// Power was taken away before it ended; no URC follows.
    Abandoned,
}

//! What goes into the model: octets of the TE, network events, pushes, a laboratory's hand, time.

use crate::{ConnectionId, Profile, Timestamp};

/// One event that reaches the module.
#[derive(Debug, Clone)]
pub enum Input<'a> {
    /// Octets from the TE, cut anywhere.
    Te(&'a [u8]),
    /// Something happened on a connection that the model asked for.
    Net(NetEvent<'a>),
    /// A WAP push short message arrived.
    Push(PushSms<'a>),
    /// What a laboratory does to the device beyond its serial line.
    Control(Control<'a>),
    /// A deadline of `poll_timeout` has passed.
    Timeout,
}

/// An event on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetEvent<'a> {
    /// The connection is open for both directions.
    Opened(ConnectionId),
    /// Octets came from the peer.
    Received {
        /// Which connection.
        connection: ConnectionId,
        /// The octets, cut anywhere.
        octets: &'a [u8],
    },
    /// The peer ended its direction in good order.
    Ended(ConnectionId),
    /// The connection could not be opened, or broke.
    Failed {
        /// Which connection.
        connection: ConnectionId,
        /// How it failed.
        reason: NetFailure,
    },
}

/// How a connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetFailure {
    /// No route, no such name, or no answer.
    Unreachable,
    /// The peer refused the connection.
    Refused,
    /// The peer reset an open connection.
    Reset,
}

/// A WAP push short message, put together from its segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushSms<'a> {
    /// Originating address of the short message.
    pub sender: &'a str,
    /// Service-centre time stamp of the (first) short message.
    pub timestamp: Timestamp,
    /// The WSP Push PDU: transaction identifier, 06, `HeadersLen`, headers, body.
    pub octets: &'a [u8],
}

/// What a laboratory does to the device beyond its serial line.
#[derive(Debug, Clone)]
pub enum Control<'a> {
    /// Puts a file into the EFS, over an older one.
    PutFile {
        /// Full path, such as `C:/Picture/t1.jpg`.
        path: &'a str,
        /// The file's octets.
        octets: &'a [u8],
    },
    /// Removes a file from the EFS.
    RemoveFile {
        /// Full path.
        path: &'a str,
    },
    /// Takes another profile, and power-cycles.
    Profile(Profile),
    /// Takes the power away and gives it back.
    PowerCycle,
    /// Power-cycles with empty non-volatile memory, mail boxes and EFS.
    Factory,
}

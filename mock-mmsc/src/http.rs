//! Front A: the core behind a real HTTP/1 stack, with a fault layer between the stack and the stream.
//!
//! ```text
//! stream (TCP or memory)  <->  FaultIo: tee, cut, reset, drip  <->  hyper  <->  answer: delay, never  <->  Mmsc
//! ```
//!
//! The front is generic over the stream, and every wait goes through `tokio::time`, so that a paused clock
//! makes the same code run in virtual time. What hyper refuses is answered 400 and recorded with its octets.
//! HTTP/2, TLS and a GET that upgrades are not done here.

mod accept;
mod answer;
mod boundary;
mod connection;
mod fault_io;
mod head;
pub mod memory;
mod stream;
mod wire;

pub use accept::{ACCEPT_FAILURES_MAX, CONNECTIONS_MAX, serve};
pub use answer::{BODY_SECONDS_MAX, REQUEST_OCTETS_MAX};
pub use connection::{
    CONNECTION_SECONDS_MAX, HEAD_OCTETS_MAX, HEADER_SECONDS_MAX, LINGER_OCTETS_MAX,
    LINGER_SECONDS_MAX, serve_connection,
};
pub use stream::{Reset, Stream};
pub use wire::TEE_OCTETS_MAX;

#[cfg(test)]
pub(crate) use head::read_request;

//! Octet pipes to a module, and the driver that puts the reference model behind one.
//!
//! A [`Port`] is the TE's end of a line: a serial port ([`serial`]) or a pair in memory
//! ([`memory`]). A [`driver::Driver`] stands at the other end when the module is the reference
//! model; [`pty`] lets any serial program reach that model, and [`control`] does to it what a
//! serial line cannot: push, EFS files, profile, power. The bearer of the model reaches the network
//! through a [`dialer::Dialer`], never on its own.
//!
//! Nothing here reads the dialect: octets pass as they come.

pub mod address;
pub mod control;
pub mod dialer;
pub mod driver;
pub mod memory;
pub mod port;
pub mod pty;
pub mod serial;

pub use address::{Address, AddressError};
pub use port::{Port, PortError, ReadOutcome, Stream, classify};
pub use serial::ModemLineError;

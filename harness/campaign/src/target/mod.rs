//! Bodies of the fuzz targets: one function for each, from octets to assertions.
//!
//! The functions panic when the code under test breaks a rule; that is how libFuzzer and a replay test learn of it.

mod command_parse;
mod framer_chunking;
mod pdu_bytes;
mod urc_round_trip;

pub use command_parse::command_parse;
pub use framer_chunking::framer_chunking;
pub use pdu_bytes::pdu_bytes;
pub use urc_round_trip::urc_round_trip;

/// A fuzz target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The name of its binary, its seeds, its regressions and its dictionary.
    pub name: &'static str,
    /// The body.
    pub body: fn(&[u8]),
}

/// Every target, by name.
pub const TARGETS: &[Target] = &[
    Target { name: "command_parse", body: command_parse },
    Target { name: "framer_chunking", body: framer_chunking },
    Target { name: "pdu_bytes", body: pdu_bytes },
    Target { name: "urc_round_trip", body: urc_round_trip },
];

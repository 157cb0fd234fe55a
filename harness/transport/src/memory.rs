//! A line in memory: what joins the runner and the model when both are one process.
//!
//! It has no rate and no latency, so it is the only line that goes with virtual time.

use tokio::io::DuplexStream;

use crate::port::Port;

/// Octets that one direction of the line holds before its writer waits.
pub const LINE_OCTETS_MAX: usize = 64 * 1024;

/// Makes a line: the TE's end, and the end for [`crate::driver::Driver::run`].
#[must_use]
pub fn pair() -> (Port, DuplexStream) {
    let (te, module) = tokio::io::duplex(LINE_OCTETS_MAX);
    (Port::new("model", te), module)
}

//! Reports: pure consumers of run events, one file per format.

pub mod json;
pub mod junit;
pub mod terminal;

mod drawing;
#[cfg(test)]
pub(crate) mod sample;

use crate::event::RunEvent;
use std::io;

pub use drawing::draw;

/// A consumer of run events.
pub trait Report {
    /// Takes one event.
    ///
    /// # Errors
    /// The report's writer failed.
    fn event(&mut self, event: &RunEvent) -> io::Result<()>;

    /// Writes what is left, once, after the last event.
    ///
    /// # Errors
    /// The report's writer failed.
    fn finish(&mut self) -> io::Result<()>;
}

//! One line on a terminal that says how far a campaign is.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Between two changes of the line.
const PERIOD: Duration = Duration::from_millis(200);
/// Goes to the beginning of the line and empties it.
const ERASE: &str = "\r\u{1b}[2K";

/// The line; nothing where standard error is no terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    is_terminal: bool,
    told: Option<Instant>,
    is_drawn: bool,
}

impl Progress {
    /// No line yet.
    pub(crate) fn new() -> Self {
        Self { is_terminal: io::stderr().is_terminal(), told: None, is_drawn: false }
    }

    /// Whether it is time to say something new.
    pub(crate) fn is_due(&self) -> bool {
        self.is_terminal && self.told.is_none_or(|told| told.elapsed() >= PERIOD)
    }

    /// Draws the line.
    pub(crate) fn tell(&mut self, text: &str) {
        // There is no one left to tell when standard error fails.
        let _ = write!(io::stderr(), "{ERASE}{text}");
        self.told = Some(Instant::now());
        self.is_drawn = true;
    }

    /// Takes the line away.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            let _ = write!(io::stderr(), "{ERASE}");
        }
    }
}

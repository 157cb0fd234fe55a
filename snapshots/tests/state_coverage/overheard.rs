//! The answers to commands that a run causes, overheard in the trace of the model's driver.
//!
//! Only one run at a time can be overheard in a process.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing::subscriber::SetGlobalDefaultError;

use crate::trace;

/// How the event of an answer begins.
const NAME: &str = "Command";
/// Octets of such an event, at most.
const EVENT_OCTETS_MAX: usize = 256;

/// What was overheard and not yet taken.
static OVERHEARD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Begins to listen, for the life of the process.
///
/// # Errors
/// Somebody listens already.
pub(crate) fn listen() -> Result<(), SetGlobalDefaultError> {
    trace::listen(hear)
}

/// The events that were overheard since the last call, as they are traced.
pub(crate) fn take() -> BTreeSet<String> {
    std::mem::take(&mut *OVERHEARD.lock().unwrap_or_else(PoisonError::into_inner))
}

fn hear(event: &dyn fmt::Debug) {
    let mut answer = AnswerText::default();
    if write!(answer, "{event:?}").is_ok() {
        OVERHEARD.lock().unwrap_or_else(PoisonError::into_inner).insert(answer.0);
    }
}

/// The text of an answer; any other event is refused at its first word, however long it is.
#[derive(Default)]
struct AnswerText(String);

impl Write for AnswerText {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let is_other = self.0.is_empty() && piece != NAME;
        if is_other || self.0.len() + piece.len() > EVENT_OCTETS_MAX {
            return Err(fmt::Error);
        }
        self.0.push_str(piece);
        Ok(())
    }
}

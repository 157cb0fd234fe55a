//! The answers to commands that a run causes, overheard in the trace of the model's driver.
//!
//! Only one run at a time can be overheard in a process.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Event, Metadata, Subscriber};

/// Where the driver's events come from.
const TARGET: &str = "transport::driver";
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
    tracing::subscriber::set_global_default(Listener)
}

/// The events that were overheard since the last call, as they are traced.
pub(crate) fn take() -> BTreeSet<String> {
    std::mem::take(&mut *OVERHEARD.lock().unwrap_or_else(PoisonError::into_inner))
}

struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && metadata.target() == TARGET
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Ear);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Ear;

impl Visit for Ear {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut answer = AnswerText::default();
        if field.name() == "event" && write!(answer, "{value:?}").is_ok() {
            OVERHEARD.lock().unwrap_or_else(PoisonError::into_inner).insert(answer.0);
        }
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

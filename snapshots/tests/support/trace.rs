//! The events of the model's driver, overheard in its trace.
//!
//! Only one listener can be set in a process, and only one run at a time can be told from another.

use std::fmt;

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Event, Metadata, Subscriber};

/// Where the driver's events come from.
const TARGET: &str = "transport::driver";

/// Shows each event to `ear`, for the life of the process.
///
/// # Errors
/// Somebody listens already.
pub(crate) fn listen(ear: fn(&dyn fmt::Debug)) -> Result<(), SetGlobalDefaultError> {
    tracing::subscriber::set_global_default(Listener(ear))
}

struct Listener(fn(&dyn fmt::Debug));

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
        event.record(&mut Ear(self.0));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Ear(fn(&dyn fmt::Debug));

impl Visit for Ear {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "event" {
            (self.0)(value);
        }
    }
}

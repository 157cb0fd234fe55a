//! The PDUs that a run causes, overheard in the trace of the model's driver.
//!
//! Run events tell what an MMSC makes of a PDU, not its octets; the driver traces them as the model's own events.
//! Only one run at a time can be overheard in a process.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Event, Metadata, Subscriber};

/// Where the driver's events come from.
const TARGET: &str = "transport::driver";

/// What was overheard and not yet taken.
static OVERHEARD: Mutex<Vec<Pdu>> = Mutex::new(Vec::new());

/// The body of an HTTP message between the model and its MMSC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pdu {
    /// Who wrote it.
    pub(crate) way: Way,
    /// Its octets.
    pub(crate) octets: Vec<u8>,
}

/// Who wrote a PDU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// The model, as MMS Client.
    FromClient,
    /// The mock MMSC, or whatever a scenario lets it say.
    ToClient,
}

/// Begins to listen, for the life of the process.
///
/// # Errors
/// Somebody listens already.
pub(crate) fn listen() -> Result<(), SetGlobalDefaultError> {
    tracing::subscriber::set_global_default(Listener)
}

/// What was overheard since the last call, in order.
pub(crate) fn take() -> Vec<Pdu> {
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
        if field.name() != "event" {
            return;
        }
        if let Some(pdu) = pdu(&format!("{value:?}")) {
            OVERHEARD.lock().unwrap_or_else(PoisonError::into_inner).push(pdu);
        }
    }
}

/// Reads `PduSent([140, 128])` and `PduReceived([140, 129])`; none for other events.
fn pdu(text: &str) -> Option<Pdu> {
    let (name, list) = text.split_once("([")?;
    let way = match name {
        "PduSent" => Way::FromClient,
        "PduReceived" => Way::ToClient,
        _ => return None,
    };
    let octets = list.strip_suffix("])")?.split(", ").map(str::parse);
    Some(Pdu { way, octets: octets.collect::<Result<_, _>>().ok()? })
}

//! The PDUs that a run causes, overheard in the trace of the model's driver.
//!
//! Run events tell what an MMSC makes of a PDU, not its octets; the driver traces them as the model's own events.
//! Only one run at a time can be overheard in a process.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use tracing::subscriber::SetGlobalDefaultError;

use crate::trace;

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
    trace::listen(hear)
}

/// What was overheard since the last call, in order.
pub(crate) fn take() -> Vec<Pdu> {
    std::mem::take(&mut *OVERHEARD.lock().unwrap_or_else(PoisonError::into_inner))
}

fn hear(event: &dyn fmt::Debug) {
    if let Some(pdu) = pdu(&format!("{event:?}")) {
        OVERHEARD.lock().unwrap_or_else(PoisonError::into_inner).push(pdu);
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

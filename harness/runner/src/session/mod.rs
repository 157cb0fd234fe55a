//! An open way to a module, with what surrounds it: control, mock MMSC, patience.

mod memory;
mod serial;

pub(crate) use memory::{on_line, on_model, on_wall};
pub(crate) use serial::open;

use crate::executor::Patience;
use mock_mmsc::SharedMmsc;
use std::collections::BTreeMap;
use tokio::sync::mpsc;
use transport::Port;
use transport::control::Handle;
use transport::driver::StampedEvent;

/// What the executor of a case gets.
#[derive(Debug)]
pub(crate) struct Session {
    /// The line to the module.
    pub(crate) port: Port,
    /// What a laboratory can do to the module, where it can.
    pub(crate) handle: Option<Handle>,
    /// The mock MMSC, where the module's network side leads to it.
    pub(crate) mmsc: Option<SharedMmsc>,
    /// Readings of the run's profile; a case's own come on top.
    pub(crate) readings: BTreeMap<String, String>,
    /// How long the runner waits on its own account.
    pub(crate) patience: Patience,
    /// What the model says about itself, where it is in this process.
    pub(crate) events: Option<mpsc::Receiver<StampedEvent>>,
}

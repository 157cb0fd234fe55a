//! What must be true of what came back: against a reference, and without one.

mod accounting;
pub(crate) mod apart;
mod capture;
mod code;
pub mod differential;
mod discovery;
pub(crate) mod drift;
pub(crate) mod evidence;
mod framing;
pub(crate) mod invariant;
mod looked;
pub mod metamorphic;
mod read_back;
mod size;
mod view;

pub use discovery::{Discovery, OracleKind};
pub use evidence::Personality;
pub use looked::Looked;

//! What must be true of what came back: against a reference, and without one.

mod accounting;
mod capture;
mod code;
pub mod differential;
mod discovery;
pub(crate) mod drift;
pub(crate) mod evidence;
mod framing;
pub(crate) mod invariant;
pub mod metamorphic;
mod read_back;
mod size;
mod view;

pub use discovery::{Discovery, OracleKind};
pub use evidence::Personality;

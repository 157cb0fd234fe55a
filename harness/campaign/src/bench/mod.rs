//! The System Under Test behind one trait, and the in-memory one: the model with a clock that only the campaign moves
//! and an MMSC that is played by the mock's core.

mod http;
mod memory;
mod network;
mod observation;
mod session;
mod target;

pub use memory::{Bench, File, files};
pub use observation::{Capture, Observation, TeAnswer};
pub use session::{Pacing, RESPONSE_WAIT, STEP, Session};
pub use target::{Target, TargetError};

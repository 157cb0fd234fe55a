//! The reference model: a SIM7100's MMS functions as the SIM7100 MMS Application Note documents them.
//!
//! Octets, network events and time go in; octets, network actions and deadlines come out. The model has no
//! clock, no socket and no file, and it cannot fail: whatever comes in, it answers as a module would.
//! Where the document is silent or contradicts itself, the choice is a named [`Reading`] of the [`Profile`].
//!
//! It does not speak the WAP bearer (`AT+CMMSPROTO=0`), and it models nothing of the radio.
//!
//! ```
//! use sim7100_model::{Input, Instant, Model, Output, Profile};
//!
//! let mut model = Model::new(Profile::default());
//! model.handle(Instant::from_micros(0), Input::Te(b"ATE0\r"));
//! while model.poll_output().is_some() {}
//! model.handle(Instant::from_micros(0), Input::Te(b"AT+CMMSEDIT?\r"));
//! assert_eq!(model.poll_output(), Some(Output::Te(b"\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n".to_vec())));
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(any(test, feature = "generators"))]
extern crate std;

mod abstract_state;
mod answer;
mod bearer;
mod command;
mod command_info;
mod deviation;
mod efs;
mod error_code;
mod input;
mod instant;
mod invariant;
mod mailbox;
mod media;
mod message;
mod model;
mod outbox;
mod output;
mod pdu;
mod profile;
mod push;
mod settings;
mod state;
mod summary;
mod ta;
mod text;
mod timestamp;
mod transaction;

pub use abstract_state::{AbstractState, BoxesState, MemoryState};
pub use answer::{Answer, CommandForm};
pub use command_info::{Argument, ArgumentRange, Command};
pub use deviation::Deviation;
pub use efs::{Efs, EfsError};
pub use error_code::{ErrorCode, Reach};
pub use input::{Control, Input, NetEvent, NetFailure, PushSms};
pub use instant::Instant;
pub use model::Model;
pub use output::{ConnectionId, Event, NetAction, Output, TransactionKind, TransactionPhase};
pub use profile::{Profile, ProfileError, Reading};
pub use summary::Summary;
pub use timestamp::{Timestamp, TimestampError};

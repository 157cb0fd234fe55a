#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! [`core`] decides, without I/O and without a clock: a request and the time go in, a reply and a record
//! come out. [`dissect`](mod@dissect) and [`emit`] read and write PDUs for it, [`rule`] and [`binding`] judge, [`script`]
//! says what to answer, [`store`] keeps what was sent. [`http`] puts sockets around the core.
#![forbid(unsafe_code)]

pub mod binding;
pub mod core;
pub mod dissect;
pub mod edit;
pub mod emit;
pub mod exchange;
pub mod fault;
pub mod http;
pub mod mutant;
pub mod pack;
pub mod push;
pub mod rule;
pub mod script;
pub mod shared;
pub mod store;
#[cfg(feature = "wiremock")]
pub mod wiremock;

pub use self::core::{Config, Event, Mmsc};
pub use self::edit::Edit;
pub use self::exchange::{Exchange, Outcome, Reply, Request, TargetForm};
pub use self::fault::{Drip, FaultPlan};
pub use self::push::Notification;
pub use self::script::{Answer, Method, Script};
pub use self::shared::SharedMmsc;

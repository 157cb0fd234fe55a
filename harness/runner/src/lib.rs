//! Executes checked plans against a target, gives verdicts, and emits run events that reports consume.
//!
//! The runner knows neither how a scenario file is written (crate `scenario`) nor how octets travel (crate
//! `transport`); it reads module output with `at-codec` and never with the code that wrote it.

pub mod baseline;
pub mod day;
pub mod event;
pub mod exit_code;
pub mod printable;
pub mod report;
pub mod target;
pub mod unanswered;
pub mod verdict;
pub mod visible;

mod counted;
mod executor;
mod interrupt;
mod pack;
mod reading;
mod run;
mod session;

pub use counted::counted;
pub use exit_code::ExitCode;
pub use interrupt::Interrupt;
pub use pack::check_pack;
pub use run::{Options, run, run_over, run_until, unmet};
pub use target::{SerialTarget, Target};

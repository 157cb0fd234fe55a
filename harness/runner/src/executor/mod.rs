//! Executes one plan on one session: setup, steps, closing checks, recovery.
//!
//! One file per kind of step. Nothing here knows whether time is virtual, or what the line is made of.

mod arrival;
mod case;
mod command;
mod dialect;
mod efs;
mod exchange;
mod form;
mod preparation;
mod push;
mod recovery;
mod response;
mod script;
mod stop;
mod te;
#[cfg(test)]
mod tests;
mod transcript;

pub(crate) use case::{Executed, execute};
pub(crate) use preparation::{PATIENCE, Patience};

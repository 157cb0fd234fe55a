//! AT command lines and module output as typed values.
//!
//! Two directions, read apart:
//!
//! | direction | octets in | values out |
//! | --- | --- | --- |
//! | TE to TA | [`LineReader`], then [`Commands`] | [`Command`] |
//! | TA to TE | [`Framer`], then [`Response::parse`] | [`Frame`] or [`FrameView`], [`Response`] |
//!
//! The rules are those of ITU-T V.250 clauses 5.2 to 5.7 with what the SIM7100 MMS application note adds: the
//! prompt of `+CMMSDOWN`, the raw octets after `+CMMSREAD`, and the reports of its chapter 9. Nothing here writes
//! an AT command or a response: whoever speaks on the line writes its own octets. Nothing here keeps state about
//! the module, reads a clock or does I/O.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(any(test, feature = "generators"))]
extern crate std;

mod announced_length;
mod argument;
mod boot_report;
mod carriage_return;
mod cme_error;
mod command;
mod command_error;
mod command_line;
mod continuation;
mod cursor;
mod field;
mod final_result;
mod frame;
mod frame_view;
mod framer;
#[cfg(any(test, feature = "generators"))]
pub mod generator;
mod information;
mod line_reader;
mod name;
#[cfg(test)]
mod property;
mod push_urc;
mod registers;
mod response;
#[cfg(any(test, feature = "generators"))]
pub mod slow_parser;
mod spacing;
mod urc;

pub use boot_report::BootReport;
pub use cme_error::CmeError;
pub use command::{Argument, ArgumentValue, Command, Form};
pub use command_error::CommandError;
pub use command_line::{COMMANDS_MAX, Commands};
pub use field::{FIELDS_MAX, InformationField};
pub use final_result::FinalResult;
pub use frame::Frame;
pub use frame_view::FrameView;
pub use framer::{DATA_OCTETS_MAX, Framer, LINE_OCTETS_MAX};
pub use information::Information;
pub use line_reader::{LineEvent, LineReader};
pub use name::Name;
pub use push_urc::PushUrc;
pub use registers::Registers;
pub use response::Response;
pub use spacing::{Format, Spacing};
pub use urc::Urc;

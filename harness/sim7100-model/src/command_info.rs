//! The command table as others see it: names, forms, arguments.

use alloc::string::String;
use alloc::vec::Vec;

use crate::command;

/// A command that the model knows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Command {
    /// Its name in upper case, such as `+CMMSEDIT`, `E` or `&F`.
    pub name: &'static str,
    /// Section of the application note; `-` for a command outside it.
    pub section: &'static str,
    /// Whether it has a test form.
    pub test: bool,
    /// Whether it has a read form.
    pub read: bool,
    /// Whether it has an execution form.
    pub execute: bool,
    /// The arguments of its write form; none when it has no write form.
    pub write: Option<Vec<Argument>>,
}

/// One argument of a write form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Argument {
    /// Its name in the manuals.
    pub name: &'static str,
    /// What it may be.
    pub range: ArgumentRange,
    /// Whether it may be left out.
    pub optional: bool,
}

/// What an argument may be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArgumentRange {
    /// A number between bounds, both inclusive.
    Number(u32, u32),
    /// A quoted string of so many octets at most.
    Text(usize),
    /// A quoted word of a list, in any case.
    Keyword(Vec<String>),
}

impl Command {
    pub(crate) fn all() -> Vec<Self> {
        command::all()
    }
}

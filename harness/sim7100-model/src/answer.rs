//! What became of one command, for coverage: its form, and its answer as a class.
//!
//! The octets of the answer are not here, nor is what V, Q and CMEE make of it.

use crate::ErrorCode;

/// The form of a command (V.250, 5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommandForm {
    /// `+CMMSEDIT=?`
    Test,
    /// `+CMMSEDIT?`
    Read,
    /// `+CMMSEDIT=1`, called set in V.250
    Write,
    /// `+CMMSSAVE`, called action in V.250
    Execute,
}

/// The class of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// The command succeeded; OK follows when it was the last of its line.
    Ok,
    /// It asks for octets.
    Prompt,
    /// `ERROR`, whatever CMEE says.
    Error,
    /// `+CME ERROR` with this code, or ERROR by CMEE.
    Code(ErrorCode),
}

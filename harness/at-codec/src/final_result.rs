//! Final result codes: V.250 5.7.1 and table 1.

use crate::CmeError;
use crate::command::decimal;

/// The result code that ends the processing of a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FinalResult {
    /// `BUSY`
    Busy,
    /// `+CME ERROR: <err>`
    Cme(CmeError),
    /// `CONNECT`, with or without a text after it.
    Connect,
    /// `ERROR`
    Error,
    /// `NO ANSWER`
    NoAnswer,
    /// `NO CARRIER`
    NoCarrier,
    /// `NO DIALTONE`
    NoDialtone,
    /// A numeric result code as ATV0 gives it: one or two digits, no leading zero. In ATV1 the same octets are
    /// information text; the reader of the line knows which of the two is in force.
    Numeric(u8),
    /// `OK`
    Ok,
}

impl FinalResult {
    /// Reads a line that is exactly a final result code; `None` for any other.
    pub(crate) fn parse(line: &[u8]) -> Option<Self> {
        match line {
            b"BUSY" => Some(Self::Busy),
            b"CONNECT" => Some(Self::Connect),
            b"ERROR" => Some(Self::Error),
            b"NO ANSWER" => Some(Self::NoAnswer),
            b"NO CARRIER" => Some(Self::NoCarrier),
            b"NO DIALTONE" => Some(Self::NoDialtone),
            b"OK" => Some(Self::Ok),
            _ if line.starts_with(b"CONNECT ") => Some(Self::Connect),
            _ => numeric(line).map(Self::Numeric).or_else(|| CmeError::parse(line).map(Self::Cme)),
        }
    }
}

/// Reads a numeric result code. `013`, the answer to `ATS3?`, is none.
pub(crate) fn numeric(line: &[u8]) -> Option<u8> {
    match line {
        [_] | [b'1'..=b'9', _] => decimal(line).and_then(|code| u8::try_from(code).ok()),
        _ => None,
    }
}

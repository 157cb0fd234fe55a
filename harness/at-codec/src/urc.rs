//! Unsolicited result codes: application note chapter 9.

use crate::command::decimal;
use crate::spacing::strip_name;
use crate::{BootReport, PushUrc};

/// A report that no command asked for at the moment it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Urc {
    /// A report of the module's start.
    Boot(BootReport),
    /// `+WAP_PUSH_MMS: …`: a message waits at the MMSC.
    Push(PushUrc),
    /// `+CMMSRECV: <err>`: 0 after success.
    Recv(u16),
    /// `+CMMSSEND: <err>`: 0 after success.
    Send(u16),
}

impl Urc {
    /// Reads a line that has the form of a report; `None` for any other.
    pub(crate) fn parse(line: &[u8]) -> Option<Self> {
        let number = |name| {
            let (text, _) = strip_name(line, name)?;
            decimal(text.trim_ascii_end())
        };
        if let Some(code) = number(b"+CMMSSEND") {
            return u16::try_from(code).ok().map(Self::Send);
        }
        if let Some(code) = number(b"+CMMSRECV") {
            return u16::try_from(code).ok().map(Self::Recv);
        }
        if let Some(code) = number(b"+STIN") {
            return u8::try_from(code).ok().map(BootReport::SimToolkit).map(Self::Boot);
        }
        BootReport::parse(line).map(Self::Boot).or_else(|| PushUrc::parse(line).map(Self::Push))
    }
}

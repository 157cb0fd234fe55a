//! Reports that a module of this family gives while it starts.

/// A line of the start of the module. `+CPIN: READY` is not among them: it is also an information response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BootReport {
    /// `PB DONE`: the phone book is ready.
    PhonebookDone,
    /// `RDY`: the module accepts commands (SIM7600).
    Ready,
    /// `+STIN: <n>`: a SIM toolkit indication.
    SimToolkit(u8),
    /// `SMS DONE`: short messages are ready.
    SmsDone,
    /// `START`: the module accepts commands (SIM5320).
    Start,
}

impl BootReport {
    /// Reads a report that is a fixed text.
    pub(crate) fn parse(line: &[u8]) -> Option<Self> {
        match line {
            b"PB DONE" => Some(Self::PhonebookDone),
            b"RDY" => Some(Self::Ready),
            b"SMS DONE" => Some(Self::SmsDone),
            b"START" => Some(Self::Start),
            _ => None,
        }
    }
}

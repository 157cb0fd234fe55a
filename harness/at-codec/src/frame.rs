//! The pieces that module output is cut into.

use alloc::vec::Vec;

/// One piece of module output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A line without its line end, never empty.
    Line(Vec<u8>),
    /// An echoed command line without the single CR that ended it, never empty.
    Echo(Vec<u8>),
    /// `>` at the start of a line, with the blank that may follow it.
    Prompt,
    /// The raw octets after an information response that announced their number; may be empty.
    Data(Vec<u8>),
    /// A piece of a line that is longer than [`crate::LINE_OCTETS_MAX`].
    Overlong(Vec<u8>),
}

impl Frame {
    /// The octets that the frame carries; none for a prompt.
    pub fn octets(&self) -> &[u8] {
        match self {
            Self::Line(octets)
            | Self::Echo(octets)
            | Self::Data(octets)
            | Self::Overlong(octets) => octets,
            Self::Prompt => &[],
        }
    }
}

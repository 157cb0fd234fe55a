//! Why a command line cannot be read.

use crate::COMMANDS_MAX;

/// Why a command line is not well formed. Offsets are octets from the start of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// `+` or `&` with no name after it.
    #[error("empty command name at offset {offset}")]
    EmptyName {
        /// Where the name should start.
        offset: usize,
    },
    /// The line does not start with `AT`.
    #[error("line without the prefix AT")]
    MissingPrefix,
    /// More than [`COMMANDS_MAX`] commands.
    #[error("more than {COMMANDS_MAX} commands, the first past that at offset {offset}")]
    TooManyCommands {
        /// Where the first command too many starts.
        offset: usize,
    },
    /// A typographic quotation mark (U+2018, U+2019, U+201C, U+201D in UTF-8) outside a quoted string.
    #[error("typographic quotation mark at offset {offset}; strings are quoted with 0x22")]
    TypographicQuote {
        /// Where its first octet stands.
        offset: usize,
    },
    /// A quoted string that the line's end cuts off.
    #[error("unclosed quote opened at offset {offset}")]
    UnclosedQuote {
        /// Where the opening quote stands.
        offset: usize,
    },
    /// An octet that cannot stand where it stands.
    #[error("unexpected octet {octet:#04x} at offset {offset}")]
    UnexpectedOctet {
        /// Where it stands.
        offset: usize,
        /// The octet.
        octet: u8,
    },
}

impl CommandError {
    /// Where the line stops being well formed, in octets from its start.
    pub fn offset(&self) -> usize {
        match self {
            Self::MissingPrefix => 0,
            Self::EmptyName { offset }
            | Self::TooManyCommands { offset }
            | Self::TypographicQuote { offset }
            | Self::UnclosedQuote { offset }
            | Self::UnexpectedOctet { offset, .. } => *offset,
        }
    }
}

//! What a campaign does to a module, one operation at a time, and its text form.
//!
//! A transcript has one operation a line; it is the format of corpora and journals. Empty lines and lines that begin
//! with `#` mean nothing.
//!
//! ```text
//! send AT+CMMSEDIT=1      a command line; a carriage return follows
//! data Hello\x0D          octets for the prompt of the line before; not sent when none came
//! fill 600 x              the same, 600 times one octet
//! raw AT\r\n              octets as they are
//! tick 1500               time, in milliseconds
//! pace 3 20               from now on three octets at a time, 20 milliseconds after each; `pace 0 0` ends that
//! mmsc status 503         how the MMSC answers from now on
//! push plain              a notification arrives
//! power-cycle             the power goes and comes back
//! again lower-case        all so far once more on a module that was reset, said in another way: the answers must be the same
//! ```

mod answer;
mod command_line;
mod escape;
mod push;
mod relation;
mod transcript;

pub use answer::MmscAnswer;
pub use command_line::{CommandLine, LineForm};
pub(crate) use escape::{escape, unescape};
pub(crate) use push::LOCATION;
pub use push::Push;
pub use relation::Relation;
pub use transcript::{
    LINE_OCTETS_MAX, OPERATIONS_MAX, TranscriptError, parse, parse_leniently, print,
};

/// Octets of one payload at most.
pub const PAYLOAD_OCTETS_MAX: usize = 1_048_576;
/// Milliseconds of one tick at most: a day.
pub const TICK_MILLIS_MAX: u64 = 86_400_000;

/// Octets of one piece at most.
pub const PACE_OCTETS_MAX: usize = 4_096;
/// Milliseconds between two pieces at most.
pub const PACE_MILLIS_MAX: u64 = 1_000;

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// A command line of one extended command.
    Command(CommandLine),
    /// Any other command line, without its carriage return.
    Line(Vec<u8>),
    /// Octets as they are.
    Octets(Vec<u8>),
    /// Octets for a prompt; not sent when the step before was not prompted.
    Payload(Vec<u8>),
    /// Time in milliseconds.
    Tick(u64),
    /// How octets are cut and timed from now on: octets of one piece, 0 for all at once, and milliseconds after each.
    Pace(usize, u64),
    /// How the MMSC answers from now on.
    Mmsc(MmscAnswer),
    /// A notification arrives.
    Push(Push),
    /// The power goes and comes back.
    PowerCycle,
    /// All that was done since the module was switched on is done once more from a reset, said in another way, and must be
    /// answered the same. What follows begins on a module that was just switched on. A dialogue alone does nothing then.
    Again(Relation),
}

impl Operation {
    /// A command line, taken apart where that is possible.
    #[must_use]
    pub fn line(octets: &[u8]) -> Self {
        CommandLine::parse(octets).map_or_else(|| Self::Line(octets.to_vec()), Self::Command)
    }

    /// A command line of the campaign's own words.
    #[must_use]
    pub fn send(text: &str) -> Self {
        Self::line(text.as_bytes())
    }

    /// Whether it is a command line.
    #[must_use]
    pub const fn is_command(&self) -> bool {
        matches!(self, Self::Command(_) | Self::Line(_))
    }

    /// The octets of a command line without its carriage return, or of other octets for the TE.
    #[must_use]
    pub fn octets(&self) -> Vec<u8> {
        match self {
            Self::Command(line) => line.to_string().into_bytes(),
            Self::Line(octets) | Self::Octets(octets) | Self::Payload(octets) => octets.clone(),
            _ => Vec::new(),
        }
    }
}

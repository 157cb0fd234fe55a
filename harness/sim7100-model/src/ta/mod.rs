//! The terminal adaptor: V.250 between the TE and the commands.

mod data;
mod input;
mod result;
mod setting;

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use at_codec::LineReader;

pub(crate) use data::{DataPhase, Destination};
pub(crate) use setting::TaSettings;

use crate::Profile;

/// Octets of a command line, prefix included: 559 after `AT`.
pub(crate) const LINE_OCTETS_MAX: usize = 561;
/// URCs that wait while data mode lasts.
pub(crate) const HELD_URCS_MAX: usize = 64;

/// What the octets of the TE are taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Command lines.
    Command,
    /// Octets that a command has asked for.
    Data(DataPhase),
    /// Octets without an end, by a fault.
    Hung,
}

/// The terminal adaptor's state.
#[derive(Debug, Clone)]
pub(crate) struct Ta {
    pub(crate) reader: LineReader,
    pub(crate) settings: TaSettings,
    /// What `AT&W` stored, for `ATZ` and the next power-on.
    pub(crate) stored: TaSettings,
    /// The last command line, for `A/`.
    pub(crate) last_line: Vec<u8>,
    pub(crate) mode: Mode,
    /// Whether the last octet ended a command line, so that a line feed after it means nothing.
    pub(crate) is_after_terminator: bool,
    pub(crate) held_urcs: VecDeque<Vec<u8>>,
}

impl Ta {
    /// A terminal adaptor that was never told anything.
    pub(crate) fn factory(profile: &Profile) -> Self {
        let settings = TaSettings::factory(profile);
        Self {
            reader: LineReader::new(LINE_OCTETS_MAX),
            stored: settings.clone(),
            settings,
            last_line: Vec::new(),
            mode: Mode::Command,
            is_after_terminator: false,
            held_urcs: VecDeque::new(),
        }
    }

    /// Values that nobody changed follow the profile.
    pub(crate) fn change_profile(&mut self, old: &Profile, new: &Profile) {
        if self.stored == TaSettings::factory(old) {
            self.stored = TaSettings::factory(new);
        }
    }

    /// Loses what is not in non-volatile memory.
    pub(crate) fn power_cycle(&mut self, profile: &Profile) {
        let stored = self.stored.clone();
        *self = Self::factory(profile);
        self.settings = stored.clone();
        self.stored = stored;
    }
}

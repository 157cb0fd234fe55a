//! What a faulty firmware remembers beyond a sound one. A sound model leaves all of it alone.

use alloc::vec::Vec;

use crate::Instant;
use crate::message::Message;

/// What faults remember; lost with the power.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FaultMemory {
    /// A file was removed, and none was added since.
    pub(crate) is_file_removed: bool,
    /// The message that was shown last.
    pub(crate) shown: Option<Message>,
    /// The maximum PDU size in force, when it is not the one that was set.
    pub(crate) max_pdu_octets: Option<u32>,
    /// The OK of the command that began the transaction is still to come.
    pub(crate) is_ok_owed: bool,
    /// A command line came while the transaction ran.
    pub(crate) is_transfer_disturbed: bool,
    /// Until when reports wait for a response to split.
    pub(crate) reports_due: Option<Instant>,
    /// Messages that took memory since power-on.
    pub(crate) messages: u32,
    /// A final result code that is late, and when it comes.
    pub(crate) late_final: Option<LateFinal>,
}

/// A final result code that is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LateFinal {
    /// When it comes.
    pub(crate) due: Instant,
    /// Its octets.
    pub(crate) octets: Vec<u8>,
}

impl FaultMemory {
    /// The next point in time at which a fault has something to say.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let late_final = self.late_final.as_ref().map(|late| late.due);
        [late_final, self.reports_due].into_iter().flatten().min()
    }
}

//! MM-state-value (ENC 7.3.33), since 1.2.

use crate::enumeration::enumeration;

enumeration! {
    /// The state of a message in the mailbox.
    MmState, 0x80..;
    /// A draft.
    Draft = 0x80, "Draft";
    /// Sent.
    Sent = 0x81, "Sent";
    /// New.
    New = 0x82, "New";
    /// Retrieved.
    Retrieved = 0x83, "Retrieved";
    /// Forwarded.
    Forwarded = 0x84, "Forwarded";
}

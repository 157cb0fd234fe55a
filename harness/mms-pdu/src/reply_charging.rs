//! Reply-charging-value (ENC 7.3.43).

use crate::enumeration::enumeration;

enumeration! {
    /// Whether the sender pays for a reply.
    ReplyCharging, 0x80..;
    /// Asked for.
    Requested = 0x80, "Requested";
    /// Asked for, text only.
    RequestedTextOnly = 0x81, "Requested text only";
    /// Accepted.
    Accepted = 0x82, "Accepted";
    /// Accepted, text only.
    AcceptedTextOnly = 0x83, "Accepted text only";
}

//! Cancel-status-value (ENC 7.3.7), since 1.3.

use crate::enumeration::enumeration;

enumeration! {
    /// What became of a request to cancel.
    CancelStatus, 0x80..;
    /// It was received.
    RequestReceived = 0x80, "Cancel Request Successfully received";
    /// It was corrupted.
    RequestCorrupted = 0x81, "Cancel Request corrupted";
}

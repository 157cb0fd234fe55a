//! Status-value (ENC 7.3.54).

use crate::enumeration::enumeration;

enumeration! {
    /// The status of a message at the recipient.
    Status, 0x80..;
    /// Expired.
    Expired = 0x80, "Expired";
    /// Retrieved.
    Retrieved = 0x81, "Retrieved";
    /// Rejected.
    Rejected = 0x82, "Rejected";
    /// Deferred.
    Deferred = 0x83, "Deferred";
    /// Unrecognised; only for version management.
    Unrecognised = 0x84, "Unrecognised";
    /// Indeterminate.
    Indeterminate = 0x85, "Indeterminate";
    /// Forwarded, since 1.1.
    Forwarded = 0x86, "Forwarded";
    /// Unreachable, since 1.2.
    Unreachable = 0x87, "Unreachable";
}

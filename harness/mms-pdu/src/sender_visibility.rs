//! Sender-visibility-value (ENC 7.3.52).

use crate::enumeration::enumeration;

enumeration! {
    /// Whether the recipient is shown the sender's address; absent means shown, unless the operator hides it.
    SenderVisibility, 0x80..;
    /// The address is hidden.
    Hide = 0x80, "Hide";
    /// The address is shown.
    Show = 0x81, "Show";
}

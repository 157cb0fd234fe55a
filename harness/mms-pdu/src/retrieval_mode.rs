//! Recommended-retrieval-mode-value (ENC 7.3.39), since 1.3.

use crate::enumeration::enumeration;

enumeration! {
    /// How the MMSC would have a message retrieved.
    RetrievalMode, 0x80..;
    /// When the user asks for it.
    Manual = 0x80, "Manual";
}

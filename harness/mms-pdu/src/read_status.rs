//! Read-status-value (ENC 7.3.38).

use crate::enumeration::enumeration;

enumeration! {
    /// What became of a message at its reader.
    ReadStatus, 0x80..;
    /// It was read.
    Read = 0x80, "Read";
    /// It was deleted unread.
    DeletedWithoutBeingRead = 0x81, "Deleted without being read";
}

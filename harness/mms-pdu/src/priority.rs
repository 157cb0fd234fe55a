//! Priority-value (ENC 7.3.35).

use crate::enumeration::enumeration;

enumeration! {
    /// The priority of a message; absent means normal.
    Priority, 0x80..;
    /// Low.
    Low = 0x80, "Low";
    /// Normal.
    Normal = 0x81, "Normal";
    /// High.
    High = 0x82, "High";
}

//! `<err>`: the codes of 9.2 with their verbose texts.

use crate::profile::value::UnknownCode;

/// A failure that has a code of 9.2, or one of the general codes of 3GPP TS 27.007 for the SIM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ErrorCode(u16);

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)+) => {
        impl ErrorCode {
            $($(#[$doc])* pub(crate) const $name: Self = Self($code);)+

            /// The text printed after `AT+CMEE=2`.
            pub(crate) const fn text(self) -> &'static str {
                match self.0 {
                    $($code => $text,)+
                    _ => "unknown error",
                }
            }
        }
    };
}

codes! {
    /// 3GPP TS 27.007: no SIM.
    SIM_NOT_INSERTED = 10, "SIM not inserted";
    /// 3GPP TS 27.007: the SIM waits for its PIN.
    SIM_PIN_REQUIRED = 11, "SIM PIN required";
    /// 3GPP TS 27.007: the SIM waits for its PUK.
    SIM_PUK_REQUIRED = 12, "SIM PUK required";
    /// 3GPP TS 27.007: the SIM does not work.
    SIM_FAILURE = 13, "SIM failure";
    /// 3GPP TS 27.007: what has no other code.
    UNKNOWN = 100, "unknown";
    /// The other reading of [`MMS_UNKNOWN`](Self::MMS_UNKNOWN).
    MMS_UNKNOWN_170 = 170, "Unknown error for mms";
    /// A transaction runs.
    BUSY = 171, "MMS task is busy now";
    /// More octets than the maximum.
    OVERSIZE = 172, "The mms data is over size";
    /// A time limit.
    OVERTIME = 173, "The operation is overtime";
    /// Nobody to send to.
    NO_RECEIVER = 174, "There is no mms receiver";
    /// The 21st address.
    ADDRESSES_FULL = 175, "The storage for address is full";
    /// No such address.
    ADDRESS_NOT_FOUND = 176, "Not find the address";
    /// A wrong argument.
    INVALID_PARAMETER = 177, "Invalid parameter";
    /// No room in memory.
    MEMORY = 180, "Memory error";
    /// An extension outside the list.
    FILE_FORMAT = 181, "Invalid file format";
    /// No free box, or no room for a file.
    STORAGE_FULL = 182, "The mms storage is full";
    /// Nothing in the box.
    BOX_EMPTY = 183, "The box is empty";
    /// A write failed.
    SAVE_FAILED = 184, "Failed to save mms";
    /// Edit mode is on where it must be off.
    EDITING = 185, "It's busy editing mms now";
    /// Edit mode is off where it must be on.
    NOT_EDITING = 186, "It's not allowed to edit now";
    /// Nothing in memory.
    EMPTY = 187, "No content in the buffer";
    /// The download brought no message.
    RECEIVE_FAILED = 188, "Failed to receive mms";
    /// What came is not the PDU that was due.
    INVALID_PDU = 189, "Invalid mms pdu";
    /// Bearer, proxy or MMSC.
    NETWORK = 190, "Network error";
    /// A file of the EFS is missing.
    FILE_READ = 191, "Failed to read file";
    /// What has no code of its own.
    MMS_UNKNOWN = 201, "Unknown error for mms";
}

impl ErrorCode {
    /// The number.
    pub(crate) const fn number(self) -> u16 {
        self.0
    }

    /// The code for a cause without a code, by reading `unknown_code`.
    pub(crate) const fn unknown(reading: UnknownCode) -> Self {
        match reading {
            UnknownCode::C201 => Self::MMS_UNKNOWN,
            UnknownCode::C170 => Self::MMS_UNKNOWN_170,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_own_text() {
        assert_eq!(ErrorCode::NETWORK.number(), 190);
        assert_eq!(ErrorCode::NETWORK.text(), "Network error");
        assert_eq!(ErrorCode::unknown(UnknownCode::C170).number(), 170);
    }
}

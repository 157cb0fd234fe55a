//! `<err>`: the codes of 9.2 with their verbose texts, and how each comes about on the model.

use crate::profile::value::UnknownCode;

/// A failure that has a code of 9.2, or one of the general codes of 3GPP TS 27.007 for the SIM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorCode(u16);

/// How a code comes about on the model, for people. Readings are those of the SIM7100 profile if not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// This command is answered with it.
    Command(&'static str),
    /// The report of a transaction carries it, under this condition.
    Report(&'static str),
    /// A reading other than the default must be chosen.
    Reading {
        /// Name of the reading.
        name: &'static str,
        /// Its value.
        value: &'static str,
        /// What then brings the code about.
        how: &'static str,
    },
    /// Nothing brings it about, for this reason.
    Never(&'static str),
}

const fn reading(name: &'static str, value: &'static str, how: &'static str) -> Reach {
    Reach::Reading { name, value, how }
}

/// How the codes for the SIM come about.
const MMS_COMMAND: &str = "a command of chapters 2 to 8, except its test form";

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal, $reach:expr;)+) => {
        const ALL: &[ErrorCode] = &[$(ErrorCode::$name,)+];

        impl ErrorCode {
            $($(#[$doc])* pub(crate) const $name: Self = Self($code);)+

            /// The text printed after `AT+CMEE=2`.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self.0 {
                    $($code => $text,)+
                    _ => "unknown error",
                }
            }

            /// How it comes about on the model.
            #[must_use]
            pub const fn reach(self) -> Reach {
                match self.0 {
                    $($code => $reach,)+
                    _ => Reach::Never("the model does not know it"),
                }
            }
        }
    };
}

codes! {
    /// 3GPP TS 27.007: no SIM.
    SIM_NOT_INSERTED = 10, "SIM not inserted", reading("sim", "absent", MMS_COMMAND);
    /// 3GPP TS 27.007: the SIM waits for its PIN.
    SIM_PIN_REQUIRED = 11, "SIM PIN required", reading("sim", "pin", MMS_COMMAND);
    /// 3GPP TS 27.007: the SIM waits for its PUK.
    SIM_PUK_REQUIRED = 12, "SIM PUK required", reading("sim", "puk", MMS_COMMAND);
    /// 3GPP TS 27.007: the SIM does not work.
    SIM_FAILURE = 13, "SIM failure", reading("sim", "failure", MMS_COMMAND);
    /// 3GPP TS 27.007: what has no other code.
    UNKNOWN = 100, "unknown", reading("unknown_command", "cme100", "AT+CMMSRCEV=\"http://a/b\"");
    /// The other reading of [`MMS_UNKNOWN`](Self::MMS_UNKNOWN).
    MMS_UNKNOWN_170 = 170, "Unknown error for mms",
        reading("unknown_code", "170", "what brings 201 about otherwise");
    /// A transaction runs.
    BUSY = 171, "MMS task is busy now", Reach::Command("AT+CMMSSEND while a transaction runs");
    /// More octets than the maximum.
    OVERSIZE = 172, "The mms data is over size", Reach::Command("AT+CMMSDOWN=\"PIC\",307201,\"a.jpg\"");
    /// A time limit.
    OVERTIME = 173, "The operation is overtime", Reach::Command("AT+CMMSDOWN=\"TITLE\",2 and 10 s of silence");
    /// Nobody to send to.
    NO_RECEIVER = 174, "There is no mms receiver", Reach::Command("AT+CMMSSEND without an address");
    /// The 21st address.
    ADDRESSES_FULL = 175, "The storage for address is full", Reach::Command("AT+CMMSRECP=\"1\", the 21st");
    /// No such address.
    ADDRESS_NOT_FOUND = 176, "Not find the address", Reach::Command("AT+CMMSDELRECP=\"1\" with an empty list");
    /// A wrong argument.
    INVALID_PARAMETER = 177, "Invalid parameter", Reach::Command("AT+CMMSEDIT=2");
    /// A stored message is damaged.
    READ_FAILED = 178, "Failed to read mms",
        Reach::Never("memory and mail boxes of the model cannot be damaged");
    /// Reserved.
    NO_PUSH = 179, "There is not a mms push message",
        Reach::Never("9.2 reserves it, and no command of the document asks for a push");
    /// No room in memory.
    MEMORY = 180, "Memory error",
        reading("size_rule", "file", "AT+CMMSDOWN of a file that brings the message over 1 MiB");
    /// An extension outside the list.
    FILE_FORMAT = 181, "Invalid file format", Reach::Command("AT+CMMSDOWN=\"FILE\",1,\"a.exe\"");
    /// No free box, or no room for a file.
    STORAGE_FULL = 182, "The mms storage is full", Reach::Command("AT+CMMSSAVE with both boxes full");
    /// Nothing in the box.
    BOX_EMPTY = 183, "The box is empty", Reach::Command("AT+CMMSVIEW=0 with an empty box 0");
    /// A write failed.
    SAVE_FAILED = 184, "Failed to save mms",
        Reach::Command("AT+CMMSSNATCH with a name that makes the path longer than 254 octets");
    /// Edit mode is on where it must be off.
    EDITING = 185, "It's busy editing mms now", Reach::Command("AT+CMMSRECV=\"http://a/b\" in edit mode");
    /// Edit mode is off where it must be on.
    NOT_EDITING = 186, "It's not allowed to edit now", Reach::Command("AT+CMMSRECP=\"1\" outside edit mode");
    /// Nothing in memory.
    EMPTY = 187, "No content in the buffer", Reach::Command("AT+CMMSVIEW with an empty memory");
    /// The download brought no message.
    RECEIVE_FAILED = 188, "Failed to receive mms",
        Reach::Report("the download is empty, or its X-Mms-Retrieve-Status is not Ok");
    /// What came is not the PDU that was due.
    INVALID_PDU = 189, "Invalid mms pdu", Reach::Report("the answer of the MMSC is not the PDU that is due");
    /// Bearer, proxy or MMSC.
    NETWORK = 190, "Network error", Reach::Report("AT+CMMSSEND without a URL of the MMSC");
    /// A file of the EFS is missing.
    FILE_READ = 191, "Failed to read file", Reach::Command("AT+CMMSDOWN=\"FILE\",1,\"none.txt\"");
    /// What has no code of its own.
    MMS_UNKNOWN = 201, "Unknown error for mms",
        Reach::Command("AT+CMMSSEND of a received message with a file whose content type has no name");
}

impl ErrorCode {
    /// All codes that the model knows, in order.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        ALL
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u16 {
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
        assert!(ErrorCode::all().is_sorted());
    }
}

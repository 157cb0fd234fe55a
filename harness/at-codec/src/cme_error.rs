//! `+CME ERROR: <err>`: 3GPP TS 27.007 clause 9.2, with the codes of the MMS commands.

use alloc::string::String;

use crate::command::decimal;
use crate::spacing::strip_name;

/// The `<err>` of a `+CME ERROR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CmeError {
    /// The number that `AT+CMEE=1` asks for.
    Code(u16),
    /// The text that `AT+CMEE=2` asks for; octets that are not UTF-8 are replaced by U+FFFD.
    Verbose(String),
}

/// The name before the colon.
pub(crate) const NAME: &[u8] = b"+CME ERROR";

impl CmeError {
    /// The number, also for a text that is known, in any case and with either apostrophe.
    ///
    /// "Unknown error for mms" is 201, as the MMS chapters number it; the general list of the family has it at 170.
    pub fn code(&self) -> Option<u16> {
        match self {
            Self::Code(code) => Some(*code),
            Self::Verbose(text) => {
                let text = text.replace('\u{2019}', "'");
                let entry = VERBOSE.iter().find(|(_, known)| known.eq_ignore_ascii_case(&text));
                entry.map(|(code, _)| *code)
            }
        }
    }

    /// Reads `+CME ERROR: <err>`; `None` for any other line and for one without `<err>`.
    pub(crate) fn parse(line: &[u8]) -> Option<Self> {
        let (text, _) = strip_name(line, NAME)?;
        let text = text.trim_ascii_end();
        if text.is_empty() {
            return None;
        }
        let code = decimal(text).and_then(|code| u16::try_from(code).ok());
        Some(
            code.map_or_else(
                || Self::Verbose(String::from_utf8_lossy(text).into_owned()),
                Self::Code,
            ),
        )
    }
}

/// Texts and their codes: TS 27.007 clause 9.2.1 up to 100, then the two spellings that the family has for each code
/// of the MMS commands.
const VERBOSE: &[(u16, &str)] = &[
    (0, "phone failure"),
    (1, "no connection to phone"),
    (2, "phone-adaptor link reserved"),
    (3, "operation not allowed"),
    (4, "operation not supported"),
    (5, "PH-SIM PIN required"),
    (10, "SIM not inserted"),
    (11, "SIM PIN required"),
    (12, "SIM PUK required"),
    (13, "SIM failure"),
    (14, "SIM busy"),
    (15, "SIM wrong"),
    (16, "incorrect password"),
    (17, "SIM PIN2 required"),
    (18, "SIM PUK2 required"),
    (20, "memory full"),
    (21, "invalid index"),
    (22, "not found"),
    (23, "memory failure"),
    (24, "text string too long"),
    (25, "invalid characters in text string"),
    (26, "dial string too long"),
    (27, "invalid characters in dial string"),
    (30, "no network service"),
    (31, "network timeout"),
    (32, "network not allowed - emergency calls only"),
    (100, "unknown"),
    (171, "MMS task is busy now"),
    (172, "The mms data is over size"),
    (173, "The operation is overtime"),
    (173, "The operation is over time"),
    (174, "There is no mms receiver"),
    (175, "The storage for address is full"),
    (176, "Not find the address"),
    (177, "Invalid parameter"),
    (178, "Failed to read mss"),
    (178, "Failed to read mms"),
    (179, "There is not a mms push message"),
    (180, "Memory error"),
    (181, "Invalid file format"),
    (182, "The mms storage is full"),
    (183, "The box is empty"),
    (184, "Failed to save mms"),
    (185, "It's busy editing mms now"),
    (185, "Busy editing mms now"),
    (186, "It's not allowed to edit now"),
    (186, "Not allowed to edit now"),
    (187, "No content in the buffer"),
    (188, "Failed to receive mms"),
    (189, "Invalid mms pdu"),
    (190, "Network error"),
    (191, "Failed to read file"),
    (191, "Failed to read file in UE"),
    (192, "None"),
    (201, "Unknown error for mms"),
    (201, "Unknown error for FTP"),
];

//! Deviations: faults that a module's firmware may have, each a named switch of the profile, all off by default.
//!
//! The fault lives where the sound behaviour lives, behind one question to [`Model::deviates`]. What a faulty
//! firmware remembers beyond a sound one is in [`FaultMemory`]. A deviating model may break the model's own state
//! invariants; that is one of the ways to notice it.

mod latency;
mod memory;
mod set;

use alloc::borrow::ToOwned;
use core::fmt;
use core::str::FromStr;

pub(crate) use memory::FaultMemory;
pub(crate) use set::DeviationSet;

use crate::model::Model;
use crate::{Profile, ProfileError};

/// Declares the deviations in the order of their numbers.
macro_rules! deviations {
    ($($variant:ident = $number:literal, $name:literal, $requirement:literal, $description:literal;)+) => {
        /// A firmware fault that the model can be given.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Deviation { $(#[doc = $description] $variant,)+ }

        const ALL: &[Deviation] = &[$(Deviation::$variant,)+];

        impl Deviation {
            /// The number, from 1.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)+ }
            }

            /// The name, as [`Profile::deviate`] takes it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The requirement that it breaks first.
            #[must_use]
            pub const fn requirement(self) -> &'static str {
                match self { $(Self::$variant => $requirement,)+ }
            }

            /// What the faulty firmware does.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)+ }
            }
        }
    };
}

deviations! {
    EditKeepsContent = 1, "edit-keeps-content", "SIM-3.1-2",
        "AT+CMMSEDIT=1 keeps what is in memory";
    EditOffStaysEditing = 2, "edit-off-stays-editing", "SIM-3.1-3",
        "AT+CMMSEDIT=0 empties the memory and leaves editing enabled";
    EditsOutsideEditMode = 3, "edits-outside-edit-mode", "SIM-3.2-8",
        "commands that edit are carried out while editing is off, without 186";
    ReceiveWhileEditing = 4, "receive-while-editing", "SIM-8-4",
        "AT+CMMSRECV is carried out while editing is on, without 185";
    DeleteFileAcceptsCount = 5, "delete-file-accepts-count", "SIM-3.10-2",
        "AT+CMMSDELFILE answers OK to the index after the last file";
    ReadFileAcceptsCount = 6, "read-file-accepts-count", "SIM-5.2-2",
        "AT+CMMSREAD answers the index after the last file with the last file once more";
    DeleteFileTakesNeighbour = 7, "delete-file-takes-neighbour", "SIM-3.10-1",
        "AT+CMMSDELFILE removes the file after the one named";
    FilesReversedAfterDelete = 8, "files-reversed-after-delete", "SIM-3.10-3",
        "the first file added after an AT+CMMSDELFILE reverses the order of the files";
    PromptSpacing = 9, "prompt-spacing", "SIM-3.4-1",
        "the prompt comes without its line start; a bare one comes with a blank after it";
    PromptBeforeRefusal = 10, "prompt-before-refusal", "SIM-3.4-2",
        "AT+CMMSDOWN prompts before it refuses";
    DataModeDropsCr = 11, "data-mode-drops-cr", "SIM-3.4-7",
        "data mode neither keeps nor counts a carriage return";
    DataModeEndsEarly = 12, "data-mode-ends-early", "SIM-3.4-7",
        "data mode ends one octet early, and the last octet becomes a command";
    OctetLostAtBufferEdge = 13, "octet-lost-at-buffer-edge", "SIM-3.6-1",
        "the first octet of each further buffer of 512 is counted and lost";
    ZeroLengthHangs = 14, "zero-length-hangs", "SIM-3.4-4",
        "AT+CMMSDOWN with the length 0 prompts and waits for ever";
    ZeroLengthAnswersTwice = 15, "zero-length-answers-twice", "SIM-3.4-4",
        "AT+CMMSDOWN with the length 0 answers OK and then refuses";
    MaximumSizeOffByOne = 16, "maximum-size-off-by-one", "SIM-2.4-8",
        "one octet more than the maximum size is accepted";
    SizeIgnoresHeaders = 17, "size-ignores-headers", "SIM-6-13",
        "AT+CMMSSEND compares the files alone with the maximum size of the PDU";
    SystemSetWaitsForReset = 18, "system-set-waits-for-reset", "SIM-2.4-8",
        "AT+CMMSSYSSET takes effect at the next power-on only";
    TitleCutAt39 = 19, "title-cut-at-39", "SIM-3.4-4",
        "a title of 40 octets loses its last one";
    ByteOrderSwapped = 20, "byte-order-swapped", "SIM-3.4-3",
        "FF FE and FE FF in front of a text are taken for each other";
    MarksReversed = 21, "marks-reversed", "SIM-5.2-3",
        "AT+CMMSREAD puts a byte order mark in front of a text, AT+CMMSSNATCH does not";
    CharsetDeclaredAscii = 22, "charset-declared-ascii", "SIM-3.5-5",
        "a text part is declared us-ascii, whatever its octets are";
    BccStoredAsCc = 23, "bcc-stored-as-cc", "SIM-3.2-3",
        "AT+CMMSBCC adds to the copy recipients";
    DeleteCcTakesRecipient = 24, "delete-cc-takes-recipient", "SIM-3.3-4",
        "AT+CMMSDELCC removes from the recipients";
    UnknownAddressDeleted = 25, "unknown-address-deleted", "SIM-3.3-2",
        "removing an address that is not in the list is answered OK, without 176";
    AddressListHoldsNineteen = 26, "address-list-holds-nineteen", "SIM-3.2-5",
        "an address list is full with 19 addresses";
    SendWithoutReceiver = 27, "send-without-receiver", "SIM-6-8",
        "a message to nobody is sent, without 174";
    SendWithoutContent = 28, "send-without-content", "SIM-6-9",
        "a message without files is answered OK and reported as unknown error";
    SecondSendAccepted = 29, "second-send-accepted", "SIM-6-11",
        "AT+CMMSSEND is carried out while a transfer runs, whose result never comes";
    ResultBeforeOk = 30, "result-before-ok", "SIM-6-1",
        "the report of a transfer comes before the OK of its command";
    ResultTwice = 31, "result-twice", "SIM-6-3",
        "the report of a transfer comes twice";
    ResultLostAmongCommands = 32, "result-lost-among-commands", "SIM-6-2",
        "the report of a transfer is lost when a command was carried out during the transfer";
    ReportSplitsResponse = 33, "report-splits-response", "SIM-7-6",
        "a report less than a second old goes out after the first line of a response of several lines";
    SaveFillsBothBoxes = 34, "save-fills-both-boxes", "SIM-4.1-1",
        "AT+CMMSSAVE=0 overwrites box 1 too";
    DeleteAllLeavesBoxOne = 35, "delete-all-leaves-box-one", "SIM-4.3-2",
        "AT+CMMSDELETE clears box 0 only";
    EmptyBoxShowsPrevious = 36, "empty-box-shows-previous", "SIM-4.2-2",
        "AT+CMMSVIEW of an empty box shows the message shown before, without 183";
    FlagsInverted = 37, "flags-inverted", "SIM-2.3-9",
        "yes and no of the reports, hide and show of the sender are sent inverted";
    HeaderOrderWrong = 38, "header-order-wrong", "SIM-6-16",
        "the version stands before the transaction id in M-Send.req";
    HalfMessageKept = 39, "half-message-kept", "SIM-8-9",
        "a download that is no M-Retrieve.conf stays in memory as a message with one file";
    SlowLeak = 40, "slow-leak", "SIM-3.1-1",
        "final result codes get 1 % of 100 ms slower with each new message, and the 500th resets the module";
}

impl Deviation {
    /// All deviations, by number.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        ALL
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Takes a [name](Deviation::name).
impl FromStr for Deviation {
    type Err = ProfileError;

    fn from_str(name: &str) -> Result<Self, ProfileError> {
        let known = ALL.iter().find(|deviation| deviation.name() == name);
        known.copied().ok_or_else(|| ProfileError::UnknownDeviation { name: name.to_owned() })
    }
}

impl Profile {
    /// Switches a deviation on, beside those that are on.
    ///
    /// # Errors
    ///
    /// [`ProfileError::UnknownDeviation`]; the profile then is as before.
    pub fn deviate(&mut self, name: &str) -> Result<(), ProfileError> {
        self.deviations.insert(name.parse()?);
        Ok(())
    }

    /// The deviations that are on, by number.
    pub fn deviations(&self) -> impl Iterator<Item = Deviation> + use<> {
        self.deviations.iter()
    }
}

impl Model {
    /// Whether the firmware has this fault.
    pub(crate) const fn deviates(&self, deviation: Deviation) -> bool {
        self.profile.deviations.has(deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_run_from_1_to_40_and_names_are_kebab_case() {
        let numbers: std::vec::Vec<_> = ALL.iter().map(|deviation| deviation.number()).collect();
        assert_eq!(numbers, (1..=40).collect::<std::vec::Vec<u8>>());
        for deviation in Deviation::all() {
            assert_eq!(deviation.name().parse(), Ok(*deviation));
            let is_kebab = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
            assert!(deviation.name().chars().all(is_kebab), "{deviation}");
            assert!(deviation.requirement().starts_with("SIM-"), "{deviation}");
        }
    }

    #[test]
    fn an_unknown_name_changes_nothing() {
        let mut profile = Profile::default();
        let error = profile.deviate("no-such-fault");
        assert!(matches!(error, Err(ProfileError::UnknownDeviation { .. })));
        assert_eq!(profile, Profile::default());
    }
}

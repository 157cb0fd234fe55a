//! The parameters of the terminal adaptor and of the commands that only keep numbers.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use at_codec::Registers;

use crate::Profile;

/// What `AT&W` stores and `AT&F` restores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaSettings {
    /// S3, S4, S5
    pub(crate) registers: Registers,
    /// `ATE`
    pub(crate) echo: bool,
    /// `ATV`
    pub(crate) verbose: bool,
    /// `ATQ`
    pub(crate) quiet: bool,
    /// `AT+CMEE`, 0 to 2
    pub(crate) cmee: u8,
    /// Numbers of `X`, `&C`, `&D`, `S0` and the like, by name; absent while at their defaults.
    pub(crate) numbers: BTreeMap<&'static str, Vec<u32>>,
    /// `AT+CSCS`
    pub(crate) character_set: String,
}

impl TaSettings {
    /// The parameters of the factory.
    pub(crate) fn factory(profile: &Profile) -> Self {
        Self {
            registers: Registers::default(),
            echo: true,
            verbose: true,
            quiet: false,
            cmee: u8::try_from(profile.cmee.0).unwrap_or(2),
            numbers: BTreeMap::new(),
            character_set: String::from("IRA"),
        }
    }
}

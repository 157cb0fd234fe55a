//! A small snapshot of the state, for tests and reports.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::TransactionKind;

/// What the model is doing and holding, in a form that fits one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// `AT+CMMSEDIT?`: the message in memory may be edited.
    pub edit: bool,
    /// Octets still owed in data mode; none in command mode.
    pub data_owed_octets: Option<usize>,
    /// The background transaction, when one runs.
    pub transaction: Option<TransactionKind>,
    /// The message in memory: its kind and number of files.
    pub memory: Option<String>,
    /// Addresses in it: CMMSRECP, CMMSCC, CMMSBCC.
    pub addresses: [usize; 3],
    /// Files in it.
    pub files: usize,
    /// Octets of them all.
    pub files_octets: usize,
    /// The two mail boxes, as the message in memory.
    pub boxes: [Option<String>; 2],
    /// URCs that wait for the end of data mode.
    pub held_urcs: usize,
    /// Names of the services of chapter 11 that are open: `TCP/IP`, `FTP`, `HTTP`, `EMAIL`, `GPS`.
    pub open_services: Vec<&'static str>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = "-";
        write!(
            f,
            "edit={} memory={}",
            u8::from(self.edit),
            self.memory.as_deref().unwrap_or(none)
        )?;
        for (index, stored) in self.boxes.iter().enumerate() {
            write!(f, " box{index}={}", stored.as_deref().unwrap_or(none))?;
        }
        match self.transaction {
            Some(kind) => write!(f, " transaction={kind}")?,
            None => write!(f, " transaction={none}")?,
        }
        if let Some(octets) = self.data_owed_octets {
            write!(f, " data={octets}")?;
        }
        if self.held_urcs > 0 {
            write!(f, " held={}", self.held_urcs)?;
        }
        for service in &self.open_services {
            write!(f, " service={service}")?;
        }
        Ok(())
    }
}

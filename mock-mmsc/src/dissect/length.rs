//! Where the octets say that something ends: what a mutant lies about.

use std::cell::RefCell;

use super::cursor::Cursor;
use super::pdu::pdu;

/// A length that says where something ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    /// Offset of its first octet.
    pub(crate) offset: usize,
    /// Octets of the length itself.
    pub(crate) length: usize,
    /// The octets that it counts, which follow it; a count of parts where `form` is a `Uintvar` of one.
    pub(crate) value: u64,
    /// How it is written.
    pub(crate) form: LengthForm,
}

/// How a length is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LengthForm {
    /// The first octet of a Long-integer.
    Integer,
    /// A Uintvar.
    Uintvar,
    /// A Value-length: one octet, or 1F and a Uintvar.
    ValueLength,
}

/// Every length of a PDU that says where a value or a piece of one ends, in the order of the octets.
pub(crate) fn lengths(octets: &[u8]) -> Vec<Length> {
    let read = RefCell::new(Vec::new());
    pdu(&mut Cursor::new(octets).recording(&read));
    read.into_inner()
}

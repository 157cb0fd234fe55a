//! Commands of 3GPP TS 27.007 that a TE needs around MMS.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec::Vec;

use crate::model::Model;
use crate::profile::value::Sim;

use super::argument::Arguments;
use super::{Done, Failure, number, table};

/// Accepts the execution form and does nothing.
pub(super) fn accept(_: &mut Model) -> Result<Done, Failure> {
    Ok(Done::Ok)
}

/// Accepts sound arguments and does nothing.
pub(super) fn accept_write(_: &mut Model, _: &Arguments) -> Result<Done, Failure> {
    Ok(Done::Ok)
}

/// `AT+CMEE?`
pub(super) fn read_cmee(model: &mut Model) {
    let line = format!("+CMEE: {}", model.ta.settings.cmee);
    model.inform(&[line.as_bytes()]);
}

/// `AT+CMEE`: the default.
pub(super) fn default_cmee(model: &mut Model) -> Result<Done, Failure> {
    model.ta.settings.cmee = u8::try_from(model.profile.cmee.0).unwrap_or(2);
    Ok(Done::Ok)
}

/// `AT+CMEE=<n>`
pub(super) fn write_cmee(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    model.ta.settings.cmee = arguments.small(0);
    Ok(Done::Ok)
}

/// `AT+CPIN?`
pub(super) fn read_pin(model: &mut Model) {
    let state = match model.profile.sim {
        Sim::Ready => "READY",
        Sim::Pin => "SIM PIN",
        Sim::Puk => "SIM PUK",
        Sim::Absent => "NOT INSERTED",
        Sim::Failure => "FAILURE",
    };
    let line = format!("+CPIN: {state}");
    model.inform(&[line.as_bytes()]);
}

/// `AT+CSQ`
pub(super) fn signal_quality(model: &mut Model) -> Result<Done, Failure> {
    model.inform(&[b"+CSQ: 31,99"]);
    Ok(Done::Ok)
}

/// `AT+CSCS?`
pub(super) fn read_character_set(model: &mut Model) {
    let line = format!("+CSCS: \"{}\"", model.ta.settings.character_set);
    model.inform(&[line.as_bytes()]);
}

/// `AT+CSCS="<chset>"`: kept only; MMS commands take octets as they are.
pub(super) fn write_character_set(
    model: &mut Model,
    arguments: &Arguments,
) -> Result<Done, Failure> {
    model.ta.settings.character_set = arguments.text(0).unwrap_or_default().to_owned();
    Ok(Done::Ok)
}

/// `AT+COPS?`
pub(super) fn read_operator(model: &mut Model) {
    model.inform(&[b"+COPS: 0,0,\"attest\",7"]);
}

/// `AT+CLAC`: a line for each command.
pub(super) fn list_commands(model: &mut Model) -> Result<Done, Failure> {
    let names = table::TABLE.iter().map(|spec| spec.name);
    let names = names.chain(number::TABLE.iter().map(|command| command.name));
    let lines: Vec<&[u8]> = names.map(str::as_bytes).collect();
    model.inform(&lines);
    Ok(Done::Ok)
}

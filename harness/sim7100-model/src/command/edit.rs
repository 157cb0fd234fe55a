//! Chapter 3 but `AT+CMMSDOWN`: edit mode, addresses, removing a file.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec::Vec;

use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::message::{self, ADDRESSES_MAX, Recipients};
use crate::model::Model;
use crate::profile::value::EmptyList;

use super::argument::Arguments;
use super::{Done, Failure};

/// `AT+CMMSEDIT?`
pub(super) fn read_mode(model: &mut Model) {
    let line = format!("+CMMSEDIT: {}", u8::from(model.state.is_editing));
    model.inform(&[line.as_bytes()]);
}

/// `AT+CMMSEDIT=<mode>`: either value empties the memory.
pub(super) fn write_mode(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let time = model.calendar_time();
    let is_on = arguments.number(0) == Some(1);
    if is_on && model.leak_message() {
        return Ok(Done::Reset);
    }
    if is_on && model.deviates(Deviation::EditKeepsContent) {
        model.state.is_editing = true;
        model.state.draft(time);
        return Ok(Done::Ok);
    }
    let stays_on = model.state.is_editing && model.deviates(Deviation::EditOffStaysEditing);
    model.state.set_editing(is_on || stays_on, time);
    Ok(Done::Ok)
}

macro_rules! address_commands {
    ($which:ident, $name:literal, $read:ident, $add:ident, $remove:ident, $clear:ident) => {
        /// The read form of the list.
        pub(super) fn $read(model: &mut Model) {
            read(model, $name, Recipients::$which);
        }

        /// Adds an address to the list.
        pub(super) fn $add(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
            add(model, arguments, Recipients::$which)
        }

        /// Removes an address from the list.
        pub(super) fn $remove(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
            remove(model, arguments, Recipients::$which)
        }

        /// Empties the list.
        pub(super) fn $clear(model: &mut Model) -> Result<Done, Failure> {
            let (time, which) = (model.calendar_time(), removed_from(model, Recipients::$which));
            model.state.draft(time).list_mut(which).clear();
            Ok(Done::Ok)
        }
    };
}

address_commands!(To, "+CMMSRECP", read_to, add_to, remove_to, clear_to);
address_commands!(Cc, "+CMMSCC", read_cc, add_cc, remove_cc, clear_cc);
address_commands!(Bcc, "+CMMSBCC", read_bcc, add_bcc, remove_bcc, clear_bcc);

/// `AT+CMMSDELFILE=<index>`: later files move up.
pub(super) fn remove_file(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let time = model.calendar_time();
    let accepts_count = model.deviates(Deviation::DeleteFileAcceptsCount);
    let takes_neighbour = model.deviates(Deviation::DeleteFileTakesNeighbour);
    let files = &mut model.state.draft(time).files;
    let index = arguments.index(0).unwrap_or_default();
    if accepts_count && index == files.len() {
        return Ok(Done::Ok);
    }
    if index >= files.len() {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    }
    let neighbour = (index + 1).min(files.len() - 1);
    files.remove(if takes_neighbour { neighbour } else { index });
    model.faults.is_file_removed = true;
    Ok(Done::Ok)
}

fn read(model: &mut Model, name: &str, which: Recipients) {
    let memory = model.state.memory.as_ref();
    let addresses = memory.map_or(&[][..], |message| message.list(which).as_slice());
    if addresses.is_empty() && model.profile.empty_list == EmptyList::Nothing {
        return;
    }
    let quoted: Vec<_> = addresses.iter().map(|address| format!("\"{address}\"")).collect();
    let line = format!("{name}: {}", quoted.join(";"));
    model.inform(&[line.as_bytes()]);
}

fn add(model: &mut Model, arguments: &Arguments, which: Recipients) -> Result<Done, Failure> {
    let address = arguments.text(0).unwrap_or_default();
    if !message::is_address(address) {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    }
    let time = model.calendar_time();
    let is_misplaced = which == Recipients::Bcc && model.deviates(Deviation::BccStoredAsCc);
    let holds_nineteen = model.deviates(Deviation::AddressListHoldsNineteen);
    let which = if is_misplaced { Recipients::Cc } else { which };
    let list = model.state.draft(time).list_mut(which);
    if holds_nineteen && list.as_slice().len() + 1 >= ADDRESSES_MAX {
        return Err(ErrorCode::ADDRESSES_FULL.into());
    }
    list.add(address.to_owned())?;
    Ok(Done::Ok)
}

fn remove(model: &mut Model, arguments: &Arguments, which: Recipients) -> Result<Done, Failure> {
    let address = arguments.text(0).unwrap_or_default();
    let (time, which) = (model.calendar_time(), removed_from(model, which));
    match model.state.draft(time).list_mut(which).remove(address) {
        Err(_) if model.deviates(Deviation::UnknownAddressDeleted) => Ok(Done::Ok),
        removed => Ok(removed.map(|()| Done::Ok)?),
    }
}

/// The list that a command takes addresses from.
fn removed_from(model: &Model, which: Recipients) -> Recipients {
    if which == Recipients::Cc && model.deviates(Deviation::DeleteCcTakesRecipient) {
        return Recipients::To;
    }
    which
}

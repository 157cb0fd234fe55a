//! Chapter 3 but `AT+CMMSDOWN`: edit mode, addresses, removing a file.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec::Vec;

use crate::error_code::ErrorCode;
use crate::message::{self, Recipients};
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
    model.state.set_editing(arguments.number(0) == Some(1), time);
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
            let address = arguments.text(0).unwrap_or_default();
            let time = model.calendar_time();
            model.state.draft(time).list_mut(Recipients::$which).remove(address)?;
            Ok(Done::Ok)
        }

        /// Empties the list.
        pub(super) fn $clear(model: &mut Model) -> Result<Done, Failure> {
            let time = model.calendar_time();
            model.state.draft(time).list_mut(Recipients::$which).clear();
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
    let files = &mut model.state.draft(time).files;
    let index = arguments.index(0).filter(|index| *index < files.len());
    files.remove(index.ok_or(ErrorCode::INVALID_PARAMETER)?);
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
    model.state.draft(time).list_mut(which).add(address.to_owned())?;
    Ok(Done::Ok)
}

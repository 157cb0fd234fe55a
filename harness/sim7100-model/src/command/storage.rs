//! Chapter 4 but `AT+CMMSVIEW`: saving into and deleting from the two mail boxes.

use alloc::format;

use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::message::MessageKind;
use crate::model::Model;
use crate::profile::value::Occupied;

use super::argument::Arguments;
use super::{Done, Failure};

/// `AT+CMMSSAVE=<index>[,<mmstype>]`
pub(super) fn save(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let kind = arguments.number(1).and_then(MessageKind::from_number);
    save_into(model, arguments.index(0).unwrap_or_default(), kind)
}

/// `AT+CMMSSAVE`: the first free box; 182 when there is none.
pub(super) fn save_free(model: &mut Model) -> Result<Done, Failure> {
    let free = model.state.mailbox.first_free();
    if free.is_none() {
        return Err(ErrorCode::STORAGE_FULL.into());
    }
    save_into(model, free.unwrap_or_default(), None)
}

/// `AT+CMMSDELETE?`: how many messages are stored.
pub(super) fn read_count(model: &mut Model) {
    let line = format!("+CMMSDELETE: {}", model.state.mailbox.count());
    model.inform(&[line.as_bytes()]);
}

/// `AT+CMMSDELETE=<index>`
pub(super) fn delete(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    model.state.mailbox.delete(arguments.index(0).unwrap_or_default())?;
    Ok(Done::Ok)
}

/// `AT+CMMSDELETE`: both boxes.
pub(super) fn delete_all(model: &mut Model) -> Result<Done, Failure> {
    if model.deviates(Deviation::DeleteAllLeavesBoxOne) {
        // An empty box 0 is as good as one that was cleared.
        let _ = model.state.mailbox.delete(0);
        return Ok(Done::Ok);
    }
    model.state.mailbox.delete_all();
    Ok(Done::Ok)
}

/// A saved message has a date, in the box and in memory.
fn save_into(model: &mut Model, index: usize, kind: Option<MessageKind>) -> Result<Done, Failure> {
    let mut message = model.state.content()?.clone();
    message.kind = kind.unwrap_or(message.kind);
    message.is_dated = true;
    if index == 0 && model.deviates(Deviation::SaveFillsBothBoxes) {
        model.state.mailbox.save(1, message.clone(), Occupied::Overwrite)?;
    }
    model.state.mailbox.save(index, message, model.profile.save_occupied)?;
    if let Some(message) = &mut model.state.memory {
        message.is_dated = true;
    }
    if model.profile.save_echo.is_on() {
        let line = format!("+CMMSSAVE: {index}");
        model.inform(&[line.as_bytes()]);
    }
    Ok(Done::Ok)
}

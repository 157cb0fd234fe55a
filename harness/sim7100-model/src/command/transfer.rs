//! `AT+CMMSSEND` (6) and `AT+CMMSRECV` (8): the checks before OK. What follows is the transaction's.

use alloc::borrow::ToOwned;

use crate::bearer::http::Url;
use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::message::{self, Message};
use crate::model::Model;

use super::argument::Arguments;
use super::{Done, Failure};

/// `AT+CMMSSEND`
pub(super) fn send(model: &mut Model) -> Result<Done, Failure> {
    let message = model.state.memory.clone().ok_or(ErrorCode::EMPTY)?;
    begin_send(model, message)
}

/// `AT+CMMSSEND=<address>`: adds the recipient, then sends.
pub(super) fn send_to(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    if !model.profile.send_address.is_on() {
        return Err(super::refusal(model.profile.undocumented_form));
    }
    let address = arguments.text(0).unwrap_or_default();
    if !message::is_address(address) {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    }
    let mut message = model.state.memory.clone().ok_or(ErrorCode::EMPTY)?;
    message.to.add(address.to_owned())?;
    begin_send(model, message)
}

/// `AT+CMMSRECV="<url>"`
pub(super) fn receive(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let url = arguments.text(0).and_then(Url::parse).ok_or(ErrorCode::INVALID_PARAMETER)?;
    model.start_receive(url);
    Ok(Done::Ok)
}

/// The memory keeps the message as it is sent.
fn begin_send(model: &mut Model, message: Message) -> Result<Done, Failure> {
    let submission = model.submission(&message)?;
    let ignores_headers = model.deviates(Deviation::SizeIgnoresHeaders);
    let octets = if ignores_headers { message.files_octets() } else { submission.pdu.len() };
    if octets > model.max_pdu_octets() {
        return Err(ErrorCode::OVERSIZE.into());
    }
    if !message.has_receiver() && !model.deviates(Deviation::SendWithoutReceiver) {
        return Err(ErrorCode::NO_RECEIVER.into());
    }
    if message.files.is_empty() {
        if !model.deviates(Deviation::SendWithoutContent) {
            return Err(ErrorCode::EMPTY.into());
        }
        model.fail_send(submission);
        return Ok(Done::Ok);
    }
    model.state.memory = Some(message);
    model.start_send(submission);
    Ok(Done::Ok)
}

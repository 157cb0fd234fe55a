//! `AT+CMMSVIEW` (4.2, 5.1), `AT+CMMSREAD` (5.2) and `AT+CMMSSNATCH` (5.3).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::deviation::Deviation;
use crate::efs;
use crate::error_code::ErrorCode;
use crate::media;
use crate::message::{AddressList, File, Message};
use crate::model::Model;
use crate::profile::Profile;
use crate::profile::value::{EmptyField, SnatchExists};
use crate::text;

use super::argument::Arguments;
use super::{Done, Failure};

/// `AT+CMMSVIEW`: shows the message in memory.
pub(super) fn show_memory(model: &mut Model) -> Result<Done, Failure> {
    let lines = lines(model.state.content()?, &model.profile);
    let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
    model.inform(&lines);
    if model.deviates(Deviation::EmptyBoxShowsPrevious) {
        model.faults.shown.clone_from(&model.state.memory);
    }
    Ok(Done::Ok)
}

/// `AT+CMMSVIEW=<index>`: loads a stored message into memory, then shows it.
pub(super) fn load(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let stored = model.state.mailbox.load(arguments.index(0).unwrap_or_default()).cloned();
    // What was shown before is remembered by a fault only.
    let stored = stored.or_else(|empty| model.faults.shown.clone().ok_or(empty))?;
    model.state.memory = Some(stored);
    show_memory(model)
}

/// `AT+CMMSREAD=<index>`: name and size of what follows, then the octets.
pub(super) fn read_file(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let file = file_to_read(model, arguments)?;
    let with_mark = model.deviates(Deviation::MarksReversed);
    let octets = if with_mark { file.snatched() } else { file.printed() };
    let line = format!("+CMMSREAD:\"{}\",{}", file.name, octets.len());
    model.inform(&[line.as_bytes(), &octets]);
    Ok(Done::Ok)
}

/// `AT+CMMSSNATCH=<index>,<dir>,"<filename>"`: saves a file under a new name.
pub(super) fn snatch_file(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let folder =
        arguments.number(1).and_then(|number| efs::directory(model.profile.dir_scheme, number));
    let name = arguments.text(2).filter(|name| efs::is_name(name));
    let (Some(folder), Some(name)) = (folder, name) else {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    };
    let file = file(model, arguments)?;
    let without_mark = model.deviates(Deviation::MarksReversed);
    let octets = if without_mark { file.printed() } else { file.snatched() };
    if folder.starts_with("D:") && !model.profile.card.is_on() {
        return Err(ErrorCode::SAVE_FAILED.into());
    }
    let path = format!("{folder}/{name}");
    if model.efs.read(&path).is_some() {
        return Err(match model.profile.snatch_exists {
            SnatchExists::C177 => ErrorCode::INVALID_PARAMETER.into(),
            SnatchExists::C184 => ErrorCode::SAVE_FAILED.into(),
        });
    }
    model.efs.put(&path, &octets).map_err(|_| ErrorCode::SAVE_FAILED)?;
    Ok(Done::Ok)
}

/// The file of the first argument; 187 without a message, 177 past the last file.
fn file<'a>(model: &'a Model, arguments: &Arguments) -> Result<&'a File, ErrorCode> {
    let message = model.state.content()?;
    let file = arguments.index(0).and_then(|index| message.files.get(index));
    file.ok_or(ErrorCode::INVALID_PARAMETER)
}

/// The file of the first argument, or by a fault the last file once more for the index after it.
fn file_to_read<'a>(model: &'a Model, arguments: &Arguments) -> Result<&'a File, ErrorCode> {
    let files = &model.state.content()?.files;
    let is_count = arguments.index(0) == Some(files.len());
    match files.last() {
        Some(last) if is_count && model.deviates(Deviation::ReadFileAcceptsCount) => Ok(last),
        _ => file(model, arguments),
    }
}

fn lines(message: &Message, profile: &Profile) -> Vec<Vec<u8>> {
    let files = message.files.iter().enumerate().map(|(index, file)| {
        let number = media::number(&file.content_type, profile.unknown_type);
        format!("{index},\"{}\",{number},{}", file.name, file.octets.len()).into_bytes()
    });
    core::iter::once(first_line(message, profile)).chain(files).collect()
}

/// The subject stands between its quotes as UCS-2, least significant octet first.
fn first_line(message: &Message, profile: &Profile) -> Vec<u8> {
    let list = |list: &AddressList| addresses(list, profile.view_empty_list);
    let time = if message.is_dated {
        format!("{}", message.time)
    } else {
        String::from("0000-00-00 00:00:00")
    };
    let extra = usize::try_from(profile.view_size_extra.0).unwrap_or_default();
    let mut line = format!(
        "+CMMSVIEW:{},\"{}\",{},{},{},\"{time}\",\"",
        message.kind.number(),
        message.sender,
        list(&message.to),
        list(&message.cc),
        list(&message.bcc),
    )
    .into_bytes();
    line.extend(text::ucs2_le(&message.subject));
    line.extend(format!("\",{}", message.files_octets() + extra).into_bytes());
    line
}

fn addresses(list: &AddressList, empty: EmptyField) -> String {
    if list.is_empty() && empty == EmptyField::Unquoted {
        return String::new();
    }
    format!("\"{}\"", list.as_slice().join(";"))
}

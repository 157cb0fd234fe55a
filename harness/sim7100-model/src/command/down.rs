//! `AT+CMMSDOWN`: title and files from the TE, files from the EFS (3.4 to 3.9).

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec::Vec;

use crate::deviation::Deviation;
use crate::efs;
use crate::error_code::ErrorCode;
use crate::media::{self, Keyword};
use crate::message::{File, MESSAGE_OCTETS_MAX, TITLE_OCTETS_MAX};
use crate::model::Model;
use crate::profile::value::SizeRule;
use crate::ta::{DataPhase, Destination};
use crate::text::{self, Encoding};
use crate::{AbstractState, Answer, CommandForm};

use super::argument::Arguments;
use super::{Done, Failure};

/// The command.
pub(super) const NAME: &str = "+CMMSDOWN";

/// The keywords, of which the first argument is one.
pub(super) const KEYWORDS: &[&str] = &["PIC", "TEXT", "AUDIO", "VIDEO", "SDP", "FILE", "TITLE"];

/// `AT+CMMSDOWN="<type>",...`
pub(super) fn write(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let is_of_octets = arguments.text(0) != Some("FILE");
    if is_of_octets && arguments.number(1) == Some(0) {
        if model.deviates(Deviation::ZeroLengthHangs) {
            return Ok(Done::Hang);
        }
        if model.deviates(Deviation::ZeroLengthAnswersTwice) {
            model.finish_ok();
        }
    }
    let keyword = match arguments.text(0) {
        Some("TITLE") => return begin_title(model, arguments),
        Some("FILE") => return add_efs_file(model, arguments),
        Some("SDP") => None,
        Some("PIC") => Some(Keyword::Pic),
        Some("TEXT") => Some(Keyword::Text),
        Some("AUDIO") => Some(Keyword::Audio),
        _ => Some(Keyword::Video),
    };
    begin_file(model, arguments, keyword)
}

/// Reports that the octets came, or did not.
pub(crate) fn data_ended(model: &mut Model, answer: Answer) {
    model.answered(AbstractState::Data, NAME, CommandForm::Write, answer);
}

/// Keeps the octets of a title; one with U+0000 is refused, since no Text-string can carry it (SIM-3.4-29).
pub(crate) fn store_title(model: &mut Model, octets: &[u8]) -> Result<(), ErrorCode> {
    let time = model.calendar_time();
    let kept = if model.deviates(Deviation::TitleCutAt39) { octets.get(..39) } else { None };
    let octets = kept.unwrap_or(octets);
    let subject = text::utf16(octets, as_taken(model, Encoding::of(octets)));
    if subject.contains(&0) {
        return Err(ErrorCode::INVALID_PARAMETER);
    }
    model.state.draft(time).subject = subject;
    Ok(())
}

/// Keeps the octets of a file.
pub(crate) fn store_file(model: &mut Model, name: &str, content_type: &str, octets: Vec<u8>) {
    let time = model.calendar_time();
    let mut file = File::new(name, content_type, octets);
    file.encoding = as_taken(model, file.encoding);
    let was_removed = core::mem::take(&mut model.faults.is_file_removed);
    let reverses = was_removed && model.deviates(Deviation::FilesReversedAfterDelete);
    let files = &mut model.state.draft(time).files;
    files.push(file);
    if reverses {
        files.reverse();
    }
}

/// The encoding as the firmware takes it.
const fn as_taken(model: &Model, encoding: Encoding) -> Encoding {
    if model.deviates(Deviation::ByteOrderSwapped) { encoding.swapped() } else { encoding }
}

fn begin_title(model: &Model, arguments: &Arguments) -> Result<Done, Failure> {
    let size = arguments.number(1).filter(|size| (1..=TITLE_OCTETS_MAX).contains(size));
    let octets = size.and_then(|size| usize::try_from(size).ok());
    match (octets, arguments.text(2)) {
        (Some(octets), None) => Ok(begin_data(model, Destination::Title, octets)),
        _ => Err(ErrorCode::INVALID_PARAMETER.into()),
    }
}

/// A file of a keyword needs a name, a session description has none.
fn begin_file(
    model: &Model,
    arguments: &Arguments,
    keyword: Option<Keyword>,
) -> Result<Done, Failure> {
    let octets = arguments.index(1).filter(|octets| *octets > 0);
    let octets = octets.ok_or(ErrorCode::INVALID_PARAMETER)?;
    let destination = match (keyword, arguments.text(2)) {
        (Some(keyword), Some(name)) if is_file_name(model, name) => Destination::File {
            name: name.to_owned(),
            content_type: media::of_sent_file(keyword, name),
        },
        (None, None) => {
            Destination::File { name: alloc::string::String::new(), content_type: media::SDP }
        }
        _ => return Err(ErrorCode::INVALID_PARAMETER.into()),
    };
    check_room(model, octets)?;
    Ok(begin_data(model, destination, octets))
}

fn begin_data(model: &Model, destination: Destination, octets: usize) -> Done {
    let ends_early = octets > 1 && model.deviates(Deviation::DataModeEndsEarly);
    let owed_octets = octets - usize::from(ends_early);
    Done::Data(DataPhase::new(destination, owed_octets, model.data_deadline()))
}

/// `AT+CMMSDOWN="FILE",<dir>,"<filename>"`
fn add_efs_file(model: &mut Model, arguments: &Arguments) -> Result<Done, Failure> {
    let folder =
        arguments.number(1).and_then(|number| efs::directory(model.profile.dir_scheme, number));
    let name = arguments.text(2).filter(|name| is_file_name(model, name) && efs::is_name(name));
    let (Some(folder), Some(name)) = (folder, name) else {
        return Err(ErrorCode::INVALID_PARAMETER.into());
    };
    let (accept_3pg, tiff) = (model.profile.accept_3pg.is_on(), model.profile.tiff.is_on());
    let content_type = media::of_efs_file(name, accept_3pg, tiff).ok_or(ErrorCode::FILE_FORMAT)?;
    let octets = model.efs_file(folder, name).ok_or(ErrorCode::FILE_READ)?;
    check_room(model, octets.len())?;
    let octets = octets.to_vec();
    store_file(model, name, content_type, octets);
    Ok(Done::Ok)
}

fn is_file_name(model: &Model, name: &str) -> bool {
    let octets_max = usize::try_from(model.profile.name_max.0).unwrap_or(usize::MAX);
    !name.is_empty() && name.len() <= octets_max
}

/// Whether a file of so many octets fits: 172 by the maximum PDU size, 180 by memory, 182 by count.
fn check_room(model: &Model, octets: usize) -> Result<(), ErrorCode> {
    let message = model.state.memory.as_ref();
    let present = message.map_or(0, crate::message::Message::files_octets);
    let total = present.saturating_add(octets);
    let compared = match model.profile.size_rule {
        SizeRule::Total => total,
        SizeRule::File => octets,
    };
    if compared > model.max_pdu_octets() {
        return Err(ErrorCode::OVERSIZE);
    }
    if total > MESSAGE_OCTETS_MAX {
        return Err(ErrorCode::MEMORY);
    }
    let files = message.map_or(0, |message| message.files.len());
    if files >= usize::try_from(model.profile.files_max.0).unwrap_or(usize::MAX) {
        return Err(ErrorCode::STORAGE_FULL);
    }
    Ok(())
}

impl Model {
    /// A file of the EFS; none on drive D: without a card.
    pub(crate) fn efs_file(&self, folder: &str, name: &str) -> Option<&[u8]> {
        if folder.starts_with("D:") && !self.profile.card.is_on() {
            return None;
        }
        self.efs.read(&format!("{folder}/{name}"))
    }
}

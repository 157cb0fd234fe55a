//! I5 to I8: what was put in is what is read, in order; boxes are independent; a refusal changes nothing.

use at_codec::{CmeError, FinalResult};

use super::evidence::Evidence;
use super::view::View;
use super::{Discovery, OracleKind};
use crate::belief::{File, Message, Slot, little_endian};
use crate::operation::{CommandLine, LineForm, escape};

pub(super) fn check(evidence: &Evidence<'_>) -> Option<Discovery> {
    let line = evidence.line()?;
    let fault = match (line.name(), line.form()) {
        ("+CMMSEDIT", LineForm::Read) => mode(evidence),
        ("+CMMSRECP", LineForm::Read) => list(evidence, 0),
        ("+CMMSCC", LineForm::Read) => list(evidence, 1),
        ("+CMMSBCC", LineForm::Read) => list(evidence, 2),
        ("+CMMSDELETE", LineForm::Read) => count(evidence),
        ("+CMMSVIEW", LineForm::Execute) => memory(evidence),
        ("+CMMSVIEW", LineForm::Write(_)) => stored(evidence, line),
        ("+CMMSREAD", LineForm::Write(_)) => file(evidence, line),
        _ => None,
    };
    let (requirement, expected) = fault?;
    evidence.breach(OracleKind::ReadBack, requirement, expected, evidence.shown())
}

/// Whether a line reads something back.
pub(super) fn is_read(line: &CommandLine) -> bool {
    match line.form() {
        LineForm::Read => {
            matches!(
                line.name(),
                "+CMMSEDIT" | "+CMMSRECP" | "+CMMSCC" | "+CMMSBCC" | "+CMMSDELETE"
            )
        }
        LineForm::Execute => line.name() == "+CMMSVIEW",
        LineForm::Write(_) => matches!(line.name(), "+CMMSVIEW" | "+CMMSREAD"),
        LineForm::Test => false,
    }
}

type Fault = (&'static str, String);

fn first_line<'a>(evidence: &Evidence<'a>, name: &str) -> Option<&'a str> {
    let line = evidence.reply.lines().next()?;
    str::from_utf8(line).ok()?.strip_prefix(name)?.strip_prefix(':').map(str::trim)
}

fn mode(evidence: &Evidence<'_>) -> Option<Fault> {
    let expected = if evidence.before.editing? { "1" } else { "0" };
    let found = first_line(evidence, "+CMMSEDIT").filter(|_| evidence.reply.is_ok())?;
    (found != expected).then(|| ("SIM-3.1-3", format!("edit mode {expected}")))
}

fn list(evidence: &Evidence<'_>, list: usize) -> Option<Fault> {
    let before = evidence.before;
    let message = before.memory.as_ref().filter(|_| !before.may_be_cleared)?;
    let expected = message.addresses.get(list)?;
    let line = evidence.reply.lines().next().filter(|_| evidence.reply.is_ok());
    let text = line.map_or("", |line| str::from_utf8(line).unwrap_or_default());
    let shown = text.split_once(':').map_or("", |(_, list)| list);
    let found = shown.split(';').map(|address| address.trim().trim_matches('"').trim());
    let found: Vec<&str> = found.filter(|address| !address.is_empty()).collect();
    let is_same = evidence.reply.is_ok() && same(expected, &found);
    (!is_same && evidence.reply.is_ok())
        .then(|| ("SIM-3.2-1", format!("the addresses {expected:?}")))
}

fn same<T: AsRef<str>>(expected: &[String], found: &[T]) -> bool {
    expected.len() == found.len()
        && expected.iter().zip(found).all(|(one, other)| one.trim() == other.as_ref().trim())
}

fn count(evidence: &Evidence<'_>) -> Option<Fault> {
    let counted = evidence.before.boxes.iter().map(|slot| match slot {
        Slot::Unknown => None,
        Slot::Empty => Some(0),
        Slot::Holds(_) => Some(1),
    });
    let expected: usize = counted.sum::<Option<usize>>()?;
    let found = first_line(evidence, "+CMMSDELETE").filter(|_| evidence.reply.is_ok())?;
    (found != expected.to_string()).then(|| ("SIM-4.1-1", format!("{expected} stored messages")))
}

/// `AT+CMMSVIEW`
fn memory(evidence: &Evidence<'_>) -> Option<Fault> {
    let message = evidence.before.memory.as_ref()?;
    if evidence.reply.is_ok() {
        return viewed(evidence, message);
    }
    let is_lost =
        !message.is_empty() && !evidence.before.may_be_cleared && refused(evidence) == Some(187);
    is_lost.then(|| ("SIM-5.1-1", "the message that was written".to_owned()))
}

/// `AT+CMMSVIEW=<index>`
fn stored(evidence: &Evidence<'_>, line: &CommandLine) -> Option<Fault> {
    let Some(Slot::Holds(message)) = evidence.before.slot(line.number(0)) else { return None };
    if evidence.reply.is_ok() {
        return viewed(evidence, message.as_ref()?);
    }
    (refused(evidence) == Some(183)).then(|| ("SIM-4.1-1", "the message that was saved".to_owned()))
}

fn refused(evidence: &Evidence<'_>) -> Option<u16> {
    match evidence.reply.finals().next() {
        Some(FinalResult::Cme(CmeError::Code(code))) => Some(*code),
        _ => None,
    }
}

fn viewed(evidence: &Evidence<'_>, message: &Message) -> Option<Fault> {
    let Some(view) = View::read(evidence.reply.lines()) else {
        return Some(("SIM-5.1-1", "the lines of CMMSVIEW".to_owned()));
    };
    for (expected, found) in message.addresses.iter().zip(&view.addresses) {
        if !same(expected, found) {
            return Some(("SIM-5.1-1", format!("the addresses {expected:?}")));
        }
    }
    let title = if message.has_title { message.title.clone() } else { Some(Vec::new()) };
    if let Some(title) = title.map(|title| little_endian(&title))
        && title != view.subject
    {
        return Some(("SIM-3.4-4", format!("the title {}", escape(&title))));
    }
    let fits = |(expected, (name, size)): (&File, &(String, usize))| {
        let octets = expected.octets.as_ref().map(Vec::len);
        expected.name.trim() == name.trim() && octets.is_none_or(|octets| octets == *size)
    };
    let is_same =
        message.files.len() == view.files.len() && message.files.iter().zip(&view.files).all(fits);
    (!is_same).then(|| ("SIM-3.10-1", format!("the files {}", names(&message.files))))
}

fn names(files: &[File]) -> String {
    let one = |file: &File| match &file.octets {
        Some(octets) => format!("{} of {} octets", file.name, octets.len()),
        None => file.name.clone(),
    };
    files.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// `AT+CMMSREAD=<index>`
fn file(evidence: &Evidence<'_>, line: &CommandLine) -> Option<Fault> {
    let before = evidence.before;
    let files = &before.memory.as_ref().filter(|_| !before.may_be_cleared)?.files;
    let index = usize::try_from(line.number(0)?).ok()?;
    match (files.get(index), evidence.reply.is_ok()) {
        (None, true) => {
            Some(("SIM-5.2-2", format!("177 for the index {index} of {}", files.len())))
        }
        (Some(file), true) => {
            let expected = file.printed()?;
            let is_same = evidence.reply.data() == Some(&expected);
            (!is_same).then(|| ("SIM-5.2-3", format!("the octets {}", escape(&expected))))
        }
        (Some(file), false) if refused(evidence) == Some(177) && line.arguments().len() == 1 => {
            Some(("SIM-5.2-1", format!("the file {}", file.name)))
        }
        _ => None,
    }
}

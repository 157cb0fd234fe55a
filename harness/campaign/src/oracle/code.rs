//! I4: codes are those of the document, and what it forbids outright is not answered OK.

use at_codec::{CmeError, FinalResult, Urc};

use super::evidence::Evidence;
use super::{Discovery, OracleKind};
use crate::belief::Slot;
use crate::operation::CommandLine;

/// Codes of chapter 9.2; 170 stands in the ranges of chapters 6 and 8.
const fn is_documented(code: u16) -> bool {
    matches!(code, 170..=191 | 201)
}

/// Codes of 3GPP TS 27.007, 9.2, which any command may answer.
const GENERAL_MAX: u16 = 150;

/// Commands that edit.
const EDITS: [&str; 8] = [
    "+CMMSRECP",
    "+CMMSCC",
    "+CMMSBCC",
    "+CMMSDELRECP",
    "+CMMSDELCC",
    "+CMMSDELBCC",
    "+CMMSDOWN",
    "+CMMSDELFILE",
];

pub(super) fn check(evidence: &Evidence<'_>) -> Option<Discovery> {
    codes(evidence).or_else(|| {
        let is_taken = evidence.reply.is_ok() || evidence.reply.is_prompt();
        let line = evidence.action().filter(|_| is_taken)?;
        let (requirement, expected) = forbidden(evidence, line)?;
        evidence.breach(OracleKind::Code, requirement, expected, evidence.shown())
    })
}

fn codes(evidence: &Evidence<'_>) -> Option<Discovery> {
    for urc in evidence.reply.urcs() {
        if let Urc::Send(code) | Urc::Recv(code) = urc
            && *code != 0
            && !is_documented(*code)
        {
            return evidence.breach(
                OracleKind::Code,
                "SIM-9.1-1",
                "a code of 9.2",
                code.to_string(),
            );
        }
    }
    for result in evidence.reply.finals() {
        if let FinalResult::Cme(CmeError::Code(code)) = result
            && *code > GENERAL_MAX
            && !is_documented(*code)
        {
            return evidence.breach(
                OracleKind::Code,
                "SIM-9.3-3",
                "a code of 9.2",
                code.to_string(),
            );
        }
    }
    None
}

/// Why a command should not have been taken.
fn forbidden(evidence: &Evidence<'_>, line: &CommandLine) -> Option<(&'static str, &'static str)> {
    let before = evidence.before;
    if before.editing == Some(false) && EDITS.contains(&line.name()) {
        return Some(("SIM-3.2-8", "186 while editing is disabled"));
    }
    let memory = before.memory.as_ref();
    match line.name() {
        "+CMMSRECV" if before.editing == Some(true) => {
            Some(("SIM-8-4", "185 while editing is enabled"))
        }
        "+CMMSDELFILE" => {
            let count = memory.filter(|_| !before.may_be_cleared)?.files.len();
            let index = usize::try_from(line.number(0)?).ok()?;
            (index >= count).then_some(("SIM-3.10-2", "177 for an index past the last file"))
        }
        "+CMMSDELRECP" => unknown_address(evidence, line, 0),
        "+CMMSDELCC" => unknown_address(evidence, line, 1),
        "+CMMSDELBCC" => unknown_address(evidence, line, 2),
        "+CMMSSEND" => {
            let message = memory?;
            if !message.has_receiver() && line.arguments().is_empty() {
                return Some(("SIM-6-8", "174 for a message to nobody"));
            }
            message.files.is_empty().then_some(("SIM-6-9", "187 for a message without content"))
        }
        "+CMMSVIEW" => (before.slot(line.number(0)) == Some(&Slot::Empty))
            .then_some(("SIM-4.2-2", "183 for an empty box")),
        _ => None,
    }
}

fn unknown_address(
    evidence: &Evidence<'_>,
    line: &CommandLine,
    list: usize,
) -> Option<(&'static str, &'static str)> {
    let (address, message) = (line.text(0)?, evidence.before.memory.as_ref()?);
    let known = message.addresses.get(list)?;
    let is_known = known.iter().any(|other| other.trim() == address.trim());
    (!is_known).then_some(("SIM-3.3-2", "176 for an address that is not in the list"))
}

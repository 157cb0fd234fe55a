//! Which requirement a discovery is about whose oracle names none: that of the refusal that was expected, else the first
//! of the section of its last command.

use campaign::operation::{CommandLine, LineForm, Operation};
use sim7100_model::Model;

/// For lines that belong to no section of the document.
const COMMAND_LINE: &str = "SIM-0-1";
/// For what a notification leads to.
const NOTIFICATION: &str = "SIM-7-1";
/// The message in memory, which the section of its command speaks of last.
const MEMORY_VIEW: &str = "SIM-5.1-1";
/// What a refusal is called in an escaped expectation.
const REFUSAL: &str = "+CME ERROR: ";

/// The requirement for a sequence, of which this was expected.
pub(crate) fn requirement(operations: &[Operation], expected: &str) -> String {
    let last = operations.iter().rev().find_map(|operation| match operation {
        Operation::Command(line) => Some(line),
        _ => None,
    });
    let refusal = last.and_then(|line| of_refusal(line, code(expected)?));
    let requirement = refusal.map(str::to_owned);
    requirement
        .or_else(|| operations.iter().rev().find_map(of_operation))
        .unwrap_or_else(|| COMMAND_LINE.to_owned())
}

fn code(expected: &str) -> Option<u16> {
    let (_, rest) = expected.split_once(REFUSAL)?;
    rest.get(..3)?.parse().ok()
}

/// Why a command is refused, where the document says so for it.
fn of_refusal(line: &CommandLine, code: u16) -> Option<&'static str> {
    Some(match (line.name(), code) {
        ("+CMMSSEND", 174) => "SIM-6-8",
        ("+CMMSSEND", 187) => "SIM-6-9",
        ("+CMMSSEND", 172) => "SIM-6-13",
        ("+CMMSRECV", 185) => "SIM-8-4",
        ("+CMMSVIEW", 183) => "SIM-4.2-2",
        ("+CMMSDELFILE", 177) => "SIM-3.10-2",
        ("+CMMSREAD", 177) => "SIM-5.2-2",
        ("+CMMSDELRECP" | "+CMMSDELCC" | "+CMMSDELBCC", 176) => "SIM-3.3-2",
        ("+CMMSRECP" | "+CMMSCC" | "+CMMSBCC", 175) => "SIM-3.2-5",
        ("+CMMSRECP" | "+CMMSCC" | "+CMMSBCC", 186) => "SIM-3.2-8",
        (_, 171) => "SIM-6-11",
        _ => return None,
    })
}

fn of_operation(operation: &Operation) -> Option<String> {
    match operation {
        Operation::Push(_) => Some(NOTIFICATION.to_owned()),
        Operation::Command(line)
            if line.name() == "+CMMSVIEW" && *line.form() == LineForm::Execute =>
        {
            Some(MEMORY_VIEW.to_owned())
        }
        Operation::Command(line) => {
            let commands = Model::commands();
            let command = commands.iter().find(|command| command.name == line.name())?;
            let is_section = command.section.starts_with(|first: char| first.is_ascii_digit());
            is_section.then(|| format!("SIM-{}-1", command.section))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library;

    #[test]
    fn every_command_has_a_requirement_of_the_ledger() {
        let ledger = library::nearest_ledger().unwrap();
        let refusals = (171..=191).map(|code| format!(r"\r\n{REFUSAL}{code}\r\n"));
        let expected: Vec<String> = [String::new()].into_iter().chain(refusals).collect();
        let names = Model::commands().into_iter().map(|command| command.name);
        for name in names.chain(["E0"]) {
            for sign in ["", "?", "=?", "=1"] {
                let operations = [Operation::send(&format!("AT{name}{sign}"))];
                for expected in &expected {
                    let id = requirement(&operations, expected);
                    assert!(
                        ledger.requirement(&id).is_some(),
                        "{name}{sign} {expected} cites {id}"
                    );
                }
            }
        }
        assert!(ledger.requirement(NOTIFICATION).is_some());
    }

    #[test]
    fn the_refusal_decides_and_else_the_last_command() {
        let check = |lines: &[&str], answer: &str, expected: &str| {
            let operations: Vec<Operation> =
                lines.iter().map(|line| Operation::send(line)).collect();
            assert_eq!(requirement(&operations, answer), expected);
        };
        check(&["AT+CMMSEDIT=1", "AT+CMMSRECV=\"http://a/b\""], r"\r\nOK\r\n", "SIM-8-1");
        check(&["AT+CMMSRECV=\"http://a/b\""], r"\r\n+CME ERROR: 185\r\n", "SIM-8-4");
        check(&["AT+CMMSEDIT=1", "ATE0"], "", "SIM-3.1-1");
        check(&["AT+CMMSVIEW"], "", "SIM-5.1-1");
        check(&["AT+CMMSVIEW=1"], "", "SIM-4.2-1");
        check(&["ATE0"], r"\r\n+CME ERROR: 185\r\n", "SIM-0-1");
        check(&[], "", "SIM-0-1");
    }
}

//! A sequence in another way: each operation with the steps of the first run that it stands for.
//!
//! Nothing is said in another way while the module takes octets as data, behind octets as they are, and behind a line
//! that changes how lines are read: there another spelling is another content. The rest of the sequence stays as it is.

use std::ops::Range;

use at_codec::FinalResult;

use super::{Past, Relation};
use crate::belief::{Item, Reply};
use crate::bench::TeAnswer;
use crate::operation::{CommandLine, LineForm, Operation};

/// What a scenario begins with stays as it is.
const SETTING: &[u8] = b"AT+CMEE=1";
/// Commands of one line at most.
const JOINED_MAX: usize = 4;
/// Octets of a line that is said in another way, at most: far below what any module takes.
const LINE_OCTETS_MAX: usize = 200;
/// Commands that look and change nothing.
const LOOKS: [&str; 2] = ["AT+CMMSVIEW", "AT+CMMSEDIT?"];
/// Commands that begin a transfer.
const TRANSFERS: [&str; 2] = ["+CMMSSEND", "+CMMSRECV"];

/// One operation of the other way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) operation: Operation,
    /// The steps of the first run that it stands for; empty where it is one more, and then the step that follows.
    pub(super) steps: Range<usize>,
}

/// The same, as it was said.
pub(super) fn literally(past: &[Past]) -> Vec<Turn> {
    let turn = |(step, past): (usize, &Past)| one(past.operation.clone(), step);
    past.iter().enumerate().map(turn).collect()
}

/// The other way; none where it is the same, or where its answers cannot be compared.
pub(super) fn turns(relation: Relation, past: &[Past]) -> Option<Vec<Turn>> {
    let steps = Steps::of(past);
    let turns = match relation {
        Relation::LowerCase => steps.each(|line| Some(lower_case(line))),
        Relation::Blanks => steps.each(with_blanks),
        Relation::OctetByOctet => octet_by_octet(past),
        Relation::Echo | Relation::ErrorLevel if past.iter().any(changes_form) => return None,
        Relation::Echo => replaced(past, b"ATE0", "ATE1"),
        Relation::ErrorLevel => replaced(past, SETTING, "AT+CMEE=0"),
        Relation::Joined => steps.joined(),
        Relation::Looking => steps.looking(),
    };
    (turns != literally(past)).then_some(turns)
}

/// For each step whether it is a command that was read as a line of its own and answered.
pub(super) fn plain(past: &[Past]) -> Vec<bool> {
    Steps::of(past).is_plain
}

const fn one(operation: Operation, step: usize) -> Turn {
    Turn { operation, steps: step..step + 1 }
}

/// Whether an answer stands behind the whole echo of its line, or there is no echo. Data that is echoed is in pieces.
fn is_echoed_whole(operation: &Operation, te: &[u8]) -> bool {
    let line = operation.octets();
    let echo = te.iter().zip(&line).take_while(|(came, sent)| came == sent).count();
    echo == 0 || echo == line.len()
}

/// The first run, with what can be said of each of its steps.
struct Steps<'a> {
    past: &'a [Past],
    /// Whether the step is a command that was read as a line of its own and answered.
    is_plain: Vec<bool>,
    /// Whether no transfer was under way before the step.
    is_quiet: Vec<bool>,
}

impl<'a> Steps<'a> {
    fn of(past: &'a [Past]) -> Self {
        let mut steps = Self { past, is_plain: Vec::new(), is_quiet: Vec::new() };
        let (mut is_in_data, mut is_strange, mut transfers) = (false, false, 0_usize);
        for Past { operation, seen } in past {
            is_strange |= changes_reading(operation);
            let reply = Reply::read(&seen.te);
            let is_answered = reply.finals().next().is_some() || reply.is_prompt();
            let is_command = matches!(operation, Operation::Command(_))
                && operation.octets() != SETTING
                && is_echoed_whole(operation, &seen.te);
            steps.is_plain.push(is_command && is_answered && !is_in_data && !is_strange);
            steps.is_quiet.push(transfers == 0);
            // Behind a line without an answer nobody knows whether the module takes data.
            is_strange |= operation.is_command() && !is_answered && !is_in_data;
            for item in &reply.items {
                match item {
                    Item::Prompt => is_in_data = true,
                    Item::Final(_) => is_in_data = false,
                    Item::Urc(_) => transfers = transfers.saturating_sub(1),
                    Item::Line(_) | Item::Data(_) => {}
                }
            }
            transfers += usize::from(is_transfer(operation) && reply.is_ok());
            if *operation == Operation::PowerCycle {
                transfers = 0;
            }
        }
        steps
    }

    fn plain(&self, step: usize) -> Option<&'a CommandLine> {
        let Past { operation: Operation::Command(line), .. } = self.past.get(step)? else {
            return None;
        };
        self.is_plain.get(step).copied().unwrap_or(false).then_some(line)
    }

    /// Each line spelled in another way.
    fn each(&self, spell: impl Fn(&CommandLine) -> Option<String>) -> Vec<Turn> {
        let spelled = |step: usize| {
            let text = self.plain(step).and_then(&spell)?;
            (text.len() <= LINE_OCTETS_MAX).then(|| Operation::send(&text))
        };
        let turn = |(step, past): (usize, &Past)| {
            one(spelled(step).unwrap_or_else(|| past.operation.clone()), step)
        };
        self.past.iter().enumerate().map(turn).collect()
    }

    /// Runs of commands on one line each. All but the last were answered OK, and no transfer is among them.
    fn joined(&self) -> Vec<Turn> {
        let mut turns: Vec<Turn> = Vec::new();
        let mut count = 1;
        for (step, past) in self.past.iter().enumerate() {
            let line = turns.last_mut().filter(|_| count < JOINED_MAX && self.may_join(step));
            let longer = line.as_ref().and_then(|turn| joined(&turn.operation, &past.operation));
            match (line, longer) {
                (Some(turn), Some(operation)) => {
                    *turn = Turn { operation, steps: turn.steps.start..step + 1 };
                    count += 1;
                }
                _ => {
                    turns.push(one(past.operation.clone(), step));
                    count = 1;
                }
            }
        }
        turns
    }

    /// Whether a step may share the line of the one before.
    fn may_join(&self, step: usize) -> bool {
        let Some(before) = step.checked_sub(1) else { return false };
        let lines = [self.plain(before), self.plain(step)];
        let is_ok = |step: usize| {
            let reply = self.past.get(step).map(|past| Reply::read(&past.seen.te));
            reply.is_some_and(|reply| {
                let is_one = reply.finals().count() == 1 && reply.finals().all(is_ok_alone);
                is_one && reply.urcs().next().is_none() && reply.data().is_none()
            })
        };
        let is_last = |step: usize| {
            let reply = self.past.get(step).map(|past| Reply::read(&past.seen.te));
            reply.is_some_and(|reply| reply.finals().count() == 1 && reply.urcs().next().is_none())
        };
        // `A/` repeats a whole line.
        let is_repeated = self.past.get(step + 1).is_some_and(|next| {
            !matches!(next.operation, Operation::Command(_) | Operation::Tick(_))
        });
        lines.iter().flatten().count() == 2
            && lines.iter().flatten().all(|line| !TRANSFERS.contains(&line.name()))
            && is_ok(before)
            && is_last(step)
            && !is_repeated
            && self.is_quiet.get(step).copied().unwrap_or(false)
    }

    /// A look between two commands.
    fn looking(&self) -> Vec<Turn> {
        let mut looks = LOOKS.iter().cycle();
        let mut turns = Vec::new();
        for (step, past) in self.past.iter().enumerate() {
            // Within a transfer a look would make the steps behind it late for its end.
            let is_between = step.checked_sub(1).is_some_and(|before| self.plain(before).is_some())
                && self.plain(step).is_some()
                && self.is_quiet.get(step).copied().unwrap_or(false);
            let look = looks
                .by_ref()
                .take(usize::from(is_between))
                .map(|look| Turn { operation: Operation::send(look), steps: step..step });
            turns.extend(look);
            turns.push(one(past.operation.clone(), step));
        }
        turns
    }
}

fn is_ok_alone(result: &FinalResult) -> bool {
    *result == FinalResult::Ok
}

fn is_transfer(operation: &Operation) -> bool {
    let octets = operation.octets().to_ascii_uppercase();
    let holds = |name: &str| octets.windows(name.len()).any(|part| part == name.as_bytes());
    operation.is_command() && TRANSFERS.into_iter().any(holds)
}

/// Octets that may leave a line begun, and lines with an S register, which may change what ends a line.
fn changes_reading(operation: &Operation) -> bool {
    match operation {
        Operation::Octets(_) => true,
        Operation::Line(line) => line.windows(2).any(|pair| match pair {
            [letter, digit] => letter.eq_ignore_ascii_case(&b'S') && digit.is_ascii_digit(),
            _ => false,
        }),
        _ => false,
    }
}

/// Prefix and name; arguments stay.
fn lower_case(line: &CommandLine) -> String {
    let text = line.to_string();
    let end = text.find(['=', '?']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).unwrap_or((&text, ""));
    format!("{}{rest}", name.to_ascii_lowercase())
}

/// A blank behind the prefix, and one before each argument that is there.
fn with_blanks(line: &CommandLine) -> Option<String> {
    let arguments: Vec<String> =
        line.arguments().iter().map(|argument| format!(" {argument}")).collect();
    Some(match line.form() {
        LineForm::Test => format!("AT {}=?", line.name()),
        LineForm::Read => format!("AT {}?", line.name()),
        LineForm::Execute => format!("AT {}", line.name()),
        LineForm::Write(_) => format!("AT {}={}", line.name(), arguments.join(",")),
    })
}

fn joined(line: &Operation, next: &Operation) -> Option<Operation> {
    let (line, next) = (line.octets(), next.octets());
    let all = [line.as_slice(), b";", next.strip_prefix(b"AT")?].concat();
    (all.len() <= LINE_OCTETS_MAX).then(|| Operation::line(&all))
}

fn octet_by_octet(past: &[Past]) -> Vec<Turn> {
    let begin = Turn { operation: Operation::Pace(1, 0), steps: 0..0 };
    let rest = literally(past).into_iter().map(|turn| match turn.operation {
        Operation::Pace(..) => Turn { operation: Operation::Pace(1, 0), ..turn },
        _ => turn,
    });
    std::iter::once(begin).chain(rest).collect()
}

/// One line in the place of another.
fn replaced(past: &[Past], line: &[u8], by: &str) -> Vec<Turn> {
    let turn = |turn: Turn| match turn.operation.is_command() && turn.operation.octets() == line {
        true => Turn { operation: Operation::send(by), ..turn },
        false => turn,
    };
    literally(past).into_iter().map(turn).collect()
}

/// Whether a step changes how answers look, so that the same difference is another one from there on.
fn changes_form(past: &Past) -> bool {
    let octets = past.operation.octets().to_ascii_uppercase();
    match past.operation {
        Operation::Command(_) => octets.starts_with(b"AT+CMEE") && octets != SETTING,
        Operation::Line(_) => {
            let names_level = octets.windows(4).any(|part| part == b"CMEE");
            names_level || octets.iter().any(|octet| b"VQZ&".contains(octet))
        }
        Operation::Octets(_) => true,
        _ => false,
    }
}

/// Whether all that a step came to is an answer of its kind, and nothing depends on where the module is.
pub(super) fn is_settled(operation: &Operation) -> bool {
    match operation {
        Operation::Command(line) => line.name().starts_with("+CMMS"),
        Operation::Line(_) | Operation::Octets(_) => false,
        _ => true,
    }
}

/// Final result codes that an operation may have of its own.
pub(super) fn own_finals(operation: &Operation, te: &[u8]) -> usize {
    let is_answered = operation.is_command() || matches!(operation, Operation::Payload(_));
    let is_raw = matches!(operation, Operation::Octets(_)) && TeAnswer::of(te) != TeAnswer::None;
    usize::from(is_answered || is_raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{Bench, Session};
    use crate::operation::parse;
    use sim7100_model::Profile;

    fn check(relation: Relation, text: &str, expected: &[&str]) {
        let mut session = Session::new(Bench::new(Profile::default()));
        let past: Vec<Past> = parse(text)
            .unwrap()
            .into_iter()
            .map(|operation| Past { seen: session.perform(&operation).unwrap(), operation })
            .collect();
        let turns = turns(relation, &past).unwrap_or_default();
        let shown: Vec<String> = turns
            .iter()
            .map(|turn| format!("{}-{} {}", turn.steps.start, turn.steps.end, turn.operation))
            .collect();
        assert_eq!(shown, expected, "{relation}");
    }

    #[test]
    fn lines_are_spelled_in_another_way_where_they_are_lines() {
        let text = "send AT+CMMSEDIT=1\nsend AT+CMMSRECP=\"T@X\"\nsend AT+CMMSDOWN=\"PIC\",9,\"a.jpg\"\nsend AT+CMMSVIEW\n";
        check(
            Relation::LowerCase,
            text,
            &[
                "0-1 send at+cmmsedit=1",
                "1-2 send at+cmmsrecp=\"T@X\"",
                "2-3 send at+cmmsdown=\"PIC\",9,\"a.jpg\"",
                "3-4 send AT+CMMSVIEW",
            ],
        );
        check(Relation::Blanks, "send AT+CMMSSAVE=0,2\n", &["0-1 send AT +CMMSSAVE= 0, 2"]);
        check(Relation::LowerCase, "send ATS3=65\nsend AT+CMMSVIEW\n", &[]);
        check(Relation::LowerCase, "raw x\nsend AT+CMMSVIEW\n", &[]);
    }

    #[test]
    fn settings_are_others() {
        check(Relation::Echo, "send ATE0\nsend AT\n", &["0-1 send ATE1", "1-2 send AT"]);
        check(Relation::ErrorLevel, "send AT+CMEE=1\n", &["0-1 send AT+CMEE=0"]);
        check(Relation::ErrorLevel, "send AT+CMEE=1\nsend AT+CMEE?\n", &[]);
        check(Relation::OctetByOctet, "send AT\n", &["0-0 pace 1 0", "0-1 send AT"]);
    }

    #[test]
    fn commands_are_joined_while_they_succeed() {
        let lines = ["AT+CMMSEDIT=1", "AT+CMMSRECP=\"1\"", "AT+CMMSDELRECP=\"2\"", "AT+CMMSVIEW"];
        let text: String = lines.iter().map(|line| format!("send {line}\n")).collect();
        check(
            Relation::Joined,
            &format!("send AT+CMEE=1\n{text}"),
            &[
                "0-1 send AT+CMEE=1",
                "1-4 send AT+CMMSEDIT=1;+CMMSRECP=\"1\";+CMMSDELRECP=\"2\"",
                "4-5 send AT+CMMSVIEW",
            ],
        );
        check(Relation::Joined, "send AT+CMMSEDIT=1\nsend AT+CMMSEDIT?\nsend A/\n", &[]);
        check(Relation::Joined, "send AT+CMMSEDIT=1\n", &[]);
    }

    #[test]
    fn looks_stand_between_commands() {
        check(
            Relation::Looking,
            "send AT+CMMSEDIT=1\nsend AT+CMMSRECP=\"1\"\ntick 5\nsend AT+CMMSEDIT=0\nsend AT+CMMSEDIT?\n",
            &[
                "0-1 send AT+CMMSEDIT=1",
                "1-1 send AT+CMMSVIEW",
                "1-2 send AT+CMMSRECP=\"1\"",
                "2-3 tick 5",
                "3-4 send AT+CMMSEDIT=0",
                "4-4 send AT+CMMSEDIT?",
                "4-5 send AT+CMMSEDIT?",
            ],
        );
        let text = "send AT+CMMSCURL=\"a/b\"\nsend AT+CMMSRECV=\"http://a/b\"\nsend AT+CMMSVIEW\nsend AT+CMMSEDIT?\n";
        check(
            Relation::Looking,
            text,
            &[
                "0-1 send AT+CMMSCURL=\"a/b\"",
                "1-1 send AT+CMMSVIEW",
                "1-2 send AT+CMMSRECV=\"http://a/b\"",
                "2-3 send AT+CMMSVIEW",
                "3-4 send AT+CMMSEDIT?",
            ],
        );
    }
}

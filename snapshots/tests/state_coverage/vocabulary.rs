//! Command lines that a search sends in every state, made from the command table.
//!
//! Each write form is sent with the arguments that it must have, with all that it may have, and then with one of them
//! at a time at its bounds, beyond them, of another type, or missing. What the table does not know stands in
//! [`FURTHER`].

use std::iter;

use sim7100_model::{Argument, ArgumentRange, Command, Model};

/// Commands outside MMS that stand for the others: one basic command, one of 3GPP TS 27.007 that is written out in
/// the table, one that only keeps numbers. No command of these kinds looks at edit mode, memory, mail boxes,
/// transactions or services, so that one of a kind shows what all do.
const REPRESENTATIVES: [&str; 3] = ["E", "+CMEE", "+CREG"];

/// Octets of a string beyond which a line does not fit in the module's command line.
const STRING_OCTETS_MAX: usize = 500;

/// Lines for limits of content, each of which the table cannot know.
const FURTHER: &[&str] = &[
    // A title and a session description have no name; a file of the EFS has one.
    "AT+CMMSDOWN=\"TITLE\",1",
    "AT+CMMSDOWN=\"FILE\",1,\"none.jpg\"",
    "AT+CMMSDOWN=\"FILE\",1,\"a.exe\"",
    "AT+CMMSDOWN=\"FILE\",1,\"big.jpg\"",
    "AT+CMMSDOWN=\"PIC\",10241,\"a.jpg\"",
    // A prompt comes at the end of a line only.
    "AT+CMMSDOWN=\"TITLE\",1;E0",
];

/// How many addresses fit into a list, and files into a message, and how many commands of each kind into a line.
pub(crate) const ADDRESSES: usize = 20;
pub(crate) const FILES: usize = 256;
const FILES_IN_LINE: usize = 16;

/// Lines to send.
pub(crate) struct Vocabulary {
    /// Test and read forms, which change nothing.
    pub(crate) asking: Vec<String>,
    /// Lines that may change something; lines of one entry are sent one after the other.
    pub(crate) acting: Vec<Vec<String>>,
}

/// Whether coverage counts a command.
pub(crate) fn counts(command: &Command) -> bool {
    command.section != "-"
        || command.name.starts_with("+CMMS")
        || REPRESENTATIVES.contains(&command.name)
}

impl Vocabulary {
    /// The lines for the commands that coverage counts.
    pub(crate) fn new() -> Self {
        let commands: Vec<Command> = Model::commands().into_iter().filter(counts).collect();
        let asking = commands
            .iter()
            .flat_map(|command| ["=?", "?"].map(|form| format!("AT{}{form}", command.name)))
            .collect();
        let single = |line| vec![line];
        let acting = commands
            .iter()
            .flat_map(|command| iter::once(format!("AT{}", command.name)).chain(writes(command)))
            .chain(FURTHER.iter().map(|line| (*line).to_owned()))
            .map(single)
            .chain(full())
            .collect();
        Self { asking, acting }
    }
}

/// Lines that fill an address list or the message.
fn full() -> Vec<Vec<String>> {
    let times = |command: &str, count| format!("AT{}", vec![command; count].join(";"));
    let mut lines: Vec<Vec<String>> = ["+CMMSRECP", "+CMMSCC", "+CMMSBCC"]
        .iter()
        .map(|name| vec![times(&format!("{name}=\"1\""), ADDRESSES)])
        .collect();
    let files = times("+CMMSDOWN=\"FILE\",1,\"a.jpg\"", FILES_IN_LINE);
    lines.push(vec![files; FILES / FILES_IN_LINE]);
    lines
}

/// The write form of a command with every set of arguments.
fn writes(command: &Command) -> Vec<String> {
    // A command without a write form is sent one all the same.
    let sign = if command.name.starts_with('+') { "=" } else { "" };
    let line = |set: &Vec<String>| format!("AT{}{sign}{}", command.name, set.join(","));
    let Some(arguments) = &command.write else { return vec![line(&vec!["1".to_owned()])] };
    let least: Vec<String> = arguments.iter().filter(|one| !one.optional).map(sample).collect();
    let all: Vec<String> = arguments.iter().map(sample).collect();
    let mut sets = vec![least.clone(), all.clone()];
    for base in [&least, &all] {
        for (position, argument) in arguments.iter().enumerate().take(base.len()) {
            sets.extend(others(argument).into_iter().map(|value| replaced(base, position, value)));
        }
    }
    sets.push(all.into_iter().chain(["1".to_owned()]).collect());
    sets.sort();
    sets.dedup();
    sets.iter().map(line).collect()
}

fn replaced(values: &[String], position: usize, value: String) -> Vec<String> {
    let mut values = values.to_vec();
    if let Some(slot) = values.get_mut(position) {
        *slot = value;
    }
    values
}

/// An argument that is right wherever the table is all that decides.
fn sample(argument: &Argument) -> String {
    match &argument.range {
        ArgumentRange::Number(min, _) if argument.name == "index" => min.to_string(),
        ArgumentRange::Number(min, max) => (*min).max(1).min(*max).to_string(),
        ArgumentRange::Keyword(words) => quoted(words.first().map_or("", String::as_str)),
        _ => quoted(match argument.name {
            "gateway" => "10.0.0.172",
            "name" => "a.jpg",
            "filename" => "s.jpg",
            "location" => "http://192.168.1.2/a",
            _ => "1",
        }),
    }
}

/// Other arguments in its place: at its bounds, beyond them, of another type, none.
fn others(argument: &Argument) -> Vec<String> {
    let mut values = vec![String::new()];
    match &argument.range {
        ArgumentRange::Number(min, max) => {
            let beyond = [min.checked_sub(1), max.checked_add(1)].into_iter().flatten();
            values.extend(beyond.chain([*min, *max]).map(|number| number.to_string()));
            values.push(quoted("1"));
        }
        ArgumentRange::Text(octets_max) => {
            let lengths = [0, *octets_max, *octets_max + 1].into_iter();
            let fitting = lengths.filter(|octets| *octets <= STRING_OCTETS_MAX);
            values.extend(fitting.map(|octets| quoted(&"a".repeat(octets))));
            values.push("1".to_owned());
        }
        ArgumentRange::Keyword(words) => {
            values.extend(words.iter().map(|word| quoted(word)));
            values.extend([quoted("NONE"), "1".to_owned()]);
        }
        _ => {}
    }
    values
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_every_command_that_counts_is_sent() {
        let Vocabulary { asking, acting } = Vocabulary::new();
        let sent: Vec<&String> = asking.iter().chain(acting.iter().flatten()).collect();
        for command in Model::commands().iter().filter(|command| counts(command)) {
            for form in ["=?", "?", ""] {
                let line = format!("AT{}{form}", command.name);
                assert!(sent.contains(&&line), "{line}");
            }
            let start = format!("AT{}", command.name);
            let is_write = |line: &str| {
                line.strip_prefix(&start).is_some_and(|rest| {
                    rest.starts_with('=') && rest != "=?" || rest.starts_with(char::is_numeric)
                })
            };
            assert!(sent.iter().any(|line| is_write(line)), "{start}");
        }
    }

    #[test]
    fn arguments_of_each_kind_are_sent() {
        for line in [
            "AT+CMMSEDIT=0",     // lower bound
            "AT+CMMSEDIT=1",     // upper bound
            "AT+CMMSEDIT=2",     // beyond
            "AT+CMMSEDIT=\"1\"", // another type
            "AT+CMMSEDIT=",      // missing
            "AT+CMMSEDIT=1,1",   // one too many
            "AT+CMMSDOWN=\"PIC\",4294967295,\"a.jpg\"",
            "AT+CMMSDOWN=\"NONE\",1,\"a.jpg\"",
            "AT+CMMSSAVE=0,3",
            "ATE2",
        ] {
            let acting = &Vocabulary::new().acting;
            assert!(acting.contains(&vec![line.to_owned()]), "{line}");
        }
    }

    #[test]
    fn every_line_fits_into_the_command_line() {
        let Vocabulary { asking, acting } = Vocabulary::new();
        assert!(asking.iter().chain(acting.iter().flatten()).all(|line| line.len() <= 561));
    }
}

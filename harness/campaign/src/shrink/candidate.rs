//! Simpler forms of one step of a sequence, the simplest first. Each is strictly simpler, so that shrinking ends.

use crate::operation::{CommandLine, LineForm, MmscAnswer, Operation, Push};

/// Sequences in which the step at `index` is simpler.
pub(super) fn simpler(operations: &[Operation], index: usize) -> Vec<Vec<Operation>> {
    let Some(operation) = operations.get(index) else { return Vec::new() };
    let with = |simple: Operation| {
        let mut copy = operations.to_vec();
        if let Some(place) = copy.get_mut(index) {
            *place = simple;
        }
        copy
    };
    match operation {
        Operation::Command(line) => {
            let mut candidates = announced(operations, index, line);
            candidates.extend(arguments(line).into_iter().map(Operation::Command).map(with));
            candidates
        }
        Operation::Payload(octets) => plain(octets).map(Operation::Payload).map(with).collect(),
        Operation::Tick(millis) => {
            let shorter = [1_000, 10, 0].into_iter().filter(|shorter| shorter < millis);
            let half = (*millis > 1_000).then_some(millis / 2);
            shorter.rev().chain(half).map(Operation::Tick).map(with).collect()
        }
        Operation::Mmsc(answer) if *answer != MmscAnswer::Accept => {
            vec![with(Operation::Mmsc(MmscAnswer::Accept))]
        }
        Operation::Push(push) if *push != Push::Plain => vec![with(Operation::Push(Push::Plain))],
        _ => Vec::new(),
    }
}

/// A shorter payload with a smaller number that announces it, where one follows the other.
fn announced(operations: &[Operation], index: usize, line: &CommandLine) -> Vec<Vec<Operation>> {
    let Some(Operation::Payload(octets)) = operations.get(index + 1) else { return Vec::new() };
    if line.number(1).and_then(|size| usize::try_from(size).ok()) != Some(octets.len()) {
        return Vec::new();
    }
    let lengths = [1, 2, octets.len() / 2, octets.len().saturating_sub(1)];
    let lengths = lengths.into_iter().filter(|length| (1..octets.len()).contains(length));
    let shorter = lengths.filter_map(|length| {
        let line = replaced(line, 1, &length.to_string())?;
        let mut copy = operations.to_vec();
        *copy.get_mut(index)? = Operation::Command(line);
        *copy.get_mut(index + 1)? = Operation::Payload(octets.get(..length)?.to_vec());
        Some(copy)
    });
    shorter.collect()
}

/// The same length of one plain octet.
fn plain(octets: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let plain = vec![b'x'; octets.len()];
    (plain != octets).then_some(plain).into_iter()
}

/// Lines with one argument simpler, or the last one away.
fn arguments(line: &CommandLine) -> Vec<CommandLine> {
    let mut simpler = Vec::new();
    if let Some((_, kept)) = line.arguments().split_last().filter(|(_, kept)| !kept.is_empty()) {
        simpler.extend(CommandLine::new(line.name(), LineForm::Write(kept.to_vec())));
    }
    for (position, argument) in line.arguments().iter().enumerate() {
        let defaults: &[&str] =
            if argument.starts_with('"') { &["\"1\"", "\"a.jpg\""] } else { &["0", "1"] };
        let is_default = defaults.contains(&argument.as_str());
        let better = defaults.iter().take_while(|default| *default != argument);
        let better = better.filter(|_| !is_default || argument == "1");
        simpler.extend(better.filter_map(|default| replaced(line, position, default)));
    }
    simpler
}

fn replaced(line: &CommandLine, position: usize, argument: &str) -> Option<CommandLine> {
    let mut arguments = line.arguments().to_vec();
    argument.clone_into(arguments.get_mut(position)?);
    CommandLine::new(line.name(), LineForm::Write(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{parse, print};

    fn check(text: &str, index: usize, expected: &[&str]) {
        let operations = parse(text).unwrap();
        let simpler: Vec<String> =
            simpler(&operations, index).iter().map(|operations| print(operations)).collect();
        assert_eq!(simpler, expected);
    }

    #[test]
    fn steps_become_simpler() {
        check("tick 4000\n", 0, &["tick 0\n", "tick 10\n", "tick 1000\n", "tick 2000\n"]);
        check("tick 0\n", 0, &[]);
        check("mmsc half\n", 0, &["mmsc accept\n"]);
        check("data ab\n", 0, &["data xx\n"]);
        check("send AT+CMMSEDIT=1\n", 0, &["send AT+CMMSEDIT=0\n"]);
        check(
            "send AT+CMMSSAVE=0,2\n",
            0,
            &["send AT+CMMSSAVE=0\n", "send AT+CMMSSAVE=0,0\n", "send AT+CMMSSAVE=0,1\n"],
        );
    }

    #[test]
    fn a_payload_shrinks_with_its_announcement() {
        let operations = parse("send AT+CMMSDOWN=\"TITLE\",3\ndata abc\n").unwrap();
        let first = simpler(&operations, 0).swap_remove(0);
        assert_eq!(print(&first), "send AT+CMMSDOWN=\"TITLE\",1\ndata a\n");
    }
}

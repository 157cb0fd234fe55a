//! Mutates transcripts line by line, for libFuzzer's custom mutator and for campaigns that vary what they have kept.

use crate::belief::Belief;
use crate::generator::{BOUNDARIES, Vocabulary};
use crate::operation::{self, Operation, Push};
use crate::random::Random;

/// Operations of a mutated transcript at most.
pub const OPERATIONS_MAX: usize = 256;
/// Octets of a mutated payload at most.
const PAYLOAD_OCTETS_MAX: usize = 16_384;
/// Mutations of one call at most.
const MUTATIONS_MAX: usize = 4;

type Operator = fn(&mut Vec<Operation>, usize, &mut Random, &Vocabulary);

/// The operators. A burst is twice as likely as any other.
const OPERATORS: &[Operator] = &[
    |operations, place, _, _| drop_line(operations, place),
    |operations, place, random, _| swap_lines(operations, place, random),
    |operations, place, random, _| burst(operations, place, random),
    |operations, place, random, _| burst(operations, place, random),
    splice,
    |operations, place, random, _| boundary(operations, place, random),
    |operations, place, random, _| quotes(operations, place, random),
    |operations, place, random, _| length(operations, place, random),
    |operations, place, random, _| line_end(operations, place, random),
    |operations, place, random, _| tick(operations, place, random),
    |operations, place, random, _| push(operations, place, random),
    |operations, place, random, _| truncate(operations, place, random),
    |operations, place, random, _| case(operations, place, random),
    |operations, place, _, _| curly_quotes(operations, place),
    |operations, place, random, _| type_swap(operations, place, random),
];

/// A transcript changed in one to four places; the seed decides how.
#[must_use]
pub fn mutate(transcript: &[Operation], seed: u64, vocabulary: &Vocabulary) -> Vec<Operation> {
    let mut random = Random::new(seed);
    let mut operations = transcript.to_vec();
    if operations.is_empty() {
        operations.push(vocabulary.line(&mut random, &Belief::default()));
    }
    for _ in 0..random.between(1, MUTATIONS_MAX) {
        let place = random.below(operations.len());
        if let Some(operator) = random.pick(OPERATORS) {
            operator(&mut operations, place, &mut random, vocabulary);
        }
    }
    operations.truncate(OPERATIONS_MAX);
    operations
}

/// The same on the text form. What cannot be read is left out first.
#[must_use]
pub fn mutate_text(text: &[u8], seed: u64, vocabulary: &Vocabulary) -> String {
    operation::print(&mutate(&operation::parse_leniently(text), seed, vocabulary))
}

fn drop_line(operations: &mut Vec<Operation>, place: usize) {
    if operations.len() > 1 {
        operations.remove(place);
    }
}

fn swap_lines(operations: &mut [Operation], place: usize, random: &mut Random) {
    let other = random.below(operations.len());
    operations.swap(place, other);
}

/// The same line 2 to 12 times: what fills a storage.
fn burst(operations: &mut Vec<Operation>, place: usize, random: &mut Random) {
    let Some(operation) = operations.get(place).cloned() else { return };
    let times = random.between(2, 12) - 1;
    let times = times.min(OPERATIONS_MAX.saturating_sub(operations.len()));
    operations.splice(place..place, vec![operation; times]);
}

fn splice(operations: &mut Vec<Operation>, place: usize, random: &mut Random, table: &Vocabulary) {
    let line = table.line(random, &Belief::default());
    operations.insert(place, line);
}

/// Changes the octets of a command line; it stays a command line.
fn change(operations: &mut [Operation], place: usize, change: impl FnOnce(&mut Vec<u8>)) {
    let Some(operation) = operations.get_mut(place).filter(|operation| operation.is_command())
    else {
        return;
    };
    let mut octets = operation.octets();
    change(&mut octets);
    octets.truncate(operation::LINE_OCTETS_MAX);
    if !octets.is_empty() && !octets.contains(&b'\r') {
        *operation = Operation::line(&octets);
    }
}

/// Replaces one argument of a command line.
fn change_argument(
    operations: &mut [Operation],
    place: usize,
    random: &mut Random,
    new: impl FnOnce(&str, &mut Random) -> String,
) {
    let Some(Operation::Command(line)) = operations.get(place) else { return };
    let mut arguments = line.arguments().to_vec();
    let position = random.below(arguments.len());
    let Some(argument) = arguments.get_mut(position) else { return };
    *argument = new(argument, random);
    let text = format!("AT{}={}", line.name(), arguments.join(","));
    change(operations, place, |octets| *octets = text.into_bytes());
}

fn boundary(operations: &mut [Operation], place: usize, random: &mut Random) {
    change_argument(operations, place, random, |_, random| random.word(BOUNDARIES).to_owned());
}

fn quotes(operations: &mut [Operation], place: usize, random: &mut Random) {
    change_argument(operations, place, random, |argument, random| match random.below(3) {
        0 => argument.trim_matches('"').to_owned(),
        1 => format!("\"{argument}\""),
        _ => argument.trim_end_matches('"').to_owned(),
    });
}

/// A payload whose length is not the one announced.
fn length(operations: &mut [Operation], place: usize, random: &mut Random) {
    let payloads = operations.iter_mut().skip(place);
    for operation in payloads {
        if let Operation::Payload(octets) = operation {
            let most = (octets.len() * 2 + 1).min(PAYLOAD_OCTETS_MAX);
            let count = random.between(0, most);
            octets.resize(count, b'x');
            return;
        }
    }
}

/// CR, LF and CR LF in place of one another.
fn line_end(operations: &mut [Operation], place: usize, random: &mut Random) {
    let Some(operation) = operations.get_mut(place).filter(|operation| operation.is_command())
    else {
        return;
    };
    let end: &[u8] =
        random.pick(&[&b"\n"[..], b"\r\n", b"\n\r", b"\r\r"]).copied().unwrap_or(b"\n");
    let mut octets = operation.octets();
    octets.truncate(operation::LINE_OCTETS_MAX - end.len());
    *operation = Operation::Octets([octets.as_slice(), end].concat());
}

fn tick(operations: &mut Vec<Operation>, place: usize, random: &mut Random) {
    let millis = random.pick(&[0, 30, 600, 2_000, 11_000, 3_700_000]).copied().unwrap_or(0);
    operations.insert(place, Operation::Tick(millis));
}

fn push(operations: &mut Vec<Operation>, place: usize, random: &mut Random) {
    let kind = random.pick(&Push::ALL).copied().unwrap_or(Push::Plain);
    operations.insert(place, Operation::Push(kind));
}

fn truncate(operations: &mut [Operation], place: usize, random: &mut Random) {
    change(operations, place, |octets| octets.truncate(random.below(octets.len())));
}

fn case(operations: &mut [Operation], place: usize, random: &mut Random) {
    change(operations, place, |octets| {
        let start = random.below(octets.len());
        for octet in octets.iter_mut().skip(start) {
            *octet = if octet.is_ascii_uppercase() {
                octet.to_ascii_lowercase()
            } else {
                octet.to_ascii_uppercase()
            };
        }
    });
}

/// The quotes of the printed document.
fn curly_quotes(operations: &mut [Operation], place: usize) {
    change(operations, place, |octets| {
        let text = String::from_utf8_lossy(octets).replace('"', "\u{201D}");
        *octets = text.into_bytes();
    });
}

/// A number for a string, and the other way round.
fn type_swap(operations: &mut [Operation], place: usize, random: &mut Random) {
    change_argument(operations, place, random, |argument, _| {
        if argument.starts_with('"') { "1".to_owned() } else { "\"a\"".to_owned() }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{parse, print};

    const TEXT: &str = "send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"TEXT\",5,\"t1.txt\"\ndata Hello\nsend AT+CMMSRECP=\"1\"\n";

    #[test]
    fn a_mutant_is_a_transcript_and_the_seed_decides_it() {
        let vocabulary = Vocabulary::new();
        let mut mutants = std::collections::BTreeSet::new();
        for seed in 0..2_000 {
            let text = mutate_text(TEXT.as_bytes(), seed, &vocabulary);
            assert_eq!(text, mutate_text(TEXT.as_bytes(), seed, &vocabulary));
            assert_eq!(print(&parse(&text).unwrap()), text);
            mutants.insert(text);
        }
        assert!(mutants.len() > 1_000, "{}", mutants.len());
        for part in [
            "tick ",
            "push ",
            "\\xE2\\x80\\x9D",
            "raw AT+CMMSEDIT=1\\n",
            "4294967296",
            "AT+CMMSEDIT=\"a\"",
        ] {
            assert!(mutants.iter().any(|mutant| mutant.contains(part)), "{part}");
        }
        let full = "send AT+CMMSRECP=\"1\"\n".repeat(9);
        assert!(mutants.iter().any(|mutant| mutant.contains(&full)));
    }

    #[test]
    fn transcripts_do_not_grow_without_bound() {
        let vocabulary = Vocabulary::new();
        let mut operations = parse(TEXT).unwrap();
        for seed in 0..3_000 {
            operations = mutate(&operations, seed, &vocabulary);
            assert!(operations.len() <= OPERATIONS_MAX);
        }
        assert!(!mutate(&[], 1, &vocabulary).is_empty());
    }
}

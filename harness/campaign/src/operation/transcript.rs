//! The text form of operations: one a line, printed in one way only.

use super::{
    MmscAnswer, Operation, PACE_MILLIS_MAX, PACE_OCTETS_MAX, PAYLOAD_OCTETS_MAX, Push, Relation,
    TICK_MILLIS_MAX, escape, unescape,
};

/// Operations of one transcript at most.
pub const OPERATIONS_MAX: usize = 10_000;
/// Octets of a command line, or of octets as they are, at most.
pub const LINE_OCTETS_MAX: usize = 4_096;
/// From how many equal octets on a payload is printed as a number and an octet.
const FILL_OCTETS_MIN: usize = 16;

/// Why a text is no transcript.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// A line begins with a word that names no operation.
    #[error("line {line}: no operation is named {word:?}")]
    UnknownOperation {
        /// Number of the line, from 1.
        line: usize,
        /// The word.
        word: String,
    },
    /// What follows the word is wrong.
    #[error("line {line}: {word} takes {takes}")]
    WrongArgument {
        /// Number of the line, from 1.
        line: usize,
        /// The word.
        word: &'static str,
        /// What it takes.
        takes: &'static str,
    },
    /// There are too many operations.
    #[error("line {line}: more than {OPERATIONS_MAX} operations")]
    TooLong {
        /// Number of the first line that is too many.
        line: usize,
    },
}

/// The words with what they take.
const WORDS: &[(&str, &str)] = &[
    ("send", "a command line of 1 to 4096 octets without carriage return"),
    ("data", "octets, with \\r, \\n, \\\\ and \\xNN for what is not printable"),
    ("fill", "a number from 0 to 1048576, a blank, and one octet"),
    ("raw", "1 to 4096 octets, with \\r, \\n, \\\\ and \\xNN for what is not printable"),
    ("tick", "a number of milliseconds from 0 to 86400000"),
    ("pace", "a number of octets from 0 to 4096, a blank, and milliseconds from 0 to 1000"),
    ("mmsc", "a behaviour, such as accept, status 503 or refuse E1"),
    ("push", "plain, hidden or half"),
    ("power-cycle", "nothing"),
    ("again", "lower-case, blanks, octet-by-octet, echo, error-level, joined or looking"),
];

/// Reads a transcript.
///
/// # Errors
///
/// [`TranscriptError`], with the number of the first line that is wrong.
pub fn parse(text: &str) -> Result<Vec<Operation>, TranscriptError> {
    let mut operations = Vec::new();
    for (index, content) in text.lines().enumerate() {
        if let Some(operation) = parse_line(content, index + 1)? {
            if operations.len() == OPERATIONS_MAX {
                return Err(TranscriptError::TooLong { line: index + 1 });
            }
            operations.push(operation);
        }
    }
    Ok(operations)
}

/// The operations of the lines that can be read, for inputs that a fuzzer has cut and joined.
#[must_use]
pub fn parse_leniently(octets: &[u8]) -> Vec<Operation> {
    let lines = octets.split(|octet| *octet == b'\n').filter_map(|line| str::from_utf8(line).ok());
    lines.filter_map(|line| parse_line(line, 1).ok().flatten()).take(OPERATIONS_MAX).collect()
}

fn parse_line(content: &str, line: usize) -> Result<Option<Operation>, TranscriptError> {
    let content = content.trim_end_matches(['\r', ' ']);
    if content.is_empty() || content.starts_with('#') {
        return Ok(None);
    }
    let (word, rest) = content.split_once(' ').unwrap_or((content, ""));
    let Some((word, takes)) = WORDS.iter().find(|(known, _)| *known == word) else {
        return Err(TranscriptError::UnknownOperation { line, word: word.to_owned() });
    };
    let operation = argument(word, rest);
    operation.map(Some).ok_or(TranscriptError::WrongArgument { line, word, takes })
}

fn argument(word: &str, rest: &str) -> Option<Operation> {
    let short = |octets: &Vec<u8>| (1..=LINE_OCTETS_MAX).contains(&octets.len());
    match word {
        "send" => {
            let octets = unescape(rest).filter(short)?;
            (!octets.contains(&b'\r')).then(|| Operation::line(&octets))
        }
        "data" => {
            let octets = unescape(rest)?;
            (octets.len() <= PAYLOAD_OCTETS_MAX).then_some(Operation::Payload(octets))
        }
        "fill" => {
            let (number, octet) = rest.split_once(' ')?;
            let count = number.parse().ok().filter(|count| *count <= PAYLOAD_OCTETS_MAX)?;
            match unescape(octet)?.as_slice() {
                [octet] => Some(Operation::Payload(vec![*octet; count])),
                _ => None,
            }
        }
        "raw" => unescape(rest).filter(short).map(Operation::Octets),
        "tick" => {
            rest.parse().ok().filter(|millis| *millis <= TICK_MILLIS_MAX).map(Operation::Tick)
        }
        "pace" => {
            let (octets, millis) = rest.split_once(' ')?;
            let octets = octets.parse().ok().filter(|octets| *octets <= PACE_OCTETS_MAX)?;
            let millis = millis.parse().ok().filter(|millis| *millis <= PACE_MILLIS_MAX)?;
            Some(Operation::Pace(octets, millis))
        }
        "mmsc" => MmscAnswer::parse(rest).map(Operation::Mmsc),
        "push" => Push::parse(rest).map(Operation::Push),
        "again" => Relation::parse(rest).map(Operation::Again),
        _ => rest.is_empty().then_some(Operation::PowerCycle),
    }
}

/// Writes a transcript; [`parse`] gives the same operations back.
#[must_use]
pub fn print(operations: &[Operation]) -> String {
    operations.iter().map(|operation| format!("{operation}\n")).collect()
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Command(line) => write!(f, "send {}", escape(line.to_string().as_bytes())),
            Self::Line(octets) => write!(f, "send {}", escape(octets)),
            Self::Octets(octets) => write!(f, "raw {}", escape(octets)),
            Self::Payload(octets) => match octets.split_first() {
                None => f.write_str("data"),
                Some((first, rest))
                    if octets.len() >= FILL_OCTETS_MIN
                        && rest.iter().all(|octet| octet == first) =>
                {
                    write!(f, "fill {} {}", octets.len(), escape(&[*first]))
                }
                Some(_) => write!(f, "data {}", escape(octets)),
            },
            Self::Tick(millis) => write!(f, "tick {millis}"),
            Self::Pace(octets, millis) => write!(f, "pace {octets} {millis}"),
            Self::Mmsc(answer) => write!(f, "mmsc {}", answer.print()),
            Self::Push(kind) => write!(f, "push {}", kind.print()),
            Self::PowerCycle => f.write_str("power-cycle"),
            Self::Again(relation) => write!(f, "again {}", relation.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"TEXT\",5,\"t.txt\"\ndata a\\r\\xFFb\\x20\n\
        fill 600 \\x00\ndata\nsend ATE0\nraw AT\\r\\n\ntick 1500\npace 3 20\nmmsc status 503\nmmsc half\npush plain\npower-cycle\nagain joined\n";

    #[test]
    fn a_transcript_is_printed_as_it_was_read() {
        let operations = parse(TEXT).unwrap();
        assert_eq!(operations.len(), 14);
        assert_eq!(print(&operations), TEXT);
        assert_eq!(parse(&format!("# why\n\n{TEXT}\n")).unwrap(), operations);
        assert_eq!(parse_leniently(format!("nonsense\n{TEXT}\u{FF}").as_bytes()), operations);
    }

    #[rstest::rstest]
    #[case("tick x", "line 1: tick takes a number of milliseconds from 0 to 86400000")]
    #[case("tick 1\njump", "line 2: no operation is named \"jump\"")]
    #[case(
        "send AT\\rAT",
        "line 1: send takes a command line of 1 to 4096 octets without carriage return"
    )]
    #[case("send", "line 1: send takes a command line of 1 to 4096 octets without carriage return")]
    #[case("fill 16 ab", "line 1: fill takes a number from 0 to 1048576, a blank, and one octet")]
    #[case(
        "pace 3",
        "line 1: pace takes a number of octets from 0 to 4096, a blank, and milliseconds from 0 to 1000"
    )]
    #[case("power-cycle now", "line 1: power-cycle takes nothing")]
    #[case(
        "again aloud",
        "line 1: again takes lower-case, blanks, octet-by-octet, echo, error-level, joined or looking"
    )]
    #[case("mmsc nice", "line 1: mmsc takes a behaviour, such as accept, status 503 or refuse E1")]
    fn errors_name_the_line(#[case] text: &str, #[case] message: &str) {
        assert_eq!(parse(text).unwrap_err().to_string(), message);
    }

    #[test]
    fn whatever_can_be_read_is_printed_in_one_way() {
        let mut random = crate::random::Random::new(5);
        for _ in 0..3_000 {
            let mut octets = TEXT.as_bytes().to_vec();
            for _ in 0..random.between(1, 12) {
                let place = random.below(octets.len());
                octets[place] = u8::try_from(random.below(256)).unwrap();
            }
            let operations = parse_leniently(&octets);
            let printed = print(&operations);
            assert_eq!(parse(&printed).as_ref(), Ok(&operations), "{printed}");
            assert_eq!(print(&parse(&printed).unwrap()), printed);
        }
    }

    #[test]
    fn a_transcript_is_bounded() {
        let text = "tick 1\n".repeat(OPERATIONS_MAX + 1);
        assert_eq!(parse(&text), Err(TranscriptError::TooLong { line: OPERATIONS_MAX + 1 }));
        assert_eq!(parse_leniently(text.as_bytes()).len(), OPERATIONS_MAX);
    }
}

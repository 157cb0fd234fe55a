//! `command_parse`: the fast parser of command lines against the slow one.
//!
//! The input is what a TE sends: octets out of which a line reader finds lines. The rest of the input after its last
//! CR counts as a line too, so that an input needs no line end.

use at_codec::slow_parser::{self, SlowLine};
use at_codec::{Commands, LineEvent, LineReader, Registers};

/// Octets of a line that the reader keeps.
const LINE_OCTETS_MAX: usize = 1024;

/// Reads command lines out of the octets, each with both parsers.
///
/// # Panics
///
/// When the parsers disagree about the commands of a line or about whether it is well formed, when an offset does not
/// lie in the line, or when the reader keeps more than its limit or passes on a line without the prefix.
pub fn command_parse(data: &[u8]) {
    compare(data);
    let registers = Registers::default();
    let mut reader = LineReader::new(LINE_OCTETS_MAX);
    for octet in data.iter().chain(b"\r") {
        if let Some(LineEvent::Line(line)) = reader.push(*octet, registers) {
            assert!(line.len() <= LINE_OCTETS_MAX, "a line of {} octets passed", line.len());
            assert!(has_prefix(&line), "a line without AT passed");
            compare(&line);
        }
    }
    assert!(reader.is_empty(), "a line is left after CR");
}

fn has_prefix(line: &[u8]) -> bool {
    line.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case(b"AT"))
}

fn compare(line: &[u8]) {
    assert_eq!(
        SlowLine::of(Commands::new(line)),
        slow_parser::parse(line),
        "fast (left), slow (right)"
    );
    for command in Commands::new(line) {
        match command {
            Ok(command) => assert!(command.offset < line.len(), "offset outside the line"),
            Err(error) => assert!(error.offset() <= line.len(), "offset outside the line"),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{command_parse, has_prefix};

    #[rstest]
    #[case(b"AT", true)]
    #[case(b"at+x", true)]
    #[case(b"A", false)]
    #[case(b"TA", false)]
    fn prefixes(#[case] line: &[u8], #[case] expected: bool) {
        assert_eq!(has_prefix(line), expected);
    }

    #[test]
    fn runs_over_lines_with_and_without_cr() {
        command_parse(b"AT+CMMSEDIT=1\rAT+X=\"\nATE0V1");
        command_parse(b"");
    }
}

//! Command lines out of the octets that a TE sends: V.250 5.2.

use alloc::vec::Vec;

use crate::Registers;

/// Finds command lines in a stream of octets, one octet at a time.
///
/// Octets before the prefix `AT` (in any case) are dropped, so a line without it yields nothing, and so is an LF
/// after S3. The data of a prompt is not for this reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReader {
    line_octets_max: usize,
    line: Vec<u8>,
    excess_octets: usize,
}

/// What a TE has completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineEvent {
    /// A line that starts with `AT` as the TE spelt it, edited, without S3.
    Line(Vec<u8>),
    /// `A/`: the previous line again. Needs no S3.
    Repeat,
    /// S3 after a line longer than the limit.
    TooLong,
}

impl LineReader {
    /// Creates a reader for lines of at most `line_octets_max` octets, prefix included, S3 not.
    pub const fn new(line_octets_max: usize) -> Self {
        Self { line_octets_max, line: Vec::new(), excess_octets: 0 }
    }

    /// Takes one octet.
    pub fn push(&mut self, octet: u8, registers: Registers) -> Option<LineEvent> {
        if octet == registers.s3 {
            return self.end();
        }
        if octet == registers.s5 {
            self.edit();
            return None;
        }
        match (self.line.as_slice(), octet) {
            ([], b'A' | b'a') | ([_], b'T' | b't') => self.line.push(octet),
            ([], _) => {}
            ([_], b'A' | b'a') => self.line = Vec::from([octet]),
            ([_], b'/') => {
                self.clear();
                return Some(LineEvent::Repeat);
            }
            ([_], _) => self.clear(),
            (line, _) if line.len() < self.line_octets_max => self.line.push(octet),
            _ => self.excess_octets = self.excess_octets.saturating_add(1),
        }
        None
    }

    /// Drops a partial line.
    pub fn clear(&mut self) {
        self.line.clear();
        self.excess_octets = 0;
    }

    /// Whether no partial line is held.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    fn end(&mut self) -> Option<LineEvent> {
        let too_long = core::mem::take(&mut self.excess_octets) > 0;
        let line = core::mem::take(&mut self.line);
        match (too_long, line.len()) {
            (true, _) => Some(LineEvent::TooLong),
            (false, 0 | 1) => None,
            (false, _) => Some(LineEvent::Line(line)),
        }
    }

    /// Deletes the last octet; those past the limit were counted, not kept, and go first.
    fn edit(&mut self) {
        if self.excess_octets > 0 {
            self.excess_octets = self.excess_octets.saturating_sub(1);
        } else {
            self.line.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use rstest::rstest;

    use super::{LineEvent, LineReader};
    use crate::Registers;

    const LINE_OCTETS_MAX: usize = 12;

    fn events(octets: &[u8], registers: Registers) -> Vec<LineEvent> {
        let mut reader = LineReader::new(LINE_OCTETS_MAX);
        octets.iter().filter_map(|octet| reader.push(*octet, registers)).collect()
    }

    fn line(text: &[u8]) -> LineEvent {
        LineEvent::Line(text.to_vec())
    }

    #[rstest]
    #[case::s3_ends(b"AT\r", &[line(b"AT")])]
    #[case::lf_after_s3_is_dropped(b"AT\r\nATE0\r\n", &[line(b"AT"), line(b"ATE0")])]
    #[case::prefix_in_any_case(b"at\rAt\raT\r", &[line(b"at"), line(b"At"), line(b"aT")])]
    #[case::octets_before_the_prefix(b"\x00\x1AxAATE0\r", &[line(b"ATE0")])]
    #[case::no_prefix(b"A\rhello\rT\r\r", &[])]
    #[case::prefix_restarts(b"AXAT\r", &[line(b"AT")])]
    #[case::repeat_needs_no_s3(b"A/a/", &[LineEvent::Repeat, LineEvent::Repeat])]
    #[case::repeat_inside_a_line_is_text(b"ATA/\r", &[line(b"ATA/")])]
    #[case::s5_deletes(b"ATX\x08E0\r", &[line(b"ATE0")])]
    #[case::s5_deletes_the_prefix(b"AT\x08TE\x08\x08\x08\x08ATZ\r", &[line(b"ATZ")])]
    #[case::s5_at_the_start(b"\x08\x08AT\r", &[line(b"AT")])]
    #[case::s5_makes_a_repeat(b"AT\x08/", &[LineEvent::Repeat])]
    #[case::as_long_as_allowed(b"AT0123456789\r", &[line(b"AT0123456789")])]
    #[case::one_too_long(b"AT0123456789a\rAT\r", &[LineEvent::TooLong, line(b"AT")])]
    #[case::s5_takes_the_excess_back(b"AT0123456789ab\x08\x08\r", &[line(b"AT0123456789")])]
    #[case::quotes_do_not_hold_s3(b"AT\"\r\"\r", &[line(b"AT\"")])]
    fn lines_of_v250_5_2(#[case] octets: &[u8], #[case] expected: &[LineEvent]) {
        assert_eq!(events(octets, Registers::default()), expected);
    }

    #[test]
    fn registers_are_obeyed() {
        let registers = Registers { s3: b'#', s4: b'\n', s5: b'<' };
        assert_eq!(events(b"ATX<\r\x08E#", registers), [line(b"AT\r\x08E")]);
    }

    #[test]
    fn clear_forgets_the_excess_too() {
        let registers = Registers::default();
        let mut reader = LineReader::new(2);
        for octet in *b"ATX" {
            assert_eq!(reader.push(octet, registers), None);
        }
        assert!(!reader.is_empty());
        reader.clear();
        assert!(reader.is_empty());
        assert_eq!(reader.push(b'\r', registers), None);
    }
}

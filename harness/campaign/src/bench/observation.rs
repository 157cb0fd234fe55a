//! What one operation led to, as the TE and the MMSC saw it.

use std::time::Duration;

use mock_mmsc::Exchange;
use sim7100_model::Event;

use crate::operation::Operation;

/// What came back in one step.
#[derive(Debug, Clone, Default)]
pub struct Observation {
    /// Octets to the TE, in order.
    pub te: Vec<u8>,
    /// How many of them had come when the answer was complete.
    pub answer_octets: usize,
    /// Whether octets for the TA were sent at all.
    pub is_sent: bool,
    /// From the last octet sent to the end of the answer; none when no answer ended.
    pub latency: Option<Duration>,
    /// The clock at the beginning of the step.
    pub began: Duration,
    /// The clock when the first octets came.
    pub first: Option<Duration>,
    /// The clock at the end of the step.
    pub at: Duration,
    /// What reached the MMSC.
    pub captures: Vec<Capture>,
    /// Answers to commands, where the target tells them.
    pub answers: Vec<Event>,
}

impl Observation {
    /// What the module said of itself. Data mode may be echoed too, which the reader cannot tell from text.
    pub(crate) fn without_echo(&self, operation: &Operation) -> &[u8] {
        if !self.is_sent {
            return &self.te;
        }
        let mut sent = operation.octets();
        if operation.is_command() {
            sent.push(b'\r');
        }
        let rest = self.te.strip_prefix(sent.as_slice());
        // Some modules prompt without a line of its own.
        let is_whole =
            |rest: &&[u8]| rest.is_empty() || rest.starts_with(b"\r\n") || rest.starts_with(b">");
        rest.filter(is_whole).unwrap_or(&self.te)
    }
}

/// One request that reached the MMSC.
#[derive(Debug, Clone)]
pub struct Capture {
    /// The request with all that the mock MMSC knows of it.
    pub exchange: Exchange,
}

impl Capture {
    /// The body of a POST.
    #[must_use]
    pub fn pdu(&self) -> &[u8] {
        &self.exchange.request.body
    }
}

/// How an answer ends, as far as its last line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TeAnswer {
    /// `OK`, or 0 in numbers.
    Ok,
    /// The prompt.
    Prompt,
    /// `ERROR`, or another number, or an error told in words.
    Error,
    /// `+CME ERROR` with this number.
    Code(u16),
    /// Nothing that ends an answer.
    None,
}

impl TeAnswer {
    /// The first that ends an answer, wherever it stands in the octets.
    #[must_use]
    pub fn of(octets: &[u8]) -> Self {
        let mut rest = octets;
        loop {
            let end = rest.iter().position(|octet| matches!(octet, b'\r' | b'\n'));
            let (line, tail) = rest.split_at(end.unwrap_or(rest.len()));
            match Self::of_line(line, end.is_some()) {
                Self::None => {}
                answer => return answer,
            }
            match tail.split_first() {
                Some((_, tail)) => rest = tail,
                None => return Self::None,
            }
        }
    }

    fn of_line(line: &[u8], is_ended: bool) -> Self {
        match line {
            b">" | b"> " if !is_ended => Self::Prompt,
            _ if !is_ended => Self::None,
            b"OK" | b"0" => Self::Ok,
            b"ERROR" | b"4" => Self::Error,
            _ => {
                let Some(code) = line.strip_prefix(b"+CME ERROR:") else { return Self::None };
                let code = str::from_utf8(code).ok().and_then(|code| code.trim().parse().ok());
                code.map_or(Self::Error, Self::Code)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(b"\r\nOK\r\n", TeAnswer::Ok)]
    #[case(b"\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n", TeAnswer::Ok)]
    #[case(b"\r\nOK\r\n\r\n+CMMSSEND: 190\r\n", TeAnswer::Ok)]
    #[case(b"\r\n+CME ERROR: 177\r\n", TeAnswer::Code(177))]
    #[case(b"\r\n+CME ERROR: Invalid parameter\r\n", TeAnswer::Error)]
    #[case(b"\r\n>", TeAnswer::Prompt)]
    #[case(b"> ", TeAnswer::Prompt)]
    #[case(b"\r\n>\r\n+CME ERROR: 177\r\n", TeAnswer::Code(177))]
    #[case(b"0\r", TeAnswer::Ok)]
    #[case(b"\r\n+CMMSSEND: 0\r\n", TeAnswer::None)]
    #[case(b"\r\nO", TeAnswer::None)]
    #[case(b"", TeAnswer::None)]
    fn answers(#[case] octets: &[u8], #[case] expected: TeAnswer) {
        assert_eq!(TeAnswer::of(octets), expected);
    }
}

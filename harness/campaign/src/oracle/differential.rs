//! The reference does the same and is compared through an abstraction map.
//!
//! The map keeps what the document settles: lines and their order, the octets of files, the PDUs with their fields in
//! order. It takes out what a module may choose: transaction ids, dates and times, and how fast it is within a class.

use std::fmt::Write as _;
use std::time::Duration;

use mock_mmsc::dissect::dissect;

use super::{Discovery, OracleKind};
use crate::bench::{Capture, Observation};
use crate::operation::escape;

/// Upper ends of the latency classes.
const CLASSES: [Duration; 4] = [
    Duration::from_millis(50),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(5),
];
/// Header fields whose values a module chooses.
const CHOSEN: [&str; 3] = ["X-Mms-Transaction-Id", "Date", "Message-ID"];

/// Compares two observations of one step; `None` where they agree.
#[must_use]
pub fn compare(step: usize, expected: &Observation, seen: &Observation) -> Option<Discovery> {
    let late = |limit, expected: String, seen: String| {
        let oracle = OracleKind::Differential;
        Some(Discovery { oracle, requirement: None, step, limit, expected, seen })
    };
    let found = |expected, seen| late(None, expected, seen);
    if expected.te != seen.te && abstract_te(&expected.te) != abstract_te(&seen.te) {
        return found(escape(&expected.te), escape(&seen.te));
    }
    let classes = [expected, seen].map(|observation| class(observation.latency));
    if let [Some(quick), Some(slow)] = classes
        && quick != slow
    {
        let limit = CLASSES.get(quick).copied().filter(|_| slow > quick);
        return late(limit, format!("latency class {quick}"), format!("latency class {slow}"));
    }
    let [wanted, got] = [expected, seen].map(|observation| observation.captures.as_slice());
    let differs = wanted.len() != got.len()
        || wanted.iter().zip(got).any(|(wanted, got)| differ(wanted, got));
    if differs {
        return found(requests(wanted), requests(got));
    }
    None
}

fn differ(wanted: &Capture, got: &Capture) -> bool {
    wanted.exchange.request.method != got.exchange.request.method
        || wanted.exchange.request.target != got.exchange.request.target
        || (wanted.pdu() != got.pdu() && fields(wanted.pdu()) != fields(got.pdu()))
}

/// The number of the latency class, from 0.
#[must_use]
pub fn class(latency: Option<Duration>) -> Option<usize> {
    latency.map(|latency| CLASSES.iter().take_while(|end| latency > **end).count())
}

/// The octets without the time of a message.
pub(super) fn abstract_te(octets: &[u8]) -> Vec<u8> {
    let mut kept = octets.to_vec();
    for window in kept.as_mut_slice().chunk_by_mut(|_, next| *next != b'"') {
        if is_time(window) {
            for octet in window.iter_mut().filter(|octet| octet.is_ascii_digit()) {
                *octet = b'0';
            }
        }
    }
    kept
}

/// `"2024-01-01 00:00:00` after an opening quote.
fn is_time(text: &[u8]) -> bool {
    let form = b"\"dddd-dd-dd dd:dd:dd";
    text.len() == form.len()
        && text.iter().zip(form).all(|(octet, form)| match form {
            b'd' => octet.is_ascii_digit(),
            _ => octet == form,
        })
}

/// The fields of a PDU in order; values that a module chooses are left out.
fn fields(pdu: &[u8]) -> Vec<(String, Vec<u8>)> {
    let dissection = dissect(pdu);
    let field = |field: &mock_mmsc::dissect::Field| {
        let is_chosen = CHOSEN.iter().any(|name| field.name.eq_ignore_ascii_case(name));
        let raw = if is_chosen { Vec::new() } else { field.raw(&dissection.octets).to_vec() };
        (field.name.to_string(), raw)
    };
    dissection.fields.iter().map(field).collect()
}

/// What two equal requests to the MMSC have in common.
pub(super) fn request_key(capture: &Capture) -> String {
    let request = &capture.exchange.request;
    let mut key = format!("{} {}", request.method, request.target);
    for (name, raw) in fields(capture.pdu()) {
        // Writing into a string cannot fail.
        let _ = write!(key, " {name}={}", escape(&raw));
    }
    key
}

pub(super) fn requests(captures: &[Capture]) -> String {
    let one = |capture: &Capture| {
        let request = &capture.exchange.request;
        format!("{} {} {}", request.method, request.target, escape(capture.pdu()))
    };
    let all: Vec<String> = captures.iter().map(one).collect();
    if all.is_empty() { "no request".to_owned() } else { all.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(te: &[u8], millis: u64) -> Observation {
        let latency = Some(Duration::from_millis(millis));
        Observation { te: te.to_vec(), latency, ..Observation::default() }
    }

    #[rstest::rstest]
    #[case(b"\r\nOK\r\n", b"\r\nOK\r\n", true)]
    #[case(b"\r\nOK\r\n", b"OK\r\n", false)]
    #[case(b"\"2024-01-01 00:00:00\",\"\"", b"\"2025-11-12 10:00:59\",\"\"", true)]
    #[case(b"\"2024-01-01 00:00:00\",\"1\"", b"\"2024-01-01 00:00:00\",\"2\"", false)]
    fn octets_are_compared_without_times(
        #[case] wanted: &[u8],
        #[case] got: &[u8],
        #[case] agrees: bool,
    ) {
        assert_eq!(compare(0, &said(wanted, 0), &said(got, 20)).is_none(), agrees);
    }

    #[test]
    fn latencies_are_compared_by_class() {
        assert!(compare(0, &said(b"", 0), &said(b"", 50)).is_none());
        assert!(compare(0, &said(b"", 0), &said(b"", 51)).is_some());
    }
}

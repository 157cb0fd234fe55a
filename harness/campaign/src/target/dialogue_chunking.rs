//! `dialogue_chunking`: what a module does never depends on how the octets of the TE were cut.
//!
//! ```text
//! input = size, transcript
//! size    one octet: bits 0 to 4, octets of a piece less one
//! ```

use std::time::Duration;

use super::dialogue::{self, operations, perform};
use crate::bench::{Bench, Observation, Pacing, Session, TargetError};
use crate::operation::Operation;

/// Performs the operations whole, in pieces of one size, and octet by octet, all without a pause.
///
/// # Panics
///
/// When octets for the TE, their time, what reached the MMSC or the answers to commands differ between the three.
pub fn dialogue_chunking(data: &[u8]) {
    let Some((size, transcript)) = data.split_first() else { return };
    let size = usize::from(size & 0x1F) + 1;
    let mut operations = operations(transcript);
    operations.retain(|operation| !is_like_a_prompt(operation));
    let failed = compared(&operations, size);
    assert!(failed.is_ok(), "the bench in memory failed: {failed:?}");
}

/// Whether the echo begins a line as a prompt does. While the rest is on its way the bench takes it for one.
fn is_like_a_prompt(operation: &Operation) -> bool {
    let octets = operation.octets();
    octets.split(|octet| matches!(octet, b'\r' | b'\n')).any(|line| line.starts_with(b">"))
}

fn compared(operations: &[Operation], size: usize) -> Result<(), TargetError> {
    let mut whole = dialogue::session();
    let (mut pieces, mut octets) = (paced(size), paced(1));
    for operation in operations {
        let expected = perform(&mut whole, operation)?;
        for session in [&mut pieces, &mut octets] {
            let seen = perform(session, operation)?;
            assert_same(operation, &seen, &expected);
        }
    }
    Ok(())
}

fn paced(octets: usize) -> Session<Bench> {
    let mut session = dialogue::session();
    session.pace(Some(Pacing { octets, pause: Duration::ZERO }));
    session
}

fn assert_same(operation: &Operation, pieces: &Observation, whole: &Observation) {
    let said = |seen: &Observation| seen.te.escape_ascii().to_string();
    assert_eq!(said(pieces), said(whole), "said in pieces (left) after {operation}");
    let times = |seen: &Observation| (seen.began, seen.first, seen.latency, seen.at);
    assert_eq!(times(pieces), times(whole), "times in pieces (left) after {operation}");
    assert_eq!(pieces.answers, whole.answers, "answers in pieces (left) after {operation}");
    let sent = |seen: &Observation| -> Vec<Vec<u8>> {
        seen.captures.iter().map(|capture| capture.exchange.request.raw.clone()).collect()
    };
    assert_eq!(sent(pieces), sent(whole), "sent in pieces (left) after {operation}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_over_data_mode_and_two_commands_in_one_write() {
        dialogue_chunking(
            b"\x03send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"\ndata hiAT\\r\nraw AT\\rAT\\r\\nA/\n",
        );
    }

    #[test]
    #[should_panic(expected = "said in pieces")]
    fn an_octet_more_is_noticed() {
        let seen = |te: &[u8]| Observation { te: te.to_vec(), ..Observation::default() };
        assert_same(&Operation::send("AT"), &seen(b"OK"), &seen(b"O"));
    }
}

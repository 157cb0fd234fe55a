//! `journal_state`: a journal of any octets is gone on with or refused with a reason, and what it says survives being
//! torn anywhere and being gone on with.
//!
//! The input is the journal.

use std::io;

use crate::journal::{
    Account, Entry, FoundEntry, Header, Journal, JournalError, State, Store, header, resume,
};

/// Octets of a journal.
const JOURNAL_OCTETS_MAX: usize = 4_096;
/// Places at which one journal is torn.
const TEARS_MAX: usize = 32;

/// Reads the journal, tears it, and adds a sequence to it.
///
/// # Panics
///
/// When a refusal has no reason or names a line that is not there, when another campaign may go on with the journal, when
/// the whole lines alone say something else, when a torn journal is refused or has lost a whole line, or when a sequence
/// with a discovery that was added is not read back.
pub fn journal_state(data: &[u8]) {
    let data = data.get(..JOURNAL_OCTETS_MAX).unwrap_or(data);
    let header = match header(data) {
        Ok(header) => header,
        Err(error) => return check_refusal(&error, data),
    };
    let mut other = header.clone();
    other.seed = other.seed.wrapping_add(1);
    assert!(matches!(resume(data, &other), Err(JournalError::OtherCampaign { .. })));
    match resume(data, &header) {
        Err(error) => check_refusal(&error, data),
        Ok((state, whole)) => {
            let lines = data.get(..whole).unwrap_or_default();
            assert!(lines.ends_with(b"\n"), "a torn line counts");
            assert_eq!(resume(lines, &header).ok(), Some((state.clone(), whole)));
            check_torn(lines, &header, &state);
            check_gone_on_with(data, &header, &state);
        }
    }
}

fn check_refusal(error: &JournalError, data: &[u8]) {
    assert!(!error.to_string().is_empty(), "a refusal without a reason");
    if let JournalError::Corrupt { line, .. } = error {
        let lines = data.split(|octet| *octet == b'\n').count();
        assert!((1..=lines).contains(line), "line {line} of {lines}");
    }
}

/// A process that is killed while it writes leaves a torn line, and nothing that was whole is lost.
fn check_torn(lines: &[u8], header: &Header, whole: &State) {
    let step = (lines.len() / TEARS_MAX).max(1);
    let mut last = State::default();
    for end in (0..=lines.len()).step_by(step) {
        let torn = lines.get(..end).unwrap_or_default();
        let state = resume(torn, header);
        assert!(state.is_ok(), "torn at {end} it is refused: {state:?}");
        let Ok((state, octets)) = state else { return };
        let left = torn.get(octets..).unwrap_or_default();
        assert!(!left.contains(&b'\n'), "a whole line does not count");
        assert!(last.next <= state.next && state.next <= whole.next, "sequences out of order");
        assert!(state.found.starts_with(&last.found), "a discovery is lost");
        assert!(whole.found.starts_with(&state.found), "discoveries in another order");
        last = state;
    }
}

/// A journal in memory.
struct Memory<'a>(&'a mut Vec<u8>);

impl Store for Memory<'_> {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.0.clone())
    }

    fn truncate(&mut self, octets: u64) -> io::Result<()> {
        self.0.truncate(usize::try_from(octets).unwrap_or(usize::MAX));
        Ok(())
    }

    fn append(&mut self, octets: &[u8], _: bool) -> io::Result<()> {
        self.0.extend_from_slice(octets);
        Ok(())
    }
}

/// The sequence that is next is begun, finds what an earlier one found, and ends.
fn check_gone_on_with(data: &[u8], header: &Header, state: &State) {
    if state.next == u64::MAX {
        return;
    }
    let mut octets = data.to_vec();
    let written = gone_on_with(&mut octets, header, state);
    assert!(written.is_ok(), "{written:?}");
    let again = resume(&octets, header);
    assert!(again.is_ok(), "what was added is refused: {again:?}");
    let Ok((again, whole)) = again else { return };
    assert_eq!(whole, octets.len(), "whole lines (left)");
    assert_eq!((again.next, again.is_again), (state.next + 1, false), "the sequence after it");
    assert_eq!(again.commands, state.commands, "commands");
    let is_there = again.found.starts_with(&state.found);
    assert!(is_there && again.found.len() >= state.found.len(), "a discovery is lost");
    if let Some(found) = found(state) {
        assert!(again.found.contains(&found), "{found:?} is not read back");
    }
}

fn found(state: &State) -> Option<FoundEntry> {
    state.found.first().map(|found| FoundEntry { sequence: state.next, ..found.clone() })
}

fn gone_on_with(octets: &mut Vec<u8>, header: &Header, state: &State) -> Result<(), JournalError> {
    let sequence = state.next;
    let (mut journal, opened) = Journal::open(Memory(octets), header)?;
    assert_eq!(opened, *state, "opened (left), read (right)");
    journal.write(&Entry::Begin { sequence })?;
    if let Some(found) = found(state) {
        journal.write(&Entry::Found(Box::new(found)))?;
    }
    let account = Box::new(Account::default());
    journal.write(&Entry::End { sequence, account })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_over_a_journal_and_its_truncations() {
        let header = Header { seed: 7, profile: "sim7100".to_owned() };
        let mut octets = Vec::new();
        gone_on_with(&mut octets, &header, &State::default()).unwrap();
        octets.extend_from_slice(b"begin 1\nend 1 torn");
        for end in 0..=octets.len() {
            journal_state(&octets[..end]);
        }
        octets.extend_from_slice(b"\n");
        assert!(matches!(resume(&octets, &header), Err(JournalError::Corrupt { line: 5, .. })));
        journal_state(&octets);
    }

    #[test]
    #[should_panic(expected = "line 9 of 1")]
    fn a_line_that_is_not_there_is_noticed() {
        let error = crate::journal::EntryError::Header;
        check_refusal(&JournalError::Corrupt { line: 9, error }, b"x");
    }
}

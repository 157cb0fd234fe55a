//! Mutators that know the form of an input. A mutant depends on the input and the seed alone; there is none where octets are
//! changed best.
//!
//! Each is a function of its own, so that the program of a target holds only the one that it uses.

mod pdu;
mod transcript;

use super::scenario_yaml::TRANSCRIPT;

/// A PDU field by field.
#[must_use]
pub fn mutate_pdu(data: &[u8], seed: u64) -> Option<Vec<u8>> {
    Some(pdu::mutate(data, seed))
}

/// A transcript line by line.
#[must_use]
pub fn mutate_transcript(data: &[u8], seed: u64) -> Option<Vec<u8>> {
    Some(transcript::mutate(data, 0, seed))
}

/// A transcript behind one octet.
#[must_use]
pub fn mutate_headed_transcript(data: &[u8], seed: u64) -> Option<Vec<u8>> {
    Some(transcript::mutate(data, 1, seed))
}

/// A transcript behind faults: how many, and three octets for each.
#[must_use]
pub fn mutate_faulty_transcript(data: &[u8], seed: u64) -> Option<Vec<u8>> {
    let count = data.first().map_or(0, |count| usize::from(count & 0x07));
    Some(transcript::mutate(data, 1 + 3 * count, seed))
}

/// A transcript for a scenario; none for a scenario.
#[must_use]
pub fn mutate_scenario(data: &[u8], seed: u64) -> Option<Vec<u8>> {
    let text = data.strip_prefix(TRANSCRIPT)?;
    Some([TRANSCRIPT, &transcript::mutate(text, 0, seed)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutator_keeps_the_form() {
        let mutant = mutate_scenario(b"# transcript\nsend AT\n", 1).unwrap();
        assert!(mutant.starts_with(TRANSCRIPT));
        assert_eq!(mutate_scenario(b"steps:", 1), None);
        assert!(!mutate_headed_transcript(b"", 3).unwrap().is_empty());
        // Two faults.
        assert!(mutate_faulty_transcript(b"\x02abcdefsend AT\n", 3).unwrap().len() >= 7);
    }
}

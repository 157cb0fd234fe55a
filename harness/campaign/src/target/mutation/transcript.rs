//! Transcripts line by line, with octets in front of them that are no text.

use std::sync::OnceLock;

use crate::generator::Vocabulary;
use crate::mutator::mutate_text;
use crate::random::Random;

/// How seldom the octets in front are changed.
const HEAD_ONE_IN: usize = 4;

/// Mutates what stands behind `head` octets; now and then one of those too.
pub(in super::super) fn mutate(data: &[u8], head: usize, seed: u64) -> Vec<u8> {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    let vocabulary = VOCABULARY.get_or_init(Vocabulary::new);
    let (kept, text) = data.split_at_checked(head).unwrap_or((&[], data));
    let mut octets = kept.to_vec();
    octets.resize(head, 0);
    let mut random = Random::new(seed);
    if random.one_in(HEAD_ONE_IN) {
        let place = random.below(head);
        let [octet, ..] = random.next().to_le_bytes();
        if let Some(old) = octets.get_mut(place) {
            *old = octet;
        }
    }
    octets.extend(mutate_text(text, seed, vocabulary).into_bytes());
    octets
}

#[cfg(test)]
mod tests {
    use super::mutate;

    #[test]
    fn octets_in_front_stay_in_front() {
        let data = b"\x07\xFFsend AT+CMMSEDIT=1\ntick 5\n";
        let mut heads = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let mutant = mutate(data, 2, seed);
            assert_eq!(mutant, mutate(data, 2, seed));
            let (head, text) = mutant.split_at(2);
            assert!(std::str::from_utf8(text).is_ok(), "{}", mutant.escape_ascii());
            heads.insert(head.to_vec());
        }
        assert!(heads.len() > 10, "{heads:?}");
        assert_eq!(mutate(b"", 2, 1)[..2].len(), 2);
    }
}

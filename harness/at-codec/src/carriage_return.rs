//! CR in a run of octets, looked for in eight octets at once.

/// Octets of one word.
const WORD_OCTETS: usize = 8;

/// One in each octet.
const ONES: u64 = u64::from_le_bytes([0x01; WORD_OCTETS]);

/// The greatest bit of each octet.
const HIGH_BITS: u64 = u64::from_le_bytes([0x80; WORD_OCTETS]);

/// CR in each octet.
const CARRIAGE_RETURNS: u64 = u64::from_le_bytes([b'\r'; WORD_OCTETS]);

/// Where the first CR is.
pub(crate) fn position(octets: &[u8]) -> Option<usize> {
    let (words, rest) = octets.as_chunks::<WORD_OCTETS>();
    let mut before = 0_usize;
    for word in words {
        if let Some(found) = position_in_word(*word) {
            return before.checked_add(found);
        }
        before = before.saturating_add(WORD_OCTETS);
    }
    let found = rest.iter().position(|octet| *octet == b'\r')?;
    before.checked_add(found)
}

/// An octet that is CR becomes zero, and of the octets from which one is taken the lowest zero borrows first: what is
/// above it may be marked wrongly, what is below never.
fn position_in_word(word: [u8; WORD_OCTETS]) -> Option<usize> {
    let zeroed = u64::from_le_bytes(word) ^ CARRIAGE_RETURNS;
    let marked = zeroed.wrapping_sub(ONES) & !zeroed & HIGH_BITS;
    let bits = (marked != 0).then(|| marked.trailing_zeros())?;
    usize::try_from(bits).ok()?.checked_div(WORD_OCTETS)
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::{WORD_OCTETS, position};

    /// Among octets of which each differs from CR by one bit, or by all, or is the one above it.
    #[test]
    fn the_first_cr_is_found_wherever_it_is() {
        for other in [0x00, 0x0C, 0x0E, 0x0F, 0x09, 0x05, 0x1D, 0x2D, 0x4D, 0x8D, 0xF2, 0xFF] {
            for length in 0..=3 * WORD_OCTETS + 1 {
                let mut octets = vec![other; length];
                assert_eq!(position(&octets), None, "{length} octets {other:02X}");
                for at in (0..length).rev() {
                    octets[at] = b'\r';
                    assert_eq!(position(&octets), Some(at), "in {length} octets {other:02X}");
                    octets[length - 1] = other;
                }
            }
        }
    }
}

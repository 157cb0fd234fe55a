//! Damage to single octets, drawn from a fixed seed.

/// Draws numbers that are always the same (xorshift64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`, which is not 0.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    fn octet(&mut self) -> u8 {
        self.next().to_le_bytes().first().copied().unwrap_or_default()
    }
}

/// `count` damaged copies of a message, each by what was done and where.
pub(crate) fn mutants(octets: &[u8], count: usize) -> Vec<(String, Vec<u8>)> {
    // The seed must not be 0, and copies of different messages should differ.
    let length = u64::try_from(octets.len()).unwrap_or_default();
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15 ^ length);
    (0..count).map(|_| mutant(&mut draw, octets)).collect()
}

fn mutant(draw: &mut Draw, octets: &[u8]) -> (String, Vec<u8>) {
    let at = draw.below(octets.len());
    let (head, tail) = octets.split_at(at.min(octets.len()));
    let (now, rest) = match tail.split_first() {
        Some((now, rest)) => (*now, rest),
        None => (0, tail),
    };
    let (what, middle) = match draw.below(6) {
        0 => ("bit changed", vec![now ^ (1 << draw.below(8))]),
        1 => ("octet replaced", vec![draw.octet()]),
        2 => ("octet of a length", vec![*pick(draw, &[0x00, 0x01, 0x1E, 0x1F, 0x7F, 0x80, 0xFF])]),
        3 => ("octet inserted", vec![draw.octet(), now]),
        4 => ("octet removed", vec![]),
        _ => ("octet doubled", vec![now, now]),
    };
    (format!("{what} at {at}"), [head, &middle, rest].concat())
}

fn pick<'a>(draw: &mut Draw, all: &'a [u8]) -> &'a u8 {
    all.get(draw.below(all.len())).unwrap_or(&0)
}

//! Octets that an author describes: written out, read from a file, generated or repeated.
//!
//! Files are read when the scenario is; generated octets are made when asked for.

use std::sync::Arc;

use crate::{Captures, Template};

mod octet;
mod read;

pub(crate) use octet::hex;

/// Octets to send or to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// A text, as UTF-8.
    Text(Template),
    /// Octets from hex, base64 or a file.
    Octets(Arc<[u8]>),
    /// Octets of a xorshift32 generator.
    Generated {
        /// Number of octets.
        size: usize,
        /// First state of the generator, not 0.
        seed: u32,
    },
    /// One octet again and again.
    Repeated {
        /// The octet.
        octet: u8,
        /// Number of octets.
        size: usize,
    },
    /// Several payloads, one after the other.
    Concat(Vec<Self>),
}

impl Payload {
    /// The octets, nothing captured.
    #[must_use]
    pub fn octets(&self) -> Vec<u8> {
        self.octets_with(&Captures::new())
    }

    /// The octets, captured values put into the texts.
    #[must_use]
    pub fn octets_with(&self, captures: &Captures) -> Vec<u8> {
        let mut octets = Vec::new();
        self.append(captures, &mut octets);
        octets
    }

    fn append(&self, captures: &Captures, octets: &mut Vec<u8>) {
        match self {
            Self::Text(text) => octets.extend_from_slice(text.resolve(captures).as_bytes()),
            Self::Octets(written) => octets.extend_from_slice(written),
            Self::Generated { size, seed } => octets.extend(Xorshift(*seed).take(*size)),
            Self::Repeated { octet, size } => {
                octets.extend(std::iter::repeat_n(*octet, *size));
            }
            Self::Concat(parts) => {
                for part in parts {
                    part.append(captures, octets);
                }
            }
        }
    }

    /// The number of octets, as far as it is known before anything is captured.
    #[must_use]
    pub fn size_octets(&self) -> usize {
        match self {
            Self::Text(text) => text.resolve(&Captures::new()).len(),
            Self::Octets(written) => written.len(),
            Self::Generated { size, .. } | Self::Repeated { size, .. } => *size,
            Self::Concat(parts) => {
                parts.iter().fold(0, |sum: usize, part| sum.saturating_add(part.size_octets()))
            }
        }
    }
}

/// The xorshift32 generator: the same seed gives the same octets everywhere.
struct Xorshift(u32);

impl Iterator for Xorshift {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        let [low, ..] = self.0.to_le_bytes();
        Some(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_octets_are_the_low_octets_of_xorshift32() {
        // State 1: 1 ^ 1<<13 = 2001; ^ >>17 (0) = 2001; ^ <<5 = 42021 (hex), whose low octet is 21.
        let first = Payload::Generated { size: 3, seed: 1 }.octets();
        assert_eq!(first.first(), Some(&0x21));
        assert_eq!(first.len(), 3);
        assert_ne!(first, Payload::Generated { size: 3, seed: 2 }.octets());
    }

    #[test]
    fn concat_joins_and_counts() {
        let mut captures = Captures::new();
        captures.insert("n", "xy");
        let text = Template::from_segments(vec![crate::template::Segment::Capture("n".to_owned())]);
        let payload = Payload::Concat(vec![
            Payload::Octets(Arc::from([0xFF, 0xFE])),
            Payload::Repeated { octet: 0x41, size: 2 },
            Payload::Text(text),
        ]);
        assert_eq!(payload.octets_with(&captures), [0xFF, 0xFE, 0x41, 0x41, b'x', b'y']);
        assert_eq!(Payload::Repeated { octet: 0, size: 7 }.size_octets(), 7);
    }
}

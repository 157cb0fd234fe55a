//! Sets of header fields, by their octets.

/// A set of header fields that have a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Codes(u64);

impl Codes {
    /// The set of these octets, which are 0x80 to 0xBF.
    pub(super) const fn of(octets: &[u8]) -> Self {
        let mut set = Self(0);
        let mut rest = octets;
        while let [first, behind @ ..] = rest {
            set = set.and(Self(bit(*first)));
            rest = behind;
        }
        set
    }

    /// With those of another set.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without those of another set.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Adds one.
    pub(super) const fn insert(&mut self, octet: u8) {
        self.0 |= bit(octet);
    }

    /// Whether the octet is one of them.
    pub(super) const fn contains(self, octet: u8) -> bool {
        self.0 & bit(octet) != 0
    }

    /// Whether there is none.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The bit of an octet; none of what cannot be a header field.
const fn bit(octet: u8) -> u64 {
    match octet {
        0x80..=0xBF => 1 << (octet & 0x3F),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_go_in_and_out() {
        let mut set = Codes::of(&[0x81, 0xBF]).and(Codes::of(&[0x98]));
        set.insert(0x8C);
        let held: Vec<u8> = (0..=u8::MAX).filter(|octet| set.contains(*octet)).collect();
        assert_eq!(held, [0x81, 0x8C, 0x98, 0xBF]);
        assert_eq!(set.without(Codes::of(&[0x81, 0x8C, 0x98])), Codes::of(&[0xBF]));
        assert!(Codes::of(&[0x41, 0xC0]).is_empty());
    }
}

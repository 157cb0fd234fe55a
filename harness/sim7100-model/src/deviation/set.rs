//! A set of deviations as bits, and its text form in a profile.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::Deviation;
use crate::ProfileError;

/// The text form of the empty set.
const NONE: &str = "none";

/// Which deviations are on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DeviationSet(u64);

impl DeviationSet {
    /// Whether a deviation is in the set.
    pub(crate) const fn has(self, deviation: Deviation) -> bool {
        self.0 & bit(deviation) != 0
    }

    /// Puts a deviation in.
    pub(crate) const fn insert(&mut self, deviation: Deviation) {
        self.0 |= bit(deviation);
    }

    /// The deviations in the set, by number.
    pub(crate) fn iter(self) -> impl Iterator<Item = Deviation> {
        Deviation::all().iter().copied().filter(move |deviation| self.has(*deviation))
    }

    /// Reads names joined by commas, or `none`.
    pub(crate) fn parse(text: &str) -> Result<Self, ProfileError> {
        let mut set = Self::default();
        if text.trim() == NONE {
            return Ok(set);
        }
        for name in text.split(',') {
            set.insert(name.trim().parse()?);
        }
        Ok(set)
    }

    /// Writes what [`parse`](Self::parse) reads.
    pub(crate) fn render(self) -> String {
        if self == Self::default() {
            return NONE.to_owned();
        }
        let names: Vec<_> = self.iter().map(Deviation::name).collect();
        names.join(",")
    }
}

const fn bit(deviation: Deviation) -> u64 {
    1 << deviation.number()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in() {
        for deviation in Deviation::all() {
            let mut set = DeviationSet::default();
            assert!(!set.has(*deviation));
            set.insert(*deviation);
            assert_eq!(set.iter().collect::<Vec<_>>(), [*deviation]);
            assert_eq!(DeviationSet::parse(&set.render()), Ok(set));
        }
    }

    #[rstest::rstest]
    #[case("none", "none")]
    #[case("slow-leak", "slow-leak")]
    #[case("slow-leak, result-twice,slow-leak", "result-twice,slow-leak")]
    fn text_forms(#[case] text: &str, #[case] rendered: &str) {
        assert_eq!(DeviationSet::parse(text).unwrap().render(), rendered);
    }

    #[rstest::rstest]
    #[case("")]
    #[case("slow-leak,")]
    #[case("none,slow-leak")]
    #[case("Slow-Leak")]
    fn what_is_no_set(#[case] text: &str) {
        assert!(matches!(DeviationSet::parse(text), Err(ProfileError::UnknownDeviation { .. })));
    }
}

//! How often each oracle had something to judge: a campaign that never looked has found nothing in vain.

use super::OracleKind;

/// The number of oracles.
const KINDS: usize = OracleKind::ALL.len();

/// Steps in which each oracle had something to judge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looked([u64; KINDS]);

impl Looked {
    /// Counts a step.
    pub fn note(&mut self, kind: OracleKind) {
        self.add(kind, 1);
    }

    /// Counts so many steps.
    pub fn add(&mut self, kind: OracleKind, steps: u64) {
        let place = OracleKind::ALL.iter().position(|(known, _)| *known == kind);
        if let Some(count) = place.and_then(|place| self.0.get_mut(place)) {
            *count = count.saturating_add(steps);
        }
    }

    /// Counts what another counted too.
    pub fn merge(&mut self, other: &Self) {
        for (kind, steps) in other.iter() {
            self.add(kind, steps);
        }
    }

    /// Each oracle with its steps, in the order of [`OracleKind::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (OracleKind, u64)> {
        OracleKind::ALL.iter().zip(self.0).map(|((kind, _), steps)| (*kind, steps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_oracle_is_counted_by_itself() {
        let mut looked = Looked::default();
        looked.note(OracleKind::Size);
        let mut sum = looked;
        sum.add(OracleKind::Capture, 3);
        sum.merge(&looked);
        let seen: Vec<_> = sum.iter().filter(|(_, steps)| *steps > 0).collect();
        assert_eq!(seen, [(OracleKind::Size, 2), (OracleKind::Capture, 3)]);
    }
}

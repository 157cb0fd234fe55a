//! Changes to the octets of an answer, made after they are known: the confirmation of a message, for instance, whose
//! transaction id only the request tells.

use serde::{Deserialize, Serialize};

/// Edits of one answer at most.
pub const EDITS_MAX: usize = 256;

/// One change: at a place, octets go and octets come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Offset in octets; a negative one counts from the end, -1 being the last octet. One beyond either end is that end.
    pub at: i64,
    /// Octets that go, as far as there are any.
    pub remove: usize,
    /// Octets that come in their place.
    pub insert: Vec<u8>,
}

impl Edit {
    /// Makes the change.
    pub fn apply(&self, octets: &mut Vec<u8>) {
        let distance = usize::try_from(self.at.unsigned_abs()).unwrap_or(usize::MAX);
        let start = if self.at < 0 {
            octets.len().saturating_sub(distance)
        } else {
            distance.min(octets.len())
        };
        let end = start.saturating_add(self.remove).min(octets.len());
        octets.splice(start..end, self.insert.iter().copied());
    }
}

/// The form of an edit in scripts; what is absent is nothing.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditMap<O> {
    at: i64,
    #[serde(default)]
    remove: usize,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    insert: Option<O>,
}

impl<O> EditMap<O> {
    pub(crate) fn edit(self, octets: impl FnOnce(O) -> Vec<u8>) -> Edit {
        let insert = self.insert.map(octets).unwrap_or_default();
        Edit { at: self.at, remove: self.remove, insert }
    }

    pub(crate) fn of(edit: Edit, octets: impl FnOnce(Vec<u8>) -> O) -> Self {
        let insert = (!edit.insert.is_empty()).then(|| octets(edit.insert));
        Self { at: edit.at, remove: edit.remove, insert }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, 0, b"x", b"xabc")]
    #[case(1, 1, b"", b"ac")]
    #[case(-1, 1, b"xy", b"abxy")]
    #[case(-9, 1, b"", b"bc")]
    #[case(9, 9, b"x", b"abcx")]
    #[case(1, usize::MAX, b"", b"a")]
    #[case(i64::MIN, 0, b"x", b"xabc")]
    fn edits(#[case] at: i64, #[case] remove: usize, #[case] insert: &[u8], #[case] left: &[u8]) {
        let mut octets = b"abc".to_vec();
        Edit { at, remove, insert: insert.to_vec() }.apply(&mut octets);
        assert_eq!(octets, left);
    }
}

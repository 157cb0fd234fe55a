//! What calls for a rule.
//!
//! A rule is run where one of its cues is there. A cue says only that the rule may find something: whoever gives one too
//! many costs time, whoever gives one too few hides a breach.

use super::{ALL, Rule};

/// Something about a dissection that calls for rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Cue {
    /// Nothing else than the dissection itself.
    Always,
    /// An address that is neither a device address, a short code nor a mailbox, or not a sound one.
    Address,
    /// An application header.
    ApplicationHeader,
    /// A body.
    Body,
    /// The header field Content-Type.
    ContentType,
    /// A question mark in a text that may name a charset.
    EncodedWord,
    /// A WSP PDU or a TPDU around the MMS PDU.
    Envelope,
    /// A multipart.
    Multipart,
    /// A hole, a remark, or octets that nothing claims.
    Oddity,
    /// Padding.
    Padding,
    /// A header field that is there more than once.
    Repetition,
    /// A text above us-ascii, of a charset that it disagrees with, or of one besides us-ascii and UTF-8.
    Text,
    /// A header field whose number is not assigned.
    UnknownHeader,
}

/// How many cues there are.
const CUES: usize = 13;

/// A set of cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cues(u16);

impl Cues {
    /// What every dissection has.
    pub(super) const ALWAYS: Self = Self(Cue::Always.bit());

    /// Adds one.
    pub(super) const fn insert(&mut self, cue: Cue) {
        self.0 |= cue.bit();
    }

    /// Adds one where something holds.
    pub(super) const fn insert_if(&mut self, cue: Cue, holds: bool) {
        if holds {
            self.insert(cue);
        }
    }

    /// Whether it is one of them.
    pub(super) const fn has(self, cue: Cue) -> bool {
        self.0 & cue.bit() != 0
    }

    /// The rules that these call for, in the order of [`ALL`].
    pub(super) fn rules(self) -> impl Iterator<Item = &'static Rule> {
        let mut called = 0;
        for (index, rules) in CALLED.iter().enumerate() {
            called |= if self.0 & (1 << index) == 0 { 0 } else { *rules };
        }
        std::iter::from_fn(move || {
            let index = called.trailing_zeros();
            called &= called.wrapping_sub(1);
            ALL.get(usize::try_from(index).ok()?).copied()
        })
    }
}

impl Cue {
    const fn bit(self) -> u16 {
        1 << self.index()
    }

    #[expect(clippy::as_conversions, reason = "the number of a variant, which is below CUES")]
    const fn index(self) -> usize {
        self as usize
    }
}

/// For each cue the rules that it calls for: a bit for each place in [`ALL`].
static CALLED: [u64; CUES] = called();

#[expect(clippy::indexing_slicing, reason = "worked out by the compiler")]
const fn called() -> [u64; CUES] {
    let mut called = [0; CUES];
    let mut place = 0;
    while place < ALL.len() {
        let cues = ALL[place].cues;
        let mut index = 0;
        while index < cues.len() {
            called[cues[index].index()] |= 1 << place;
            index += 1;
        }
        place += 1;
    }
    called
}

#[cfg(test)]
mod tests {
    use super::super::report::Report;
    use super::super::subject::Subject;
    use super::super::tests::unhex;
    use super::super::{Direction, all, judge};
    use super::*;
    use crate::dissect::{Entry, dissect_as};

    #[test]
    fn every_rule_has_a_cue_and_a_place() {
        assert!(ALL.len() <= 64);
        for (place, rule) in ALL.iter().enumerate() {
            assert!(CALLED.iter().any(|called| called & (1 << place) != 0), "{}", rule.id);
        }
    }

    /// Findings by the cues, and by all rules.
    fn check(entry: Entry, octets: &[u8]) {
        let dissection = dissect_as(entry, octets);
        for direction in [Direction::FromClient, Direction::ToClient] {
            let mut of_all =
                Report::of(all().iter().copied(), &Subject::new(&dissection), direction);
            of_all.sort_by_key(|finding| finding.offset);
            assert_eq!(judge(&dissection, direction), of_all, "{octets:02X?}");
        }
    }

    /// Every example, cut at every octet and with every octet changed in several ways.
    #[test]
    fn a_rule_that_is_passed_over_would_find_nothing() {
        for rule in all() {
            for example in [rule.passing, rule.failing] {
                let octets = unhex(example.octets);
                check(example.entry, &octets);
                for place in 0..octets.len() {
                    check(example.entry, &octets[..place]);
                    for other in [0x00, 0x1F, 0x3F, 0x7F, 0x83, 0xEA, 0xFF] {
                        let mut octets = octets.clone();
                        octets[place] = other;
                        check(example.entry, &octets);
                    }
                    let doubled = [&octets[..place], &octets].concat();
                    check(example.entry, &doubled);
                }
            }
        }
    }
}

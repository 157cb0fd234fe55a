//! A hostile MMSC: messages, confirmations and notifications with octets changed, one round each.
//!
//! What a module makes of octets that no standard describes is its own affair: it may take them or refuse them. It may
//! not answer twice, lose the message in memory, keep half of a new one, or fall silent. So a round is written down as
//! two scenarios, one for each [`Outcome`], and a module that passes neither has done what none may.
//!
//! A round depends on its seed and number alone. Nothing is sent here.

mod draw;
mod text;

use mock_mmsc::Edit;

use crate::random::Random;

/// Changes of one round at most, before it is shrunk.
pub const EDITS_MAX: usize = 5;

/// What the changed octets are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leg {
    /// The PDU of an M-Retrieve.conf, under sound HTTP: the answer to the GET of `AT+CMMSRECV`.
    Message(Vec<u8>),
    /// A whole HTTP response with a sound M-Retrieve.conf.
    Response(Vec<u8>),
    /// The M-Send.conf of the mock MMSC, under sound HTTP: the answer to the POST of `AT+CMMSSEND`. Its octets are known
    /// only when the request is.
    Confirmation,
    /// A WAP push with a notification.
    Push(Vec<u8>),
}

impl Leg {
    /// What it is, with its article.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Message(_) => "a message",
            Self::Response(_) => "an HTTP response",
            Self::Confirmation => "a confirmation",
            Self::Push(_) => "a notification",
        }
    }
}

/// What the module did with the octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It reported a failure, or in a push's case nothing.
    Refused,
    /// It reported success.
    Taken,
}

impl Outcome {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Refused, Self::Taken];
}

/// What is known of how the firmware reports a failure; the default is the document's reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Firmware {
    /// A failed transfer is reported by `+CME ERROR` (reading `late_failure: cme`).
    pub fails_by_cme: bool,
    /// A failed transfer empties the memory (reading `receive_failure: clear`).
    pub clears_memory: bool,
}

/// One round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// What decides the draws.
    pub seed: u64,
    /// Number of the round under that seed, from 0.
    pub number: u64,
    /// What is changed.
    pub leg: Leg,
    /// The changes, one after the other; at least one.
    pub edits: Vec<Edit>,
}

impl Round {
    /// The round of that number.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        let mut seeds = Random::new(seed);
        let mut random = Random::new(seeds.next().wrapping_add(number));
        let (leg, places) = draw::leg(&mut random);
        let mut count = 1;
        while count < EDITS_MAX && random.one_in(2) {
            count += 1;
        }
        let edits = (0..count).map(|_| draw::edit(&mut random, &places)).collect();
        Self { seed, number, leg, edits }
    }

    /// The round that a scenario was written from, before it was shrunk; none for other scenarios.
    #[must_use]
    pub fn of_scenario(text: &str) -> Option<Self> {
        let (number, seed) = text::origin(text)?;
        Some(Self::new(seed, number))
    }

    /// The scenario that passes on a module with this outcome.
    #[must_use]
    pub fn scenario(&self, outcome: Outcome, firmware: Firmware) -> String {
        text::scenario(self, outcome, firmware)
    }

    /// Rounds that are simpler than this one, the simplest first: a single change, then one change less.
    #[must_use]
    pub fn simpler(&self) -> Vec<Self> {
        let with = |edits: Vec<Edit>| Self { edits, ..self.clone() };
        let count = self.edits.len();
        let alone = self.edits.iter().filter(|_| count > 2).map(|edit| with(vec![edit.clone()]));
        let fewer = (0..count).filter(|_| count > 1).map(|left_out| {
            let kept = self.edits.iter().enumerate().filter(|(index, _)| *index != left_out);
            with(kept.map(|(_, edit)| edit.clone()).collect())
        });
        let smaller = (0..count).flat_map(|index| draw::smaller(&self.edits, index)).map(with);
        alone.chain(fewer).chain(smaller).collect()
    }

    /// Whether a scenario of this round needs a notification to be delivered.
    #[must_use]
    pub const fn is_push(&self) -> bool {
        matches!(self.leg, Leg::Push(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_depends_on_seed_and_number_alone() {
        assert_eq!(Round::new(7, 3), Round::new(7, 3));
        let differ = (0..50).filter(|n| Round::new(7, *n).edits != Round::new(8, *n).edits);
        assert!(differ.count() > 45);
    }

    #[test]
    fn every_leg_and_every_count_of_changes_is_drawn() {
        let rounds: Vec<Round> = (0..400).map(|number| Round::new(1, number)).collect();
        let has = |is: fn(&Leg) -> bool| rounds.iter().filter(|round| is(&round.leg)).count();
        assert!(has(|leg| matches!(leg, Leg::Message(_))) > 100);
        assert!(has(|leg| matches!(leg, Leg::Response(_))) > 20);
        assert!(has(|leg| matches!(leg, Leg::Confirmation)) > 50);
        assert!(has(|leg| matches!(leg, Leg::Push(_))) > 20);
        for count in 1..=EDITS_MAX {
            assert!(rounds.iter().any(|round| round.edits.len() == count), "{count}");
        }
    }

    #[test]
    fn simpler_rounds_are_simpler() {
        let weight = |round: &Round| {
            let octets = |edit: &Edit| edit.remove.min(1_000_000) + edit.insert.len();
            (round.edits.len(), round.edits.iter().map(octets).sum::<usize>())
        };
        for round in (0..100).map(|number| Round::new(2, number)) {
            for simpler in round.simpler() {
                assert!(weight(&simpler) < weight(&round), "{round:?}\n{simpler:?}");
                assert!(!simpler.edits.is_empty());
            }
        }
    }

    #[test]
    fn a_scenario_says_which_round_it_is_from() {
        let round = Round::new(7, 3);
        let text = round.scenario(Outcome::Taken, Firmware::default());
        assert_eq!(Round::of_scenario(&text), Some(round));
        assert_eq!(Round::of_scenario("scenario: mine\nrequirements: [SIM-8-4]\n"), None);
    }

    #[test]
    fn every_scenario_can_be_used() {
        for round in (0..200).map(|number| Round::new(3, number)) {
            for outcome in Outcome::ALL {
                let text = round.scenario(outcome, Firmware::default());
                let plans = scenario::parse(&text, "round.yaml", &scenario::Context::default());
                assert!(plans.is_ok(), "{round:?}: {}", plans.unwrap_err());
            }
        }
    }
}

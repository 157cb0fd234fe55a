//! What a campaign has seen, where no coverage can be measured: the tuples of a step.
//!
//! A sequence that reaches a new tuple is kept; how often a kept one is varied falls with the visits to its tuples.

use std::collections::BTreeMap;
use std::fmt;

use crate::belief::{Belief, Slot};
use crate::bench::{Observation, TeAnswer};
use crate::operation::{LineForm, Operation};
use crate::oracle::differential::class;
use crate::random::Random;

/// Sequences kept at most; the one with the least energy goes.
pub const KEPT_MAX: usize = 4_096;
/// Tuples kept at most; further ones are not new.
pub const TUPLES_MAX: usize = 262_144;

/// One step, coarsely.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tuple {
    /// The command with its form, or the kind of another operation.
    pub form: String,
    /// Its arguments by kind: number, string, left out.
    pub arguments: String,
    /// The state as the TE believes it.
    pub state: String,
    /// How it was answered.
    pub answer: TeAnswer,
    /// The latency class.
    pub latency: Option<usize>,
}

impl Tuple {
    /// The tuple of a step; `before` is the belief before it.
    #[must_use]
    pub fn of(operation: &Operation, before: &Belief, seen: &Observation) -> Self {
        let (form, arguments) = form(operation);
        let (answer, latency) = (TeAnswer::of(&seen.te), class(seen.latency));
        Self { form, arguments, state: state(before), answer, latency }
    }
}

impl Tuple {
    /// On one line, without blanks in any field; [`Self::parse`] reads it.
    #[must_use]
    pub fn print(&self) -> String {
        let Self { form, arguments, state, answer, latency } = self;
        let answer = match answer {
            TeAnswer::Ok => "ok".to_owned(),
            TeAnswer::Prompt => "prompt".to_owned(),
            TeAnswer::Error => "error".to_owned(),
            TeAnswer::None => "none".to_owned(),
            TeAnswer::Code(code) => code.to_string(),
        };
        let latency = latency.map_or_else(|| "-".to_owned(), |latency| latency.to_string());
        format!(
            "{form} {} {state} {answer} {latency}",
            if arguments.is_empty() { "." } else { arguments }
        )
    }

    /// Reads what [`Self::print`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let mut word = || words.next().filter(|word| !word.is_empty());
        let (form, arguments, state) = (word()?, word()?, word()?);
        let answer = match word()? {
            "ok" => TeAnswer::Ok,
            "prompt" => TeAnswer::Prompt,
            "error" => TeAnswer::Error,
            "none" => TeAnswer::None,
            code => TeAnswer::Code(code.parse().ok()?),
        };
        let latency = match word()? {
            "-" => None,
            latency => Some(latency.parse().ok()?),
        };
        let arguments = if arguments == "." { "" } else { arguments };
        let [form, arguments, state] = [form, arguments, state].map(str::to_owned);
        words.next().is_none().then_some(Self { form, arguments, state, answer, latency })
    }
}

impl fmt::Display for Tuple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { form, arguments, state, answer, latency } = self;
        write!(f, "{form}({arguments}) {state} {answer:?} {latency:?}")
    }
}

fn form(operation: &Operation) -> (String, String) {
    let Operation::Command(line) = operation else {
        let text = operation.to_string();
        return (text.split(' ').next().unwrap_or_default().to_owned(), String::new());
    };
    let sign = match line.form() {
        LineForm::Test => "=?",
        LineForm::Read => "?",
        LineForm::Execute => "",
        LineForm::Write(_) => "=",
    };
    let kind = |argument: &String| match argument.as_bytes() {
        [] => '-',
        [b'"', ..] => 's',
        digits if digits.iter().all(u8::is_ascii_digit) => 'n',
        _ => 'o',
    };
    (format!("{}{sign}", line.name()), line.arguments().iter().map(kind).collect())
}

/// Edit mode, memory, boxes and what goes on, each by one letter.
pub(crate) fn state(belief: &Belief) -> String {
    let editing = belief.editing.map_or('?', |editing| if editing { 'e' } else { 'i' });
    let memory = match &belief.memory {
        None => '?',
        Some(message) if message.is_empty() => '0',
        Some(message) if message.files.is_empty() || !message.has_receiver() => 'p',
        Some(_) => 'c',
    };
    let boxes = belief.boxes.iter().filter(|slot| !matches!(slot, Slot::Empty)).count();
    let activity = match (&belief.owed, &belief.job) {
        (Some(_), _) => "data",
        (None, Some(job)) if job.message.is_some() => "sending",
        (None, Some(_)) => "transfer",
        (None, None) => "",
    };
    format!("{editing}{memory}{boxes}{activity}")
}

/// A sequence that reached something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The operations.
    pub operations: Vec<Operation>,
    /// Its rarest tuple.
    rarest: Tuple,
}

/// The tuples with their visits, and the sequences that are kept for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Novelty {
    visits: BTreeMap<Tuple, Visits>,
    kept: Vec<Kept>,
}

/// How often a tuple was visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Visits {
    /// The number of the tuple, in the order in which they were first seen.
    number: usize,
    times: u64,
}

impl Novelty {
    /// Counts a visit; whether the tuple is new.
    pub fn visit(&mut self, tuple: &Tuple) -> bool {
        self.add(tuple, 1)
    }

    /// Counts so many visits; whether the tuple is new.
    pub fn add(&mut self, tuple: &Tuple, times: u64) -> bool {
        if let Some(visits) = self.visits.get_mut(tuple) {
            visits.times = visits.times.saturating_add(times);
            return false;
        }
        let number = self.visits.len();
        if number >= TUPLES_MAX {
            return false;
        }
        self.visits.insert(tuple.clone(), Visits { number, times });
        true
    }

    /// The number of a tuple, in the order in which they were first seen.
    #[must_use]
    pub fn number(&self, tuple: &Tuple) -> Option<usize> {
        self.visits.get(tuple).map(|visits| visits.number)
    }

    /// Keeps a sequence for a tuple that it was the first to reach.
    pub fn keep(&mut self, operations: Vec<Operation>, rarest: Tuple) {
        if self.kept.len() >= KEPT_MAX {
            let least = (0..self.kept.len())
                .min_by_key(|index| self.kept.get(*index).map_or(0, |kept| self.energy(kept)));
            if let Some(least) = least {
                self.kept.swap_remove(least);
            }
        }
        self.kept.push(Kept { operations, rarest });
    }

    /// How much a kept sequence deserves to be varied: the more, the rarer its tuple. From 1 to 1024.
    #[must_use]
    pub fn energy(&self, kept: &Kept) -> u64 {
        let visits = self.visits.get(&kept.rarest).map_or(1, |visits| visits.times);
        (1_024 / visits.max(1)).max(1)
    }

    /// A kept sequence, drawn by energy.
    #[must_use]
    pub fn draw(&self, random: &mut Random) -> Option<&Kept> {
        let energies = self.kept.iter().map(|kept| self.energy(kept));
        let total = usize::try_from(energies.clone().sum::<u64>()).unwrap_or(usize::MAX);
        let mut left = u64::try_from(random.below(total)).unwrap_or(0);
        self.kept.iter().zip(energies).find_map(|(kept, energy)| {
            let is_drawn = left < energy;
            left = left.saturating_sub(energy);
            is_drawn.then_some(kept)
        })
    }

    /// How many tuples were seen.
    #[must_use]
    pub fn tuples(&self) -> usize {
        self.visits.len()
    }

    /// How many sequences are kept.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.kept.len()
    }

    /// How many tuples are still unseen, by the estimate of Chao: those seen once squared, by those seen twice.
    #[must_use]
    pub fn unseen(&self) -> u64 {
        let count = |times| self.visits.values().filter(|visits| visits.times == times).count();
        let (once, twice) =
            (u64::try_from(count(1)).unwrap_or(0), u64::try_from(count(2)).unwrap_or(0));
        once.saturating_mul(once) / (2 * twice.max(1))
    }

    /// The tuples with their visits, in order.
    pub fn visits(&self) -> impl Iterator<Item = (&Tuple, u64)> {
        self.visits.iter().map(|(tuple, visits)| (tuple, visits.times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuple(line: &str, te: &[u8]) -> Tuple {
        let seen = Observation { te: te.to_vec(), ..Observation::default() };
        Tuple::of(&Operation::send(line), &Belief::default(), &seen)
    }

    #[test]
    fn a_step_is_described_coarsely() {
        let step = tuple("AT+CMMSDOWN=\"TEXT\",5,", b"\r\n>");
        assert_eq!(step.to_string(), "+CMMSDOWN=(sn-) i00 Prompt None");
        assert_eq!(tuple("AT+CMMSDOWN=\"PIC\",9,", b"\r\n>"), step);
        assert_ne!(tuple("AT+CMMSDOWN=\"PIC\",9", b"\r\n>"), step);
        let other = tuple("ATE0", b"\r\nOK\r\n");
        assert_eq!(other.form, "send");
        for tuple in
            [step, other, tuple("AT+CMMSVIEW", b""), tuple("AT+X?", b"\r\n+CME ERROR: 171\r\n")]
        {
            assert_eq!(Tuple::parse(&tuple.print()), Some(tuple));
        }
        assert_eq!(Tuple::parse("+CMMSVIEW . i00 ok"), None);
        assert_eq!(Tuple::parse("+CMMSVIEW . i00 ok - -"), None);
    }

    #[test]
    fn rare_sequences_are_drawn_more_often() {
        let (rare, common) = (tuple("AT+CMMSVIEW", b""), tuple("AT+CMMSEDIT?", b""));
        let mut novelty = Novelty::default();
        assert!(novelty.visit(&rare) && novelty.visit(&common));
        for _ in 0..100 {
            assert!(!novelty.visit(&common));
        }
        novelty.keep(vec![Operation::Tick(1)], rare);
        novelty.keep(vec![Operation::Tick(2)], common);
        let mut random = Random::new(1);
        let drawn = (0..1_000).filter_map(|_| novelty.draw(&mut random));
        let rare = drawn.filter(|kept| kept.operations == [Operation::Tick(1)]).count();
        assert!((900..1_000).contains(&rare), "{rare}");
        assert_eq!((novelty.tuples(), novelty.kept(), novelty.unseen()), (2, 2, 0));
        assert!(Novelty::default().draw(&mut random).is_none());
    }
}

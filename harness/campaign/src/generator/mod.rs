//! What to do next: from the command table, the belief and a seed.
//!
//! A guided generator follows plans towards goals, answers prompts with the octets that are due, looks at what it has
//! done, repeats itself in bursts, and takes one step in eight illegally. The stateless one is the baseline: lines of the
//! same table, mutated, without a look at any answer.

mod goal;
mod vocabulary;

pub(crate) use vocabulary::BOUNDARIES;
pub use vocabulary::Vocabulary;

use std::collections::VecDeque;

use crate::belief::Belief;
use crate::operation::{Operation, Push};
use crate::random::Random;

/// Steps of one sequence, without its settings.
const STEPS: (usize, usize) = (24, 80);
/// Repetitions of one burst.
const BURST: (usize, usize) = (2, 12);
/// Ticks in milliseconds: within an answer, past it, past data mode, past a transaction.
const TICKS: &[u64] = &[30, 300, 600, 2_000, 11_000, 3_700_000];

/// How a generator draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Guided, with everything that a line may bring.
    Wild,
    /// Guided, with lines only whose effect a TE without a reference can follow.
    Careful,
    /// Without a look at any answer.
    Stateless,
}

/// A source of operations.
#[derive(Debug, Clone)]
pub struct Generator {
    vocabulary: Vocabulary,
    seed: u64,
    random: Random,
    style: Style,
    plan: VecDeque<Operation>,
    left: usize,
    is_drained: bool,
    is_asked: bool,
    burst: usize,
    last: Option<Operation>,
}

impl Generator {
    /// A source that a seed decides.
    #[must_use]
    pub fn new(seed: u64, style: Style) -> Self {
        let mut generator = Self {
            vocabulary: Vocabulary::new(),
            seed,
            random: Random::new(seed),
            style,
            plan: VecDeque::new(),
            left: 0,
            is_drained: false,
            is_asked: false,
            burst: 0,
            last: None,
        };
        generator.begin(0);
        generator
    }

    /// Begins the sequence of that number, which depends on the seed and the number alone.
    pub fn begin(&mut self, sequence: u64) {
        let mut seeds = Random::new(self.seed);
        self.random = Random::new(seeds.next().wrapping_add(sequence));
        self.plan = goal::settings().into();
        self.left = self.random.between(STEPS.0, STEPS.1) + self.plan.len();
        self.is_drained = false;
        self.is_asked = false;
        self.burst = 0;
        self.last = None;
    }

    /// The next operation; none at the end of the sequence.
    pub fn next(&mut self, belief: &Belief) -> Option<Operation> {
        if self.left == 0 {
            return self.last_steps(belief);
        }
        self.left -= 1;
        let operation = match self.style {
            Style::Stateless => self.stateless(),
            Style::Wild | Style::Careful => self.guided(belief),
        };
        if operation.is_command() {
            self.last = Some(operation.clone());
        }
        Some(operation)
    }

    /// A transaction must have ended before nobody looks any more, and the module must still answer (I10).
    fn last_steps(&mut self, belief: &Belief) -> Option<Operation> {
        if !std::mem::replace(&mut self.is_drained, true) && belief.job.is_some() {
            return Some(Operation::Tick(3_700_000));
        }
        let is_asked = std::mem::replace(&mut self.is_asked, true);
        (!is_asked && belief.owed.is_none()).then(|| Operation::send("AT"))
    }

    fn stateless(&mut self) -> Operation {
        if let Some(planned) = self.plan.pop_front() {
            return planned;
        }
        let random = &mut self.random;
        match random.below(16) {
            0 => Operation::Payload(goal::binary(random)),
            1 => tick(random),
            _ => self.vocabulary.stateless(random),
        }
    }

    fn guided(&mut self, belief: &Belief) -> Operation {
        if belief.owed.is_some() && (self.style == Style::Careful || !self.random.one_in(16)) {
            return self.payload(belief);
        }
        if self.burst > 0
            && let Some(last) = self.last.clone()
        {
            self.burst -= 1;
            return last;
        }
        let follows = !self.plan.is_empty() && (self.last.is_none() || !self.random.one_in(10));
        if follows && let Some(planned) = self.plan.pop_front() {
            return planned;
        }
        self.free(belief)
    }

    /// A step outside any plan.
    fn free(&mut self, belief: &Belief) -> Operation {
        let is_wild = self.style == Style::Wild;
        let random = &mut self.random;
        match random.below(32) {
            0..=3 => self.vocabulary.wrong(random, belief),
            4 if is_wild => self.vocabulary.discipline(random, belief),
            5 if is_wild => joined(random, &self.vocabulary, belief),
            6 => tick(random),
            7 => Operation::Push(random.pick(&Push::ALL).copied().unwrap_or(Push::Plain)),
            8 => Operation::Mmsc(goal::behaviour(random)),
            9 if random.one_in(6) => {
                self.plan = goal::settings().into();
                Operation::PowerCycle
            }
            10 | 11 if self.last.is_some() => {
                self.burst = random.between(BURST.0, BURST.1);
                self.last.clone().unwrap_or(Operation::Tick(0))
            }
            12..=18 => probe(random, belief),
            19..=23 => self.vocabulary.line(random, belief),
            _ => {
                self.plan = goal::plan(random).into();
                self.plan.pop_front().unwrap_or(Operation::Tick(0))
            }
        }
    }

    /// The octets that are due; now and then too few, or too many.
    fn payload(&mut self, belief: &Belief) -> Operation {
        if let Some(planned) = self.plan.pop_front_if(|next| matches!(next, Operation::Payload(_)))
        {
            return planned;
        }
        let due = belief.owed.as_ref().map_or(0, crate::belief::Owed::due);
        let random = &mut self.random;
        let count = match random.below(24) {
            0 if self.style == Style::Wild => due + 1,
            1 => due.saturating_sub(1),
            _ => due,
        };
        let mut octets = vec![b'p'; count];
        if let Some(place) = octets.get_mut(count / 2).filter(|_| random.one_in(4)) {
            // A line feed in front may be taken for the end of the command line.
            let special: &[u8] = if count > 1 { b"\r\n\0\x1A\x1B\"" } else { b"\r\0\x1A\x1B" };
            *place = random.pick(special).copied().unwrap_or(b'\r');
        }
        if belief
            .owed
            .as_ref()
            .is_some_and(|owed| owed.octets.len() + 1 == owed.announced && owed.announced > 1)
        {
            return Operation::Tick(11_000);
        }
        Operation::Payload(octets)
    }
}

fn tick(random: &mut Random) -> Operation {
    Operation::Tick(random.pick(TICKS).copied().unwrap_or(30))
}

/// A look at what there should be.
fn probe(random: &mut Random, belief: &Belief) -> Operation {
    let index = random.below(belief.files() + 1);
    let lines = [
        "AT+CMMSVIEW".to_owned(),
        "AT+CMMSVIEW".to_owned(),
        format!("AT+CMMSREAD={index}"),
        "AT+CMMSEDIT?".to_owned(),
        "AT+CMMSRECP?".to_owned(),
        "AT+CMMSCC?".to_owned(),
        "AT+CMMSBCC?".to_owned(),
        "AT+CMMSDELETE?".to_owned(),
        format!("AT+CMMSVIEW={}", random.below(2)),
        "AT".to_owned(),
    ];
    Operation::send(random.pick(&lines).map_or("AT", String::as_str))
}

/// Commands of one line, or a line in another spelling.
fn joined(random: &mut Random, vocabulary: &Vocabulary, belief: &Belief) -> Operation {
    let first = vocabulary.line(random, belief).octets();
    match random.below(4) {
        0 => Operation::line(&first.to_ascii_lowercase()),
        1 => Operation::Octets([first, b"\r\n".to_vec()].concat()),
        2 => Operation::send("A/"),
        _ => {
            let second = vocabulary.line(random, belief).octets();
            let tail = second.strip_prefix(b"AT").unwrap_or_default();
            Operation::line(&[&first, &b";"[..], tail].concat())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{parse, print};

    fn sequence(seed: u64, style: Style) -> Vec<Operation> {
        let mut generator = Generator::new(seed, style);
        let belief = Belief::default();
        std::iter::from_fn(|| generator.next(&belief)).collect()
    }

    #[test]
    fn a_seed_decides_a_sequence_and_it_ends() {
        for style in [Style::Wild, Style::Careful, Style::Stateless] {
            assert_eq!(sequence(3, style), sequence(3, style));
            assert_ne!(sequence(3, style), sequence(4, style));
            assert!(sequence(3, style).len() <= STEPS.1 + 10);
        }
    }

    #[test]
    fn everything_that_is_generated_is_a_transcript() {
        for seed in 0..200 {
            for style in [Style::Wild, Style::Careful, Style::Stateless] {
                let operations = sequence(seed, style);
                assert_eq!(parse(&print(&operations)), Ok(operations));
            }
        }
    }
}

//! Sequences one after the other until something is found or the budget is spent.
//!
//! The sequence of a number depends on the seed and that number alone, so that a campaign goes on where it was stopped.
//! With [`Novelty`] every fourth sequence varies one that was kept, which depends on what came before too. Every eighth
//! that finds nothing is said again in another way ([`metamorphic`](crate::oracle::metamorphic)).

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::time::Instant;

use crate::bench::{Target, TargetError};
use crate::budget::Budget;
use crate::course::Course;
use crate::generator::{Generator, Style, Vocabulary};
use crate::journal::{Account, Entry, FoundEntry, Journal, State, Store};
use crate::liveness::{self, Climb, Rung};
use crate::mutator;
use crate::novelty::{Novelty, Tuple};
use crate::operation::Operation;
use crate::oracle::metamorphic::Relation;
use crate::oracle::{Discovery, OracleKind};
use crate::random::Random;
use crate::shrink;

/// One sequence in so many varies a kept one.
const VARIED_ONE_IN: usize = 4;
/// One sequence in so many is said again in another way.
const AGAIN_ONE_IN: usize = 8;
/// Messages of one soak at most.
pub const SOAK_MESSAGES_MAX: u64 = 3_000;
/// Milliseconds of one tick at most in wall time, and where data mode has to end of itself.
const WALL_TICK_MILLIS: u64 = 800;
const WALL_DATA_MILLIS: u64 = 11_000;
/// Milliseconds after which both sides have told what they owe.
const REST_MILLIS: u64 = 2_500;

/// A discovery with the sequence that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The operations up to and with the step of the discovery.
    pub operations: Vec<Operation>,
    /// The discovery.
    pub discovery: Discovery,
    /// The state before that step, as the TE believed it.
    pub state: String,
}

/// What a campaign has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Command lines sent.
    pub commands: u64,
    /// Octets sent.
    pub octets: u64,
    /// Sequences begun.
    pub sequences: u64,
}

/// Why a campaign with a journal ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CampaignError {
    /// The target failed.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The journal could not be written.
    #[error("failed to write the journal: {0}")]
    Journal(#[from] io::Error),
}

/// A campaign on one target.
#[derive(Debug)]
pub struct Campaign<T> {
    course: Course<T>,
    generator: Generator,
    seed: u64,
    next: u64,
    tally: Tally,
    budget: Budget,
    novelty: Option<Novelty>,
    is_varying: bool,
    /// One sequence in so many is said again; 0 for none.
    again_one_in: usize,
    soak: u64,
    account: Account,
    /// Visits of the sequence in progress, by number of the tuple.
    visits: BTreeMap<usize, u64>,
    climb: Option<Climb>,
}

impl<T: Target> Campaign<T> {
    /// A campaign that a seed decides.
    #[must_use]
    pub fn new(course: Course<T>, seed: u64, style: Style) -> Self {
        Self {
            course,
            generator: Generator::new(seed, style),
            seed,
            next: 0,
            tally: Tally::default(),
            budget: Budget::default(),
            novelty: None,
            is_varying: false,
            // The baseline has no other oracle than the reference.
            again_one_in: if style == Style::Stateless { 0 } else { AGAIN_ONE_IN },
            soak: 0,
            account: Account::default(),
            visits: BTreeMap::new(),
            climb: None,
        }
    }

    /// With what the module may be asked to do at most.
    #[must_use]
    pub fn within(self, budget: Budget) -> Self {
        Self { budget, ..self }
    }

    /// With so many messages made in the first sequence, in one session: what a leak takes to show.
    #[must_use]
    pub fn soaking(self, messages: u64) -> Self {
        Self { soak: messages, ..self }
    }

    /// Saying one sequence in so many again in another way, in place of one in eight; none for 0.
    #[must_use]
    pub fn saying_again(self, one_in: usize) -> Self {
        Self { again_one_in: one_in, ..self }
    }

    /// Varying what reached something new.
    #[must_use]
    pub fn keeping(self, novelty: Novelty) -> Self {
        Self { novelty: Some(novelty), is_varying: true, ..self }
    }

    /// Counting what is new, and varying nothing: each sequence still depends on the seed and its number alone.
    #[must_use]
    pub fn counting(self, novelty: Novelty) -> Self {
        Self { novelty: Some(novelty), is_varying: false, ..self }
    }

    /// What was done so far.
    #[must_use]
    pub const fn tally(&self) -> Tally {
        self.tally
    }

    /// What was seen so far, where it is kept.
    #[must_use]
    pub const fn novelty(&self) -> Option<&Novelty> {
        self.novelty.as_ref()
    }

    /// The course, to replay on.
    pub const fn course_mut(&mut self) -> &mut Course<T> {
        &mut self.course
    }

    /// The course, to go on with.
    #[must_use]
    pub fn into_course(self) -> Course<T> {
        self.course
    }

    /// The number of the sequence that begins next.
    #[must_use]
    pub const fn next(&self) -> u64 {
        self.next
    }

    /// What it took at the end of the last sequence until a module in wall time answered.
    #[must_use]
    pub fn rung(&self) -> Option<Rung> {
        self.climb.as_ref().map(|climb| climb.rung)
    }

    /// The next sequence; what was found in it.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn sequence(&mut self) -> Result<Option<Found>, TargetError> {
        self.course.begin()?;
        self.generator.begin(self.next);
        let mut planned: VecDeque<Operation> = self.paced().into_iter().collect();
        let is_soak = self.soak > 0 && self.next == 0;
        let whole = if is_soak { Some(soak(self.soak)) } else { self.varied() };
        let is_whole = whole.is_some();
        planned.extend(whole.into_iter().flatten());
        self.account = Account::default();
        self.visits.clear();
        self.course.take_looked();
        self.budget.take_left_out();
        self.next += 1;
        self.tally.sequences += 1;
        let mut operations = Vec::new();
        let mut newest = None;
        let mut found = loop {
            let operation = match planned.pop_front() {
                Some(operation) => Some(operation),
                None if is_whole => None,
                None => self.generator.next(self.course.belief()),
            };
            // Nobody would look any more at what one side still owes.
            let rest = || {
                let is_open = self.course.is_open();
                is_open.then_some(Operation::Tick(REST_MILLIS))
            };
            let Some(operation) = operation.or_else(rest) else { break None };
            let operation = self.bounded(operation);
            if !self.budget.allows(&operation) {
                continue;
            }
            let before = self.novelty.is_some().then(|| self.course.belief().clone());
            let state = self.course.state();
            let step = match self.course.perform(&operation) {
                // What this target has no means for is left out.
                Err(TargetError::Unsupported { .. }) => continue,
                performed => performed?,
            };
            self.count(&operation, step.seen.is_sent);
            if let (Some(novelty), Some(before)) = (&mut self.novelty, before) {
                let tuple = Tuple::of(&operation, &before, &step.seen);
                let is_new = novelty.visit(&tuple);
                if let Some(number) = novelty.number(&tuple) {
                    *self.visits.entry(number).or_default() += 1;
                }
                if is_new {
                    self.account.fresh.push(tuple.clone());
                    newest = Some(tuple);
                }
            }
            operations.push(operation);
            if let Some(discovery) = step.discovery {
                break Some((discovery, state));
            }
        };
        self.account.looked = self.course.take_looked();
        if self.course.is_in_wall_time() {
            found = self.climb(operations.len(), found)?;
        }
        self.account.visits = std::mem::take(&mut self.visits).into_iter().collect();
        if let (Some(novelty), Some(tuple), true) = (&mut self.novelty, newest, self.is_varying) {
            novelty.keep(operations.clone(), tuple.clone());
            self.account.kept = Some((tuple, operations.clone()));
        }
        if found.is_none()
            && !is_soak
            && let Some(relation) = self.relation()
        {
            found = self.again(relation)?;
            operations.extend(found.is_some().then_some(Operation::Again(relation)));
        }
        self.account.left_out = self.budget.take_left_out();
        self.account.looked.merge(&self.course.take_looked());
        Ok(found.map(|(discovery, state)| Found { operations, discovery, state }))
    }

    /// In which other way the sequence in progress is said again; most are not.
    fn relation(&self) -> Option<Relation> {
        let mut random = Random::new(self.seed.rotate_left(41) ^ self.next);
        let is_chosen = self.again_one_in > 0 && random.one_in(self.again_one_in);
        random.pick(&Relation::ALL).copied().filter(|_| is_chosen)
    }

    /// I11, behind a sequence that found nothing, as far as the budget goes.
    fn again(&mut self, relation: Relation) -> Result<Option<(Discovery, String)>, TargetError> {
        let Some(operations) = self.course.said_again(relation) else { return Ok(None) };
        if !self.budget.allows_all(&operations) {
            return Ok(None);
        }
        for operation in &operations {
            self.count(operation, true);
        }
        let state = self.course.state();
        let discovery = self.course.perform(&Operation::Again(relation))?.discovery;
        Ok(discovery.map(|discovery| (discovery, state)))
    }

    /// I10, at the end of a sequence: a module that needs more than `AT` although it owes no octets is a discovery.
    fn climb(
        &mut self,
        steps: usize,
        found: Option<(Discovery, String)>,
    ) -> Result<Option<(Discovery, String)>, TargetError> {
        let belief = self.course.belief();
        let may_wait = belief.owed.is_some() || belief.is_lost;
        let due = belief.owed.as_ref().map_or(0, crate::belief::Owed::due);
        let state = self.course.state();
        if due > 0 {
            self.course.session_mut().perform(&Operation::Octets(vec![b'p'; due]))?;
        }
        let climb = liveness::climb(self.course.session_mut())?;
        let (rung, seen) = (climb.rung, format!("the module {climb}"));
        self.climb = Some(climb);
        self.account.looked.note(OracleKind::Liveness);
        if found.is_some() || may_wait || rung == Rung::Answers {
            return Ok(found);
        }
        let discovery = Discovery {
            oracle: OracleKind::Liveness,
            requirement: None,
            step: steps.saturating_sub(1),
            limit: None,
            expected: "OK to AT".to_owned(),
            seen,
        };
        Ok(Some((discovery, state)))
    }

    /// Sequences until something is found or so many command lines were sent.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn run(&mut self, commands_max: u64) -> Result<Option<Found>, TargetError> {
        while self.tally.commands < commands_max {
            if let Some(found) = self.sequence()? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The same with a journal: each sequence is told before it begins, each discovery before the sequence ends.
    ///
    /// `state` is what the journal said when it was opened; the campaign goes on from there.
    ///
    /// # Errors
    ///
    /// [`CampaignError`].
    pub fn run_journaled<S: Store>(
        &mut self,
        commands_max: u64,
        journal: &mut Journal<S>,
        state: &State,
    ) -> Result<Option<Found>, CampaignError> {
        while self.tally.commands.saturating_add(state.commands) < commands_max {
            let found = self.sequence_journaled(journal, state)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// One sequence of [`run_journaled`](Self::run_journaled).
    ///
    /// # Errors
    ///
    /// [`CampaignError`].
    pub fn sequence_journaled<S: Store>(
        &mut self,
        journal: &mut Journal<S>,
        state: &State,
    ) -> Result<Option<Found>, CampaignError> {
        self.next = self.next.max(state.next);
        let (sequence, before, start) = (self.next, self.tally.commands, Instant::now());
        if !(state.is_again && sequence == state.next) {
            journal.write(&Entry::Begin { sequence })?;
        }
        let found = self.sequence()?;
        if let Some(Found { operations, discovery, state }) = &found {
            journal.write(&Entry::Found(Box::new(FoundEntry {
                sequence,
                oracle: discovery.oracle,
                requirement: discovery.requirement.map(str::to_owned),
                state: state.clone(),
                expected: discovery.expected.clone(),
                seen: discovery.seen.clone(),
                operations: operations.clone(),
            })))?;
        }
        let mut account = Box::new(std::mem::take(&mut self.account));
        account.commands = self.tally.commands - before;
        account.millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        journal.write(&Entry::End { sequence, account })?;
        Ok(found)
    }

    /// How the octets of a sequence in wall time are cut and timed; every other one goes as fast as it can.
    fn paced(&self) -> Option<Operation> {
        let mut random = Random::new(self.seed.rotate_left(17) ^ self.next);
        let is_paced = self.course.is_in_wall_time() && random.one_in(2);
        let paces = [(1, 0), (1, 1), (2, 3), (7, 5), (64, 20)];
        let (octets, millis) = random.pick(&paces).copied().filter(|_| is_paced)?;
        Some(Operation::Pace(octets, millis))
    }

    /// What a campaign in wall time has no hour for is shorter; so much that data mode ends is left where it is on.
    fn bounded(&self, operation: Operation) -> Operation {
        match operation {
            Operation::Tick(millis) if self.course.is_in_wall_time() => {
                let is_waiting = self.course.belief().owed.is_some();
                let most = if is_waiting { WALL_DATA_MILLIS } else { WALL_TICK_MILLIS };
                Operation::Tick(millis.min(most))
            }
            other => other,
        }
    }

    fn varied(&self) -> Option<Vec<Operation>> {
        let novelty = self.novelty.as_ref().filter(|_| self.is_varying)?;
        let mut random = Random::new(self.seed ^ self.next.rotate_left(32));
        if !random.one_in(VARIED_ONE_IN) {
            return None;
        }
        let kept = novelty.draw(&mut random)?;
        Some(mutator::mutate(&kept.operations, random.next(), &Vocabulary::new()))
    }

    fn count(&mut self, operation: &Operation, is_sent: bool) {
        let is_command = operation.is_command();
        self.tally.commands += u64::from(is_command);
        let (writes, transfers) = Budget::kind(operation);
        self.account.writes += u64::from(writes);
        self.account.transfers += u64::from(transfers);
        if is_sent {
            let octets = operation.octets().len() + usize::from(is_command);
            self.tally.octets += u64::try_from(octets).unwrap_or(0);
        }
    }
}

/// One session in which messages are made, one after the other.
pub(crate) fn soak(messages: u64) -> Vec<Operation> {
    let lines = ["AT+CMMSEDIT=1", "AT+CMMSRECP=\"1\"", "AT+CMMSVIEW"].map(Operation::send);
    let messages = (0..messages.min(SOAK_MESSAGES_MAX)).flat_map(|_| lines.clone());
    shrink::preamble().into_iter().chain(messages).collect()
}

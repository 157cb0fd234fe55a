//! Sequences one after the other until something is found or the budget is spent.
//!
//! The sequence of a number depends on the seed and that number alone, so that a campaign goes on where it was stopped.
//! With [`Novelty`] every fourth sequence varies one that was kept, which depends on what came before too.

use std::io;

use crate::bench::{Target, TargetError};
use crate::budget::Budget;
use crate::course::Course;
use crate::generator::{Generator, Style, Vocabulary};
use crate::journal::{Entry, Journal, State, Store};
use crate::mutator;
use crate::novelty::{Novelty, Tuple};
use crate::operation::Operation;
use crate::oracle::Discovery;
use crate::random::Random;

/// One sequence in so many varies a kept one.
const VARIED_ONE_IN: usize = 4;

/// A discovery with the sequence that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The operations up to and with the step of the discovery.
    pub operations: Vec<Operation>,
    /// The discovery.
    pub discovery: Discovery,
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
        }
    }

    /// With what the module may be asked to do at most.
    #[must_use]
    pub fn within(self, budget: Budget) -> Self {
        Self { budget, ..self }
    }

    /// Varying what reached something new.
    #[must_use]
    pub fn keeping(self, novelty: Novelty) -> Self {
        Self { novelty: Some(novelty), ..self }
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

    /// The next sequence; what was found in it.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn sequence(&mut self) -> Result<Option<Found>, TargetError> {
        self.course.begin()?;
        self.generator.begin(self.next);
        let mut planned = self.varied().map(Vec::into_iter);
        self.next += 1;
        self.tally.sequences += 1;
        let mut operations = Vec::new();
        let mut newest = None;
        let found = loop {
            let operation = match &mut planned {
                Some(planned) => planned.next(),
                None => self.generator.next(self.course.belief()),
            };
            let Some(operation) = operation else { break None };
            if !self.budget.allows(&operation) {
                continue;
            }
            let before = self.novelty.is_some().then(|| self.course.belief().clone());
            let step = match self.course.perform(&operation) {
                // What this target has no means for is left out.
                Err(TargetError::Unsupported { .. }) => continue,
                performed => performed?,
            };
            self.count(&operation, step.seen.is_sent);
            if let (Some(novelty), Some(before)) = (&mut self.novelty, before) {
                let tuple = Tuple::of(&operation, &before, &step.seen);
                if novelty.visit(&tuple) {
                    newest = Some(tuple);
                }
            }
            operations.push(operation);
            if let Some(discovery) = step.discovery {
                break Some(discovery);
            }
        };
        if let (Some(novelty), Some(tuple)) = (&mut self.novelty, newest) {
            novelty.keep(operations.clone(), tuple);
        }
        Ok(found.map(|discovery| Found { operations, discovery }))
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
        self.next = self.next.max(state.next);
        let mut is_told = state.is_again && self.next == state.next;
        while self.tally.commands.saturating_add(state.commands) < commands_max {
            let (sequence, before) = (self.next, self.tally.commands);
            if !std::mem::take(&mut is_told) {
                journal.write(&Entry::Begin { sequence })?;
            }
            let found = self.sequence()?;
            if let Some(Found { operations, discovery }) = &found {
                let (oracle, operations) = (discovery.oracle, operations.clone());
                journal.write(&Entry::Found { sequence, oracle, operations })?;
            }
            let commands = self.tally.commands - before;
            journal.write(&Entry::End { sequence, commands })?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn varied(&self) -> Option<Vec<Operation>> {
        let novelty = self.novelty.as_ref()?;
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
        if is_sent {
            let octets = operation.octets().len() + usize::from(is_command);
            self.tally.octets += u64::try_from(octets).unwrap_or(0);
        }
    }
}

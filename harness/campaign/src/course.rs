//! One sequence on a target, judged step by step.

use crate::belief::{Belief, Reply};
use crate::bench::{Bench, Observation, Session, Target, TargetError};
use crate::novelty;
use crate::operation::Operation;
use crate::oracle::apart::Apart;
use crate::oracle::drift::Drift;
use crate::oracle::evidence::Evidence;
use crate::oracle::metamorphic::{self, Past, Relation};
use crate::oracle::{Discovery, Looked, OracleKind, Personality, differential, invariant};

/// A target with everything that watches it.
#[derive(Debug)]
pub struct Course<T> {
    target: Session<T>,
    reference: Option<Session<Bench>>,
    personality: Option<Personality>,
    drift: Drift,
    /// Where the two clocks agree only roughly.
    apart: Option<Apart>,
    looked: Looked,
    belief: Belief,
    step: usize,
    /// What was done since the module was switched on.
    past: Vec<Past>,
    /// The sequence has been said again: the next step begins another one.
    is_over: bool,
}

/// What one step came to.
#[derive(Debug, Clone)]
pub struct Step {
    /// What was seen.
    pub seen: Observation,
    /// The same, taken apart.
    pub reply: Reply,
    /// What the reference did.
    pub expected: Option<Observation>,
    /// What is wrong with it.
    pub discovery: Option<Discovery>,
}

impl<T: Target> Course<T> {
    /// A target that nothing watches yet.
    #[must_use]
    pub fn new(target: T) -> Self {
        Self {
            target: Session::new(target),
            reference: None,
            personality: None,
            drift: Drift::new(false),
            apart: None,
            looked: Looked::default(),
            belief: Belief::default(),
            step: 0,
            past: Vec::new(),
            is_over: false,
        }
    }

    /// With a reference to compare it with.
    #[must_use]
    pub fn compared_with(self, reference: Bench) -> Self {
        Self { reference: Some(Session::new(reference)), ..self }
    }

    /// With the oracles that need no reference, but what the document leaves open.
    #[must_use]
    pub fn held_to(self, personality: Personality) -> Self {
        Self { personality: Some(personality), ..self }
    }

    /// On a target in wall time, which does things a little earlier or later than the reference.
    #[must_use]
    pub fn in_wall_time(self) -> Self {
        Self { apart: Some(Apart::default()), ..self }
    }

    /// Whether the target is in wall time.
    #[must_use]
    pub const fn is_in_wall_time(&self) -> bool {
        self.apart.is_some()
    }

    /// Whether the target and the reference have not yet told the same.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.reference.is_some() && self.apart.as_ref().is_some_and(Apart::is_open)
    }

    /// How often each oracle had something to judge since this was last asked.
    pub fn take_looked(&mut self) -> Looked {
        std::mem::take(&mut self.looked)
    }

    /// The state as the TE believes it, in short.
    #[must_use]
    pub fn state(&self) -> String {
        novelty::state(&self.belief)
    }

    /// What the TE believes of the target.
    #[must_use]
    pub const fn belief(&self) -> &Belief {
        &self.belief
    }

    /// The dialogue, such as for a climb of the [ladder](crate::liveness::climb) after a silence.
    pub const fn session_mut(&mut self) -> &mut Session<T> {
        &mut self.target
    }

    /// Begins a sequence on a module that was just switched on.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn begin(&mut self) -> Result<(), TargetError> {
        self.belief = Belief::default();
        self.step = 0;
        self.past.clear();
        self.is_over = false;
        self.drift = Drift::new(self.apart.is_some());
        self.apart = self.apart.as_ref().map(|_| Apart::default());
        if let Some(reference) = &mut self.reference {
            reference.reset()?;
        }
        self.target.reset()
    }

    /// Carries out an operation and judges what came back.
    ///
    /// Behind [`Operation::Again`] the next one is the first on a module that was just switched on.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn perform(&mut self, operation: &Operation) -> Result<Step, TargetError> {
        if let Operation::Again(relation) = operation {
            return self.again(*relation);
        }
        if self.is_over {
            self.begin_within()?;
        }
        let mut seen = self.target.perform(operation)?;
        let expected = match &mut self.reference {
            Some(reference) => {
                let mut expected = reference.perform(operation)?;
                // Both clocks go on together, so that what is late in one step is not early in the next.
                let until = expected.at.max(seen.at);
                seen.te.extend(self.target.catch_up(until)?);
                expected.te.extend(reference.catch_up(until)?);
                Some(expected)
            }
            None => None,
        };
        let reply = Reply::read(seen.without_echo(operation));
        self.past.push(Past { operation: operation.clone(), seen: seen.clone() });
        let mut discovery =
            expected.as_ref().and_then(|expected| self.compare(operation, expected, &seen));
        let before = self.personality.is_some().then(|| self.belief.clone());
        self.belief.update(operation, &seen, &reply);
        if let (None, Some(personality), Some(before)) = (&discovery, &self.personality, &before) {
            let evidence = Evidence {
                personality,
                operation,
                seen: &seen,
                reply: &reply,
                before,
                after: &self.belief,
                step: self.step,
            };
            invariant::look(&evidence, &mut self.looked);
            discovery = invariant::check(&evidence);
            if discovery.is_none() && operation.is_command() {
                let step = self.step;
                discovery = seen.latency.and_then(|latency| {
                    self.looked.note(OracleKind::Latency);
                    self.drift.take(step, latency)
                });
            }
        }
        if *operation == Operation::PowerCycle {
            self.drift = Drift::new(self.apart.is_some());
        }
        self.step += 1;
        Ok(Step { seen, reply, expected, discovery })
    }

    /// I11: says in another way what was said since the module was switched on.
    fn again(&mut self, relation: Relation) -> Result<Step, TargetError> {
        let again = metamorphic::again(&mut self.target, &self.past, relation)?;
        self.looked.add(OracleKind::Metamorphic, again.compared);
        let step = self.step;
        let discovery = again.discovery.map(|discovery| Discovery { step, ..discovery });
        self.step += 1;
        self.is_over = true;
        if discovery.is_some() {
            // Whoever looks at the module next meets it as it is between two sequences.
            self.begin_within()?;
        }
        let (seen, reply) = (Observation::default(), Reply::default());
        Ok(Step { seen, reply, expected: None, discovery })
    }

    /// What [`Operation::Again`] would do now; nothing where there is no other way.
    #[must_use]
    pub fn said_again(&self, relation: Relation) -> Option<Vec<Operation>> {
        metamorphic::operations(relation, &self.past)
    }

    /// Begins on a module that was just switched on; steps count on.
    fn begin_within(&mut self) -> Result<(), TargetError> {
        let step = self.step;
        self.begin()?;
        self.step = step;
        Ok(())
    }

    fn compare(
        &mut self,
        operation: &Operation,
        expected: &Observation,
        seen: &Observation,
    ) -> Option<Discovery> {
        let Some(apart) = &mut self.apart else {
            self.looked.note(OracleKind::Differential);
            return differential::compare(self.step, expected, seen);
        };
        if apart.is_comparing() {
            self.looked.note(OracleKind::Differential);
        }
        let is_answered = operation.is_command() || matches!(operation, Operation::Payload(_));
        apart.compare(self.step, usize::from(is_answered), expected, seen)
    }

    /// Performs a whole sequence from its beginning; the first discovery, if there is one.
    ///
    /// # Errors
    ///
    /// That of the target.
    pub fn replay(&mut self, operations: &[Operation]) -> Result<Option<Discovery>, TargetError> {
        self.begin()?;
        for operation in operations {
            if let Some(discovery) = self.perform(operation)?.discovery {
                return Ok(Some(discovery));
            }
        }
        Ok(None)
    }
}

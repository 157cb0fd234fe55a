//! The module of a campaign, wherever it is.

use super::line::Line;
use campaign::bench::{Bench, Capture, Target, TargetError};
use campaign::operation::{MmscAnswer, Push};
use std::time::Duration;

/// The module.
#[derive(Debug)]
pub(crate) enum Module {
    /// The model in memory.
    Memory(Box<Bench>),
    /// A module on a line.
    Line(Box<Line>),
}

impl Module {
    /// Lets go of the port, where there is one, so that the runner can use it.
    pub(crate) fn release(&mut self) {
        if let Self::Line(line) = self {
            line.release();
        }
    }

    fn target(&mut self) -> &mut dyn Target {
        match self {
            Self::Memory(bench) => bench.as_mut(),
            Self::Line(line) => line.as_mut(),
        }
    }
}

impl Target for Module {
    fn now(&self) -> Duration {
        match self {
            Self::Memory(bench) => bench.now(),
            Self::Line(line) => line.now(),
        }
    }

    fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
        self.target().send(octets)
    }

    fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
        self.target().receive(deadline)
    }

    fn reset(&mut self) -> Result<(), TargetError> {
        self.target().reset()
    }

    fn power_cycle(&mut self) -> Result<(), TargetError> {
        self.target().power_cycle()
    }

    fn hang_up(&mut self, time: Duration) -> Result<(), TargetError> {
        self.target().hang_up(time)
    }

    fn answer(&mut self, answer: MmscAnswer) -> Result<(), TargetError> {
        self.target().answer(answer)
    }

    fn push(&mut self, push: Push) -> Result<(), TargetError> {
        self.target().push(push)
    }

    fn captures(&mut self) -> Vec<Capture> {
        self.target().captures()
    }

    fn answers(&mut self) -> Vec<sim7100_model::Event> {
        self.target().answers()
    }
}

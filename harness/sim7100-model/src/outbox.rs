//! Outputs that wait to be drained, in order. Octets for the TE are joined while nothing else comes between.
//! Answers to commands are told last, so that they never come between.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::{Event, Output};

/// Octets for the TE from which on the queue counts as full.
const TE_OCTETS_HIGH: usize = 1_048_576;
/// Answers to commands from which on the queue counts as full.
const ANSWERS_HIGH: usize = 65_536;

/// The queue of outputs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outbox {
    queue: VecDeque<Output>,
    said: Vec<u8>,
    /// Octets for the TE in the queue and outside it.
    te_octets: usize,
    answers: VecDeque<Event>,
}

impl Outbox {
    /// Octets for the TE.
    pub(crate) fn say(&mut self, octets: &[u8]) {
        self.said.extend_from_slice(octets);
        self.te_octets += octets.len();
    }

    /// Anything else.
    pub(crate) fn push(&mut self, output: Output) {
        self.flush();
        self.queue.push_back(output);
    }

    /// The answer to a command.
    pub(crate) fn answer(&mut self, answer: Event) {
        self.answers.push_back(answer);
    }

    /// The next output.
    pub(crate) fn pop(&mut self) -> Option<Output> {
        if self.queue.is_empty() {
            self.flush();
        }
        let Some(output) = self.queue.pop_front() else {
            return self.answers.pop_front().map(Output::Event);
        };
        if let Output::Te(octets) = &output {
            self.te_octets -= octets.len();
        }
        Some(output)
    }

    /// Whether outputs should be drained before another command is answered.
    pub(crate) fn is_full(&self) -> bool {
        self.te_octets >= TE_OCTETS_HIGH || self.answers.len() >= ANSWERS_HIGH
    }

    /// Octets for the TE that nothing has come between since.
    pub(crate) const fn mark(&self) -> usize {
        self.said.len()
    }

    /// Takes back the octets for the TE since a mark.
    pub(crate) fn take_back(&mut self, mark: usize) -> Vec<u8> {
        let octets = self.said.split_off(mark.min(self.said.len()));
        self.te_octets -= octets.len();
        octets
    }

    fn flush(&mut self) {
        if !self.said.is_empty() {
            self.queue.push_back(Output::Te(core::mem::take(&mut self.said)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_octets_are_joined() {
        let mut outbox = Outbox::default();
        outbox.say(b"a");
        outbox.say(b"b");
        outbox.push(Output::Event(Event::OverrunOctets(1)));
        outbox.say(b"c");
        assert_eq!(outbox.te_octets, 3);
        assert_eq!(outbox.pop(), Some(Output::Te(b"ab".to_vec())));
        assert_eq!(outbox.pop(), Some(Output::Event(Event::OverrunOctets(1))));
        assert_eq!(outbox.pop(), Some(Output::Te(b"c".to_vec())));
        assert_eq!(outbox.pop(), None);
        assert_eq!(outbox.te_octets, 0);
    }

    #[test]
    fn octets_can_be_taken_back() {
        let mut outbox = Outbox::default();
        outbox.say(b"a");
        let mark = outbox.mark();
        outbox.say(b"bc");
        assert_eq!(outbox.take_back(mark), b"bc");
        assert_eq!(outbox.te_octets, 1);
        assert_eq!(outbox.pop(), Some(Output::Te(b"a".to_vec())));
    }
}

//! Outputs that wait to be drained, in order. Octets for the TE are joined while nothing else comes between.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::Output;

/// The queue of outputs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outbox {
    queue: VecDeque<Output>,
    said: Vec<u8>,
    /// Octets for the TE in the queue and outside it.
    te_octets: usize,
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

    /// The next output.
    pub(crate) fn pop(&mut self) -> Option<Output> {
        if self.queue.is_empty() {
            self.flush();
        }
        let output = self.queue.pop_front()?;
        if let Output::Te(octets) = &output {
            self.te_octets -= octets.len();
        }
        Some(output)
    }

    /// Octets for the TE that wait.
    pub(crate) const fn te_octets(&self) -> usize {
        self.te_octets
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
    use crate::Event;

    #[test]
    fn order_is_kept_and_octets_are_joined() {
        let mut outbox = Outbox::default();
        outbox.say(b"a");
        outbox.say(b"b");
        outbox.push(Output::Event(Event::OverrunOctets(1)));
        outbox.say(b"c");
        assert_eq!(outbox.te_octets(), 3);
        assert_eq!(outbox.pop(), Some(Output::Te(b"ab".to_vec())));
        assert_eq!(outbox.pop(), Some(Output::Event(Event::OverrunOctets(1))));
        assert_eq!(outbox.pop(), Some(Output::Te(b"c".to_vec())));
        assert_eq!(outbox.pop(), None);
        assert_eq!(outbox.te_octets(), 0);
    }
}

//! Where encoded octets go: into a vector, or into a counter that measures them first.

use alloc::vec::Vec;

/// Receives encoded octets.
pub(crate) trait Sink {
    fn put(&mut self, octets: &[u8]);
}

impl Sink for Vec<u8> {
    fn put(&mut self, octets: &[u8]) {
        self.extend_from_slice(octets);
    }
}

/// Counts octets and drops them.
#[derive(Debug, Default)]
pub(crate) struct Counter(usize);

impl Sink for Counter {
    fn put(&mut self, octets: &[u8]) {
        self.0 = self.0.saturating_add(octets.len());
    }
}

/// Counts the octets that `write` puts.
pub(crate) fn measure(write: impl Fn(&mut dyn Sink)) -> usize {
    let mut counter = Counter::default();
    write(&mut counter);
    counter.0
}

/// Collects the octets that `write` puts, in one allocation.
pub(crate) fn collect(write: impl Fn(&mut dyn Sink)) -> Vec<u8> {
    let mut octets = Vec::with_capacity(measure(&write));
    write(&mut octets);
    octets
}

//! What one run of the decoder shares between its readers: tolerances, and budgets that hostile input cannot pass.

use alloc::vec::Vec;
use core::cell::Cell;

use crate::limit::{HEAP_BYTES_BASE, HEAP_BYTES_PER_OCTET, PARTS_MAX};
use crate::tolerance::Tolerances;

/// The state of one run of the decoder.
#[derive(Debug)]
pub(crate) struct Context {
    tolerances: Tolerances,
    /// What the run starts with.
    heap_bytes: usize,
    heap_bytes_left: Cell<usize>,
    parts_left: Cell<usize>,
}

impl Context {
    /// Starts a run over an input of `octets` octets.
    pub(crate) const fn new(octets: usize, tolerances: Tolerances) -> Self {
        let heap_bytes = budget(octets);
        Self {
            tolerances,
            heap_bytes,
            heap_bytes_left: Cell::new(heap_bytes),
            parts_left: Cell::new(PARTS_MAX),
        }
    }

    pub(crate) const fn tolerates(&self, tolerance: Tolerances) -> bool {
        self.tolerances.contains(tolerance)
    }

    /// Takes `bytes` of heap from the budget, if they are left.
    pub(crate) fn charge(&self, bytes: usize) -> Option<()> {
        let left = self.heap_bytes_left.get().checked_sub(bytes)?;
        self.heap_bytes_left.set(left);
        Some(())
    }

    /// Tells whether an input of only `octets()` octets would have had the budget for what was taken. The octets need
    /// not be counted where the base of the budget is enough.
    pub(crate) fn is_enough_for(&self, octets: impl FnOnce() -> usize) -> bool {
        let taken = self.heap_bytes.saturating_sub(self.heap_bytes_left.get());
        taken <= HEAP_BYTES_BASE || taken <= budget(octets())
    }

    /// Takes `parts` from the budget of the message, if they are left.
    pub(crate) fn charge_parts(&self, parts: usize) -> Option<()> {
        let left = self.parts_left.get().checked_sub(parts)?;
        self.parts_left.set(left);
        Some(())
    }

    /// Makes room for exactly `count` more items, if the budget allows it.
    pub(crate) fn reserve<T>(&self, items: &mut Vec<T>, count: usize) -> Option<()> {
        let wanted = items.len().checked_add(count)?;
        self.charge(wanted.checked_mul(size_of::<T>())?)?;
        items.reserve_exact(count);
        Some(())
    }

    /// Appends `item`, if the budget allows the vector to grow.
    pub(crate) fn push<T>(&self, items: &mut Vec<T>, item: T) -> Option<()> {
        if items.len() == items.capacity() {
            self.reserve(items, items.len().max(1))?;
        }
        items.push(item);
        Some(())
    }
}

/// Bytes of heap for an input of `octets` octets.
const fn budget(octets: usize) -> usize {
    octets.saturating_mul(HEAP_BYTES_PER_OCTET).saturating_add(HEAP_BYTES_BASE)
}

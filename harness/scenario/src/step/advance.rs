//! `advance`: scenario time passes.

use std::time::Duration;

use crate::reader::{Reader, Slot};
use crate::{Capability, Spanned, duration};

/// Lets scenario time pass.
#[derive(Clone, Copy, Debug)]
pub struct AdvanceStep {
    /// How much.
    pub by: Spanned<Duration>,
}

impl AdvanceStep {
    pub(super) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let by = reader.time_within_deadline("advance", slot)?;
        let reason = format!("lets {} pass at once", duration::seconds(by.value));
        reader.need(Capability::VirtualTime, by.span, &reason);
        Some(Self { by })
    }
}

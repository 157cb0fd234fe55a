//! `absent`: nothing of a URC may come for a while.

use std::time::Duration;

use crate::reader::{Reader, Shape, Slot};
use crate::{Spanned, Template};

/// No line with this prefix may come in this time.
#[derive(Clone, Debug)]
pub struct AbsentStep {
    /// Prefix of the line.
    pub urc: Spanned<Template>,
    /// How long to watch (key `for`).
    pub watch: Spanned<Duration>,
}

const SHAPE: Shape =
    Shape { place: "`absent`", keys: &["urc", "for"], example: "{ urc: \"+CMMSSEND\", for: 10s }" };

impl AbsentStep {
    pub(super) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let fields = reader.fields(slot, SHAPE)?;
        let urc = reader.required(fields, "urc", SHAPE);
        let urc = urc.and_then(|urc| reader.template(urc));
        let watch = reader.required(fields, "for", SHAPE)?;
        let watch = reader.time_within_deadline("for", watch)?;
        reader.wait(watch.value, watch.span);
        Some(Self { urc: urc?, watch })
    }
}

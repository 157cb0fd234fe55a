//! `await`: a URC must come.

use std::time::Duration;

use crate::reader::{Fields, Reader, Shape, Slot};
use crate::{Capture, LineMatcher, Spanned};

/// A URC must come within a time.
#[derive(Clone, Debug)]
pub struct AwaitStep {
    /// The line: text or pattern.
    pub urc: Spanned<LineMatcher>,
    /// Time from the beginning of the step; 15 s where the author gives none.
    pub within: Spanned<Duration>,
    /// How many such lines the whole case may see, watched until its end; at least 1.
    pub exactly: Option<Spanned<u32>>,
    /// Values to keep from the line.
    pub captures: Vec<Capture>,
}

const SHAPE: Shape = Shape {
    place: "`await`",
    keys: &["urc", "within", "exactly"],
    example: "{ urc: \"+CMMSSEND: 0\", within: 60s }",
};
/// URCs of one kind that a case can ask for.
const EXACTLY_MAX: u64 = 1_000;

impl AwaitStep {
    pub(super) fn read(
        reader: &mut Reader<'_>,
        slot: Slot<'_>,
        siblings: Fields<'_>,
    ) -> Option<Self> {
        let captures = reader.optional(siblings, "capture", Capture::read_all);
        let fields = reader.fields(slot, SHAPE)?;
        let within = reader.within(fields, slot.span());
        let exactly = reader.optional(fields, "exactly", |r, s| r.number(s, 1..=EXACTLY_MAX));
        let urc = reader.required(fields, "urc", SHAPE)?;
        let urc = LineMatcher::read_urc(reader, urc)?;
        Some(Self { urc, within: within?, exactly, captures: captures.unwrap_or_default() })
    }
}

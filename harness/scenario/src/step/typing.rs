//! `type`: raw octets.

use std::time::Duration;

use crate::reader::{Fields, Reader, Slot};
use crate::{Capture, Expectation, Payload, Span, Spanned};

/// Octets sent as they are, nothing appended.
#[derive(Clone, Debug)]
pub struct TypeStep {
    /// The octets.
    pub payload: Spanned<Payload>,
    /// Where the author wants a prompt to come; nothing is sent to it.
    pub prompt: Option<Span>,
    /// What must come. It may lack a final result code. Without it nothing is expected.
    pub expect: Option<Spanned<Expectation>>,
    /// Time until the last expected line or the prompt; 15 s where the author gives none.
    pub within: Spanned<Duration>,
    /// Values to keep from the expected lines.
    pub captures: Vec<Capture>,
    /// Whether the echo of the octets must come, or must not; `None`: either.
    pub echo: Option<Spanned<bool>>,
    /// Every octet that must have come since these were sent, framing included.
    pub octets: Option<Spanned<Payload>>,
}

/// The keys that a `type` step has beside `type`.
pub(super) const SIBLINGS: &[&str] = &["expect", "prompt", "within", "capture", "echo", "octets"];

impl TypeStep {
    pub(super) fn read(
        reader: &mut Reader<'_>,
        slot: Slot<'_>,
        siblings: Fields<'_>,
    ) -> Option<Self> {
        let payload = Payload::read(reader, slot);
        let prompt = reader.optional(siblings, "prompt", wanted_prompt);
        let expect = reader.optional(siblings, "expect", Expectation::read_lines);
        let within = reader.within(siblings, slot.span());
        let captures = reader.optional(siblings, "capture", Capture::read_all);
        let echo = reader.optional(siblings, "echo", Reader::flag);
        let octets = reader.optional(siblings, "octets", Payload::read);
        Some(Self {
            payload: payload?,
            prompt: prompt.filter(|prompt| prompt.value).map(|prompt| prompt.span),
            expect,
            within: within?,
            captures: captures.unwrap_or_default(),
            echo,
            octets,
        })
    }
}

fn wanted_prompt(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<bool>> {
    if matches!(slot.node.scalar(), Some("true" | "false")) {
        return reader.flag(slot);
    }
    let example = "prompt: true (what is sent to the prompt is a `type` step of its own)";
    reader.wrong_shape(slot, "`true`", example)
}

//! `mmsc`: script the mock MMSC, or look at what it got.

use crate::answer::{ANSWER, ANSWER_KEYS};
use crate::node::Data;
use crate::reader::{Reader, Shape, Slot};
use crate::{Capability, Findings, MmscScript, Received, Spanned};

/// A new script, or checks of what came.
#[derive(Clone, Debug)]
pub enum MmscStep {
    /// From now on answer so.
    Script(MmscScript),
    /// Look at what came. At least one of the three is there.
    Check {
        /// The next unread exchanges, in order.
        received: Vec<Spanned<Received>>,
        /// What the validator must or must not have found.
        findings: Option<Spanned<Findings>>,
        /// Number of requests of the case so far.
        requests: Option<Spanned<usize>>,
    },
}

const CHECKS: &[&str] = &["received", "findings", "requests"];
const CHECK: Shape = Shape {
    place: "a look at the MMSC",
    keys: CHECKS,
    example: "{ received: { type: m-send.req }, findings: { none_at: error } }",
};
/// For a mapping that is neither a look nor an answer.
const EITHER: Shape = Shape {
    place: "`mmsc`",
    keys: &[
        "received",
        "findings",
        "requests",
        "status",
        "content_type",
        "response_status",
        "retrieve_status",
        "transaction_id",
        "body",
        "serve",
        "delay",
        "cut_after",
        "reset_after",
        "drip",
        "never",
        "edits",
        "raw",
        "pack",
    ],
    example: CHECK.example,
};
/// Requests of one case that can be asked for.
const REQUESTS_MAX: u64 = 10_000;

impl MmscStep {
    pub(super) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        reader.need(
            Capability::Mmsc,
            slot.span(),
            "scripts the mock MMSC, or looks at what it got",
        );
        let has = |keys: &[&str]| keys.iter().any(|key| slot.node.entry(key).is_some());
        match &slot.node.data {
            Data::Map(_) if has(CHECKS) => Self::check(reader, slot),
            Data::Map(entries) if !entries.is_empty() && !has(ANSWER_KEYS) => {
                reader.fields(slot, EITHER)?;
                None
            }
            Data::Map(entries) if entries.is_empty() => {
                reader.wrong_shape(slot, "an answer or a look", ANSWER.example)
            }
            _ => MmscScript::read(reader, slot).map(Self::Script),
        }
    }

    fn check(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let fields = reader.fields(slot, CHECK)?;
        let received = reader.optional(fields, "received", Received::read_all);
        let findings = reader.optional(fields, "findings", Findings::read);
        let requests = reader.optional(fields, "requests", |r, s| r.number(s, 0..=REQUESTS_MAX));
        Some(Self::Check { received: received.unwrap_or_default(), findings, requests })
    }
}

//! Which kind a step is, and the keys beside the one that says so.

use std::time::Duration;

use super::{
    AbsentStep, AdvanceStep, AwaitStep, EfsStep, MmscStep, PushSpec, SendStep, Step, TypeStep,
    command, typing,
};
use crate::node::{Data, Entry};
use crate::reader::{Fields, Reader, Slot};
use crate::{Capability, Problem, Span, Spanned, duration, suggestion};

/// The keys that make a step.
const KINDS: [&str; 9] =
    ["send", "type", "await", "absent", "advance", "push", "mmsc", "efs", "power_cycle"];

/// The keys that may stand beside the kind.
fn siblings(kind: &str) -> &'static [&'static str] {
    match kind {
        "send" => command::SIBLINGS,
        "type" => typing::SIBLINGS,
        "await" => &["capture"],
        _ => &[],
    }
}

impl Step {
    /// Reads one item of `steps`.
    pub(crate) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        match &slot.node.data {
            Data::Map(entries) if !entries.is_empty() => Self::keyed(reader, entries),
            Data::Scalar { .. } => Self::bare(reader, slot),
            _ => reader.wrong_shape(slot, "a step", "- send: AT+CMMSEDIT=1"),
        }
    }

    fn bare(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let text = slot.node.scalar().unwrap_or_default();
        if text == "power_cycle" {
            return Some(Spanned::new(Self::power_cycle(reader, slot.span()), slot.span()));
        }
        let help = if text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("AT")) {
            format!("to send a command line, write `- send: {text}`")
        } else {
            suggestion::help(text, KINDS, "a step begins with one of")
        };
        reader.refuse(Problem::UnknownStep { span: slot.span(), key: text.to_owned(), help })
    }

    fn power_cycle(reader: &mut Reader<'_>, span: Span) -> Self {
        reader.need(Capability::FactoryState, span, "power-cycles the module");
        Self::PowerCycle
    }

    fn keyed(reader: &mut Reader<'_>, entries: &[Entry]) -> Option<Spanned<Self>> {
        let (kind, entry) = kind(reader, entries)?;
        for other in entries.iter().filter(|other| other.key.span != entry.key.span) {
            check_sibling(reader, kind, entry.key.span, other);
        }
        let beside = Fields::new(entries, entry.key.span);
        let slot = Slot::of(entry);
        let step = match kind {
            "send" => Self::Send(Box::new(SendStep::read(reader, slot, beside)?)),
            "type" => Self::Type(TypeStep::read(reader, slot, beside)?),
            "await" => Self::Await(AwaitStep::read(reader, slot, beside)?),
            "absent" => Self::Absent(AbsentStep::read(reader, slot)?),
            "advance" => Self::Advance(AdvanceStep::read(reader, slot)?),
            "push" => Self::Push(Box::new(PushSpec::read(reader, slot)?)),
            "mmsc" => Self::Mmsc(Box::new(MmscStep::read(reader, slot)?)),
            "efs" => Self::Efs(EfsStep::read(reader, slot)?),
            _ if slot.node.is_null() => Self::power_cycle(reader, entry.key.span),
            _ => return reader.wrong_shape(slot, "left empty", "- power_cycle"),
        };
        Some(Spanned::new(step, entry.key.span))
    }
}

/// The entry that says the step's kind.
fn kind<'n>(reader: &mut Reader<'_>, entries: &'n [Entry]) -> Option<(&'static str, &'n Entry)> {
    let named = entries.iter().find_map(|entry| Some((known(entry)?, entry)));
    if named.is_some() {
        return named;
    }
    let entry = entries.first()?;
    let key = entry.key.value.clone();
    let span = entry.key.span;
    let owner = ["send", "await"].into_iter().find(|kind| siblings(kind).contains(&key.as_str()));
    match owner {
        Some(kind) => {
            forget_missing(reader, &key);
            let help = format!(
                "`{key}` belongs to a `{kind}` step: put it under `{kind}`, at the same indentation and without `-`"
            );
            reader.refuse(Problem::StepWithoutKind { span, key, help })
        }
        None => {
            let help = suggestion::help(&key, KINDS, "a step begins with one of");
            reader.refuse(Problem::UnknownStep { span, key, help })
        }
    }
}

/// Drops the problem that the step before lacks the key which stands here.
fn forget_missing(reader: &mut Reader<'_>, key: &str) {
    let last = reader.problems.last();
    if matches!(last, Some(Problem::MissingKey { key: missing, .. }) if missing == key) {
        reader.problems.pop();
    }
}

fn known(entry: &Entry) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| *kind == entry.key.value)
}

fn check_sibling(reader: &mut Reader<'_>, kind: &'static str, first_span: Span, other: &Entry) {
    let span = other.key.span;
    let key = other.key.value.as_str();
    if siblings(kind).contains(&key) {
        return;
    }
    if let Some(second) = known(other) {
        reader.problems.push(Problem::TwoSteps { span, first_span, first: kind, second });
        return;
    }
    let help = match siblings(kind) {
        [] => {
            format!("`{kind}` has no keys beside it; what belongs to it stands inside its braces")
        }
        keys => suggestion::help(key, keys.iter().copied(), "it can have"),
    };
    let place = format!("a `{kind}` step");
    reader.problems.push(Problem::UnknownKey { span, key: key.to_owned(), place, help });
}

/// How long a response or a URC may take where the author does not say.
const WITHIN_DEFAULT: Duration = Duration::from_secs(15);

impl Reader<'_> {
    /// The `within` of a step, or its default at `place`.
    pub(super) fn within(&mut self, fields: Fields<'_>, place: Span) -> Option<Spanned<Duration>> {
        match fields.slot("within") {
            Some(slot) => self.time_within_deadline("within", slot),
            None => Some(Spanned::new(WITHIN_DEFAULT, place)),
        }
    }

    /// A duration that fits into the case's deadline.
    pub(super) fn time_within_deadline(
        &mut self,
        key: &'static str,
        slot: Slot<'_>,
    ) -> Option<Spanned<Duration>> {
        let time = self.duration(slot)?;
        if time.value <= self.deadline {
            return Some(time);
        }
        let within = duration::written(time.value);
        let help =
            format!("set `deadline: {within}` or more at the top of the scenario, or wait less");
        let deadline = duration::written(self.deadline);
        self.refuse(Problem::OverDeadline { span: time.span, key, within, deadline, help })
    }
}

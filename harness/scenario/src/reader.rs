//! From nodes to typed values: shapes, keys, and the collecting of problems.
//!
//! Every method that returns an `Option` has noted a problem when it returns `None` for a value
//! that is there. Reading goes on after a problem, so that all of them are seen at once.

mod scalar;
mod variable;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::node::{Data, Entry, Node};
use crate::plan::Binding;
use crate::{Capability, Context, Need, Problem, Source, Span, Spanned, suggestion};

pub(crate) use scalar::Word;

/// The keys that a mapping may have.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// What the mapping is, with its article: "a `send` step".
    pub(crate) place: &'static str,
    /// Its keys.
    pub(crate) keys: &'static [&'static str],
    /// How it may look, for the help.
    pub(crate) example: &'static str,
}

/// A value and the key that it stands under.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'n> {
    pub(crate) what: &'n str,
    pub(crate) node: &'n Node,
}

impl<'n> Slot<'n> {
    pub(crate) const fn new(what: &'n str, node: &'n Node) -> Self {
        Self { what, node }
    }

    pub(crate) const fn of(entry: &'n Entry) -> Self {
        Self { what: entry.key.value.as_str(), node: &entry.value }
    }

    pub(crate) const fn span(self) -> Span {
        self.node.span
    }
}

/// A mapping whose keys are known to be legal.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'n> {
    entries: &'n [Entry],
    pub(crate) span: Span,
}

impl<'n> Fields<'n> {
    pub(crate) const fn new(entries: &'n [Entry], span: Span) -> Self {
        Self { entries, span }
    }

    pub(crate) fn entry(self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    /// Tells whether an unknown key, of which a problem is noted, was meant to be this one.
    fn has_slip_of(self, key: &str, shape: Shape) -> bool {
        let unknown = |entry: &&Entry| !shape.keys.contains(&entry.key.value.as_str());
        let slip = |entry: &Entry| suggestion::nearest(&entry.key.value, [key]).is_some();
        self.entries.iter().filter(unknown).any(slip)
    }

    pub(crate) fn slot(self, key: &str) -> Option<Slot<'n>> {
        self.entry(key).map(Slot::of)
    }
}

/// Files that payloads came from, kept for the other rows of a matrix.
#[derive(Debug, Default)]
pub(crate) struct Files(pub(crate) BTreeMap<PathBuf, Result<Arc<[u8]>, String>>);

/// What a case knows while it is read.
pub(crate) struct Reader<'a> {
    pub(crate) source: &'a Source,
    pub(crate) context: Option<Context<'a>>,
    pub(crate) files: &'a mut Files,
    pub(crate) row: &'a [Binding],
    /// Where the matrix defines its names.
    pub(crate) matrix: BTreeMap<String, Span>,
    /// Every capture of the case and its place, whether read already or not.
    pub(crate) all_captures: BTreeMap<String, Span>,
    pub(crate) captured: BTreeSet<String>,
    pub(crate) used: BTreeSet<String>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) needs: Vec<Need>,
    /// Waits that real time would have to be spent on.
    pub(crate) waits: Vec<Need>,
    pub(crate) waited: Duration,
    pub(crate) deadline: Duration,
    pub(crate) typographic: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        source: &'a Source,
        context: Option<Context<'a>>,
        files: &'a mut Files,
        row: &'a [Binding],
    ) -> Self {
        Self {
            source,
            context,
            files,
            row,
            matrix: BTreeMap::new(),
            all_captures: BTreeMap::new(),
            captured: BTreeSet::new(),
            used: BTreeSet::new(),
            problems: Vec::new(),
            needs: Vec::new(),
            waits: Vec::new(),
            waited: Duration::ZERO,
            deadline: Duration::MAX,
            typographic: false,
        }
    }

    /// Notes a problem and gives up the value.
    pub(crate) fn refuse<T>(&mut self, problem: Problem) -> Option<T> {
        self.problems.push(problem);
        None
    }

    /// Notes that a place needs a capability. `reason` continues "the case".
    pub(crate) fn need(&mut self, capability: Capability, span: Span, reason: &str) {
        self.needs.push(Need { capability, reason: reason.to_owned(), span });
    }

    /// Notes a wait that real time would have to be spent on.
    pub(crate) fn wait(&mut self, time: Duration, span: Span) {
        let reason =
            format!("waits {}, which only virtual time passes", crate::duration::seconds(time));
        self.waited = self.waited.saturating_add(time);
        self.waits.push(Need { capability: Capability::VirtualTime, reason, span });
    }

    /// Takes a mapping with these keys.
    pub(crate) fn fields<'n>(&mut self, slot: Slot<'n>, shape: Shape) -> Option<Fields<'n>> {
        let Data::Map(entries) = &slot.node.data else {
            return self.wrong_shape(slot, "a mapping", shape.example);
        };
        for entry in entries {
            self.check_key(entry, shape);
        }
        Some(Fields::new(entries, slot.span()))
    }

    fn check_key(&mut self, entry: &Entry, shape: Shape) {
        let key = entry.key.value.as_str();
        if shape.keys.contains(&key) {
            return;
        }
        let help = suggestion::help(key, shape.keys.iter().copied(), "its keys are");
        self.problems.push(Problem::UnknownKey {
            span: entry.key.span,
            key: key.to_owned(),
            place: shape.place.to_owned(),
            help,
        });
    }

    /// The value of a key that has to be there.
    pub(crate) fn required<'n>(
        &mut self,
        fields: Fields<'n>,
        key: &str,
        shape: Shape,
    ) -> Option<Slot<'n>> {
        let slot = fields.slot(key);
        if slot.is_none() && !fields.has_slip_of(key, shape) {
            self.problems.push(Problem::MissingKey {
                span: fields.span,
                key: key.to_owned(),
                place: shape.place.to_owned(),
                help: format!("for example: {}", shape.example),
            });
        }
        slot
    }

    /// The value of a key that may be left out.
    pub(crate) fn optional<'n, T>(
        &mut self,
        fields: Fields<'n>,
        key: &str,
        read: impl FnOnce(&mut Self, Slot<'n>) -> Option<T>,
    ) -> Option<T> {
        fields.slot(key).and_then(|slot| read(self, slot))
    }

    /// The items of a list; an empty one is refused.
    pub(crate) fn items<'n>(&mut self, slot: Slot<'n>, example: &str) -> Option<&'n [Node]> {
        match &slot.node.data {
            Data::List(items) if items.is_empty() => self.refuse(Problem::Empty {
                span: slot.span(),
                what: format!("`{}`", slot.what),
                help: format!("for example: {example}"),
            }),
            Data::List(items) => Some(items),
            _ => self.wrong_shape(slot, "a list", example),
        }
    }

    /// Reads every item of a list that may be empty.
    pub(crate) fn each<'n, T>(
        &mut self,
        slot: Slot<'n>,
        example: &str,
        mut read: impl FnMut(&mut Self, Slot<'n>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Data::List(items) = &slot.node.data else {
            return self.wrong_shape(slot, "a list", example);
        };
        Some(items.iter().filter_map(|item| read(self, Slot::new(slot.what, item))).collect())
    }

    /// Reads every item of a list, or a single value that stands without one.
    pub(crate) fn one_or_many<'n, T>(
        &mut self,
        slot: Slot<'n>,
        mut read: impl FnMut(&mut Self, Slot<'n>) -> Option<T>,
    ) -> Vec<T> {
        match &slot.node.data {
            Data::List(items) => {
                items.iter().filter_map(|item| read(self, Slot::new(slot.what, item))).collect()
            }
            _ => read(self, slot).into_iter().collect(),
        }
    }

    /// The only entry of a mapping that has to choose one of several keys.
    pub(crate) fn choice<'n>(
        &mut self,
        fields: Fields<'n>,
        keys: &[&str],
        shape: Shape,
    ) -> Option<&'n Entry> {
        let mut chosen =
            fields.entries.iter().filter(|entry| keys.contains(&entry.key.value.as_str()));
        let first = chosen.next();
        if let (Some(first), Some(second)) = (first, chosen.next()) {
            return self.refuse(Problem::ConflictingKeys {
                span: second.key.span,
                first: first.key.value.clone(),
                second: second.key.value.clone(),
                help: format!("{} has one of the two, for example: {}", shape.place, shape.example),
            });
        }
        if first.is_none()
            && fields.entries.iter().all(|entry| shape.keys.contains(&entry.key.value.as_str()))
        {
            self.problems.push(Problem::MissingKey {
                span: fields.span,
                key: keys.join("` or `"),
                place: shape.place.to_owned(),
                help: format!("for example: {}", shape.example),
            });
        }
        first
    }

    /// Refuses a value of the wrong kind.
    pub(crate) fn wrong_shape<T>(
        &mut self,
        slot: Slot<'_>,
        expected: &str,
        example: &str,
    ) -> Option<T> {
        if slot.node.is_null() {
            return self.refuse(Problem::Empty {
                span: slot.span(),
                what: format!("`{}`", slot.what),
                help: format!("for example: {example}"),
            });
        }
        self.refuse(Problem::WrongShape {
            span: slot.span(),
            what: format!("`{}`", slot.what),
            expected: expected.to_owned(),
            found: slot.node.found(),
            help: format!("for example: {example}"),
        })
    }

    /// Refuses the second of two keys that exclude each other, where both are there.
    pub(crate) fn exclude(&mut self, fields: Fields<'_>, first: &str, second: &str, help: &str) {
        if let (Some(_), Some(entry)) = (fields.entry(first), fields.entry(second)) {
            self.problems.push(Problem::ConflictingKeys {
                span: entry.key.span,
                first: first.to_owned(),
                second: second.to_owned(),
                help: help.to_owned(),
            });
        }
    }
}

/// Joins a value that was read to the place of its slot.
pub(crate) fn at<T>(slot: Slot<'_>, value: T) -> Spanned<T> {
    Spanned::new(value, slot.span())
}

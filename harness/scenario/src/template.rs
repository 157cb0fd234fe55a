//! Text with `${name}` in it: names of a matrix are gone by the time a plan exists, names of
//! captures are left for whoever executes the plan.
//!
//! `$${` stands for a literal `${`. Does not check names; [`crate::parse`] does.

use std::collections::BTreeMap;

/// What the captures of a case hold so far: name to text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captures(BTreeMap<String, String>);

impl Captures {
    /// Starts with nothing captured.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Keeps what a capture found; a later find replaces an earlier one.
    pub fn insert(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    /// What is kept under `name`.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// A text in which captured values are still to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(String),
    Capture(String),
}

impl Template {
    /// A text without any captured value in it.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self(vec![Segment::Literal(text.to_owned())])
    }

    pub(crate) const fn from_segments(segments: Vec<Segment>) -> Self {
        Self(segments)
    }

    /// The text where it needs no captured value.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Segment::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The names of the captures that it needs, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|segment| match segment {
            Segment::Capture(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }

    /// The text with captured values in place; a name without a value stays as it was written.
    #[must_use]
    pub fn resolve(&self, captures: &Captures) -> String {
        self.resolve_with(captures, str::to_owned)
    }

    /// As [`Self::resolve`], each captured value changed by `change` first.
    pub(crate) fn resolve_with(
        &self,
        captures: &Captures,
        change: impl Fn(&str) -> String,
    ) -> String {
        let part = |segment: &Segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Capture(name) => match captures.value(name) {
                Some(value) => change(value),
                None => change(&format!("${{{name}}}")),
            },
        };
        self.0.iter().map(part).collect()
    }
}

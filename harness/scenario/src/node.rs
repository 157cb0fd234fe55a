//! The values of a YAML file with their places, before anything is known about their meaning.

use crate::{Source, Span, Spanned};

/// A scalar, a list or a mapping.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) data: Data,
    /// The node's first line; of a block collection, the line of its first entry.
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum Data {
    Scalar { text: String, plain: bool },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Spanned<String>,
    pub(crate) value: Node,
}

impl Node {
    /// A key as a text of its own.
    pub(crate) fn of_key(key: &Spanned<String>) -> Self {
        Self { data: Data::Scalar { text: key.value.clone(), plain: false }, span: key.span }
    }

    /// Tells whether nothing, `~` or `null` is written.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.data, Data::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// What it is, in a word for people.
    pub(crate) fn found(&self) -> &'static str {
        match &self.data {
            _ if self.is_null() => "nothing",
            Data::Scalar { .. } => "a text",
            Data::List(_) => "a list",
            Data::Map(_) => "a mapping",
        }
    }

    /// The text of a scalar.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entries of a mapping; nothing for other nodes.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; nothing for other nodes.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The entry of a mapping under that key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.value == key)
    }

    /// Itself and all nodes below it.
    pub(crate) fn count(&self) -> usize {
        let below: usize = match &self.data {
            Data::Scalar { .. } => 0,
            Data::List(items) => items.iter().map(Self::count).sum(),
            Data::Map(entries) => entries.iter().map(|entry| entry.value.count()).sum(),
        };
        below.saturating_add(1)
    }

    /// The place of a part of a scalar's text, where text and file agree; else of the whole.
    pub(crate) fn part(&self, source: &Source, offset: usize, length: usize) -> Span {
        let raw = source.slice(self.span);
        let Some(text) = self.scalar() else { return self.span };
        let lead = if raw == text {
            0
        } else if raw.get(1..raw.len().saturating_sub(1)) == Some(text) {
            1
        } else {
            return self.span;
        };
        Span::new(self.span.offset.saturating_add(lead).saturating_add(offset), length)
    }
}

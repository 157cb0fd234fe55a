//! A value that a case takes from what the module sends.

use crate::node::{Data, Entry};
use crate::reader::{Reader, Slot};
use crate::{Pattern, Problem, Spanned};

/// Keeps the first group of the first matching line under a name.
#[derive(Clone, Debug)]
pub struct Capture {
    /// The name by which later strings mean it: `${name}`.
    pub name: Spanned<String>,
    /// Searched in each line; has at least one group.
    pub pattern: Spanned<Pattern>,
}

impl Capture {
    /// Reads the captures of a step: names, each with its pattern.
    pub(crate) fn read_all(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Self>> {
        let Data::Map(entries) = &slot.node.data else {
            return reader.wrong_shape(slot, "a mapping", "{ url: '\"(http[^\"]+)\"' }");
        };
        Some(entries.iter().filter_map(|entry| Self::read(reader, entry)).collect())
    }

    fn read(reader: &mut Reader<'_>, entry: &Entry) -> Option<Self> {
        let name = reader.name(&entry.key);
        let pattern = Pattern::read(reader, Slot::of(entry))?;
        if pattern.group_count() == 0 {
            let name = entry.key.value.clone();
            reader.problems.push(Problem::CaptureWithoutGroup { span: pattern.span, name });
        }
        let name = name?;
        if let Some(&matrix) = reader.matrix.get(&name.value) {
            let name = name.value;
            let span = entry.key.span;
            return reader.refuse(Problem::CaptureShadowsMatrix { span, matrix, name });
        }
        Some(Self { name, pattern })
    }
}

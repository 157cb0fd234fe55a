//! The matrix: one case for each combination of values.

use std::collections::BTreeMap;

use super::Binding;
use crate::limit::{MATRIX_NODES_MAX, MATRIX_ROWS_MAX};
use crate::node::{Data, Entry, Node};
use crate::reader::{Reader, Slot};
use crate::{Problem, Span, Spanned, suggestion};

/// The axes of a matrix; there is one case for each combination of their points. Without axes
/// there is one case.
#[derive(Debug, Default)]
pub(crate) struct Matrix {
    axes: Vec<Axis>,
}

/// Names that get their values together: one name of the mapping form, all of the list form.
#[derive(Debug)]
struct Axis {
    names: Vec<Spanned<String>>,
    points: Vec<Vec<String>>,
}

const EXAMPLE: &str = "{ size: [1, 39, 40] }, or [ { class: auto, number: 3 } ]";

impl Matrix {
    /// Reads the matrix of a scenario; what is wrong is left out, and noted.
    pub(crate) fn read(reader: &mut Reader<'_>, root: &Node) -> Self {
        let Some(entry) = root.entry("matrix") else { return Self::default() };
        let slot = Slot::of(entry);
        let axes = match &slot.node.data {
            Data::Map(entries) => {
                entries.iter().filter_map(|entry| Axis::of_name(reader, entry)).collect()
            }
            Data::List(_) => Axis::of_rows(reader, slot).into_iter().collect(),
            Data::Scalar { .. } => {
                reader.wrong_shape::<()>(slot, "a mapping or a list of rows", EXAMPLE);
                Vec::new()
            }
        };
        let matrix = Self { axes };
        match matrix.check_size(entry.key.span, root) {
            Ok(()) => matrix,
            Err(problem) => {
                reader.problems.push(problem);
                matrix.first_row_only()
            }
        }
    }

    fn check_size(&self, span: Span, root: &Node) -> Result<(), Problem> {
        let rows = self.row_count();
        let over = |count: String, limit| Problem::OverLimit {
            span,
            what: "the matrix".to_owned(),
            count,
            limit,
            help: "leave out values, or split the scenario".to_owned(),
        };
        if rows > MATRIX_ROWS_MAX {
            return Err(over(format!("{rows} rows"), MATRIX_ROWS_MAX));
        }
        let nodes = root.count();
        if rows.saturating_mul(nodes) > MATRIX_NODES_MAX {
            return Err(over(format!("{rows} rows of {nodes} values each"), MATRIX_NODES_MAX));
        }
        Ok(())
    }

    fn first_row_only(mut self) -> Self {
        for axis in &mut self.axes {
            axis.points.truncate(1);
        }
        self
    }

    fn row_count(&self) -> usize {
        self.axes.iter().fold(1, |rows: usize, axis| rows.saturating_mul(axis.points.len()))
    }

    /// The names and where they are defined.
    pub(crate) fn names(&self) -> BTreeMap<String, Span> {
        let names = self.axes.iter().flat_map(|axis| &axis.names);
        names.map(|name| (name.value.clone(), name.span)).collect()
    }

    /// All rows, each with what is appended to the case id. The last axis varies fastest.
    pub(crate) fn rows(&self) -> Vec<(Vec<Binding>, String)> {
        let mut rows = vec![(Vec::new(), Vec::new())];
        for axis in &self.axes {
            rows = rows.iter().flat_map(|row| axis.extend(row)).collect();
        }
        let suffix = |labels: Vec<String>| match labels.as_slice() {
            [] => String::new(),
            labels => format!("[{}]", labels.join(",")),
        };
        rows.into_iter().map(|(row, labels)| (row, suffix(labels))).collect()
    }
}

impl Axis {
    /// One name with its values.
    fn of_name(reader: &mut Reader<'_>, entry: &Entry) -> Option<Self> {
        let name = reader.name(&entry.key);
        let items = reader.items(Slot::of(entry), EXAMPLE)?;
        let read = |item| Some(vec![reader.text(Slot::new(&entry.key.value, item))?.value]);
        let points = items.iter().filter_map(read).collect();
        Some(Self { names: vec![name?], points })
    }

    /// Rows that bind the same names each.
    fn of_rows(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let items = reader.items(slot, EXAMPLE)?;
        let first = items.first()?.entries();
        let names: Vec<Spanned<String>> =
            first.iter().filter_map(|entry| reader.name(&entry.key)).collect();
        let read = |item| read_row(reader, Slot::new("matrix", item), &names);
        let points = items.iter().filter_map(read).collect();
        Some(Self { names, points })
    }

    /// A row with each point of this axis.
    fn extend(&self, row: &(Vec<Binding>, Vec<String>)) -> Vec<(Vec<Binding>, Vec<String>)> {
        let extended = |(index, point): (usize, &Vec<String>)| {
            let (mut bindings, mut labels) = row.clone();
            for (name, value) in self.names.iter().zip(point) {
                bindings.push(Binding { name: name.value.clone(), value: value.clone() });
                labels.push(format!("{}={}", name.value, label(value, index)));
            }
            (bindings, labels)
        };
        self.points.iter().enumerate().map(extended).collect()
    }
}

/// The values of one row in the order of the names.
fn read_row(
    reader: &mut Reader<'_>,
    slot: Slot<'_>,
    names: &[Spanned<String>],
) -> Option<Vec<String>> {
    let Data::Map(entries) = &slot.node.data else {
        return reader.wrong_shape(slot, "a list of mappings", EXAMPLE);
    };
    let known = |entry: &&Entry| !names.iter().any(|name| name.value == entry.key.value);
    for extra in entries.iter().filter(known) {
        reader.problems.push(Problem::UnknownKey {
            span: extra.key.span,
            key: extra.key.value.clone(),
            place: "this row of the matrix".to_owned(),
            help: suggestion::help(
                &extra.key.value,
                names.iter().map(|name| name.as_str()),
                "the first row has",
            ),
        });
    }
    let values: Vec<Option<String>> =
        names.iter().map(|name| read_value(reader, slot.node, name)).collect();
    values.into_iter().collect()
}

fn read_value(reader: &mut Reader<'_>, row: &Node, name: &str) -> Option<String> {
    match row.entry(name) {
        Some(entry) => Some(reader.text(Slot::of(entry))?.value),
        None => reader.refuse(Problem::MissingKey {
            span: row.span,
            key: name.to_owned(),
            place: "every row of the matrix".to_owned(),
            help: "give each row the names of the first one".to_owned(),
        }),
    }
}

/// Length of a value that still fits into a case id, in octets.
const LABEL_OCTETS_MAX: usize = 32;

/// A value as a part of a case id: itself where that is harmless, else its number in the column.
fn label(value: &str, index: usize) -> String {
    let harmless = |octet: u8| {
        octet.is_ascii_graphic() && !matches!(octet, b'[' | b']' | b',' | b'/' | b'\\' | b'#')
    };
    if !value.is_empty() && value.len() <= LABEL_OCTETS_MAX && value.bytes().all(harmless) {
        value.to_owned()
    } else {
        format!("#{}", index.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("40", "40")]
    #[case("text/plain", "#3")]
    #[case("", "#3")]
    #[case("a b", "#3")]
    #[case("é", "#3")]
    fn label_is_harmless_in_an_id(#[case] value: &str, #[case] expected: &str) {
        assert_eq!(label(value, 2), expected);
    }
}

//! Text of a scenario to its plans.

use std::collections::{BTreeMap, BTreeSet};

use crate::limit::{FILE_OCTETS_MAX, LINE_OCTETS_MAX, PROBLEMS_MAX};
use crate::node::Node;
use crate::plan::{Binding, Matrix};
use crate::reader::{Files, Reader};
use crate::{Context, Diagnostics, Plan, Problem, Source, Span, yaml};

/// Checks the text of a scenario. `name` is its path relative to the root of the scenarios, with
/// `/` between folders: the case id is made of it, and payload files are looked up beside it.
///
/// # Errors
/// One lexical problem alone, or all semantic ones.
pub fn parse(text: &str, name: &str, context: &Context<'_>) -> Result<Vec<Plan>, Diagnostics> {
    parse_as(text, name, name, context)
}

/// As [`parse`], with a case id that is not made of the shown name.
pub(crate) fn parse_as(
    text: &str,
    name: &str,
    path_below_root: &str,
    context: &Context<'_>,
) -> Result<Vec<Plan>, Diagnostics> {
    let (source, root, mut problems) = read_nodes(text, name)?;
    let id = case_id(path_below_root);
    let plans = plans(&source, &root, &id, context, &mut problems);
    Diagnostics::check(&source, problems)?;
    Ok(plans)
}

/// A file's nodes, and what is wrong with them although they could be read.
pub(crate) fn read_nodes(
    text: &str,
    name: &str,
) -> Result<(Source, Node, Vec<Problem>), Diagnostics> {
    check_size(text, name)?;
    let source = Source::new(name, text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let mut problems = Vec::new();
    match yaml::read(&source, &mut problems) {
        Ok(root) => Ok((source, root, problems)),
        Err(problem) => Err(Diagnostics::single(source, problem)),
    }
}

/// Refuses what is too large to be read, and shows only as much of it as a reader needs.
pub(crate) fn check_size(text: &str, name: &str) -> Result<(), Diagnostics> {
    let mut before = 0_usize;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if line.len() > LINE_OCTETS_MAX {
            return Err(line_too_long(text, name, before, index, line.len()));
        }
        let end = before.saturating_add(line.len());
        if end > FILE_OCTETS_MAX {
            let span = Span::new(before, line.trim_end().len());
            let problem = Problem::FileTooLarge { span, limit: FILE_OCTETS_MAX };
            return Err(Diagnostics::single(clipped(text, name, end), problem));
        }
        before = end;
    }
    Ok(())
}

/// Octets of a line that is too long that are shown.
const SHOWN_OCTETS: usize = 60;

fn line_too_long(text: &str, name: &str, start: usize, index: usize, length: usize) -> Diagnostics {
    let source = clipped(text, name, start.saturating_add(SHOWN_OCTETS));
    let span = Span::new(start, source.text().len().saturating_sub(start));
    // A text just past the limit of a file was cut there: nobody knows how long its last line is.
    let cut = text.len() == FILE_OCTETS_MAX.saturating_add(1)
        && start.saturating_add(length) == text.len();
    let length = if cut { format!("over {length}") } else { length.to_string() };
    let line = index.saturating_add(1);
    let problem = Problem::LineTooLong { span, line, length, limit: LINE_OCTETS_MAX };
    Diagnostics::single(source, problem)
}

fn clipped(text: &str, name: &str, end: usize) -> Source {
    let mut end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    Source::new(name, text.get(..end).unwrap_or_default())
}

fn case_id(path: &str) -> String {
    path.strip_suffix(".yaml").unwrap_or(path).to_owned()
}

fn plans(
    source: &Source,
    root: &Node,
    id: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Plan> {
    let mut files = Files::default();
    let mut reader = Reader::new(source, Some(*context), &mut files, &[]);
    let matrix = Matrix::read(&mut reader, root);
    problems.append(&mut reader.problems);
    let captures = captures(root);
    let mut used = BTreeSet::new();
    let mut plans = Vec::new();
    for (row, suffix) in matrix.rows() {
        let mut reader = row_reader(source, context, &mut files, &row, &matrix, &captures);
        plans.extend(Plan::read(&mut reader, root, format!("{id}{suffix}")));
        add_new(problems, reader.problems);
        used.append(&mut reader.used);
        if problems.len() > PROBLEMS_MAX {
            return plans;
        }
    }
    if !problems.is_empty() {
        return plans;
    }
    let unused = matrix.names().into_iter().filter(|(name, _)| !used.contains(name));
    problems.extend(unused.map(|(name, span)| Problem::UnusedMatrixName { span, name }));
    plans
}

fn row_reader<'a>(
    source: &'a Source,
    context: &Context<'a>,
    files: &'a mut Files,
    row: &'a [Binding],
    matrix: &Matrix,
    captures: &BTreeMap<String, Span>,
) -> Reader<'a> {
    let mut reader = Reader::new(source, Some(*context), files, row);
    reader.matrix = matrix.names();
    reader.all_captures.clone_from(captures);
    reader
}

/// The names that any step captures, with the first place of each.
fn captures(root: &Node) -> BTreeMap<String, Span> {
    let steps = root.entry("steps").map(|steps| steps.value.items()).unwrap_or_default();
    let captures = steps.iter().filter_map(|step| step.entry("capture"));
    let mut names = BTreeMap::new();
    for entry in captures.flat_map(|capture| capture.value.entries()) {
        names.entry(entry.key.value.clone()).or_insert(entry.key.span);
    }
    names
}

/// Adds the problems of another row, each kind at each place once.
fn add_new(problems: &mut Vec<Problem>, more: Vec<Problem>) {
    let place = |problem: &Problem| (problem.span(), problem.stable_code());
    let known: BTreeSet<_> = problems.iter().map(place).collect();
    problems.extend(more.into_iter().filter(|problem| !known.contains(&place(problem))));
}

#[cfg(test)]
mod tests;

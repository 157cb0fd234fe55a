//! States and transitions as a table and as a drawing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sim7100_model::AbstractState;

use crate::transition::{Transition, Trigger};

/// A line for each state and trigger: where it may lead.
pub(crate) fn table() -> String {
    let mut rows: BTreeMap<(AbstractState, Trigger), Vec<String>> = BTreeMap::new();
    for Transition { from, trigger, to } in Transition::all() {
        rows.entry((from, trigger)).or_default().push(to.to_string());
    }
    let (states, transitions) =
        (AbstractState::all().len(), rows.values().map(Vec::len).sum::<usize>());
    let mut table = format!("{states} states, {transitions} transitions\n");
    let mut last = None;
    for ((from, trigger), to) in rows {
        if last.replace(from) != Some(from) {
            let _ = writeln!(table, "\n{from}");
        }
        let trigger = trigger.to_string();
        let _ = writeln!(table, "  {trigger:<16}  {}", to.join(" "));
    }
    table
}

/// The same in the language of Graphviz, one arrow for all triggers between two states.
pub(crate) fn graph() -> String {
    let mut arrows: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for Transition { from, trigger, to } in Transition::all() {
        arrows.entry((from.to_string(), to.to_string())).or_default().push(trigger.to_string());
    }
    let mut names: Vec<String> = AbstractState::all().iter().map(ToString::to_string).collect();
    names.sort();
    let mut graph = String::from(
        "// The abstract states of the model. Draw it with: dot -Tsvg states.dot\n\
         digraph states {\n  rankdir=LR;\n  node [shape=box];\n",
    );
    for name in names {
        let _ = writeln!(graph, "  \"{name}\";");
    }
    for ((from, to), triggers) in arrows {
        let _ = writeln!(graph, "  \"{from}\" -> \"{to}\" [label=\"{}\"];", triggers.join(", "));
    }
    graph.push_str("}\n");
    graph
}

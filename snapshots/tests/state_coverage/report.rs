//! Triples for people, many in few lines.

use std::collections::{BTreeMap, BTreeSet};

use sim7100_model::AbstractState;

use crate::triple::Triple;

/// A line for each command form and answer, with its states.
pub(crate) fn grouped<'a>(triples: impl IntoIterator<Item = &'a Triple>) -> String {
    let mut rows: BTreeMap<String, BTreeSet<AbstractState>> = BTreeMap::new();
    for triple in triples {
        rows.entry(triple.course()).or_default().insert(triple.state);
    }
    let row = |(course, states)| format!("  {course}: {}", shortened(&states).join(" "));
    rows.into_iter().map(row).collect::<Vec<_>>().join("\n")
}

/// Names of states; where all that begin alike are there, their beginning.
fn shortened(states: &BTreeSet<AbstractState>) -> Vec<String> {
    let names: BTreeSet<String> = states.iter().map(ToString::to_string).collect();
    let all: Vec<String> = AbstractState::all().iter().map(ToString::to_string).collect();
    let is_whole = |head: &str| {
        all.iter().filter(|name| name.starts_with(head)).all(|name| names.contains(name))
    };
    let mut short: Vec<String> = Vec::new();
    for name in &names {
        let heads = name.match_indices('/').map(|(at, sign)| name.split_at(at + sign.len()).0);
        let head = heads.into_iter().find(|head| is_whole(head));
        let name = head.map_or_else(|| name.clone(), |head| format!("{head}*"));
        if short.last() != Some(&name) {
            short.push(name);
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use sim7100_model::{Answer, CommandForm};

    use super::*;

    fn triple(state: AbstractState) -> Triple {
        Triple { name: "+CMMSEDIT", form: CommandForm::Read, answer: Answer::Ok, state }
    }

    #[test]
    fn states_that_begin_alike_are_told_together() {
        let all: Vec<Triple> = AbstractState::all().into_iter().map(triple).collect();
        let (first, rest) = all.split_first().unwrap();
        assert_eq!(
            grouped(&all),
            "  +CMMSEDIT read OK: data editing/* idle/* receiving sending service-open"
        );
        assert_eq!(grouped([first]), "  +CMMSEDIT read OK: idle/empty/none");
        assert!(grouped(rest).contains(
            " idle/complete/* idle/empty/full idle/empty/some idle/incomplete/* receiving"
        ));
    }
}

//! What the scenarios show, held against what can be reached and what is excused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use sim7100_model::{AbstractState, Model};

use crate::exception::Exceptions;
use crate::triple::Triple;
use crate::vocabulary;

/// The comparison.
pub(crate) struct Coverage {
    /// Triples that neither a scenario shows nor an exception excuses.
    pub(crate) unexcused: BTreeSet<Triple>,
    /// Exceptions for triples that are shown, or that cannot be reached.
    pub(crate) needless: Vec<String>,
    /// What scenarios show although the search does not find it, as it is traced: the vocabulary lacks a line.
    pub(crate) unfound: Vec<String>,
    reachable: BTreeSet<Triple>,
    shown: BTreeSet<Triple>,
    excused: usize,
}

impl Coverage {
    /// Compares reachable triples with the events that were overheard.
    pub(crate) fn of(
        reachable: &BTreeSet<Triple>,
        overheard: &BTreeSet<String>,
        Exceptions(exceptions): &Exceptions,
    ) -> Self {
        let traced: BTreeMap<String, Triple> =
            reachable.iter().map(|triple| (triple.traced(), *triple)).collect();
        let shown: BTreeSet<Triple> =
            overheard.iter().filter_map(|text| traced.get(text)).copied().collect();
        let missing: BTreeMap<String, Triple> =
            reachable.difference(&shown).map(|triple| (triple.to_string(), *triple)).collect();
        let unexcused =
            missing.iter().filter(|(name, _)| !exceptions.contains_key(*name)).map(|(_, it)| *it);
        let needless = exceptions.keys().filter(|name| !missing.contains_key(*name)).cloned();
        let counted: BTreeSet<&str> = Model::commands()
            .iter()
            .filter(|command| vocabulary::counts(command))
            .map(|command| command.name)
            .collect();
        let unfound = overheard
            .iter()
            .filter(|text| !traced.contains_key(*text) && counted.contains(name_in(text)));
        Self {
            unexcused: unexcused.collect(),
            needless: needless.collect(),
            unfound: unfound.cloned().collect(),
            reachable: reachable.clone(),
            shown,
            excused: exceptions.len(),
        }
    }

    /// Percent of the reachable triples that are shown, rounded down.
    pub(crate) fn shown_percent(&self) -> usize {
        self.shown.len() * 100 / self.reachable.len().max(1)
    }
}

/// The figures: all in one line, then one for each state.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (reachable, shown, percent) =
            (self.reachable.len(), self.shown.len(), self.shown_percent());
        let excused = self.excused;
        writeln!(
            f,
            "{reachable} triples can be reached, {shown} ({percent} %) are shown, {excused} are excused"
        )?;
        let count = |triples: &BTreeSet<Triple>, state| {
            triples.iter().filter(|triple| triple.state == state).count()
        };
        let states: BTreeSet<AbstractState> =
            self.reachable.iter().map(|triple| triple.state).collect();
        for state in states {
            let (shown, reachable) = (count(&self.shown, state), count(&self.reachable, state));
            writeln!(f, "{:<24} {shown} of {reachable}", state.to_string())?;
        }
        Ok(())
    }
}

/// The name of the command in the text of an event.
fn name_in(text: &str) -> &str {
    text.split('"').nth(1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use sim7100_model::{Answer, CommandForm};

    use super::*;

    fn triple(name: &'static str) -> Triple {
        Triple { name, form: CommandForm::Read, answer: Answer::Ok, state: AbstractState::Sending }
    }

    #[test]
    fn a_triple_is_shown_or_excused_or_missing() {
        let [edit, cc, bcc] = ["+CMMSEDIT", "+CMMSCC", "+CMMSBCC"].map(triple);
        let overheard = BTreeSet::from([edit.traced(), triple("+CGMI").traced()]);
        let exceptions = Exceptions::parse(&format!("{cc}: why\n{edit}: why\n")).unwrap();
        let reachable = BTreeSet::from([edit, cc, bcc]);
        let coverage = Coverage::of(&reachable, &overheard, &exceptions);
        assert_eq!(coverage.unexcused, BTreeSet::from([bcc]));
        assert_eq!(coverage.needless, [edit.to_string()]);
        assert_eq!(coverage.unfound, Vec::<String>::new());
        assert_eq!(
            coverage.to_string(),
            "3 triples can be reached, 1 (33 %) are shown, 2 are excused\nsending                  1 of 3\n"
        );
    }

    #[test]
    fn what_is_shown_and_not_found_is_told() {
        let [edit, cc] = ["+CMMSEDIT", "+CMMSCC"].map(triple);
        let overheard = BTreeSet::from([edit.traced(), cc.traced()]);
        let coverage = Coverage::of(&BTreeSet::from([edit]), &overheard, &Exceptions::default());
        assert_eq!(coverage.unfound, [cc.traced()]);
        assert_eq!(coverage.shown_percent(), 100);
    }
}

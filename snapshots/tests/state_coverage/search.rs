//! A breadth-first search over the model: every triple that can be reached.
//!
//! A model is looked at when one of its [`features`] has not been seen in its abstract state.

use std::collections::{BTreeSet, VecDeque};
use std::sync::LazyLock;

use sim7100_model::{AbstractState, Model, Summary};

use crate::bench::{Bench, Happening, NAMELESS_OCTETS, OCTETS};
use crate::triple::Triple;
use crate::vocabulary::{ADDRESSES, FILES, Vocabulary};

/// Models that the search looks at, at most.
const MODELS_MAX: usize = 4_000;

/// The services of chapter 11, by their names in a summary.
const SERVICES: [&str; 5] = ["TCP/IP", "FTP", "HTTP", "EMAIL", "GPS"];

/// What the search found.
pub(crate) struct Found {
    /// The triples.
    pub(crate) triples: BTreeSet<Triple>,
    /// How many models it looked at.
    pub(crate) models: usize,
    /// Whether it stopped at its bound.
    pub(crate) is_cut: bool,
}

/// What a model holds beyond its abstract state, each by its kind and its value.
type Feature = (u8, u8);

impl Found {
    /// What a search from a module that was just switched on finds; one search serves all.
    pub(crate) fn by_search() -> &'static Self {
        static FOUND: LazyLock<Found> = LazyLock::new(search);
        &FOUND
    }
}

fn search() -> Found {
    let vocabulary = Vocabulary::new();
    let mut triples = BTreeSet::new();
    let mut seen = Seen::default();
    let start = Bench::new(&mut triples);
    seen.is_new(&start.model);
    let mut open = VecDeque::from([start]);
    let mut models = 0;
    while let Some(bench) = open.pop_front() {
        models += 1;
        if models == MODELS_MAX {
            break;
        }
        let successors = successors(&bench, &vocabulary, &mut triples);
        open.extend(successors.into_iter().filter(|next| seen.is_new(&next.model)));
    }
    Found { triples, models, is_cut: !open.is_empty() }
}

/// What can follow, each on a model of its own.
fn successors(
    bench: &Bench,
    vocabulary: &Vocabulary,
    triples: &mut BTreeSet<Triple>,
) -> Vec<Bench> {
    let mut successors = Vec::new();
    for happening in Happening::ALL {
        let mut copy = bench.clone();
        copy.happen(happening, triples);
        successors.push(copy);
    }
    if bench.model.abstract_state() == AbstractState::Data {
        return successors;
    }
    let mut copy = bench.clone();
    for line in &vocabulary.asking {
        copy.line(line, triples);
    }
    for lines in &vocabulary.acting {
        // What was refused at its first command has changed nothing.
        let taken = lines.iter().take_while(|line| !copy.line(line, triples)).count();
        if taken > 0 {
            successors.push(std::mem::replace(&mut copy, bench.clone()));
        }
    }
    successors
}

/// What was seen in each abstract state.
#[derive(Default)]
struct Seen(BTreeSet<(AbstractState, Feature)>);

impl Seen {
    fn is_new(&mut self, model: &Model) -> bool {
        let state = model.abstract_state();
        let mut is_new = false;
        for feature in features(&model.summary()) {
            is_new |= self.0.insert((state, feature));
        }
        is_new
    }
}

/// Address lists, files by number and size, and the message in memory, each together with the edit mode, without
/// which they cannot change; the mail boxes, each alone and together; each service that is open.
fn features(summary: &Summary) -> Vec<Feature> {
    let is_editing = u8::from(summary.edit);
    let [to, cc, bcc] = summary.addresses.map(|count| fill(count, ADDRESSES));
    let memory = kind(summary.memory.as_deref());
    let octets = fill(summary.files_octets / NAMELESS_OCTETS, OCTETS / NAMELESS_OCTETS);
    let edited = [to, cc, bcc, fill(summary.files, FILES), octets, memory];
    let [first, second] = summary.boxes.each_ref().map(|stored| kind(stored.as_deref()));
    let both = u8::from(first > 0) + 2 * u8::from(second > 0);
    let services = SERVICES.map(|name| u8::from(summary.open_services.contains(&name)));
    let rest = [first, second, both].into_iter().chain(services);
    (0..).zip(edited.map(|value| 2 * value + is_editing).into_iter().chain(rest)).collect()
}

fn fill(count: usize, max: usize) -> u8 {
    match count {
        0 => 0,
        count if count >= max => 2,
        _ => 1,
    }
}

fn kind(message: Option<&str>) -> u8 {
    match message {
        None => 0,
        Some(text) if text.starts_with("unsent/0") => 1,
        Some(text) if text.starts_with("unsent") => 2,
        Some(text) if text.starts_with("sent") => 3,
        Some("received/2 files") => 4,
        Some(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_comes_to_its_end_and_to_every_state() {
        let found = Found::by_search();
        assert!(!found.is_cut, "{} models were not enough", found.models);
        let states: BTreeSet<_> = found.triples.iter().map(|triple| triple.state).collect();
        assert_eq!(states.into_iter().collect::<Vec<_>>(), AbstractState::all());
    }

    #[test]
    fn answers_at_the_end_of_a_long_way_are_found() {
        let found = names();
        for name in [
            "+CMMSSEND execute 201 editing/incomplete/none",
            "+CMMSSEND write 175 editing/complete/full",
            "+CMMSDOWN write 182 service-open",
            "+CMMSDOWN write 173 data",
            "+CMMSREAD write OK receiving",
            "+NETCLOSE execute ERROR service-open",
            "+CFTPSSTOP execute OK service-open",
            "+CHTTPSSTOP execute OK service-open",
            "+CSMTPSSTOP execute OK service-open",
        ] {
            assert!(found.contains(name), "{name}");
        }
    }

    #[test]
    fn answers_that_the_order_of_checks_rules_out_are_not_found() {
        let found = names();
        for name in [
            "+CMMSSEND execute OK editing/incomplete/none",
            "+CMMSRECP write 177 idle/empty/none",
            "+CMMSRECV write OK editing/empty/none",
            "+CMMSSAVE write OK sending",
        ] {
            assert!(!found.contains(name), "{name}");
        }
    }

    fn names() -> BTreeSet<String> {
        Found::by_search().triples.iter().map(ToString::to_string).collect()
    }
}

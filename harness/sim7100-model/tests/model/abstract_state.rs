//! The declared transitions between abstract states against a search over the model.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use sim7100_model::{AbstractState, Control, NetAction};

use crate::bench::Bench;
use crate::transition::{Transition, Trigger};

/// Distinct models that the search looks at, at most.
const MODELS_MAX: usize = 2_000;

/// Command lines with what they bring about; none for what changes no state.
const LINES: &[(Option<Trigger>, &str)] = &[
    (None, "AT"),
    (None, "AT+CMMSVIEW"),
    (None, "AT+CMMSCURL?"),
    (None, "AT+CMMSEDIT=2"),
    (None, "AT+CMMSDOWN=\"FILE\",1,\"none.txt\""),
    (Some(Trigger::EditOn), "AT+CMMSEDIT=1"),
    (Some(Trigger::EditOff), "AT+CMMSEDIT=0"),
    (Some(Trigger::Change), "AT+CMMSRECP=\"1\""),
    (Some(Trigger::Change), "AT+CMMSDELRECP"),
    (Some(Trigger::Change), "AT+CMMSDOWN=\"FILE\",1,\"a.txt\""),
    (Some(Trigger::Change), "AT+CMMSDELFILE=0"),
    (Some(Trigger::DataBegins), "AT+CMMSDOWN=\"TITLE\",1"),
    (Some(Trigger::DataBegins), "AT+CMMSDOWN=\"PIC\",1,\"a.jpg\""),
    (Some(Trigger::Save), "AT+CMMSSAVE"),
    (Some(Trigger::Save), "AT+CMMSSAVE=1"),
    (Some(Trigger::Load), "AT+CMMSVIEW=0"),
    (Some(Trigger::Load), "AT+CMMSVIEW=1"),
    (Some(Trigger::Delete), "AT+CMMSDELETE=0"),
    (Some(Trigger::Delete), "AT+CMMSDELETE"),
    (Some(Trigger::Send), "AT+CMMSSEND"),
    (Some(Trigger::Receive), "AT+CMMSRECV=\"http://192.168.1.2/a\""),
    (Some(Trigger::ServiceOpens), "AT+NETOPEN"),
    (Some(Trigger::ServiceCloses), "AT+NETCLOSE"),
];

/// M-Retrieve.conf with a title, and with a receiver and a file too.
const TITLE: &[u8] = b"\x8C\x84\x8D\x90\x85\x04\x49\xBF\x68\x89\x96Hi\0\x84\xA3\x00";
const WHOLE: &[u8] =
    b"\x8C\x84\x8D\x90\x85\x04\x49\xBF\x68\x89\x971/TYPE=PLMN\0\x84\xA3\x01\x01\x01\x83x";

fn started() -> Bench {
    let mut bench = Bench::new();
    bench.control(Control::PutFile { path: "C:/a.txt", octets: b"a" });
    bench.ok(&["AT+CMMSCURL=\"192.168.1.2\""]);
    bench
}

/// What can follow in the state of a bench, each on a bench of its own.
fn successors(bench: &Bench) -> Vec<(Option<Trigger>, Bench)> {
    let on_copy = |act: &dyn Fn(&mut Bench)| {
        let mut copy = bench.clone();
        act(&mut copy);
        copy
    };
    let mut found = vec![(
        Some(Trigger::PowerCycle),
        on_copy(&|copy| {
            copy.control(Control::PowerCycle);
            copy.te(b"ATE0+CMEE=1\r");
        }),
    )];
    if bench.model.abstract_state() == AbstractState::Data {
        found.push((Some(Trigger::DataEnds), on_copy(&|copy| drop(copy.te(b"x")))));
        found.push((Some(Trigger::DataEnds), on_copy(&|copy| drop(copy.advance(10)))));
        return found;
    }
    for (trigger, line) in LINES {
        found.push((*trigger, on_copy(&|copy| drop(copy.te(format!("{line}\r").as_bytes())))));
    }
    if let Some(NetAction::Open { .. }) = bench.net.last() {
        let ends = Some(Trigger::TransactionEnds);
        found.push((ends, on_copy(&|copy| drop(copy.advance(3_600)))));
        for body in [&b""[..], TITLE, WHOLE] {
            found.push((ends, on_copy(&|copy| answer(copy, body))));
        }
    }
    found
}

fn answer(bench: &mut Bench, body: &[u8]) {
    let (connection, _) = bench.request();
    let said = bench.answer(connection, body);
    assert!(body.is_empty() || !said.starts_with("\r\n+CMMSRECV: 1"), "{said}");
}

/// What is in memory and boxes, hidden or not: the states behind the present one.
fn hidden(bench: &Bench) -> [AbstractState; 3] {
    let mut copy = bench.clone();
    copy.advance(3_600);
    copy.line("AT+NETCLOSE");
    let memory = copy.model.abstract_state();
    let boxes = [b"AT+CMMSVIEW=0\r", b"AT+CMMSVIEW=1\r"].map(|line| {
        copy.control(Control::PowerCycle);
        copy.te(line);
        copy.model.abstract_state()
    });
    let [first, second] = boxes;
    [memory, first, second]
}

/// Every change of state that a search over the model finds.
fn search() -> BTreeSet<Transition> {
    let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut open = VecDeque::from([started()]);
    while let Some(bench) = open.pop_front() {
        let from = bench.model.abstract_state();
        for (trigger, mut next) in successors(&bench) {
            let to = next.model.abstract_state();
            if from != to {
                let trigger = trigger.unwrap_or_else(|| panic!("{from} -> {to} by nothing"));
                found.insert(Transition { from, trigger, to });
            }
            next.events.clear();
            next.net.retain(|action| matches!(action, NetAction::Open { .. }));
            let is_open = matches!(to, AbstractState::Sending | AbstractState::Receiving);
            next.net.drain(..next.net.len().saturating_sub(usize::from(is_open)));
            let is_service_open = !next.model.summary().open_services.is_empty();
            let key = (to, is_service_open, hidden(&next));
            if seen.len() < MODELS_MAX && seen.insert(key) {
                open.push_back(next);
            }
        }
    }
    found
}

#[test]
fn the_model_makes_the_declared_transitions_and_no_others() {
    let declared: BTreeSet<_> = Transition::all().into_iter().collect();
    let found = search();
    let undeclared: Vec<_> = found.difference(&declared).collect();
    let unmade: Vec<_> = declared.difference(&found).collect();
    assert!(undeclared.is_empty() && unmade.is_empty(), "{undeclared:#?} {unmade:#?}");
}

/// A line for each state and trigger: where it may lead.
#[test]
fn the_table_of_transitions() {
    let mut rows: BTreeMap<(AbstractState, Trigger), Vec<String>> = BTreeMap::new();
    for Transition { from, trigger, to } in Transition::all() {
        rows.entry((from, trigger)).or_default().push(to.to_string());
    }
    let mut table = String::new();
    for ((from, trigger), to) in rows {
        writeln!(table, "{from:<26} {trigger:<17} -> {}", to.join(" ")).unwrap();
    }
    insta::assert_snapshot!(table);
}

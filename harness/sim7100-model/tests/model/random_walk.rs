//! Random walks through editing, memory and boxes: the model against the manual's rules, step by step.
//!
//! What a step may be depends on the state before it; while a failing walk is shrunk, each step is asked again whether
//! it still may be there.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use sim7100_model::Control;

use crate::bench::Bench;
use crate::manual::{FILES_MAX, Manual, Message, Step};

/// Steps of one walk.
const STEPS: std::ops::Range<usize> = 1..120;
/// Octets of a title (SIM-3.4).
const TITLE_OCTETS: std::ops::RangeInclusive<usize> = 1..=40;
/// Octets of a file; all of them stay below every limit.
const FILE_OCTETS: std::ops::RangeInclusive<usize> = 1..=600;

struct Walk;

impl ReferenceStateMachine for Walk {
    type State = Manual;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Manual> {
        Just(Manual::default()).boxed()
    }

    fn transitions(manual: &Manual) -> BoxedStrategy<Step> {
        if manual.is_editing || manual.memory.is_some() {
            prop_oneof![1 => anything(), 9 => edits(manual)].boxed()
        } else {
            prop_oneof![2 => Just(Step::Edit(true)), 3 => anything()].boxed()
        }
    }

    fn apply(manual: Manual, step: &Step) -> Manual {
        manual.after(step)
    }

    /// Data are for a message that is edited, so that shrinking does not end in a refusal that has nothing to do with
    /// what was found.
    fn preconditions(manual: &Manual, step: &Step) -> bool {
        step.payload().is_none() || manual.is_editing
    }
}

/// Any step that the manual names, whether or not it can be done now.
fn anything() -> BoxedStrategy<Step> {
    prop_oneof![
        any::<bool>().prop_map(Step::Edit),
        (0..3_usize, address()).prop_map(|(list, address)| Step::Add(list, address)),
        (0..3_usize, address()).prop_map(|(list, address)| Step::Remove(list, address)),
        (0..3_usize).prop_map(Step::Clear),
        (0..7_usize).prop_map(Step::DeleteFile),
        (0..2_usize).prop_map(Step::Save),
        (0..2_usize).prop_map(Step::Load),
        Just(Step::View),
        (0..7_usize).prop_map(Step::Read),
        (0..2_usize).prop_map(Step::Delete),
        Just(Step::DeleteAll),
        Just(Step::PowerCycle),
    ]
    .boxed()
}

/// What makes a message grow, and looks at it; bursts of additions reach the limits.
fn edits(manual: &Manual) -> BoxedStrategy<Step> {
    let files = manual.memory.as_ref().map_or(0, |message| message.files.len());
    prop_oneof![
        1 => (1..3_usize, address()).prop_map(|(list, address)| Step::Add(list, address)),
        8 => address().prop_map(|address| Step::Add(0, address)),
        2 => TITLE_OCTETS.prop_map(Step::Title),
        8 => ("[a-z]{1,8}", FILE_OCTETS).prop_map(|(stem, octets)| Step::File(format!("{stem}.jpg"), octets)),
        1 => (0..=files).prop_map(Step::DeleteFile),
        2 => (0..=files).prop_map(Step::Read),
        2 => (0..2_usize).prop_map(Step::Save),
        1 => (0..2_usize).prop_map(Step::Load),
        2 => Just(Step::View),
    ]
    .boxed()
}

/// Few addresses, so that they come again.
fn address() -> BoxedStrategy<String> {
    prop::sample::select(vec!["1", "13918181818", "a@b.cn", "s2@gmail.com"])
        .prop_map(str::to_owned)
        .boxed()
}

impl StateMachineTest for Walk {
    type SystemUnderTest = Bench;
    type Reference = Self;

    fn init_test(_: &Manual) -> Bench {
        Bench::with(&[("files_max", &FILES_MAX.to_string())])
    }

    /// The answer is the manual's.
    fn apply(mut bench: Bench, manual: &Manual, step: Step) -> Bench {
        let Some(line) = step.line() else {
            bench.control(Control::PowerCycle);
            assert!(bench.te(b"ATE0+CMEE=1\r").ends_with(b"\r\nOK\r\n"));
            return bench;
        };
        let mut answer = bench.te(format!("{line}\r").as_bytes());
        if let Some(payload) = step.payload().filter(|_| manual.answer.is_ok()) {
            assert_eq!(answer, b"\r\n>", "{line}");
            answer = bench.te(&payload);
        }
        let expected = match manual.answer {
            Ok(()) => "\r\nOK\r\n".to_owned(),
            Err(code) => format!("\r\n+CME ERROR: {code}\r\n"),
        };
        assert!(answer.ends_with(expected.as_bytes()), "{line}: {}", answer.escape_ascii());
        bench
    }

    /// A copy of the module shows what the manual says is there, in memory and in both boxes.
    fn check_invariants(bench: &Bench, manual: &Manual) {
        let memory = manual.content().ok();
        assert_eq!(shown(bench, "AT+CMMSVIEW"), memory.map(told), "memory");
        for (number, stored) in manual.boxes.iter().enumerate() {
            let line = format!("AT+CMMSVIEW={number}");
            assert_eq!(shown(bench, &line), stored.as_ref().map(told), "{line}");
        }
        for (index, (name, octets)) in memory.iter().flat_map(|message| &message.files).enumerate()
        {
            let data = "p".repeat(*octets);
            let response = format!("\r\n+CMMSREAD:\"{name}\",{octets}\r\n{data}\r\n\r\nOK\r\n");
            assert_eq!(bench.clone().line(&format!("AT+CMMSREAD={index}")), response);
        }
    }
}

/// The three lists and the files that a view shows, without quotes; none when it shows nothing.
fn shown(bench: &Bench, line: &str) -> Option<Vec<String>> {
    let response = bench.clone().line(line).replace(['"', '\0'], "");
    if response.contains("+CME ERROR: ") {
        return None;
    }
    let mut lines = response.split("\r\n").filter(|line| !line.is_empty());
    let head: Vec<&str> = lines.next()?.split(',').skip(2).take(3).collect();
    let files = lines.take_while(|line| *line != "OK").map(str::to_owned);
    Some(std::iter::once(head.join(",")).chain(files).collect())
}

/// What a view should show of a message.
fn told(message: &Message) -> Vec<String> {
    let head = message.addresses.each_ref().map(|list| list.join(";")).join(",");
    let files = message.files.iter().enumerate();
    let files = files.map(|(index, (name, octets))| format!("{index},{name},7,{octets}"));
    std::iter::once(head).chain(files).collect()
}

prop_state_machine! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_model_walks_as_the_manual_says(sequential STEPS => Walk);
}

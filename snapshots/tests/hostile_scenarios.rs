//! Each answer of the hostile pack is in one shipped scenario, which demands the codes that the pack allows.

#[expect(dead_code, reason = "the cases alone are asked for")]
#[path = "support/library.rs"]
mod library;

use std::collections::BTreeMap;

use library::Library;
use mock_mmsc::pack::{Case, Leg, hostile};
use scenario::{Captures, MmscScript, MmscStep, Plan, Step};

/// Beginning of the names of the scenarios, behind the folder.
const SCENARIOS: &str = "hostile-";
/// Codes that a report may carry.
const CODES: [u16; 6] = [0, 172, 173, 188, 189, 190];

#[test]
fn the_scenarios_are_the_pack() {
    let library = Library::load().unwrap();
    let plans = library.files.values().flatten();
    let plans = plans.filter(|plan| plan.scenario().contains(SCENARIOS));
    let mut by_answer = BTreeMap::<&str, Vec<&Plan>>::new();
    for plan in plans {
        by_answer.entry(answer(plan)).or_default().push(plan);
    }
    let cases = hostile();
    let wrong: Vec<String> = cases.iter().filter_map(|case| wrong(case, &by_answer)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(by_answer.len(), cases.len());
}

/// What is wrong about the scenarios of a case.
fn wrong(case: &Case, by_answer: &BTreeMap<&str, Vec<&Plan>>) -> Option<String> {
    let plans = by_answer.get(case.name.as_str()).map_or(&[][..], Vec::as_slice);
    let [plan] = plans else {
        return Some(format!("{} is in {} scenarios, not in one", case.name, plans.len()));
    };
    let report = match case.leg {
        Leg::Receive => "+CMMSRECV",
        Leg::Confirm => "+CMMSSEND",
    };
    let awaited = awaited(plan, report);
    let is_right = awaited == case.expected;
    (!is_right).then(|| format!("{} awaits {awaited:?}, not {:?}", plan.id, case.expected))
}

fn answer(plan: &Plan) -> &str {
    let binding = plan.bindings.iter().find(|binding| binding.name == "answer");
    binding.map_or("", |binding| &binding.value)
}

/// The codes of a report that the first await behind the answer of the pack takes.
fn awaited(plan: &Plan, report: &str) -> Vec<u16> {
    let is_packed =
        |script: &MmscScript| script.answers.iter().any(|answer| answer.value.pack.is_some());
    let in_setup = plan.setup.mmsc.as_ref().is_some_and(is_packed);
    let is_scripted = |step: &Step| match step {
        Step::Mmsc(step) => matches!(&**step, MmscStep::Script(script) if is_packed(script)),
        _ => false,
    };
    let steps = plan.steps.iter().map(|step| &step.value);
    let mut steps = steps.skip_while(|step| !in_setup && !is_scripted(step));
    let urc = steps.find_map(|step| match step {
        Step::Await(step) => Some(&step.urc.value),
        _ => None,
    });
    let takes = |code: &u16| {
        let line = format!("{report}: {code}");
        urc.is_some_and(|urc| urc.is_match(line.as_bytes(), &Captures::default()))
    };
    CODES.into_iter().filter(takes).collect()
}

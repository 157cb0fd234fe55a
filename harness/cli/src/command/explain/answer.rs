//! An answer of the mock MMSC's pack: what it is, what may follow, which cases get it.

use super::list;
use crate::library;
use mock_mmsc::pack::{self, Case, Leg, Memory};
use scenario::{Context, MmscScript, MmscStep, Plan, Step};
use std::collections::BTreeSet;

/// The answer of that name, as lines of text.
pub(super) fn explained(name: &str) -> Option<String> {
    let case = pack::named(&name.to_ascii_lowercase())?;
    Some(described(case) + &users(case))
}

fn described(case: &Case) -> String {
    let request = match case.leg {
        Leg::Receive => "the GET of AT+CMMSRECV, reported by +CMMSRECV",
        Leg::Confirm => "the POST of AT+CMMSSEND, reported by +CMMSSEND",
    };
    let codes: Vec<String> = case.expected.iter().map(u16::to_string).collect();
    let memory = match case.memory {
        Memory::Old => "the message that was there before",
        Memory::New => "the message of the answer",
        Memory::OldOrNew => "the message of the answer after code 0, else the one that was there",
    };
    format!(
        "{}: {}\nanswers: {request}\nresult codes: {}\nin memory afterwards: {memory}\n",
        case.name,
        case.about,
        codes.join(" or ")
    )
}

/// The cases of the nearest scenario folder in which the mock MMSC gives the answer.
fn users(case: &Case) -> String {
    let Ok(root) = library::nearest_root() else { return String::new() };
    let loaded = scenario::load_naming(&root, &case.name, &Context::default());
    let users = loaded.plans.iter().filter(|plan| gives(plan, &case.name));
    list("used by", &users.map(|plan| plan.id.as_str()).collect::<BTreeSet<_>>(), None)
}

fn gives(plan: &Plan, name: &str) -> bool {
    let holds = |script: &MmscScript| {
        let mut packed = script.answers.iter().filter_map(|answer| answer.value.pack.as_ref());
        packed.any(|pack| pack.value == name)
    };
    let in_step = |step: &Step| match step {
        Step::Mmsc(step) => matches!(step.as_ref(), MmscStep::Script(script) if holds(script)),
        _ => false,
    };
    plan.setup.mmsc.as_ref().is_some_and(holds) || plan.steps.iter().any(|step| in_step(step))
}

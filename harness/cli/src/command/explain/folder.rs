//! A folder of scenarios: what each of them shows.

use super::one_line;
use runner::counted;
use scenario::Plan;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The scenarios of a folder, as lines of text.
pub(super) fn explained(name: &str, plans: &[Plan]) -> Option<String> {
    let is_below =
        |plan: &&Plan| plan.scenario().strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    let cases = plans.iter().filter(is_below).count();
    if cases == 0 {
        return None;
    }
    let below = plans.iter().filter(is_below);
    let scenarios: BTreeMap<&str, &str> =
        below.map(|plan| (plan.scenario(), plan.title.value.as_str())).collect();
    let (count, cases) = (counted(scenarios.len(), "scenario"), counted(cases, "case"));
    let mut text = format!("{name}: a folder of {count} with {cases}\n");
    for (scenario, title) in scenarios {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {scenario}: {}", one_line(title));
    }
    Some(text)
}

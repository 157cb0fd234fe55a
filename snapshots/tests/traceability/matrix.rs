//! The matrix: one line for each claim, with who shows it and who probes its other side.

use std::collections::BTreeMap;

use scenario::{Requirement, Spanned};

use crate::coverage::Coverage;

/// Scenarios that are named; the others are counted.
const NAMES_MAX: usize = 3;

/// Draws the matrix: totals, then id, level, scenarios that show the claim, scenarios that probe its other side.
pub(crate) fn draw(coverage: &Coverage<'_>) -> String {
    let claims: Vec<&Requirement> = coverage.ledger.requirements().collect();
    let mut lines = totals(coverage, &claims);
    lines.push("claim | level | shown by | other side probed by".to_owned());
    lines.extend(claims.into_iter().map(|claim| line(coverage, claim)));
    lines.join("\n")
}

fn totals(coverage: &Coverage<'_>, claims: &[&Requirement]) -> Vec<String> {
    let count =
        |holds: &dyn Fn(&Requirement) -> bool| claims.iter().filter(|claim| holds(claim)).count();
    let shown = count(&|claim| !coverage.positive(&claim.id).is_empty());
    let probed = count(&|claim| !coverage.negative(&claim.id).is_empty());
    let uncovered = count(&|claim| claim.uncovered.is_some());
    let no_negative = count(&|claim| claim.no_negative.is_some());
    let mut levels = BTreeMap::<_, usize>::new();
    for claim in claims {
        *levels.entry(claim.level).or_default() += 1;
    }
    let levels: Vec<String> =
        levels.iter().map(|(level, count)| format!("{count} {}", level.name())).collect();
    vec![
        format!("{} claims: {}", claims.len(), levels.join(", ")),
        format!("{shown} shown, {uncovered} uncovered with a reason"),
        format!("{probed} probed, {no_negative} without a negative case with a reason"),
    ]
}

fn line(coverage: &Coverage<'_>, claim: &Requirement) -> String {
    let uncovered = claim.uncovered.as_ref();
    let positive = cell(&coverage.positive(&claim.id), uncovered);
    let negative = cell(&coverage.negative(&claim.id), claim.no_negative.as_ref().or(uncovered));
    format!("{} | {} | {positive} | {negative}", claim.id, claim.level.name())
}

fn cell(names: &[&str], excuse: Option<&Spanned<String>>) -> String {
    let named = names.iter().take(NAMES_MAX).copied().collect::<Vec<_>>().join(", ");
    match (names.len(), excuse) {
        (0, Some(excuse)) => {
            format!("none: {}", excuse.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        (0, None) => "MISSING".to_owned(),
        (count, _) if count > NAMES_MAX => format!("{named} and {} more", count - NAMES_MAX),
        _ => named,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use scenario::Ledger;

    use super::*;
    use crate::citation::Citation;

    #[test]
    fn a_line_for_each_claim() {
        let text = "
- { id: TST-1-2, where: '1', level: example, claim: c, no_negative: nothing is refused }
- { id: TST-1-10, where: '1', level: documented, claim: c }
- { id: TST-1-11, where: '1', level: documented, claim: c, uncovered: nobody can tell }
";
        let ledger = Ledger::parse([("ledger.yaml", text)]).unwrap();
        let citation = |scenario: &str, negative: &[&str]| Citation {
            scenario: scenario.to_owned(),
            positive: BTreeSet::from(["TST-1-2".to_owned()]),
            negative: negative.iter().map(|id| (*id).to_owned()).collect(),
        };
        let citations = [
            citation("a/1", &["TST-1-10"]),
            citation("a/2", &[]),
            citation("a/3", &[]),
            citation("a/4", &[]),
        ];
        let expected = [
            "3 claims: 2 documented, 1 example",
            "1 shown, 1 uncovered with a reason",
            "1 probed, 1 without a negative case with a reason",
            "claim | level | shown by | other side probed by",
            "TST-1-2 | example | a/1, a/2, a/3 and 1 more | none: nothing is refused",
            "TST-1-10 | documented | MISSING | a/1",
            "TST-1-11 | documented | none: nobody can tell | none: nobody can tell",
        ];
        assert_eq!(draw(&Coverage::of(&ledger, &citations)), expected.join("\n"));
    }
}

//! A claim or an id that the ledger and the scenarios do not agree about.

use std::fmt;

use scenario::Requirement;

/// One disagreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gap {
    /// What is wrong.
    pub(crate) kind: Kind,
    /// Id of the claim.
    pub(crate) id: String,
    /// The claim; of an unknown id, the scenarios that cite it.
    pub(crate) claim: String,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A scenario cites what the ledger does not have.
    Unknown,
    /// No scenario shows the claim, and the ledger does not say why.
    Orphaned,
    /// No scenario probes the other side, and the ledger does not say why.
    Unprobed,
    /// The ledger says why there is no scenario, and there is one.
    Excused,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Unknown, Self::Orphaned, Self::Unprobed, Self::Excused];

    const fn headline(self) -> &'static str {
        match self {
            Self::Unknown => "unknown: cited, and not in the ledger",
            Self::Orphaned => "orphaned: no scenario shows the claim, and it has no `uncovered`",
            Self::Unprobed => {
                "unprobed: no scenario has the claim under `negative`, and it has no `no_negative`"
            }
            Self::Excused => {
                "excused: `uncovered` or `no_negative` says why there is no scenario, and there is one"
            }
        }
    }
}

impl Gap {
    /// A claim that has something wrong with it.
    pub(crate) fn of(kind: Kind, claim: &Requirement) -> Self {
        Self {
            kind,
            id: claim.id.clone(),
            claim: claim.claim.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.id, self.claim)
    }
}

/// Gaps of one kind that are told with their claims; of the others the ids follow.
const CLAIMS_MAX: usize = 60;

/// What a person reads: the gaps of each kind under its headline.
pub(crate) fn report(gaps: &[Gap]) -> String {
    let mut lines = vec![format!("{} gaps between the ledger and the scenarios", gaps.len())];
    for kind in Kind::ALL {
        let gaps: Vec<&Gap> = gaps.iter().filter(|gap| gap.kind == kind).collect();
        if gaps.is_empty() {
            continue;
        }
        lines.push(format!("{} ({})", kind.headline(), gaps.len()));
        lines.extend(gaps.iter().take(CLAIMS_MAX).map(|gap| format!("  {gap}")));
        let more: Vec<&str> = gaps.iter().skip(CLAIMS_MAX).map(|gap| gap.id.as_str()).collect();
        if !more.is_empty() {
            lines.push(format!("  and {}", more.join(" ")));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(kind: Kind, number: usize) -> Gap {
        Gap { kind, id: format!("TST-1-{number}"), claim: "c".to_owned() }
    }

    #[test]
    fn each_kind_has_its_headline_and_names_its_claims() {
        let text =
            report(&[gap(Kind::Unprobed, 2), gap(Kind::Orphaned, 1), gap(Kind::Unprobed, 3)]);
        let (orphaned, unprobed) = (Kind::Orphaned.headline(), Kind::Unprobed.headline());
        let expected = [
            "3 gaps between the ledger and the scenarios".to_owned(),
            format!("{orphaned} (1)"),
            "  TST-1-1: c".to_owned(),
            format!("{unprobed} (2)"),
            "  TST-1-2: c".to_owned(),
            "  TST-1-3: c".to_owned(),
        ];
        assert_eq!(text, expected.join("\n"));
    }

    #[test]
    fn many_gaps_are_told_by_their_ids() {
        let gaps: Vec<Gap> =
            (1..=CLAIMS_MAX + 2).map(|number| gap(Kind::Orphaned, number)).collect();
        let text = report(&gaps);
        assert_eq!(text.lines().count(), CLAIMS_MAX + 3);
        assert_eq!(text.lines().last(), Some("  and TST-1-61 TST-1-62"));
    }
}

//! The checker: which scenarios show which claims and probe their other side, and where one is missing.
//!
//! Reads no file: it takes a ledger and citations, the workspace's or made-up ones.

use std::collections::{BTreeMap, BTreeSet};

use scenario::{Ledger, Requirement};

use crate::citation::Citation;
use crate::gap::{Gap, Kind};

/// The claims of a ledger with the scenarios that cite them.
pub(crate) struct Coverage<'a> {
    pub(crate) ledger: &'a Ledger,
    positive: BTreeMap<&'a str, BTreeSet<&'a str>>,
    negative: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Coverage<'a> {
    /// Joins what scenarios cite to the claims.
    pub(crate) fn of(ledger: &'a Ledger, citations: &'a [Citation]) -> Self {
        let mut coverage = Self { ledger, positive: BTreeMap::new(), negative: BTreeMap::new() };
        for citation in citations {
            for id in &citation.positive {
                coverage.positive.entry(id).or_default().insert(&citation.scenario);
            }
            for id in &citation.negative {
                coverage.negative.entry(id).or_default().insert(&citation.scenario);
            }
        }
        coverage
    }

    /// The scenarios that show a claim.
    pub(crate) fn positive(&self, id: &str) -> Vec<&'a str> {
        self.positive.get(id).into_iter().flatten().copied().collect()
    }

    /// The scenarios that probe a claim's other side.
    pub(crate) fn negative(&self, id: &str) -> Vec<&'a str> {
        self.negative.get(id).into_iter().flatten().copied().collect()
    }

    /// What is missing or in vain: by kind, then in the order of the ledger.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let mut gaps = self.unknown();
        for kind in [Kind::Orphaned, Kind::Unprobed, Kind::Excused] {
            let claims = self.ledger.requirements().filter(|claim| self.has(kind, claim));
            gaps.extend(claims.map(|claim| Gap::of(kind, claim)));
        }
        gaps
    }

    fn has(&self, kind: Kind, claim: &Requirement) -> bool {
        let shown = self.positive.contains_key(claim.id.as_str());
        let probed = self.negative.contains_key(claim.id.as_str());
        let (uncovered, no_negative) = (claim.uncovered.is_some(), claim.no_negative.is_some());
        match kind {
            Kind::Unknown => false,
            Kind::Orphaned => !shown && !uncovered,
            Kind::Unprobed => !probed && !no_negative && !uncovered,
            Kind::Excused => (uncovered && (shown || probed)) || (no_negative && probed),
        }
    }

    fn unknown(&self) -> Vec<Gap> {
        let ids: BTreeSet<&str> =
            self.positive.keys().chain(self.negative.keys()).copied().collect();
        let unknown = ids.into_iter().filter(|id| self.ledger.requirement(id).is_none());
        unknown
            .map(|id| {
                let cited_by = [self.positive(id), self.negative(id)].concat().join(", ");
                Gap {
                    kind: Kind::Unknown,
                    id: id.to_owned(),
                    claim: format!("cited by {cited_by}"),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEDGER: &str = "
- { id: TST-1-1, where: '1', level: documented, claim: shown and probed }
- { id: TST-1-2, where: '1', level: documented, claim: shown, no_negative: nothing is refused }
- { id: TST-1-3, where: '1', level: documented, claim: shown only }
- { id: TST-1-4, where: '1', level: documented, claim: probed only }
- { id: TST-1-5, where: '1', level: unknown, claim: neither, uncovered: nobody can tell }
- { id: TST-1-10, where: '1', level: documented, claim: neither }
";

    fn ledger() -> Ledger {
        Ledger::parse([("ledger.yaml", LEDGER)]).unwrap()
    }

    fn citation(scenario: &str, positive: &[&str], negative: &[&str]) -> Citation {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        Citation {
            scenario: scenario.to_owned(),
            positive: owned(positive),
            negative: owned(negative),
        }
    }

    fn gaps(citations: &[Citation]) -> Vec<(Kind, String)> {
        let ledger = ledger();
        let gaps = Coverage::of(&ledger, citations).gaps();
        gaps.into_iter().map(|gap| (gap.kind, gap.to_string())).collect()
    }

    fn expected(gaps: &[(Kind, &str)]) -> Vec<(Kind, String)> {
        gaps.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect()
    }

    #[test]
    fn missing_claims_are_named() {
        let citations = [
            citation("a/shows", &["TST-1-1", "TST-1-2", "TST-1-3"], &["TST-1-4"]),
            citation("a/probes", &["TST-1-2"], &["TST-1-1"]),
        ];
        let missing = [
            (Kind::Orphaned, "TST-1-4: probed only"),
            (Kind::Orphaned, "TST-1-10: neither"),
            (Kind::Unprobed, "TST-1-3: shown only"),
            (Kind::Unprobed, "TST-1-10: neither"),
        ];
        assert_eq!(gaps(&citations), expected(&missing));
    }

    #[test]
    fn nothing_is_missing_when_every_claim_is_cited_or_excused() {
        let all = ["TST-1-1", "TST-1-2", "TST-1-3", "TST-1-4", "TST-1-10"];
        let probed = ["TST-1-1", "TST-1-3", "TST-1-4", "TST-1-10"];
        let citations = [citation("a/shows", &all, &[]), citation("a/probes", &[], &probed)];
        assert_eq!(gaps(&citations), expected(&[]));
    }

    #[test]
    fn a_deleted_scenario_leaves_its_claims_behind() {
        let all = ["TST-1-1", "TST-1-2", "TST-1-3", "TST-1-4", "TST-1-10"];
        let citations = [
            citation("a/shows", &all, &[]),
            citation("a/probes", &[], &["TST-1-1", "TST-1-3", "TST-1-4", "TST-1-10"]),
            citation("a/again", &["TST-1-1"], &["TST-1-3"]),
        ];
        assert_eq!(gaps(&citations), expected(&[]));
        let missing = [
            (Kind::Orphaned, "TST-1-2: shown"),
            (Kind::Orphaned, "TST-1-3: shown only"),
            (Kind::Orphaned, "TST-1-4: probed only"),
            (Kind::Orphaned, "TST-1-10: neither"),
        ];
        assert_eq!(gaps(&citations[1..]), expected(&missing));
        let without_probes = gaps(&[citations[0].clone(), citations[2].clone()]);
        let missing = [
            (Kind::Unprobed, "TST-1-1: shown and probed"),
            (Kind::Unprobed, "TST-1-4: probed only"),
            (Kind::Unprobed, "TST-1-10: neither"),
        ];
        assert_eq!(without_probes, expected(&missing));
    }

    #[test]
    fn unknown_ids_are_told_with_who_cites_them() {
        let citations =
            [citation("a/one", &["TST-9-1"], &[]), citation("a/two", &[], &["TST-9-1", "TST-9-2"])];
        let unknown: Vec<(Kind, String)> =
            gaps(&citations).into_iter().filter(|gap| gap.0 == Kind::Unknown).collect();
        let missing = [
            (Kind::Unknown, "TST-9-1: cited by a/one, a/two"),
            (Kind::Unknown, "TST-9-2: cited by a/two"),
        ];
        assert_eq!(unknown, expected(&missing));
    }

    #[test]
    fn an_excuse_in_vain_is_told() {
        let citations = [citation("a/one", &["TST-1-5"], &["TST-1-2"])];
        let vain: Vec<(Kind, String)> =
            gaps(&citations).into_iter().filter(|gap| gap.0 == Kind::Excused).collect();
        let named = [(Kind::Excused, "TST-1-2: shown"), (Kind::Excused, "TST-1-5: neither")];
        assert_eq!(vain, expected(&named));
    }
}

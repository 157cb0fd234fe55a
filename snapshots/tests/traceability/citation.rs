//! What one scenario cites, all rows of its matrix taken together.

use std::collections::{BTreeMap, BTreeSet};

use scenario::{Plan, Spanned};

/// The claims that a scenario cites.
#[derive(Clone, Debug, Default)]
pub(crate) struct Citation {
    /// The scenario's name, without rows.
    pub(crate) scenario: String,
    /// Ids of the claims that it shows.
    pub(crate) positive: BTreeSet<String>,
    /// Ids of the claims whose other side it probes.
    pub(crate) negative: BTreeSet<String>,
}

impl Citation {
    /// Takes the cases of each scenario together, in the order of the scenarios' names.
    pub(crate) fn all(plans: &[Plan]) -> Vec<Self> {
        let mut citations = BTreeMap::<&str, Self>::new();
        for plan in plans {
            let citation = citations.entry(plan.scenario()).or_default();
            plan.scenario().clone_into(&mut citation.scenario);
            citation.positive.extend(ids(&plan.requirements));
            citation.negative.extend(ids(&plan.negative));
        }
        citations.into_values().collect()
    }
}

fn ids(cited: &[Spanned<String>]) -> impl Iterator<Item = String> {
    cited.iter().map(|id| id.value.clone())
}

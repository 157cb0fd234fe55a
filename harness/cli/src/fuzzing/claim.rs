//! What a requirement says, where the ledger is at hand.

use crate::library;
use scenario::Ledger;

/// Characters of a claim that are shown.
const CLAIM_CHARACTERS_MAX: usize = 160;

/// The claims of the nearest ledger; none when there is no scenario folder.
#[derive(Debug, Default)]
pub(crate) struct Claims(Option<Ledger>);

impl Claims {
    /// Reads the ledger. A campaign needs none, so that a wrong one ends nothing.
    pub(crate) fn nearest() -> Self {
        Self(library::nearest_ledger().ok())
    }

    /// The claim of a requirement.
    pub(crate) fn claim(&self, requirement: &str) -> Option<&str> {
        Some(self.0.as_ref()?.requirement(requirement)?.claim.as_str())
    }

    /// Section and claim, in one line.
    pub(crate) fn sentence(&self, requirement: &str) -> Option<String> {
        let requirement = self.0.as_ref()?.requirement(requirement)?;
        let claim = requirement.claim.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = claim.char_indices().nth(CLAIM_CHARACTERS_MAX).map(|(end, _)| end);
        let claim = match cut.and_then(|end| claim.get(..end)) {
            Some(claim) => format!("{claim} ..."),
            None => claim,
        };
        Some(format!("{}: {claim}", requirement.section))
    }
}

//! `pdu_differential`: both codecs see the same octets alike, or differently for a known reason.
//!
//! The input is the PDU.

use mock_mmsc::dissect::dissect;
use mock_mmsc::rule::Direction;

use super::differential::disagreement::{disagreements, reasons};
use super::differential::verdict::Verdicts;

/// Octets of a PDU.
const PDU_OCTETS_MAX: usize = 4_096;

/// Lets both codecs read the octets, and compares verdicts and fields.
///
/// # Panics
///
/// When they differ in whether the form is at fault, with the tolerances of every day or without any, or in what a header
/// field or a part is, and none of the known reasons is at work.
pub fn pdu_differential(data: &[u8]) {
    let data = data.get(..PDU_OCTETS_MAX).unwrap_or(data);
    let verdicts = Verdicts::new(data, Direction::of(&dissect(data)));
    let found = disagreements(&verdicts);
    let is_explained = found.is_empty() || !reasons(&verdicts).is_empty();
    assert!(
        is_explained,
        "{found:?}\n{}\nmms-pdu: {:?}\nmock-mmsc: {:?}",
        data.escape_ascii(),
        verdicts.errors().map(ToString::to_string).collect::<Vec<_>>(),
        verdicts.findings
    );
}

#[cfg(test)]
mod tests {
    use super::super::differential::disagreement::REASONS;
    use super::*;

    #[test]
    fn runs_over_what_is_known_to_differ() {
        for reason in REASONS {
            pdu_differential(reason.sample);
        }
        assert!(REASONS.len() > 5);
    }
}

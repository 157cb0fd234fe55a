//! What each codec makes of the same octets.

use std::collections::BTreeSet;

use mms_pdu::{DecodeError, Pdu, Tolerances};
use mock_mmsc::dissect::{Dissection, dissect};
use mock_mmsc::rule::{Direction, Finding, Severity};

/// Rules of `mock-mmsc` that a PDU breaks which cannot be taken apart, or which `mms-pdu` has no type for.
const STRUCTURE: [&str; 13] = [
    "HDR-1", "HDR-3", "HDR-7", "LEN-1", "LEN-3", "LIM-1", "MP-2", "ORD-1", "ORD-2", "ORD-3",
    "ORD-4", "ORD-6", "VER-1",
];

/// Rules that `mms-pdu` has a tolerance for.
const TOLERATED: [&str; 7] = ["CS-1", "CS-4", "HDR-6", "LEN-2", "ORD-7", "TXT-1", "TXT-2"];

/// Both verdicts on some octets.
#[derive(Debug)]
pub struct Verdicts<'a> {
    /// The octets.
    pub octets: &'a [u8],
    /// The PDU with the tolerances of every day.
    pub decoded: Result<Pdu<'a>, DecodeError>,
    /// Why it is none, the forms of the values included that are kept without a type.
    pub formed: Option<DecodeError>,
    /// Why it is none without any tolerance.
    pub strict: Option<DecodeError>,
    /// The fields of the other codec.
    pub dissection: Dissection,
    /// What its rules find.
    pub findings: Vec<Finding>,
}

impl<'a> Verdicts<'a> {
    /// Lets both codecs read octets that go in that direction.
    pub fn new(octets: &'a [u8], direction: Direction) -> Self {
        let dissection = dissect(octets);
        let findings = dissection.findings(direction);
        let refusal = |tolerances| Pdu::decode_with(octets, tolerances).err();
        let formed = refusal(Tolerances::DEFAULT - Tolerances::VALUE_FORM);
        let strict = refusal(Tolerances::NONE);
        Self { octets, decoded: Pdu::decode(octets), formed, strict, dissection, findings }
    }

    /// Whether `mms-pdu` finds the form at fault, with the tolerances of every day.
    pub const fn is_refused(&self) -> bool {
        self.formed.is_some()
    }

    /// Whether `mms-pdu` refuses without any tolerance.
    pub const fn is_refused_strictly(&self) -> bool {
        self.strict.is_some()
    }

    /// Why `mms-pdu` refuses, with and without tolerance.
    pub fn errors(&self) -> impl Iterator<Item = &DecodeError> {
        self.decoded.as_ref().err().into_iter().chain(&self.formed).chain(&self.strict)
    }

    /// What `mock-mmsc` finds in the structure.
    pub fn structure(&self) -> impl Iterator<Item = &Finding> {
        // What HDR-3 only warns of is a matter of other values.
        let counts =
            |finding: &&Finding| finding.rule != "HDR-3" || finding.severity == Severity::Error;
        self.findings.iter().filter(counts).filter(|finding| STRUCTURE.contains(&finding.rule))
    }

    /// What `mock-mmsc` finds that `mms-pdu` has a tolerance for.
    pub fn tolerated(&self) -> impl Iterator<Item = &Finding> {
        let is_legal = |finding: &&Finding| finding.rule == "LEN-2" && self.is_quoted(finding);
        self.findings
            .iter()
            .filter(|finding| TOLERATED.contains(&finding.rule))
            .filter(move |finding| !is_legal(finding))
    }

    /// Whether a finding is about a length below 31 behind a Length-quote. Fewer octets would do, but a Length-quote may
    /// stand before any length (WSP 8.4.2.2).
    fn is_quoted(&self, finding: &Finding) -> bool {
        let end = finding.offset.saturating_add(finding.length);
        matches!(self.octets.get(finding.offset..end), Some([0x1F, 0..0x1F]))
    }

    /// Ids of the rules that `mock-mmsc` finds broken.
    pub fn broken(&self) -> BTreeSet<&'static str> {
        self.findings.iter().map(|finding| finding.rule).collect()
    }
}

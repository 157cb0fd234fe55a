//! The rules that every PDU is judged by, one file each.
//!
//! A rule reads a [`Dissection`], never octets of its own reading, and names the clause that it guards.
//! Rules of grade M rest on general knowledge and only warn. A file without a rule's name in it
//! (`address`, `codes`, `cue`, `multipart`, `pdu_type`) holds facts that several rules share.

mod address;
mod codes;
mod cue;
mod finding;
mod multipart;
mod pdu_type;
mod report;
mod subject;

mod adr_1;
mod adr_2;
mod adr_3;
mod cls_1;
mod cs_1;
mod cs_2;
mod cs_3;
mod cs_4;
mod cs_5;
mod exp_1;
mod from_1;
mod hdr_1;
mod hdr_2;
mod hdr_3;
mod hdr_4;
mod hdr_5;
mod hdr_6;
mod hdr_7;
mod len_1;
mod len_2;
mod len_3;
mod lim_1;
mod med_1;
mod mp_2;
mod mp_3;
mod mp_4;
mod mp_6;
mod mp_7;
mod ord_1;
mod ord_2;
mod ord_3;
mod ord_4;
mod ord_6;
mod ord_7;
mod push_1;
mod push_2;
mod rpl_1;
mod sta_1;
mod sta_2;
mod txt_1;
mod txt_2;
mod unjudged;
mod ver_1;
mod ver_5;
mod wap_1;
mod wap_2;

pub use finding::{Direction, Finding, Severity};
pub use unjudged::{Unjudged, unjudged};

use cue::Cue;
use report::Report;
use subject::Subject;

use crate::dissect::{Dissection, Entry};

/// A rule: what it demands, by which clause, and the check itself.
#[derive(Debug)]
pub struct Rule {
    /// Stable id, as `ORD-1`.
    pub id: &'static str,
    /// What it demands, in one line.
    pub title: &'static str,
    /// The clause that demands it.
    pub clause: &'static str,
    /// How much a breach matters in a PDU from the client.
    pub from_client: Severity,
    /// How much a breach matters in a PDU to the client.
    pub to_client: Severity,
    /// How the rule is known.
    pub grade: Grade,
    /// What it checks, why it matters, and what the examples are.
    pub explanation: &'static str,
    /// Octets that keep the rule.
    pub passing: Example,
    /// Octets that break the rule.
    pub failing: Example,
    /// What calls for it: without any of these it would find nothing.
    cues: &'static [Cue],
    check: fn(&Subject<'_>, &mut Report),
}

/// How a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[non_exhaustive]
pub enum Grade {
    /// The clause itself was read.
    S,
    /// Independent codecs agree.
    C,
    /// Seen in real PDUs.
    D,
    /// No clause: a limit of this validator.
    L,
    /// General knowledge: only warns.
    M,
}

/// Octets that show a rule at work.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Which way the octets go.
    pub direction: Direction,
    /// What the octets are.
    pub entry: Entry,
    /// Octets of a PDU, or of a stretch of one: hex with blanks, text in quotation marks.
    pub octets: &'static str,
    /// Offset of the finding; none in a passing example.
    pub offset: Option<usize>,
}

impl Example {
    /// Octets that keep a rule on their way from the client.
    const fn sent(octets: &'static str) -> Self {
        Self { direction: Direction::FromClient, entry: Entry::Pdu, octets, offset: None }
    }

    /// Octets that keep a rule on their way to the client.
    const fn received(octets: &'static str) -> Self {
        Self { direction: Direction::ToClient, entry: Entry::Pdu, octets, offset: None }
    }

    /// The same octets, as another production.
    const fn within(self, entry: Entry) -> Self {
        Self { entry, ..self }
    }

    /// The same octets, with a finding at that offset.
    const fn broken_at(self, offset: usize) -> Self {
        Self { offset: Some(offset), ..self }
    }
}

impl Rule {
    /// How much a breach matters in that direction; a check may say less where it is in doubt.
    #[must_use]
    pub fn severity(&self, direction: Direction) -> Severity {
        match direction {
            Direction::FromClient => self.from_client,
            Direction::ToClient => self.to_client,
        }
    }
}

/// Every rule, ordered by the subject and the number in its id.
#[must_use]
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule of that id, compared without case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().iter().copied().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// Judges a dissection by every rule; findings in the order of the octets.
#[must_use]
pub fn judge(dissection: &Dissection, direction: Direction) -> Vec<Finding> {
    let subject = Subject::new(dissection);
    let mut findings = Report::of(subject.cues().rules(), &subject, direction);
    findings.sort_by_key(|finding| finding.offset);
    findings
}

/// Octets of the header fields that a PDU type demands, Message-Type and Version included; none of an unknown type.
pub(crate) fn mandatory(message_type: u8) -> Vec<u8> {
    let row = pdu_type::pdu_type(message_type);
    row.map(|row| [&[0x8C, 0x8D], row.mandatory].concat()).unwrap_or_default()
}

static ALL: &[&Rule] = &[
    &ord_1::RULE,
    &ord_2::RULE,
    &ord_3::RULE,
    &ord_4::RULE,
    &ord_6::RULE,
    &ord_7::RULE,
    &hdr_1::RULE,
    &hdr_2::RULE,
    &hdr_3::RULE,
    &hdr_4::RULE,
    &hdr_5::RULE,
    &hdr_6::RULE,
    &hdr_7::RULE,
    &len_1::RULE,
    &len_2::RULE,
    &len_3::RULE,
    &lim_1::RULE,
    &txt_1::RULE,
    &txt_2::RULE,
    &from_1::RULE,
    &adr_1::RULE,
    &adr_2::RULE,
    &adr_3::RULE,
    &cs_1::RULE,
    &cs_2::RULE,
    &cs_3::RULE,
    &cs_4::RULE,
    &cs_5::RULE,
    &exp_1::RULE,
    &mp_2::RULE,
    &mp_3::RULE,
    &mp_4::RULE,
    &mp_6::RULE,
    &mp_7::RULE,
    &med_1::RULE,
    &sta_1::RULE,
    &sta_2::RULE,
    &ver_1::RULE,
    &ver_5::RULE,
    &cls_1::RULE,
    &rpl_1::RULE,
    &push_1::RULE,
    &push_2::RULE,
    &wap_1::RULE,
    &wap_2::RULE,
];

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::dissect::{dissect_as, dissect_body};

    /// Offsets of what one rule finds in octets given as hex, with their severities.
    pub(crate) fn seen(
        rule: &'static Rule,
        direction: Direction,
        hex: &str,
    ) -> Vec<(usize, Severity)> {
        seen_as(rule, Entry::Pdu, direction, hex)
    }

    /// The same for octets of another production.
    pub(crate) fn seen_as(
        rule: &'static Rule,
        entry: Entry,
        direction: Direction,
        hex: &str,
    ) -> Vec<(usize, Severity)> {
        let dissection = dissect_as(entry, &unhex(hex));
        let findings = Report::of([rule], &Subject::new(&dissection), direction);
        findings.iter().map(|finding| (finding.offset, finding.severity)).collect()
    }

    /// Octets from hex and from text in quotation marks.
    pub(crate) fn unhex(hex: &str) -> Vec<u8> {
        let mut out = Vec::new();
        for (index, piece) in hex.split('"').enumerate() {
            if index % 2 == 1 {
                out.extend(piece.bytes());
                continue;
            }
            let octets = piece.split_whitespace();
            out.extend(octets.map(|octet| u8::from_str_radix(octet, 16).unwrap()));
        }
        out
    }

    #[test]
    fn examples_show_what_their_rules_say() {
        for rule in all() {
            let Example { entry, direction, octets, .. } = rule.passing;
            let passing = seen_as(rule, entry, direction, octets);
            assert_eq!(passing, [], "{} passes", rule.id);
            let Example { entry, direction, octets, .. } = rule.failing;
            let failing = seen_as(rule, entry, direction, octets);
            let offset = rule.failing.offset.expect("a failing example names its offset");
            let severity = rule.severity(rule.failing.direction);
            assert!(failing.contains(&(offset, severity)), "{} fails: {failing:?}", rule.id);
        }
    }

    #[test]
    fn rules_are_named_apart_and_found() {
        let ids: BTreeSet<&str> = all().iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), all().len());
        assert!(find("ord-1").is_some_and(|rule| rule.id == "ORD-1"));
        assert!(find("ORD-99").is_none());
    }

    #[test]
    fn general_knowledge_only_warns() {
        for rule in all().iter().filter(|rule| rule.grade == Grade::M) {
            assert!(rule.from_client <= Severity::Warn, "{}", rule.id);
            assert!(rule.to_client <= Severity::Warn, "{}", rule.id);
        }
    }

    #[test]
    fn explanations_say_what_why_and_how() {
        for rule in all() {
            for word in ["Checks ", "Why: ", "Example: "] {
                assert!(rule.explanation.contains(word), "{} lacks {word:?}", rule.id);
            }
        }
    }

    #[test]
    fn a_bare_multipart_is_not_judged_as_a_pdu() {
        // Parts, HeadersLen, DataLen, text/plain, data.
        let dissection = dissect_body(&[0x01, 0x01, 0x01, 0x83, 0x41]);
        assert_eq!(judge(&dissection, Direction::ToClient), []);
    }
}

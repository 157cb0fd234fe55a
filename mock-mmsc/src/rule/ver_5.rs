//! VER-5: no header field from the future.

use super::codes::Codes;
use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{HEADER_FIELDS, code, header_field};

pub(super) static RULE: Rule = Rule {
    id: "VER-5",
    title: "header fields are not newer than the version",
    clause: "ENC, X-Mms-MMS-Version",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::M,
    explanation: "Checks each header field against the first version that has it. Why: a peer of the \
        announced version ignores it, so that what it should do is not done. Example: 9B, which \
        came with 1.1, in a PDU of 1.0.",
    passing: Example::received("8C 84 8D 91 99 80"),
    failing: Example::received("8C 84 8D 90 99 80").broken_at(4),
    cues: &[Cue::Always],
    check,
};

/// The header fields that came after 1.0, 1.1 and 1.2.
const NEWER: [Codes; 3] = [newer_than(0), newer_than(1), newer_than(2)];

const fn newer_than(minor: u8) -> Codes {
    let (mut newer, mut rest) = (Codes::of(&[]), HEADER_FIELDS);
    while let [first, behind @ ..] = rest {
        if first.since > minor {
            newer.insert(first.code);
        }
        rest = behind;
    }
    newer
}

fn check(subject: &Subject<'_>, report: &mut Report) {
    let version = subject.header(code::VERSION).and_then(|field| field.number);
    // Major 1; minor 15 means that only the major number counts.
    let Some(minor) = version.filter(|octet| (0x90..0x9F).contains(octet)) else { return };
    let newer = NEWER.get(usize::try_from(minor & 0x0F).unwrap_or(NEWER.len()));
    if newer.is_none_or(|newer| subject.present().without(*newer) == subject.present()) {
        return;
    }
    let known = |field| subject.code(field).and_then(header_field);
    for (field, row) in subject.header_fields().filter_map(|field| Some((field, known(field)?))) {
        if u64::from(row.since) > (minor & 0x0F) {
            report.field(field, format!("{} came with version 1.{}", field.name, row.since));
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, ToClient};
    use super::super::Severity::{self, Warn};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::same(ToClient, "8C 84 8D 91 99 80", &[])]
    #[case::newer(ToClient, "8C 82 8D 92 BA 80", &[(4, Warn)])]
    #[case::major_only(ToClient, "8C 82 8D 9F BA 80", &[])]
    #[case::no_version(ToClient, "8C 82 BA 80", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

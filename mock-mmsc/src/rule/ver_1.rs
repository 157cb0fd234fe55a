//! VER-1: every PDU has its version.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "VER-1",
    title: "X-Mms-MMS-Version is present",
    clause: "ENC 6",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::C,
    explanation: "Checks that 8D is there. Why: phones refuse a PDU without it. Example: 8C 85 98 \"1\" \
        00.",
    passing: Example::sent(r#"8C 85 98 "1" 00 8D 90"#),
    failing: Example::sent(r#"8C 85 98 "1" 00"#).broken_at(0),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(first) = subject.pdu_fields().first() else { return };
    if subject.has_whole_header() && subject.header(code::VERSION).is_none() {
        report.field(first, "the version is missing");
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, ToClient};
    use super::super::Severity::{self, Error};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::there(ToClient, "8C 81 8D 90", &[])]
    #[case::missing(ToClient, "8C 82 84 D3", &[(0, Error)])]
    #[case::header_not_whole(ToClient, "8C 82 89 40", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

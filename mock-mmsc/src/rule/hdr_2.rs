//! HDR-2: numbers without a meaning.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Kind;

pub(super) static RULE: Rule = Rule {
    id: "HDR-2",
    title: "every numbered header field is assigned",
    clause: "ENC 7.4",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that no header field has the octet 80 or one from C0 on. Why: receivers must pass \
        over what they do not know, by the form of its value, and some do not. Example: C7 81.",
    passing: Example::received("8C 82 8D 90"),
    failing: Example::received("8C 82 C7 81 8D 90").broken_at(2),
    cues: &[Cue::UnknownHeader],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.others(Kind::UnknownHeader) {
        report.field(field, "the number of this header field is not assigned");
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient};
    use super::super::Severity::{self, Warn};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::assigned(FromClient, "8C 80 8D 90", &[])]
    #[case::unassigned(FromClient, r#"8C 80 C0 "a" 00 80 81"#, &[(2, Warn), (5, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

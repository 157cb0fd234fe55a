//! HDR-6: stray zero octets.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Kind;

pub(super) static RULE: Rule = Rule {
    id: "HDR-6",
    title: "no padding stands where a header field should start",
    clause: "ENC 7",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::D,
    explanation: "Checks for zero octets behind the last header field. Why: operators leave such octets, \
        and a receiver that takes them for a header field refuses a sound message; a zero with \
        other octets behind it is no padding and breaks HDR-7. Example: 8D 90 00 00.",
    passing: Example::received("8C 82 8D 90"),
    failing: Example::received("8C 82 8D 90 00 00").broken_at(4),
    cues: &[Cue::Padding],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.others(Kind::Padding) {
        report.field(field, format!("{} of padding behind the header fields", field.value));
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
    #[case::none(FromClient, "8C 80 8D 90", &[])]
    #[case::padded(FromClient, "8C 85 8D 90 00", &[(4, Warn)])]
    #[case::more_behind(FromClient, "8C 85 8D 90 00 91 80", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

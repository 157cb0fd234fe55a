//! HDR-7: values of the right form.

use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Reason;

pub(super) static RULE: Rule = Rule {
    id: "HDR-7",
    title: "a value has the form that its header field demands",
    clause: "ENC 7.3, WSP 8.4.2",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that a value is an octet, a number, a text or a counted value as its field \
        demands, and that a header field starts with an octet that can start one. Why: a \
        receiver reads by the form that it expects, and loses the boundary. Example: Delivery- \
        Report as the text \"Yes\".",
    passing: Example::sent("8C 80 86 80"),
    failing: Example::sent(r#"8C 80 86 "Yes" 00"#).broken_at(3),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for field in subject.odd() {
        let Some(hole) = field.hole() else { continue };
        if !matches!(hole.reason, Reason::Form | Reason::Start) {
            continue;
        }
        let severity = if hole.boundary_lost { Severity::Error } else { report.severity() };
        report.hole(severity, field, hole);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Error, Warn};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::octet(FromClient, "8C 80 86 80", &[])]
    #[case::text_for_octet(ToClient, r#"8C 84 86 "Yes" 00 8D 90"#, &[(3, Warn)])]
    #[case::no_header_start(ToClient, "8C 84 05 41", &[(2, Error)])]
    #[case::date_short(FromClient, "8C 80 85 85", &[(3, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

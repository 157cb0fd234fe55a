//! ORD-6: no body, no content type.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "ORD-6",
    title: "a PDU type without a body has no Content-Type",
    clause: "ENC 6, ENC 7",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that Content-Type is only in types that have a body (M-Send.req and \
        M-Retrieve.conf among them). Why: it ends the header, so that whatever follows is lost. \
        Example: 8C 82 84 83 is a notification with a content type.",
    passing: Example::received("8C 84 84 83 41"),
    failing: Example::received("8C 82 84 83").broken_at(2),
    cues: &[Cue::ContentType],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(row) = subject.pdu_type() else { return };
    if !row.body
        && let Some(field) = subject.header(code::CONTENT_TYPE)
    {
        report.field(field, format!("{} has no body, yet a Content-Type", row.name));
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Error};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::retrieve(ToClient, "8C 84 84 83 41", &[])]
    #[case::unknown_type(ToClient, "8C FF 84 83 41", &[])]
    #[case::send_conf(ToClient, "8C 81 84 A3 00", &[(2, Error)])]
    #[case::acknowledge(FromClient, "8C 85 84 83", &[(2, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

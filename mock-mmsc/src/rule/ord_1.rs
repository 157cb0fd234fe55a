//! ORD-1: the PDU starts with its type.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "ORD-1",
    title: "X-Mms-Message-Type is the first header field",
    clause: "ENC 7",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that the first octet of the PDU is 8C. Why: a receiver chooses by the type how to \
        read the rest, and the field stands first so that it can. Example: 8D 90 8C 80 has the \
        version first.",
    passing: Example::sent("8C 80 8D 90"),
    failing: Example::sent("8D 90 8C 80").broken_at(0),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    if !subject.has_pdu() {
        return;
    }
    match subject.pdu_fields().first() {
        Some(field) if subject.code(field) == Some(code::MESSAGE_TYPE) => {}
        Some(field) => report.field(field, format!("{} stands first", field.name)),
        None => report.at(subject.octets.len(), 0, "the PDU has no octets"),
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
    #[case::type_first(FromClient, "8C 80", &[])]
    #[case::version_first(ToClient, "8D 90 8C 80", &[(0, Error)])]
    #[case::nothing(ToClient, "", &[(0, Error)])]
    #[case::text_first(ToClient, r#""HTTP" 00"#, &[(0, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

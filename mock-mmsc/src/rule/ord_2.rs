//! ORD-2: the transaction id comes second.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "ORD-2",
    title: "X-Mms-Transaction-ID, when present, is the second header field",
    clause: "ENC 7",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that only Message-Type stands before 98. Why: a receiver that cannot read the \
        rest can still answer with the right id. Example: 8C 80 8D 90 98 \"1\" 00 has the \
        version before the id.",
    passing: Example::sent(r#"8C 80 98 "1" 00 8D 90"#),
    failing: Example::sent(r#"8C 80 8D 90 98 "1" 00"#).broken_at(4),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(field) = subject.header(code::TRANSACTION_ID) else { return };
    let mut before = subject.header_fields().take_while(|other| other.offset < field.offset);
    if let Some(other) = before.find(|other| subject.code(other) != Some(code::MESSAGE_TYPE)) {
        report.field(field, format!("the transaction id stands behind {}", other.name));
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
    #[case::second(ToClient, r#"8C 81 98 "1" 00 8D 90"#, &[])]
    #[case::absent(ToClient, "8C 84 8D 90", &[])]
    #[case::behind_version(ToClient, r#"8C 81 8D 90 98 "1" 00"#, &[(4, Error)])]
    #[case::behind_application_header(FromClient, r#"8C 80 "X" 00 "y" 00 98 "1" 00"#, &[(6, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

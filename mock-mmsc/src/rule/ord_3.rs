//! ORD-3: the version comes next.

use super::codes::Codes;
use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Field, code};

pub(super) static RULE: Rule = Rule {
    id: "ORD-3",
    title: "X-Mms-MMS-Version follows type and transaction id",
    clause: "ENC 7",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that nothing but Message-Type and Transaction-ID stands before 8D. Why: the \
        version says which header fields and values may follow. Example: 8C 80 96 \"a\" 00 8D 90 \
        has the subject before the version.",
    passing: Example::sent(r#"8C 80 98 "1" 00 8D 90"#),
    failing: Example::sent(r#"8C 80 96 "a" 00 8D 90"#).broken_at(5),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(field) = subject.header(code::VERSION) else { return };
    let allowed = Codes::of(&[code::MESSAGE_TYPE, code::TRANSACTION_ID]);
    let mut before = subject.header_fields().take_while(|other| other.offset < field.offset);
    let is_allowed = |other: &Field| subject.code(other).is_some_and(|code| allowed.contains(code));
    if let Some(other) = before.find(|other| !is_allowed(other)) {
        report.field(field, format!("the version stands behind {}", other.name));
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
    #[case::third(ToClient, r#"8C 81 98 "1" 00 8D 90"#, &[])]
    #[case::second_without_id(ToClient, "8C 84 8D 90", &[])]
    #[case::behind_date(ToClient, "8C 84 85 01 01 8D 90", &[(5, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

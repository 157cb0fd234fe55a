//! HDR-5: octets that stand for words.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Oddity, code};

pub(super) static RULE: Rule = Rule {
    id: "HDR-5",
    title: "an enumerated value is one of its list",
    clause: "ENC 7.3",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that the octet of an enumerated value is in its list; status codes have a rule of \
        their own. Why: receivers take an unknown octet for something else, or refuse the PDU. \
        Example: Priority 83.",
    passing: Example::sent("8C 80 8F 82"),
    failing: Example::sent("8C 80 8F 83").broken_at(2),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd().filter(|field| field.remarks.has(Oddity::Unassigned)) {
        // Status codes have a rule of their own.
        let code = subject.code(field);
        if code.is_some_and(|code| !matches!(code, code::RESPONSE_STATUS | code::RETRIEVE_STATUS)) {
            report.field(field, format!("{} has no value {}", field.name, field.value));
        }
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
    #[case::listed(FromClient, "8C 80 8A 83", &[])]
    #[case::token_class(ToClient, r#"8C 84 8A "Game" 00"#, &[])]
    #[case::unknown_to_client(ToClient, "8C 84 8F 83", &[(2, Warn)])]
    #[case::unknown_type(FromClient, "8C FF", &[(0, Error)])]
    #[case::status_is_not_judged_here(ToClient, "8C 81 92 F0", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

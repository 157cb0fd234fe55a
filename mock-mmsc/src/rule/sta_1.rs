//! STA-1: status codes without a meaning.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Oddity, code};

pub(super) static RULE: Rule = Rule {
    id: "STA-1",
    title: "Response-Status and Retrieve-Status are assigned",
    clause: "ENC 7.3.50",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that the code is in its list. Why: a client takes C0 to DF for C0 and everything \
        else for E0, so that what was meant is lost. Example: 92 F0.",
    passing: Example::received("8C 81 92 EB"),
    failing: Example::received("8C 81 92 F0").broken_at(2),
    cues: &[Cue::Oddity],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in subject.odd().filter(|field| field.remarks.has(Oddity::Unassigned)) {
        if !matches!(subject.code(field), Some(code::RESPONSE_STATUS | code::RETRIEVE_STATUS)) {
            continue;
        }
        let taken = if matches!(field.number, Some(0xC0..=0xDF)) { "C0" } else { "E0" };
        report.field(field, format!("{}: {} counts as {taken}", field.name, field.value));
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
    #[case::assigned(ToClient, "8C 81 92 80", &[])]
    #[case::transient(ToClient, "8C 84 99 C7", &[(2, Warn)])]
    #[case::other(ToClient, "8C 84 99 91", &[(2, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

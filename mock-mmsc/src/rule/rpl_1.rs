//! RPL-1: what belongs to a paid reply.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "RPL-1",
    title: "Reply-Charging-Deadline and -Size stand only with Reply-Charging",
    clause: "ENC 6",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::C,
    explanation: "Checks that 9C is there where 9D or 9F is. Why: a limit of nothing is ignored, so that \
        the sender pays for less or for more than was meant. Example: 9F 01 64 alone.",
    passing: Example::sent("8C 80 9C 80 9F 01 64"),
    failing: Example::sent("8C 80 9F 01 64").broken_at(2),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    if subject.header(code::REPLY_CHARGING).is_some() {
        return;
    }
    for limit in [code::REPLY_CHARGING_DEADLINE, code::REPLY_CHARGING_SIZE] {
        for field in subject.headers(limit) {
            report.field(field, format!("{} without X-Mms-Reply-Charging", field.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Warn};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::with(FromClient, "8C 80 9D 02 81 85 9C 80", &[])]
    #[case::deadline_alone(ToClient, "8C 82 9D 02 81 85", &[(2, Warn)])]
    #[case::id_alone(ToClient, r#"8C 82 9E "a" 00"#, &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

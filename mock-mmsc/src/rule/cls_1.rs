//! CLS-1: an automatic message asks for no report.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "CLS-1",
    title: "a message of the class Auto asks for no report",
    clause: "ENC 7.3.27",
    from_client: Severity::Error,
    to_client: Severity::Warn,
    grade: Grade::S,
    explanation: "Checks that neither Delivery-Report nor Read-Report says Yes in a message of the class \
        Auto. Why: nobody waits for the report, and two machines could answer each other without \
        end. Example: 8A 83 with 86 80.",
    passing: Example::sent("8C 80 8A 83 86 81"),
    failing: Example::sent("8C 80 8A 83 86 80").broken_at(4),
    cues: &[Cue::Always],
    check,
};

/// Octet of the class Auto.
const AUTO: u64 = 0x83;
/// Octet of Yes.
const YES: u64 = 0x80;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let class = subject.header(code::MESSAGE_CLASS);
    if class.and_then(|field| field.number) != Some(AUTO) {
        return;
    }
    for asked in [code::DELIVERY_REPORT, code::READ_REPORT] {
        for field in subject.headers(asked).filter(|field| field.number == Some(YES)) {
            let message = format!("{} is asked for by a message of the class Auto", field.name);
            report.field(field, message);
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
    #[case::personal(FromClient, "8C 80 8A 80 86 80 90 80", &[])]
    #[case::both(FromClient, "8C 80 86 80 8A 83 90 80", &[(2, Error), (6, Error)])]
    #[case::received(ToClient, "8C 84 8A 83 90 80", &[(4, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

//! ORD-7: what may stand twice.

use super::codes::Codes;
use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "ORD-7",
    title: "only recipients and previous senders may repeat",
    clause: "ENC 6",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::M,
    explanation: "Checks that a header field stands once, save To, Cc, Bcc, Previously-Sent-By and \
        Previously-Sent-Date (and the lists of the MMBox). Why: receivers differ in which of two \
        they take. Example: two subjects.",
    passing: Example::sent(r#"97 "a@b" 00 97 "c@d" 00"#),
    failing: Example::sent(r#"96 "a" 00 96 "b" 00"#).broken_at(3),
    cues: &[Cue::Repetition],
    check,
};

/// Octets of the header fields that may repeat.
const REPEATED: Codes = Codes::of(&[0x81, 0x82, 0x97, 0xA0, 0xA1, 0xA4, 0xA8, 0xAE]);

fn check(subject: &Subject<'_>, report: &mut Report) {
    let again = subject.repeated().without(REPEATED);
    if again.is_empty() {
        return;
    }
    let mut seen = Codes::default();
    for field in subject.header_fields() {
        let Some(code) = subject.code(field).filter(|code| again.contains(*code)) else { continue };
        if seen.contains(code) {
            report.field(field, format!("{} stands again", field.name));
        }
        seen.insert(code);
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
    #[case::two_recipients(FromClient, r#"97 "a@b" 00 97 "c@d" 00"#, &[])]
    #[case::two_subjects(FromClient, r#"96 "a" 00 96 "b" 00"#, &[(3, Warn)])]
    #[case::two_application_headers(ToClient, r#""X" 00 "y" 00 "X" 00 "y" 00"#, &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

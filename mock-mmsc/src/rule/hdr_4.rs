//! HDR-4: what a PDU type does not list.

use super::codes::Codes;
use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "HDR-4",
    title: "every header field belongs to the PDU type",
    clause: "ENC 6",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::C,
    explanation: "Checks that the table of the PDU type lists each header field. Why: receivers ignore \
        what does not belong, so that what it should do is not done. Example: an M-Retrieve.conf \
        with Sender-Visibility.",
    passing: Example::received("8C 84 8D 90 8F 80"),
    failing: Example::received("8C 84 8D 90 94 80").broken_at(4),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(row) = subject.pdu_type() else { return };
    // A Content-Type that does not belong breaks ORD-6, which is worse.
    let allowed = row.allowed.and(Codes::of(&[code::CONTENT_TYPE]));
    let foreign = subject.present().without(allowed);
    if foreign.is_empty() {
        return;
    }
    for field in subject.header_fields() {
        if subject.code(field).is_some_and(|code| foreign.contains(code)) {
            report.field(field, format!("{} does not list {}", row.name, field.name));
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
    #[case::listed(FromClient, "8C 80 8D 90 94 80", &[])]
    #[case::bcc_delivered(ToClient, r#"8C 84 8D 90 81 "a@b" 00"#, &[(4, Warn)])]
    // X-Mms-Priority in an M-Cancel.req.
    #[case::cancelled_with_priority(ToClient, r#"8C 96 98 "1" 00 8D 93 8F 80 BE "m" 00"#, &[(7, Warn)])]
    #[case::unknown_type(ToClient, "8C 93 8D 90 94 80", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

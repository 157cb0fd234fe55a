//! HDR-4: what a PDU type does not list.

use super::pdu_type::{COMMON, pdu_type};
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::Kind;

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
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(row) = subject.message_type_octet().and_then(pdu_type) else { return };
    for field in subject.header_fields().filter(|field| field.kind == Kind::Header) {
        let code = field.raw(&subject.octets).first().copied().unwrap_or_default();
        // A Content-Type that does not belong breaks ORD-6, which is worse.
        if code != 0x84
            && ![row.mandatory, row.optional, COMMON].iter().any(|list| list.contains(&code))
        {
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
    #[case::unknown_type(ToClient, "8C 93 8D 90 94 80", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

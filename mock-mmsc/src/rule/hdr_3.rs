//! HDR-3: what a PDU type demands.

use super::cue::Cue;
use super::pdu_type::PduType;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{code, header_field};

pub(super) static RULE: Rule = Rule {
    id: "HDR-3",
    title: "no mandatory header field is missing",
    clause: "ENC 6",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that the header fields stand that the table of the PDU type calls mandatory; \
        where one is only conditional, or recipients are missing, it warns. Why: receivers \
        refuse such a PDU, or cannot answer it. Example: an M-Send.conf without Response-Status.",
    passing: Example::received(r#"8C 81 98 "1" 00 8D 90 92 E0"#),
    failing: Example::received(r#"8C 81 98 "1" 00 8D 90"#).broken_at(0),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(row) = subject.pdu_type() else { return };
    let Some(field) = subject.header(code::MESSAGE_TYPE) else { return };
    if !subject.has_whole_header() {
        return;
    }
    let missing = row.required.without(subject.present());
    if !missing.is_empty() {
        let codes = row.mandatory.iter().filter(|code| missing.contains(**code));
        for header in codes.filter_map(|code| header_field(*code)) {
            report.field(field, format!("{} lacks {}", row.name, header.name));
        }
    }
    if let Some(message) = conditional(row, subject) {
        report.with(Severity::Warn, field.offset, field.length, message);
    }
}

/// What is missing under the conditions of the PDU at hand.
fn conditional(row: &PduType, subject: &Subject<'_>) -> Option<String> {
    let lacks = |code| subject.header(code).is_none();
    let status = |code| subject.header(code).and_then(|field| field.number);
    match row.octet {
        0x80 | 0x89 if lacks(code::TO) && lacks(code::CC) && lacks(code::BCC) => {
            Some(format!("{} names no recipient", row.name))
        }
        0x81 | 0x8A if status(code::RESPONSE_STATUS) == Some(0x80) && lacks(code::MESSAGE_ID) => {
            Some(format!("{} accepts and lacks Message-ID", row.name))
        }
        0x84 if status(code::RETRIEVE_STATUS).unwrap_or(0x80) == 0x80
            && lacks(code::MESSAGE_ID) =>
        {
            Some(format!("{} holds a message and lacks Message-ID", row.name))
        }
        _ => None,
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
    #[case::refused_without_message_id(ToClient, r#"8C 81 98 "1" 00 8D 90 92 E2"#, &[])]
    #[case::accepted_without_message_id(ToClient, r#"8C 81 98 "1" 00 8D 90 92 80"#, &[(0, Warn)])]
    #[case::send_without_from(FromClient, r#"8C 80 98 "1" 00 8D 90 97 "a@b" 00 84 83 41"#, &[(0, Error)])]
    #[case::send_without_recipient(FromClient, r#"8C 80 98 "1" 00 8D 90 89 01 81 84 83 41"#, &[(0, Warn)])]
    // M-Cancel.req without Cancel-ID, M-Cancel.conf without Cancel-Status, and both with them.
    #[case::cancel_without_id(ToClient, r#"8C 96 98 "T1" 00 8D 93"#, &[(0, Error)])]
    #[case::cancel(ToClient, r#"8C 96 98 "T1" 00 8D 93 BE "m" 00"#, &[])]
    #[case::cancelled_without_status(FromClient, r#"8C 97 98 "T1" 00 8D 93"#, &[(0, Error)])]
    #[case::cancelled(FromClient, r#"8C 97 98 "T1" 00 8D 93 BF 80"#, &[])]
    #[case::header_not_whole(ToClient, "8C 82 89 40", &[])]
    #[case::content_type_not_whole(ToClient, "8C 84 84 1F 87 FF FF FF 7F 83 00", &[(0, Error), (0, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

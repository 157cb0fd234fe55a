//! FROM-1: the sender or the wish to have it inserted.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Oddity, code};

pub(super) static RULE: Rule = Rule {
    id: "FROM-1",
    title: "From is an address, or the client's wish to have it inserted",
    clause: "ENC 7.3.21",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that From is counted and either 80 and an address or 81 alone, and that 81 does \
        not reach the client in a notification or a message. Why: receivers show it, and answer \
        to it. Example: 89 01 81 in an M-Retrieve.conf.",
    passing: Example::sent("8C 80 89 01 81"),
    failing: Example::received("8C 84 89 01 81").broken_at(2),
    cues: &[Cue::Always],
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let delivered = matches!(subject.message_type_octet(), Some(0x82 | 0x84));
    for field in subject.headers(code::FROM) {
        let leftover = field.remarks.has(Oddity::Leftover);
        if let Some(hole) = field.hole() {
            let length = field.end().saturating_sub(hole.offset);
            report.at(hole.offset, length, "neither an address nor insert-address");
        } else if field.number == Some(0x81) && leftover {
            report.field(field, "insert-address has octets behind it");
        } else if field.number == Some(0x81) && delivered {
            report.field(field, "insert-address is the client's to send");
        } else if field.number == Some(0x80) && field.value.is_empty() {
            report.with(Severity::Warn, field.offset, field.length, "the address is empty");
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
    #[case::insert(FromClient, "8C 80 89 01 81", &[])]
    #[case::address(ToClient, r#"8C 84 89 05 80 "a@b" 00"#, &[])]
    #[case::no_length(ToClient, "8C 82 89 40", &[(3, Error)])]
    #[case::other_token(FromClient, "8C 80 89 01 82", &[(4, Error)])]
    #[case::leftover(FromClient, "8C 80 89 02 81 00", &[(2, Error)])]
    #[case::insert_in_notification(ToClient, "8C 82 89 01 81", &[(2, Error)])]
    #[case::empty(ToClient, "8C 82 89 02 80 00", &[(2, Warn)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

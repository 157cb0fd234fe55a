//! EXP-1: a notification's time is from now.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{code, counted_value};

pub(super) static RULE: Rule = Rule {
    id: "EXP-1",
    title: "Expiry is relative in a notification",
    clause: "ENC 6, M-Notification.ind",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks that Expiry of an M-Notification.ind has the token 81. Why: clients count from \
        the arrival; some take an absolute time for a number of seconds. Example: 88 06 80 04 4D \
        E8 EE C3.",
    passing: Example::received("8C 82 88 02 81 85"),
    failing: Example::received("8C 82 88 06 80 04 4D E8 EE C3").broken_at(2),
    cues: &[Cue::Always],
    check,
};

/// PDU type M-Notification.ind.
const NOTIFICATION: u8 = 0x82;
/// The octet of the Absolute-token.
const ABSOLUTE: u8 = 0x80;

/// The first octet behind the length of a value.
fn token(field: &[u8]) -> Option<u8> {
    match field {
        [_, 1..SHORT_LENGTH_END, token, ..] => Some(*token),
        _ => counted_value(field).first().copied(),
    }
}

/// The first octet of a Value-length that is no length by itself.
const SHORT_LENGTH_END: u8 = 0x1F;

fn check(subject: &Subject<'_>, report: &mut Report) {
    if subject.message_type_octet() != Some(NOTIFICATION) {
        return;
    }
    for field in subject.headers(code::EXPIRY).filter(|field| field.hole().is_none()) {
        if token(field.raw(&subject.octets)) == Some(ABSOLUTE) {
            report.field(field, format!("{} is absolute", field.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::Direction::{self, FromClient, ToClient};
    use super::super::Severity::{self, Error};
    use super::super::tests::seen;
    use super::RULE;

    #[rstest]
    #[case::relative(ToClient, "8C 82 88 02 81 85", &[])]
    #[case::absolute(ToClient, "8C 82 88 06 80 04 4D E8 EE C3", &[(2, Error)])]
    #[case::absolute_of_long_length(ToClient, "8C 82 88 1F 06 80 04 4D E8 EE C3", &[(2, Error)])]
    #[case::in_a_submission(FromClient, "8C 80 88 06 80 04 4D E8 EE C3", &[])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

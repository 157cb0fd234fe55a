//! STA-2: what a client may say of a message.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::code;

pub(super) static RULE: Rule = Rule {
    id: "STA-2",
    title: "M-NotifyResp.ind says Retrieved, Rejected, Deferred or Unrecognised",
    clause: "ENC 7.3.54",
    from_client: Severity::Error,
    to_client: Severity::Error,
    grade: Grade::S,
    explanation: "Checks Status in an M-NotifyResp.ind. Why: the other words are the Proxy-Relay's own, \
        for delivery reports, and it cannot act on them. Example: 8C 83 95 80 says Expired.",
    passing: Example::sent("8C 83 95 81"),
    failing: Example::sent("8C 83 95 80").broken_at(2),
    cues: &[Cue::Always],
    check,
};

/// PDU type M-NotifyResp.ind.
const NOTIFY_RESP: u8 = 0x83;

fn check(subject: &Subject<'_>, report: &mut Report) {
    if subject.message_type_octet() != Some(NOTIFY_RESP) {
        return;
    }
    for field in subject.headers(code::STATUS) {
        if matches!(field.number, Some(0x80 | 0x85..=0x87)) {
            report.field(field, format!("a client cannot say {}", field.value));
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
    #[case::deferred(FromClient, "8C 83 95 83", &[])]
    #[case::in_a_report(ToClient, "8C 86 95 80", &[])]
    #[case::forwarded(FromClient, "8C 83 95 86", &[(2, Error)])]
    fn findings(
        #[case] direction: Direction,
        #[case] octets: &str,
        #[case] expected: &[(usize, Severity)],
    ) {
        assert_eq!(seen(&RULE, direction, octets), expected);
    }
}

//! STA-3: Unrecognised is about versions.

use super::{Answered, BindingRule, Check, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "STA-3",
    title: "Unrecognised answers only a notification of another major version",
    clause: "ENC 7.3.54",
    severity: Severity::Error,
    grade: Grade::S,
    explanation: "\
What it checks: an M-NotifyResp.ind with Status Unrecognised has another major version than the notification.
Why it matters: the word is there for version management; the Proxy-Relay takes it for a client that is too old, and
may never offer the message again.
Example: a notification of 1.0 and an answer of 1.2 with Status 84.",
    passing: r#"! 8C 82 98 "n" 00 8D A0
> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 83 98 "n" 00 8D 92 95 84"#,
    failing: r#"! 8C 82 98 "n" 00 8D 90
> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 83 98 "n" 00 8D 92 95 84"#,
    check: Check::Answer(check),
};

/// Status octet Unrecognised.
pub(super) const UNRECOGNISED: u64 = 0x84;

fn check(answered: &Answered<'_>, report: &mut Report<'_>) {
    let Some(("m-notification.ind", "m-notifyresp.ind")) = answered.types() else { return };
    let same = answered.majors().is_some_and(|(asked, answer)| asked == answer);
    let status = answered.answer.and_then(|pdu| pdu.header("X-Mms-Status"));
    if let Some(field) = status.filter(|field| same && field.number == Some(UNRECOGNISED)) {
        report.field(Some(field), "Unrecognised, and the major version is the client's own");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;

    #[test]
    fn another_status_is_left_alone() {
        let text = r#"! 8C 82 98 "n" 00 8D 90
> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 83 98 "n" 00 8D 92 95 81"#;
        assert!(example(text).iter().all(|finding| finding.rule != "STA-3"));
    }
}

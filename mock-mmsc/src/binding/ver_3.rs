//! VER-3: a notification of another major version.

use super::sta_3::UNRECOGNISED;
use super::{Answered, BindingRule, Check, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "VER-3",
    title: "a notification of another major version is answered Unrecognised",
    clause: "ENC, X-Mms-MMS-Version; CTR",
    severity: Severity::Warn,
    grade: Grade::M,
    explanation: "\
What it checks: an M-NotifyResp.ind whose major version is not the notification's has Status Unrecognised.
Why it matters: a client that answers otherwise claims to have read what it cannot read.
Example: a notification of 2.0 and an answer of 1.2 with Status 81.",
    passing: r#"! 8C 82 98 "n" 00 8D A0
> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 83 98 "n" 00 8D 92 95 84"#,
    failing: r#"! 8C 82 98 "n" 00 8D A0
> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 83 98 "n" 00 8D 92 95 81"#,
    check: Check::Answer(check),
};

fn check(answered: &Answered<'_>, report: &mut Report<'_>) {
    let Some(("m-notification.ind", "m-notifyresp.ind")) = answered.types() else { return };
    let other = answered.majors().is_some_and(|(asked, answer)| asked != answer);
    let status = answered.answer.and_then(|pdu| pdu.header("X-Mms-Status"));
    if let Some(field) = status.filter(|field| other && field.number != Some(UNRECOGNISED)) {
        report.field(Some(field), format!("{} for another major version", field.value));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;

    #[test]
    fn the_own_major_version_is_left_alone() {
        let text = r#"! 8C 82 98 "n" 00 8D 93
> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 83 98 "n" 00 8D 90 95 81"#;
        assert!(example(text).iter().all(|finding| finding.rule != "VER-3"));
    }
}

//! VER-4: a message of another major version.

use super::{Answered, BindingRule, Check, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "VER-4",
    title: "a message of another major version is answered Error-unsupported-message",
    clause: "ENC, X-Mms-MMS-Version; CTR",
    severity: Severity::Warn,
    grade: Grade::M,
    explanation: "\
What it checks: an M-Send.conf whose major version is not the request's has Response-Status 88.
Why it matters: the client learns only by this that an older version would be taken.
Example: a request of 2.0 and an answer of 1.2 with Response-Status 80.",
    passing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D A0 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "1" 00 8D 92 92 88"#,
    failing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D A0 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "1" 00 8D 92 92 80 8B "m" 00"#,
    check: Check::Answer(check),
};

/// Response-Status Error-unsupported-message.
const UNSUPPORTED_MESSAGE: u64 = 0x88;

fn check(answered: &Answered<'_>, report: &mut Report<'_>) {
    let Some(("m-send.req", "m-send.conf")) = answered.types() else { return };
    let other = answered.majors().is_some_and(|(asked, answer)| asked != answer);
    let status = answered.answer.and_then(|pdu| pdu.header("X-Mms-Response-Status"));
    if let Some(field) = status.filter(|field| other && field.number != Some(UNSUPPORTED_MESSAGE)) {
        report.field(Some(field), format!("{} for another major version", field.value));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;

    #[test]
    fn the_own_major_version_is_left_alone() {
        let text = r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "1" 00 8D 92 92 80 8B "m" 00"#;
        assert_eq!(example(text).len(), 0, "{:?}", example(text));
    }
}

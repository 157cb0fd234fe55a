//! HTTP-7: the three levels of refusal.

use super::{Answered, BindingRule, Check, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-7",
    title: "a refusal comes as HTTP status, as a page with 200, or as status of MMS",
    clause: "CTR, HTTP binding",
    severity: Severity::Info,
    grade: Grade::C,
    explanation: "\
What it checks: notes a page that came with a status 2xx where an MMS PDU belongs, and a Response-Status or a
Retrieve-Status other than Ok.
Why it matters: a client has to know all three levels; one that looks at the HTTP status alone reports success.
Example: an M-Send.conf with Response-Status E1 in a response of status 200.",
    passing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "1" 00 8D 92 92 80 8B "m" 00"#,
    failing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "1" 00 8D 92 92 E1"#,
    check: Check::Answer(check),
};

/// Status octet Ok.
const OK: u64 = 0x80;

fn check(answered: &Answered<'_>, report: &mut Report<'_>) {
    let success = answered.reply.is_none_or(|reply| (200..300).contains(&reply.status));
    if !success {
        return;
    }
    for name in ["X-Mms-Response-Status", "X-Mms-Retrieve-Status"] {
        let field = answered.answer.and_then(|pdu| pdu.header(name));
        if let Some(field) = field.filter(|field| field.number != Some(OK)) {
            report.note(format!("refused at the level of MMS: {name} {}", field.value));
        }
    }
    let media = answered.reply_header("Content-Type").unwrap_or_default();
    if media.to_ascii_lowercase().starts_with("text/html") {
        report.note("refused by a page with a status of success".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;

    #[test]
    fn levels_are_noted() {
        let notes = |text: &str| {
            let findings = example(text).into_iter().filter(|finding| finding.rule == "HTTP-7");
            findings.map(|finding| finding.message).collect::<Vec<_>>()
        };
        let page = r#"< 200 | Content-Type: text/html; charset=utf-8 | "<html>""#;
        assert_eq!(
            notes(&format!("> GET /m HTTP/1.0\n{page}")),
            ["refused by a page with a status of success"]
        );
        assert_eq!(
            notes(
                "> GET /m HTTP/1.0\n< 200 | Content-Type: application/vnd.wap.mms-message | 8C 84 8D 92 99 E2"
            ),
            [
                "refused at the level of MMS: X-Mms-Retrieve-Status Error-permanent-message-not-found"
            ]
        );
        assert_eq!(notes("> GET /m HTTP/1.0\n< 503 | Content-Type: text/html | 41"), [""; 0]);
    }
}

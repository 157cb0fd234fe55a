//! HTTP-5: how the Proxy-Relay answers.

use super::{Answered, BindingRule, Check, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-5",
    title: "a message is answered by 200 with M-Send.conf, an indication by 2xx without content",
    clause: "CTR, HTTP binding",
    severity: Severity::Error,
    grade: Grade::C,
    explanation: "\
What it checks: the response to an M-Send.req is 200 with the media type of MMS and an M-Send.conf, that to an
M-Forward.req with an M-Forward.conf; that to M-NotifyResp.ind, M-Acknowledge.ind and M-Read-Rec.ind has a status
2xx and no content. A status of refusal is left to HTTP-6.
Why it matters: a client that gets something else cannot tell whether the message was taken.
Example: a page of HTML with status 200 in place of the M-Send.conf.",
    passing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: application/vnd.wap.mms-message | 8C 81 98 "1" 00 8D 92 92 80 8B "m" 00"#,
    failing: r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41
< 200 | Content-Type: text/html | "<html>""#,
    check: Check::Answer(check),
};

/// The media type of MMS PDUs.
const MEDIA_TYPE: &str = "application/vnd.wap.mms-message";

fn check(answered: &Answered<'_>, report: &mut Report<'_>) {
    let (Some(asked), Some(reply)) = (answered.asked, answered.reply) else { return };
    if !(200..300).contains(&reply.status) {
        return;
    }
    let expected = match asked.message_type() {
        Some("m-send.req") => "m-send.conf",
        Some("m-forward.req") => "m-forward.conf",
        Some("m-notifyresp.ind" | "m-acknowledge.ind" | "m-read-rec.ind") => {
            if !reply.body.is_empty() {
                report.field(None, format!("{} octets answer an indication", reply.body.len()));
            }
            return;
        }
        _ => return,
    };
    let media = answered.reply_header("Content-Type").unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    let answer = answered.answer.and_then(|pdu| pdu.message_type());
    if answer != Some(expected) {
        report.field(None, format!("{} in place of {expected}", answer.unwrap_or("no PDU")));
    } else if !media.eq_ignore_ascii_case(MEDIA_TYPE) {
        report.field(None, format!("media type {media:?} of an MMS PDU"));
    } else if reply.status != 200 {
        report.field(None, format!("status {} with an {expected}", reply.status));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;

    fn check(text: &str, expected: &[&str]) {
        let findings = example(text).into_iter().filter(|finding| finding.rule == "HTTP-5");
        assert_eq!(findings.map(|finding| finding.message).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn answers_are_told_apart() {
        let send = r#"> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 80 98 "1" 00 8D 92 89 01 81 97 "a@b" 00 84 83 41"#;
        let conf = r#"8C 81 98 "1" 00 8D 92 92 80 8B "m" 00"#;
        let mms = "Content-Type: application/vnd.wap.mms-message";
        check(&format!("{send}\n< 202 | {mms} | {conf}"), &["status 202 with an m-send.conf"]);
        check(
            &format!("{send}\n< 200 | Content-Type: a/b | {conf}"),
            &["media type \"a/b\" of an MMS PDU"],
        );
        check(&format!("{send}\n< 200"), &["no PDU in place of m-send.conf"]);
        check(&format!("{send}\n< 503"), &[]);
        let indication = format!(r#"> POST / HTTP/1.0 | {mms} | 8C 85 98 "1" 00 8D 92"#);
        check(&format!("{indication}\n< 204"), &[]);
        check(
            &format!("{indication}\n< 200 | {mms} | {conf}"),
            &["12 octets answer an indication"],
        );
    }
}

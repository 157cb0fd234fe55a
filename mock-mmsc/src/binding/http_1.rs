//! HTTP-1: how a PDU is posted.

use super::{BindingRule, Check, Context, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-1",
    title: "a PDU is posted with the MMS media type and with its length",
    clause: "CTR, HTTP binding",
    severity: Severity::Error,
    grade: Grade::C,
    explanation: "\
What it checks: a request is GET or POST; a POST has Content-Type application/vnd.wap.mms-message (parameters are
ignored) and says where its content ends, by Content-Length or by chunks, and not by both.
Why it matters: gateways route by media type, and a POST without a length is read as empty; one with two lengths is
read differently by each server on its way.
Example: `POST /mms HTTP/1.1`, `Content-Type: application/vnd.wap.mms-message`, `Content-Length: 120`.",
    passing: "> POST / HTTP/1.0 | Content-Type: application/vnd.wap.mms-message | 8C 85",
    failing: "> POST / HTTP/1.0 | Content-Type: text/html | 8C 85",
    check: Check::Request(check),
};

/// The media type of MMS PDUs.
const MEDIA_TYPE: &str = "application/vnd.wap.mms-message";

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let request = context.request;
    if !context.is_post() {
        if request.method != "GET" {
            report.request_line(format!("method {} is neither GET nor POST", request.method));
        }
        return;
    }
    match request.header_text("Content-Type") {
        Some(value) if is_mms(value) => {}
        Some(value) => {
            report.header("Content-Type", format!("media type {value} is not {MEDIA_TYPE}"));
        }
        None => report.request_line("POST without a readable Content-Type"),
    }
    let length = request.header("Content-Length").is_some();
    let chunked = request.header("Transfer-Encoding").is_some();
    match (length, chunked) {
        (false, false) => report.request_line("POST without Content-Length"),
        (true, true) => {
            report.header("Transfer-Encoding", "Content-Length together with Transfer-Encoding");
        }
        _ => {}
    }
}

fn is_mms(value: &str) -> bool {
    let media_type = value.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(MEDIA_TYPE)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, request};

    fn check(raw: &str, expected: &[&str]) {
        assert_eq!(findings(&request(raw.as_bytes()), None), expected, "{raw}");
    }

    #[test]
    fn a_sound_post_passes() {
        let mms = "Content-Type: application/vnd.wap.mms-message";
        check(&format!("POST / HTTP/1.0\r\n{mms}\r\nContent-Length: 0\r\n\r\n"), &[]);
        check(
            &format!(
                "POST / HTTP/1.0\r\n{mms};charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
            ),
            &[],
        );
    }

    #[test]
    fn each_breach_is_placed() {
        check(
            "POST / HTTP/1.0\r\nContent-Length: 0\r\ncontent-type: text/html\r\n\r\n",
            &["HTTP-1 error 36+23 media type text/html is not application/vnd.wap.mms-message"],
        );
        check(
            "POST / HTTP/1.0\r\n\r\n",
            &[
                "HTTP-1 error 0+15 POST without a readable Content-Type",
                "HTTP-1 error 0+15 POST without Content-Length",
            ],
        );
        check("PUT / HTTP/1.0\r\n\r\n", &["HTTP-1 error 0+14 method PUT is neither GET nor POST"]);
        check(
            "POST / HTTP/1.0\r\nContent-Type: application/vnd.wap.mms-message\r\nContent-Length: 0\r\n\
             Transfer-Encoding: chunked\r\n\r\n",
            &["HTTP-1 error 83+26 Content-Length together with Transfer-Encoding"],
        );
    }
}

//! HTTP-8: how a message is fetched.

use super::{BindingRule, Check, Context, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-8",
    title: "a GET has no content",
    clause: "CTR, HTTP binding",
    severity: Severity::Error,
    grade: Grade::C,
    explanation: "\
What it checks: a GET comes without content.
Why it matters: a retrieval is its URL and nothing else, and some gateways refuse a GET with content or take the
content for the next request.
Example: `GET http://192.168.1.2:7082/attest-1 HTTP/1.1` with no Content-Length, or with 0.",
    passing: "> GET /m HTTP/1.0",
    failing: "> GET /m HTTP/1.0 | 8C 85",
    check: Check::Request(check),
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let request = context.request;
    if request.method == "GET" && !request.body.is_empty() {
        report.body(request, format!("GET with {} octets of content", request.body.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, request};

    #[test]
    fn content_of_a_get_is_found() {
        let sound = request(b"GET /m HTTP/1.0\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(findings(&sound, None), [""; 0]);
        let wrong = request(b"GET /m HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi");
        assert_eq!(findings(&wrong, None), ["HTTP-8 error 38+2 GET with 2 octets of content"]);
    }
}

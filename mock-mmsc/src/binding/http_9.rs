//! HTTP-9: the client does not say who it is.

use super::{BindingRule, Check, Context, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-9",
    title: "the client sends neither credentials nor its own number",
    clause: "CTR, HTTP binding; ENC 7.3.21",
    severity: Severity::Warn,
    grade: Grade::C,
    explanation: "\
What it checks: the request has no header field that carries credentials or the subscriber's number, and From of an
M-Send.req is the insert-address token.
Why it matters: the operator's gateway adds the number, and an MMSC that believes the client can be lied to.
Example: From as `89 01 81`; no Authorization, no X-MSISDN.",
    passing: "> GET /m HTTP/1.0",
    failing: "> GET /m HTTP/1.0 | X-MSISDN: 1 | ",
    check: Check::Request(check),
};

/// Header fields that only a gateway adds.
const IDENTITY: [&str; 7] = [
    "Authorization",
    "Proxy-Authorization",
    "MSISDN",
    "X-MSISDN",
    "X-Nokia-MSISDN",
    "X-Up-Calling-Line-Id",
    "X-WAP-Network-Client-MSISDN",
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let request = context.request;
    for name in IDENTITY.into_iter().filter(|name| request.header(name).is_some()) {
        report.header(name, format!("{name} is for the gateway to add"));
    }
    if context.message_type() != Some("m-send.req") {
        return;
    }
    let from = context.dissection.and_then(|dissection| dissection.header("From"));
    if from.is_some_and(|field| field.text.is_some()) {
        report.body(request, "From holds an address in place of the insert-address token");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, request};

    fn post(header: &str, body: &[u8]) -> Vec<String> {
        let head = format!(
            "POST / HTTP/1.0\r\nContent-Type: application/vnd.wap.mms-message\r\nContent-Length: {}\r\n{header}\r\n",
            body.len()
        );
        findings(&request(&[head.as_bytes(), body].concat()), None)
    }

    // Message-Type M-Send.req, Transaction-ID "1", Version 1.2.
    const START: [u8; 7] = [0x8C, 0x80, 0x98, b'1', 0x00, 0x8D, 0x92];

    #[test]
    fn a_client_without_identity_passes() {
        // From: Value-length 1, insert-address.
        assert_eq!(post("", &[&START[..], &[0x89, 0x01, 0x81]].concat()), [""; 0]);
    }

    #[test]
    fn identity_is_found() {
        assert_eq!(
            post("X-MSISDN: 1\r\n", &[]),
            ["HTTP-9 warn 83+11 X-MSISDN is for the gateway to add"]
        );
        // From: Value-length 4, address-present, "+1".
        let from = [&START[..], &[0x89, 0x04, 0x80, b'+', b'1', 0x00]].concat();
        assert_eq!(
            post("", &from),
            ["HTTP-9 warn 86+13 From holds an address in place of the insert-address token"]
        );
    }
}

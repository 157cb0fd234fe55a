//! The MMSC in a scenario: how it answers, and what must have reached it.

use std::fmt::Write as _;

use mock_mmsc::dissect::{Dissection, dissect};
use mock_mmsc::rule::Severity;

use super::yaml;
use crate::bench::{Capture, Observation};
use crate::operation::{MmscAnswer, Operation};
use crate::oracle::OracleKind;

/// From a request to its answer, as on the bench.
const DELAY: &str = "delay: 500ms";
/// Header fields whose values a module chooses, or that are expected in another place.
const LEFT_OUT: [&str; 5] = ["X-Mms-Transaction-Id", "To", "Cc", "Bcc", "Date"];

/// Header fields that an M-Send.req may lack.
const OPTIONAL: [&str; 5] =
    ["Subject", "X-Mms-Expiry", "X-Mms-Priority", "X-Mms-Message-Class", "X-Mms-Sender-Visibility"];

/// A behaviour of the mock MMSC.
pub(super) fn answer(answer: MmscAnswer) -> String {
    let script = answer.script();
    let mut parts = vec![DELAY.to_owned()];
    parts.extend(script.on.map(|method| format!("on: {}", method.name().to_ascii_lowercase())));
    parts.extend(script.status.map(|status| format!("status: {status}")));
    parts.extend(script.response_status.map(|octet| format!("response_status: 0x{octet:02X}")));
    parts.extend(script.retrieve_status.map(|octet| format!("retrieve_status: 0x{octet:02X}")));
    parts.extend(script.transaction_id.map(|id| format!("transaction_id: {id}")));
    parts.extend(script.body.map(|body| format!("body: {{ hex: \"{}\" }}", yaml::hex(&body))));
    parts.extend(script.serve.map(|pdu| format!("serve: {{ hex: \"{}\" }}", yaml::hex(&pdu))));
    parts.extend(script.fault.cut_after.map(|octets| format!("cut_after: {octets}")));
    parts.extend(script.fault.reset_after.map(|octets| format!("reset_after: {octets}")));
    parts.extend(script.fault.never.then(|| "never: true".to_owned()));
    format!("{{ {} }}", parts.join(", "))
}

/// Whether the MMSC has a part in it, so that a target without one cannot run it.
pub(super) fn is_used(steps: &[(Operation, Observation)]) -> bool {
    steps.iter().any(|(operation, seen)| {
        matches!(operation, Operation::Mmsc(_)) || !seen.captures.is_empty()
    })
}

/// Whether an oracle may have spoken of what reached the MMSC, and not of the line alone.
pub(super) const fn concerns(oracle: OracleKind) -> bool {
    matches!(
        oracle,
        OracleKind::Differential
            | OracleKind::Capture
            | OracleKind::Size
            | OracleKind::Metamorphic
            | OracleKind::Accounting
    )
}

/// A last step with the requests that the reference made, and its last message field by field.
pub(super) fn expectation(steps: &[(Operation, Observation)]) -> String {
    let captures: Vec<&Capture> = steps.iter().flat_map(|(_, seen)| &seen.captures).collect();
    if !steps.iter().any(|(operation, _)| is_transfer(operation)) {
        return String::new();
    }
    let mut text = format!("  - mmsc:\n      requests: {}\n", captures.len());
    let is_message = |capture: &&&Capture| capture.pdu().starts_with(&[0x8C, 0x80]);
    if let Some(last) = captures.iter().rfind(is_message).filter(|_| captures.len() == 1) {
        text.push_str(&received(&dissect(last.pdu())));
        // What the TE asked for may break a rule, on a sound module too.
        if last.exchange.findings.iter().all(|finding| finding.severity < Severity::Error) {
            text.push_str("      findings: { none_at: error }\n");
        }
    }
    text
}

fn is_transfer(operation: &Operation) -> bool {
    matches!(operation, Operation::Command(line) if matches!(line.name(), "+CMMSSEND" | "+CMMSRECV"))
}

fn received(pdu: &Dissection) -> String {
    let mut parts = vec!["type: m-send.req".to_owned()];
    for (key, name) in [("to", "To"), ("cc", "Cc"), ("bcc", "Bcc")] {
        let values: Vec<String> =
            pdu.headers(name).map(|field| yaml::quoted(&field.value)).collect();
        parts.push(format!("{key}: [{}]", values.join(", ")));
    }
    let mut headers = String::new();
    for field in pdu.header_fields().filter(|field| !LEFT_OUT.contains(&&*field.name)) {
        if yaml::is_plain(field.value.as_bytes()) {
            let _ = write!(headers, "{}: {}, ", field.name, yaml::quoted(&field.value));
        }
    }
    for name in OPTIONAL.iter().filter(|name| pdu.header(name).is_none()) {
        let _ = write!(headers, "{name}: ~, ");
    }
    parts.push(format!("headers: {{ {} }}", headers.trim_end_matches([',', ' '])));
    let part = |part: mock_mmsc::dissect::PartView<'_>| {
        let charset = part.charset.map(|charset| format!("charset: {charset}, "));
        let charset = charset.unwrap_or_default();
        format!("{{ type: {}, {charset}payload: {} }}", part.content_type, yaml::payload(part.data))
    };
    let shown: Vec<String> = pdu.parts().into_iter().map(part).collect();
    parts.push(format!("parts: [{}]", shown.join(", ")));
    let received = parts.join(", ");
    format!("  - mmsc:\n      received: {{ {received} }}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{Bench, Session};
    use crate::operation::parse;
    use sim7100_model::Profile;

    fn check(address: &str, is_sound: bool) {
        let text = format!(
            "send AT+CMMSCURL=\"m.example/x\"\nsend AT+CMMSEDIT=1\nsend AT+CMMSRECP=\"{address}\"\n\
             send AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"\ndata hi\nsend AT+CMMSSEND\ntick 1000\n"
        );
        let mut session = Session::new(Bench::new(Profile::default()));
        let mut steps = Vec::new();
        for operation in parse(&text).unwrap() {
            let seen = session.perform(&operation).unwrap();
            steps.push((operation, seen));
        }
        let text = expectation(&steps);
        assert!(text.contains("requests: 1\n") && text.contains("received: "), "{text}");
        assert_eq!(text.contains("findings: { none_at: error }\n"), is_sound, "{text}");
    }

    #[test]
    fn no_finding_is_forbidden_that_the_te_asked_for() {
        check("13918181818", true);
        check("1391818AT+CMEE1818", false);
    }
}

//! HTTP-6: what a status means to a client.

use super::{Answered, BindingRule, Check, Report};
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-6",
    title: "a status 2xx is success, any other a failure",
    clause: "CTR, HTTP binding",
    severity: Severity::Info,
    grade: Grade::C,
    explanation: "\
What it checks: notes a response whose status is not 2xx, and a redirect by name.
Why it matters: clients take every such response for a failure, and common ones do not follow a redirect.
Example: 302 in answer to a GET.",
    passing: "> GET /m HTTP/1.0\n< 200",
    failing: "> GET /m HTTP/1.0\n< 302",
    check: Check::Answer(check),
};

fn check(answered: &Answered<'_>, report: &mut Report<'_>) {
    match answered.reply.map(|reply| reply.status) {
        Some(status @ 300..400) => {
            report.note(format!("redirect {status}, which few clients follow"));
        }
        Some(status) if !(200..300).contains(&status) => {
            report.note(format!("status {status} is a failure"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;

    #[test]
    fn failures_are_noted() {
        let messages =
            |text| example(text).into_iter().map(|finding| finding.message).collect::<Vec<_>>();
        assert_eq!(messages("> GET /m HTTP/1.0\n< 204"), [""; 0]);
        assert_eq!(
            messages("> GET /m HTTP/1.0\n< 301"),
            ["redirect 301, which few clients follow"]
        );
        assert_eq!(messages("> GET /m HTTP/1.0\n< 404"), ["status 404 is a failure"]);
    }
}

//! HTTP-3: a URL without a path.

use super::{BindingRule, Check, Context, Report};
use crate::exchange::TargetForm;
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-3",
    title: "a URL without a path is sent with /",
    clause: "RFC 9112, 3.2",
    severity: Severity::Warn,
    grade: Grade::D,
    explanation: "\
What it checks: an absolute target has a path behind its authority.
Why it matters: some proxies refuse a target without one, and others pass an empty one on.
Example: the URL `http://192.168.1.2:7082` is sent as `http://192.168.1.2:7082/`.",
    passing: "> GET http://a/ HTTP/1.0",
    failing: "> GET http://a HTTP/1.0",
    check: Check::Request(check),
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if context.request.target_form() != TargetForm::Absolute {
        return;
    }
    let (_, rest) = context.request.target.split_once("://").unwrap_or_default();
    let authority_end = rest.find(['/', '?', '#']);
    if authority_end.is_none_or(|end| !rest.get(end..).is_some_and(|path| path.starts_with('/'))) {
        report.request_line("the target has no path");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, request};

    #[test]
    fn a_path_is_looked_for() {
        let check = |target: &str, expected: &[&str]| {
            let raw = format!("GET {target} HTTP/1.0\r\n\r\n");
            assert_eq!(findings(&request(raw.as_bytes()), None), expected, "{target}");
        };
        check("/", &[]);
        check("http://a/?b", &[]);
        check("http://a?b=/", &["HTTP-3 warn 0+25 the target has no path"]);
    }
}

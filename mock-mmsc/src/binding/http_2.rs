//! HTTP-2: the form of the request target.

use super::{BindingRule, Check, Context, Report};
use crate::exchange::TargetForm;
use crate::rule::{Grade, Severity};

pub(super) const RULE: BindingRule = BindingRule {
    id: "HTTP-2",
    title: "the target is absolute through a proxy and of the origin form otherwise",
    clause: "RFC 9112, 3.2",
    severity: Severity::Error,
    grade: Grade::C,
    explanation: "\
What it checks: when it is known whether the client was told to use a proxy, the request line has the absolute form
(`POST http://mmsc/path HTTP/1.1`) through a proxy and the origin form (`POST /path HTTP/1.1`) without one. The
authority of an absolute target equals Host where Host is sent; HTTP/1.1 demands Host.
Why it matters: a proxy cannot route an origin form, and an MMSC may refuse an absolute one.
Example: with `AT+CMMSPROTO=1,\"10.0.0.172\",80` a message for 192.168.1.2:7082 starts with
`POST http://192.168.1.2:7082/ HTTP/1.1` and `Host: 192.168.1.2:7082`.",
    passing: "> GET /m HTTP/1.1 | Host: a | ",
    failing: "> GET /m HTTP/1.1",
    check: Check::Request(check),
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let request = context.request;
    let form = request.target_form();
    match (context.expect_proxy, form) {
        (_, TargetForm::Other) => report.request_line("target is neither a path nor a URL"),
        (Some(true), TargetForm::Origin) => {
            report.request_line("origin form where a proxy is set");
        }
        (Some(false), TargetForm::Absolute) => {
            report.request_line("absolute form where no proxy is set");
        }
        _ => {}
    }
    let host = request.header_text("Host");
    if host.is_none() && request.version >= (1, 1) {
        report.request_line("HTTP/1.1 without Host");
    }
    if let (TargetForm::Absolute, Some(host), Some(authority)) = (form, host, request.authority())
        && !without_port_80(host).eq_ignore_ascii_case(without_port_80(authority))
    {
        report.header("Host", format!("Host {host} differs from the target's {authority}"));
    }
}

/// Port 80 may be written or not.
fn without_port_80(authority: &str) -> &str {
    authority.strip_suffix(":80").unwrap_or(authority)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, request};

    fn check(target: &str, host: &str, expect_proxy: Option<bool>, expected: &[&str]) {
        let raw = format!("GET {target} HTTP/1.1\r\n{host}\r\n");
        assert_eq!(findings(&request(raw.as_bytes()), expect_proxy), expected, "{raw}");
    }

    #[test]
    fn the_form_follows_the_proxy() {
        let host = "Host: a:80\r\n";
        check("/m", host, Some(false), &[]);
        check("http://a:80/m", host, Some(true), &[]);
        check("/m", host, None, &[]);
        check("http://a:80/m", host, None, &[]);
        check("/m", host, Some(true), &["HTTP-2 error 0+15 origin form where a proxy is set"]);
        check(
            "http://a:80/m",
            host,
            Some(false),
            &["HTTP-2 error 0+26 absolute form where no proxy is set"],
        );
        check("*", host, None, &["HTTP-2 error 0+14 target is neither a path nor a URL"]);
    }

    #[test]
    fn host_is_the_targets() {
        check("http://a/m", "Host: a:80\r\n", None, &[]);
        check("http://a:80/m", "Host: A\r\n", None, &[]);
        check("/m", "", None, &["HTTP-2 error 0+15 HTTP/1.1 without Host"]);
        check(
            "http://a/m",
            "Host: b\r\n",
            None,
            &["HTTP-2 error 25+7 Host b differs from the target's a"],
        );
    }
}

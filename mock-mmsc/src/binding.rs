//! How MMS uses HTTP, and how transactions hang together: the rules that need more than one PDU to judge.
//!
//! Rules over a PDU alone are in [`crate::rule`]. These see the request, its PDU and what came before.
//! Nothing is demanded of header fields that clients may leave out (HTTP-4).

mod http_1;
mod http_2;
mod http_8;
mod http_9;
mod tx_1;
mod tx_2;

use std::time::Duration;

use crate::dissect::Dissection;
use crate::exchange::{Acknowledgement, Exchange, Request};
use crate::rule::{Finding, Severity};

/// A rule over a request in its context.
#[derive(Debug)]
pub struct BindingRule {
    /// Stable id, as `HTTP-1`.
    pub id: &'static str,
    /// What it demands, in one line.
    pub title: &'static str,
    /// The clause that demands it.
    pub clause: &'static str,
    /// How much a breach matters.
    pub severity: Severity,
    /// What it checks, why it matters, and an example.
    pub explanation: &'static str,
    check: fn(&Context<'_>, &mut Report<'_>),
}

/// Every rule of this module, by id.
#[must_use]
pub const fn all() -> &'static [&'static BindingRule] {
    ALL
}

/// The rule of that id, compared without case.
#[must_use]
pub fn find(id: &str) -> Option<&'static BindingRule> {
    all().iter().copied().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// A request and what must be known to judge it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) request: &'a Request,
    pub(crate) dissection: Option<&'a Dissection>,
    pub(crate) transaction_id: Option<&'a str>,
    pub(crate) acknowledges: Option<Acknowledgement>,
    /// Whether the client was told to use a proxy; `None` when that is not known.
    pub(crate) expect_proxy: Option<bool>,
    /// The exchanges before this one.
    pub(crate) earlier: &'a [Exchange],
    pub(crate) now: Duration,
}

impl Context<'_> {
    fn message_type(&self) -> Option<&str> {
        self.dissection.and_then(Dissection::message_type)
    }

    fn is_post(&self) -> bool {
        self.request.method == "POST"
    }
}

/// Judges a request by every rule of this module.
pub(crate) fn judge(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in all() {
        (rule.check)(
            context,
            &mut Report { rule, raw: &context.request.raw, findings: &mut findings },
        );
    }
    findings
}

/// Collects the findings of one rule.
struct Report<'a> {
    rule: &'static BindingRule,
    raw: &'a [u8],
    findings: &'a mut Vec<Finding>,
}

impl Report<'_> {
    /// A breach on the request line.
    fn request_line(&mut self, message: impl Into<String>) {
        self.at(self.rule.severity, self.line(|_| true), message.into());
    }

    /// A breach in the header field of that name; at offset 0 when it is missing.
    fn header(&mut self, name: &str, message: impl Into<String>) {
        let place = self.line(|line| {
            let colon = line.iter().position(|&octet| octet == b':');
            colon
                .and_then(|end| line.get(..end))
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.at(self.rule.severity, place, message.into());
    }

    /// A breach in the content as a whole.
    fn body(&mut self, request: &Request, message: impl Into<String>) {
        let start = self.raw.len().saturating_sub(request.body.len());
        let whole = self.raw.get(start..).is_some_and(|octets| octets == request.body);
        self.at(
            self.rule.severity,
            if whole { (start, request.body.len()) } else { (0, 0) },
            message.into(),
        );
    }

    /// Something worth knowing that is no breach.
    fn note(&mut self, message: String) {
        self.at(Severity::Info, (0, 0), message);
    }

    fn at(&mut self, severity: Severity, (offset, length): (usize, usize), message: String) {
        let BindingRule { id, clause, .. } = *self.rule;
        self.findings.push(Finding { rule: id, severity, offset, length, clause, message });
    }

    /// Offset and length of the first line of the head that `wanted` likes, without its line end.
    fn line(&self, wanted: impl Fn(&[u8]) -> bool) -> (usize, usize) {
        let mut offset = 0_usize;
        for line in self.raw.split(|&octet| octet == b'\n') {
            let text = line.strip_suffix(b"\r").unwrap_or(line);
            if !text.is_empty() && wanted(text) {
                return (offset, text.len());
            }
            offset = offset.saturating_add(line.len()).saturating_add(1);
        }
        (0, 0)
    }
}

const ALL: &[&BindingRule] =
    &[&http_1::RULE, &http_2::RULE, &http_8::RULE, &http_9::RULE, &tx_1::RULE, &tx_2::RULE];

#[cfg(test)]
mod testing {
    use std::time::Duration;

    use super::{Context, judge};
    use crate::exchange::Request;

    /// A request from its octets, without chunks.
    pub(super) fn request(raw: &[u8]) -> Request {
        crate::http::read_request(raw).unwrap()
    }

    /// Each finding as `RULE severity offset+length message`.
    pub(super) fn findings(request: &Request, expect_proxy: Option<bool>) -> Vec<String> {
        let dissection = crate::dissect::dissect(&request.body);
        let context = Context {
            request,
            dissection: Some(&dissection),
            transaction_id: None,
            acknowledges: None,
            expect_proxy,
            earlier: &[],
            now: Duration::ZERO,
        };
        let text = |finding: crate::rule::Finding| {
            let crate::rule::Finding { rule, severity, offset, length, message, .. } = finding;
            format!("{rule} {severity} {offset}+{length} {message}")
        };
        judge(&context).into_iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_by_id() {
        assert_eq!(find("http-2").map(|rule| rule.id), Some("HTTP-2"));
        assert!(find("HTTP-99").is_none());
        assert!(all().is_sorted_by_key(|rule| rule.id));
    }
}

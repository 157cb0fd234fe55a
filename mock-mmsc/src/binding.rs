//! How MMS uses HTTP, and how transactions hang together: the rules that need more than one PDU to judge.
//!
//! Rules over a PDU alone are in [`crate::rule`]. Those here see a request, its PDU and what came before; or a PDU and
//! what answered it ([`judge_answer`]); or a notification and what was sent before in its place ([`judge_resent`]).
//! Nothing is demanded of header fields that clients may leave out (HTTP-4).

mod answered;
mod http_1;
mod http_2;
mod http_3;
mod http_5;
mod http_6;
mod http_7;
mod http_8;
mod http_9;
mod sta_3;
mod tx_1;
mod tx_2;
mod tx_4;
mod ver_3;
mod ver_4;

pub use answered::Answered;

use std::time::Duration;

use crate::dissect::{Dissection, Field};
use crate::exchange::{Acknowledgement, Exchange, Request};
use crate::rule::{Finding, Grade, Severity};

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
    /// How the rule is known.
    pub grade: Grade,
    /// What it checks and why it matters.
    pub explanation: &'static str,
    /// Messages that keep the rule, one a line.
    ///
    /// `>` is a request, `<` what answers it, `!` a PDU that was pushed. Pieces of a line stand between bars: request
    /// line or status, header fields, and the PDU in hex with text in quotation marks.
    pub passing: &'static str,
    /// Messages that break the rule.
    pub failing: &'static str,
    check: Check,
}

/// What a rule looks at.
#[derive(Debug)]
enum Check {
    /// What answers something.
    Answer(fn(&Answered<'_>, &mut Report<'_>)),
    /// A request in its context.
    Request(fn(&Context<'_>, &mut Report<'_>)),
    /// The one and the other.
    Both(fn(&Context<'_>, &mut Report<'_>), fn(&Answered<'_>, &mut Report<'_>)),
    /// A PDU that was pushed, and one pushed before.
    Resent(fn(&Dissection, &Dissection, &mut Report<'_>)),
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
        if let Check::Request(check) | Check::Both(check, _) = rule.check {
            check(
                context,
                &mut Report { rule, raw: &context.request.raw, findings: &mut findings },
            );
        }
    }
    findings
}

/// Judges what answers something: an M-Send.conf, the reply to a GET, the M-NotifyResp.ind for a notification.
/// Offsets count in the octets of the answer's PDU.
#[must_use]
pub fn judge_answer(answered: &Answered<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in all() {
        if let Check::Answer(check) | Check::Both(_, check) = rule.check {
            check(answered, &mut Report { rule, raw: &[], findings: &mut findings });
        }
    }
    findings
}

/// Judges a pushed PDU against one that was pushed before. Offsets count in the octets of the later one.
#[must_use]
pub fn judge_resent(earlier: &Dissection, later: &Dissection) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in all() {
        if let Check::Resent(check) = rule.check {
            check(earlier, later, &mut Report { rule, raw: &[], findings: &mut findings });
        }
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

    /// A breach at a field.
    fn field(&mut self, field: Option<&Field>, message: impl Into<String>) {
        let place = field.map_or((0, 0), |field| (field.offset, field.length));
        self.at(self.rule.severity, place, message.into());
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

const ALL: &[&BindingRule] = &[
    &http_1::RULE,
    &http_2::RULE,
    &http_3::RULE,
    &http_5::RULE,
    &http_6::RULE,
    &http_7::RULE,
    &http_8::RULE,
    &http_9::RULE,
    &sta_3::RULE,
    &tx_1::RULE,
    &tx_2::RULE,
    &tx_4::RULE,
    &ver_3::RULE,
    &ver_4::RULE,
];

#[cfg(test)]
mod testing {
    use std::fmt::Write as _;
    use std::time::Duration;

    use super::{Answered, Context, judge, judge_answer, judge_resent};
    use crate::dissect::{Dissection, dissect};
    use crate::exchange::{Reply, Request};
    use crate::rule::Finding;
    use crate::rule::tests::unhex;
    use crate::{Mmsc, Script};

    /// A request from its octets, without chunks.
    pub(super) fn request(raw: &[u8]) -> Request {
        crate::http::read_request(raw).unwrap()
    }

    /// What the messages of an example draw.
    pub(super) fn example(text: &str) -> Vec<Finding> {
        let mut mmsc = Mmsc::new(Script::accept());
        let mut findings = Vec::new();
        let (mut pushed, mut posted): (Option<Dissection>, Option<Request>) = (None, None);
        for line in text.lines() {
            let (mark, rest) = line.split_once(' ').unwrap();
            let pieces: Vec<&str> = rest.split('|').map(str::trim).collect();
            let body = unhex(pieces.last().filter(|_| pieces.len() > 1).unwrap_or(&""));
            let heads = pieces.get(1..pieces.len() - 1).unwrap_or_default();
            match mark {
                "!" => {
                    let pdu = dissect(&unhex(rest));
                    findings.extend(pushed.iter().flat_map(|before| judge_resent(before, &pdu)));
                    pushed = Some(pdu);
                }
                ">" => {
                    let sent = request(&message(pieces[0], heads, &body));
                    let pdu = dissect(&sent.body);
                    let pair = Answered { asked: pushed.as_ref(), answer: Some(&pdu), reply: None };
                    findings.extend(pushed.iter().flat_map(|_| judge_answer(&pair)));
                    let _ = mmsc.handle(Duration::ZERO, sent.clone());
                    findings.extend(mmsc.exchanges().last().unwrap().findings.clone());
                    posted = Some(sent);
                }
                "<" => {
                    let split = |head: &&str| {
                        head.split_once(": ")
                            .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    };
                    let headers = heads.iter().filter_map(split).collect();
                    let status = pieces[0].parse().unwrap();
                    let reply = Reply { status, headers, body, ..Reply::default() };
                    let asked = posted.as_ref().map(|sent| dissect(&sent.body));
                    let answer = dissect(&reply.body);
                    findings.extend(judge_answer(&Answered {
                        asked: asked.as_ref().filter(|pdu| !pdu.octets.is_empty()),
                        answer: Some(&answer).filter(|pdu| !pdu.octets.is_empty()),
                        reply: Some(&reply),
                    }));
                }
                other => panic!("{other}"),
            }
        }
        findings
    }

    /// A request with its length, where it has content or is a POST without a word about its length.
    fn message(line: &str, heads: &[&str], body: &[u8]) -> Vec<u8> {
        let mut head = format!("{line}\r\n");
        for field in heads {
            head.push_str(field);
            head.push_str("\r\n");
        }
        if !body.is_empty() || line.starts_with("POST") {
            // Writing to a String cannot fail.
            let _ = write!(head, "Content-Length: {}\r\n", body.len());
        }
        [head.as_bytes(), b"\r\n", body].concat()
    }

    /// Each finding as `RULE severity offset+length message`.
    pub(super) fn findings(request: &Request, expect_proxy: Option<bool>) -> Vec<String> {
        let dissection = dissect(&request.body);
        let context = Context {
            request,
            dissection: Some(&dissection),
            transaction_id: None,
            acknowledges: None,
            expect_proxy,
            earlier: &[],
            now: Duration::ZERO,
        };
        let text = |finding: Finding| {
            let Finding { rule, severity, offset, length, message, .. } = finding;
            format!("{rule} {severity} {offset}+{length} {message}")
        };
        judge(&context).into_iter().map(text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dissect::dissect;

    #[test]
    fn rules_are_found_by_id() {
        assert_eq!(find("http-2").map(|rule| rule.id), Some("HTTP-2"));
        assert!(find("HTTP-99").is_none());
        assert!(all().is_sorted_by_key(|rule| rule.id));
    }

    #[test]
    fn examples_show_what_their_rules_say() {
        for rule in all() {
            let worst = |text| {
                let findings = testing::example(text);
                let own = findings.iter().filter(|finding| finding.rule == rule.id);
                own.map(|finding| finding.severity).max()
            };
            assert!(worst(rule.passing) < Some(rule.severity), "{} passes", rule.id);
            assert_eq!(worst(rule.failing), Some(rule.severity), "{} fails", rule.id);
        }
    }

    #[test]
    fn its_own_answers_are_judged_too() {
        // M-Send.req, one of another major version, octets that are no PDU, M-NotifyResp.ind, M-Read-Rec.ind.
        let posts: [&[u8]; 5] = [
            b"\x8C\x80\x98T1\0\x8D\x92\x89\x01\x81\x97a@b\0\x84\x83A",
            b"\x8C\x80\x98T2\0\x8D\xA0\x89\x01\x81\x97a@b\0\x84\x83A",
            b"\x01\x02",
            b"\x8C\x83\x98n\0\x8D\x92\x95\x81",
            b"\x8C\x87\x8D\x92\x8Bm\0\x97a@b\0\x89\x01\x81\x9B\x80",
        ];
        let mut mmsc = crate::Mmsc::new(crate::Script::accept());
        for body in posts {
            let request =
                Request { method: "POST".to_owned(), body: body.to_vec(), ..Request::default() };
            let reply = mmsc.handle(Duration::ZERO, request);
            let (asked, answer) = (dissect(body), dissect(&reply.body));
            let answer = Some(&answer).filter(|pdu| !pdu.octets.is_empty());
            let answered = Answered { asked: Some(&asked), answer, reply: Some(&reply) };
            let worst = judge_answer(&answered).into_iter().map(|finding| finding.severity).max();
            assert!(worst < Some(Severity::Warn), "{worst:?} {asked}");
        }
    }

    #[test]
    fn general_knowledge_only_warns() {
        for rule in all().iter().filter(|rule| rule.grade == Grade::M) {
            assert!(rule.severity <= Severity::Warn, "{}", rule.id);
        }
    }
}

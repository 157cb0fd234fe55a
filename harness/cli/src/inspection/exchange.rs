//! Requests and responses of HTTP, judged as MMS uses them, and as answers to each other.

use super::Inspection;
use super::message::Item;
use capture::http::{Message, Start};
use mock_mmsc::binding::{self, Answered, judge_answer};
use mock_mmsc::rule::Finding;
use mock_mmsc::{Mmsc, Reply, Request, Script};
use std::collections::BTreeMap;
use std::time::Duration;

impl Inspection {
    /// Judges each request that carries a PDU or is answered by one, and each answer.
    pub(super) fn judge_exchanges(&mut self) {
        let mut pairs: BTreeMap<(Option<usize>, usize), [Option<usize>; 2]> = BTreeMap::new();
        for (index, item) in self.items.iter().enumerate() {
            if let (Some(message), Some(number)) = (&item.message, item.origin.exchange) {
                let pair = pairs.entry((item.origin.stream, number)).or_default();
                let [request, response] = pair;
                *if message.is_request() { request } else { response } = Some(index);
            }
        }
        for [request, response] in pairs.into_values() {
            if let Some(response) = response {
                let found = self.answer_findings(request, response);
                self.add(response, found);
            }
            let request = request.and_then(|request| self.items.get_mut(request));
            let Some(item) = request.filter(|item| item.cut.is_none()) else { continue };
            if let Some(message) = item.message.as_ref().filter(|_| item.dissection.is_some()) {
                item.http_findings = request_findings(message);
            }
        }
    }

    fn answer_findings(&self, request: Option<usize>, response: usize) -> Vec<Finding> {
        let whole = |index| self.items.get(index).filter(|item: &&Item| item.cut.is_none());
        let (Some(asked), Some(answer)) = (request.and_then(whole), whole(response)) else {
            return Vec::new();
        };
        if asked.dissection.is_none() && answer.dissection.is_none() {
            return Vec::new();
        }
        let reply = answer.message.as_ref().and_then(reply);
        judge_answer(&Answered {
            asked: asked.dissection.as_ref(),
            answer: answer.dissection.as_ref(),
            reply: reply.as_ref(),
        })
    }

    fn add(&mut self, index: usize, found: Vec<Finding>) {
        if let Some(item) = self.items.get_mut(index) {
            item.findings.extend(found);
            item.findings.sort_by_key(|finding| finding.offset);
        }
    }
}

/// What the rules of the HTTP binding find in a request; offsets count in the message.
fn request_findings(message: &Message) -> Vec<Finding> {
    let Start::Request { method, target } = &message.start else { return Vec::new() };
    let request = Request {
        method: method.clone(),
        target: target.clone(),
        version: (1, 1),
        headers: message.fields.clone(),
        body: message.body.clone(),
        raw: [&message.head[..], &message.body].concat(),
    };
    // A new MMSC has seen nothing before, and what it answers is of no interest.
    let mut mmsc = Mmsc::new(Script::default());
    let _ = mmsc.handle(Duration::ZERO, request);
    let exchanges = mmsc.exchanges().iter();
    let findings = exchanges.flat_map(|exchange| exchange.findings.iter());
    findings.filter(|finding| binding::find(finding.rule).is_some()).cloned().collect()
}

fn reply(message: &Message) -> Option<Reply> {
    let Start::Response { status, .. } = message.start else { return None };
    let text = |(name, value): &(String, Vec<u8>)| {
        (name.clone(), String::from_utf8_lossy(value).into_owned())
    };
    let headers = message.fields.iter().map(text).collect();
    Some(Reply { status, headers, body: message.body.clone(), ..Reply::default() })
}

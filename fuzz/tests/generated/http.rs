//! Seeds of `mmsc_http`: answers of the mock MMSC's hostile pack, written as HTTP.

use std::fmt::Write as _;
use std::time::Duration;

use mock_mmsc::pack::{Case, Leg, hostile};
use mock_mmsc::{Mmsc, Reply, Request, Script};

use crate::Seeds;

/// Every so many cases of the pack is a seed.
const EVERY: usize = 8;
/// Octets of a response.
const RESPONSE_OCTETS_MAX: usize = 1_500;
/// Octets of a piece.
const PIECE: u8 = 64;

pub(crate) fn add(seeds: &mut Seeds) {
    let cases = hostile().into_iter();
    let small = cases
        .map(|case| (response(&case), case))
        .filter(|(octets, _)| octets.len() <= RESPONSE_OCTETS_MAX);
    for (octets, case) in small.step_by(EVERY) {
        let leg = if case.leg == Leg::Confirm { 1 } else { 0 };
        seeds.insert(("mmsc_http", case.name), [&[leg, PIECE], octets.as_slice()].concat());
    }
}

/// The octets that the mock sends for the case.
fn response(case: &Case) -> Vec<u8> {
    let mut mmsc = Mmsc::new(Script::from(case.answer.clone()));
    let method = match case.leg {
        Leg::Receive => "GET",
        Leg::Confirm => "POST",
    };
    let request = Request {
        method: method.to_owned(),
        target: "/x".to_owned(),
        version: (1, 1),
        headers: Vec::new(),
        // X-Mms-Message-Type m-send-req, X-Mms-Transaction-ID, X-Mms-MMS-Version, From, Content-Type, no parts.
        body: b"\x8C\x80\x98SIM7100-00000001\0\x8D\x90\x89\x01\x81\x84\xA3\x00".to_vec(),
        raw: Vec::new(),
    };
    let reply = mmsc.handle(Duration::ZERO, request);
    reply.fault.raw.clone().unwrap_or_else(|| written(&reply))
}

fn written(reply: &Reply) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} Answer\r\n", reply.status);
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(head, "Content-Length: {}\r\n\r\n", reply.body.len());
    let mut octets = [head.as_bytes(), &reply.body].concat();
    if let Some((limit, _)) = reply.fault.limit() {
        octets.truncate(limit);
    }
    octets
}

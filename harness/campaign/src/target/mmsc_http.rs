//! `mmsc_http`: whatever the MMSC answers, the transaction ends once, and memory holds the old message or the new one.
//!
//! ```text
//! input = head, response
//! head      two octets: bit 0 of the first, the answer to a submission in place of a download; bits 1 and 2, how the
//!           connection ends (orderly, reset, not at all, or at once after the request); the second, octets of a piece
//! response  what comes back
//! ```

use std::sync::OnceLock;

use mock_mmsc::dissect::{Dissection, PartView, dissect};
use mock_mmsc::rule::Direction;
use sim7100_model::{
    ConnectionId, Event, Input, Model, NetAction, NetEvent, NetFailure, Profile, TransactionPhase,
};

use super::differential::disagreement::disagreements;
use super::differential::verdict::Verdicts;
use super::module::Module;
use crate::operation::MmscAnswer;

/// Codes that a download may be reported with: 8 and 9 of the application note.
const RECEIVE_CODES: [u16; 6] = [0, 172, 173, 188, 189, 190];
/// Codes that a submission may be reported with: 6 and 9 of the application note.
const SEND_CODES: [u16; 5] = [0, 172, 173, 189, 190];
/// Longest transfer in seconds (SIM-6-7, SIM-8-5), and one more for the report.
const TRANSFER_SECONDS: u64 = 3_601;
/// Octets of the largest PDU: the least that `AT+CMMSSYSSET` takes, so that an input can be over it.
const PDU_OCTETS_MAX: usize = 10_240;
/// Requests of one transaction: a download is acknowledged.
const REQUESTS_MAX: usize = 2;

/// Lets the module ask, answers with the octets, and looks at what it reports and holds.
///
/// # Panics
///
/// When the transaction is not reported exactly once within its limit, or with a code that the document does not have for
/// it; when more is requested; when a body over the maximum size is taken; when memory holds neither the old message nor
/// what the response brought; or when the module does not receive a sound message afterwards.
pub fn mmsc_http(data: &[u8]) {
    let Some(([head, size], response)) =
        data.split_first_chunk::<2>().map(|(head, rest)| (*head, rest))
    else {
        return;
    };
    let is_send = head & 1 == 1;
    let end = match head & 0x06 {
        0 => End::Orderly,
        2 => End::Reset,
        4 => End::Never,
        _ => End::Unanswered,
    };
    let mut module = module();
    let old = begin(&mut module, is_send);
    let said = answered(&mut module, response, usize::from(size), end);
    let code = report(&said, is_send);
    let codes: &[u16] = if is_send { &SEND_CODES } else { &RECEIVE_CODES };
    assert!(codes.contains(&code), "reported with {code}");
    check_memory(&mut module, code, is_send, &old);
    check_sound_message(&mut module);
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Orderly,
    Reset,
    Never,
    /// Before any octet of an answer.
    Unanswered,
}

/// Begins the transaction; what the module shows of its memory before.
fn begin(module: &mut Module, is_send: bool) -> Vec<u8> {
    if is_send {
        module.ok("AT+CMMSEDIT=1");
        module.ok("AT+CMMSVIEW=0");
    }
    let old = module.te(b"AT+CMMSVIEW\r");
    module.ok(if is_send { "AT+CMMSSEND" } else { "AT+CMMSRECV=\"http://a/b\"" });
    old
}

/// A module with a message in memory and in box 0, which can be sent from there.
fn module() -> Module {
    static MODEL: OnceLock<Model> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let mut module = Module::new(Model::new(Profile::default()));
        let lines = [
            "ATE0",
            "AT+CMMSCURL=\"192.168.1.2/x\"",
            "AT+CMMSSYSSET=10240",
            "AT+CMMSEDIT=1",
            "AT+CMMSRECP=\"1\"",
        ];
        lines.into_iter().for_each(|line| module.ok(line));
        module.down("AT+CMMSDOWN=\"TEXT\",3,\"old.txt\"", b"old");
        ["AT+CMMSSAVE=0", "AT+CMMSEDIT=0", "AT+CMMSVIEW=0"]
            .into_iter()
            .for_each(|line| module.ok(line));
        module.model
    });
    Module::new(model.clone())
}

/// Answers the first request with the octets, and an acknowledgement with nothing; what the TE was told until the end.
fn answered(module: &mut Module, response: &[u8], size: usize, end: End) -> Vec<u8> {
    let mut said = Vec::new();
    let mut requests = 0;
    while let Some(connection) = opened(module) {
        requests += 1;
        said.extend(module.input(Input::Net(NetEvent::Opened(connection))));
        let (pieces, end) = if requests == 1 { (response, end) } else { (&b""[..], End::Orderly) };
        if end != End::Unanswered {
            for octets in pieces.chunks(size.max(1)) {
                said.extend(module.input(Input::Net(NetEvent::Received { connection, octets })));
            }
        }
        let reason = NetFailure::Reset;
        match end {
            End::Orderly | End::Unanswered => {
                said.extend(module.input(Input::Net(NetEvent::Ended(connection))));
            }
            End::Reset => {
                let failed = NetEvent::Failed { connection, reason };
                said.extend(module.input(Input::Net(failed)));
            }
            End::Never => {}
        }
    }
    assert!(requests <= REQUESTS_MAX, "{requests} requests");
    said.extend(module.advance(TRANSFER_SECONDS));
    said
}

/// The connection that the module wants and has not got.
fn opened(module: &mut Module) -> Option<ConnectionId> {
    std::mem::take(&mut module.net).into_iter().find_map(|action| match action {
        NetAction::Open { connection, .. } => Some(connection),
        _ => None,
    })
}

/// The code of the one report, which is all that was said.
fn report(said: &[u8], is_send: bool) -> u16 {
    let name = if is_send { "+CMMSSEND: " } else { "+CMMSRECV: " };
    let text = String::from_utf8_lossy(said);
    let code = text.strip_prefix("\r\n").and_then(|text| text.strip_suffix("\r\n"));
    let code = code.and_then(|line| line.strip_prefix(name)).and_then(|code| code.parse().ok());
    assert!(code.is_some(), "{text:?} is not one report");
    code.unwrap_or_default()
}

fn check_memory(module: &mut Module, code: u16, is_send: bool, old: &[u8]) {
    let finished = module.events.iter().filter(|event| {
        let is_end =
            |phase: &TransactionPhase| matches!(phase, TransactionPhase::Finished { code: told, .. } if *told == code);
        matches!(event, Event::Transaction { phase, .. } if is_end(phase))
    });
    assert_eq!(finished.count(), 1, "ends of the transaction");
    let bodies = module.events.iter().filter_map(|event| match event {
        Event::PduReceived(octets) => Some(octets.clone()),
        _ => None,
    });
    let bodies: Vec<Vec<u8>> = bodies.collect();
    assert!(bodies.iter().all(|body| body.len() <= PDU_OCTETS_MAX), "a body over size is taken");
    let view = module.te(b"AT+CMMSVIEW\r");
    if !is_send && code == 0 {
        check_new(module, &view, bodies.first().map(Vec::as_slice).unwrap_or_default());
    } else if !is_send || code != 0 {
        assert_eq!(
            view.escape_ascii().to_string(),
            old.escape_ascii().to_string(),
            "memory (left)"
        );
    }
}

/// Each part of the message is a file of its size.
fn check_new(module: &mut Module, view: &[u8], pdu: &[u8]) {
    let message = dissect(pdu);
    assert_eq!(message.message_type(), Some("m-retrieve.conf"), "received with code 0");
    // Where the two codecs differ there is no second opinion; `pdu_differential` looks at that.
    let verdicts = Verdicts::new(pdu, Direction::ToClient);
    if !disagreements(&verdicts).is_empty() || verdicts.is_refused() {
        return;
    }
    let sizes = sizes(&message, pdu);
    for (index, size) in sizes.iter().enumerate() {
        let (start, end) = (format!("\r\n{index},\""), format!(",{size}\r\n"));
        let line = view.windows(start.len()).position(|window| window == start.as_bytes());
        let rest = line.and_then(|place| view.get(place..)).unwrap_or_default();
        let has_end = rest.windows(end.len()).any(|window| window == end.as_bytes());
        assert!(has_end, "part {index} of {size} octets in {}", view.escape_ascii());
        let read = module.te(format!("AT+CMMSREAD={index}\r").as_bytes());
        assert!(read.ends_with(b"\r\n\r\nOK\r\n"), "file {index}: {}", read.escape_ascii());
    }
    let next = module.te(format!("AT+CMMSREAD={}\r", sizes.len()).as_bytes());
    let is_refused = next.starts_with(b"\r\n+CME ERROR");
    assert!(is_refused, "more files than parts: {}", next.escape_ascii());
}

/// Octets of each part, or of the whole of a body that has no parts.
fn sizes(message: &Dissection, pdu: &[u8]) -> Vec<usize> {
    let content_type = message.header("Content-Type").map_or("", |field| &field.value);
    if is_multipart(content_type) {
        return leaves(message.parts()).iter().map(|part| part.data.len()).collect();
    }
    vec![message.body().map_or(0, |body| body.raw(pdu).len())]
}

/// Whether a media type is a multipart: what only ends like one is not, and blanks around it mean nothing.
fn is_multipart(media_type: &str) -> bool {
    let name = media_type.trim_matches([' ', '\t']).to_ascii_lowercase();
    ["application/vnd.wap.multipart.", "multipart/"].iter().any(|start| name.starts_with(start))
}

/// The parts that are no multipart, those of nested multiparts in their place.
fn leaves(parts: Vec<PartView<'_>>) -> Vec<PartView<'_>> {
    let flat = parts.into_iter().flat_map(|part| {
        let inner = part.parts();
        if inner.is_empty() { vec![part] } else { leaves(inner) }
    });
    flat.collect()
}

/// The module answers, and receives a message as if nothing had been.
fn check_sound_message(module: &mut Module) {
    module.ok("AT");
    module.ok("AT+CMMSEDIT=0");
    module.ok("AT+CMMSRECV=\"http://a/b\"");
    let pdu = MmscAnswer::ServeText.served().unwrap_or_default();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", pdu.len());
    let said = answered(module, &[head.as_bytes(), &pdu].concat(), 4_096, End::Orderly);
    assert_eq!(report(&said, false), 0, "a sound message");
    let read = module.te(b"AT+CMMSREAD=0\r");
    assert!(read.starts_with(b"\r\n+CMMSREAD:\"r.txt\","), "{}", read.escape_ascii());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is reported.
    fn code(head: u8, response: &[u8]) -> u16 {
        mmsc_http(&[&[head, 7], response].concat());
        let mut module = module();
        let is_send = head & 1 == 1;
        begin(&mut module, is_send);
        let end = if head & 4 == 4 { End::Never } else { End::Orderly };
        report(&answered(&mut module, response, 7, end), is_send)
    }

    #[test]
    fn every_kind_of_end_is_reported() {
        let pdu = MmscAnswer::ServePicture.served().unwrap();
        let sound = [b"HTTP/1.1 200 OK\r\n\r\n", pdu.as_slice()].concat();
        let large = [&b"HTTP/1.1 200 OK\r\n\r\n"[..], &[b'x'; PDU_OCTETS_MAX + 1]].concat();
        assert_eq!(code(0, &sound), 0);
        assert_eq!(code(0, b"HTTP/1.1 200 OK\r\n\r\nx"), 189);
        assert_eq!(code(0, b"HTTP/1.1 404 No\r\n\r\n"), 190);
        assert_eq!(code(0, b"HTTP/1.1 200 OK\r\n\r\n"), 188);
        assert_eq!(code(0, &large), 172);
        assert_eq!(code(4, b"HTTP/1.1 200 OK\r\n"), 173);
        assert_eq!(code(1, b"HTTP/1.1 200 OK\r\n\r\nx"), 189);
        assert_eq!(code(5, b"HTTP"), 173);
    }
}

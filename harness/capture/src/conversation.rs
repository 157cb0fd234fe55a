//! The HTTP messages of a connection: both directions, kept-alive and pipelined, past gaps where that can be.

use crate::http::{self, Context, HttpError, Message};
use crate::stream::{Assembled, Ending, Piece};
use std::ops::Range;

/// Times that reading begins anew behind octets that are no message, in one direction.
const RESTARTS_MAX: usize = 1000;
/// Notices of one direction.
const NOTICES_MAX: usize = 64;

/// A message and where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) message: Message,
    /// Why it is not whole.
    pub(crate) cut: Option<String>,
    /// The packets that brought its first and its last octet.
    pub(crate) packets: [u32; 2],
}

/// The messages of a direction, and what else is to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Half {
    pub(crate) messages: Vec<Placed>,
    /// The packet near which something was, and what.
    pub(crate) notices: Vec<(u32, String)>,
}

/// Reads both directions.
pub(crate) fn read(halves: [&Assembled; 2]) -> [Half; 2] {
    let [one, two] = halves.map(|half| Reader::new(half, None).read());
    let [first, second] = halves;
    // A response is read by the method of its request.
    if let Some(methods) = one.methods() {
        return [one, Reader::new(second, Some(&methods)).read()];
    }
    if let Some(methods) = two.methods() {
        return [Reader::new(first, Some(&methods)).read(), two];
    }
    [one, two]
}

impl Half {
    /// The methods of the requests, in order; none where there are none, or some may be missing.
    fn methods(&self) -> Option<Vec<String>> {
        let whole = self.notices.is_empty();
        let requests = self.messages.iter().filter_map(|placed| match &placed.message.start {
            http::Start::Request { method, .. } => Some(method.clone()),
            http::Start::Response { .. } => None,
        });
        let methods: Vec<String> = requests.collect();
        (whole && !methods.is_empty()).then_some(methods)
    }
}

struct Reader<'a> {
    stream: &'a Assembled,
    methods: Option<std::slice::Iter<'a, String>>,
    out: Half,
    restarts: usize,
    /// Offset in the direction behind the body that a gap interrupted.
    resume: u64,
    /// What follows is HTTP no longer.
    ended: bool,
}

impl<'a> Reader<'a> {
    fn new(stream: &'a Assembled, methods: Option<&'a [String]>) -> Self {
        Self {
            stream,
            methods: methods.map(<[String]>::iter),
            out: Half::default(),
            restarts: 0,
            resume: 0,
            ended: false,
        }
    }

    fn read(mut self) -> Half {
        let stream = self.stream;
        for (index, piece) in stream.pieces.iter().enumerate() {
            let after = stream.gaps.partition_point(|gap| gap.start < end(piece));
            let gap = stream.gaps.get(after).filter(|gap| gap.start == end(piece));
            self.piece(piece, gap, index.saturating_add(1) == stream.pieces.len());
        }
        self.out
    }

    fn piece(&mut self, piece: &'a Piece, gap: Option<&Range<u64>>, last: bool) {
        let skipped = self.resume.saturating_sub(piece.start);
        let mut at = usize::try_from(skipped).unwrap_or(usize::MAX).min(piece.octets.len());
        while let Some(rest) = piece.octets.get(at..).filter(|rest| !rest.is_empty()) {
            if self.ended {
                self.notice(
                    piece.packet(at),
                    format!(
                        "{} after a change of protocol are not read",
                        self.range(piece, at, piece.octets.len())
                    ),
                );
                return;
            }
            if rest.iter().all(|octet| b"\r\n".contains(octet)) {
                return;
            }
            let method = self.methods.as_ref().and_then(|methods| methods.as_slice().first());
            let ended = last && gap.is_none() && self.stream.ending == Ending::Closed;
            let context = Context { method: method.map(String::as_str), ended };
            match http::read(rest, context) {
                Ok(message) => at = self.message(message, piece, at, gap),
                Err(error) => match self.restart(piece, at, &error) {
                    Some(next) => at = next,
                    None => return,
                },
            }
        }
    }

    fn message(
        &mut self,
        message: Message,
        piece: &Piece,
        at: usize,
        gap: Option<&Range<u64>>,
    ) -> usize {
        let method = match &mut self.methods {
            Some(methods) if !message.is_interim() => methods.next().map(String::as_str),
            _ => None,
        };
        self.ended = message.ends_http(method);
        let next = at.saturating_add(message.octets);
        let cut = message.missing.map(|missing| {
            if let Some(octets) = missing.octets {
                self.resume = end(piece).saturating_add(octets);
            }
            let lacking =
                missing.octets.map(|octets| format!(", {octets} octets short")).unwrap_or_default();
            match (gap, self.stream.ending) {
                (Some(gap), _) => format!(
                    "octets {}..{} of the direction were not captured{lacking}",
                    gap.start, gap.end
                ),
                (None, Ending::Closed) => {
                    format!("the connection ends in the middle of it{lacking}")
                }
                (None, Ending::Reset) => {
                    format!("the connection is reset in the middle of it{lacking}")
                }
                (None, Ending::Open) => format!("the capture ends before it does{lacking}"),
            }
        });
        let packets = [piece.packet(at), piece.packet(next.saturating_sub(1))];
        self.out.messages.push(Placed { message, cut, packets });
        next
    }

    /// Where the next message starts behind octets that are none.
    fn restart(&mut self, piece: &Piece, at: usize, error: &HttpError) -> Option<usize> {
        self.restarts = self.restarts.saturating_add(1);
        let next = (self.restarts <= RESTARTS_MAX)
            .then(|| http::next_start(&piece.octets, at.saturating_add(1)))
            .flatten();
        let until = next.unwrap_or(piece.octets.len());
        let range = self.range(piece, at, until);
        self.notice(
            piece.packet(at),
            format!("{range} are no whole HTTP message and are not read: {error}"),
        );
        next
    }

    fn range(&self, piece: &Piece, from: usize, to: usize) -> String {
        let offset = |index| piece.start.saturating_add(u64::try_from(index).unwrap_or(u64::MAX));
        format!("octets {}..{} of the direction", offset(from), offset(to))
    }

    fn notice(&mut self, packet: u32, text: String) {
        if self.out.notices.len() < NOTICES_MAX {
            self.out.notices.push((packet, text));
        }
    }
}

fn end(piece: &Piece) -> u64 {
    piece.start.saturating_add(u64::try_from(piece.octets.len()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::Stream;
    use rstest::rstest;

    const ASK: &str = "POST /a HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody";
    const GET: &str = "GET /b HTTP/1.1\r\n\r\n";
    const HEAD: &str = "HEAD /c HTTP/1.1\r\n\r\n";
    const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    const OK_HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
    const CONTINUE: &str = "HTTP/1.1 100 Continue\r\n\r\n";

    /// A direction of segments with so many octets left out before each.
    fn half(segments: &[(u32, &'static str)], close: bool) -> Assembled {
        let mut stream = Stream::default();
        stream.open(0);
        let mut sequence = 1;
        for ((left_out, text), packet) in segments.iter().zip(1..) {
            sequence += left_out;
            stream.add(sequence, text.as_bytes(), packet);
            sequence += u32::try_from(text.len()).unwrap();
        }
        if close {
            stream.close(sequence, 0);
        }
        stream.assemble()
    }

    fn told(half: &Half) -> String {
        let messages = half.messages.iter().map(|placed| {
            let body = String::from_utf8_lossy(&placed.message.body).into_owned();
            let [first, last] = placed.packets;
            match &placed.cut {
                Some(cut) => format!("{first}-{last} {body} ({cut})"),
                None => format!("{first}-{last} {body}"),
            }
        });
        let notices = half.notices.iter().map(|(packet, text)| format!("[{packet}: {text}]"));
        messages.chain(notices).collect::<Vec<_>>().join(" | ")
    }

    #[rstest]
    #[case::pipelined(&[(0, ASK), (0, GET), (0, ASK)], "1-1 body | 2-2  | 3-3 body")]
    #[case::over_segments(&[(0, "POST /a HTTP/1.1\r\nConten"), (0, "t-Length: 4\r\n\r\nbo"), (0, "dy")], "1-3 body")]
    #[case::gap_in_a_body(
        &[(0, "POST /a HTTP/1.1\r\nContent-Length: 4\r\n\r\nb"), (2, "y"), (0, GET)],
        "1-1 b (octets 40..42 of the direction were not captured, 3 octets short) | 3-3 "
    )]
    #[case::gap_in_a_head(
        &[(0, "POST /a HTTP/1.1\r\nContent-"), (10, "abcd"), (0, GET)],
        "3-3  | [1: octets 0..26 of the direction are no whole HTTP message and are not read: the head of 26 octets does not end with an empty line] | [2: octets 36..40 of the direction are no whole HTTP message and are not read: offset 0: neither the request line nor the status line of an HTTP/1 message]"
    )]
    #[case::other_protocol(
        &[(0, "\x16\x03\x01")],
        "[1: octets 0..3 of the direction are no whole HTTP message and are not read: offset 0: neither the request line nor the status line of an HTTP/1 message]"
    )]
    fn requests(#[case] segments: &[(u32, &'static str)], #[case] expected: &str) {
        let [requests, _] = read([&half(segments, false), &half(&[], false)]);
        assert_eq!(told(&requests), expected);
    }

    #[test]
    fn responses_are_read_by_their_requests() {
        let requests = half(&[(0, HEAD), (0, GET)], false);
        let responses = half(&[(0, OK_HEAD), (0, CONTINUE), (0, OK)], false);
        let expected = "1-1  | 2-2  | 3-3 ok";
        assert_eq!(told(&read([&requests, &responses])[1]), expected);
        assert_eq!(told(&read([&responses, &requests])[0]), expected);
    }

    #[rstest]
    #[case::closed(true, "1-1 abc")]
    #[case::open(false, "1-1 abc (the capture ends before it does)")]
    fn a_body_to_the_end_needs_the_end(#[case] close: bool, #[case] expected: &str) {
        let responses = half(&[(0, "HTTP/1.0 200 OK\r\n\r\nabc")], close);
        assert_eq!(told(&read([&half(&[(0, GET)], false), &responses])[1]), expected);
    }

    #[test]
    fn a_changed_protocol_is_left_alone() {
        let responses = half(&[(0, "HTTP/1.1 101 Switching Protocols\r\n\r\n"), (0, OK)], false);
        let told = told(&read([&half(&[(0, GET)], false), &responses])[1]);
        assert!(told.ends_with("after a change of protocol are not read]"), "{told}");
    }
}

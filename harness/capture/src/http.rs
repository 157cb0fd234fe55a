//! HTTP/1 messages from octets (RFC 9112): head, Content-Length, chunks, or a body to the end of the connection.
//!
//! Content codings such as gzip are not undone, and neither are later versions of HTTP read.

use std::borrow::Cow;
use std::ops::Range;

/// Header fields of a head, and of a trailer.
pub const FIELDS_MAX: usize = 128;
/// Octets of a head.
pub const HEAD_OCTETS_MAX: usize = 64 * 1024;
/// Octets of a first line.
const LINE_OCTETS_MAX: usize = 8 * 1024;
/// With what a version begins.
const VERSION: &[u8] = b"HTTP/1.";
/// Methods by which a request is recognised.
const METHODS: [&[u8]; 9] =
    [b"GET", b"POST", b"HEAD", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"CONNECT", b"TRACE"];

/// A message, whole or cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Request line or status line.
    pub start: Start,
    /// Header fields in the order received, values without the blanks around them.
    pub fields: Vec<(String, Vec<u8>)>,
    /// The content, chunks put together.
    pub body: Vec<u8>,
    /// The octets before the body: first line, header fields, empty line.
    pub head: Vec<u8>,
    /// Octets from the start of the message to its body.
    pub head_octets: usize,
    /// Octets of the whole message, as far as it came.
    pub octets: usize,
    /// How its end is found.
    pub framing: Framing,
    /// What did not come.
    pub missing: Option<Missing>,
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Request line.
    Request {
        /// Method.
        method: String,
        /// Target.
        target: String,
    },
    /// Status line.
    Response {
        /// Status code.
        status: u16,
        /// Reason phrase.
        reason: String,
    },
}

/// How the end of a body is found (RFC 9112, 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Chunks.
    Chunked,
    /// Content-Length.
    Length(u64),
    /// There is no body.
    None,
    /// The end of the connection.
    UntilEnd,
}

/// What did not come of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Octets, where the message says how many.
    pub octets: Option<u64>,
}

/// What is known of a message before it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The method of the request that a response answers.
    pub method: Option<&'a str>,
    /// Whether the end of the octets is the end of the connection.
    pub ended: bool,
}

/// Why octets are no message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HttpError {
    /// The first line is none of HTTP/1.
    #[error("offset {offset}: neither the request line nor the status line of an HTTP/1 message")]
    Start {
        /// Octets from the start of the message.
        offset: usize,
    },
    /// The head does not end.
    #[error("the head of {available} octets does not end with an empty line")]
    HeadCut {
        /// Octets that are there.
        available: usize,
    },
    /// The head cannot be read.
    #[error("the head cannot be read: {reason}")]
    Head {
        /// What is wrong.
        reason: String,
    },
    /// The length of the body cannot be read.
    #[error("offset {offset}: {reason}")]
    Length {
        /// Octets from the start of the message.
        offset: usize,
        /// What is wrong.
        reason: String,
    },
}

impl Message {
    /// The value of the first header field of that name, names compared without case.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        let field = self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        field.map(|(_, value)| String::from_utf8_lossy(value))
    }

    /// Content-Type without parameters, in lower case; empty when there is none.
    #[must_use]
    pub fn media_type(&self) -> String {
        let value = self.field("Content-Type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Whether it is a request.
    #[must_use]
    pub fn is_request(&self) -> bool {
        matches!(self.start, Start::Request { .. })
    }

    /// A response that another one follows for the same request (RFC 9110, 15.2).
    #[must_use]
    pub fn is_interim(&self) -> bool {
        matches!(self.start, Start::Response { status: 100..=199, .. }) && !self.ends_http(None)
    }

    /// Whether what follows on the connection is HTTP/1 no longer: 101, or 2xx to CONNECT.
    #[must_use]
    pub fn ends_http(&self, method: Option<&str>) -> bool {
        match self.start {
            Start::Response { status: 101, .. } => true,
            Start::Response { status: 200..=299, .. } => method == Some("CONNECT"),
            _ => false,
        }
    }
}

/// Whether octets start as a message does.
#[must_use]
pub fn is_start(octets: &[u8]) -> bool {
    if octets.starts_with(VERSION) {
        return true;
    }
    METHODS.iter().any(|method| {
        octets.strip_prefix(*method).is_some_and(|rest| {
            let line = rest.get(..LINE_OCTETS_MAX).unwrap_or(rest);
            let line = line.split(|octet| *octet == b'\n').next().unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            rest.starts_with(b" ") && line.windows(8).any(|word| word.starts_with(b" HTTP/1."))
        })
    })
}

/// Offset of the first octet from `from` on that starts a message, at the start of a line or not.
#[must_use]
pub fn next_start(octets: &[u8], from: usize) -> Option<usize> {
    let rest = octets.get(from..)?;
    let mut before = 0_usize;
    for at in
        (0..rest.len()).filter(|at| rest.get(*at..).is_some_and(|left| left.starts_with(VERSION)))
    {
        let start = match rest.get(before..at).unwrap_or_default().strip_suffix(b" ") {
            Some(line) => request_line(line).map(|start| before.saturating_add(start)),
            None => Some(at),
        };
        if let Some(start) = start.filter(|start| rest.get(*start..).is_some_and(is_start)) {
            return Some(from.saturating_add(start));
        }
        before = at;
    }
    None
}

/// Offset of the method in octets that end with a target.
fn request_line(octets: &[u8]) -> Option<usize> {
    let target = octets.iter().rposition(|octet| !octet.is_ascii_graphic())?;
    let line = octets.get(..target)?;
    let blank = octets.get(target) == Some(&b' ');
    let method = METHODS.iter().find(|method| blank && line.ends_with(method))?;
    Some(line.len().saturating_sub(method.len()))
}

/// Reads the message that the octets start with. Empty lines before it are part of it (RFC 9112, 2.2).
///
/// # Errors
/// The octets are no message, or its head does not end. A body that does not end is no error: see
/// [`Message::missing`].
pub fn read(octets: &[u8], context: Context<'_>) -> Result<Message, HttpError> {
    let blank = octets.iter().take_while(|octet| b"\r\n".contains(octet)).count();
    let rest = octets.get(blank..).unwrap_or_default();
    if !is_start(rest) {
        return Err(HttpError::Start { offset: blank });
    }
    let limited = rest.get(..HEAD_OCTETS_MAX).unwrap_or(rest);
    let (mut message, head) =
        if limited.starts_with(VERSION) { response(limited)? } else { request(limited)? };
    message.head_octets = blank.saturating_add(head);
    message.head = octets.get(..message.head_octets).unwrap_or_default().to_vec();
    message.framing = framing(&message, context)?;
    message.take_body(octets, context)?;
    Ok(message)
}

fn request(octets: &[u8]) -> Result<(Message, usize), HttpError> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS_MAX];
    let mut request = httparse::Request::new(&mut fields);
    let head = whole(request.parse(octets), octets)?;
    let start = Start::Request {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
    };
    Ok((Message::new(start, request.headers), head))
}

fn response(octets: &[u8]) -> Result<(Message, usize), HttpError> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS_MAX];
    let mut response = httparse::Response::new(&mut fields);
    let head = whole(response.parse(octets), octets)?;
    let start = Start::Response {
        status: response.code.unwrap_or_default(),
        reason: response.reason.unwrap_or_default().to_owned(),
    };
    Ok((Message::new(start, response.headers), head))
}

fn whole(parsed: httparse::Result<usize>, octets: &[u8]) -> Result<usize, HttpError> {
    match parsed {
        Ok(httparse::Status::Complete(head)) => Ok(head),
        Ok(httparse::Status::Partial) => Err(HttpError::HeadCut { available: octets.len() }),
        Err(httparse::Error::TooManyHeaders) => {
            Err(HttpError::Head { reason: format!("more than {FIELDS_MAX} header fields") })
        }
        Err(error) => Err(HttpError::Head { reason: error.to_string() }),
    }
}

fn framing(message: &Message, context: Context<'_>) -> Result<Framing, HttpError> {
    let bodiless = match message.start {
        Start::Response { status, .. } => {
            matches!(status, 100..=199 | 204 | 304) || context.method == Some("HEAD")
        }
        Start::Request { .. } => false,
    };
    if bodiless || message.ends_http(context.method) {
        return Ok(Framing::None);
    }
    if let Some(coding) = message.field("Transfer-Encoding") {
        let last = coding.rsplit(',').next().unwrap_or_default().trim();
        return if last.eq_ignore_ascii_case("chunked") {
            Ok(Framing::Chunked)
        } else {
            Err(message.length_error(format!("the transfer coding {last} is not read")))
        };
    }
    if let Some(length) = content_length(message)? {
        return Ok(Framing::Length(length));
    }
    Ok(if message.is_request() { Framing::None } else { Framing::UntilEnd })
}

fn content_length(message: &Message) -> Result<Option<u64>, HttpError> {
    let named =
        message.fields.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Content-Length"));
    let mut lengths = named.map(|(_, value)| value);
    let Some(first) = lengths.next() else { return Ok(None) };
    if lengths.any(|other| other != first) {
        return Err(message.length_error("Content-Length stands twice and differs".to_owned()));
    }
    let digits = str::from_utf8(first).ok().filter(|text| text.bytes().all(|d| d.is_ascii_digit()));
    match digits.and_then(|text| text.parse().ok()) {
        Some(length) => Ok(Some(length)),
        None => Err(message.length_error(format!(
            "Content-Length {} is no number of octets",
            String::from_utf8_lossy(first)
        ))),
    }
}

impl Message {
    fn new(start: Start, fields: &[httparse::Header<'_>]) -> Self {
        let fields = fields.iter().map(|field| (field.name.to_owned(), field.value.to_vec()));
        Self {
            start,
            fields: fields.collect(),
            body: Vec::new(),
            head: Vec::new(),
            head_octets: 0,
            octets: 0,
            framing: Framing::None,
            missing: None,
        }
    }

    fn length_error(&self, reason: String) -> HttpError {
        HttpError::Length { offset: self.head_octets, reason }
    }

    fn take_body(&mut self, octets: &[u8], context: Context<'_>) -> Result<(), HttpError> {
        let rest = octets.get(self.head_octets..).unwrap_or_default();
        let taken = match self.framing {
            Framing::None => 0,
            Framing::Length(length) => {
                let wanted = usize::try_from(length).unwrap_or(usize::MAX);
                let body = rest.get(..wanted).unwrap_or(rest);
                let missing = wanted.saturating_sub(body.len());
                self.missing = (missing > 0)
                    .then(|| Missing { octets: Some(length.saturating_sub(count(body.len()))) });
                self.body = body.to_vec();
                body.len()
            }
            Framing::UntilEnd => {
                self.missing = (!context.ended).then_some(Missing { octets: None });
                self.body = rest.to_vec();
                rest.len()
            }
            Framing::Chunked => self.take_chunks(rest)?,
        };
        self.octets = self.head_octets.saturating_add(taken);
        Ok(())
    }

    fn take_chunks(&mut self, rest: &[u8]) -> Result<usize, HttpError> {
        let mut at = 0_usize;
        loop {
            let left = rest.get(at..).unwrap_or_default();
            let place = self.head_octets.saturating_add(at);
            let (head, size) = match httparse::parse_chunk_size(left) {
                Ok(httparse::Status::Complete(found)) => found,
                Ok(httparse::Status::Partial) => {
                    self.missing = Some(Missing { octets: None });
                    return Ok(rest.len());
                }
                Err(_) => {
                    let reason = "no size of a chunk starts here".to_owned();
                    return Err(HttpError::Length { offset: place, reason });
                }
            };
            at = at.saturating_add(head);
            if size == 0 {
                return Ok(Self::behind_trailer(rest, at));
            }
            let chunk = at..at.saturating_add(usize::try_from(size).unwrap_or(usize::MAX));
            let Some(data) = rest.get(chunk.clone()) else {
                let data = rest.get(at..).unwrap_or_default();
                self.body.extend_from_slice(data);
                self.missing = Some(Missing { octets: None });
                return Ok(rest.len());
            };
            self.body.extend_from_slice(data);
            at = self.line_end(rest, &chunk)?;
            if self.missing.is_some() {
                return Ok(rest.len());
            }
        }
    }

    /// The line end behind a chunk.
    fn line_end(&mut self, rest: &[u8], chunk: &Range<usize>) -> Result<usize, HttpError> {
        match rest.get(chunk.end..).unwrap_or_default() {
            [b'\r', b'\n', ..] => Ok(chunk.end.saturating_add(2)),
            [b'\n', ..] => Ok(chunk.end.saturating_add(1)),
            [] | [b'\r'] => {
                self.missing = Some(Missing { octets: None });
                Ok(rest.len())
            }
            _ => Err(HttpError::Length {
                offset: self.head_octets.saturating_add(chunk.end),
                reason: "the chunk does not end where its size says".to_owned(),
            }),
        }
    }

    fn behind_trailer(rest: &[u8], at: usize) -> usize {
        let left = rest.get(at..).unwrap_or_default();
        let mut fields = [httparse::EMPTY_HEADER; FIELDS_MAX];
        match httparse::parse_headers(left, &mut fields) {
            Ok(httparse::Status::Complete((length, _))) => at.saturating_add(length),
            // The content is whole all the same.
            _ => rest.len(),
        }
    }
}

fn count(octets: usize) -> u64 {
    u64::try_from(octets).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const ENDED: Context<'static> = Context { method: None, ended: true };

    fn told(octets: &[u8], context: Context<'_>) -> String {
        match read(octets, context) {
            Err(error) => error.to_string(),
            Ok(message) => {
                let missing = message.missing.map(|missing| match missing.octets {
                    Some(octets) => format!(", {octets} missing"),
                    None => ", cut".to_owned(),
                });
                format!(
                    "{}+{} of {}{}",
                    message.head_octets,
                    String::from_utf8_lossy(&message.body),
                    message.octets,
                    missing.unwrap_or_default()
                )
            }
        }
    }

    #[rstest]
    #[case::length(b"POST /m HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET", "39+ab of 41")]
    #[case::line_feeds_alone(b"POST /m HTTP/1.1\nContent-Length: 2\n\nab", "36+ab of 38")]
    #[case::no_body(b"GET /m HTTP/1.1\r\nHost: a\r\n\r\nPOST", "28+ of 28")]
    #[case::blank_lines_before(b"\r\n\r\nGET /m HTTP/1.1\r\n\r\n", "23+ of 23")]
    #[case::until_end(b"HTTP/1.0 200 OK\r\n\r\nabc", "19+abc of 22")]
    #[case::no_content(b"HTTP/1.1 204 No Content\r\n\r\nHTTP", "27+ of 27")]
    #[case::chunks(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\nHTTP",
        "47+abc of 69"
    )]
    #[case::trailer(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: y\r\n\r\nHTTP",
        "47+a of 64"
    )]
    #[case::length_cut(
        b"POST /m HTTP/1.1\r\nContent-Length: 20\r\n\r\nab",
        "40+ab of 42, 18 missing"
    )]
    #[case::chunk_cut(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab",
        "47+ab of 52, cut"
    )]
    #[case::chunk_size_cut(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        "47+ab of 54, cut"
    )]
    fn messages(#[case] octets: &[u8], #[case] expected: &str) {
        assert_eq!(told(octets, ENDED), expected);
    }

    #[rstest]
    #[case::binary(b"\x8C\x80", "offset 0: neither")]
    #[case::old_protocol(b"GET /\r\n", "offset 0: neither")]
    #[case::head_cut(b"GET / HTTP/1.1\r\nHost: a\r\n", "the head of 25 octets does not end")]
    #[case::length(b"POST / HTTP/1.1\r\nContent-Length: +2\r\n\r\nab", "Content-Length +2")]
    #[case::two_lengths(
        b"POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab",
        "stands twice"
    )]
    #[case::coding(b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nab", "gzip is not read")]
    #[case::chunk_size(
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "offset 47: no size of a chunk"
    )]
    #[case::chunk_longer(
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "offset 51: the chunk does not end"
    )]
    #[case::no_name(b"POST / HTTP/1.1\r\n: x\r\n\r\n", "the head cannot be read")]
    fn what_is_no_message_is_told(#[case] octets: &[u8], #[case] expected: &str) {
        let told = told(octets, ENDED);
        assert!(told.contains(expected), "{told}");
    }

    #[test]
    fn the_request_decides_on_the_body_of_its_response() {
        let octets = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP";
        let head = Context { method: Some("HEAD"), ended: true };
        assert_eq!(told(octets, head), "38+ of 38");
        assert_eq!(told(octets, ENDED), "38+HTTP of 42, 1 missing");
    }

    #[test]
    fn a_start_is_found_behind_other_octets() {
        assert_eq!(next_start(b"xxxxGETPOST /m HTTP/1.1\r\n", 0), Some(7));
        assert_eq!(next_start(b"HTTP/1.1 200\r\nHTTP/1.1 200", 1), Some(14));
        assert_eq!(next_start(b"GET me this\r\n", 0), None);
        assert_eq!(next_start(b"GET", 9), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_octets_are_read_or_refused(
            head in "(GET|POST|HTTP/1\\.1) [ -~]{0,20}( HTTP/1\\.1)?\r\n(Content-Length: [0-9]{1,3}\r\n|Transfer-Encoding: chunked\r\n)?\r\n",
            body in proptest::collection::vec(any::<u8>(), 0..60),
        ) {
            let octets = [head.as_bytes(), &body].concat();
            if let Ok(message) = read(&octets, ENDED) {
                prop_assert!(message.octets <= octets.len());
                prop_assert!(message.head_octets <= message.octets);
            }
        }
    }
}

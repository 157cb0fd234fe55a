//! Reads a response octet by octet or at once: RFC 9112, 4, 6 and 7. Interim responses are skipped.

use alloc::vec::Vec;

use super::header::{Framing, FramingFields};

/// Octets of all heads, chunk sizes and trailers together.
const HEAD_OCTETS_MAX: usize = 32 * 1_024;
/// Interim (1xx) responses before the final one.
const INTERIM_RESPONSES_MAX: u8 = 16;

/// Why a response cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ResponseError {
    /// It breaks the grammar.
    #[error("HTTP response has a malformed {part}")]
    Malformed {
        /// Which part.
        part: &'static str,
    },
    /// Its head does not end.
    #[error("HTTP response has a head of more than {HEAD_OCTETS_MAX} octets")]
    HeadTooLong,
    /// Its body exceeds the limit of the reader.
    #[error("HTTP response has a body of more than {octets_max} octets")]
    BodyTooLong {
        /// The limit.
        octets_max: usize,
    },
    /// Its status is not 2xx, and its body, which is no message then, exceeds the limit.
    #[error("HTTP status {status}")]
    Refused {
        /// The status code.
        status: u16,
    },
    /// The connection ended before it did.
    #[error("HTTP response ended early")]
    Truncated,
}

/// An incremental reader of one response.
#[derive(Debug, Clone)]
pub(crate) struct ResponseReader {
    body_octets_max: usize,
    head_octets: usize,
    interim_responses: u8,
    state: State,
    line: Vec<u8>,
    status: u16,
    fields: FramingFields,
    body: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    StatusLine,
    Fields,
    Body { owed_octets: usize },
    BodyUntilClose,
    ChunkSize,
    ChunkData { owed_octets: usize },
    ChunkEnd,
    Trailers,
    Done,
}

impl ResponseReader {
    /// A reader that takes a body of at most so many octets.
    pub(crate) fn new(body_octets_max: usize) -> Self {
        Self {
            body_octets_max,
            head_octets: 0,
            interim_responses: 0,
            state: State::StatusLine,
            line: Vec::new(),
            status: 0,
            fields: FramingFields::default(),
            body: Vec::new(),
        }
    }

    /// Takes octets, cut anywhere. What follows a complete response is ignored.
    pub(crate) fn push(&mut self, mut octets: &[u8]) -> Result<(), ResponseError> {
        while !octets.is_empty() && self.state != State::Done {
            octets = match self.state {
                State::Body { owed_octets } => {
                    let rest = self.take_body(octets, owed_octets)?;
                    let owed_octets = owed_octets.saturating_sub(octets.len() - rest.len());
                    self.state = body_state(owed_octets);
                    rest
                }
                State::ChunkData { owed_octets } => {
                    let rest = self.take_body(octets, owed_octets)?;
                    let owed_octets = owed_octets.saturating_sub(octets.len() - rest.len());
                    self.state = if owed_octets == 0 {
                        State::ChunkEnd
                    } else {
                        State::ChunkData { owed_octets }
                    };
                    rest
                }
                State::BodyUntilClose => self.take_body(octets, octets.len())?,
                _ => self.take_line(octets)?,
            };
        }
        Ok(())
    }

    /// Takes the orderly end of the stream.
    pub(crate) fn end(&mut self) -> Result<(), ResponseError> {
        match self.state {
            State::Done => Ok(()),
            State::BodyUntilClose => {
                self.state = State::Done;
                Ok(())
            }
            _ => Err(ResponseError::Truncated),
        }
    }

    /// Whether the response is complete.
    pub(crate) fn is_complete(&self) -> bool {
        self.state == State::Done
    }

    /// Whether the status is 2xx; false before the head is complete.
    pub(crate) const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The status code; 0 before the status line is complete.
    pub(crate) const fn status(&self) -> u16 {
        self.status
    }

    /// The body.
    pub(crate) fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// Moves at most `owed` octets into the body; what is left comes back.
    fn take_body<'a>(&mut self, octets: &'a [u8], owed: usize) -> Result<&'a [u8], ResponseError> {
        let (data, rest) = octets.split_at_checked(owed).unwrap_or((octets, &[]));
        if self.body.len() + data.len() > self.body_octets_max {
            return Err(self.too_long());
        }
        self.body.extend_from_slice(data);
        Ok(rest)
    }

    /// Only of a message does the size matter; of any other body the status says enough.
    const fn too_long(&self) -> ResponseError {
        if self.is_success() {
            ResponseError::BodyTooLong { octets_max: self.body_octets_max }
        } else {
            ResponseError::Refused { status: self.status }
        }
    }

    /// Moves octets up to a line feed into the line, and reads the line when it is complete.
    ///
    /// Heads may do without the carriage return (RFC 9112, 2.2), the end of a chunk may not (7.1).
    fn take_line<'a>(&mut self, octets: &'a [u8]) -> Result<&'a [u8], ResponseError> {
        let end = octets.iter().position(|octet| *octet == b'\n');
        let (head, rest) =
            octets.split_at_checked(end.map_or(octets.len(), |at| at + 1)).unwrap_or((octets, &[]));
        self.head_octets = self.head_octets.saturating_add(head.len());
        if self.head_octets > HEAD_OCTETS_MAX {
            return Err(ResponseError::HeadTooLong);
        }
        self.line.extend_from_slice(head);
        if end.is_some() {
            let mut line = core::mem::take(&mut self.line);
            line.pop();
            let has_return = line.last() == Some(&b'\r');
            if has_return {
                line.pop();
            } else if self.state == State::ChunkEnd {
                return Err(ResponseError::Malformed { part: "end of chunk" });
            }
            self.state = self.line(&line)?;
        }
        Ok(rest)
    }

    fn line(&mut self, line: &[u8]) -> Result<State, ResponseError> {
        match self.state {
            State::StatusLine => {
                self.status =
                    status(line).ok_or(ResponseError::Malformed { part: "status line" })?;
                self.fields = FramingFields::default();
                Ok(State::Fields)
            }
            State::Fields if line.is_empty() => self.end_of_head(),
            State::Fields => {
                self.fields.push(line).ok_or(ResponseError::Malformed { part: "field" })?;
                Ok(State::Fields)
            }
            State::ChunkSize => match chunk_size(line) {
                None => Err(ResponseError::Malformed { part: "chunk size" }),
                Some(0) => Ok(State::Trailers),
                Some(owed_octets) => Ok(State::ChunkData { owed_octets }),
            },
            State::ChunkEnd if line.is_empty() => Ok(State::ChunkSize),
            State::ChunkEnd => Err(ResponseError::Malformed { part: "end of chunk" }),
            State::Trailers if line.is_empty() => Ok(State::Done),
            other => Ok(other),
        }
    }

    fn end_of_head(&mut self) -> Result<State, ResponseError> {
        if matches!(self.status, 100..=199) {
            self.interim_responses += 1;
            if self.interim_responses > INTERIM_RESPONSES_MAX {
                return Err(ResponseError::HeadTooLong);
            }
            return Ok(State::StatusLine);
        }
        match self.fields.framing(self.status) {
            Framing::Length(octets) if octets > self.body_octets_max => Err(self.too_long()),
            Framing::Length(octets) => Ok(body_state(octets)),
            Framing::Chunked => Ok(State::ChunkSize),
            Framing::UntilClose => Ok(State::BodyUntilClose),
        }
    }
}

const fn body_state(owed_octets: usize) -> State {
    if owed_octets == 0 { State::Done } else { State::Body { owed_octets } }
}

/// `HTTP/1.x SP 3DIGIT`, with or without a reason.
fn status(line: &[u8]) -> Option<u16> {
    let [minor, b' ', hundreds @ b'1'..=b'5', tens, units, rest @ ..] =
        line.strip_prefix(b"HTTP/1.")?
    else {
        return None;
    };
    let digits = [minor, tens, units];
    if !digits.iter().all(|octet| octet.is_ascii_digit())
        || !(rest.is_empty() || rest.starts_with(b" "))
    {
        return None;
    }
    let digit = |octet: &u8| u16::from(octet - b'0');
    Some(digit(hundreds) * 100 + digit(tens) * 10 + digit(units))
}

/// Hexadecimal digits, then perhaps extensions, which are ignored.
fn chunk_size(line: &[u8]) -> Option<usize> {
    let digits = line.split(|octet| *octet == b';').next()?.trim_ascii();
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_usize, |size, octet| {
        let digit = char::from(*octet).to_digit(16)?;
        size.checked_mul(16)?.checked_add(usize::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Status and body of a response that arrives in pieces of so many octets and then ends.
    fn read(octets: &[u8], piece: usize) -> Result<(u16, Vec<u8>), ResponseError> {
        let mut reader = ResponseReader::new(20);
        for piece in octets.chunks(piece) {
            reader.push(piece)?;
        }
        reader.end()?;
        Ok((reader.status(), reader.into_body()))
    }

    #[rstest::rstest]
    #[case(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", 200, b"hi")]
    #[case(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhisurplus", 200, b"hi")]
    #[case(b"HTTP/1.0 200\r\n\r\nhello", 200, b"hello")]
    #[case(b"HTTP/1.1 404 Not Found\ncontent-length: 0\n\n", 404, b"")]
    #[case(b"HTTP/1.1 204 No Content\r\n\r\n", 204, b"")]
    #[case(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx", 200, b"x")]
    #[case(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nA;x=y\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
        200,
        b"hi0123456789"
    )]
    fn complete(#[case] octets: &[u8], #[case] status: u16, #[case] body: &[u8]) {
        for piece in 1..=octets.len() {
            assert_eq!(read(octets, piece), Ok((status, body.to_vec())), "pieces of {piece}");
        }
    }

    #[rstest::rstest]
    #[case(b"", ResponseError::Truncated)]
    #[case(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh", ResponseError::Truncated)]
    #[case(b"HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n", ResponseError::BodyTooLong { octets_max: 20 })]
    #[case(b"HTTP/1.1 200 OK\r\n\r\n012345678901234567890", ResponseError::BodyTooLong { octets_max: 20 })]
    #[case(b"HTTP/1.1 500 No\r\nContent-Length: 21\r\n\r\n", ResponseError::Refused { status: 500 })]
    #[case(b"HTTP/1.1 404 No\r\n\r\n012345678901234567890", ResponseError::Refused { status: 404 })]
    #[case(b"SSH-2.0\r\n", ResponseError::Malformed { part: "status line" })]
    #[case(b"HTTP/2.0 200 OK\r\n", ResponseError::Malformed { part: "status line" })]
    #[case(b"HTTP/1.1 20 OK\r\n", ResponseError::Malformed { part: "status line" })]
    #[case(b"HTTP/1.1 200 OK\r\nbad\r\n", ResponseError::Malformed { part: "field" })]
    #[case(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        ResponseError::Malformed { part: "chunk size" }
    )]
    #[case(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
        ResponseError::Malformed { part: "end of chunk" }
    )]
    #[case(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhi\r\n0\r\n\r\n",
        ResponseError::Malformed { part: "end of chunk" }
    )]
    fn broken(#[case] octets: &[u8], #[case] error: ResponseError) {
        for piece in [1, octets.len().max(1)] {
            assert_eq!(read(octets, piece), Err(error));
        }
    }

    #[test]
    fn an_endless_head_and_endless_interim_responses_end() {
        let mut reader = ResponseReader::new(20);
        reader.push(b"HTTP/1.1 200 OK\r\nX: ").unwrap();
        let result = (0..100).try_for_each(|_| reader.push(&[b'a'; 1_024]));
        assert_eq!(result, Err(ResponseError::HeadTooLong));
        let mut reader = ResponseReader::new(20);
        let result = (0..100).try_for_each(|_| reader.push(b"HTTP/1.1 100 C\r\n\r\n"));
        assert_eq!(result, Err(ResponseError::HeadTooLong));
    }
}

//! HTTP/1.1 as the played MMSC needs it: reads one whole request, writes one response. No transfer coding.

use std::fmt::Write as _;

use mock_mmsc::{Reply, Request};

/// Octets of a request at most; a longer one is cut off.
pub(crate) const REQUEST_OCTETS_MAX: usize = 2_097_152;

/// The request in the octets; none until it is whole.
pub(crate) fn request(octets: &[u8]) -> Option<Request> {
    let end = octets.windows(4).position(|window| window == b"\r\n\r\n")?;
    let (head, rest) = octets.split_at_checked(end)?;
    let body = rest.get(4..)?;
    let mut lines = str::from_utf8(head).ok()?.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers: Vec<(String, Vec<u8>)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().as_bytes().to_vec()))
        .collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("Content-Length"));
    let length = length.and_then(|(_, value)| str::from_utf8(value).ok()?.parse().ok());
    let body = body.get(..length.unwrap_or(0))?.to_vec();
    let raw = octets.to_vec();
    Some(Request { method, target, version: (1, 1), headers, body, raw })
}

/// The octets of a reply.
pub(crate) fn response(reply: &Reply) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} Answer\r\n", reply.status);
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(head, "Content-Length: {}\r\n\r\n", reply.body.len());
    let mut octets = head.into_bytes();
    octets.extend_from_slice(&reply.body);
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_when_it_is_whole() {
        let octets = b"POST http://a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
        let read = request(octets).unwrap();
        assert_eq!((read.method.as_str(), read.target.as_str()), ("POST", "http://a/b"));
        assert_eq!(read.header_text("host"), Some("a"));
        assert_eq!(read.body, b"abc");
        for length in 0..octets.len() {
            assert_eq!(request(&octets[..length]), None);
        }
    }

    #[test]
    fn a_response_has_its_length() {
        let reply = Reply { status: 200, body: b"ab".to_vec(), ..Reply::default() };
        assert_eq!(response(&reply), b"HTTP/1.1 200 Answer\r\nContent-Length: 2\r\n\r\nab");
    }
}

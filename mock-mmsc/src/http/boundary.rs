//! Where a request ends in the octets as they came (RFC 9112, 6 and 7).
//!
//! A client may send the next request at once; its octets must not be counted to this one.

use super::head::{Head, next_line};

/// Octets of the request that starts the octets, or all of them when they do not hold its end.
pub(super) fn request_length(octets: &[u8], head: &Head) -> usize {
    let content = octets.get(head.length..).unwrap_or_default();
    let length = if head.request.header("Transfer-Encoding").is_some() {
        chunks(content)
    } else {
        let text = head.request.header_text("Content-Length").unwrap_or("0");
        text.parse().ok().filter(|&length| length <= content.len())
    };
    length.and_then(|length: usize| length.checked_add(head.length)).unwrap_or(octets.len())
}

/// Octets of chunked content, its trailer included.
fn chunks(content: &[u8]) -> Option<usize> {
    let mut rest = content;
    loop {
        let line = next_line(&mut rest)?;
        let digits = line.split(|&octet| octet == b';').next()?.trim_ascii();
        let size = usize::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
        if size == 0 {
            break;
        }
        rest = rest.get(size..)?;
        next_line(&mut rest).filter(|line| line.is_empty())?;
    }
    while !next_line(&mut rest)?.is_empty() {}
    content.len().checked_sub(rest.len())
}

#[cfg(test)]
mod tests {
    use super::super::head::read_head;
    use super::*;

    fn check(framing: &str, content: &str, expected: usize) {
        let octets = format!("POST / HTTP/1.1\r\n{framing}\r\n{content}");
        let head = read_head(octets.as_bytes()).unwrap();
        assert_eq!(request_length(octets.as_bytes(), &head), head.length + expected, "{octets}");
    }

    #[test]
    fn the_next_request_is_left() {
        check("", "GET", 0);
        check("Content-Length: 2\r\n", "hiGET", 2);
        check("Content-Length: 0\r\n", "GET", 0);
        check("Transfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\nGET", 12);
        check("Transfer-Encoding: chunked\r\n", "A;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\nGET", 30);
    }

    #[test]
    fn an_open_end_takes_everything() {
        check("Content-Length: 9\r\n", "hi", 2);
        check("Content-Length: x\r\n", "hi", 2);
        check("Transfer-Encoding: chunked\r\n", "2\r\nhi", 5);
        check("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n", 19);
        check("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF\r\n", 18);
    }
}

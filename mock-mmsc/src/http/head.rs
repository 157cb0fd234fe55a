//! The head of a request, read from the octets as they came (RFC 9112, 2 to 5).
//!
//! hyper has read the same octets and found them sound; this reading keeps what hyper's does not: the form of the
//! target, the order of the header fields and the case of their names.

use crate::exchange::Request;

/// A request without its content, and where its head ends.
#[derive(Debug)]
pub(super) struct Head {
    /// The request; content and raw octets are empty.
    pub(super) request: Request,
    /// Octets of the head, its empty line included.
    pub(super) length: usize,
}

/// Reads a head; `None` when the octets do not hold a complete one.
pub(super) fn read_head(octets: &[u8]) -> Option<Head> {
    let blank = octets.iter().take_while(|octet| matches!(octet, b'\r' | b'\n')).count();
    let mut rest = octets.get(blank..)?;
    let mut request = request_line(next_line(&mut rest)?)?;
    loop {
        let line = next_line(&mut rest)?;
        if line.is_empty() {
            break;
        }
        request.headers.push(header_field(line)?);
    }
    Some(Head { request, length: octets.len().checked_sub(rest.len())? })
}

/// The next line without its end, which is LF with or without CR.
pub(super) fn next_line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|&octet| octet == b'\n')?;
    let line = rest.get(..end)?;
    *rest = rest.get(end.checked_add(1)?..)?;
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

fn request_line(line: &[u8]) -> Option<Request> {
    let mut words = str::from_utf8(line).ok()?.split(' ').filter(|word| !word.is_empty());
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    let (major, minor) = version.strip_prefix("HTTP/")?.split_once('.')?;
    Some(Request {
        method: method.to_owned(),
        target: target.to_owned(),
        version: (major.parse().ok()?, minor.parse().ok()?),
        ..Request::default()
    })
}

fn header_field(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = line.iter().position(|&octet| octet == b':')?;
    let (name, value) = line.split_at_checked(colon)?;
    let value = value.strip_prefix(b":")?.trim_ascii();
    Some((str::from_utf8(name).ok()?.to_owned(), value.to_vec()))
}

/// A whole request without chunks, for tests.
#[cfg(test)]
pub(crate) fn read_request(octets: &[u8]) -> Option<Request> {
    let head = read_head(octets)?;
    let body = octets.get(head.length..)?.to_vec();
    Some(Request { body, raw: octets.to_vec(), ..head.request })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_case_are_kept() {
        let head = read_head(
            b"\r\nPOST http://a:80/x?y HTTP/1.1\r\nhost: a\nX-B:\t 1 \r\nX-A:\xE9\r\n\r\nhi",
        );
        let Head { request, length } = head.unwrap();
        assert_eq!(length, 60);
        assert_eq!(request.method, "POST");
        assert_eq!(request.target, "http://a:80/x?y");
        assert_eq!(request.version, (1, 1));
        let expected: [(String, Vec<u8>); 3] = [
            ("host".to_owned(), b"a".to_vec()),
            ("X-B".to_owned(), b"1".to_vec()),
            ("X-A".to_owned(), vec![0xE9]),
        ];
        assert_eq!(request.headers, expected);
    }

    #[test]
    fn every_truncation_is_incomplete() {
        let whole = b"GET / HTTP/1.0\r\nA: b\r\n\r\n";
        assert_eq!(read_head(whole).unwrap().length, whole.len());
        for end in 0..whole.len() {
            assert!(read_head(&whole[..end]).is_none(), "{end}");
        }
    }
}

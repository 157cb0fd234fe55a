//! HTTP responses that end where they do not say, or are no HTTP (RFC 9112, 4, 6, 7). Each carries the sound message.

use super::draft::Draft;
use super::{Case, INVALID_PDU, NETWORK, OVER_SIZE, PDU_OCTETS_MAX, SUCCESS};

/// What the grammar forbids and many a client takes.
const LENIENT: &[u16] = &[SUCCESS, NETWORK];

/// A head, whose last line is ended, and the content.
pub(super) fn response(head: &str, content: &[u8]) -> Vec<u8> {
    [head.as_bytes(), b"\r\n", content].concat()
}

pub(super) fn cases() -> Vec<Case> {
    let groups = [lengths(), chunks(), heads(), sizes()];
    groups.concat()
}

/// A response of the sound message behind these lines of a head.
fn under(name: &str, about: &str, lines: &str, expected: &[u16]) -> Case {
    let pdu = Draft::sound().octets();
    let octets = response(&format!("HTTP/1.1 200 OK\r\n{lines}"), &pdu);
    Case::raw(name, about, octets, pdu, expected)
}

fn lengths() -> Vec<Case> {
    let octets = Draft::sound().octets().len();
    let length = |octets: usize| format!("Content-Length: {octets}\r\n");
    let both = format!("{}{}", length(octets), length(octets + 1));
    let ok: &[u16] = &[SUCCESS];
    let network: &[u16] = &[NETWORK];
    vec![
        under(
            "content-length-absent",
            "no Content-Length: the connection ends the message",
            "",
            ok,
        ),
        under(
            "content-length-one-short",
            "a Content-Length that is one too few",
            &length(octets - 1),
            &[INVALID_PDU],
        ),
        under(
            "content-length-one-long",
            "a Content-Length that is one too many",
            &length(octets + 1),
            network,
        ),
        under(
            "content-length-twice",
            "two Content-Lengths that agree",
            &length(octets).repeat(2),
            LENIENT,
        ),
        under(
            "content-lengths-that-differ",
            "two Content-Lengths that do not agree",
            &both,
            network,
        ),
        under(
            "content-length-negative",
            "a Content-Length below 0",
            "Content-Length: -1\r\n",
            network,
        ),
        under(
            "content-length-no-number",
            "a Content-Length in words",
            "Content-Length: many\r\n",
            network,
        ),
        under(
            "content-length-of-20-digits",
            "a Content-Length over 64 bits",
            "Content-Length: 99999999999999999999\r\n",
            &[OVER_SIZE, NETWORK],
        ),
    ]
}

fn chunks() -> Vec<Case> {
    let pdu = Draft::sound().octets();
    let case = |name, about, size: &str, end: &str, expected| {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
        let content = [size.as_bytes(), b"\r\n", &pdu, end.as_bytes()].concat();
        Case::raw(name, about, response(head, &content), pdu.clone(), expected)
    };
    let size = format!("{:X}", pdu.len());
    let network: &[u16] = &[NETWORK];
    let both = format!("Transfer-Encoding: chunked\r\nContent-Length: {}\r\n", pdu.len());
    vec![
        case("chunked", "the message in one chunk", &size, "\r\n0\r\n\r\n", &[SUCCESS]),
        case(
            "chunked-with-trailers",
            "a chunk with an extension, and trailers",
            &format!("{size};x=y"),
            "\r\n0\r\nX-Trailer: z\r\n\r\n",
            &[SUCCESS],
        ),
        case(
            "chunk-size-no-number",
            "a chunk whose size is no number",
            "size",
            "\r\n0\r\n\r\n",
            network,
        ),
        case(
            "chunk-size-negative",
            "a chunk whose size is below 0",
            "-1",
            "\r\n0\r\n\r\n",
            network,
        ),
        case(
            "chunk-size-over-64-bits",
            "a chunk whose size is over 64 bits",
            "FFFFFFFFFFFFFFFFF",
            "",
            &[OVER_SIZE, NETWORK],
        ),
        case(
            "chunk-size-one-short",
            "a chunk whose size is one too few",
            &format!("{:X}", pdu.len() - 1),
            "\r\n0\r\n\r\n",
            network,
        ),
        case(
            "chunk-size-one-long",
            "a chunk whose size is one too many",
            &format!("{:X}", pdu.len() + 1),
            "\r\n0\r\n\r\n",
            network,
        ),
        case("chunk-without-the-last", "no last chunk", &size, "\r\n", network),
        case("chunk-without-its-line-end", "a chunk that nothing follows", &size, "", network),
        Case::raw(
            "chunked-and-content-length",
            "a chunk, and a Content-Length that is another",
            response(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                &[size.as_bytes(), b"\r\n", &pdu, b"\r\n0\r\n\r\n"].concat(),
            ),
            pdu.clone(),
            LENIENT,
        ),
        under("chunked-in-name-alone", "no chunk although the head says so", &both, network),
        under(
            "transfer-coding-unknown",
            "a transfer coding that nobody asked for",
            "Transfer-Encoding: gzip\r\n",
            network,
        ),
    ]
}

fn heads() -> Vec<Case> {
    let pdu = Draft::sound().octets();
    let length = format!("Content-Length: {}\r\n", pdu.len());
    let raw = |name, about, head: &str, expected| {
        Case::raw(name, about, [head.as_bytes(), &pdu].concat(), pdu.clone(), expected)
    };
    let network: &[u16] = &[NETWORK];
    let interim = "HTTP/1.1 100 Continue\r\n\r\n";
    let last = format!("HTTP/1.1 200 OK\r\n{length}\r\n");
    vec![
        raw("head-absent", "the message without any head", "", network),
        raw(
            "head-without-end",
            "a head that no empty line ends",
            &format!("HTTP/1.1 200 OK\r\n{}", length.trim_end()),
            network,
        ),
        raw(
            "head-in-line-feeds",
            "a head whose lines end in LF alone",
            &last.replace('\r', ""),
            LENIENT,
        ),
        raw("head-of-version-1-0", "a head of HTTP/1.0", &last.replace("1.1", "1.0"), &[SUCCESS]),
        raw("head-of-version-2", "a head of HTTP/2.0", &last.replace("1.1", "2.0"), network),
        raw("head-of-another-protocol", "a greeting of SSH", "SSH-2.0-pack\r\n\r\n", network),
        raw(
            "interim-response-first",
            "an interim response before the final one",
            &format!("{interim}{last}"),
            &[SUCCESS],
        ),
        raw(
            "interim-responses-thousand",
            "1,000 interim responses before the final one",
            &format!("{}{last}", interim.repeat(1_000)),
            LENIENT,
        ),
        under(
            "field-without-a-colon",
            "a field of the head without its colon",
            "nonsense\r\n",
            LENIENT,
        ),
        under(
            "field-of-40000-octets",
            "a field of the head of 40,000 octets",
            &format!("X-Long: {}\r\n{length}", "x".repeat(40_000)),
            LENIENT,
        ),
        under(
            "field-folded",
            "a field of the head over two lines",
            &format!("X-Folded: a\r\n b\r\n{length}"),
            LENIENT,
        ),
        under(
            "octets-behind-the-end",
            "a second response behind the first",
            &format!("Content-Length: {}\r\n", pdu.len()),
            &[SUCCESS],
        )
        .followed(b"HTTP/1.1 500 No\r\n\r\n"),
    ]
}

impl Case {
    /// With more octets behind the response.
    fn followed(mut self, octets: &[u8]) -> Self {
        if let Some(raw) = &mut self.answer.fault.raw {
            raw.extend_from_slice(octets);
        }
        self
    }
}

/// The maximum size and what is over it (SIM-8-15).
fn sizes() -> Vec<Case> {
    let of = |octets: usize| {
        let least =
            Draft::of_parts(&[super::draft::Part::new(super::draft::JPEG, "large.jpg", &[])]);
        // The DataLen of such a part has three octets in place of one.
        let fixed = least.octets().len() + 2;
        let data = vec![0xA5; octets.saturating_sub(fixed)];
        Draft::of_parts(&[super::draft::Part::new(super::draft::JPEG, "large.jpg", &data)]).octets()
    };
    let over = of(PDU_OCTETS_MAX + 1);
    let chunk = format!("{:X}\r\n", over.len());
    let chunked = [chunk.as_bytes(), &over, b"\r\n0\r\n\r\n"].concat();
    let too_large: &[u16] = &[OVER_SIZE];
    let head = "HTTP/1.1 200 OK\r\n";
    vec![
        Case::served(
            "size-of-the-maximum",
            "a message of exactly the maximum size",
            of(PDU_OCTETS_MAX),
            &[SUCCESS],
        ),
        Case::served(
            "size-one-over",
            "a message of one octet over the maximum size",
            over.clone(),
            too_large,
        ),
        Case::raw(
            "size-over-by-length-alone",
            "a Content-Length of 4,294,967,295 and little content",
            response(&format!("{head}Content-Length: 4294967295\r\n"), b"\x8C\x84"),
            Vec::new(),
            too_large,
        ),
        Case::raw(
            "size-over-without-length",
            "a message over the maximum size without Content-Length",
            response(head, &over),
            Vec::new(),
            too_large,
        ),
        Case::raw(
            "size-over-in-a-chunk",
            "a message over the maximum size in one chunk",
            response(&format!("{head}Transfer-Encoding: chunked\r\n"), &chunked),
            Vec::new(),
            too_large,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_exact() {
        let size = |name: &str| {
            let case = sizes().into_iter().find(|case| case.name == name);
            case.and_then(|case| case.answer.serve).map(|pdu| pdu.len())
        };
        assert_eq!(size("size-of-the-maximum"), Some(PDU_OCTETS_MAX));
        assert_eq!(size("size-one-over"), Some(PDU_OCTETS_MAX + 1));
    }
}

//! Dictionaries for libFuzzer, generated from the tables of commands and of PDUs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use mock_mmsc::dissect::{assigned_headers, assigned_types};

use crate::generator::Vocabulary;

/// Octets of integers and lengths around the edges of their encodings (WSP 8.4.2).
const EDGES: &[&[u8]] = &[
    &[0x1E],                         // the longest short length
    &[0x1F, 0x1F],                   // a length in a Uintvar
    &[0x7F],                         // Quote, and the greatest Uintvar of one octet
    &[0x81, 0x00],                   // the least Uintvar of two octets
    &[0x8F, 0xFF, 0xFF, 0xFF, 0x7F], // the greatest Uintvar
    &[0x80, 0x80, 0x00],             // one that is longer than need be
    &[0x04, 0xFF, 0xFF, 0xFF, 0xFF], // the greatest Long-integer of four octets
    &[0x01, 0x80],                   // From: address present
    &[0x01, 0x81],                   // From: insert-address
    &[0xEA],                         // UTF-8 as a Short-integer
    &[0x03, 0xE8],                   // UCS-2 as a Long-integer without its length
];
/// Content types by name.
const TYPES: [&str; 5] = [
    "text/plain",
    "image/jpeg",
    "application/smil",
    "application/vnd.wap.multipart.mixed",
    "/TYPE=PLMN",
];

/// Tokens of command lines and transcripts.
#[must_use]
pub fn commands() -> String {
    Vocabulary::new().dictionary()
}

/// Tokens of PDUs: header fields, PDU types, edges of lengths and numbers, content types.
#[must_use]
pub fn pdus() -> String {
    let mut tokens: BTreeSet<Vec<u8>> = EDGES.iter().map(|octets| octets.to_vec()).collect();
    tokens.extend(assigned_headers().map(|(octet, _)| vec![octet]));
    tokens.extend(assigned_types().map(|(octet, _)| vec![0x8C, octet]));
    tokens.extend(TYPES.iter().map(|name| [name.as_bytes(), &[0]].concat()));
    let mut text = String::new();
    for token in tokens {
        text.push('"');
        for octet in token {
            let _ = write!(text, "\\x{octet:02X}");
        }
        text.push_str("\"\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assigned_header_field_is_a_token() {
        let text = pdus();
        for (octet, name) in assigned_headers() {
            assert!(text.lines().any(|line| line == format!("\"\\x{octet:02X}\"")), "{name}");
        }
        assert!(text.contains("\"\\x8C\\x80\"\n"), "M-Send.req");
        assert!(commands().contains("\"AT+CMMSDOWN\""));
    }
}

//! Scalars and payloads of the scenario language.

use std::fmt::Write as _;

/// From how many equal octets on a payload is written as a repetition.
const REPEAT_OCTETS_MIN: usize = 16;

/// A text in single quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether octets can stand in quotes as they are.
pub(super) fn is_plain(octets: &[u8]) -> bool {
    !octets.contains(&b'$') && octets.iter().all(|octet| (0x20..0x7F).contains(octet))
}

/// Octets in hex.
pub(crate) fn hex(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len() * 3);
    for octet in octets {
        if !text.is_empty() {
            text.push(' ');
        }
        let _ = write!(text, "{octet:02X}");
    }
    text
}

/// A payload.
pub(crate) fn payload(octets: &[u8]) -> String {
    if let Some((first, rest)) = octets.split_first()
        && octets.len() >= REPEAT_OCTETS_MIN
        && rest.iter().all(|octet| octet == first)
    {
        return format!("{{ repeat: {{ octet: 0x{first:02X}, size: {} }} }}", octets.len());
    }
    if is_plain(octets) {
        return format!("{{ text: {} }}", quoted(&String::from_utf8_lossy(octets)));
    }
    format!("{{ hex: \"{}\" }}", hex(octets))
}

/// A line of a response.
pub(super) fn line(octets: &[u8]) -> String {
    if is_plain(octets) {
        return quoted(&String::from_utf8_lossy(octets));
    }
    format!("{{ line_hex: \"{}\" }}", hex(octets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_are_written_in_the_shortest_form_that_holds_them() {
        assert_eq!(payload(b"it's"), "{ text: 'it''s' }");
        assert_eq!(payload(b"a\r"), "{ hex: \"61 0D\" }");
        assert_eq!(payload(&[b'x'; 16]), "{ repeat: { octet: 0x78, size: 16 } }");
        assert_eq!(line(b"${x}"), "{ line_hex: \"24 7B 78 7D\" }");
    }
}

//! Octets as printable text: `\r`, `\n`, `\\` and `\xNN`; a blank at either end is `\x20`.

use std::fmt::Write as _;

/// Octets as one line of printable ASCII.
pub(crate) fn escape(octets: &[u8]) -> String {
    let last = octets.len().saturating_sub(1);
    let mut text = String::with_capacity(octets.len());
    for (index, octet) in octets.iter().enumerate() {
        match octet {
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'\\' => text.push_str("\\\\"),
            b' ' if index == 0 || index == last => text.push_str("\\x20"),
            0x20..=0x7E => text.push(char::from(*octet)),
            _ => {
                let _ = write!(text, "\\x{octet:02X}");
            }
        }
    }
    text
}

/// The octets of such a text; none when an escape is not whole. Other characters stand for their UTF-8.
pub(crate) fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first != b'\\' {
            octets.push(*first);
            continue;
        }
        let (kind, tail) = rest.split_first()?;
        rest = tail;
        octets.push(match kind {
            b'r' => b'\r',
            b'n' => b'\n',
            b'\\' => b'\\',
            b'x' => {
                let (digits, tail) = rest.split_at_checked(2)?;
                rest = tail;
                let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
                let digits = str::from_utf8(digits).ok().filter(|_| is_hex)?;
                u8::from_str_radix(digits, 16).ok()?
            }
            _ => return None,
        });
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(b"AT+X=\"a b\"", "AT+X=\"a b\"")]
    #[case(b" a\r\n\\\xFF ", "\\x20a\\r\\n\\\\\\xFF\\x20")]
    #[case(b"", "")]
    fn octets_as_text(#[case] octets: &[u8], #[case] text: &str) {
        assert_eq!(escape(octets), text);
        assert_eq!(unescape(text).as_deref(), Some(octets));
    }

    #[rstest::rstest]
    #[case("\\")]
    #[case("\\x4")]
    #[case("\\x+1")]
    #[case("\\q")]
    fn broken_escapes(#[case] text: &str) {
        assert_eq!(unescape(text), None);
    }
}

//! Octets as text that people can read and programs can read back.
//!
//! Octets 20..7E stand for themselves, CR and LF are `<CR>` and `<LF>`, all others (and `<` itself) are two
//! hexadecimal digits in angle brackets. Patterns of scenarios are matched against this form.

use std::fmt::Write as _;

/// The printable form of octets: `OK<CR><LF>`, `H<00>i<00>`.
///
/// ```
/// assert_eq!(runner::printable::printable(b"\r\nOK\r\n"), "<CR><LF>OK<CR><LF>");
/// ```
#[must_use]
pub fn printable(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for octet in octets {
        push_octet(&mut text, *octet);
    }
    text
}

/// The printable form, cut in the middle when more than `octets_max` octets are given.
#[must_use]
pub fn printable_cut(octets: &[u8], octets_max: usize) -> String {
    if octets.len() <= octets_max {
        return printable(octets);
    }
    let half = octets_max / 2;
    let head = octets.get(..half).unwrap_or_default();
    let tail = octets.get(octets.len() - half..).unwrap_or_default();
    let left_out = octets.len() - head.len() - tail.len();
    format!("{} ... {left_out} octets ... {}", printable(head), printable(tail))
}

fn push_octet(text: &mut String, octet: u8) {
    match octet {
        b'\r' => text.push_str("<CR>"),
        b'\n' => text.push_str("<LF>"),
        b'<' => text.push_str("<3C>"),
        0x20..=0x7E => text.push(char::from(octet)),
        _ => {
            // Writing to a String cannot fail.
            let _ = write!(text, "<{octet:02X}>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain(b"+CMMSSEND: 0", "+CMMSSEND: 0")]
    #[case::line_end(b"OK\r\n", "OK<CR><LF>")]
    #[case::binary(&[0x00, 0x48, 0xFF, 0x7F], "<00>H<FF><7F>")]
    #[case::bracket(b"a<b", "a<3C>b")]
    fn printable_form(#[case] octets: &[u8], #[case] expected: &str) {
        assert_eq!(printable(octets), expected);
    }

    #[test]
    fn long_octets_keep_head_and_tail() {
        assert_eq!(printable_cut(b"0123456789", 4), "01 ... 6 octets ... 89");
    }
}

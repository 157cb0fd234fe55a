//! Octets written as text: hexadecimal digits, dumps, base64.

use crate::octets::{self, Octets};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// As what octets are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Base64, of either alphabet, padded or not.
    Base64,
    /// Hexadecimal digits, or a dump.
    Hex,
}

impl Spelling {
    /// Its name on the command line.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Hex => "hex",
        }
    }
}

const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

/// Hexadecimal text, or a dump; none when the input is something else.
///
/// # Errors
/// It is hexadecimal, and contradicts itself.
pub(crate) fn hex(input: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let Octets { octets, hint } = octets::read(input.to_vec())?;
    Ok((hint.is_none() && octets != input).then_some(octets))
}

/// Hexadecimal text by the user's word.
///
/// # Errors
/// It is none: where it stops to be.
pub(crate) fn hex_as_told(input: &[u8]) -> Result<Vec<u8>, String> {
    if let Some(octets) = hex(input)? {
        return Ok(octets);
    }
    Err(wrong_digit(input))
}

/// Where text that is no hexadecimal text stops to be one: line and column, from 1.
pub(crate) fn wrong_digit(input: &[u8]) -> String {
    let mut line = 1_usize;
    let mut column = 0_usize;
    let mut before = [b' '; 2];
    for octet in input {
        column = column.saturating_add(1);
        if !is_digit_or_mark(before, *octet) {
            return format!(
                "line {line}, column {column}: {} is no hexadecimal digit, and the text is no dump",
                shown(*octet)
            );
        }
        if *octet == b'\n' {
            (line, column) = (line.saturating_add(1), 0);
        }
        before = [before[1], *octet];
    }
    "there is no hexadecimal digit in the input".to_owned()
}

/// Whether an octet behind two others may stand in hexadecimal text: as digit, separator, or the `x` of `0x`.
fn is_digit_or_mark(before: [u8; 2], octet: u8) -> bool {
    let is_prefix = || b"xX".contains(&octet) && before[1] == b'0' && is_separator(before[0]);
    octet.is_ascii_hexdigit() || is_separator(octet) || is_prefix()
}

const fn is_separator(octet: u8) -> bool {
    octet.is_ascii_whitespace() || matches!(octet, b':' | b',')
}

/// Whether most of a text, and its first octet, is hexadecimal digits.
pub(crate) fn is_nearly_hex(text: &[u8]) -> bool {
    let digits = || text.iter().copied().filter(|octet| !is_separator(*octet));
    let hex = digits().filter(u8::is_ascii_hexdigit).count();
    let octet = digits().take(2).all(|digit| digit.is_ascii_hexdigit());
    octet && hex.saturating_mul(4) >= digits().count().saturating_mul(3)
}

/// Whether every line of a text is one word, as base64 is written.
pub(crate) fn is_in_one_column(text: &[u8]) -> bool {
    text.trim_ascii().iter().all(|octet| !b" \t".contains(octet))
}

/// Base64 text; none when the input is something else.
pub(crate) fn base64(input: &[u8]) -> Option<Vec<u8>> {
    base64_as_told(input).ok().filter(|octets| !octets.is_empty())
}

/// Base64 text by the user's word.
///
/// # Errors
/// It is none: where it stops to be.
pub(crate) fn base64_as_told(input: &[u8]) -> Result<Vec<u8>, String> {
    let digits: Vec<u8> =
        input.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
    if digits.is_empty() {
        return Err("there is no digit of base64 in the input".to_owned());
    }
    let url_safe = digits.iter().any(|octet| b"-_".contains(octet));
    let engine = if url_safe { &URL_SAFE } else { &STANDARD };
    engine.decode(&digits).map_err(|error| match error {
        base64::DecodeError::InvalidByte(index, octet) => {
            format!("offset {}: {} is no digit of base64", place(input, index), shown(octet))
        }
        other => format!("the text is no base64: {other}"),
    })
}

/// Where in the input the digit of that index stands, blanks counted.
fn place(input: &[u8], index: usize) -> usize {
    let mut digits = input.iter().enumerate().filter(|(_, octet)| !octet.is_ascii_whitespace());
    digits.nth(index).map_or(input.len(), |(at, _)| at)
}

fn shown(octet: u8) -> String {
    if octet.is_ascii_graphic() {
        format!("`{}`", char::from(octet))
    } else {
        format!("octet {octet:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::padded("jIGYMQA=")]
    #[case::not_padded("jIGYMQA")]
    #[case::over_lines(" jIGY\r\nMQA=\n")]
    fn base64_is_read(#[case] text: &str) {
        assert_eq!(base64(text.as_bytes()).unwrap(), [0x8C, 0x81, 0x98, 0x31, 0x00]);
    }

    #[test]
    fn both_alphabets_are_read() {
        assert_eq!(base64(b"+/8="), base64(b"-_8="));
        assert!(base64(b"+/8=").is_some());
    }

    #[rstest]
    #[case::mixed("ab-_cd+/", "offset 6: `+` is no digit")]
    #[case::behind_blanks("abcd\nab!d", "offset 7: `!` is no digit")]
    #[case::binary("\u{1}bcd", "offset 0: octet 01")]
    #[case::length("abcde", "the text is no base64")]
    #[case::blank(" \n", "no digit")]
    fn what_is_no_base64_is_told(#[case] text: &str, #[case] told: &str) {
        let error = base64_as_told(text.as_bytes()).unwrap_err();
        assert!(error.contains(told), "{error}");
    }

    #[rstest]
    #[case::word("8C 81\n98 zz", "line 2, column 4: `z`")]
    #[case::binary("8C\u{1}", "line 1, column 3: octet 01")]
    #[case::half("8C8", "3 hexadecimal digits")]
    #[case::separators(", :", "no hexadecimal digit")]
    fn what_is_no_hexadecimal_text_is_told(#[case] text: &str, #[case] told: &str) {
        let error = hex_as_told(text.as_bytes()).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}

//! WSP primitives, written in their shortest form (WSP 8.4.2).

/// MIB number of UTF-8 as a Short-integer.
const UTF_8: u8 = 0xEA;
/// MIB number of us-ascii as a Short-integer.
const US_ASCII: u8 = 0x83;
/// Stands before a text whose first octet has its top bit set.
const QUOTE: u8 = 0x7F;
/// Announces a Value-length as Uintvar.
const LENGTH_QUOTE: u8 = 0x1F;

/// Text-string: the octets of the text without its NULs, a quote where one is due, NUL.
pub(super) fn text_string(text: &str, out: &mut Vec<u8>) {
    // A text that starts with the quote itself needs one too, since receivers drop the first.
    if text.bytes().next().is_some_and(|octet| octet >= QUOTE) {
        out.push(QUOTE);
    }
    out.extend(text.bytes().filter(|octet| *octet != 0));
    out.push(0);
}

/// Encoded-string-value: plain when it is us-ascii that cannot be taken for a length, else with charset.
pub(super) fn encoded_string(text: &str, out: &mut Vec<u8>) {
    let looks_like_length = text.bytes().next().is_some_and(|octet| octet < 0x20);
    if text.is_ascii() && !looks_like_length {
        return text_string(text, out);
    }
    let mut value = vec![if text.is_ascii() { US_ASCII } else { UTF_8 }];
    text_string(text, &mut value);
    counted(&value, out);
}

/// Value-length and the octets that it counts.
pub(super) fn counted(value: &[u8], out: &mut Vec<u8>) {
    match u8::try_from(value.len()) {
        Ok(length) if length < LENGTH_QUOTE => out.push(length),
        _ => {
            out.push(LENGTH_QUOTE);
            uintvar(value.len(), out);
        }
    }
    out.extend_from_slice(value);
}

/// Uintvar: seven bits an octet, most significant first.
pub(super) fn uintvar(mut value: usize, out: &mut Vec<u8>) {
    let mut octets = Vec::new();
    loop {
        octets.push(value.to_le_bytes().first().copied().unwrap_or_default() & 0x7F);
        value >>= 7;
        if value == 0 {
            break;
        }
    }
    let last = octets.len().saturating_sub(1);
    let octets = octets.iter().rev().enumerate();
    out.extend(octets.map(|(index, octet)| if index == last { *octet } else { octet | 0x80 }));
}

/// Long-integer: a length octet and the value's octets without leading zeros, at least one.
pub(super) fn long_integer(value: u64, out: &mut Vec<u8>) {
    let octets = value.to_be_bytes();
    let mut rest = octets.as_slice();
    while let [0, tail @ ..] = rest
        && !tail.is_empty()
    {
        rest = tail;
    }
    out.extend(u8::try_from(rest.len()));
    out.extend_from_slice(rest);
}

/// Integer-value: one octet up to 127, else a Long-integer.
pub(super) fn integer(value: u64, out: &mut Vec<u8>) {
    match u8::try_from(value) {
        Ok(short) if short < 0x80 => out.push(short | 0x80),
        _ => long_integer(value, out),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::empty("", "00")]
    #[case::ascii("A", "41 00")]
    #[case::quote_before_a_high_octet("é", "05 EA 7F C3 A9 00")]
    #[case::high_octet_later("aé", "05 EA 61 C3 A9 00")]
    #[case::control_octet_first("\n", "03 83 0A 00")]
    fn encoded(#[case] text: &str, #[case] expected: &str) {
        let mut out = Vec::new();
        encoded_string(text, &mut out);
        assert_eq!(crate::dissect::hex(&out), expected);
    }

    #[rstest]
    #[case(0, "00")]
    #[case(127, "7F")]
    #[case(128, "81 00")]
    #[case(0x1F_FFFF, "FF FF 7F")]
    fn uintvars(#[case] value: usize, #[case] expected: &str) {
        let mut out = Vec::new();
        uintvar(value, &mut out);
        assert_eq!(crate::dissect::hex(&out), expected);
    }

    #[rstest]
    #[case(0, "80")]
    #[case(127, "FF")]
    #[case(128, "01 80")]
    #[case(1015, "02 03 F7")]
    #[case(0x0100_0000, "04 01 00 00 00")]
    fn integers(#[case] value: u64, #[case] expected: &str) {
        let mut out = Vec::new();
        integer(value, &mut out);
        assert_eq!(crate::dissect::hex(&out), expected);
    }

    #[rstest]
    #[case(30, "1E")]
    #[case(31, "1F 1F")]
    #[case(200, "1F 81 48")]
    fn value_lengths(#[case] length: usize, #[case] expected: &str) {
        let mut out = Vec::new();
        counted(&vec![0x41; length], &mut out);
        out.truncate(out.len() - length);
        assert_eq!(crate::dissect::hex(&out), expected);
    }
}

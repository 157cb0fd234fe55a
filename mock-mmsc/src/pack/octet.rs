//! WSP primitives with the freedom to be wrong: a length is what the caller says it is (WSP 8.4.2).

/// A Text-string: the octets, behind a Quote where the first is above 127, and a NUL.
pub(super) fn text(text: &str) -> Vec<u8> {
    let quote: &[u8] = if text.is_empty() || text.is_char_boundary(1) { &[] } else { &[0x7F] };
    [quote, &unquoted(text)].concat()
}

/// The octets and a NUL, whatever they begin with.
pub(super) fn unquoted(text: &str) -> Vec<u8> {
    [text.as_bytes(), &[0]].concat()
}

/// A header field or parameter: its code and its value.
pub(super) fn coded(code: u8, value: &[u8]) -> Vec<u8> {
    [&[code], value].concat()
}

/// A Value-length and the octets that it counts.
pub(super) fn counted(value: &[u8]) -> Vec<u8> {
    [value_length(value.len()), value.to_vec()].concat()
}

/// A Value-length: one octet up to 30, else the length quote and a Uintvar.
pub(super) fn value_length(length: usize) -> Vec<u8> {
    match u8::try_from(length) {
        Ok(short) if short < 0x1F => vec![short],
        _ => coded(0x1F, &uintvar(length)),
    }
}

/// A Uintvar in as few octets as it needs.
pub(super) fn uintvar(value: usize) -> Vec<u8> {
    let needed = (1..5).find(|octets| value >> (7 * octets) == 0).unwrap_or(5);
    uintvar_of(value, needed)
}

/// A Uintvar in so many octets, with leading zeros where it needs fewer.
pub(super) fn uintvar_of(value: usize, octets: usize) -> Vec<u8> {
    let groups = (0..octets).rev();
    groups
        .map(|group| {
            let seven = value.checked_shr(u32::try_from(7 * group).unwrap_or(u32::MAX));
            let octet = seven.unwrap_or_default().to_le_bytes().first().copied();
            let more = if group == 0 { 0 } else { 0x80 };
            octet.unwrap_or_default() & 0x7F | more
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", &[0x00])]
    #[case("a", &[0x61, 0x00])]
    #[case("é", &[0x7F, 0xC3, 0xA9, 0x00])]
    fn texts(#[case] of: &str, #[case] expected: &[u8]) {
        assert_eq!(text(of), expected);
    }

    #[rstest]
    #[case(0, 1, &[0x00])]
    #[case(8, 3, &[0x80, 0x80, 0x08])]
    #[case(0xFFFF_FFFF, 5, &[0x8F, 0xFF, 0xFF, 0xFF, 0x7F])]
    #[case(1, 6, &[0x80, 0x80, 0x80, 0x80, 0x80, 0x01])]
    fn uintvars_of_a_width(#[case] value: usize, #[case] octets: usize, #[case] expected: &[u8]) {
        assert_eq!(uintvar_of(value, octets), expected);
    }

    #[rstest]
    #[case(127, &[0x7F])]
    #[case(128, &[0x81, 0x00])]
    #[case(65_536, &[0x84, 0x80, 0x00])]
    fn uintvars(#[case] value: usize, #[case] expected: &[u8]) {
        assert_eq!(uintvar(value), expected);
    }

    #[test]
    fn long_values_have_a_quoted_length() {
        assert_eq!(counted(&[7]), [1, 7]);
        assert_eq!(value_length(31), [0x1F, 31]);
    }
}

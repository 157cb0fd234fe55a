//! Charsets by MIB number, and text in them.
//!
//! Us-ascii, UTF-8, ISO-8859-1 and the UTF-16 family are read; any other is shown as octets.

use super::phrase::Phrase;
use super::tree::Hex;

/// MIB number of any charset.
pub(super) const ANY: u64 = 0;
/// MIB number of us-ascii.
pub(crate) const US_ASCII: u64 = 3;
/// MIB number of UTF-8.
pub(crate) const UTF_8: u64 = 106;

/// Names by MIB number; 0 stands for any charset.
const CHARSETS: [(u64, &str); 27] = [
    (0, "*"),
    (3, "us-ascii"),
    (4, "iso-8859-1"),
    (5, "iso-8859-2"),
    (6, "iso-8859-3"),
    (7, "iso-8859-4"),
    (8, "iso-8859-5"),
    (9, "iso-8859-6"),
    (10, "iso-8859-7"),
    (11, "iso-8859-8"),
    (12, "iso-8859-9"),
    (17, "shift_jis"),
    (18, "euc-jp"),
    (36, "ks_c_5601-1987"),
    (38, "euc-kr"),
    (39, "iso-2022-jp"),
    (106, "utf-8"),
    (113, "gbk"),
    (114, "gb18030"),
    (1000, "iso-10646-ucs-2"),
    (1013, "utf-16be"),
    (1014, "utf-16le"),
    (1015, "utf-16"),
    (2025, "gb2312"),
    (2026, "big5"),
    (2084, "koi8-r"),
    (2252, "windows-1252"),
];

/// The name of a charset.
pub(crate) fn charset_name(mib: u64) -> Option<&'static str> {
    let row = CHARSETS.binary_search_by_key(&mib, |(number, _)| *number).ok()?;
    CHARSETS.get(row).map(|(_, name)| *name)
}

/// The MIB number of a charset, compared without case.
pub(crate) fn charset_number(name: &str) -> Option<u64> {
    CHARSETS.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(mib, _)| *mib)
}

/// Whether text of that charset has two octets a character, so that a NUL octet does not end it.
pub(crate) fn is_wide(mib: u64) -> bool {
    matches!(mib, 1000 | 1013..=1015)
}

/// Octets as text, and whether they are text of that charset.
pub(crate) fn decode(octets: &[u8], mib: Option<u64>) -> (Phrase, bool) {
    match mib {
        None | Some(US_ASCII) => (guess(octets), octets.is_ascii()),
        Some(ANY) => (guess(octets), true),
        Some(4) => (latin_1(octets).into(), true),
        Some(UTF_8) => match std::str::from_utf8(octets) {
            Ok(text) => (without_mark(text).into(), true),
            Err(_) => (guess(octets), false),
        },
        Some(1000) => utf_16(octets, false, false),
        Some(1013) => utf_16(octets, false, true),
        Some(1014) => utf_16(octets, true, true),
        Some(1015) => utf_16(octets, false, true),
        Some(_) if octets.is_ascii() => (guess(octets), true),
        Some(mib) => (format!("MIB {mib}: {}", Hex(octets)).into(), true),
    }
}

/// Whether octets are text of that charset, as [`decode`] says it, without the text.
pub(crate) fn agrees(octets: &[u8], mib: Option<u64>) -> bool {
    match mib {
        None | Some(US_ASCII) => octets.is_ascii(),
        Some(UTF_8) => std::str::from_utf8(octets).is_ok(),
        Some(1000 | 1013..=1015) => decode(octets, mib).1,
        Some(_) => true,
    }
}

/// UTF-8 where it is, else ISO-8859-1, which old phones send unnamed.
fn guess(octets: &[u8]) -> Phrase {
    match std::str::from_utf8(octets) {
        Ok(text) => without_mark(text).into(),
        Err(_) => latin_1(octets).into(),
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

fn latin_1(octets: &[u8]) -> String {
    octets.iter().copied().map(char::from).collect()
}

fn utf_16(octets: &[u8], little_endian: bool, surrogates: bool) -> (Phrase, bool) {
    let (octets, little_endian) = match octets {
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        _ => (octets, little_endian),
    };
    let (pairs, odd) = octets.as_chunks::<2>();
    let read = if little_endian { u16::from_le_bytes } else { u16::from_be_bytes };
    let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
    let text = String::from_utf16_lossy(&units);
    let paired = String::from_utf16(&units).is_ok();
    let plain = units.iter().all(|unit| !(0xD800..=0xDFFF).contains(unit));
    (text.into(), odd.is_empty() && paired && (surrogates || plain))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain(b"Hi", None, "Hi", true)]
    #[case::utf_8_unnamed(b"\xC3\xA9", None, "\u{E9}", false)]
    #[case::latin_1_unnamed(b"\xE9", None, "\u{E9}", false)]
    #[case::us_ascii_with_mark(b"\xEF\xBB\xBFHi", Some(3), "Hi", false)]
    #[case::utf_8_with_mark(b"\xEF\xBB\xBFHi", Some(106), "Hi", true)]
    #[case::not_utf_8(b"\xE9", Some(106), "\u{E9}", false)]
    #[case::latin_1(b"\xE9", Some(4), "\u{E9}", true)]
    #[case::any(b"\xE9", Some(0), "\u{E9}", true)]
    #[case::ucs_2(b"\x00A\x20\xAC", Some(1000), "A\u{20AC}", true)]
    #[case::ucs_2_has_no_surrogates(b"\xD8\x3D\xDE\x00", Some(1000), "\u{1F600}", false)]
    #[case::utf_16_little_by_mark(b"\xFF\xFEA\x00", Some(1015), "A", true)]
    #[case::utf_16le(b"A\x00", Some(1014), "A", true)]
    #[case::utf_16_pair(b"\xD8\x3D\xDE\x00", Some(1015), "\u{1F600}", true)]
    #[case::utf_16_odd(b"\x00A\x00", Some(1013), "A", false)]
    #[case::utf_16_half_a_pair(b"\xD8\x3D", Some(1013), "\u{FFFD}", false)]
    #[case::other(b"\xB0\xA1", Some(38), "MIB 38: B0 A1", true)]
    #[case::other_in_ascii(b"Hi", Some(38), "Hi", true)]
    fn texts(
        #[case] octets: &[u8],
        #[case] mib: Option<u64>,
        #[case] text: &str,
        #[case] agrees: bool,
    ) {
        assert_eq!(decode(octets, mib), (text.into(), agrees));
        assert_eq!(super::agrees(octets, mib), agrees);
    }

    #[test]
    fn names_and_numbers() {
        assert_eq!(charset_name(1015), Some("utf-16"));
        assert_eq!(charset_number("UTF-8"), Some(106));
        assert_eq!(charset_name(5), Some("iso-8859-2"));
        assert_eq!(charset_name(99), None);
    }
}

//! Well-known-charset (WSP 8.4.2.8): IANA MIB numbers, and the texts that they decode to.
//!
//! us-ascii, UTF-8, ISO-8859-1, UCS-2 and UTF-16 are read here; other charsets through `encoding_rs`.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use encoding_rs::Encoding;

use crate::error::{DecodeError, Production};
use crate::header::lenient_text;
use crate::integer_value;
use crate::reader::Reader;
use crate::sink::Sink;

/// A charset by its IANA MIB number; numbers without a name are kept.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Charset(pub u32);

/// U+FEFF as UTF-8.
const UTF_8_BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Numbers with their names, and whether `encoding_rs` reads the charset under that name.
const NAMES: &[(u32, &str, bool)] = &[
    (0, "*", false),
    (3, "us-ascii", false),
    (4, "iso-8859-1", false),
    (5, "iso-8859-2", true),
    (6, "iso-8859-3", true),
    (7, "iso-8859-4", true),
    (8, "iso-8859-5", true),
    (9, "iso-8859-6", true),
    (10, "iso-8859-7", true),
    (11, "iso-8859-8", true),
    (12, "iso-8859-9", true),
    (13, "iso-8859-10", true),
    (17, "shift_jis", true),
    (18, "euc-jp", true),
    (36, "ks_c_5601-1987", true),
    (38, "euc-kr", true),
    (39, "iso-2022-jp", true),
    (106, "utf-8", false),
    (109, "iso-8859-13", true),
    (110, "iso-8859-14", true),
    (111, "iso-8859-15", true),
    (113, "gbk", true),
    (114, "gb18030", true),
    (1000, "iso-10646-ucs-2", false),
    (1013, "utf-16be", false),
    (1014, "utf-16le", false),
    (1015, "utf-16", false),
    (2025, "gb2312", true),
    (2026, "big5", true),
    (2084, "koi8-r", true),
    (2088, "koi8-u", true),
    (2250, "windows-1250", true),
    (2251, "windows-1251", true),
    (2252, "windows-1252", true),
    (2253, "windows-1253", true),
    (2254, "windows-1254", true),
    (2255, "windows-1255", true),
    (2256, "windows-1256", true),
    (2257, "windows-1257", true),
    (2258, "windows-1258", true),
    (2259, "tis-620", true),
];

impl Charset {
    /// Any-charset, `*`.
    pub const ANY: Self = Self(0);
    /// US-ASCII.
    pub const US_ASCII: Self = Self(3);
    /// ISO-8859-1.
    pub const ISO_8859_1: Self = Self(4);
    /// UTF-8.
    pub const UTF_8: Self = Self(106);
    /// UCS-2: UTF-16 without surrogates; most significant octet first, unless a byte order mark says otherwise.
    pub const UCS_2: Self = Self(1000);
    /// UTF-16, most significant octet first.
    pub const UTF_16BE: Self = Self(1013);
    /// UTF-16, least significant octet first.
    pub const UTF_16LE: Self = Self(1014);
    /// UTF-16; most significant octet first, unless a byte order mark says otherwise.
    pub const UTF_16: Self = Self(1015);

    /// Returns the charset with an IANA name, whatever its case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = NAMES.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(number, _, _)| Self(*number))
    }

    /// Returns the IANA name.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        NAMES.iter().find(|(number, _, _)| *number == self.0).map(|(_, name, _)| *name)
    }

    /// Tells whether characters take two octets, so that texts have NUL octets inside.
    #[must_use]
    pub const fn is_wide(self) -> bool {
        matches!(self, Self::UCS_2 | Self::UTF_16BE | Self::UTF_16LE | Self::UTF_16)
    }

    /// Reads octets as text, without a byte order mark; `None` for a charset that is not known here.
    ///
    /// Sequences that the charset does not have become U+FFFD. High octets in us-ascii are read as UTF-8, else as
    /// ISO-8859-1, as deployed phones mean them.
    #[must_use]
    pub fn decode(self, octets: &[u8]) -> Option<Cow<'_, str>> {
        let utf_8 = octets.strip_prefix(&UTF_8_BYTE_ORDER_MARK);
        match self {
            Self::ANY | Self::US_ASCII => Some(lenient_text(utf_8.unwrap_or(octets))),
            Self::UTF_8 => Some(String::from_utf8_lossy(utf_8.unwrap_or(octets))),
            Self::ISO_8859_1 => Some(latin_1(octets)),
            wide if wide.is_wide() => Some(Cow::Owned(wide.decode_wide(octets))),
            other => {
                let (text, _) = other.encoding()?.decode_without_bom_handling(octets);
                Some(text)
            }
        }
    }

    /// Writes text as octets, without a byte order mark; `None` when the charset lacks a character, or is none of
    /// us-ascii, UTF-8, ISO-8859-1, UCS-2 and UTF-16.
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::US_ASCII => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Self::UTF_8 => Some(text.as_bytes().to_vec()),
            Self::ISO_8859_1 => {
                text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
            }
            Self::UCS_2 if text.chars().any(|character| character > '\u{FFFF}') => None,
            Self::UCS_2 | Self::UTF_16BE | Self::UTF_16 => {
                Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect())
            }
            Self::UTF_16LE => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            _ => None,
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        integer_value::read_number(reader, Production::Charset).map(Self)
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        integer_value::write(sink, u64::from(self.0));
    }

    fn encoding(self) -> Option<&'static Encoding> {
        let (_, name, known) = NAMES.iter().find(|(number, _, _)| *number == self.0)?;
        known.then(|| Encoding::for_label(name.as_bytes())).flatten()
    }

    fn decode_wide(self, octets: &[u8]) -> String {
        let (octets, little_endian) = match octets {
            // A byte order mark is believed more than the name.
            [0xFF, 0xFE, rest @ ..] => (rest, true),
            [0xFE, 0xFF, rest @ ..] => (rest, false),
            _ => (octets, self == Self::UTF_16LE),
        };
        let (pairs, odd) = octets.as_chunks::<2>();
        let read = if little_endian { u16::from_le_bytes } else { u16::from_be_bytes };
        let units = pairs.iter().map(|pair| read(*pair));
        let mut text: String = char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        if !odd.is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        text
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => formatter.pad(name),
            None => write!(formatter, "charset {}", self.0),
        }
    }
}

fn latin_1(octets: &[u8]) -> Cow<'_, str> {
    match core::str::from_utf8(octets) {
        Ok(text) if text.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(octets.iter().copied().map(char::from).collect()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;

    #[rstest]
    #[case(Charset::US_ASCII, b"abc", "abc")]
    #[case::ascii_is_latin_1(Charset::US_ASCII, &[0xE9], "é")]
    #[case(Charset::UTF_8, &[0xC3, 0xA9], "é")]
    #[case::utf_8_mark(Charset::UTF_8, &[0xEF, 0xBB, 0xBF, 0x61], "a")]
    #[case::utf_8_broken(Charset::UTF_8, &[0xC3], "\u{FFFD}")]
    #[case(Charset::ISO_8859_1, &[0x80, 0xE9], "\u{80}é")]
    #[case::big_endian(Charset::UCS_2, &[0x4E, 0x2D], "中")]
    #[case::little_endian_mark(Charset::UTF_16, &[0xFF, 0xFE, 0x2D, 0x4E], "中")]
    #[case::big_endian_mark(Charset::UTF_16, &[0xFE, 0xFF, 0x4E, 0x2D], "中")]
    #[case(Charset::UTF_16LE, &[0x2D, 0x4E], "中")]
    #[case::mark_of_the_other_order(Charset::UTF_16LE, &[0xFE, 0xFF, 0x4E, 0x2D], "中")]
    #[case::mark_of_the_other_order(Charset::UTF_16BE, &[0xFF, 0xFE, 0x2D, 0x4E], "中")]
    #[case::utf_8_as_latin_1(Charset::ISO_8859_1, &[0xC3, 0xA9], "Ã©")]
    #[case::surrogates(Charset::UTF_16BE, &[0xD8, 0x3D, 0xDE, 0x00], "😀")]
    #[case::half_a_pair(Charset::UTF_16BE, &[0xD8, 0x3D], "\u{FFFD}")]
    #[case::odd_octet(Charset::UTF_16BE, &[0x00, 0x61, 0x00], "a\u{FFFD}")]
    #[case::korean(Charset(36), &[0xB0, 0xA1], "가")]
    #[case::gb2312(Charset(2025), &[0xD6, 0xD0], "中")]
    #[case::big5(Charset(2026), &[0xA4, 0xA4], "中")]
    #[case::shift_jis(Charset(17), &[0x82, 0xA0], "あ")]
    #[case::latin_2(Charset(5), &[0xB1], "ą")]
    fn octets_decode_to_text(#[case] charset: Charset, #[case] octets: &[u8], #[case] text: &str) {
        assert_eq!(charset.decode(octets).as_deref(), Some(text));
    }

    #[test]
    fn every_name_that_encoding_rs_should_know_is_known() {
        for (number, name, known) in NAMES {
            assert_eq!(Charset(*number).encoding().is_some(), *known, "{name}");
            assert_eq!(Charset::from_name(name), Some(Charset(*number)));
            assert_eq!(Charset(*number).name(), Some(*name));
            assert_eq!(Charset(*number).to_string(), *name);
        }
        assert_eq!(Charset(9999).decode(b"a"), None);
        assert_eq!(
            (Charset(9999).name(), Charset(9999).to_string()),
            (None, "charset 9999".into())
        );
        assert_eq!(Charset::from_name("UTF-8"), Some(Charset::UTF_8));
    }

    #[rstest]
    #[case(Charset::US_ASCII, b"abc", true)]
    #[case(Charset::ISO_8859_1, b"abc", true)]
    #[case(Charset::ISO_8859_1, &[0xE9], false)]
    fn ascii_is_not_copied(
        #[case] charset: Charset,
        #[case] octets: &[u8],
        #[case] borrowed: bool,
    ) {
        assert_eq!(matches!(charset.decode(octets), Some(Cow::Borrowed(_))), borrowed);
    }

    #[rstest]
    #[case(Charset::US_ASCII, "é", None)]
    #[case(Charset::US_ASCII, "e\u{7F}", Some(&[0x65, 0x7F][..]))]
    #[case(Charset::ISO_8859_1, "\u{FF}", Some(&[0xFF][..]))]
    #[case(Charset::UCS_2, "\u{FFFF}", Some(&[0xFF, 0xFF][..]))]
    #[case(Charset::UTF_16, "😀", Some(&[0xD8, 0x3D, 0xDE, 0x00][..]))]
    #[case(Charset::UTF_16BE, "a", Some(&[0x00, 0x61][..]))]
    #[case(Charset::UTF_8, "é", Some(&[0xC3, 0xA9][..]))]
    #[case(Charset::ISO_8859_1, "é", Some(&[0xE9][..]))]
    #[case(Charset::ISO_8859_1, "中", None)]
    #[case(Charset::UCS_2, "中", Some(&[0x4E, 0x2D][..]))]
    #[case(Charset::UCS_2, "😀", None)]
    #[case(Charset::UTF_16LE, "中", Some(&[0x2D, 0x4E][..]))]
    #[case(Charset(17), "a", None)]
    fn text_encodes_to_octets(
        #[case] charset: Charset,
        #[case] text: &str,
        #[case] octets: Option<&[u8]>,
    ) {
        assert_eq!(charset.encode(text).as_deref(), octets);
    }
}

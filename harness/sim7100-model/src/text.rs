//! Text of titles and text files: its encoding by byte order mark, and UCS-2 as the module prints it.
//!
//! Sections 3.4, 3.5, 5.2 and 5.3 of the application note. UCS-2 is taken as UTF-16, so that nothing is lost.

use alloc::string::String;
use alloc::vec::Vec;
use core::str;

use mms_pdu::Charset;

/// How octets stand for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// US-ASCII, which is also UTF-8.
    Ascii,
    /// UTF-8, with or without its byte order mark.
    Utf8,
    /// ISO-8859-1: octets without a mark that are not well-formed UTF-8.
    Latin1,
    /// UTF-16, least significant octet first.
    Utf16Le,
    /// UTF-16, most significant octet first.
    Utf16Be,
    /// What a received part declares beyond these.
    Declared(Charset),
}

/// The byte order mark that the module writes in front of a snatched text: FF FE.
pub(crate) const BOM_LE: [u8; 2] = [0xFF, 0xFE];
const BOM_BE: [u8; 2] = [0xFE, 0xFF];
const BOM_UTF8: [u8; 3] = [0xEF, 0xBB, 0xBF];

impl Encoding {
    /// The encoding of octets that a TE gave: by mark, else UTF-8 where well formed, else ISO-8859-1.
    pub(crate) fn of(octets: &[u8]) -> Self {
        if octets.starts_with(&BOM_LE) {
            Self::Utf16Le
        } else if octets.starts_with(&BOM_BE) {
            Self::Utf16Be
        } else if octets.is_ascii() {
            Self::Ascii
        } else if str::from_utf8(octets).is_ok() {
            Self::Utf8
        } else {
            Self::Latin1
        }
    }

    /// The encoding of octets that a received part declares; a charset that says nothing is no declaration.
    pub(crate) fn declared(charset: Option<Charset>, octets: &[u8]) -> Self {
        match charset {
            None | Some(Charset::ANY | Charset::US_ASCII) => Self::of(octets),
            Some(Charset::UTF_8) => Self::Utf8,
            Some(Charset::ISO_8859_1) => Self::Latin1,
            Some(Charset::UTF_16LE) => Self::Utf16Le,
            Some(Charset::UCS_2 | Charset::UTF_16) if octets.starts_with(&BOM_LE) => Self::Utf16Le,
            Some(Charset::UCS_2 | Charset::UTF_16 | Charset::UTF_16BE) => Self::Utf16Be,
            Some(other) if other.decode(&[]).is_some() => Self::Declared(other),
            Some(_) => Self::of(octets),
        }
    }

    /// The encoding with its octets the other way round.
    pub(crate) const fn swapped(self) -> Self {
        match self {
            Self::Utf16Le => Self::Utf16Be,
            Self::Utf16Be => Self::Utf16Le,
            other => other,
        }
    }

    /// The charset that agrees with octets in this encoding.
    pub(crate) fn charset(self, octets: &[u8]) -> Charset {
        let has_mark = octets.starts_with(&BOM_LE) || octets.starts_with(&BOM_BE);
        match self {
            Self::Ascii => Charset::US_ASCII,
            Self::Utf8 => Charset::UTF_8,
            Self::Latin1 => Charset::ISO_8859_1,
            Self::Utf16Le | Self::Utf16Be if has_mark => Charset::UTF_16,
            Self::Utf16Le => Charset::UTF_16LE,
            Self::Utf16Be => Charset::UTF_16BE,
            Self::Declared(charset) => charset,
        }
    }
}

/// The text as UTF-16 code units, without a byte order mark. Ill-formed places become U+FFFD.
pub(crate) fn utf16(octets: &[u8], encoding: Encoding) -> Vec<u16> {
    match encoding {
        Encoding::Latin1 => octets.iter().map(|octet| u16::from(*octet)).collect(),
        Encoding::Ascii | Encoding::Utf8 => {
            let text = octets.strip_prefix(&BOM_UTF8[..]).unwrap_or(octets);
            String::from_utf8_lossy(text).encode_utf16().collect()
        }
        Encoding::Utf16Le => {
            units(octets.strip_prefix(&BOM_LE).unwrap_or(octets), u16::from_le_bytes)
        }
        Encoding::Utf16Be => {
            units(octets.strip_prefix(&BOM_BE).unwrap_or(octets), u16::from_be_bytes)
        }
        Encoding::Declared(charset) => {
            charset.decode(octets).unwrap_or_default().encode_utf16().collect()
        }
    }
}

/// UTF-16 code units as octets, least significant first, without a byte order mark.
pub(crate) fn ucs2_le(units: &[u16]) -> Vec<u8> {
    units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
}

fn units(octets: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u16> {
    let (pairs, rest) = octets.as_chunks::<2>();
    let mut units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    if !rest.is_empty() {
        units.push(0xFFFD);
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(b"ab", Encoding::Ascii, b"a\0b\0")]
    #[case(b"\xFF\xFEa\0", Encoding::Utf16Le, b"a\0")]
    #[case(b"\xFE\xFF\0a", Encoding::Utf16Be, b"a\0")]
    #[case(b"\xEF\xBB\xBFa", Encoding::Utf8, b"a\0")]
    #[case("é".as_bytes(), Encoding::Utf8, b"\xE9\0")]
    #[case(b"\xE9", Encoding::Latin1, b"\xE9\0")]
    #[case("\u{1F600}".as_bytes(), Encoding::Utf8, b"\x3D\xD8\x00\xDE")]
    #[case(b"\xFF\xFEa\0b", Encoding::Utf16Le, b"a\0\xFD\xFF")] // an odd octet
    #[case(b"FFFE", Encoding::Ascii, b"F\0F\0F\0E\0")] // digits are no mark
    fn encodings(#[case] octets: &[u8], #[case] encoding: Encoding, #[case] printed: &[u8]) {
        assert_eq!(Encoding::of(octets), encoding);
        assert_eq!(ucs2_le(&utf16(octets, encoding)), printed);
    }

    #[rstest::rstest]
    #[case(None, b"\xFF\xFEa\0", b"a\0")]
    #[case(Some(Charset::UTF_8), "é".as_bytes(), b"\xE9\0")]
    #[case(Some(Charset::UTF_16), b"\0a", b"a\0")]
    #[case(Some(Charset::UCS_2), b"\xFF\xFEa\0", b"a\0")]
    #[case(Some(Charset::UTF_16LE), b"a\0", b"a\0")]
    #[case(Some(Charset(113)), b"\xD6\xD0", b"\x2D\x4E")] // GBK, U+4E2D
    #[case(Some(Charset(60_000)), b"a", b"a\0")] // no such charset
    fn declared_charsets(
        #[case] charset: Option<Charset>,
        #[case] octets: &[u8],
        #[case] printed: &[u8],
    ) {
        assert_eq!(ucs2_le(&utf16(octets, Encoding::declared(charset, octets))), printed);
    }

    #[rstest::rstest]
    #[case(b"ab", Charset::US_ASCII)]
    #[case("é".as_bytes(), Charset::UTF_8)]
    #[case(b"\xFE\xFF\0a", Charset::UTF_16)]
    #[case(b"\xE9", Charset::ISO_8859_1)]
    fn sent_charsets(#[case] octets: &[u8], #[case] charset: Charset) {
        assert_eq!(Encoding::of(octets).charset(octets), charset);
    }
}

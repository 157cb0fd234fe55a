//! X-Mms-MMS-Version (ENC 7.3.34, WSP 8.4.2.3): Short-integer `major << 4 | minor`, or text such as `1.3`. A text whose
//! numbers have no room in a Short-integer is refused: no such version of MMS exists.

use core::fmt;

use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::integer_value::SHORT_INTEGER;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::TextString;

/// A version: major 0 to 7, minor 0 to 14 or none. It is written as a Short-integer.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Version(u8);

/// The minor digit that means "no minor version".
const NO_MINOR: u8 = 15;

impl Version {
    /// 1.0, octet 0x90.
    pub const V1_0: Self = Self(0x10);
    /// 1.1, octet 0x91.
    pub const V1_1: Self = Self(0x11);
    /// 1.2, octet 0x92.
    pub const V1_2: Self = Self(0x12);
    /// 1.3, octet 0x93.
    pub const V1_3: Self = Self(0x13);

    /// Makes a version; `None` when a number is out of range.
    #[must_use]
    pub const fn new(major: u8, minor: Option<u8>) -> Option<Self> {
        match (major, minor) {
            (0..=7, None) => Some(Self(major << 4 | NO_MINOR)),
            (0..=7, Some(minor @ 0..NO_MINOR)) => Some(Self(major << 4 | minor)),
            _ => None,
        }
    }

    /// Returns the major version.
    #[must_use]
    pub const fn major(self) -> u8 {
        self.0 >> 4
    }

    /// Returns the minor version, if there is one.
    #[must_use]
    pub const fn minor(self) -> Option<u8> {
        match self.0 & 0x0F {
            NO_MINOR => None,
            minor => Some(minor),
        }
    }

    /// Returns the octet on the wire.
    #[must_use]
    pub const fn octet(self) -> u8 {
        self.0 | SHORT_INTEGER
    }

    pub(crate) fn read(reader: &mut Reader<'_, '_>) -> Result<Self, DecodeError> {
        if let Some(octet @ SHORT_INTEGER..) = reader.peek() {
            reader.skip_octet();
            return Ok(Self(octet & !SHORT_INTEGER));
        }
        let start = *reader;
        let text = TextString::read(reader)
            .map_err(|error| DecodeError { production: Production::Version, ..error })?;
        Self::from_text(&text).map_err(|kind| start.error(Production::Version, kind))
    }

    pub(crate) fn write(self, sink: &mut dyn Sink) {
        sink.put(&[self.octet()]);
    }

    /// Reads `major[.minor]`. A number that a Short-integer has no room for is one all the same (WSP 8.4.2.3).
    fn from_text(text: &str) -> Result<Self, DecodeErrorKind> {
        let (major, minor) = match text.split_once('.') {
            Some((major, minor)) => (major, Some(minor)),
            None => (text, None),
        };
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
        if !is_number(major) || !minor.is_none_or(is_number) {
            return Err(DecodeErrorKind::NotAVersion);
        }
        let major = major.parse().map_err(|_| DecodeErrorKind::IntegerTooLarge)?;
        let minor =
            minor.map(str::parse).transpose().map_err(|_| DecodeErrorKind::IntegerTooLarge)?;
        Self::new(major, minor).ok_or(DecodeErrorKind::IntegerTooLarge)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minor() {
            Some(minor) => write!(formatter, "{}.{minor}", self.major()),
            None => write!(formatter, "{}", self.major()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::context::Context;
    use crate::tolerance::Tolerances;

    #[rstest]
    #[case(&[0x90], Ok("1.0"))]
    #[case(&[0x93], Ok("1.3"))]
    #[case::major_only(&[0x9F], Ok("1"))]
    #[case::text(b"1.3\0", Ok("1.3"))]
    #[case::text_major_only(b"1\0", Ok("1"))]
    #[case::words(b"one\0", Err(DecodeErrorKind::NotAVersion))]
    #[case::sign(b"+1.3\0", Err(DecodeErrorKind::NotAVersion))]
    #[case::no_major(b".3\0", Err(DecodeErrorKind::NotAVersion))]
    #[case::no_minor(b"1.\0", Err(DecodeErrorKind::NotAVersion))]
    #[case::three_numbers(b"1.3.1\0", Err(DecodeErrorKind::NotAVersion))]
    #[case::greatest(b"7.14\0", Ok("7.14"))]
    #[case::no_room_for_the_major(b"8.0\0", Err(DecodeErrorKind::IntegerTooLarge))]
    #[case::no_room_for_the_minor(b"1.15\0", Err(DecodeErrorKind::IntegerTooLarge))]
    #[case::no_room_in_an_octet(b"4675\0", Err(DecodeErrorKind::IntegerTooLarge))]
    #[case::no_room_in_a_minor_octet(b"1.256\0", Err(DecodeErrorKind::IntegerTooLarge))]
    #[case::length(&[0x01, 0x13], Err(DecodeErrorKind::UnexpectedOctet(1)))]
    fn versions_are_read_in_both_forms(
        #[case] octets: &[u8],
        #[case] expected: Result<&str, DecodeErrorKind>,
    ) {
        let context = Context::new(octets.len(), Tolerances::NONE);
        let version = Version::read(&mut Reader::new(octets, &context));
        if let Err(error) = &version {
            assert_eq!((error.offset, error.production), (0, Production::Version));
        }
        let shown = version.map(|version| version.to_string()).map_err(|error| error.kind);
        assert_eq!(shown.as_deref(), expected.as_ref().map(|text| *text));
    }

    #[test]
    fn versions_have_an_order() {
        assert!(Version::V1_0 < Version::V1_3);
        assert_eq!(Version::new(1, Some(3)), Some(Version::V1_3));
        assert_eq!(Version::new(1, Some(15)), None);
        assert_eq!(Version::new(8, None), None);
        let version = Version::new(2, Some(4)).unwrap();
        assert_eq!((version.major(), version.minor(), version.octet()), (2, Some(4), 0xA4));
        assert_eq!(Version::new(7, None).map(Version::minor), Some(None));
    }
}

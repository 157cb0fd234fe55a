//! Encoded-string-value (ENC 7.3.19): `Text-string | Value-length Char-set Text-string`.
//!
//! The octets are kept as they came, so that nothing is lost when a text is passed on; [`EncodedString::text`]
//! decodes them. RFC 2047 words are not decoded.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use crate::charset::Charset;
use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::header::is_zeros;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::{QUOTE, needs_quote};
use crate::tolerance::Tolerances;
use crate::value_length;

/// A text with or without a charset.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct EncodedString<'a> {
    charset: Option<Charset>,
    octets: Cow<'a, [u8]>,
}

impl<'a> EncodedString<'a> {
    /// Makes a value of a text: plain for US-ASCII, else UTF-8 (CONF 10.2.1). NUL characters are dropped.
    #[must_use]
    pub fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        let octets = match text.into() {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        let octets = if octets.contains(&0) {
            Cow::Owned(octets.iter().copied().filter(|octet| *octet != 0).collect())
        } else {
            octets
        };
        let plain = octets.is_ascii() && !matches!(octets.first(), Some(1..0x20));
        Self { charset: (!plain).then_some(Charset::UTF_8), octets }
    }

    /// Makes a value of a text in a charset; `None` when [`Charset::encode`] cannot, or for a NUL character.
    #[must_use]
    pub fn with_charset(charset: Charset, text: &str) -> Option<EncodedString<'static>> {
        let octets = charset.encode(text)?;
        let valid = !text.contains('\0');
        valid.then_some(EncodedString { charset: Some(charset), octets: Cow::Owned(octets) })
    }

    /// Returns the charset; `None` for a plain Text-string, which means US-ASCII.
    #[must_use]
    pub const fn charset(&self) -> Option<Charset> {
        self.charset
    }

    /// Returns the text's octets in its charset, without length, quote and NUL.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Decodes the text. A charset that is not known here is read as US-ASCII is.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        let decoded = self.charset.unwrap_or(Charset::US_ASCII).decode(&self.octets);
        decoded.unwrap_or_else(|| crate::header::lenient_text(&self.octets))
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> EncodedString<'static> {
        EncodedString { charset: self.charset, octets: Cow::Owned(self.octets.into_owned()) }
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(1..0x20) => Self::read_with_charset(reader),
            _ => Self::read_plain(reader),
        }
    }

    fn read_plain(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let start = *reader;
        let octets = reader.take_to_nul(Production::EncodedString)?;
        let text = octets.strip_prefix(&[QUOTE]).unwrap_or(octets);
        let high = text.iter().copied().find(|octet| !octet.is_ascii());
        let unexpected = match (text.first(), high) {
            (Some(control @ 1..0x20), _) => Some(*control),
            (_, Some(high)) if !reader.tolerates(Tolerances::HIGH_OCTETS) => Some(high),
            _ => None,
        };
        match unexpected {
            Some(octet) => {
                let kind = DecodeErrorKind::UnexpectedOctet(octet);
                Err(start.error(Production::EncodedString, kind))
            }
            None => Ok(Self { charset: None, octets: Cow::Borrowed(text) }),
        }
    }

    fn read_with_charset(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let mut window = value_length::open(reader, Production::EncodedString)?;
        let charset = Charset::read(&mut window)?;
        let text = if charset.is_wide() { wide_text(window)? } else { narrow_text(window)? };
        Ok(Self { charset: Some(charset), octets: Cow::Borrowed(text) })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        match self.charset {
            Some(charset) => value_length::wrap(sink, |sink| {
                charset.write(sink);
                self.write_text(sink, charset.is_wide());
            }),
            None => self.write_text(sink, false),
        }
    }

    fn write_text(&self, sink: &mut dyn Sink, wide: bool) {
        let whole = !wide || self.octets.len().is_multiple_of(2);
        let quoted = if wide {
            self.octets.first().is_some_and(|first| *first > QUOTE)
        } else {
            needs_quote(&self.octets)
        };
        if quoted && whole {
            sink.put(&[QUOTE]);
        }
        sink.put(&self.octets);
        sink.put(&[0]);
    }
}

/// Takes a text of one-octet units to the NUL that ends both it and the window.
fn narrow_text<'a>(mut window: Reader<'_, 'a>) -> Result<&'a [u8], DecodeError> {
    let text = window.take_to_nul(Production::EncodedString)?;
    if !(window.tolerates(Tolerances::PADDING) && is_zeros(window.rest())) {
        window.finish(Production::EncodedString)?;
    }
    Ok(text.strip_prefix(&[QUOTE]).unwrap_or(text))
}

/// Takes a text of two-octet units: the window without its last octet, which is NUL (WSP 8.4.2.1: End-of-string is one
/// octet). An odd number of octets tells a Quote in front, or a NUL character at the end.
fn wide_text<'a>(window: Reader<'_, 'a>) -> Result<&'a [u8], DecodeError> {
    let Some(text) = window.rest().strip_suffix(&[0]) else {
        return Err(window.error(Production::EncodedString, DecodeErrorKind::MissingNul));
    };
    Ok(match text {
        even if even.len().is_multiple_of(2) => even,
        [QUOTE, text @ ..] if matches!(text.first(), Some(0x80..)) => text,
        [text @ .., 0] => text,
        odd => odd,
    })
}

/// Shows the decoded text.
impl fmt::Display for EncodedString<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text())
    }
}

impl From<EncodedString<'_>> for Vec<u8> {
    fn from(value: EncodedString<'_>) -> Self {
        value.octets.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::context::Context;
    use crate::sink::collect;

    fn decode(octets: &[u8], tolerances: Tolerances) -> Result<EncodedString<'_>, DecodeErrorKind> {
        let context = Context::new(octets.len(), tolerances);
        EncodedString::read(&mut Reader::new(octets, &context)).map_err(|error| error.kind)
    }

    #[rstest]
    #[case::plain(b"Hello\0", None, "Hello")]
    #[case::empty(&[0x00], None, "")]
    // Value-length 5, UTF-8, Quote, e acute, NUL.
    #[case::utf_8(&[0x05, 0xEA, 0x7F, 0xC3, 0xA9, 0x00], Some(Charset::UTF_8), "é")]
    // Value-length 4, us-ascii, two letters, NUL.
    #[case::us_ascii(&[0x04, 0x83, 0x41, 0x42, 0x00], Some(Charset::US_ASCII), "AB")]
    // Value-length 6, UTF-16 as Long-integer, one character, NUL.
    #[case::utf_16(&[0x06, 0x02, 0x03, 0xF7, 0x00, 0x41, 0x00], Some(Charset::UTF_16), "A")]
    // Value-length 9, UTF-16, Quote, byte order mark, one character with its least octet first, NUL.
    #[case::utf_16_mark(&[0x09, 0x02, 0x03, 0xF7, 0x7F, 0xFF, 0xFE, 0x41, 0x00, 0x00], Some(Charset::UTF_16), "A")]
    // Value-length 7, UTF-16LE, Quote, one character whose last octet is zero, NUL.
    #[case::utf_16_quote(&[0x07, 0x02, 0x03, 0xF6, 0x7F, 0xE9, 0x00, 0x00], Some(Charset::UTF_16LE), "é")]
    // Value-length 6, UTF-16BE, one character whose first octet is no Quote, NUL.
    #[case::utf_16_no_quote(&[0x06, 0x02, 0x03, 0xF5, 0x7F, 0xE9, 0x00], Some(Charset::UTF_16BE), "\u{7FE9}")]
    // Value-length 3, a charset without a name.
    #[case::unknown(&[0x03, 0xFE, 0x41, 0x00], Some(Charset(0x7E)), "A")]
    fn a_text_goes_and_comes_back(
        #[case] octets: &[u8],
        #[case] charset: Option<Charset>,
        #[case] text: &str,
    ) {
        let value = decode(octets, Tolerances::NONE).unwrap();
        assert_eq!((value.charset(), &*value.text()), (charset, text));
        assert_eq!(value.to_string(), text);
        assert_eq!(Vec::from(value.clone()), value.octets());
        assert_eq!(collect(|sink| value.write(sink)), octets);
    }

    #[rstest]
    #[case::in_the_charset(Charset::ISO_8859_1, "é", Some(&[0xE9][..]))]
    #[case::not_in_the_charset(Charset::ISO_8859_1, "中", None)]
    #[case::nul(Charset::UTF_8, "a\0", None)]
    fn a_text_is_put_into_a_charset(
        #[case] charset: Charset,
        #[case] text: &str,
        #[case] octets: Option<&[u8]>,
    ) {
        let value = EncodedString::with_charset(charset, text);
        assert_eq!(value.as_ref().map(EncodedString::octets), octets);
        assert!(value.is_none_or(|value| value.charset() == Some(charset)));
    }

    #[test]
    fn a_nul_is_dropped_from_a_text() {
        assert_eq!(EncodedString::from_text("a\0b").octets(), b"ab");
        assert_eq!(EncodedString::from_text("a\0é").charset(), Some(Charset::UTF_8));
    }

    #[rstest]
    #[case::no_quote(&[0x04, 0xEA, 0xC3, 0xA9, 0x00], "é")]
    #[case::utf_8_mark(&[0x06, 0xEA, 0xEF, 0xBB, 0xBF, 0x61, 0x00], "a")]
    #[case::needless_length_quote(&[0x1F, 0x03, 0x83, 0x41, 0x00], "A")]
    #[case::wide_nul(&[0x07, 0x02, 0x03, 0xF7, 0x00, 0x41, 0x00, 0x00], "A")]
    #[case::padding(&[0x04, 0x83, 0x41, 0x00, 0x00], "A")]
    #[case::latin_1(&[0xE9, 0x00], "é")]
    fn octets_that_phones_send_are_read(#[case] octets: &[u8], #[case] text: &str) {
        assert_eq!(decode(octets, Tolerances::DEFAULT).unwrap().text(), text);
    }

    #[rstest]
    #[case::without_nul(b"ab", DecodeErrorKind::MissingNul)]
    #[case::charset_alone(&[0x01, 0x80], DecodeErrorKind::MissingNul)]
    #[case::cut(&[0x05, 0xEA, 0x41, 0x00], DecodeErrorKind::Truncated)]
    #[case::no_nul_in_length(&[0x02, 0xEA, 0x41, 0x00], DecodeErrorKind::MissingNul)]
    #[case::wide_without_nul(&[0x05, 0x02, 0x03, 0xF7, 0x00, 0x41], DecodeErrorKind::MissingNul)]
    #[case::surplus(&[0x05, 0x83, 0x41, 0x00, 0x42, 0x43], DecodeErrorKind::ExcessOctets)]
    #[case::strict_padding(&[0x04, 0x83, 0x41, 0x00, 0x00], DecodeErrorKind::ExcessOctets)]
    #[case::charset_text(&[0x03, 0x41, 0x00, 0x00], DecodeErrorKind::UnexpectedOctet(0x41))]
    #[case::strict_high_octet(&[0xE9, 0x00], DecodeErrorKind::UnexpectedOctet(0xE9))]
    #[case::control_after_quote(&[0x7F, 0x03, 0x00], DecodeErrorKind::UnexpectedOctet(3))]
    fn a_bad_form_is_refused(#[case] octets: &[u8], #[case] kind: DecodeErrorKind) {
        assert_eq!(decode(octets, Tolerances::NONE), Err(kind));
    }

    #[rstest]
    #[case("Test title", None)]
    #[case("Grüße", Some(Charset::UTF_8))]
    #[case("\tTab", Some(Charset::UTF_8))]
    #[case("", None)]
    fn a_text_chooses_its_charset(#[case] text: &str, #[case] charset: Option<Charset>) {
        let value = EncodedString::from_text(text);
        assert_eq!((value.charset(), &*value.text()), (charset, text));
        let octets = collect(|sink| value.write(sink));
        assert_eq!(decode(&octets, Tolerances::DEFAULT), Ok(value));
    }
}

//! Text-string (WSP 8.4.2.1): `[0x7F] text NUL`.
//!
//! The Quote 0x7F stands before a text whose first octet is above 0x7F. A text has no charset of its own: octets above
//! 0x7F are read as UTF-8, else as ISO-8859-1, where the tolerance for them is granted, and written as UTF-8.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;
use core::ops::Deref;

use thiserror::Error;

use crate::error::{DecodeError, DecodeErrorKind, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::tolerance::Tolerances;

/// The octet before a text that starts above 0x7F.
pub(crate) const QUOTE: u8 = 0x7F;

/// A text that a Text-string can hold: no NUL, and no control character (U+0001 to U+001F) in front, because its
/// first octet would be taken for a length.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TextString<'a>(Cow<'a, str>);

/// A text that its production cannot hold.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("text has {character:?} at byte {position}, which its production cannot hold")]
#[non_exhaustive]
pub struct TextError {
    /// The character that cannot be there; `None` in place of one that is needed.
    pub character: Option<char>,
    /// Bytes from the start of the text.
    pub position: usize,
}

impl<'a> TextString<'a> {
    /// Checks and takes a text.
    ///
    /// # Errors
    /// The text has a NUL, or starts with a control character.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, TextError> {
        let text = text.into();
        let control = text.chars().next().filter(|first| *first < ' ').map(|first| (0, first));
        let nul = text.char_indices().find(|(_, character)| *character == '\0');
        match control.or(nul) {
            Some((position, character)) => Err(TextError { character: Some(character), position }),
            None => Ok(Self(text)),
        }
    }

    /// Takes a text without the characters that cannot be in it.
    #[must_use]
    pub fn lossy(text: &str) -> TextString<'static> {
        let kept = text.trim_start_matches(|first| first < ' ');
        TextString(kept.chars().filter(|character| *character != '\0').collect::<String>().into())
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> TextString<'static> {
        TextString(Cow::Owned(self.0.into_owned()))
    }

    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        if matches!(reader.peek(), Some(1..0x20)) {
            return Err(reader.unexpected(Production::TextString));
        }
        let start = *reader;
        let octets = reader.take_to_nul(Production::TextString)?;
        let text = octets.strip_prefix(&[QUOTE]).unwrap_or(octets);
        if octets.len() != text.len() && matches!(text.first(), Some(1..0x20)) {
            let mut inner = start;
            inner.skip_octet();
            return Err(inner.unexpected(Production::TextString));
        }
        Ok(Self(to_text(&start, text, Production::TextString)?))
    }

    /// Wraps a text whose octets the caller has checked.
    pub(crate) const fn from_checked(text: Cow<'a, str>) -> Self {
        Self(text)
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        if needs_quote(self.0.as_bytes()) {
            sink.put(&[QUOTE]);
        }
        sink.put(self.0.as_bytes());
        sink.put(&[0]);
    }
}

/// Tells whether the Quote goes before these octets.
pub(crate) fn needs_quote(octets: &[u8]) -> bool {
    octets.first().is_some_and(|first| *first >= QUOTE)
}

/// Reads octets without a charset as text; `start` stands where they start, for the error.
pub(crate) fn to_text<'a>(
    start: &Reader<'_, 'a>,
    octets: &'a [u8],
    production: Production,
) -> Result<Cow<'a, str>, DecodeError> {
    if !octets.is_ascii() && !start.tolerates(Tolerances::HIGH_OCTETS) {
        let high = octets.iter().copied().find(|octet| !octet.is_ascii()).unwrap_or_default();
        return Err(start.error(production, DecodeErrorKind::UnexpectedOctet(high)));
    }
    if let Ok(text) = core::str::from_utf8(octets) {
        return Ok(Cow::Borrowed(text));
    }
    let bytes = octets.len().saturating_mul(2);
    let charged = start.context().charge(bytes);
    charged.ok_or_else(|| start.error(production, DecodeErrorKind::TooDense))?;
    let mut text = String::with_capacity(bytes);
    text.extend(octets.iter().copied().map(char::from));
    Ok(Cow::Owned(text))
}

impl Deref for TextString<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for TextString<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for TextString<'_> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for TextString<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for TextString<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl<'a> TryFrom<&'a str> for TextString<'a> {
    type Error = TextError;

    fn try_from(text: &'a str) -> Result<Self, TextError> {
        Self::new(text)
    }
}

impl TryFrom<String> for TextString<'static> {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::context::Context;
    use crate::sink::collect;

    fn decode(octets: &[u8], tolerances: Tolerances) -> Result<TextString<'_>, DecodeError> {
        let context = Context::new(octets.len(), tolerances);
        TextString::read(&mut Reader::new(octets, &context))
    }

    #[rstest]
    #[case::empty("", &[0x00])]
    #[case::plain("ab", b"ab\0")]
    #[case::quoted_utf_8("é", &[0x7F, 0xC3, 0xA9, 0x00])]
    #[case::utf_8_inside("né", &[0x6E, 0xC3, 0xA9, 0x00])]
    #[case::delete_first("\u{7F}a", &[0x7F, 0x7F, 0x61, 0x00])]
    fn a_text_goes_and_comes_back(#[case] text: &str, #[case] octets: &[u8]) {
        let value = TextString::new(text).unwrap();
        assert_eq!(collect(|sink| value.write(sink)), octets);
        assert_eq!(decode(octets, Tolerances::DEFAULT).unwrap(), value);
    }

    #[rstest]
    #[case::latin_1(&[0x6E, 0xE9, 0x00], "né")]
    #[case::utf_8_without_quote(&[0xC3, 0xA9, 0x00], "é")]
    #[case::needless_quote(&[0x7F, 0x61, 0x00], "a")]
    fn octets_that_phones_send_are_read(#[case] octets: &[u8], #[case] text: &str) {
        assert_eq!(decode(octets, Tolerances::DEFAULT).unwrap(), text);
    }

    #[rstest]
    #[case::without_nul(b"ab", Tolerances::DEFAULT, 0, DecodeErrorKind::MissingNul)]
    #[case::nothing(b"", Tolerances::DEFAULT, 0, DecodeErrorKind::MissingNul)]
    #[case::length_in_front(&[0x03, 0x41, 0x00], Tolerances::DEFAULT, 0, DecodeErrorKind::UnexpectedOctet(3))]
    #[case::control_after_quote(&[0x7F, 0x03, 0x00], Tolerances::DEFAULT, 1, DecodeErrorKind::UnexpectedOctet(3))]
    #[case::strict_high_octet(&[0x6E, 0xE9, 0x00], Tolerances::NONE, 0, DecodeErrorKind::UnexpectedOctet(0xE9))]
    fn a_bad_text_is_refused(
        #[case] octets: &[u8],
        #[case] tolerances: Tolerances,
        #[case] offset: usize,
        #[case] kind: DecodeErrorKind,
    ) {
        let error = decode(octets, tolerances).unwrap_err();
        assert_eq!((error.offset, error.kind), (offset, kind));
        assert_eq!(error.production, Production::TextString);
    }

    #[test]
    fn a_text_with_nul_or_a_control_in_front_is_no_text_string() {
        let nul = TextString::new("a\0").unwrap_err();
        assert_eq!((nul.character, nul.position), (Some('\0'), 1));
        assert!(TextString::new("\tx").is_err());
        assert_eq!(TextString::lossy("\t\nx\0y\tz"), "xy\tz");
        assert_eq!(TextString::lossy("\u{1F} x"), " x");
        let control = TextString::new("\tx").unwrap_err();
        assert_eq!((control.character, control.position), (Some('\t'), 0));
    }

    #[test]
    fn a_text_is_its_text() {
        let text = TextString::try_from("ab").unwrap();
        assert!(text == *"ab" && text != *"a" && text == "ab" && text != "a");
        assert_eq!((text.as_ref(), text.as_str(), &*text.to_string()), ("ab", "ab", "ab"));
        assert_eq!(TextString::try_from(String::from("ab")).as_ref(), Ok(&text));
        assert!(TextString::try_from("a\0").is_err());
        assert!(TextString::try_from(String::from("a\0")).is_err());
    }
}

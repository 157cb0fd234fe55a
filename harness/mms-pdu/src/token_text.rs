//! Token-text and Extension-media (WSP 8.4.2.1): text that starts with a printable ASCII character, then NUL.
//!
//! RFC 2616 forbids separators in a token; [`TokenText::is_token`] tells. Decoding insists in the name of an
//! Application-header only, where a tolerance does not allow others.

use alloc::borrow::Cow;
use core::fmt;
use core::ops::Deref;

use crate::error::{DecodeError, Production};
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::{TextError, to_text};

/// A text that is not empty, has no NUL, and starts with U+0020 to U+007E, so that its first octet is neither a
/// length nor a number.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TokenText<'a>(Cow<'a, str>);

impl<'a> TokenText<'a> {
    /// Checks and takes a text.
    ///
    /// # Errors
    /// The text is empty, has a NUL, or starts with something else than printable ASCII.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, TextError> {
        let text = text.into();
        let first = text.chars().next();
        if !first.is_some_and(|first| matches!(first, ' '..='~')) {
            return Err(TextError { character: first, position: 0 });
        }
        match text.find('\0') {
            Some(position) => Err(TextError { character: Some('\0'), position }),
            None => Ok(Self(text)),
        }
    }

    /// Wraps a constant that the caller has checked.
    pub(crate) const fn from_static(text: &'static str) -> TokenText<'static> {
        TokenText(Cow::Borrowed(text))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether the text is a token of RFC 2616: no separators, no control or non-ASCII characters.
    #[must_use]
    pub fn is_token(&self) -> bool {
        self.separator().is_none()
    }

    /// Returns where the text has its first octet that no token has; bytes from its start.
    pub(crate) fn separator(&self) -> Option<usize> {
        let separator = |octet| br#"()<>@,;:\"/[]?={} "#.contains(&octet);
        self.0.bytes().position(|octet| !octet.is_ascii_graphic() || separator(octet))
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> TokenText<'static> {
        TokenText(Cow::Owned(self.0.into_owned()))
    }

    /// Reads a token, whose first octet the caller has seen.
    pub(crate) fn read(reader: &mut Reader<'_, 'a>) -> Result<Self, DecodeError> {
        let start = *reader;
        let octets = reader.take_to_nul(Production::TokenText)?;
        Ok(Self(to_text(&start, octets, Production::TokenText)?))
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        sink.put(self.0.as_bytes());
        sink.put(&[0]);
    }
}

impl Deref for TokenText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for TokenText<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for TokenText<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use std::string::ToString;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    #[rstest]
    #[case(b"a/b\0", Ok("a/b"))]
    #[case::without_nul(b"a", Err(DecodeErrorKind::MissingNul))]
    fn a_token_ends_with_nul(
        #[case] octets: &[u8],
        #[case] expected: Result<&str, DecodeErrorKind>,
    ) {
        let context = Context::new(octets.len(), Tolerances::DEFAULT);
        let token = TokenText::read(&mut Reader::new(octets, &context));
        match expected {
            Ok(text) => {
                let token = token.unwrap();
                assert_eq!(token, text);
                assert_eq!(collect(|sink| token.write(sink)), octets);
            }
            Err(kind) => assert_eq!(token.unwrap_err().kind, kind),
        }
    }

    #[test]
    fn separators_make_no_token() {
        let token = TokenText::new("X-Mms-Foo").unwrap();
        assert!(token.is_token() && token == "X-Mms-Foo" && token != "X-Mms-Fo");
        assert_eq!((token.as_str(), &*token.to_string()), ("X-Mms-Foo", "X-Mms-Foo"));
        assert!(!TokenText::new("a/b").unwrap().is_token());
        assert!(TokenText::new("").is_err());
        assert!(TokenText::new("é").is_err());
        assert!(TokenText::new("a\0").is_err());
    }
}

//! Texts of a dissection, held without an allocation where they are short or known beforehand.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// Octets of UTF-8 that are held in place: an address with its /TYPE, a date, most names.
const SHORT_OCTETS_MAX: usize = 22;
/// Decimal digits of 64 bits.
const DIGITS_MAX: usize = 20;

/// A text. It reads as a `str`.
#[derive(Clone)]
pub struct Phrase(Repr);

#[derive(Clone)]
enum Repr {
    Fixed(&'static str),
    Short { length: u8, octets: [u8; SHORT_OCTETS_MAX] },
    Long(Box<str>),
}

impl Phrase {
    /// A text that is known beforehand.
    pub(crate) const fn fixed(text: &'static str) -> Self {
        Self(Repr::Fixed(text))
    }

    /// Pieces of text, one behind the other.
    pub(crate) fn joined(pieces: &[&str]) -> Self {
        let mut octets = [0; SHORT_OCTETS_MAX];
        let mut rest = octets.as_mut_slice();
        for piece in pieces {
            match rest.split_at_mut_checked(piece.len()) {
                Some((place, behind)) => {
                    place.copy_from_slice(piece.as_bytes());
                    rest = behind;
                }
                None => return Self(Repr::Long(pieces.concat().into_boxed_str())),
            }
        }
        let length = SHORT_OCTETS_MAX - rest.len();
        Self(Repr::Short { length: u8::try_from(length).unwrap_or_default(), octets })
    }

    /// A number in decimal.
    pub(crate) fn number(number: u64) -> Self {
        Self::from(Decimal::new(number, 1).as_str())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Fixed(text) => text,
            Repr::Short { length, octets } => {
                let octets = octets.get(..usize::from(*length)).unwrap_or_default();
                std::str::from_utf8(octets).unwrap_or_default()
            }
            Repr::Long(text) => text,
        }
    }
}

/// The decimal digits of a number.
pub(super) struct Decimal {
    digits: [u8; DIGITS_MAX],
    start: usize,
}

impl Decimal {
    /// No fewer than `width` digits.
    pub(super) fn new(number: u64, width: usize) -> Self {
        let (mut digits, mut start, mut left) = ([b'0'; DIGITS_MAX], DIGITS_MAX, number);
        while let Some(digit) = start.checked_sub(1).and_then(|index| digits.get_mut(index))
            && (left > 0 || DIGITS_MAX - start < width)
        {
            *digit = b'0' + u8::try_from(left % 10).unwrap_or_default();
            left /= 10;
            start -= 1;
        }
        Self { digits, start }
    }

    /// The digits as a text.
    pub(super) fn as_str(&self) -> &str {
        let digits = self.digits.get(self.start..).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or_default()
    }
}

impl Default for Phrase {
    fn default() -> Self {
        Self::fixed("")
    }
}

impl Deref for Phrase {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        let mut octets = [0; SHORT_OCTETS_MAX];
        match (octets.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(text.as_bytes());
                Self(Repr::Short { length, octets })
            }
            _ => Self(Repr::Long(text.into())),
        }
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        match text.len() {
            ..=SHORT_OCTETS_MAX => Self::from(text.as_str()),
            _ => Self(Repr::Long(text.into_boxed_str())),
        }
    }
}

impl From<Phrase> for Cow<'static, str> {
    fn from(phrase: Phrase) -> Self {
        match phrase.0 {
            Repr::Fixed(text) => Cow::Borrowed(text),
            _ => Cow::Owned(phrase.as_str().to_owned()),
        }
    }
}

impl PartialEq for Phrase {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Phrase {}

impl PartialEq<str> for Phrase {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Phrase {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Phrase {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other.as_str()
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), formatter)
    }
}

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing(&[], "")]
    #[case::short(&["in ", "5", " s"], "in 5 s")]
    #[case::as_long_as_fits(&["+13135550123", "/TYPE=PLMN"], "+13135550123/TYPE=PLMN")]
    #[case::long(&["+131355501234", "/TYPE=PLMN"], "+131355501234/TYPE=PLMN")]
    #[case::beyond_ascii(&["\u{E9}", "\u{20AC}"], "\u{E9}\u{20AC}")]
    fn texts(#[case] pieces: &[&str], #[case] expected: &str) {
        assert_eq!(Phrase::joined(pieces), expected);
        assert_eq!(Phrase::from(pieces.concat()).to_string(), expected);
    }

    #[rstest]
    #[case(0, 1, "0")]
    #[case(7, 2, "07")]
    #[case(1234, 2, "1234")]
    #[case(0, 4, "0000")]
    #[case(u64::MAX, 1, "18446744073709551615")]
    fn digits(#[case] number: u64, #[case] width: usize, #[case] expected: &str) {
        assert_eq!(Decimal::new(number, width).as_str(), expected);
    }

    #[test]
    fn a_text_takes_no_more_than_a_string() {
        assert_eq!(size_of::<Phrase>(), size_of::<String>());
    }
}

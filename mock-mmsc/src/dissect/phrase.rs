//! Texts of a dissection, held without an allocation where they are short or known beforehand.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// Octets of UTF-8 that are held in place: an address with its /TYPE, a date, most names.
const SHORT_OCTETS_MAX: usize = 22;

/// Octets of a short text and what is left behind them.
type Short = [u8; SHORT_OCTETS_MAX];

/// A text. It reads as a `str`.
#[derive(Clone)]
pub struct Phrase(Repr);

#[derive(Clone)]
enum Repr {
    Fixed(&'static str),
    /// The first `length` octets.
    Short {
        length: u8,
        octets: Short,
    },
    Long(Box<str>),
}

impl Phrase {
    /// A text that is known beforehand.
    pub(crate) const fn fixed(text: &'static str) -> Self {
        Self(Repr::Fixed(text))
    }

    /// The octets of pieces of text, one behind the other.
    pub(crate) fn joined(pieces: &[&[u8]]) -> Self {
        let mut octets = [0; SHORT_OCTETS_MAX];
        let mut rest = octets.as_mut_slice();
        for piece in pieces {
            match rest.split_at_mut_checked(piece.len()) {
                Some((place, behind)) => {
                    place.copy_from_slice(piece);
                    rest = behind;
                }
                None => return Self::long(pieces.concat()),
            }
        }
        let length = SHORT_OCTETS_MAX - rest.len();
        Self::short(octets, length)
    }

    /// Octets of UTF-8 that are too many to be held in place.
    pub(super) fn long(octets: Vec<u8>) -> Self {
        Self(Repr::Long(String::from_utf8(octets).unwrap_or_default().into_boxed_str()))
    }

    /// Octets that are all below 0x80.
    pub(crate) fn ascii(text: &[u8]) -> Self {
        let mut octets = [0; SHORT_OCTETS_MAX];
        match octets.get_mut(..text.len()) {
            Some(place) => {
                place.copy_from_slice(text);
                Self::short(octets, text.len())
            }
            None => Self(Repr::Long(std::str::from_utf8(text).unwrap_or_default().into())),
        }
    }

    /// A number in decimal.
    pub(crate) fn number(number: u64) -> Self {
        match Packed::number(number) {
            Some(digits) => digits.phrase(),
            None => Self::from(number.to_string()),
        }
    }

    /// A number in decimal between two texts.
    #[inline]
    pub(crate) fn counted(before: &str, number: u64, behind: &str) -> Self {
        let packed = Packed::number(number).and_then(|digits| {
            Packed::text(before)?.followed_by(digits)?.followed_by(Packed::text(behind)?)
        });
        match packed {
            Some(packed) => packed.phrase(),
            None => Self::from(format!("{before}{number}{behind}")),
        }
    }

    /// The first octets.
    fn short(octets: Short, length: usize) -> Self {
        Self(Repr::Short { length: u8::try_from(length).unwrap_or_default(), octets })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Fixed(text) => text,
            Repr::Short { .. } => std::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Repr::Long(text) => text,
        }
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_bytes().is_empty()
    }

    /// The octets of the text, which take less time than the text.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Repr::Fixed(text) => text.as_bytes(),
            Repr::Short { length, octets } => {
                octets.get(..usize::from(*length)).unwrap_or_default()
            }
            Repr::Long(text) => text.as_bytes(),
        }
    }

    /// Whether the text has an octet.
    pub(crate) fn holds(&self, octet: u8) -> bool {
        holds(self.as_bytes(), octet)
    }
}

/// Octets that are looked at together.
const TOGETHER: usize = 128;

/// Whether there is an octet among others.
pub(crate) fn holds(octets: &[u8], octet: u8) -> bool {
    let holds = |octets: &[u8]| octets.iter().fold(false, |holds, other| holds | (*other == octet));
    let (many, few) = octets.as_chunks::<TOGETHER>();
    many.iter().any(|octets| holds(octets)) || holds(few)
}

/// A text of few octets, the first of them lowest: it is put together without a place in memory.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    octets: u128,
    length: u32,
}

impl Packed {
    /// The decimal digits of a number, where they are few.
    #[inline]
    pub(super) fn number(number: u64) -> Option<Self> {
        let mut left = u32::try_from(number).ok().filter(|number| *number < DIGITS_END)?;
        let (mut octets, mut length) = (0_u64, 0);
        while length == 0 || left > 0 {
            octets = (octets << 8) | u64::from(digit(left.into()));
            length += 1;
            left /= 10;
        }
        Some(Self { octets: octets.into(), length })
    }

    /// A text.
    #[inline]
    pub(super) fn text(text: &str) -> Option<Self> {
        let mut packed = Self { octets: 0, length: 0 };
        for octet in text.bytes() {
            packed = packed.followed_by(Self { octets: octet.into(), length: 1 })?;
        }
        Some(packed)
    }

    /// With another behind it, where there is room.
    #[inline]
    pub(super) fn followed_by(self, other: Self) -> Option<Self> {
        let length = self.length + other.length;
        let behind = other.octets.checked_shl(self.length * 8).unwrap_or_default();
        (length <= PACKED_OCTETS_MAX).then_some(Self { octets: self.octets | behind, length })
    }

    #[inline]
    pub(super) fn phrase(self) -> Phrase {
        let mut octets = [0; SHORT_OCTETS_MAX];
        if let Some(first) = octets.first_chunk_mut() {
            *first = self.octets.to_le_bytes();
        }
        Phrase(Repr::Short { length: u8::try_from(self.length).unwrap_or_default(), octets })
    }
}

/// Octets of the longest packed text.
const PACKED_OCTETS_MAX: u32 = 16;
/// The first number whose decimal digits are not packed.
const DIGITS_END: u32 = 100_000_000;

/// The last decimal digit of a number.
pub(super) fn digit(number: u64) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or_default()
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
        match octets.get_mut(..text.len()) {
            Some(place) => {
                place.copy_from_slice(text.as_bytes());
                Self::short(octets, text.len())
            }
            None => Self(Repr::Long(text.into())),
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
            Repr::Long(text) => Cow::Owned(text.into_string()),
            _ => Cow::Owned(phrase.as_str().to_owned()),
        }
    }
}

impl PartialEq for Phrase {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Phrase {}

impl PartialEq<str> for Phrase {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for Phrase {
    fn eq(&self, other: &&str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<String> for Phrase {
    fn eq(&self, other: &String) -> bool {
        self.as_bytes() == other.as_bytes()
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
        let octets: Vec<&[u8]> = pieces.iter().map(|piece| piece.as_bytes()).collect();
        assert_eq!(Phrase::joined(&octets), expected);
        assert_eq!(Phrase::from(pieces.concat()).to_string(), expected);
    }

    #[rstest]
    #[case::zero("", 0, "", "0")]
    #[case::behind("Part ", 17, "", "Part 17")]
    #[case::before("", 1234, " octets", "1234 octets")]
    #[case::as_long_as_fits("", 100_000_000_000_000, " octets", "100000000000000 octets")]
    #[case::long("", 1_000_000_000_000_000, " octets", "1000000000000000 octets")]
    #[case::as_many_digits_as_are_packed("a ", 99_999_999, " octet", "a 99999999 octet")]
    #[case::more("more than ", 99_999_999, " octets", "more than 99999999 octets")]
    #[case::more_digits("", 100_000_000, "", "100000000")]
    #[case::largest("", u64::MAX, "", "18446744073709551615")]
    #[case::largest_and_more("in ", u64::MAX, " s", "in 18446744073709551615 s")]
    fn numbers(
        #[case] before: &str,
        #[case] number: u64,
        #[case] behind: &str,
        #[case] expected: &str,
    ) {
        let phrase = Phrase::counted(before, number, behind);
        assert_eq!((phrase.as_str(), phrase.as_bytes()), (expected, expected.as_bytes()));
        assert_eq!(phrase, Phrase::ascii(expected.as_bytes()));
        assert_eq!(phrase, Phrase::from(expected));
    }

    #[rstest]
    #[case(Phrase::fixed("why?"), true)]
    #[case(Phrase::ascii(b"why not"), false)]
    #[case(Phrase::from("a text that is held by itself?"), true)]
    fn octets_are_found(#[case] phrase: Phrase, #[case] expected: bool) {
        assert_eq!(phrase.holds(b'?'), expected);
    }

    #[test]
    fn a_text_takes_no_more_than_a_string() {
        assert_eq!(size_of::<Phrase>(), size_of::<String>());
    }
}

//! Named tolerances: forms that a clause forbids and that deployed MMSCs and phones send all the same.

use core::ops::{BitOr, Sub};

/// A set of tolerances that a decoder grants.
///
/// ```
/// use mms_pdu::Tolerances;
/// let without_padding = Tolerances::DEFAULT - Tolerances::PADDING;
/// assert!(!without_padding.contains(Tolerances::PADDING));
/// assert!(without_padding.contains(Tolerances::CLOSING_QUOTE));
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Tolerances(u16);

impl Tolerances {
    /// No tolerance: the grammar to the letter.
    pub const NONE: Self = Self(0);
    /// A Quoted-string ends with a second quotation mark, which the grammar does not have. It is dropped.
    pub const CLOSING_QUOTE: Self = Self(1);
    /// A Uintvar has leading zero digits, as in `80 01`.
    pub const OVERLONG_UINTVAR: Self = Self(1 << 1);
    /// Octets of 0x00 follow the last header field or the last part. They are dropped.
    pub const PADDING: Self = Self(1 << 2);
    /// A text without a charset has octets above 0x7F. It is read as UTF-8, else as ISO-8859-1.
    pub const HIGH_OCTETS: Self = Self(1 << 3);
    /// A Content-ID is a Text-string without the quotation mark that opens a Quoted-string.
    pub const UNQUOTED_CONTENT_ID: Self = Self(1 << 4);
    /// A header field that may appear once is repeated. The first is read, the others are kept as they are.
    pub const REPEATED_HEADER: Self = Self(1 << 5);
    /// X-Mms-Transaction-ID and X-Mms-MMS-Version are not the second and third header fields.
    pub const HEADER_ORDER: Self = Self(1 << 6);
    /// A length field reaches beyond the value that it bounds. The surplus is dropped.
    pub const LOOSE_LENGTH: Self = Self(1 << 7);
    /// A header field that the PDU's type has no member for has a value that is not of the field's own form, or the name of
    /// an Application-header is no token. It is kept as it is.
    pub const VALUE_FORM: Self = Self(1 << 8);
    /// A Long-integer has leading zero octets, as in `02 00 05`.
    pub const OVERLONG_INTEGER: Self = Self(1 << 9);
    /// What real operators need: all but [`HEADER_ORDER`](Self::HEADER_ORDER) and [`LOOSE_LENGTH`](Self::LOOSE_LENGTH).
    pub const DEFAULT: Self = Self(
        Self::CLOSING_QUOTE.0
            | Self::OVERLONG_UINTVAR.0
            | Self::PADDING.0
            | Self::HIGH_OCTETS.0
            | Self::UNQUOTED_CONTENT_ID.0
            | Self::REPEATED_HEADER.0
            | Self::VALUE_FORM.0
            | Self::OVERLONG_INTEGER.0,
    );
    /// Every tolerance.
    pub const ALL: Self = Self(Self::DEFAULT.0 | Self::HEADER_ORDER.0 | Self::LOOSE_LENGTH.0);

    /// Each tolerance with its name, in the order of their declaration.
    pub const NAMED: &'static [(&'static str, Self)] = &[
        ("closing-quote", Self::CLOSING_QUOTE),
        ("overlong-uintvar", Self::OVERLONG_UINTVAR),
        ("padding", Self::PADDING),
        ("high-octets", Self::HIGH_OCTETS),
        ("unquoted-content-id", Self::UNQUOTED_CONTENT_ID),
        ("repeated-header", Self::REPEATED_HEADER),
        ("header-order", Self::HEADER_ORDER),
        ("loose-length", Self::LOOSE_LENGTH),
        ("value-form", Self::VALUE_FORM),
        ("overlong-integer", Self::OVERLONG_INTEGER),
    ];

    /// Tells whether all of `other` are granted.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Default for Tolerances {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl BitOr for Tolerances {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Sub for Tolerances {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_tolerances_are_distinct_and_complete() {
        let all = Tolerances::NAMED.iter().fold(Tolerances::NONE, |all, (name, one)| {
            assert!(!all.contains(*one), "{name} repeats a bit");
            all | *one
        });
        assert_eq!(all, Tolerances::ALL);
        assert_eq!(Tolerances::default(), Tolerances::DEFAULT);
        assert_eq!(Tolerances::DEFAULT | Tolerances::PADDING, Tolerances::DEFAULT);
        assert_eq!(Tolerances::PADDING - Tolerances::DEFAULT, Tolerances::NONE);
    }
}

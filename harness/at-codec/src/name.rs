//! The name of a command or of an information response: V.250 5.3.1 and 5.4.1.

use alloc::string::String;
use core::fmt;

/// A command name in upper case with its prefix: `+CMMSEDIT`, `E`, `&F`, `S3`.
///
/// Never empty. The letters are those of V.250; whether a command of this name exists is not known here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The name, in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Puts ASCII octets that the caller has checked into upper case.
    pub(crate) fn from_checked(octets: impl IntoIterator<Item = u8>) -> Self {
        Self(octets.into_iter().map(|octet| char::from(octet.to_ascii_uppercase())).collect())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether V.250 5.4.1 allows the octet in an extended name after its first letter; `:` is left to the callers.
pub(crate) const fn is_name_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'!' | b'%' | b'-' | b'.' | b'/' | b'_')
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::{Name, is_name_octet};

    #[test]
    fn a_name_is_shown_in_upper_case() {
        let name = Name::from_checked(*b"+cmmsEdit");
        assert_eq!((name.as_str(), name.to_string().as_str()), ("+CMMSEDIT", "+CMMSEDIT"));
    }

    #[test]
    fn octets_of_a_name_of_v250_5_4_1() {
        let octets: std::vec::Vec<u8> =
            (0..=u8::MAX).filter(|octet| is_name_octet(*octet)).collect();
        let expected = b"!%-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        assert_eq!(octets, expected);
    }
}

//! One command of a command line: V.250 5.3 (basic) and 5.4 (extended).

use alloc::vec::Vec;

use crate::Name;

/// A command as the TE wrote it, before anybody asks whether it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The name in upper case.
    pub name: Name,
    /// The form, with the arguments of a write form.
    pub form: Form,
    /// Where the name starts, in octets from the start of the line.
    pub offset: usize,
}

/// The form of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// `AT+X`, or a basic command with no number.
    Execute,
    /// `AT+X?`
    Read,
    /// `AT+X=?`
    Test,
    /// `AT+X=…`, or a basic command with its number. Never empty: `AT+X=` has one omitted argument.
    Write(Vec<Argument>),
}

/// One argument of a write form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// What the argument says.
    pub value: ArgumentValue,
    /// Where it starts, in octets from the start of the line; for an omitted one, the octet after the separator.
    pub offset: usize,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentValue {
    /// Nothing between two separators.
    Omitted,
    /// Decimal digits up to [`u32::MAX`]; leading zeros are dropped.
    Number(u32),
    /// A quoted string without its quotes, octet for octet: no escape is read (`\` is part of file paths).
    Text(Vec<u8>),
    /// Any other word, or a number past [`u32::MAX`]; blanks around it are dropped, blanks inside kept.
    Bare(Vec<u8>),
}

impl ArgumentValue {
    /// Reads a word that stands without quotes; blanks around it are already gone.
    pub(crate) fn from_word(word: &[u8]) -> Self {
        if word.is_empty() {
            return Self::Omitted;
        }
        decimal(word).map_or_else(|| Self::Bare(word.to_vec()), Self::Number)
    }
}

/// Reads decimal digits and nothing else; `None` for an empty word and for a value past [`u32::MAX`].
pub(crate) fn decimal(word: &[u8]) -> Option<u32> {
    if word.is_empty() {
        return None;
    }
    word.iter().try_fold(0_u32, |value, octet| {
        let digit = octet.checked_sub(b'0').filter(|digit| *digit < 10)?;
        value.checked_mul(10)?.checked_add(u32::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::decimal;

    #[rstest]
    #[case(b"", None)]
    #[case(b"0", Some(0))]
    #[case(b"007", Some(7))]
    #[case(b"4294967295", Some(u32::MAX))]
    #[case(b"4294967296", None)]
    #[case(b"-1", None)]
    #[case(b"1 2", None)]
    #[case(b"/", None)] // 2F, the octet before '0'
    #[case(b":", None)] // 3A, the octet after '9'
    fn decimal_numbers_of_v250_5_4_2_1(#[case] word: &[u8], #[case] expected: Option<u32>) {
        assert_eq!(decimal(word), expected);
    }
}

//! Arguments of a write form, checked against the table: count, type, range.

use alloc::string::String;
use alloc::vec::Vec;

use at_codec::{Argument, ArgumentValue};

/// One parameter of a write form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// Its name in the manuals.
    pub(crate) name: &'static str,
    /// What it may be.
    pub(crate) kind: ParameterKind,
    /// Whether it may be left out.
    pub(crate) is_optional: bool,
}

/// What an argument may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    /// A number between bounds, both inclusive.
    Number {
        /// Least value.
        min: u32,
        /// Greatest value.
        max: u32,
    },
    /// A quoted string of printable ASCII.
    Text {
        /// Octets at most.
        octets_max: usize,
    },
    /// A quoted word of a list, in any case.
    Keyword(&'static [&'static str]),
}

/// A number that must be given.
pub(crate) const fn number(name: &'static str, min: u32, max: u32) -> Parameter {
    Parameter { name, kind: ParameterKind::Number { min, max }, is_optional: false }
}

/// A string that must be given.
pub(crate) const fn text(name: &'static str, octets_max: usize) -> Parameter {
    Parameter { name, kind: ParameterKind::Text { octets_max }, is_optional: false }
}

/// A word that must be given.
pub(crate) const fn keyword(name: &'static str, words: &'static [&'static str]) -> Parameter {
    Parameter { name, kind: ParameterKind::Keyword(words), is_optional: false }
}

impl Parameter {
    /// The same, but it may be left out.
    pub(crate) const fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }

    fn check(&self, value: &ArgumentValue, trim: bool) -> Option<Value> {
        match (value, self.kind) {
            (ArgumentValue::Omitted, _) => self.is_optional.then_some(Value::Omitted),
            (ArgumentValue::Number(number), ParameterKind::Number { min, max }) => {
                (min..=max).contains(number).then_some(Value::Number(*number))
            }
            (ArgumentValue::Text(octets), ParameterKind::Text { octets_max }) => {
                let octets = if trim { octets.trim_ascii() } else { octets };
                let is_printable = octets.iter().all(|octet| (0x20..0x7F).contains(octet));
                if octets.len() > octets_max || !is_printable {
                    return None;
                }
                String::from_utf8(octets.to_vec()).ok().map(Value::Text)
            }
            (ArgumentValue::Text(octets), ParameterKind::Keyword(words)) => {
                let word =
                    words.iter().find(|word| octets.eq_ignore_ascii_case(word.as_bytes()))?;
                Some(Value::Text(String::from(*word)))
            }
            _ => None,
        }
    }
}

/// The parameter as others see it.
impl From<&Parameter> for crate::Argument {
    fn from(parameter: &Parameter) -> Self {
        let range = match parameter.kind {
            ParameterKind::Number { min, max } => crate::ArgumentRange::Number(min, max),
            ParameterKind::Text { octets_max } => crate::ArgumentRange::Text(octets_max),
            ParameterKind::Keyword(words) => crate::ArgumentRange::Keyword(
                words.iter().map(|word| String::from(*word)).collect(),
            ),
        };
        Self { name: parameter.name, range, optional: parameter.is_optional }
    }
}

/// Checked arguments, by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arguments(Vec<Value>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Omitted,
    Number(u32),
    Text(String),
}

impl Arguments {
    /// Checks arguments against parameters; none when count, type or range is wrong.
    pub(crate) fn check(
        arguments: &[Argument],
        parameters: &[Parameter],
        trim: bool,
    ) -> Option<Self> {
        if arguments.len() > parameters.len() {
            return None;
        }
        let given = arguments.iter().map(|argument| &argument.value);
        let values = given.chain(core::iter::repeat(&ArgumentValue::Omitted));
        parameters
            .iter()
            .zip(values)
            .map(|(parameter, value)| parameter.check(value, trim))
            .collect::<Option<_>>()
            .map(Self)
    }

    /// The number at a position; none when it was left out.
    pub(crate) fn number(&self, position: usize) -> Option<u32> {
        match self.0.get(position) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The number at a position as an index; none when it was left out.
    pub(crate) fn index(&self, position: usize) -> Option<usize> {
        usize::try_from(self.number(position)?).ok()
    }

    /// The number at a position, whose range the table holds below 256; 0 when it was left out.
    pub(crate) fn small(&self, position: usize) -> u8 {
        self.number(position).and_then(|number| u8::try_from(number).ok()).unwrap_or_default()
    }

    /// The string at a position; none when it was left out.
    pub(crate) fn text(&self, position: usize) -> Option<&str> {
        match self.0.get(position) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMETERS: &[Parameter] =
        &[keyword("type", &["PIC"]), number("size", 1, 9), text("name", 4).optional()];

    fn check(values: &[ArgumentValue]) -> Option<Arguments> {
        let arguments: Vec<_> =
            values.iter().map(|value| Argument { value: value.clone(), offset: 0 }).collect();
        Arguments::check(&arguments, PARAMETERS, false)
    }

    fn quoted(text: &str) -> ArgumentValue {
        ArgumentValue::Text(text.as_bytes().to_vec())
    }

    #[test]
    fn sound_arguments_come_back_by_position() {
        let arguments = check(&[quoted("pic"), ArgumentValue::Number(9), quoted("a b")]).unwrap();
        assert_eq!(arguments.text(0), Some("PIC"));
        assert_eq!(arguments.index(1), Some(9));
        assert_eq!(arguments.text(2), Some("a b"));
        let arguments = check(&[quoted("PIC"), ArgumentValue::Number(1)]).unwrap();
        assert_eq!(arguments.text(2), None);
    }

    #[rstest::rstest]
    #[case(&[quoted("PIC")])]
    #[case(&[ArgumentValue::Omitted, ArgumentValue::Number(1)])]
    #[case(&[quoted("POC"), ArgumentValue::Number(1)])]
    #[case(&[quoted("PIC"), ArgumentValue::Number(0)])]
    #[case(&[quoted("PIC"), ArgumentValue::Number(10)])]
    #[case(&[quoted("PIC"), quoted("1")])]
    #[case(&[quoted("PIC"), ArgumentValue::Number(1), quoted("12345")])]
    #[case(&[quoted("PIC"), ArgumentValue::Number(1), quoted("a\n")])]
    #[case(&[quoted("PIC"), ArgumentValue::Number(1), quoted("a"), ArgumentValue::Omitted])]
    #[case(&[ArgumentValue::Bare(b"PIC".to_vec()), ArgumentValue::Number(1)])]
    fn wrong_arguments(#[case] values: &[ArgumentValue]) {
        assert_eq!(check(values), None);
    }
}

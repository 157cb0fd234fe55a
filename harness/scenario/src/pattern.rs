//! A regular expression over a line as it is shown: octets outside 20 to 7E as `<XX>`.

use regex_lite::Regex;

use crate::reader::{Reader, Slot, at};
use crate::{Captures, Problem, Spanned, Template};

/// A checked regular expression. Not anchored: `^` and `$` are the author's.
#[derive(Clone, Debug)]
pub struct Pattern {
    template: Template,
    compiled: Option<Regex>,
}

impl Pattern {
    /// Checks a regular expression.
    ///
    /// # Errors
    /// The sentence of the regular expression's own parser.
    pub fn new(template: Template) -> Result<Self, String> {
        let probe = template.resolve_with(&Captures::new(), regex_lite::escape);
        let compiled = match template.as_literal() {
            Some(text) => Some(compile(text)?),
            None => {
                compile(&probe)?;
                None
            }
        };
        Ok(Self { template, compiled })
    }

    /// The expression as it was written.
    #[must_use]
    pub const fn template(&self) -> &Template {
        &self.template
    }

    /// Tells whether a line, as [`shown`] writes it, contains a match.
    #[must_use]
    pub fn is_match(&self, line: &str, captures: &Captures) -> bool {
        self.with_regex(captures, |regex| regex.is_match(line)).unwrap_or(false)
    }

    /// The text of the first group of the first match.
    #[must_use]
    pub fn first_group(&self, line: &str, captures: &Captures) -> Option<String> {
        self.with_regex(captures, |regex| Some(regex.captures(line)?.get(1)?.as_str().to_owned()))?
    }

    /// The number of groups, the whole match not counted.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.with_regex(&Captures::new(), |regex| regex.captures_len().saturating_sub(1))
            .unwrap_or(0)
    }

    fn with_regex<T>(&self, captures: &Captures, act: impl FnOnce(&Regex) -> T) -> Option<T> {
        match &self.compiled {
            Some(regex) => Some(act(regex)),
            None => {
                let text = self.template.resolve_with(captures, regex_lite::escape);
                compile(&text).ok().map(|regex| act(&regex))
            }
        }
    }
}

/// A line as patterns see it: octets 20 to 7E as characters, all others as `<XX>`.
#[must_use]
pub fn shown(line: &[u8]) -> String {
    let shown = |&octet: &u8| match octet {
        0x20..=0x7E => char::from(octet).to_string(),
        _ => format!("<{octet:02X}>"),
    };
    line.iter().map(shown).collect()
}

/// Size that a compiled expression may take, in bytes.
const COMPILED_SIZE_BYTES_MAX: usize = 1 << 20;

fn compile(text: &str) -> Result<Regex, String> {
    regex_lite::RegexBuilder::new(text)
        .size_limit(COMPILED_SIZE_BYTES_MAX)
        .build()
        .map_err(|error| error.to_string())
}

impl Pattern {
    /// Reads a regular expression.
    pub(crate) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let template = reader.template(slot)?;
        match Self::new(template.value) {
            Ok(pattern) => Some(at(slot, pattern)),
            Err(reason) => reader.refuse(Problem::BadRegex {
                span: slot.span(),
                reason,
                help: "a literal `+`, `?`, `(`, `[`, `{`, `*` or `.` is written with a backslash, in single quotes: '^\\+CMMSVIEW: \\d+'"
                    .to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::template::Segment;

    #[rstest]
    #[case::printable(b"+CMMSVIEW: 2,\"\"", "+CMMSVIEW: 2,\"\"")]
    #[case::controls_and_high(b"a\t\x7F\xC3\xA9~", "a<09><7F><C3><A9>~")]
    fn shown_marks_octets_outside_20_to_7e(#[case] line: &[u8], #[case] expected: &str) {
        assert_eq!(shown(line), expected);
    }

    #[test]
    fn captured_values_are_literal_in_a_pattern() {
        let segments = vec![
            Segment::Literal("^".to_owned()),
            Segment::Capture("v".to_owned()),
            Segment::Literal("(b*)$".to_owned()),
        ];
        let pattern = Pattern::new(Template::from_segments(segments)).unwrap();
        let mut captures = Captures::new();
        captures.insert("v", "a.");
        assert!(pattern.is_match("a.bb", &captures));
        assert!(!pattern.is_match("axbb", &captures), "the dot is not a wildcard");
        assert_eq!(pattern.first_group("a.bb", &captures).as_deref(), Some("bb"));
        assert_eq!(pattern.group_count(), 1);
    }

    #[rstest]
    #[case::unbalanced("(a")]
    #[case::dangling_repeat("+CMMSVIEW")]
    #[case::compiles_too_large("((a{1000}){1000}){1000}")]
    fn wrong_patterns_are_refused(#[case] text: &str) {
        assert!(Pattern::new(Template::literal(text)).is_err());
    }
}

//! Scalars: texts, numbers, yes and no, durations, words of a fixed set.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::variable::is_name;
use super::{Reader, Slot, at};
use crate::limit::DURATION_MAX;
use crate::node::Data;
use crate::{Problem, Spanned, Template, duration, suggestion};

/// A word of a fixed set and what it means.
pub(crate) struct Word<T>(pub(crate) &'static str, pub(crate) T);

impl Reader<'_> {
    /// A text in which captured values may stand.
    pub(crate) fn template(&mut self, slot: Slot<'_>) -> Option<Spanned<Template>> {
        match &slot.node.data {
            Data::Scalar { text, .. } if !slot.node.is_null() => {
                Some(at(slot, self.segments(slot, text)))
            }
            _ => self.wrong_shape(slot, "a text", "\"...\" (quoted, if it has `: ` or ` #` in it)"),
        }
    }

    /// A text that is known before anything is sent.
    pub(crate) fn text(&mut self, slot: Slot<'_>) -> Option<Spanned<String>> {
        let before = self.problems.len();
        let template = self.template(slot)?;
        if let Some(text) = template.as_literal() {
            return Some(at(slot, text.to_owned()));
        }
        if self.problems.len() == before {
            let name = template.names().next().unwrap_or_default().to_owned();
            self.problems.push(Problem::CaptureNotAllowed {
                span: slot.span(),
                name,
                place: format!("`{}`", slot.what),
            });
        }
        None
    }

    /// A text that is not empty.
    pub(crate) fn some_text(&mut self, slot: Slot<'_>, help: &str) -> Option<Spanned<String>> {
        let text = self.text(slot)?;
        if text.trim().is_empty() {
            return self.refuse(Problem::Empty {
                span: slot.span(),
                what: format!("`{}`", slot.what),
                help: help.to_owned(),
            });
        }
        Some(text)
    }

    /// A whole number, decimal or `0x` and hex digits.
    pub(crate) fn number<T: TryFrom<u64>>(
        &mut self,
        slot: Slot<'_>,
        range: RangeInclusive<u64>,
    ) -> Option<Spanned<T>> {
        let text = self.text(slot)?;
        let number = match text.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).ok(),
            None => text.parse().ok(),
        };
        let fits = number.filter(|number| range.contains(number) && !text.starts_with('+'));
        match fits.and_then(|number| T::try_from(number).ok()) {
            Some(number) => Some(at(slot, number)),
            None => self.refuse(Problem::BadValue {
                span: slot.span(),
                value: text.value,
                expected: format!("a whole number from {} to {}", range.start(), range.end()),
                label: format!("`{}` takes a number", slot.what),
                help: "write it in decimal, or in hex as 0xE1".to_owned(),
            }),
        }
    }

    /// A whole number that may be below 0, decimal.
    pub(crate) fn signed(&mut self, slot: Slot<'_>, magnitude_max: u64) -> Option<Spanned<i64>> {
        let text = self.text(slot)?;
        let number: Option<i64> = text.parse().ok();
        match number.filter(|number| number.unsigned_abs() <= magnitude_max) {
            Some(number) => Some(at(slot, number)),
            None => self.refuse(Problem::BadValue {
                span: slot.span(),
                value: text.value,
                expected: format!("a whole number from -{magnitude_max} to {magnitude_max}"),
                label: format!("`{}` takes a number", slot.what),
                help: "a number below 0 counts from the end".to_owned(),
            }),
        }
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, slot: Slot<'_>) -> Option<Spanned<bool>> {
        let words = [Word("true", true), Word("false", false)];
        self.word(slot, "switch", &words)
    }

    /// One word of a fixed set.
    pub(crate) fn word<T: Clone>(
        &mut self,
        slot: Slot<'_>,
        what: &str,
        words: &[Word<T>],
    ) -> Option<Spanned<T>> {
        let text = self.text(slot)?;
        match words.iter().find(|word| word.0 == text.value) {
            Some(word) => Some(at(slot, word.1.clone())),
            None => {
                let known = words.iter().map(|word| word.0);
                let help = suggestion::help(&text, known, "it can be");
                self.refuse(Problem::UnknownValue {
                    span: slot.span(),
                    what: what.to_owned(),
                    value: text.value,
                    help,
                })
            }
        }
    }

    /// A duration of at most [`DURATION_MAX`].
    pub(crate) fn duration(&mut self, slot: Slot<'_>) -> Option<Spanned<Duration>> {
        let text = self.text(slot)?;
        let problem = |label: &str, help: String| Problem::BadDuration {
            span: slot.span(),
            value: text.value.clone(),
            label: label.to_owned(),
            help,
        };
        match duration::parse(&text) {
            Some(time) if time <= DURATION_MAX => Some(at(slot, time)),
            Some(_) => {
                let help = format!("the longest is {}", duration::written(DURATION_MAX));
                self.refuse(problem("too long", help))
            }
            None => {
                let help = duration_help(&text);
                self.refuse(problem("a number and a unit are wanted", help))
            }
        }
    }

    /// The name of a capture or of a matrix column.
    pub(crate) fn name(&mut self, name: &Spanned<String>) -> Option<Spanned<String>> {
        if is_name(name) {
            return Some(name.clone());
        }
        self.refuse(Problem::BadValue {
            span: name.span,
            value: name.value.clone(),
            expected: "a name".to_owned(),
            label: "letters, digits and `_` only".to_owned(),
            help: "a name begins with a letter: `url`, `size_1`".to_owned(),
        })
    }
}

fn duration_help(text: &str) -> String {
    if !text.is_empty() && text.chars().all(|character| character.is_ascii_digit()) {
        return format!("add a unit: `{text}s` or `{text}ms`");
    }
    if let Some((whole, _)) = text.split_once('.')
        && whole.parse::<u32>().is_ok()
    {
        return "use whole numbers: `1500ms` in place of `1.5s`".to_owned();
    }
    "the units are `ms`, `s`, `m` and `h`: `500ms`, `10s`, `2m`, `1h`".to_owned()
}

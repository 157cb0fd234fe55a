//! Durations as text: a whole number and a unit, `500ms`, `10s`, `2m`, `1h`.

use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

/// Longest duration that a script may name, in seconds.
pub(crate) const DURATION_SECONDS_MAX: u64 = 86_400;

/// For `#[serde(with)]`.
pub(super) fn serialize<S: Serializer>(value: &Duration, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&text(*value))
}

/// For `#[serde(with)]`.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(input)?;
    parse(&text).ok_or_else(|| {
        D::Error::custom(format_args!(
            "invalid duration {text:?}: expected a whole number with ms, s, m or h, at most 24h"
        ))
    })
}

fn text(value: Duration) -> String {
    if value.subsec_millis() == 0 {
        format!("{}s", value.as_secs())
    } else {
        format!("{}ms", value.as_millis())
    }
}

fn parse(text: &str) -> Option<Duration> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(unit_at);
    let number: u64 = number.parse().ok()?;
    let milliseconds = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let value = Duration::from_millis(number.checked_mul(milliseconds)?);
    (value.as_secs() <= DURATION_SECONDS_MAX).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_unit_are_needed() {
        for (input, expected) in [
            ("500ms", Some(Duration::from_millis(500))),
            ("10s", Some(Duration::from_secs(10))),
            ("2m", Some(Duration::from_secs(120))),
            ("1h", Some(Duration::from_secs(3_600))),
            ("24h", Some(Duration::from_secs(86_400))),
            ("25h", None),
            ("10", None),
            ("s", None),
            ("1.5s", None),
            ("-1s", None),
            ("1 s", None),
            ("99999999999999999999h", None),
            ("9999999999999999999h", None),
            ("", None),
        ] {
            assert_eq!(parse(input), expected, "{input}");
        }
    }

    #[test]
    fn text_is_read_back() {
        for text_in in ["0s", "10s", "500ms", "1500ms", "3600s"] {
            assert_eq!(parse(text_in).map(text).as_deref(), Some(text_in));
        }
    }
}

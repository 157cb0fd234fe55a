//! Durations as authors write them: `500ms`, `10s`, `2m`, `1h`. Whole numbers of one unit.

use std::time::Duration;

/// The units, longest first, in milliseconds.
const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// Reads a duration; `None` where it is none.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(digits)?;
    let (_, milliseconds) = UNITS.into_iter().find(|&(name, _)| name == unit)?;
    Some(Duration::from_millis(number.parse::<u64>().ok()?.checked_mul(milliseconds)?))
}

/// Writes a duration in the longest unit that holds it whole.
pub(crate) fn written(duration: Duration) -> String {
    let total = duration.as_millis();
    let whole = UNITS.into_iter().find(|&(_, unit)| total.is_multiple_of(u128::from(unit)));
    let (name, unit) = if total == 0 { ("s", 1_000) } else { whole.unwrap_or(("ms", 1)) };
    format!("{}{name}", total.checked_div(u128::from(unit)).unwrap_or(total))
}

/// Writes a duration in seconds for a sentence: `3600 s`, `0.5 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("500ms", Some(500))]
    #[case("10s", Some(10_000))]
    #[case("2m", Some(120_000))]
    #[case("1h", Some(3_600_000))]
    #[case("0s", Some(0))]
    #[case::no_unit("10", None)]
    #[case::no_number("s", None)]
    #[case::fraction("1.5s", None)]
    #[case::blank("10 s", None)]
    #[case::negative("-1s", None)]
    #[case::overflow("99999999999999999999h", None)]
    #[case::product_overflows("18446744073709551615h", None)]
    #[case::other_unit("1d", None)]
    #[case::empty("", None)]
    #[case::not_ascii("１s", None)]
    fn parse_reads_one_unit(#[case] text: &str, #[case] milliseconds: Option<u64>) {
        assert_eq!(parse(text), milliseconds.map(Duration::from_millis));
    }

    #[rstest]
    #[case(7_200_000, "2h", "7200 s")]
    #[case(90_000, "90s", "90 s")]
    #[case(1_500, "1500ms", "1.5 s")]
    #[case(0, "0s", "0 s")]
    fn written_and_in_seconds(#[case] milliseconds: u64, #[case] short: &str, #[case] long: &str) {
        let duration = Duration::from_millis(milliseconds);
        assert_eq!((written(duration).as_str(), seconds(duration).as_str()), (short, long));
    }
}

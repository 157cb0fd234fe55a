//! Seconds since 1970 UTC as a date (ISO 8601), without leap seconds.

use super::phrase::{Phrase, digit};

/// Seconds of a day.
const DAY: u64 = 86_400;
/// Last second that is shown as a date: 9999-12-31T23:59:59Z.
const LAST: u64 = 253_402_300_799;

/// The date, or the seconds where the date lies beyond the year 9999.
pub(super) fn date(seconds: u64) -> Phrase {
    if seconds > LAST {
        return Phrase::counted("", seconds, " s since 1970");
    }
    let (days, second) = (seconds / DAY, seconds % DAY);
    let (year, month, day) = civil(days);
    let [a, b] = pair(year / 100);
    let [c, d] = pair(year);
    let [[e, f], [g, h]] = [pair(month), pair(day)];
    let [[i, j], [k, l], [m, n]] = [pair(second / 3600), pair(second / 60 % 60), pair(second % 60)];
    Phrase::ascii(&[a, b, c, d, b'-', e, f, b'-', g, h, b'T', i, j, b':', k, l, b':', m, n, b'Z'])
}

/// The last two decimal digits of a number.
fn pair(number: u64) -> [u8; 2] {
    [digit(number / 10), digit(number)]
}

/// Year, month and day of the Gregorian calendar, by eras of 400 years that start in March.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, "1970-01-01T00:00:00Z")]
    #[case(951_782_399, "2000-02-28T23:59:59Z")]
    #[case(951_782_400, "2000-02-29T00:00:00Z")]
    #[case(1_307_111_107, "2011-06-03T14:25:07Z")]
    #[case(LAST, "9999-12-31T23:59:59Z")]
    #[case(LAST + 1, "253402300800 s since 1970")]
    fn dates(#[case] seconds: u64, #[case] expected: &str) {
        assert_eq!(date(seconds), expected);
    }
}

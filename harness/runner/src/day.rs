//! A calendar day, for the expiry of baseline entries.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the Gregorian calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: i64,
    month: u8,
    day: u8,
}

impl Day {
    /// Today by the system's clock.
    #[must_use]
    pub fn today() -> Self {
        let seconds =
            SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        Self::from_days(i64::try_from(seconds / 86_400).unwrap_or(0))
    }

    /// The day that is `days` after 1970-01-01.
    fn from_days(days: i64) -> Self {
        // Years are counted from March, so that the leap day is the last of its year; 719 468 days lie between
        // 0000-03-01 and 1970-01-01, and 146 097 make 400 years.
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }
}

/// A text is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day of the form 2027-12-31")]
pub struct DayError(String);

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let wrong = || DayError(text.to_owned());
        let numbers: Vec<&str> = text.split('-').collect();
        let [year, month, day] = numbers.as_slice() else {
            return Err(wrong());
        };
        let day = Self {
            year: year.parse().map_err(|_| wrong())?,
            month: month.parse().map_err(|_| wrong())?,
            day: day.parse().map_err(|_| wrong())?,
        };
        let sound = (1..=12).contains(&day.month) && (1..=31).contains(&day.day);
        sound.then_some(day).ok_or_else(wrong)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, "1970-01-01")]
    #[case(59, "1970-03-01")]
    #[case(11_016, "2000-02-29")]
    #[case(20_818, "2026-12-31")]
    fn calendar(#[case] days: i64, #[case] expected: &str) {
        assert_eq!(Day::from_days(days).to_string(), expected);
        assert_eq!(expected.parse(), Ok(Day::from_days(days)));
    }

    #[rstest]
    #[case("2027-13-01")]
    #[case("2027-1")]
    #[case("tomorrow")]
    #[case("2027-01-01-01")]
    fn no_day(#[case] text: &str) {
        assert!(text.parse::<Day>().is_err());
    }
}

//! Calendar time of the module's clock, `YYYY-MM-DD HH:MM:SS`. No time zones, no leap seconds.

use alloc::string::ToString;
use core::fmt;
use core::time::Duration;

use jiff::civil::{DateTime, datetime};

/// A second of the proleptic Gregorian calendar, of the years 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CalendarTime(DateTime);

impl CalendarTime {
    /// 2024-01-01 00:00:00.
    pub(crate) const DEFAULT: Self = Self(datetime(2024, 1, 1, 0, 0, 0, 0));

    /// The time that lies so much later, at most the end of the year 9999.
    pub(crate) fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration))
    }

    /// Reads `YYYY-MM-DD HH:MM:SS` of the years 1970 to 9999.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let time = Self(text.parse().ok()?);
        // The library takes ISO 8601 in all its spellings; one of them is meant.
        (time.0.year() >= 1970 && time.to_string() == text).then_some(time)
    }
}

impl fmt::Display for CalendarTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0} {:.0}", self.0.date(), self.0.time())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("1970-01-01 00:00:00", 0, "1970-01-01 00:00:00")]
    #[case("2024-01-01 00:00:00", 86_399, "2024-01-01 23:59:59")]
    #[case("2024-02-28 12:00:01", 86_400, "2024-02-29 12:00:01")]
    #[case("2000-02-29 23:59:59", 1, "2000-03-01 00:00:00")]
    #[case("9999-12-31 23:59:59", u64::MAX, "9999-12-31 23:59:59")]
    fn seconds_later(#[case] text: &str, #[case] seconds: u64, #[case] later: &str) {
        assert_eq!(CalendarTime::parse(text).unwrap().to_string(), text);
        assert_eq!(
            CalendarTime::parse(text).unwrap().plus(Duration::from_secs(seconds)).to_string(),
            later
        );
    }

    #[rstest::rstest]
    #[case("2023-02-29 00:00:00")]
    #[case("2024-01-01")]
    #[case("2024-1-01 00:00:00")]
    #[case("1969-12-31 23:59:59")]
    #[case("2024-13-01 00:00:00")]
    #[case("2024-01-01T00:00:00")]
    #[case("2024-01-01 00:00:60")]
    #[case("2024-01-01 00:00.000")]
    #[case("-002024-01-01 00:00")]
    fn not_a_time(#[case] text: &str) {
        assert_eq!(CalendarTime::parse(text), None);
    }
}

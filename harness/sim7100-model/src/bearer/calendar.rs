//! Calendar time of the module's clock, `YYYY-MM-DD HH:MM:SS`. No time zones, no leap seconds.

use core::fmt;

/// Seconds since 1970-01-01 00:00:00 in the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CalendarTime(u64);

impl CalendarTime {
    /// 2024-01-01 00:00:00.
    pub(crate) const DEFAULT: Self = Self(1_704_067_200);

    /// The time that lies so many seconds later.
    pub(crate) const fn plus_seconds(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Reads `YYYY-MM-DD HH:MM:SS` of the years 1970 to 9999.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(' ')?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || hour > 23 {
            return None;
        }
        if day == 0 || minute > 59 || second > 59 {
            return None;
        }
        let candidate =
            Self(days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second);
        // A day past the end of its month would come back as a day of the next month.
        (candidate.civil() == (year, month, day)).then_some(candidate)
    }

    /// Year, month, day.
    fn civil(self) -> (u64, u64, u64) {
        // Days since 0000-03-01, so that the leap day is the last of its year.
        let days = self.0 / 86_400 + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        (year, month, day)
    }
}

fn days_from_civil(year: u64, month: u64, day: u64) -> u64 {
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year / 400;
    let year_of_era = shifted_year % 400;
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[u64; 3]> {
    let mut fields = text.split(separator);
    let mut values = [0; 3];
    for (value, width) in values.iter_mut().zip(widths) {
        let field = fields.next()?;
        if field.len() != width || !field.bytes().all(|octet| octet.is_ascii_digit()) {
            return None;
        }
        *value = field.parse().ok()?;
    }
    fields.next().is_none().then_some(values)
}

impl fmt::Display for CalendarTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        let (hour, minute, second) = (self.0 / 3_600 % 24, self.0 / 60 % 60, self.0 % 60);
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[rstest::rstest]
    #[case("1970-01-01 00:00:00", 0)]
    #[case("2024-01-01 00:00:00", 1_704_067_200)]
    #[case("2024-02-29 12:00:01", 1_709_208_001)]
    #[case("2000-03-01 00:00:00", 951_868_800)]
    fn both_ways(#[case] text: &str, #[case] seconds: u64) {
        assert_eq!(CalendarTime::parse(text), Some(CalendarTime(seconds)));
        assert_eq!(CalendarTime(seconds).to_string(), text);
    }

    #[rstest::rstest]
    #[case("2023-02-29 00:00:00")]
    #[case("2024-01-01")]
    #[case("2024-1-01 00:00:00")]
    #[case("1969-12-31 23:59:59")]
    #[case("2024-13-01 00:00:00")]
    fn not_a_time(#[case] text: &str) {
        assert_eq!(CalendarTime::parse(text), None);
    }
}

//! The service-centre time stamp in the form in which AT commands print it: `yy/MM/dd,hh:mm:ss+zz`.

use core::fmt;
use core::str::FromStr;

/// A service-centre time stamp; each field in its printed range, the zone in quarter hours east of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Years since 2000, 0 to 99.
    pub year: u8,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
    /// Offset from UTC in quarters of an hour, -96 to 96.
    pub quarter_hours: i8,
}

/// Why a text is not a time stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text does not have the form `yy/MM/dd,hh:mm:ss+zz`.
    #[error("time stamp is not of the form yy/MM/dd,hh:mm:ss+zz")]
    Form,
    /// A field lies outside its range.
    #[error("{field} of the time stamp is out of range")]
    Range {
        /// The field's name.
        field: &'static str,
    },
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let octets: &[u8; 20] = text.as_bytes().try_into().map_err(|_| TimestampError::Form)?;
        let [y1, y0, b'/', m1, m0, b'/', d1, d0, b',', rest @ ..] = octets else {
            return Err(TimestampError::Form);
        };
        let [h1, h0, b':', n1, n0, b':', s1, s0, sign, z1, z0] = rest else {
            return Err(TimestampError::Form);
        };
        let zone = field("zone", *z1, *z0, 0, 96)?.cast_signed();
        let quarter_hours = match sign {
            b'+' => zone,
            b'-' => -zone,
            _ => return Err(TimestampError::Form),
        };
        Ok(Self {
            year: field("year", *y1, *y0, 0, 99)?,
            month: field("month", *m1, *m0, 1, 12)?,
            day: field("day", *d1, *d0, 1, 31)?,
            hour: field("hour", *h1, *h0, 0, 23)?,
            minute: field("minute", *n1, *n0, 0, 59)?,
            second: field("second", *s1, *s0, 0, 59)?,
            quarter_hours,
        })
    }
}

fn field(name: &'static str, tens: u8, units: u8, min: u8, max: u8) -> Result<u8, TimestampError> {
    if !tens.is_ascii_digit() || !units.is_ascii_digit() {
        return Err(TimestampError::Form);
    }
    let value = (tens - b'0') * 10 + (units - b'0');
    if (min..=max).contains(&value) {
        Ok(value)
    } else {
        Err(TimestampError::Range { field: name })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.quarter_hours < 0 { '-' } else { '+' };
        write!(
            f,
            "{:02}/{:02}/{:02},{:02}:{:02}:{:02}{sign}{:02}",
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.quarter_hours.unsigned_abs()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn the_document_s_time_stamp_survives() {
        let text = "09/03/17,17:14:41+32";
        assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        assert_eq!("09/03/17,17:14:41-02".parse::<Timestamp>().unwrap().quarter_hours, -2);
    }

    #[rstest::rstest]
    #[case("", TimestampError::Form)]
    #[case("09/03/17 17:14:41+32", TimestampError::Form)]
    #[case("09/13/17,17:14:41+32", TimestampError::Range { field: "month" })]
    #[case("09/03/17,24:14:41+32", TimestampError::Range { field: "hour" })]
    #[case("0x/03/17,17:14:41+32", TimestampError::Form)]
    fn wrong_time_stamps(#[case] text: &str, #[case] error: TimestampError) {
        assert_eq!(text.parse::<Timestamp>(), Err(error));
    }
}

//! `attest push`: WAP pushes, built.

use crate::exits;
use crate::output;
use crate::problem::Problem;
use clap::{Args, Subcommand, ValueEnum};
use mock_mmsc::emit::{
    MessageClass, NotificationInd, Reference, SmsDeliver, TimeStamp, VERSION_1_0, push,
};
use mock_mmsc::push::EXPIRY_SECONDS;
use runner::ExitCode;
use std::fmt::Write as _;

/// Work with WAP pushes.
#[derive(Debug, Subcommand)]
pub(crate) enum Push {
    /// Write a notification, its WSP push, or the short messages that carry it.
    Build(Build),
}

impl Push {
    /// Does what the subcommand says.
    ///
    /// # Errors
    /// The options say what cannot be sent, or standard output failed.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        match self {
            Self::Build(build) => build.execute(),
        }
    }
}

/// Write a notification, its WSP push, or the short messages that carry it.
///
/// The output is one line of hexadecimal digits for each PDU, push or TPDU; `attest dissect -` reads every form.
#[derive(Debug, Args)]
#[command(after_help = exits::PUSH)]
pub(crate) struct Build {
    /// What to write.
    #[arg(long, value_enum, default_value_t = Form::Tpdu)]
    form: Form,

    /// URL of the message, with its scheme.
    #[arg(long, value_name = "URL")]
    location: String,

    /// Transaction-ID.
    #[arg(long, value_name = "TEXT", default_value = "T1")]
    transaction_id: String,

    /// Sender's address, as `+8613918181818/TYPE=PLMN`; without it the sender hides.
    #[arg(long, value_name = "ADDRESS")]
    from: Option<String>,

    /// Subject.
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,

    /// Message class: personal, advertisement, informational, auto, or any other token.
    #[arg(long, value_name = "CLASS", default_value = "personal")]
    class: String,

    /// Size of the message in octets.
    #[arg(long, value_name = "OCTETS", default_value_t = 1024)]
    size: u32,

    /// Time until the message expires, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = EXPIRY_SECONDS)]
    expiry: u32,

    /// Bits of the reference that the TPDUs of one message share.
    #[arg(long, value_name = "8|16", default_value = "8", value_parser = ["8", "16"])]
    reference: String,

    /// The reference itself.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    reference_number: u16,

    /// Number of the service that sends the short messages.
    #[arg(long, value_name = "NUMBER", default_value = "+15550100")]
    originator: String,

    /// Time of the service centre, as modules print it: `yy/MM/dd,hh:mm:ss+zz`, the zone in quarters of an hour.
    #[arg(long, value_name = "TIME", default_value = "25/01/01,00:00:00+00", value_parser = time_stamp)]
    timestamp: TimeStamp,

    /// Write the octets instead of hexadecimal digits; only what is one piece can be written so.
    #[arg(long)]
    binary: bool,
}

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The M-Notification.ind alone.
    Pdu,
    /// The M-Notification.ind in a WSP push.
    Push,
    /// The push in SMS-DELIVER TPDUs of up to 140 octets of user data, without the service centre's address.
    Tpdu,
}

impl Build {
    fn execute(self) -> Result<ExitCode, Problem> {
        let pieces = self.pieces()?;
        if self.binary {
            return match pieces.as_slice() {
                [piece] => output::print_octets(piece).map(|()| ExitCode::Sound),
                pieces => Err(Problem::Usage(format!(
                    "the push takes {} TPDUs, which nothing parts in binary; without --binary each is a line",
                    pieces.len()
                ))),
            };
        }
        let mut text = String::new();
        for piece in pieces {
            for octet in piece {
                // Writing to a String cannot fail.
                let _ = write!(text, "{octet:02X}");
            }
            text.push('\n');
        }
        output::print(&text)?;
        Ok(ExitCode::Sound)
    }

    fn pieces(&self) -> Result<Vec<Vec<u8>>, Problem> {
        let pdu = self.notification()?.emit();
        match self.form {
            Form::Pdu => Ok(vec![pdu]),
            Form::Push => Ok(vec![push(&pdu)]),
            Form::Tpdu => {
                let sms = SmsDeliver {
                    originator: self.originator.clone(),
                    time_stamp: self.timestamp,
                    reference: self.reference()?,
                    ..SmsDeliver::default()
                };
                sms.emit(&push(&pdu)).map_err(|error| Problem::Usage(error.to_string()))
            }
        }
    }

    fn notification(&self) -> Result<NotificationInd, Problem> {
        let texts = [
            ("--location", Some(&self.location)),
            ("--transaction-id", Some(&self.transaction_id)),
            ("--from", self.from.as_ref()),
            ("--subject", self.subject.as_ref()),
            ("--class", Some(&self.class)),
        ];
        for (option, text) in texts {
            if text.is_some_and(|text| text.contains('\0')) {
                return Err(Problem::Usage(format!("{option} holds a NUL, with which texts end")));
            }
        }
        let told = |option: &str, wrong: Result<(), String>| {
            wrong.map_err(|why| Problem::Usage(format!("{option} {why}")))
        };
        told("--location", uri(&self.location))?;
        told("--transaction-id", text_string(&self.transaction_id))?;
        if self.from.as_ref().is_some_and(String::is_empty) {
            let why = "is empty; without it the sender hides".to_owned();
            told("--from", Err(why))?;
        }
        Ok(NotificationInd {
            transaction_id: self.transaction_id.clone(),
            version: VERSION_1_0,
            from: self.from.clone(),
            subject: self.subject.clone(),
            message_class: class(&self.class).map_err(Problem::Usage)?,
            message_size: self.size,
            expiry_seconds: self.expiry,
            location: self.location.clone(),
        })
    }

    fn reference(&self) -> Result<Reference, Problem> {
        if self.reference == "16" {
            return Ok(Reference::Wide(self.reference_number));
        }
        u8::try_from(self.reference_number).map(Reference::Narrow).map_err(|_| {
            Problem::Usage(format!(
                "--reference-number {} does not fit into 8 bits; --reference 16 holds it",
                self.reference_number
            ))
        })
    }
}

/// Whether a text can be an absolute URI (RFC 3986, 2 and 3), as far as its scheme, host and octets say.
fn uri(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    let strange = |character: &char| character.is_whitespace() || character.is_control();
    if let Some(strange) = text.chars().find(strange) {
        return Err(format!("holds {strange:?}, which no URI may hold as it is"));
    }
    let no_uri = || format!("`{text}` has no scheme, as http://mmsc.test/1 has");
    let (scheme, rest) = text.split_once(':').ok_or_else(no_uri)?;
    let letters =
        scheme.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet));
    if !letters || !scheme.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err(no_uri());
    }
    let web = ["http", "https"].iter().any(|name| name.eq_ignore_ascii_case(scheme));
    let host = rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?', '#']).next());
    if rest.is_empty() || (web && host.unwrap_or_default().is_empty()) {
        return Err(format!("`{text}` names no host"));
    }
    Ok(())
}

/// Whether a text can be a transaction id: a Text-string of one character at least, without controls (230, 8.4.2.1).
fn text_string(text: &str) -> Result<(), String> {
    match text.chars().find(|character| character.is_control()) {
        _ if text.is_empty() => Err("is empty".to_owned()),
        Some(control) => Err(format!("holds {control:?}, and a text holds no controls")),
        None => Ok(()),
    }
}

/// Whether a text is a Token-text: printable ASCII without blanks and separators (RFC 2616, 2.2).
fn is_token(text: &str) -> bool {
    let of_token =
        |octet: u8| octet.is_ascii_graphic() && !br#"()<>@,;:\"/[]?={}"#.contains(&octet);
    !text.is_empty() && text.bytes().all(of_token)
}

fn class(name: &str) -> Result<MessageClass, String> {
    if !is_token(name) {
        return Err(format!(
            "--class `{name}` is no token: printable ASCII without blanks and separators, one character at least"
        ));
    }
    const NAMES: [(&str, u8); 4] =
        [("personal", 0x80), ("advertisement", 0x81), ("informational", 0x82), ("auto", 0x83)];
    let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    Ok(known.map_or_else(
        || MessageClass::Token(name.to_owned()),
        |(_, octet)| MessageClass::Octet(*octet),
    ))
}

/// Reads `yy/MM/dd,hh:mm:ss+zz`.
fn time_stamp(text: &str) -> Result<TimeStamp, String> {
    let wrong = || format!("`{text}` is no time like 25/01/31,17:14:41+32");
    let (time, zone, sign) = match (text.rsplit_once('+'), text.rsplit_once('-')) {
        (Some((time, zone)), _) => (time, zone, 1),
        (None, Some((time, zone))) => (time, zone, -1),
        (None, None) => return Err(wrong()),
    };
    let fields: Vec<u8> = time
        .split(['/', ',', ':'])
        .chain([zone])
        .map(|field| {
            let digits = field.len() == 2 && field.bytes().all(|digit| digit.is_ascii_digit());
            field.parse().ok().filter(|_| digits)
        })
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    let &[
        year,
        month @ 1..=12,
        day @ 1..=31,
        hour @ 0..24,
        minute @ 0..60,
        second @ 0..60,
        zone @ 0..80,
    ] = fields.as_slice()
    else {
        return Err(wrong());
    };
    let days = days(year, month);
    if day > days {
        return Err(format!("`{text}`: month {month} of year {year:02} has {days} days"));
    }
    let zone = i8::try_from(zone).map_err(|_| wrong())?;
    Ok(TimeStamp { year, month, day, hour, minute, second, zone_quarters: sign * zone })
}

/// Days of a month; the years of a time stamp have two digits, and of those of its century every fourth is a leap year.
const fn days(year: u8, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn times_are_read_as_modules_print_them() {
        let TimeStamp { year, month, day, hour, minute, second, zone_quarters } =
            time_stamp("09/03/17,17:14:41-14").unwrap();
        assert_eq!([year, month, day, hour, minute, second], [9, 3, 17, 17, 14, 41]);
        assert_eq!(zone_quarters, -14);
    }

    #[rstest]
    #[case::leap_year("24/02/29,00:00:00+00")]
    #[case::first_leap_year("00/02/29,00:00:00+00")]
    #[case::december("25/12/31,23:59:59-79")]
    fn the_last_day_of_a_month_is_read(#[case] text: &str) {
        assert!(time_stamp(text).is_ok());
    }

    #[rstest]
    #[case::http("http://mmsc.test/1?a#b", "")]
    #[case::port("HTTPS://[::1]:8080", "")]
    #[case::other("urn:x-mms:1", "")]
    #[case::empty("", "is empty")]
    #[case::word("nourl", "has no scheme")]
    #[case::relative("/m/1", "has no scheme")]
    #[case::digit("1http://a/b", "has no scheme")]
    #[case::blank("http://a/ b", "holds ' '")]
    #[case::control("http://a/\u{1}", "holds '\\u{1}'")]
    #[case::no_host("http:///1", "names no host")]
    #[case::nothing_more("http:", "names no host")]
    fn locations(#[case] text: &str, #[case] told: &str) {
        let error = uri(text).err().unwrap_or_default();
        assert!(error.contains(told) && error.is_empty() == told.is_empty(), "{error}");
    }

    #[rstest]
    #[case::no_zone("09/03/17,17:14:41")]
    #[case::month("09/13/17,17:14:41+00")]
    #[case::hour("09/03/17,24:14:41+00")]
    #[case::one_digit("9/03/17,17:14:41+00")]
    #[case::zone("09/03/17,17:14:41+80")]
    #[case::word("yesterday")]
    #[case::sign("25/+1/01,00:00:00+00")]
    #[case::february("25/02/31,00:00:00+00")]
    #[case::no_leap_year("25/02/29,00:00:00+00")]
    #[case::april("25/04/31,00:00:00+00")]
    #[case::day_none("25/04/00,00:00:00+00")]
    fn what_is_no_time_is_refused(#[case] text: &str) {
        assert!(time_stamp(text).unwrap_err().contains(text));
    }
}

//! Where the module under test is: the text of `--target`.
//!
//! Only the targets of this build are read; the names of others are known so that the refusal can
//! say so. Nothing is opened here.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Rate of a serial line whose address names none, in bit/s.
pub const BAUD_DEFAULT: u32 = 115_200;

/// Slowest rate that an address may name, in bit/s.
pub const BAUD_MIN: u32 = 50;

/// Fastest rate that an address may name, in bit/s.
pub const BAUD_MAX: u32 = 4_000_000;

/// The forms that [`Address`] reads, as the errors print them.
const FORMS: &str = "`model` or `serial:PATH[@BAUD]`";

/// Schemes that have a meaning elsewhere and none here.
const SCHEMES_NOT_OFFERED: [&str; 3] = ["tcp", "unix", "rfc2217"];

/// A parsed target.
///
/// ```
/// use transport::Address;
///
/// let address: Address = "serial:/dev/ttyUSB2".parse()?;
/// assert_eq!(address, Address::Serial { path: "/dev/ttyUSB2".into(), baud: 115_200 });
/// assert_eq!(address.to_string(), "serial:/dev/ttyUSB2@115200");
/// # Ok::<(), transport::AddressError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Address {
    /// The reference model, in memory.
    Model,
    /// A module on a serial port, or whatever behaves as one.
    Serial {
        /// The device node, or a link to it.
        path: PathBuf,
        /// Line rate in bit/s, [`BAUD_MIN`] to [`BAUD_MAX`].
        baud: u32,
    },
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if text == "model" {
            return Ok(Self::Model);
        }
        if let Some(rest) = text.strip_prefix("serial:") {
            return serial(rest);
        }
        let scheme = text.split(':').next().unwrap_or(text);
        if text.contains(':') && SCHEMES_NOT_OFFERED.contains(&scheme) {
            return Err(AddressError::NotOffered { scheme: scheme.to_owned() });
        }
        Err(AddressError::Unknown { text: text.to_owned() })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model => f.write_str("model"),
            Self::Serial { path, baud } => write!(f, "serial:{}@{baud}", path.display()),
        }
    }
}

/// Why a text is no [`Address`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// The text has none of the accepted forms.
    #[error("`{text}` names no target; accepted are {FORMS}")]
    Unknown {
        /// The text as given.
        text: String,
    },
    /// The scheme has a meaning, but not in this build.
    #[error("`{scheme}:` is not offered by this build; accepted are {FORMS}")]
    NotOffered {
        /// The scheme, without its colon.
        scheme: String,
    },
    /// `serial:` without a path.
    #[error("`serial:` needs the path of a port, as in `serial:/dev/ttyUSB2@115200`")]
    NoPath,
    /// What follows the last `@` of a serial address is no line rate.
    #[error("`{text}` is no line rate; give {BAUD_MIN} to {BAUD_MAX} bit/s after the `@`")]
    Baud {
        /// The text after the `@`.
        text: String,
    },
}

/// Reads what follows `serial:`. An `@` inside a directory name belongs to the path.
fn serial(rest: &str) -> Result<Address, AddressError> {
    let (path, baud) = match rest.rsplit_once('@') {
        Some((path, text)) if !text.contains('/') => (path, line_rate(text)?),
        _ => (rest, BAUD_DEFAULT),
    };
    if path.is_empty() {
        return Err(AddressError::NoPath);
    }
    Ok(Address::Serial { path: path.into(), baud })
}

fn line_rate(text: &str) -> Result<u32, AddressError> {
    let digits_only = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    let rate = text.parse().ok().filter(|rate| (BAUD_MIN..=BAUD_MAX).contains(rate));
    rate.filter(|_| digits_only).ok_or_else(|| AddressError::Baud { text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial_at(path: &str, baud: u32) -> Address {
        Address::Serial { path: path.into(), baud }
    }

    #[test]
    fn accepted_forms() {
        for (text, expected) in [
            ("model", Address::Model),
            ("serial:/dev/ttyUSB2", serial_at("/dev/ttyUSB2", 115_200)),
            ("serial:/dev/ttyUSB2@9600", serial_at("/dev/ttyUSB2", 9_600)),
            ("serial:ttySIM7100", serial_at("ttySIM7100", 115_200)),
            ("serial:/dev/usb@1/tty", serial_at("/dev/usb@1/tty", 115_200)),
            ("serial:/dev/usb@1/tty@50", serial_at("/dev/usb@1/tty", 50)),
        ] {
            assert_eq!(text.parse::<Address>().as_ref(), Ok(&expected), "{text}");
            let printed = expected.to_string();
            assert_eq!(printed.parse(), Ok(expected), "{printed}");
        }
    }

    #[test]
    fn refusals_name_what_is_accepted() {
        for (text, needle) in [
            ("", "`model` or `serial:PATH[@BAUD]`"),
            ("Model", "names no target"),
            ("/dev/ttyUSB2", "names no target"),
            ("tcp", "names no target"),
            ("tcp:127.0.0.1:7100", "`tcp:` is not offered by this build"),
            ("unix:/run/modem", "`unix:` is not offered by this build"),
            ("rfc2217://host:7100", "`rfc2217:` is not offered by this build"),
            ("serial:", "needs the path"),
            ("serial:@9600", "needs the path"),
            ("serial:/dev/ttyUSB2@", "`` is no line rate"),
            ("serial:/dev/ttyUSB2@fast", "`fast` is no line rate"),
            ("serial:/dev/ttyUSB2@+9600", "`+9600` is no line rate"),
            ("serial:/dev/ttyUSB2@49", "50 to 4000000 bit/s"),
            ("serial:/dev/ttyUSB2@4000001", "is no line rate"),
        ] {
            let error = text.parse::<Address>().unwrap_err().to_string();
            assert!(error.contains(needle), "{text}: {error}");
        }
    }
}

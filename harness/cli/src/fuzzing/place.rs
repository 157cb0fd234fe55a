//! Where the module of a campaign is: in memory, behind a pseudo-terminal of this process, or on a port.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use transport::Address;

/// The text of `--target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// The reference model, in memory and in virtual time.
    Memory,
    /// The reference model behind a pseudo-terminal, in wall time.
    Pty,
    /// A module on a serial port.
    Serial {
        /// The device node.
        path: PathBuf,
        /// Line rate in bit/s.
        baud: u32,
    },
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "pty" {
            return Ok(Self::Pty);
        }
        match text.parse() {
            Ok(Address::Model) => Ok(Self::Memory),
            Ok(Address::Serial { path, baud }) => Ok(Self::Serial { path, baud }),
            Ok(other) => Err(format!("this command cannot use the target {other}")),
            Err(error) => Err(format!("{error}, and `pty` for the model behind a pseudo-terminal")),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("model"),
            Self::Pty => f.write_str("pty"),
            Self::Serial { path, baud } => write!(f, "serial:{}@{baud}", path.display()),
        }
    }
}

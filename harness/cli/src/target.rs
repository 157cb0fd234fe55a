//! What is tested, as a command line chooses it.

use crate::listener::Listener;
use crate::problem::Problem;
use crate::profile::ProfileChoice;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser, ValueParser, ValueParserFactory};
use runner::{SerialTarget, Target};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use transport::Address;

/// The module, and what stands beside it.
#[derive(Debug, Args)]
pub(crate) struct TargetChoice {
    /// What to test: `model` (in memory, in virtual time) or `serial:PATH[@BAUD]`.
    #[arg(long, value_name = "TARGET", default_value = "model")]
    target: Address,

    /// Let the model run in wall time, its bearer on real loopback sockets.
    #[arg(long)]
    wall: bool,

    /// Control socket of a `serve model` behind the serial port, for what a serial line cannot do.
    #[arg(long, value_name = "unix:PATH")]
    control: Option<UnixPath>,

    /// Where the mock MMSC listens for a module on a serial port; its bearer must lead there.
    #[arg(long, value_name = "ADDR")]
    mmsc: Option<Listener>,

    #[command(flatten)]
    pub(crate) profile: ProfileChoice,
}

impl TargetChoice {
    /// The target that the options mean together.
    ///
    /// # Errors
    /// Options that do not go together.
    pub(crate) fn target(&self) -> Result<Target, Problem> {
        let usage = |text: &str| Err(Problem::Usage(text.to_owned()));
        match &self.target {
            Address::Model if self.control.is_some() => {
                usage("--control goes with a serial target")
            }
            Address::Model if self.mmsc.is_some() => usage("--mmsc goes with a serial target"),
            Address::Model if self.wall => Ok(Target::Wall),
            Address::Model => Ok(Target::Model),
            Address::Serial { .. } if self.wall => {
                usage("--wall goes with the target model; a serial port has no other time")
            }
            Address::Serial { .. } if self.control.is_none() && self.profile.option().is_some() => {
                let option = self.profile.option().unwrap_or_default();
                usage(&format!(
                    "{option} goes with the model; without --control a serial port leads to no model"
                ))
            }
            Address::Serial { path, baud } => Ok(Target::Serial(SerialTarget {
                path: path.clone(),
                baud: *baud,
                control: self.control.clone().map(|control| control.0),
                mmsc: self.mmsc.map(|listener| listener.0),
            })),
            other => usage(&format!("this command cannot use the target {other}")),
        }
    }
}

/// `unix:PATH`.
#[derive(Debug, Clone)]
pub(crate) struct UnixPath(pub(crate) PathBuf);

impl ValueParserFactory for UnixPath {
    type Parser = ValueParser;

    /// The name of a socket need not be UTF-8.
    fn value_parser() -> ValueParser {
        ValueParser::new(OsStringValueParser::new().try_map(|text| Self::of(&text)))
    }
}

impl UnixPath {
    fn of(text: &OsStr) -> Result<Self, String> {
        match text.as_bytes().strip_prefix(b"unix:") {
            Some(path) if !path.is_empty() => Ok(Self(OsStr::from_bytes(path).into())),
            _ => Err("give unix:PATH, as in `unix:/run/attest.sock`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::path::Path;

    #[rstest]
    #[case::plain(b"unix:/run/a", Some(&b"/run/a"[..]))]
    #[case::no_utf_8(b"unix:/run/\xFF", Some(&b"/run/\xFF"[..]))]
    #[case::no_path(b"unix:", None)]
    #[case::no_scheme(b"/run/a", None)]
    fn control_sockets(#[case] text: &[u8], #[case] expected: Option<&[u8]>) {
        let path = UnixPath::of(OsStr::from_bytes(text)).ok().map(|path| path.0);
        assert_eq!(path.as_deref(), expected.map(|path| Path::new(OsStr::from_bytes(path))));
    }
}

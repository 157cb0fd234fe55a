//! What is tested, as a command line chooses it.

use crate::listener::Listener;
use crate::problem::Problem;
use crate::profile::ProfileChoice;
use clap::Args;
use runner::{SerialTarget, Target};
use std::path::PathBuf;
use std::str::FromStr;
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

impl FromStr for UnixPath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix("unix:") {
            Some(path) if !path.is_empty() => Ok(Self(path.into())),
            _ => Err("give unix:PATH, as in `unix:/run/attest.sock`".to_owned()),
        }
    }
}

//! What a run is aimed at, and what such a target can offer.

use scenario::Capability;
use std::collections::BTreeSet;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A target of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The reference model in memory, in virtual time.
    Model,
    /// The reference model in memory, in wall time, with its bearer on real loopback sockets.
    Wall,
    /// A module on a serial port.
    Serial(SerialTarget),
}

/// A module on a serial port, and what helps to test it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialTarget {
    /// The device node, or a link to it.
    pub path: PathBuf,
    /// Line rate in bit/s.
    pub baud: u32,
    /// Control socket of a `serve model` behind the port.
    pub control: Option<PathBuf>,
    /// Where the mock MMSC listens; without it, an ephemeral loopback port that only a control socket can make
    /// known to the module.
    pub mmsc: Option<SocketAddr>,
}

impl Target {
    /// The word that baselines use: `model`, `wall` or `serial`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Wall => "wall",
            Self::Serial(_) => "serial",
        }
    }

    /// What the target can offer.
    #[must_use]
    pub fn capabilities(&self) -> BTreeSet<Capability> {
        Capability::ALL.into_iter().filter(|capability| self.lacks(*capability).is_none()).collect()
    }

    /// Why the target cannot offer a capability; none when it can.
    #[must_use]
    pub fn lacks(&self, capability: Capability) -> Option<&'static str> {
        match (self, capability) {
            (Self::Model, _) => None,
            (_, Capability::VirtualTime) => Some("its time is that of the clock on the wall"),
            (Self::Wall, _) => None,
            (Self::Serial(serial), Capability::Mmsc) => {
                (serial.control.is_none() && serial.mmsc.is_none()).then_some(
                    "the module's network side cannot be seen; --mmsc or --control would show it",
                )
            }
            (Self::Serial(serial), _) => serial
                .control
                .is_none()
                .then_some("a serial line alone cannot do that; --control would"),
        }
    }

    /// Whether the target is the reference model, on which every claim is strict.
    #[must_use]
    pub const fn is_model(&self) -> bool {
        match self {
            Self::Model | Self::Wall => true,
            Self::Serial(serial) => serial.control.is_some(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model => formatter.write_str("model"),
            Self::Wall => formatter.write_str("model in wall time"),
            Self::Serial(serial) => {
                write!(formatter, "serial:{}@{}", serial.path.display(), serial.baud)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn serial(control: bool, mmsc: bool) -> Target {
        Target::Serial(SerialTarget {
            path: "/dev/ttyUSB2".into(),
            baud: 115_200,
            control: control.then(|| "/run/attest".into()),
            mmsc: mmsc.then(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
        })
    }

    #[rstest]
    #[case::model(Target::Model, "efs factory-state mmsc profile push virtual-time")]
    #[case::wall(Target::Wall, "efs factory-state mmsc profile push")]
    #[case::with_control(serial(true, false), "efs factory-state mmsc profile push")]
    #[case::bare(serial(false, false), "")]
    #[case::bare_with_mmsc(serial(false, true), "mmsc")]
    fn offers(#[case] target: Target, #[case] expected: &str) {
        let names: Vec<&str> =
            target.capabilities().iter().map(|capability| capability.name()).collect();
        assert_eq!(names.join(" "), expected);
    }
}

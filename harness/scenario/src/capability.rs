//! What a target has to offer so that a case can run on it.

use std::fmt;

use crate::Span;

/// Something that not every target can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Files can be put into the module's file system.
    Efs,
    /// The module can be brought back to factory state or power-cycled.
    FactoryState,
    /// The module's network side leads to the mock MMSC, and can be seen there.
    Mmsc,
    /// The target is the model, whose profile can be chosen.
    Profile,
    /// WAP pushes can be injected.
    Push,
    /// Scenario time passes without anyone waiting for it.
    VirtualTime,
}

impl Capability {
    /// Every capability, in the order of their names.
    pub const ALL: [Self; 6] =
        [Self::Efs, Self::FactoryState, Self::Mmsc, Self::Profile, Self::Push, Self::VirtualTime];

    /// The name that scenarios and reports use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Efs => "efs",
            Self::FactoryState => "factory-state",
            Self::Mmsc => "mmsc",
            Self::Profile => "profile",
            Self::Push => "push",
            Self::VirtualTime => "virtual-time",
        }
    }

    /// The capability of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.name() == name)
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One place in a scenario that needs a capability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What is needed.
    pub capability: Capability,
    /// Why, as the rest of a sentence that starts with "the case": "injects a push".
    pub reason: String,
    /// What in the scenario needs it.
    pub span: Span,
}

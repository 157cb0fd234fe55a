//! A checked scenario, ready to be executed: one case.

use std::collections::BTreeSet;
use std::time::Duration;

mod citation;
mod matrix;
mod read;

pub(crate) use matrix::Matrix;
pub(crate) use read::read_readings;

use crate::{Capability, MmscScript, Need, Payload, Source, Span, Spanned, Step, Template};

/// One case: a scenario, or one row of its matrix.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Path without root and extension; a matrix row appends its bindings: `06-send/a[size=40]`.
    pub id: String,
    /// The sentence that the scenario makes true or false.
    pub title: Spanned<String>,
    /// The file.
    pub source: Source,
    /// Ids of the claims that the case shows to hold.
    pub requirements: Vec<Spanned<String>>,
    /// Ids of the claims whose other side the case probes: what must be refused, absent or different.
    pub negative: Vec<Spanned<String>>,
    /// Tags.
    pub tags: Vec<Spanned<String>>,
    /// What a target has to offer, and why; in order of capability, then of place.
    pub needs: Vec<Need>,
    /// The case fails when it takes longer, in scenario time.
    pub deadline: Spanned<Duration>,
    /// What may come unasked.
    pub background: Background,
    /// Readings of the document under which the case holds. On a module that is known to follow another one it says nothing.
    pub readings: Vec<Reading>,
    /// The state before the first step.
    pub setup: Setup,
    /// The steps. The span of each is that of the key that names its kind.
    pub steps: Vec<Spanned<Step>>,
    /// The matrix row; empty without a matrix.
    pub bindings: Vec<Binding>,
}

impl Plan {
    /// The scenario's name: the id without the row of the matrix.
    #[must_use]
    pub fn scenario(&self) -> &str {
        self.id.split('[').next().unwrap_or(&self.id)
    }

    /// The capabilities that a target must have.
    #[must_use]
    pub fn capabilities(&self) -> BTreeSet<Capability> {
        self.needs.iter().map(|need| need.capability).collect()
    }

    /// The first place that needs a capability.
    #[must_use]
    pub fn need(&self, capability: Capability) -> Option<&Need> {
        self.needs.iter().find(|need| need.capability == capability)
    }

    /// Tells whether the scenario has a tag.
    #[must_use]
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own.value == tag)
    }
}

/// URCs that may arrive at any time.
#[derive(Clone, Debug, Default)]
pub struct Background {
    /// Prefixes of their lines.
    pub allow: Vec<Spanned<String>>,
}

/// What is arranged before the first step, on a module in factory state.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Readings of the model's profile that differ from the default.
    pub profile: Vec<Reading>,
    /// Files in the module's file system.
    pub efs: Vec<EfsFile>,
    /// Where the author asked for the usual HTTP settings: the place of that wish.
    pub http: Option<Span>,
    /// The mock MMSC's script; without it the mock accepts everything.
    pub mmsc: Option<MmscScript>,
}

/// One reading of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Name of the reading.
    pub name: Spanned<String>,
    /// The chosen value.
    pub value: Spanned<String>,
}

/// One file of the module's file system.
#[derive(Clone, Debug)]
pub struct EfsFile {
    /// Path in the module, such as `C:/Picture/t1.jpg`.
    pub path: Spanned<Template>,
    /// Content.
    pub payload: Spanned<Payload>,
}

/// One name of a matrix row and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}

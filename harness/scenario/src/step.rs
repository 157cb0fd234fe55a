//! The steps of a case, one file per kind.

mod absence;
mod advance;
mod arrival;
mod command;
mod efs;
mod mmsc;
mod push;
mod read;
mod typing;

pub use absence::AbsentStep;
pub use advance::AdvanceStep;
pub use arrival::AwaitStep;
pub use command::SendStep;
pub use efs::{EfsContent, EfsStep};
pub use mmsc::MmscStep;
pub use push::{MessageClass, PushOrigin, PushSpec};
pub use typing::TypeStep;

/// One step. Enum and files are in alphabetical order of the key that authors write.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Step {
    /// `absent`: nothing of a URC may come for a while.
    Absent(AbsentStep),
    /// `advance`: scenario time passes.
    Advance(AdvanceStep),
    /// `await`: a URC must come.
    Await(AwaitStep),
    /// `efs`: a file in the module must be so.
    Efs(EfsStep),
    /// `mmsc`: script the mock MMSC, or look at what it got.
    Mmsc(Box<MmscStep>),
    /// `power_cycle`: switch the module off and on.
    PowerCycle,
    /// `push`: a WAP push arrives.
    Push(Box<PushSpec>),
    /// `send`: a command line and the response that it must get.
    Send(Box<SendStep>),
    /// `type`: raw octets.
    Type(TypeStep),
}

impl Step {
    /// The key that names the kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Absent(_) => "absent",
            Self::Advance(_) => "advance",
            Self::Await(_) => "await",
            Self::Efs(_) => "efs",
            Self::Mmsc(_) => "mmsc",
            Self::PowerCycle => "power_cycle",
            Self::Push(_) => "push",
            Self::Send(_) => "send",
            Self::Type(_) => "type",
        }
    }
}

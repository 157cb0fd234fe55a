//! Why a case ends before its last step.

use crate::event::Failure;

/// What ends a case early. A failed expectation is a verdict, the others say that there can be none.
#[derive(Debug)]
pub(crate) enum Stop {
    /// An expectation was not met.
    Failed(Box<Failure>),
    /// A precondition cannot be met.
    Inconclusive(String),
    /// The port is gone or silent.
    Port(String),
    /// The harness cannot go on.
    Harness(String),
}

impl From<transport::control::ControlError> for Stop {
    fn from(error: transport::control::ControlError) -> Self {
        use transport::control::ControlError;
        match error {
            ControlError::Refused(reason) => Self::Harness(format!("the model refused: {reason}")),
            ControlError::Closed | ControlError::Silent | ControlError::Io { .. } => {
                Self::Port(format!("the control socket is gone: {error}"))
            }
            other => Self::Harness(other.to_string()),
        }
    }
}

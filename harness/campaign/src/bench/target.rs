//! What a campaign needs of a module, wherever it is: octets and time, and what a laboratory may be able to do.

use std::time::Duration;

use super::Capture;
use crate::operation::{MmscAnswer, Push};

/// Why a target did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// It has no means for that.
    #[error("this target cannot {ability}")]
    Unsupported {
        /// What it cannot do.
        ability: &'static str,
    },
    /// The port is gone.
    #[error("the port failed: {reason}")]
    Port {
        /// What the operating system says.
        reason: String,
    },
    /// Somebody wishes the campaign to end.
    #[error("interrupted")]
    Interrupted,
}

/// A module with a TE's end of its line.
///
/// Time is that of the target's clock: virtual in memory, the wall's on a port. It never goes backwards.
pub trait Target {
    /// The time since the target was made.
    fn now(&self) -> Duration;

    /// Sends octets.
    ///
    /// # Errors
    ///
    /// [`TargetError::Port`].
    fn send(&mut self, octets: &[u8]) -> Result<(), TargetError>;

    /// Waits for octets until some came or the clock shows `deadline`; none came when the answer is empty.
    ///
    /// # Errors
    ///
    /// [`TargetError::Port`].
    fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError>;

    /// Makes the module one that was just switched on, with factory settings and empty boxes.
    ///
    /// # Errors
    ///
    /// [`TargetError::Unsupported`] or [`TargetError::Port`].
    fn reset(&mut self) -> Result<(), TargetError>;

    /// Takes the power away and gives it back.
    ///
    /// # Errors
    ///
    /// [`TargetError::Unsupported`] or [`TargetError::Port`].
    fn power_cycle(&mut self) -> Result<(), TargetError> {
        Err(TargetError::Unsupported { ability: "switch its power" })
    }

    /// Lowers DTR for so long and raises it again: a TA that heeds it (`AT&D2`, V.250 6.2.9) hangs up and takes commands.
    ///
    /// # Errors
    ///
    /// [`TargetError::Unsupported`] where there is no such line, as on a pseudo-terminal, or [`TargetError::Port`].
    fn hang_up(&mut self, time: Duration) -> Result<(), TargetError> {
        let _ = time;
        Err(TargetError::Unsupported { ability: "lower DTR: it has no modem lines" })
    }

    /// Says how the MMSC answers from now on.
    ///
    /// # Errors
    ///
    /// [`TargetError::Unsupported`].
    fn answer(&mut self, answer: MmscAnswer) -> Result<(), TargetError> {
        let _ = answer;
        Err(TargetError::Unsupported { ability: "change the MMSC's answers" })
    }

    /// Delivers a notification.
    ///
    /// # Errors
    ///
    /// [`TargetError::Unsupported`].
    fn push(&mut self, push: Push) -> Result<(), TargetError> {
        let _ = push;
        Err(TargetError::Unsupported { ability: "deliver a push" })
    }

    /// What reached the MMSC since the last call.
    fn captures(&mut self) -> Vec<Capture> {
        Vec::new()
    }

    /// The answers to commands since the last call, where the target tells them.
    fn answers(&mut self) -> Vec<sim7100_model::Event> {
        Vec::new()
    }
}

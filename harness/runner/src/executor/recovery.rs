//! After each case: does the port answer `AT`, and do the state invariants hold?

use super::case::Case;
use super::stop::Stop;
use crate::unanswered::{LULL, LULLS, unanswered};
use crate::verdict::Recovery;
use at_codec::FinalResult;
use std::time::Duration;

/// Octets that end data mode at the latest: the largest payload that a command can declare, and some more.
pub(super) const PADDING_OCTETS_MAX: usize = 310_000;

/// Octets of padding before a case: the case before has been recovered from, so that a silent module is most likely
/// no module.
pub(super) const FIRST_PADDING_OCTETS_MAX: usize = 2_000;

/// Octets of padding between two looks at the line.
const PADDING_PIECE_OCTETS: usize = 1_000;

/// What data mode is padded with: outside of it CR is an empty command line.
const PADDING: u8 = b'\r';

/// Leaves an interactive prompt on modules that know it.
const ESCAPE: &[u8] = b"\x1b\r";

impl Case<'_> {
    /// Brings the port back to where the next case can start, and checks the model's state.
    pub(super) async fn recover(&mut self) -> Recovery {
        match self.try_recover().await {
            Ok(recovery) => recovery,
            Err(stop) => Recovery::Lost(match stop {
                Stop::Port(cause) | Stop::Inconclusive(cause) | Stop::Harness(cause) => cause,
                Stop::Failed(failure) => failure.message,
            }),
        }
    }

    async fn try_recover(&mut self) -> Result<Recovery, Stop> {
        let answering = self.answering(PADDING_OCTETS_MAX).await?;
        let Some(handle) = self.handle else {
            return Ok(answering);
        };
        let violations = handle.violations().await?;
        Ok(if violations.is_empty() { answering } else { Recovery::Broken(violations) })
    }

    /// Makes the module answer `AT`, by leaving data mode if need be.
    pub(super) async fn answering(&mut self, padding_octets_max: usize) -> Result<Recovery, Stop> {
        if self.answers().await? {
            return Ok(Recovery::Sound);
        }
        self.te.write(ESCAPE).await?;
        if self.answers().await? {
            return Ok(Recovery::Padded("ESC".to_owned()));
        }
        self.pad(padding_octets_max).await
    }

    async fn pad(&mut self, padding_octets_max: usize) -> Result<Recovery, Stop> {
        let mut octets = 0;
        while octets < padding_octets_max {
            self.te.write(&[PADDING; PADDING_PIECE_OCTETS]).await?;
            octets += PADDING_PIECE_OCTETS;
            self.skim().await?;
            if !self.te.received().is_empty() && self.answers().await? {
                return Ok(Recovery::Padded(format!("at most {octets} octets")));
            }
        }
        if self.answers().await? {
            return Ok(Recovery::Padded(format!("{octets} octets")));
        }
        let heard = self.te.received().to_vec();
        let is_quiet = heard.is_empty() || self.is_quiet().await?;
        Ok(Recovery::Lost(unanswered(&heard, is_quiet)))
    }

    /// Whether the line is ever without octets for a while.
    async fn is_quiet(&mut self) -> Result<bool, Stop> {
        for _ in 0..LULLS {
            self.listen(LULL).await?;
            if self.te.received().is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads what is there without waiting long for more.
    async fn skim(&mut self) -> Result<(), Stop> {
        self.listen(Duration::from_millis(20)).await
    }

    /// Reads for so long, and not longer where octets come faster than they are read.
    async fn listen(&mut self, time: Duration) -> Result<(), Stop> {
        let deadline = tokio::time::Instant::now() + time;
        self.te.clear_received();
        while self.te.frame(deadline).await?.is_some() && tokio::time::Instant::now() < deadline {}
        Ok(())
    }

    async fn answers(&mut self) -> Result<bool, Stop> {
        Ok(self.exchange_line("AT").await? == Some(FinalResult::Ok))
    }
}

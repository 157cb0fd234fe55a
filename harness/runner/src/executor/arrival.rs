//! The steps `await` and `absent`: URCs that must, or must not, come.

use super::case::{Case, Watch, in_seconds, seconds};
use super::form::{Fit, fit};
use super::stop::Stop;
use crate::counted;
use crate::verdict::Verdict;
use scenario::{AbsentStep, AwaitStep, shown};
use tokio::time::Instant;

/// Lines that a failure names at most.
const LINES_NAMED_MAX: usize = 5;

impl<'a> Case<'a> {
    /// Waits for a URC; one that came during an earlier step and was not taken counts.
    pub(super) async fn await_urc(&mut self, step: &'a AwaitStep) -> Result<Verdict, Stop> {
        if let Some(exactly) = step.exactly {
            self.watches.push(Watch { matcher: &step.urc.value, exactly });
        }
        let deadline = Instant::now() + step.within.value;
        loop {
            if let Some(verdict) = self.take_arrival(step)? {
                return Ok(verdict);
            }
            match self.te.frame(deadline).await? {
                Some(frame) => self.unsolicited(frame)?,
                None => return Err(self.no_urc(step)),
            }
        }
    }

    fn take_arrival(&mut self, step: &AwaitStep) -> Result<Option<Verdict>, Stop> {
        let captures = self.captures.clone();
        let found =
            self.arrivals.iter_mut().filter(|arrival| !arrival.taken).find_map(
                |arrival| match fit(&step.urc.value, &arrival.line, &captures) {
                    Fit::Exact => Some((arrival, Verdict::Pass)),
                    Fit::Nonstandard => Some((arrival, Verdict::PassNonstrict)),
                    Fit::None => None,
                },
            );
        let Some((arrival, verdict)) = found else {
            return Ok(None);
        };
        arrival.taken = true;
        let line = arrival.line.clone();
        let mut done = Vec::new();
        self.capture(&step.captures, &line, &mut done);
        self.captured_all(&step.captures, &done)?;
        Ok(Some(verdict))
    }

    fn no_urc(&self, step: &AwaitStep) -> Stop {
        let others: Vec<String> = self
            .arrivals
            .iter()
            .filter(|arrival| !arrival.taken)
            .take(LINES_NAMED_MAX)
            .map(|arrival| format!("`{}`", shown(&arrival.line)))
            .collect();
        let instead = if others.is_empty() {
            "nothing came".to_owned()
        } else {
            format!("{} came instead", others.join(", "))
        };
        self.failed(
            "attest::run::missing_urc",
            format!("the URC did not come within {}; {instead}", in_seconds(step.within.value)),
            step.urc.span,
            "this did not come",
        )
    }

    /// Watches for a time in which no line with a prefix may come.
    pub(super) async fn absent(&mut self, step: &AbsentStep) -> Result<Verdict, Stop> {
        let prefix = step.urc.value.resolve(&self.captures);
        let before = self.arrivals.len();
        self.watch(step.watch.value).await?;
        let came = self
            .arrivals
            .iter()
            .skip(before)
            .find(|arrival| arrival.line.starts_with(prefix.as_bytes()));
        came.map_or(Ok(Verdict::Pass), |arrival| {
            Err(self.failed(
                "attest::run::unexpected_urc",
                format!("`{}` came after {}", shown(&arrival.line), seconds(arrival.at_us)),
                step.urc.span,
                "nothing of this may come",
            ))
        })
    }

    /// Compares the number of URCs of the whole case; those counted need no `await` of their own.
    pub(super) fn counted(&mut self, watch: &Watch<'_>) -> Result<(), Stop> {
        let mut count: u32 = 0;
        for arrival in &mut self.arrivals {
            if fit(watch.matcher, &arrival.line, &self.captures) != Fit::None {
                arrival.taken = true;
                count += 1;
            }
        }
        if count == watch.exactly.value {
            return Ok(());
        }
        Err(self.failed(
            "attest::run::wrong_count",
            format!("the URC came {} until the end of the case", counted(count, "time")),
            watch.exactly.span,
            format!("{count} came"),
        ))
    }
}

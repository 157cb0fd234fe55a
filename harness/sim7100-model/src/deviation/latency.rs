//! Faults of time: a leak that slows every answer, reports that wait, an OK that is held back.

use core::time::Duration;

use super::memory::LateFinal;
use super::{Deviation, Model};

/// Microseconds that one message in memory adds to an answer: 1 % of 100 ms.
const LEAK_MICROS: u64 = 1_000;
/// The message that no longer fits.
const LEAK_MESSAGES_MAX: u32 = 500;
/// How long a report waits for a response to split.
const REPORT_WAIT: Duration = Duration::from_secs(1);

impl Model {
    /// Counts a new message in memory for `slow-leak`; whether it did not fit, so that the module was reset.
    pub(crate) fn leak_message(&mut self) -> bool {
        if !self.deviates(Deviation::SlowLeak) {
            return false;
        }
        self.faults.messages += 1;
        let is_reset = self.faults.messages >= LEAK_MESSAGES_MAX;
        if is_reset {
            self.power_cycle();
        }
        is_reset
    }

    /// Takes back what was said since a mark, to say it when the leak lets it out.
    pub(crate) fn delay_final(&mut self, mark: usize) {
        if !self.deviates(Deviation::SlowLeak) || self.faults.messages == 0 {
            return;
        }
        let octets = self.unsay(mark);
        let delay = Duration::from_micros(LEAK_MICROS * u64::from(self.faults.messages));
        self.faults.late_final = Some(LateFinal { due: self.now.plus(delay), octets });
    }

    /// Says a late final result code whose time has come.
    pub(crate) fn expire_late_final(&mut self) {
        let now = self.now;
        if let Some(late) = self.faults.late_final.take_if(|late| late.due <= now) {
            self.say(&late.octets);
        }
    }

    /// Whether a command line waits for its final result code, so that no other is read.
    pub(crate) const fn is_final_late(&self) -> bool {
        self.faults.late_final.is_some()
    }

    /// Starts the wait of `report-splits-response`.
    pub(crate) fn delay_reports(&mut self) {
        if self.deviates(Deviation::ReportSplitsResponse) && self.faults.reports_due.is_none() {
            self.faults.reports_due = Some(self.now.plus(REPORT_WAIT));
        }
    }

    /// Whether a fault holds reports back.
    pub(crate) fn are_reports_late(&self) -> bool {
        self.is_final_late() || self.faults.reports_due.is_some_and(|due| due > self.now)
    }

    /// Whether `result-before-ok` holds back the OK of a line that began a transaction.
    pub(crate) fn holds_back_ok(&mut self, was_idle: bool) -> bool {
        if !self.deviates(Deviation::ResultBeforeOk) {
            return false;
        }
        self.faults.is_ok_owed = was_idle && self.job.is_some();
        self.say_held_urcs();
        self.faults.is_ok_owed
    }

    /// Says the OK that was held back, when its transaction is over.
    pub(crate) fn say_owed_ok(&mut self) {
        if self.job.is_none() && core::mem::take(&mut self.faults.is_ok_owed) {
            self.finish_ok();
        }
    }
}

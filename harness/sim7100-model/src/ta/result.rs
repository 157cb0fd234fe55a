//! What the module says: information responses, final result codes, URCs, by V, Q and CMEE.
//!
//! V.250, 5.7; 3GPP TS 27.007, 9.2.

use alloc::format;
use alloc::vec::Vec;

use crate::command::Failure;
use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::model::Model;
use crate::output::{Event, Output};
use crate::profile::value::ExtendedV0;

use super::{HELD_URCS_MAX, Mode};

impl Model {
    /// An information response of one or more lines.
    pub(crate) fn inform(&mut self, lines: &[&[u8]]) {
        let line_end = self.line_end();
        if self.ta.settings.verbose {
            self.say(&line_end);
        }
        for (index, line) in lines.iter().enumerate() {
            self.say(line);
            self.say(&line_end);
            if index == 0 && lines.len() > 1 && self.deviates(Deviation::ReportSplitsResponse) {
                self.say_held_urcs();
            }
        }
    }

    /// The final result code of a command line that succeeded.
    pub(crate) fn finish_ok(&mut self) {
        let mark = self.said_mark();
        self.result_code("OK", 0);
        self.delay_final(mark);
    }

    /// The final result code of a command line that failed.
    pub(crate) fn finish_failed(&mut self, failure: Failure) {
        let mark = self.said_mark();
        self.failure_code(failure);
        self.delay_final(mark);
    }

    fn failure_code(&mut self, failure: Failure) {
        let code = match failure {
            Failure::Code(code) if self.ta.settings.cmee > 0 => code,
            _ => return self.result_code("ERROR", 4),
        };
        if !self.ta.settings.quiet {
            let text = self.cme_error(code);
            self.say(&text);
        }
    }

    /// A URC, at once in command mode, else after the final result code.
    pub(crate) fn report(&mut self, line: &[u8]) {
        if self.ta.held_urcs.len() >= HELD_URCS_MAX {
            self.emit(Output::Event(Event::UrcLost(line.to_vec())));
            return;
        }
        self.ta.held_urcs.push_back(line.to_vec());
        self.delay_reports();
    }

    /// Lets the held URCs go when nothing stands in their way.
    pub(crate) fn release_urcs(&mut self) {
        if !matches!(self.ta.mode, Mode::Command) || self.are_reports_late() {
            return;
        }
        self.say_held_urcs();
        self.say_owed_ok();
    }

    /// Says the held URCs, whatever stands in their way.
    pub(crate) fn say_held_urcs(&mut self) {
        self.faults.reports_due = None;
        while let Some(line) = self.ta.held_urcs.pop_front() {
            let line_end = self.line_end();
            self.say(&line_end);
            self.say(&line);
            self.say(&line_end);
        }
    }

    /// The line of `+CME ERROR` for a code, framed.
    fn cme_error(&self, code: ErrorCode) -> Vec<u8> {
        let text = if self.ta.settings.cmee == 2 {
            format!("+CME ERROR: {}", code.text())
        } else {
            format!("+CME ERROR: {}", code.number())
        };
        let is_trailer_only =
            !self.ta.settings.verbose && self.profile.cme_v0 == ExtendedV0::Trailer;
        let mut octets = Vec::new();
        if !is_trailer_only {
            octets.extend(self.line_end());
        }
        octets.extend_from_slice(text.as_bytes());
        if is_trailer_only {
            octets.push(self.ta.settings.registers.s3);
        } else {
            octets.extend(self.line_end());
        }
        octets
    }

    fn result_code(&mut self, verbose: &str, number: u8) {
        if self.ta.settings.quiet {
            return;
        }
        let line_end = self.line_end();
        if self.ta.settings.verbose {
            self.say(&line_end);
            self.say(verbose.as_bytes());
            self.say(&line_end);
        } else {
            let terminator = self.ta.settings.registers.s3;
            self.say(&[b'0' + number, terminator]);
        }
    }

    fn line_end(&self) -> [u8; 2] {
        [self.ta.settings.registers.s3, self.ta.settings.registers.s4]
    }
}

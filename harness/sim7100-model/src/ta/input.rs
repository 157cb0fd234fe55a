//! Octets of the TE: echo, command lines, data mode.

use at_codec::{Commands, LineEvent};

use crate::Answer;
use crate::command::{self, Done, Failure};
use crate::deviation::Deviation;
use crate::error_code::ErrorCode;
use crate::model::Model;
use crate::profile::value::{CurlyQuotes, LeadingLf};

use super::{Destination, Mode};

use alloc::vec::Vec;

/// Octets of the buffer whose edge loses one, by a fault.
const BUFFER_OCTETS: usize = 512;

impl Model {
    /// Takes octets until there are none, or so much was answered that outputs should be drained first.
    /// What was not taken comes back.
    pub(crate) fn take_te<'a>(&mut self, mut octets: &'a [u8]) -> &'a [u8] {
        while let Some((first, rest)) = octets.split_first() {
            if self.is_outbox_full() || self.is_final_late() {
                break;
            }
            let is_after_terminator = core::mem::take(&mut self.ta.is_after_terminator);
            if is_after_terminator && *first == b'\n' && self.drops_line_feed() {
                octets = rest;
            } else {
                octets = match self.ta.mode {
                    Mode::Data(_) => self.take_data(octets),
                    Mode::Hung => &[],
                    Mode::Command => {
                        self.take_command_octet(*first);
                        rest
                    }
                };
            }
        }
        octets
    }

    /// Ends data mode when the TE has been silent for too long.
    pub(crate) fn expire_data(&mut self) {
        if let Mode::Data(phase) = &self.ta.mode
            && phase.deadline <= self.now
        {
            self.ta.mode = Mode::Command;
            self.finish_failed(Failure::Code(ErrorCode::OVERTIME));
            command::down::data_ended(self, Answer::Code(ErrorCode::OVERTIME));
        }
    }

    fn drops_line_feed(&self) -> bool {
        matches!(self.ta.mode, Mode::Command) || self.profile.data_leading_lf == LeadingLf::Drop
    }

    fn take_data<'a>(&mut self, octets: &'a [u8]) -> &'a [u8] {
        let deadline = self.data_deadline();
        let drops_cr = self.deviates(Deviation::DataModeDropsCr);
        let Mode::Data(phase) = &mut self.ta.mode else {
            return octets;
        };
        phase.deadline = deadline;
        let (data, rest) = match octets.strip_prefix(b"\r") {
            Some(rest) if drops_cr => return rest,
            _ if drops_cr => phase.take_until(octets, b'\r'),
            _ => phase.take(octets),
        };
        let is_complete = phase.owed_octets() == 0;
        if self.ta.settings.echo && self.profile.data_echo.is_on() {
            self.say(data);
        }
        if is_complete {
            self.complete_data();
        }
        rest
    }

    fn complete_data(&mut self) {
        if let Mode::Data(phase) = core::mem::replace(&mut self.ta.mode, Mode::Command) {
            let (destination, mut octets) = phase.finish();
            if self.deviates(Deviation::OctetLostAtBufferEdge) {
                octets = without_buffer_edges(&octets);
            }
            match self.store_data(destination, octets) {
                Ok(()) => {
                    self.finish_ok();
                    command::down::data_ended(self, Answer::Ok);
                }
                Err(code) => {
                    self.finish_failed(Failure::Code(code));
                    command::down::data_ended(self, Answer::Code(code));
                }
            }
            self.release_urcs();
        }
    }

    fn store_data(&mut self, destination: Destination, octets: Vec<u8>) -> Result<(), ErrorCode> {
        match destination {
            Destination::Title => command::down::store_title(self, &octets),
            Destination::File { name, content_type } => {
                command::down::store_file(self, &name, content_type, octets);
                Ok(())
            }
        }
    }

    fn take_command_octet(&mut self, octet: u8) {
        let registers = self.ta.settings.registers;
        if self.ta.settings.echo {
            self.say(&[octet]);
        }
        self.ta.is_after_terminator = octet == registers.s3;
        match self.ta.reader.push(octet, registers) {
            None => {}
            Some(LineEvent::Line(line)) => {
                self.run_line(&line);
                self.ta.last_line = line;
            }
            Some(LineEvent::Repeat) => {
                let line = self.ta.last_line.clone();
                self.run_line(&line);
            }
            Some(LineEvent::TooLong) => self.finish_failed(Failure::Error),
        }
        self.release_urcs();
    }

    /// Runs the commands of a line from left to right, up to the first failure; one final result code.
    fn run_line(&mut self, line: &[u8]) {
        if line.is_empty() {
            return self.finish_ok();
        }
        let was_idle = self.job.is_none();
        self.faults.is_transfer_disturbed |= !was_idle;
        let plain = match self.profile.curly_quotes {
            CurlyQuotes::Reject => None,
            CurlyQuotes::Accept => Some(with_plain_quotes(line)),
        };
        let mut commands = Commands::new(plain.as_deref().unwrap_or(line)).peekable();
        while let Some(command) = commands.next() {
            let is_last = commands.peek().is_none();
            let answer = command
                .map_err(|_| Failure::Error)
                .and_then(|command| command::run(self, &command, is_last));
            match answer {
                Ok(Done::Ok) => {}
                Ok(Done::Data(phase)) => return self.prompt(Mode::Data(phase)),
                Ok(Done::Hang) => return self.prompt(Mode::Hung),
                Ok(Done::Reset) => return,
                Err(failure) => return self.finish_failed(failure),
            }
        }
        if !self.holds_back_ok(was_idle) {
            self.finish_ok();
        }
    }

    fn prompt(&mut self, mode: Mode) {
        self.ta.mode = mode;
        self.say(self.prompt_octets());
    }

    /// The prompt by reading `prompt`.
    pub(crate) const fn prompt_octets(&self) -> &'static [u8] {
        if self.deviates(Deviation::PromptSpacing) {
            return self.profile.prompt.misspaced();
        }
        self.profile.prompt.octets()
    }
}

/// What a fault leaves of octets that come in buffers.
fn without_buffer_edges(octets: &[u8]) -> Vec<u8> {
    let (first, further) = octets.split_at_checked(BUFFER_OCTETS).unwrap_or((octets, &[]));
    let kept = further.chunks(BUFFER_OCTETS).filter_map(<[u8]>::split_first);
    let mut left = first.to_vec();
    kept.for_each(|(_, rest)| left.extend_from_slice(rest));
    left
}

/// The line with U+201C and U+201D as the quote 0x22.
fn with_plain_quotes(line: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((first, tail)) = rest.split_first() {
        if let [0xE2, 0x80, 0x9C | 0x9D, tail @ ..] = rest {
            plain.push(b'"');
            rest = tail;
        } else {
            plain.push(*first);
            rest = tail;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{with_plain_quotes, without_buffer_edges};

    #[test]
    fn each_further_buffer_loses_its_first_octet() {
        assert_eq!(without_buffer_edges(&[0; 512]).len(), 512);
        assert_eq!(without_buffer_edges(&[0; 513]).len(), 512);
        assert_eq!(without_buffer_edges(&[0; 1_026]).len(), 1_024);
    }

    #[test]
    fn typographic_quotes_become_plain() {
        assert_eq!(with_plain_quotes("AT+X=”a“".as_bytes()), b"AT+X=\"a\"");
        assert_eq!(with_plain_quotes(b"\xE2\x80"), b"\xE2\x80");
    }
}

//! The model as a target: a clock that only the campaign moves, an MMSC in memory, files in the EFS.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use sim7100_model::{Control, Event, Input, Instant, Model, Output, Profile, PushSms, Timestamp};

use super::network::Network;
use super::{Capture, Target, TargetError};
use crate::operation::{MmscAnswer, Push};

/// Files of the EFS after a reset, with their octets.
const FILES: &[(&str, usize)] =
    &[("C:/t1.txt", 20), ("C:/Picture/t1.jpg", 600), ("D:/Video/t1.3gp", 40)];

/// A file of the EFS: its path, and what it holds.
pub type File = (String, Vec<u8>);

/// The files that the EFS has after a reset unless others are asked for.
#[must_use]
pub fn files() -> Vec<File> {
    FILES.iter().map(|(path, octets)| ((*path).to_owned(), vec![b'f'; *octets])).collect()
}

/// Events of one wait at most; more of them are a fault of the model.
const EVENTS_MAX: usize = 100_000;

/// The model on a bench.
#[derive(Debug)]
pub struct Bench {
    profile: Profile,
    files: Arc<[File]>,
    model: Model,
    network: Network,
    now: Duration,
    te: VecDeque<Vec<u8>>,
    answers: Vec<Event>,
}

impl Bench {
    /// A module of this profile that was just switched on.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        Self::with_files(profile, files().into())
    }

    /// The same with these files in its EFS.
    #[must_use]
    pub fn with_files(profile: Profile, files: Arc<[File]>) -> Self {
        let mut bench = Self {
            model: Model::new(profile.clone()),
            profile,
            files,
            network: Network::new(),
            now: Duration::ZERO,
            te: VecDeque::new(),
            answers: Vec::new(),
        };
        bench.put_files();
        bench
    }

    /// The model.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// Its profile.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    fn put_files(&mut self) {
        for (path, octets) in self.files.clone().iter() {
            self.input(Input::Control(Control::PutFile { path, octets }));
        }
    }

    fn instant(&self) -> Instant {
        Instant::from_micros(u64::try_from(self.now.as_micros()).unwrap_or(u64::MAX))
    }

    fn input(&mut self, input: Input<'_>) {
        self.model.handle(self.instant(), input);
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(output) = self.model.poll_output() {
            match output {
                Output::Te(octets) => self.te.push_back(octets),
                Output::Net(action) => self.network.act(self.now, action),
                Output::Event(event @ Event::Command { .. }) => self.answers.push(event),
                Output::Event(_) => {}
            }
        }
    }

    /// Lets the next thing happen that is due by then; whether there was one.
    fn step(&mut self, deadline: Duration) -> bool {
        let timeout = self.model.poll_timeout();
        let timeout = timeout.map(|instant| Duration::from_micros(instant.as_micros()));
        let next = [timeout, self.network.deadline()].into_iter().flatten().min();
        let Some(next) = next.filter(|next| *next <= deadline) else { return false };
        self.now = self.now.max(next);
        let (now, model) = (self.instant(), &mut self.model);
        if self.network.next(self.now, |event| model.handle(now, Input::Net(event))).is_none() {
            self.model.handle(now, Input::Timeout);
        }
        self.drain();
        true
    }
}

impl Target for Bench {
    fn now(&self) -> Duration {
        self.now
    }

    fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
        self.input(Input::Te(octets));
        Ok(())
    }

    fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
        for _ in 0..EVENTS_MAX {
            if let Some(octets) = self.te.pop_front() {
                return Ok(octets);
            }
            if !self.step(deadline) {
                break;
            }
        }
        self.now = self.now.max(deadline);
        Ok(Vec::new())
    }

    fn reset(&mut self) -> Result<(), TargetError> {
        *self = Self::with_files(self.profile.clone(), Arc::clone(&self.files));
        Ok(())
    }

    fn power_cycle(&mut self) -> Result<(), TargetError> {
        self.input(Input::Control(Control::PowerCycle));
        Ok(())
    }

    fn answer(&mut self, answer: MmscAnswer) -> Result<(), TargetError> {
        self.network.answer(answer);
        Ok(())
    }

    fn push(&mut self, push: Push) -> Result<(), TargetError> {
        let octets = push.octets();
        self.input(Input::Push(PushSms {
            sender: "15001844675",
            timestamp: TIMESTAMP,
            octets: &octets,
        }));
        Ok(())
    }

    fn captures(&mut self) -> Vec<Capture> {
        self.network.captures()
    }

    fn answers(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.answers)
    }
}

/// The service-centre time stamp of every push: 09/03/17,17:14:41+32.
const TIMESTAMP: Timestamp =
    Timestamp { year: 9, month: 3, day: 17, hour: 17, minute: 14, second: 41, quarter_hours: 32 };

#[cfg(test)]
mod tests {
    use super::super::Session;
    use super::*;
    use crate::operation::{self, Operation};

    /// Performs a transcript on the SIM7100; what the TE saw of each step.
    fn perform(text: &str) -> Vec<String> {
        let mut session = Session::new(Bench::new(Profile::default()));
        let operations: Vec<Operation> = operation::parse(text).unwrap();
        let te = |operation| session.perform(operation).unwrap().te.escape_ascii().to_string();
        operations.iter().map(te).collect()
    }

    const SEND: &str = "send ATE0\nsend AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"\nsend AT+CMMSEDIT=1\n\
        send AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"\ndata hi\nsend AT+CMMSRECP=\"1\"\nsend AT+CMMSSEND\ntick 1000\n";

    #[test]
    fn a_message_is_sent_to_the_mmsc_in_virtual_time() {
        let seen = perform(SEND);
        assert_eq!(
            seen[3..],
            [r"\r\n>", r"\r\nOK\r\n", r"\r\nOK\r\n", r"\r\nOK\r\n", r"\r\n+CMMSSEND: 0\r\n"]
        );
        let seen = perform(&SEND.replace("tick 1000", "mmsc never\ntick 3600000"));
        assert_eq!(seen[8], r"\r\n+CMMSSEND: 173\r\n");
        let seen = perform(&SEND.replace("send AT+CMMSSEND", "mmsc reset\nsend AT+CMMSSEND"));
        assert_eq!(seen[8], r"\r\n+CMMSSEND: 190\r\n");
    }

    #[test]
    fn a_message_is_received_and_acknowledged() {
        let seen = perform(
            "send ATE0\nsend AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"\nmmsc serve-text\n\
             send AT+CMMSRECV=\"http://a/b\"\ntick 2000\nsend AT+CMMSREAD=0\n",
        );
        assert_eq!(seen[4], r"\r\n+CMMSRECV: 0\r\n");
        assert!(seen[5].starts_with(r#"\r\n+CMMSREAD:\"r.txt\",26\r\nR\x00"#), "{}", seen[5]);
    }

    #[test]
    fn a_payload_without_a_prompt_is_not_sent() {
        assert_eq!(perform("send ATE0\ndata AT\\r\n")[1], "");
        assert_eq!(perform("send ATE0\nraw AT\\r\n")[1], r"\r\nOK\r\n");
    }

    #[test]
    fn captures_are_judged() {
        let mut session = Session::new(Bench::new(Profile::default()));
        let mut captures = Vec::new();
        for operation in operation::parse(SEND).unwrap() {
            captures.extend(session.perform(&operation).unwrap().captures);
        }
        assert_eq!(captures.len(), 1);
        assert!(captures[0].pdu().starts_with(&[0x8C, 0x80]));
        assert_eq!(captures[0].exchange.stored.as_deref(), Some("attest-1"));
    }
}

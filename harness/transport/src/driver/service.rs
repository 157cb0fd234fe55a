//! What the driver answers to the requests of control.

use std::collections::BTreeMap;

use sim7100_model::{Control, Input, PushSms};

use super::Driver;
use crate::control::{Answer, PROTOCOL, Reply, Request};

impl Driver {
    pub(super) fn serve(&mut self, request: Request) -> Reply {
        match request {
            Request::Hello => Reply::Ok(hello()),
            Request::PutFile { path, octets } => {
                self.control(Control::PutFile { path: &path, octets: &octets })
            }
            Request::GetFile { path } => self.file(&path),
            Request::RemoveFile { path } => self.control(Control::RemoveFile { path: &path }),
            Request::Push { sender, timestamp, octets } => self.push(&sender, &timestamp, &octets),
            Request::Profile { readings } => self.change_profile(&readings),
            Request::PowerCycle => self.control(Control::PowerCycle),
            Request::Factory => {
                self.violations.clear();
                self.control(Control::Factory)
            }
            Request::Route { from, to } => match self.network.dialer().route(&from, &to) {
                Ok(()) => Reply::Ok(Answer::Done),
                Err(error) => Reply::Error(error.to_string()),
            },
            Request::Summary => Reply::Ok(Answer::Summary(self.model.summary().to_string())),
            Request::Violations => Reply::Ok(Answer::Violations(self.violations())),
        }
    }

    fn control(&mut self, control: Control<'_>) -> Reply {
        self.refused = None;
        self.feed(Input::Control(control));
        match self.refused.take() {
            None => Reply::Ok(Answer::Done),
            Some(reason) => Reply::Error(reason),
        }
    }

    fn file(&self, path: &str) -> Reply {
        match self.model.efs().read(path) {
            Some(octets) => Reply::Ok(Answer::File { octets: octets.to_vec() }),
            None => Reply::Error(format!("no file {path}")),
        }
    }

    fn push(&mut self, sender: &str, timestamp: &str, octets: &[u8]) -> Reply {
        match timestamp.parse() {
            Ok(timestamp) => {
                self.feed(Input::Push(PushSms { sender, timestamp, octets }));
                Reply::Ok(Answer::Done)
            }
            Err(error) => Reply::Error(format!("{timestamp}: {error}")),
        }
    }

    fn change_profile(&mut self, readings: &BTreeMap<String, String>) -> Reply {
        let mut profile = self.profile_at_start.clone();
        for (reading, value) in readings {
            if let Err(error) = profile.set(reading, value) {
                return Reply::Error(error.to_string());
            }
        }
        self.control(Control::Profile(profile))
    }

    /// What was found after every input, and forgets it.
    fn violations(&mut self) -> Vec<String> {
        let mut violations = std::mem::take(&mut self.violations);
        if let Some(at) = self.stuck {
            violations.push(format!("the deadline at {} µs does not move", at.as_micros()));
        }
        violations
    }
}

fn hello() -> Answer {
    let module = format!("SIM7100 reference model {}", env!("CARGO_PKG_VERSION"));
    Answer::Hello { protocol: PROTOCOL, module }
}

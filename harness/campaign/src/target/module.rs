//! A module for targets that look at one thing: the model, a clock that stands still, and a network answered by hand.

use sim7100_model::{ConnectionId, Event, Input, Instant, Model, NetAction, NetEvent, Output};

/// The model with what came out of it.
#[derive(Debug)]
pub(super) struct Module {
    pub(super) model: Model,
    /// Microseconds since it was switched on.
    pub(super) micros: u64,
    pub(super) net: Vec<NetAction>,
    pub(super) events: Vec<Event>,
}

impl Module {
    pub(super) const fn new(model: Model) -> Self {
        Self { model, micros: 0, net: Vec::new(), events: Vec::new() }
    }

    /// Sends octets; those that come back.
    pub(super) fn te(&mut self, octets: &[u8]) -> Vec<u8> {
        self.input(Input::Te(octets))
    }

    /// Sends a command line that is answered OK and nothing else.
    pub(super) fn ok(&mut self, line: &str) {
        let said = self.te(format!("{line}\r").as_bytes());
        assert!(said.ends_with(b"\r\nOK\r\n"), "{line}: {}", said.escape_ascii());
    }

    /// Sends a command line that prompts, and octets for the prompt.
    pub(super) fn down(&mut self, line: &str, octets: &[u8]) {
        let answer = self.prompted(line, octets);
        assert_eq!(answer, b"\r\nOK\r\n", "{line}: {}", answer.escape_ascii());
    }

    /// The same; what is answered to the octets.
    pub(super) fn prompted(&mut self, line: &str, octets: &[u8]) -> Vec<u8> {
        assert_eq!(self.te(format!("{line}\r").as_bytes()), b"\r\n>", "{line}");
        // The first line feed belongs to the line.
        assert_eq!(self.te(b"\n"), b"", "{line}");
        self.te(octets)
    }

    /// Any input; the octets for the TE that it causes. The invariants of the model hold afterwards.
    pub(super) fn input(&mut self, input: Input<'_>) -> Vec<u8> {
        self.model.handle(Instant::from_micros(self.micros), input);
        let mut said = Vec::new();
        while let Some(output) = self.model.poll_output() {
            match output {
                Output::Te(octets) => said.extend(octets),
                Output::Net(action) => self.net.push(action),
                Output::Event(Event::Command { .. }) => {}
                Output::Event(event) => self.events.push(event),
            }
        }
        assert_sound(&self.model);
        said
    }

    /// Lets so many seconds pass, up to each deadline in turn; the octets for the TE that this causes.
    pub(super) fn advance(&mut self, seconds: u64) -> Vec<u8> {
        let end = self.micros.saturating_add(seconds.saturating_mul(1_000_000));
        let mut said = Vec::new();
        while let Some(due) = self.model.poll_timeout().filter(|due| due.as_micros() <= end) {
            self.micros = due.as_micros();
            said.extend(self.input(Input::Timeout));
        }
        self.micros = end;
        said
    }

    /// Opens the connection that the model asked for last; none when it asked for none.
    pub(super) fn open(&mut self) -> Option<ConnectionId> {
        let NetAction::Open { connection, .. } = self.net.pop()? else { return None };
        self.input(Input::Net(NetEvent::Opened(connection)));
        Some(connection)
    }
}

/// What must hold in every state.
pub(super) fn assert_sound(model: &Model) {
    assert_eq!(model.violations(), Vec::<String>::new(), "invariants that do not hold");
}

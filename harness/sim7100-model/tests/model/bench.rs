//! A laboratory bench: the model, a clock that only a test moves, and a network answered by hand.

use sim7100_model::{
    ConnectionId, Control, Event, Input, Instant, Model, NetAction, NetEvent, Output, Profile,
};

/// The model with what came out of it.
#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) model: Model,
    pub(crate) micros: u64,
    pub(crate) net: Vec<NetAction>,
    pub(crate) events: Vec<Event>,
    /// [`Event::Command`] apart from the others.
    pub(crate) answers: Vec<Event>,
}

impl Bench {
    /// The SIM7100 profile, without echo, with numeric `+CME ERROR`.
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// Other readings, without echo, with numeric `+CME ERROR`.
    pub(crate) fn with(readings: &[(&str, &str)]) -> Self {
        let mut bench = Self::raw(readings);
        assert_eq!(bench.te(b"ATE0+CMEE=1\r"), b"ATE0+CMEE=1\r\r\nOK\r\n");
        bench
    }

    /// Other readings, as after power-on.
    pub(crate) fn raw(readings: &[(&str, &str)]) -> Self {
        let mut profile = Profile::default();
        for (reading, value) in readings {
            profile.set(reading, value).unwrap();
        }
        Self {
            model: Model::new(profile),
            micros: 0,
            net: Vec::new(),
            events: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// Sends octets; the octets that come back.
    pub(crate) fn te(&mut self, octets: &[u8]) -> Vec<u8> {
        self.input(Input::Te(octets))
    }

    /// Sends a command line; the text that comes back.
    pub(crate) fn line(&mut self, line: &str) -> String {
        String::from_utf8(self.te(format!("{line}\r").as_bytes())).unwrap()
    }

    /// Sends command lines that each answer OK alone.
    pub(crate) fn ok(&mut self, lines: &[&str]) {
        for line in lines {
            assert_eq!(self.line(line), "\r\nOK\r\n", "{line}");
        }
    }

    /// Sends a CMMSDOWN with its data.
    pub(crate) fn down(&mut self, line: &str, data: &[u8]) {
        assert_eq!(self.line(line), "\r\n>", "{line}");
        assert_eq!(self.te(data), b"\r\nOK\r\n", "{line}");
    }

    /// A network event; the octets for the TE that it causes.
    pub(crate) fn net(&mut self, event: NetEvent<'_>) -> String {
        String::from_utf8(self.input(Input::Net(event))).unwrap()
    }

    /// A control input.
    pub(crate) fn control(&mut self, control: Control<'_>) {
        assert_eq!(self.input(Input::Control(control)), b"");
    }

    /// Lets time pass, up to each deadline in turn.
    pub(crate) fn advance(&mut self, seconds: u64) -> String {
        let end = self.micros + seconds * 1_000_000;
        let mut said = Vec::new();
        while let Some(deadline) = self.model.poll_timeout().filter(|at| at.as_micros() <= end) {
            self.micros = deadline.as_micros();
            said.extend(self.input(Input::Timeout));
        }
        self.micros = end;
        String::from_utf8(said).unwrap()
    }

    /// Any input; the octets for the TE that it causes.
    pub(crate) fn input(&mut self, input: Input<'_>) -> Vec<u8> {
        self.model.handle(Instant::from_micros(self.micros), input);
        let mut said = Vec::new();
        while let Some(output) = self.model.poll_output() {
            match output {
                Output::Te(octets) => said.extend(octets),
                Output::Net(action) => self.net.push(action),
                Output::Event(event @ Event::Command { .. }) => self.answers.push(event),
                Output::Event(event) => self.events.push(event),
            }
        }
        if self.model.profile().deviations().next().is_none() {
            assert_eq!(self.model.violations(), Vec::<String>::new());
        }
        said
    }

    /// The connection that the model just asked for, with host and port.
    pub(crate) fn opened(&mut self) -> (ConnectionId, String, u16) {
        match self.net.pop() {
            Some(NetAction::Open { connection, host, port }) => (connection, host, port),
            other => panic!("no connection was asked for, but {other:?}"),
        }
    }

    /// Opens the connection that the model asked for; the request that comes.
    pub(crate) fn request(&mut self) -> (ConnectionId, Vec<u8>) {
        let (connection, ..) = self.opened();
        assert_eq!(self.net(NetEvent::Opened(connection)), "");
        match self.net.pop() {
            Some(NetAction::Send { octets, .. }) => (connection, octets),
            other => panic!("no request was sent, but {other:?}"),
        }
    }

    /// Answers a request with 200 and a body; the octets for the TE that this causes.
    pub(crate) fn answer(&mut self, connection: ConnectionId, body: &[u8]) -> String {
        let mut response =
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
        response.extend_from_slice(body);
        self.answer_raw(connection, &response)
    }

    /// Answers a request with these octets; the octets for the TE that this causes.
    pub(crate) fn answer_raw(&mut self, connection: ConnectionId, octets: &[u8]) -> String {
        self.net(NetEvent::Received { connection, octets })
    }

    /// A message ready for sending, and the settings for it.
    pub(crate) fn compose(&mut self) {
        self.ok(&[
            "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
            "AT+CMMSPROTO=1,\"10.0.0.172\",80",
            "AT+CMMSEDIT=1",
            "AT+CMMSRECP=\"13918181818\"",
        ]);
        self.down("AT+CMMSDOWN=\"TITLE\",10", b"Test title");
        self.down("AT+CMMSDOWN=\"TEXT\",12,\"t1.txt\"", b"Hello module");
    }
}

/// Runs command lines one after the other on one bench, each with its exact answer.
pub(crate) fn dialogue(bench: &mut Bench, rows: &[(&str, &str)]) {
    for (line, answer) in rows {
        assert_eq!(bench.line(line), *answer, "{line}");
    }
}

/// The octets of a search text in a longer one.
pub(crate) fn contains(octets: &[u8], part: &[u8]) -> bool {
    octets.windows(part.len()).any(|window| window == part)
}

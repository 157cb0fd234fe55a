//! The model with a clock that only the search moves and a network that answers as the search likes.

use std::collections::BTreeSet;

use sim7100_model::{
    ConnectionId, Control, Event, Input, Instant, Model, NetAction, NetEvent, NetFailure, Output,
    Profile, PushSms, Timestamp, TransactionPhase,
};

use crate::triple::Triple;

/// Seconds after which a silent TE or network is waited for no longer.
const DATA_SECONDS: u64 = 10;
const TRANSACTION_SECONDS: u64 = 3_600;

/// What is sent to a module that was just switched on.
const SETTINGS: &[&str] = &[
    "ATE0",
    "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
    "AT+CMMSPROTO=1,\"10.0.0.172\",80",
    "AT+CMMSSYSSET=10240",
];

/// Octets of a message, at most, and those that tell a part without a name.
pub(crate) const OCTETS: usize = 10_240;
pub(crate) const NAMELESS_OCTETS: usize = 1_000;

/// Files that the module has: a small one, one without a type, one as large as a message may be.
const FILES: &[(&str, usize)] = &[("C:/a.jpg", 1), ("C:/a.exe", 1), ("C:/big.jpg", OCTETS)];

/// X-Mms-Message-Type M-Retrieve.conf, X-Mms-MMS-Version 1.0, Date; To; Content-Type multipart.mixed.
const RETRIEVE: &[u8] = b"\x8C\x84\x8D\x90\x85\x04\x49\xBF\x68\x89";
const TO: &[u8] = b"\x971/TYPE=PLMN\0";
const MIXED: &[u8] = b"\x84\xA3";

/// The WSP push of an M-Notification.ind.
const PUSH: &[u8] =
    b"\x01\x06\x1Dapplication/vnd.wap.mms-message\0\x8C\x82\x98T1\0\x8D\x90\x8A\x80\
    \x8E\x01\x09\x88\x03\x81\x01\x3C\x83http://192.168.1.2/a\0";

/// What happens to the module other than by a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Happening {
    /// The octets that data mode waits for come.
    Octets,
    /// They come as zeros, which no title takes.
    Zeros,
    /// The TE or the network is silent for as long as the module waits.
    Silence,
    /// The MMSC confirms what was sent.
    Confirmed,
    /// The MMSC answers with something else.
    Answered(Body),
    /// The connection breaks.
    Broken,
    /// A notification arrives.
    Push,
    /// The power goes and comes back; the TE makes its settings again.
    PowerCycle,
}

impl Happening {
    /// All of them.
    pub(crate) const ALL: [Self; 11] = [
        Self::Octets,
        Self::Zeros,
        Self::Silence,
        Self::Confirmed,
        Self::Answered(Body::Nothing),
        Self::Answered(Body::Title),
        Self::Answered(Body::Whole),
        Self::Answered(Body::Nameless),
        Self::Broken,
        Self::Push,
        Self::PowerCycle,
    ];
}

/// The body of an HTTP response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// No octet.
    Nothing,
    /// A message with a title alone.
    Title,
    /// One with a receiver and a text.
    Whole,
    /// One with a text and a part whose content type has no name, which cannot be sent on. Number and size of its files
    /// tell it from others.
    Nameless,
}

impl Body {
    fn octets(self) -> Vec<u8> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Title => [RETRIEVE, b"\x96Hi\0", MIXED, b"\x00"].concat(),
            Self::Whole => [RETRIEVE, TO, MIXED, b"\x01\x01\x01\x83x"].concat(),
            Self::Nameless => [
                RETRIEVE,
                TO,
                MIXED,
                b"\x02\x01\x01\x83x\x03\x87\x68;a\0",
                &[b'x'; NAMELESS_OCTETS],
            ]
            .concat(),
        }
    }
}

/// The module and what is around it.
#[derive(Clone)]
pub(crate) struct Bench {
    /// The module.
    pub(crate) model: Model,
    micros: u64,
    connection: Option<ConnectionId>,
    transaction_id: String,
}

impl Bench {
    /// The SIM7100 with its settings made; what that is answered goes into `found`.
    pub(crate) fn new(found: &mut BTreeSet<Triple>) -> Self {
        let mut bench = Self {
            model: Model::new(Profile::default()),
            micros: 0,
            connection: None,
            transaction_id: String::new(),
        };
        for (path, octets) in FILES {
            let octets = vec![b'x'; *octets];
            bench.input(Input::Control(Control::PutFile { path, octets: &octets }), found);
        }
        bench.settle(found);
        bench
    }

    /// Sends a command line. Whether each command of it was answered with a failure or changes nothing.
    pub(crate) fn line(&mut self, line: &str, found: &mut BTreeSet<Triple>) -> bool {
        self.input(Input::Te(format!("{line}\r").as_bytes()), found)
    }

    fn data(&mut self, octet: u8, found: &mut BTreeSet<Triple>) {
        let owed = self.model.summary().data_owed_octets.unwrap_or_default();
        self.input(Input::Te(&vec![octet; owed]), found);
    }

    /// Lets something happen. Where it cannot, nothing does.
    pub(crate) fn happen(&mut self, happening: Happening, found: &mut BTreeSet<Triple>) {
        match happening {
            Happening::Octets => self.data(b'x', found),
            Happening::Zeros => self.data(0, found),
            Happening::Silence => {
                let in_data_mode = self.model.summary().data_owed_octets.is_some();
                let seconds = if in_data_mode { DATA_SECONDS } else { TRANSACTION_SECONDS };
                self.micros += seconds * 1_000_000;
                self.input(Input::Timeout, found);
            }
            Happening::Confirmed => {
                let id = self.transaction_id.as_bytes();
                let body = [b"\x8C\x81\x98", id, b"\0\x8D\x90\x92\x80"].concat();
                self.respond(&body, found);
            }
            Happening::Answered(body) => self.respond(&body.octets(), found),
            Happening::Broken => {
                if let Some(connection) = self.connection {
                    let reason = NetFailure::Reset;
                    self.input(Input::Net(NetEvent::Failed { connection, reason }), found);
                }
            }
            Happening::Push => {
                let timestamp = Timestamp {
                    year: 24,
                    month: 1,
                    day: 1,
                    hour: 0,
                    minute: 0,
                    second: 0,
                    quarter_hours: 0,
                };
                self.input(Input::Push(PushSms { sender: "1", timestamp, octets: PUSH }), found);
            }
            Happening::PowerCycle => {
                self.input(Input::Control(Control::PowerCycle), found);
                self.settle(found);
            }
        }
    }

    fn settle(&mut self, found: &mut BTreeSet<Triple>) {
        for line in SETTINGS {
            self.line(line, found);
        }
    }

    fn respond(&mut self, body: &[u8], found: &mut BTreeSet<Triple>) {
        let Some(connection) = self.connection else { return };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        let octets = [head.as_bytes(), body].concat();
        self.input(Input::Net(NetEvent::Opened(connection)), found);
        self.input(Input::Net(NetEvent::Received { connection, octets: &octets }), found);
    }

    /// Gives the model an input and drains it. Whether no answer was OK or a prompt.
    fn input(&mut self, input: Input<'_>, found: &mut BTreeSet<Triple>) -> bool {
        self.model.handle(Instant::from_micros(self.micros), input);
        let mut is_refused = true;
        while let Some(output) = self.model.poll_output() {
            match output {
                Output::Te(_) | Output::Net(NetAction::Send { .. }) => {}
                Output::Net(NetAction::Open { connection, .. }) => {
                    self.connection = Some(connection);
                }
                Output::Net(NetAction::Close { .. }) => self.connection = None,
                Output::Event(event) => is_refused &= self.hear(event, found),
            }
        }
        is_refused
    }

    fn hear(&mut self, event: Event, found: &mut BTreeSet<Triple>) -> bool {
        use sim7100_model::Answer;
        if let Some(triple) = Triple::of(&event) {
            found.insert(triple);
            return matches!(triple.answer, Answer::Error | Answer::Code(_));
        }
        if let Event::Transaction { phase: TransactionPhase::Started { transaction_id }, .. } =
            event
        {
            self.transaction_id = transaction_id.unwrap_or_default();
        }
        true
    }
}

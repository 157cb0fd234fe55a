//! How the belief follows the dialogue. The outcome of each command is that of its first final result code.

use at_codec::{FinalResult, Urc};
use sim7100_model::TransactionKind;

use super::{Belief, File, Item, Job, Message, Owed, Reply, Slot, units};
use crate::bench::Observation;
use crate::operation::{CommandLine, LineForm, Operation};

/// Command lines that change nothing that is believed.
const HARMLESS: &[&[u8]] = &[b"AT", b"ATE0", b"ATE1", b"ATI", b"ATH"];

impl Belief {
    /// Takes a step into account.
    pub fn update(&mut self, operation: &Operation, seen: &Observation, reply: &Reply) {
        let first = reply.items.iter().position(|item| matches!(item, Item::Final(_)));
        let (early, late) = reply.items.split_at(first.unwrap_or(0));
        // A report in front of the answer is that of a transaction from before.
        self.reports(early);
        match operation {
            Operation::PowerCycle => self.power_cycle(),
            _ if self.owed.is_some() => self.update_data(operation, seen, reply),
            Operation::Command(line) if reply.is_prompt() => self.prompted(line),
            Operation::Command(line) if reply.is_ok() => self.done(line, seen),
            Operation::Line(line) => {
                self.is_lost |= !HARMLESS.contains(&line.as_slice());
            }
            Operation::Octets(_) => self.is_lost = true,
            _ => {}
        }
        self.reports(late);
        self.late_failure(operation, reply);
    }

    /// Mail boxes outlive a loss of power; what else does is not documented.
    fn power_cycle(&mut self) {
        let [first, second] = std::mem::replace(&mut self.boxes, [Slot::Unknown, Slot::Unknown]);
        let (is_lost, changes) = (self.is_lost, self.changes + 1);
        *self = Self { boxes: [first, second], is_lost, changes, ..Self::default() };
    }

    fn update_data(&mut self, operation: &Operation, seen: &Observation, reply: &Reply) {
        let Some(owed) = &mut self.owed else { return };
        if seen.is_sent {
            owed.octets.extend(operation.octets());
            if operation.is_command() {
                owed.octets.push(b'\r');
            }
        }
        if owed.octets.len() > owed.announced {
            self.is_lost = true;
        }
        if reply.finals().next().is_none() {
            return;
        }
        let Some(owed) = self.owed.take() else { return };
        if reply.is_ok() {
            self.changes += 1;
            if let Some(message) = &mut self.memory {
                keep(message, owed);
            }
        }
    }

    fn prompted(&mut self, line: &CommandLine) {
        let announced = line.number(1).and_then(|size| usize::try_from(size).ok());
        let keyword = line.text(0).unwrap_or_default().to_ascii_uppercase();
        let Some(announced) = announced else {
            self.is_lost = true;
            return;
        };
        let name = line.text(2).unwrap_or_default().to_owned();
        let is_text = match keyword.as_str() {
            "TEXT" if name.ends_with(".txt") => Some(true),
            "PIC" | "AUDIO" | "VIDEO" if !name.ends_with(".txt") => Some(false),
            _ => None,
        };
        let file = (keyword != "TITLE").then_some(File { name, octets: None, is_text });
        self.owed = Some(Owed { announced, octets: Vec::new(), file });
    }

    fn done(&mut self, line: &CommandLine, seen: &Observation) {
        let LineForm::Test = line.form() else {
            return match line.form() {
                LineForm::Write(_) => self.wrote(line, seen),
                LineForm::Execute => self.executed(line, seen),
                LineForm::Test | LineForm::Read => {}
            };
        };
    }

    fn wrote(&mut self, line: &CommandLine, seen: &Observation) {
        let (number, text) = (line.number(0), line.text(0).unwrap_or_default().to_owned());
        match line.name() {
            "+CMMSEDIT" => {
                self.editing = number.map(|mode| mode == 1);
                self.empty();
            }
            "+CMMSRECP" => self.change(|message| message.add(0, &text)),
            "+CMMSCC" => self.change(|message| message.add(1, &text)),
            "+CMMSBCC" => self.change(|message| message.add(2, &text)),
            "+CMMSDELRECP" => self.change(|message| message.remove(0, &text)),
            "+CMMSDELCC" => self.change(|message| message.remove(1, &text)),
            "+CMMSDELBCC" => self.change(|message| message.remove(2, &text)),
            "+CMMSDOWN" => {
                let name = line.text(2).unwrap_or_default().to_owned();
                let file = File { name, octets: None, is_text: None };
                self.change(|message| message.files.push(file));
            }
            "+CMMSDELFILE" => self.change(|message| {
                let index = number.and_then(|index| usize::try_from(index).ok());
                if let Some(index) = index.filter(|index| *index < message.files.len()) {
                    message.files.remove(index);
                }
            }),
            "+CMMSSAVE" => {
                let memory = self.memory.clone();
                self.set_box(number, Slot::Holds(memory));
            }
            "+CMMSVIEW" => {
                self.memory = match self.slot(number) {
                    Some(Slot::Holds(message)) => message.clone(),
                    _ => None,
                };
                self.changed();
            }
            "+CMMSDELETE" => self.set_box(number, Slot::Empty),
            "+CMMSSYSSET" => self.max_octets = number.and_then(|max| usize::try_from(max).ok()),
            "+CMMSSENDCFG" => {
                let flags = std::array::from_fn(|position| line.number(position));
                self.flags =
                    flags.iter().all(Option::is_some).then(|| flags.map(Option::unwrap_or_default));
            }
            "+CMMSSEND" => {
                self.change(|message| message.add(0, &text));
                self.began(TransactionKind::Send, seen);
            }
            "+CMMSRECV" => self.began(TransactionKind::Receive, seen),
            _ => {}
        }
    }

    fn executed(&mut self, line: &CommandLine, seen: &Observation) {
        match line.name() {
            "+CMMSDELRECP" => self.change(|message| message.clear(0)),
            "+CMMSDELCC" => self.change(|message| message.clear(1)),
            "+CMMSDELBCC" => self.change(|message| message.clear(2)),
            "+CMMSSAVE" => {
                let memory = self.memory.clone();
                match &mut self.boxes {
                    [slot @ Slot::Empty, _] | [Slot::Holds(_), slot @ Slot::Empty] => {
                        *slot = Slot::Holds(memory);
                    }
                    boxes => *boxes = [Slot::Unknown, Slot::Unknown],
                }
            }
            "+CMMSDELETE" => self.boxes = [Slot::Empty, Slot::Empty],
            "+CMMSSEND" => self.began(TransactionKind::Send, seen),
            _ => {}
        }
    }

    fn began(&mut self, kind: TransactionKind, seen: &Observation) {
        let message = self.memory.clone().filter(|_| kind == TransactionKind::Send);
        self.job = Some(Job { kind, since: seen.at, message, flags: self.flags });
    }

    /// The end of a transaction by report; else it ends by a `+CME ERROR` that no command has asked for.
    fn reports(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Urc(Urc::Send(_)) => self.ended(TransactionKind::Send, None),
                Item::Urc(Urc::Recv(code)) => {
                    self.ended(TransactionKind::Receive, Some(*code == 0));
                }
                _ => {}
            }
        }
    }

    fn late_failure(&mut self, operation: &Operation, reply: &Reply) {
        let own = usize::from(operation.is_command());
        let late = reply.finals().skip(own).any(|result| matches!(result, FinalResult::Cme(_)));
        if late && let Some(job) = &self.job {
            let is_receive = job.kind == TransactionKind::Receive;
            self.ended(job.kind, is_receive.then_some(false));
        }
    }

    /// What a transfer that succeeded leaves in memory is for the module to say.
    fn ended(&mut self, kind: TransactionKind, is_received: Option<bool>) {
        if self.job.as_ref().is_some_and(|job| job.kind == kind) {
            self.job = None;
        }
        self.changed();
        match is_received {
            Some(false) => self.may_be_cleared = true,
            Some(true) | None => self.memory = None,
        }
    }

    fn empty(&mut self) {
        self.memory = Some(Message::default());
        self.changed();
        self.may_be_cleared = false;
    }

    fn change(&mut self, change: impl FnOnce(&mut Message)) {
        self.changed();
        if let Some(message) = &mut self.memory {
            change(message);
        }
    }

    fn changed(&mut self) {
        self.changes += 1;
    }

    /// The mail box of a number.
    #[must_use]
    pub fn slot(&self, number: Option<u32>) -> Option<&Slot> {
        self.boxes.get(usize::try_from(number?).ok()?)
    }

    fn set_box(&mut self, number: Option<u32>, slot: Slot) {
        let number = number.and_then(|number| usize::try_from(number).ok());
        match number.and_then(|number| self.boxes.get_mut(number)) {
            Some(place) => *place = slot,
            None => self.is_lost = true,
        }
    }
}

impl Message {
    fn add(&mut self, list: usize, address: &str) {
        if let Some(list) = self.addresses.get_mut(list) {
            list.push(address.to_owned());
        }
    }

    fn remove(&mut self, list: usize, address: &str) {
        if let Some(list) = self.addresses.get_mut(list)
            && let Some(at) = list.iter().position(|known| known == address)
        {
            list.remove(at);
        }
    }

    fn clear(&mut self, list: usize) {
        if let Some(list) = self.addresses.get_mut(list) {
            list.clear();
        }
    }
}

fn keep(message: &mut Message, owed: Owed) {
    match owed.file {
        Some(file) => message.files.push(File { octets: Some(owed.octets), ..file }),
        None => {
            message.title = units(&owed.octets);
            // A byte order mark alone is no title.
            message.has_title = message.title.as_ref().is_none_or(|title| !title.is_empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{Bench, Session};
    use crate::operation;
    use sim7100_model::Profile;

    fn believe(text: &str) -> Belief {
        let mut session = Session::new(Bench::new(Profile::default()));
        let mut belief = Belief::default();
        for operation in operation::parse(&format!("send ATE0\n{text}")).unwrap() {
            let seen = session.perform(&operation).unwrap();
            belief.update(&operation, &seen, &Reply::read(&seen.te));
        }
        belief
    }

    #[test]
    fn what_was_put_in_is_believed_to_be_there() {
        let belief = believe(
            "send AT+CMMSEDIT=1\nsend AT+CMMSRECP=\"1\"\nsend AT+CMMSCC=\"2\"\nsend AT+CMMSDELCC=\"2\"\n\
             send AT+CMMSDOWN=\"TITLE\",2\ndata hi\nsend AT+CMMSDOWN=\"TEXT\",2,\"t.txt\"\ndata a\\r\n\
             send AT+CMMSSAVE=1\nsend AT+CMMSDELFILE=7\n",
        );
        let message = belief.memory.clone().unwrap();
        assert_eq!(message.addresses, [vec!["1".to_owned()], vec![], vec![]]);
        assert_eq!(message.title, Some("hi".encode_utf16().collect()));
        assert_eq!(message.files[0].printed().as_deref(), Some(&b"a\0\r\0"[..]));
        assert_eq!(belief.boxes, [Slot::Empty, Slot::Holds(Some(message))]);
        assert_eq!((belief.editing, belief.is_lost), (Some(true), false));
    }

    #[test]
    fn data_mode_and_transactions_are_followed() {
        let belief = believe("send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"PIC\",3,\"a.jpg\"\ndata a\n");
        assert_eq!(belief.owed.map(|owed| owed.due()), Some(2));
        let belief = believe(
            "send AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"PIC\",3,\"a.jpg\"\ndata a\ntick 10000\n",
        );
        assert_eq!((belief.owed, belief.is_lost), (None, false));
        let receive = "mmsc malformed\nsend AT+CMMSRECV=\"http://a/b\"\n";
        assert_eq!(believe(receive).job.map(|job| job.kind), Some(TransactionKind::Receive));
        let belief = believe(&format!("{receive}tick 1000\n"));
        assert_eq!((belief.job, belief.may_be_cleared), (None, true));
        assert!(believe("send ATX9\n").is_lost);
    }

    #[test]
    fn a_report_in_front_of_an_answer_is_that_of_the_transaction_before() {
        let operation = Operation::send("AT+CMMSRECV=\"http://a/b\"");
        let mut belief = Belief::default();
        for (te, is_running) in [
            ("\r\nOK\r\n", true),
            ("\r\n+CMMSRECV: 190\r\n\r\nOK\r\n", true),
            ("\r\n+CME ERROR: 171\r\n\r\n+CMMSRECV: 190\r\n", false),
            ("\r\nOK\r\n\r\n+CMMSRECV: 190\r\n", false),
        ] {
            let seen = Observation { te: te.as_bytes().to_vec(), ..Observation::default() };
            belief.update(&operation, &seen, &Reply::read(&seen.te));
            assert_eq!(belief.job.is_some(), is_running, "{te:?}");
        }
    }
}

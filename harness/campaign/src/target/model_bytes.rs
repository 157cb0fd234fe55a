//! `model_bytes`: whatever octets come, the module's state stays sound, and it answers again.
//!
//! ```text
//! input = bursts
//! burst   octets up to one above 0xF7, which ends it and says what happens then: time, a push, power
//! ```

use sim7100_model::{Control, Input, Model, NetAction, NetEvent, Profile, PushSms, Timestamp};

use super::module::Module;
use crate::operation::Push;

/// Bursts of one input.
const BURSTS_MAX: usize = 64;
/// The least octet that ends a burst.
const END: u8 = 0xF8;
/// Seconds after which data mode and every transaction have ended.
const SILENCE_SECONDS: u64 = 4_000;
/// Letters of the commands that choose how lines end, whether and how they are answered, and what is kept of that.
const DISCIPLINE: &[u8] = b"SQVZ&Fsqvzf";
/// The service-centre time stamp of every push: 09/03/17,17:14:41+32.
const TIMESTAMP: Timestamp =
    Timestamp { year: 9, month: 3, day: 17, hour: 17, minute: 14, second: 41, quarter_hours: 32 };

/// Sends the octets burst by burst; then silence, CR and `AT`.
///
/// # Panics
///
/// When an invariant of the model does not hold after a burst, when `AT` is not answered after silence although nothing
/// that was sent may have changed how lines end or answers look, or when it is not answered after a factory reset.
pub fn model_bytes(data: &[u8]) {
    let mut module = Module::new(Model::new(Profile::default()));
    for burst in data.split_inclusive(|octet| *octet >= END).take(BURSTS_MAX) {
        let (end, octets) = match burst.split_last() {
            Some((end @ END.., octets)) => (Some(*end), octets),
            _ => (None, burst),
        };
        module.te(octets);
        network(&mut module);
        if let Some(end) = end {
            happen(&mut module, end);
        }
    }
    module.advance(SILENCE_SECONDS);
    assert_eq!(module.model.poll_timeout(), None, "something is still due");
    if !data.iter().any(|octet| DISCIPLINE.contains(octet)) {
        module.te(b"\r");
        let answer = module.te(b"AT\r");
        assert!(answer.ends_with(b"\r\nOK\r\n"), "AT is answered {}", answer.escape_ascii());
    }
    module.input(Input::Control(Control::Factory));
    assert_eq!(module.te(b"AT\r"), b"AT\r\r\nOK\r\n", "after a factory reset (left)");
}

/// What the last octet of a burst stands for.
fn happen(module: &mut Module, end: u8) {
    match end {
        0xF8 => drop(module.advance(1)),
        0xF9 => drop(module.advance(11)),
        0xFA => drop(module.advance(SILENCE_SECONDS)),
        0xFB => drop(module.input(Input::Control(Control::PowerCycle))),
        0xFC => drop(module.input(Input::Control(Control::Factory))),
        _ => {
            let kind = if end == 0xFD { Push::Half } else { Push::Plain };
            let octets = kind.octets();
            let push = PushSms { sender: "1", timestamp: TIMESTAMP, octets: &octets };
            module.input(Input::Push(push));
        }
    }
}

/// Opens what the module wants to be open, and lets every other connection end without an answer.
fn network(module: &mut Module) {
    for action in std::mem::take(&mut module.net) {
        if let NetAction::Open { connection, .. } = action {
            module.input(Input::Net(NetEvent::Opened(connection)));
            if connection.0.is_multiple_of(2) {
                module.input(Input::Net(NetEvent::Ended(connection)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::model_bytes;

    #[test]
    fn runs_over_bursts_of_every_kind() {
        model_bytes(b"AT+CMMSEDIT=1\rAT+CMMSDOWN=\"TEXT\",5,\"t.txt\"\rab\xF9AT\r\xF8\xFD\xFE\xFF\xFBATE0\r\xFCAT\r\xFA");
        model_bytes(b"ATS3=65\r");
        model_bytes(b"");
    }
}

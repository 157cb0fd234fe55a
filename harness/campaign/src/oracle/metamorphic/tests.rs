use super::*;
use crate::bench::Bench;
use crate::operation::parse;
use sim7100_model::Profile;

const TEXT: &str = "send ATE0\nsend AT+CMEE=1\nsend AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"TEXT\",3,\"T1.txt\"\n\
    data aB\\n\nsend AT+CMMSRECP=\"T1@TEST.COM\"\nsend AT+CMMSRECP?\nsend AT+CMMSDELFILE=4\nsend AT+CMMSVIEW\n\
    send AT+CMMSREAD=0\n";

/// A module that answers some lines in a way of its own.
struct Strict {
    bench: Bench,
    /// Whether a line, or a piece of one, is not what it knows.
    is_strange: fn(&[u8]) -> bool,
    /// Resets after which it does so no more.
    resets: usize,
}

impl Target for Strict {
    fn now(&self) -> Duration {
        self.bench.now()
    }

    fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
        let is_strange = self.resets > 0 && (self.is_strange)(octets);
        self.bench.send(if is_strange { b"AT+UNKNOWN\r" } else { octets })
    }

    fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
        self.bench.receive(deadline)
    }

    fn reset(&mut self) -> Result<(), TargetError> {
        self.resets = self.resets.saturating_sub(1);
        self.bench.reset()
    }
}

fn bench() -> Bench {
    Bench::new(Profile::default())
}

fn found(relation: Relation, resets: usize, is_strange: fn(&[u8]) -> bool) -> Option<String> {
    let operations = parse(TEXT).unwrap();
    let mut session = Session::new(Strict { bench: bench(), is_strange, resets });
    let discovery = check(&mut session, &operations, relation).unwrap()?;
    Some(format!("{} {} / {}", discovery.step, discovery.expected, discovery.seen))
}

/// Says a sequence again to a sound model, in every other way; at least so many answers are compared.
fn check_sound(profile: &Profile, text: &str, compared: u64) {
    let operations = parse(text).unwrap();
    for relation in Relation::ALL {
        let mut session = Session::new(Bench::new(profile.clone()));
        let mut past = Vec::new();
        for operation in &operations {
            let (operation, seen) = (operation.clone(), session.perform(operation).unwrap());
            past.push(Past { operation, seen });
        }
        let again = again(&mut session, &past, relation).unwrap();
        assert_eq!(again.discovery, None, "{relation}");
        assert!(again.compared >= compared, "{relation}: {} answers", again.compared);
    }
}

#[test]
fn the_model_answers_the_same() {
    check_sound(&Profile::default(), TEXT, 6);
}

#[test]
fn lines_that_are_taken_as_data_stay_as_they_are() {
    let mut profile = Profile::default();
    for (name, value) in [("data_echo", "on"), ("prompt", "bare")] {
        profile.set(name, value).unwrap();
    }
    // The line end behind `A/` is the first octet of the data, and its echo hides the prompt.
    let text = "send AT+CMEE=1\nsend AT+CMMSEDIT=1\nsend AT+CMMSDOWN=\"TEXT\",6,\"t1.txt\"\ndata abcdef\n\
        send A/\nsend AT+CMMSDOWN=\"TEXT\",12,\"t1.txt\"\ndata hello worlds\nsend AT+CMMSVIEW\n";
    check_sound(&profile, text, 0);
}

#[test]
fn a_module_that_is_strict_is_found_out() {
    let unknown = r"\r\nERROR\r\n";
    let lower = |octets: &[u8]| octets.starts_with(b"at+cmmsr");
    let told = found(Relation::LowerCase, 9, lower).unwrap();
    assert_eq!(
        told,
        format!(r#"5 \r\nOK\r\n / {unknown} to at+cmmsrecp="T1@TEST.COM", in lower case"#)
    );
    let blank = |octets: &[u8]| octets.starts_with(b"AT +CMMSVIEW");
    assert!(found(Relation::Blanks, 9, blank).unwrap().starts_with("8 "));
    let joined = |octets: &[u8]| octets.windows(2).any(|pair| pair == b";+");
    assert!(found(Relation::Joined, 9, joined).unwrap().contains(" on one line"));
    assert_eq!(found(Relation::Looking, 9, joined), None);
    assert_eq!(found(Relation::Echo, 9, joined), None);
}

#[test]
fn what_does_not_come_again_is_no_discovery() {
    let lower = |octets: &[u8]| octets.starts_with(b"at+cmmsr");
    // The module forgets its strictness at the third reset: both ways are tried once more, and agree.
    assert_eq!(found(Relation::LowerCase, 3, lower), None);
    // What the first run came to does not come again either.
    let plain = |octets: &[u8]| octets.starts_with(b"AT+CMMSVIEW");
    assert_eq!(found(Relation::LowerCase, 2, plain), None);
    assert!(found(Relation::LowerCase, 9, plain).unwrap().starts_with("8 "));
}

//! Time per PDU of dissecting, of judging by all rules and of emitting, at three sizes.
//!
//! Best of several rounds, on one core, in microseconds. Run with `cargo bench -p mock-mmsc`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use mock_mmsc::dissect::{Dissection, dissect, dissect_owned};
use mock_mmsc::emit::{
    EmitPart, MessageClass, Multipart, NotificationInd, RetrieveConf, VERSION_1_2,
};
use mock_mmsc::rule::Direction;

/// Rounds of which the best counts.
const ROUNDS: u32 = 20;
/// Time of one round.
const ROUND: Duration = Duration::from_millis(50);

#[expect(clippy::print_stdout, reason = "the result of a benchmark")]
fn main() {
    println!(
        "{:>8}  {:>10}  {:>10}  {:>10}  {:>10}",
        "octets", "dissect", "in place", "and judge", "emit"
    );
    for (octets, emit) in subjects() {
        let direction = Direction::of(&dissect(&octets));
        let dissected = best(|| dissect(black_box(&octets)));
        let owned = best_owned(&octets);
        let judged = best(|| dissect(black_box(&octets)).findings(direction));
        let emitted = best(&*emit);
        println!(
            "{:>8}  {dissected:>8.2} us  {owned:>8.2} us  {judged:>8.2} us  {emitted:>8.2} us",
            octets.len()
        );
    }
}

/// A way to make a PDU.
struct Emit(Box<dyn Fn() -> Vec<u8>>);

impl std::ops::Deref for Emit {
    type Target = dyn Fn() -> Vec<u8>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

fn subjects() -> Vec<(Vec<u8>, Emit)> {
    let notification = notification();
    let small = retrieve(10_600);
    let large = retrieve(87_600);
    let emits = [
        Emit(Box::new(move || notification.emit())),
        Emit(Box::new(move || small.emit())),
        Emit(Box::new(move || large.emit())),
    ];
    emits.into_iter().map(|emit| (emit(), emit)).collect()
}

fn notification() -> NotificationInd {
    NotificationInd {
        transaction_id: "attest-transaction-1".to_owned(),
        version: VERSION_1_2,
        from: Some("+15550102/TYPE=PLMN".to_owned()),
        subject: Some("A message for you".to_owned()),
        message_class: MessageClass::Octet(0x80),
        message_size: 25_031,
        expiry_seconds: 259_200,
        location: "http://mmsc.example/attest-1".to_owned(),
    }
}

/// A presentation, a text and a picture of so many octets.
fn retrieve(picture_octets: usize) -> RetrieveConf {
    let kind = "application/smil".to_owned();
    let part = |media: &str, name: &str, data: Vec<u8>| EmitPart {
        content_type: media.to_owned(),
        content_id: Some(name.to_owned()),
        content_location: Some(name.to_owned()),
        data,
        ..EmitPart::default()
    };
    let markup = "<smil><body><par><img src=\"p.jpg\"/><text src=\"t.txt\"/></par></body></smil>";
    RetrieveConf {
        transaction_id: Some("R1".to_owned()),
        version: VERSION_1_2,
        message_id: Some("m1".to_owned()),
        date: 1_735_689_600,
        from: Some("+15550102/TYPE=PLMN".to_owned()),
        to: vec!["+15550101/TYPE=PLMN".to_owned()],
        subject: Some("A message for you".to_owned()),
        multipart: Multipart::Related { kind: kind.clone(), start: "smil".to_owned() },
        parts: vec![
            part(&kind, "smil", markup.as_bytes().to_vec()),
            part("text/plain", "t.txt", b"Hello".to_vec()),
            part(
                "image/jpeg",
                "p.jpg",
                (0..picture_octets).map(|at| at.to_le_bytes()[0]).collect(),
            ),
        ],
        ..RetrieveConf::default()
    }
}

/// Microseconds of one call, the best of all rounds.
fn best<T>(mut call: impl FnMut() -> T) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let (start, mut calls) = (Instant::now(), 0_u32);
        while start.elapsed() < ROUND {
            for _ in 0..100 {
                black_box(call());
            }
            calls += 100;
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(calls));
    }
    best
}

/// The same for dissecting octets that need no copy: they go round.
fn best_owned(octets: &[u8]) -> f64 {
    let mut held = octets.to_vec();
    best(|| {
        let Dissection { octets, fields, .. } = dissect_owned(std::mem::take(&mut held));
        held = octets;
        fields.len()
    })
}

//! How fast the framer, the PDU codec and the model are next to crates that do the like, in one run on one machine.
//!
//! | ours | theirs | inputs | goal |
//! |---|---|---|---|
//! | `at-codec`: framer | `atat`: `AtDigester` | `fuzz/seeds/framer_chunking` | 10 times the octets a second, in pieces |
//! | `mms-pdu`: decode, encode, decode | `hickory-proto`: the same | `fuzz/seeds/pdu_bytes`, `fuzz/rivals/dns` | 2 times |
//! | `sim7100-model`: a dialogue and `AT` | none | `fuzz/seeds/model_bytes` | 30,000 dialogues a second |
//!
//! Of several batches the fastest counts, so that a busy machine does not. Ratios are of octets a second, so that the size
//! of an input does not count either. `cargo run --release --manifest-path fuzz/rivals/Cargo.toml`; with `--write` the DNS
//! messages are written anew.
#![forbid(unsafe_code)]

mod dialogue;
mod dns;
mod output;
mod pdu;

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Octets of one piece of what a module says: as a UART gives them, as a driver does, and all at once.
const PIECES: [usize; 3] = [1, PIECE_OF_A_DRIVER, 4_096];
/// Up to that size the goal is demanded: nobody has all that a module says at once.
const PIECE_OF_A_DRIVER: usize = 16;
/// Batches of which the fastest counts.
const BATCHES: u32 = 40;
/// Time of one batch.
const BATCH: Duration = Duration::from_millis(25);
/// The least ratio of framer and digester.
const FRAMER_GOAL: f64 = 10.0;
/// The least ratio of the two codecs.
const PDU_GOAL: f64 = 2.0;
/// Dialogues a second.
const MODEL_GOAL: f64 = 30_000.0;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    if std::env::args().any(|argument| argument == "--write") {
        return dns::write();
    }
    let mut out = io::stdout().lock();
    writeln!(out, "| what | inputs | octets | ns per input | ns per octet | inputs per second |")?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    let outputs = output::inputs()?;
    let mut ratios = Vec::new();
    for piece in PIECES {
        let (ours, theirs) =
            (format!("at-codec framer, {piece}"), format!("atat digester, {piece}"));
        let framer = measure(&mut out, &ours, &outputs, |octets| output::framed(octets, piece))?;
        let digester =
            measure(&mut out, &theirs, &outputs, |octets| output::digested(octets, piece))?;
        ratios.push((piece, digester.octet / framer.octet));
    }
    let pdus = read(&root().join("seeds/pdu_bytes"))?;
    let pdus: Vec<Vec<u8>> = pdus.into_iter().filter(|octets| pdu::is_sound(octets)).collect();
    let messages = read(&dns::folder())?;
    let ours = measure(&mut out, "mms-pdu decode, encode, decode", &pdus, pdu::again)?;
    let theirs = measure(&mut out, "hickory-proto decode, encode, decode", &messages, dns::again)?;
    let dialogues = read(&root().join("seeds/model_bytes"))?;
    let model =
        measure(&mut out, "sim7100-model, dialogue and AT", &dialogues, dialogue::performed)?;
    let each = measure_each(&dialogues, dialogue::performed);
    writeln!(out)?;
    let mut is_met = true;
    let mut goal = |what: &str, figure: f64, least: f64| {
        is_met &= figure >= least;
        let word = if figure >= least { "met" } else { "missed" };
        writeln!(out, "- {what}: {figure:.1}, at least {least:.0}: {word}")
    };
    for (piece, ratio) in ratios {
        let least = if piece <= PIECE_OF_A_DRIVER { FRAMER_GOAL } else { 0.0 };
        goal(
            &format!("framer, times the octets of atat's digester, in pieces of {piece}"),
            ratio,
            least,
        )?;
    }
    goal("PDU, times the octets of hickory-proto", theirs.octet / ours.octet, PDU_GOAL)?;
    goal("PDU, times the messages of hickory-proto", theirs.input / ours.input, 0.0)?;
    goal("model, dialogues per second", 1e9 / model.input, MODEL_GOAL)?;
    goal("model, slowest dialogue, per second", 1e9 / each, 0.0)?;
    if is_met { Ok(()) } else { Err("a goal is missed".into()) }
}

/// Nanoseconds of one run over one input, and over one octet.
struct Speed {
    input: f64,
    octet: f64,
}

fn measure<T>(
    out: &mut impl Write,
    what: &str,
    inputs: &[Vec<u8>],
    mut run: impl FnMut(&[u8]) -> T,
) -> Outcome<Speed> {
    let octets: usize = inputs.iter().map(Vec::len).sum();
    let nanos = fastest(|| {
        for input in inputs {
            black_box(run(black_box(input)));
        }
    });
    let count = |count: usize| u32::try_from(count).map(f64::from);
    let speed = Speed { input: nanos / count(inputs.len())?, octet: nanos / count(octets)? };
    writeln!(
        out,
        "| {what} | {} | {octets} | {:.0} | {:.2} | {:.0} |",
        inputs.len(),
        speed.input,
        speed.octet,
        1e9 / speed.input
    )?;
    Ok(speed)
}

/// Nanoseconds of the slowest input.
fn measure_each<T>(inputs: &[Vec<u8>], mut run: impl FnMut(&[u8]) -> T) -> f64 {
    let each = inputs.iter().map(|input| fastest(|| drop(black_box(run(black_box(input))))));
    each.fold(0.0, f64::max)
}

/// Nanoseconds of one call, in the fastest batch.
fn fastest(mut call: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..BATCHES {
        let (start, mut calls) = (Instant::now(), 0_u32);
        while start.elapsed() < BATCH {
            call();
            calls += 1;
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e9 / f64::from(calls));
    }
    best
}

/// The folder `fuzz`.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files of a folder, by name.
fn read(folder: &Path) -> Outcome<Vec<Vec<u8>>> {
    let entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    Ok(paths.iter().map(std::fs::read).collect::<io::Result<_>>()?)
}

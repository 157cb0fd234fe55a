//! How fast the framer, the PDU codec and the model are next to crates that do the like, in one run on one machine.
//!
//! | ours | theirs | inputs | goal |
//! |---|---|---|---|
//! | `at-codec`: framer | `atat`: `AtDigester` | `fuzz/seeds/framer_chunking` | 10 times the octets a second |
//! | `mms-pdu`: decode, encode, decode | `hickory-proto`: the same | `fuzz/seeds/pdu_bytes`, `fuzz/rivals/dns` | 2 times |
//! | `sim7100-model`: a dialogue and `AT` | none | `fuzz/seeds/model_bytes` | 30,000 dialogues a second |
//!
//! Of several batches the fastest counts, and who is compared takes turns batch by batch, so that a busy machine does not
//! count. Ratios are of octets a second, so that the size of an input does not count either.
//! `cargo run --release --manifest-path fuzz/rivals/Cargo.toml`; with `--write` the DNS messages are written anew.
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
const PIECES: [usize; 3] = [1, 16, 4_096];
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
        let speeds = measure(
            &mut out,
            &mut [
                Contender::new(format!("at-codec framer, {piece}"), &outputs, |octets| {
                    output::framed(octets, piece)
                }),
                Contender::new(
                    format!("at-codec framer, {piece}, lines read"),
                    &outputs,
                    |octets| output::framed_and_read(octets, piece),
                ),
                Contender::new(format!("atat digester, {piece}"), &outputs, |octets| {
                    output::digested(octets, piece)
                }),
            ],
        )?;
        ratios.push((piece, speeds));
    }
    let pdus = read(&root().join("seeds/pdu_bytes"))?;
    let pdus: Vec<Vec<u8>> = pdus.into_iter().filter(|octets| pdu::is_sound(octets)).collect();
    let messages = read(&dns::folder())?;
    let [ours, theirs] = measure(
        &mut out,
        &mut [
            Contender::new("mms-pdu decode, encode, decode", &pdus, pdu::again),
            Contender::new("hickory-proto decode, encode, decode", &messages, dns::again),
        ],
    )?;
    let dialogues = read(&root().join("seeds/model_bytes"))?;
    let [model] = measure(
        &mut out,
        &mut [Contender::new("sim7100-model, dialogue and AT", &dialogues, dialogue::performed)],
    )?;
    let each = measure_each(&dialogues, dialogue::performed);
    writeln!(out)?;
    let mut is_met = true;
    let mut goal = |what: &str, figure: f64, least: f64| {
        is_met &= figure >= least;
        let word = if figure >= least { "met" } else { "missed" };
        writeln!(out, "- {what}: {figure:.1}, at least {least:.0}: {word}")
    };
    for (piece, [framer, read, digester]) in ratios {
        let what = format!("framer, times the octets of atat's digester, in pieces of {piece}");
        goal(&what, digester.octet / framer.octet, FRAMER_GOAL)?;
        goal(&format!("{what}, lines read"), digester.octet / read.octet, 0.0)?;
    }
    goal("PDU, times the octets of hickory-proto", theirs.octet / ours.octet, PDU_GOAL)?;
    goal("PDU, times the messages of hickory-proto", theirs.input / ours.input, 0.0)?;
    goal("model, dialogues per second", 1e9 / model.input, MODEL_GOAL)?;
    goal("model, slowest dialogue, per second", 1e9 / each, 0.0)?;
    if is_met { Ok(()) } else { Err("a goal is missed".into()) }
}

/// What is measured, over which inputs.
struct Contender<'a> {
    what: String,
    inputs: &'a [Vec<u8>],
    perform: Box<dyn FnMut() + 'a>,
}

impl<'a> Contender<'a> {
    fn new<T>(
        what: impl Into<String>,
        inputs: &'a [Vec<u8>],
        mut run: impl FnMut(&[u8]) -> T + 'a,
    ) -> Self {
        let perform = move || {
            for input in inputs {
                black_box(run(black_box(input)));
            }
        };
        Self { what: what.into(), inputs, perform: Box::new(perform) }
    }
}

/// Nanoseconds of one run over one input, and over one octet.
struct Speed {
    input: f64,
    octet: f64,
}

/// Measures the contenders turn by turn and writes a row for each.
fn measure<const CONTENDERS: usize>(
    out: &mut impl Write,
    contenders: &mut [Contender<'_>; CONTENDERS],
) -> Outcome<[Speed; CONTENDERS]> {
    let mut best = [f64::INFINITY; CONTENDERS];
    for _ in 0..BATCHES {
        for (best, contender) in best.iter_mut().zip(&mut *contenders) {
            *best = best.min(batch(&mut contender.perform));
        }
    }
    let mut speeds = best.map(|nanos| Speed { input: nanos, octet: nanos });
    for (speed, Contender { what, inputs, .. }) in speeds.iter_mut().zip(contenders) {
        let octets: usize = inputs.iter().map(Vec::len).sum();
        speed.input /= f64::from(u32::try_from(inputs.len())?);
        speed.octet /= f64::from(u32::try_from(octets)?);
        writeln!(
            out,
            "| {what} | {} | {octets} | {:.0} | {:.2} | {:.0} |",
            inputs.len(),
            speed.input,
            speed.octet,
            1e9 / speed.input
        )?;
    }
    Ok(speeds)
}

/// Nanoseconds of the slowest input.
fn measure_each<T>(inputs: &[Vec<u8>], mut run: impl FnMut(&[u8]) -> T) -> f64 {
    let mut fastest = |input: &Vec<u8>| {
        let batches = (0..BATCHES).map(|_| batch(|| drop(black_box(run(black_box(input))))));
        batches.fold(f64::INFINITY, f64::min)
    };
    inputs.iter().map(&mut fastest).fold(0.0, f64::max)
}

/// Nanoseconds of one call, over one batch.
fn batch(mut call: impl FnMut()) -> f64 {
    let (start, mut calls) = (Instant::now(), 0_u32);
    while start.elapsed() < BATCH {
        call();
        calls += 1;
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
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

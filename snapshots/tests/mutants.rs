//! Damage to sound messages draws errors, and sound messages draw none.
//!
//! Messages of both emitters, and those of `ATTEST_VECTORS`, lose each mandatory header field, get their first three
//! reordered and Content-Type moved, are cut at every octet, and have each length one off. What `mock-mmsc` says no error
//! about has to be well formed to `mms-pdu` too, and to tshark; a header field that was left out is a matter of the
//! rule alone. These silent mutants stand in goldens, with what the others say, and are at most [`SILENT_PER_CENT`] of
//! all.

#[path = "support/golden.rs"]
#[expect(dead_code, reason = "the goldens of this test are few and known")]
mod golden;
#[path = "support/pdml.rs"]
#[expect(dead_code, reason = "header fields are not looked at here")]
mod pdml;
#[path = "support/sound.rs"]
mod sound;
#[path = "support/vectors.rs"]
mod vectors;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::LazyLock;

use libtest_mimic::{Arguments, Failed, Trial};
use mms_pdu::Pdu;
use mock_mmsc::dissect::dissect;
use mock_mmsc::mutant::{Damage, mutants};
use mock_mmsc::rule::{Direction, Severity};
use sound::Sound;
use vectors::VECTORS;

/// Silent mutants of a hundred, at most.
const SILENT_PER_CENT: usize = 3;

const NOT_INSTALLED: &str = "tshark is not installed; on Debian: apt-get install tshark";

/// The outcome of our own messages.
static OWN: LazyLock<Result<Outcome, String>> = LazyLock::new(|| {
    let messages = sound::messages().map_err(|error| error.to_string())?;
    outcome(&messages)
});

/// The outcome of messages that nobody on this project wrote.
static REAL: LazyLock<Result<Outcome, String>> = LazyLock::new(|| {
    let messages = vectors::messages().map_err(|error| error.to_string())?;
    outcome(&messages.unwrap_or_default())
});

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let no_vectors = format!("{VECTORS} is not set; it names the folder of the vectors");
    let has_vectors = std::env::var_os(VECTORS).is_some();
    let skipped = |name: &str, reason: &str| {
        let none = || Err("cannot be judged here".into());
        Trial::test(format!("{name} ({reason})"), none).with_ignored_flag(true)
    };
    let has_tshark = pdml::is_installed();
    let trials = [("own", &OWN, true), ("real", &REAL, has_vectors)].into_iter().flat_map(
        |(name, outcome, exists)| {
            let names = [format!("{name}-messages"), format!("{name}-messages-by-tshark")];
            let [ours, foreign] = &names;
            match exists {
                false => names.map(|name| skipped(&name, &no_vectors)),
                true => [
                    Trial::test(ours, move || judged(name, outcome.as_ref()?)),
                    match has_tshark {
                        true => {
                            Trial::test(foreign, move || judged_by_tshark(name, outcome.as_ref()?))
                        }
                        false => skipped(foreign, NOT_INSTALLED),
                    },
                ],
            }
        },
    );
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// A mutant that `mock-mmsc` says no error about.
struct Silent {
    damage: Damage,
    name: String,
    octets: Vec<u8>,
}

/// How many mutants there are and how many of them are silent, by damage; and the silent ones.
struct Outcome {
    counts: BTreeMap<Damage, (usize, usize)>,
    silent: Vec<Silent>,
}

/// Makes and judges every mutant; sound messages with an error are a failure.
fn outcome(messages: &[Sound]) -> Result<Outcome, String> {
    let mut counts: BTreeMap<Damage, (usize, usize)> = BTreeMap::new();
    let mut silent = Vec::new();
    for Sound { name, octets } in messages {
        let pdu = dissect(octets);
        let direction = Direction::of(&pdu);
        if has_error(octets, direction) {
            return Err(format!("{name} is sound and draws an error\n{pdu}"));
        }
        // What is equal to the sound message is no mutant.
        for mutant in mutants(&pdu).filter(|mutant| mutant.octets != *octets) {
            let count = counts.entry(mutant.damage).or_default();
            count.0 += 1;
            if !has_error(&mutant.octets, direction) {
                count.1 += 1;
                let name = format!("{name}: {}", mutant.name);
                silent.push(Silent { damage: mutant.damage, name, octets: mutant.octets });
            }
        }
    }
    Ok(Outcome { counts, silent })
}

fn has_error(octets: &[u8], direction: Direction) -> bool {
    let findings = dissect(octets).findings(direction);
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The counts and the silent mutants as they stand in the golden, with the word of `mms-pdu`.
fn judged(name: &str, outcome: &Outcome) -> Result<(), Failed> {
    let mut text = String::new();
    for (damage, (all, quiet)) in &outcome.counts {
        writeln!(text, "{damage:?}: {quiet} of {all} draw no error")?;
    }
    for Silent { damage, name, octets } in &outcome.silent {
        let word = match Pdu::decode(octets) {
            Ok(_) => "mms-pdu decodes it",
            Err(error) => {
                return Err(
                    format!("{damage:?} {name}: no error, yet mms-pdu fails to {error}").into()
                );
            }
        };
        writeln!(text, "{damage:?} {name}: {word}")?;
    }
    let all: usize = outcome.counts.values().map(|(all, _)| all).sum();
    let quiet = outcome.silent.len();
    if quiet * 100 > all * SILENT_PER_CENT {
        return Err(format!("{quiet} of {all} draw no error\n{text}").into());
    }
    golden::compare("mutants", name, &text);
    Ok(())
}

/// The word of tshark on the silent mutants as it stands in the golden.
fn judged_by_tshark(name: &str, outcome: &Outcome) -> Result<(), Failed> {
    let silent = &outcome.silent;
    let octets: Vec<&[u8]> = silent.iter().map(|silent| silent.octets.as_slice()).collect();
    let readings = pdml::read(&octets)?;
    let mut text = String::new();
    for (Silent { damage, name, octets }, reading) in silent.iter().zip(&readings) {
        let complaints = reading.complaints.join("; ");
        let word = if complaints.is_empty() { "well formed" } else { &complaints };
        writeln!(text, "{damage:?} {name}: {word}")?;
        // It takes a last octet of 0x84 for the number of a header field (TSHARK-LAST-84).
        let is_accepted = complaints.is_empty() || octets.last() == Some(&0x84);
        if !is_accepted && *damage != Damage::Dropped {
            return Err(format!("{damage:?} {name}: no error, yet tshark says {word}").into());
        }
    }
    golden::compare("mutants", &format!("{name}-by-tshark"), &text);
    Ok(())
}

//! The two MMS codecs as judges of each other: the same octets, the same verdict on their form, the same header fields.
//!
//! `mms-pdu` and `mock-mmsc` were written from the standard without looking at each other. Both read sound messages and
//! small damage to them; what they see differently has to have one of the known [`REASONS`], and the page
//! `RECONCILED.md` lists these with octets and the clause that settles each.

#[path = "reconcile/mutation.rs"]
mod mutation;
#[path = "reconcile/page.rs"]
mod page;
#[path = "reconcile/settled.rs"]
mod settled;
#[path = "support/sound.rs"]
mod sound;
#[path = "support/vectors.rs"]
mod vectors;

use std::process::ExitCode;

use campaign::target::differential::{disagreement, verdict};
use disagreement::{REASONS, Reason, disagreements, reasons};
use libtest_mimic::{Arguments, Failed, Trial};
use mock_mmsc::dissect::dissect;
use mock_mmsc::mutant::{self, Damage};
use mock_mmsc::rule::Direction;
use sound::Sound;
use vectors::VECTORS;
use verdict::Verdicts;

/// Copies of each message with single octets damaged.
const OCTET_MUTANTS: usize = 400;

/// A message is cut at each of so many octets, and behind them at every 61st.
const CUTS: usize = 1_024;

/// Unexplained disagreements that are shown.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let real = match vectors::messages() {
        Ok(Some(messages)) => Trial::test("real-messages", move || agree(&messages)),
        Ok(None) => {
            let reason =
                format!("real-messages ({VECTORS} is not set; it names the folder of the vectors)");
            Trial::test(reason, || Err("there are no vectors".into())).with_ignored_flag(true)
        }
        Err(error) => Trial::test("real-messages", move || Err(Failed::from(error))),
    };
    let trials = vec![
        Trial::test("own-messages", || agree(&sound::messages()?)),
        real,
        Trial::test("reasons-hold", || REASONS.iter().try_for_each(holds)),
        Trial::test("settled-stays-settled", || settled::hold().map_err(Failed::from)),
        Trial::test("page-is-current", || page::compare().map_err(Failed::from)),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Every message, sound and damaged, is seen alike, or differently for a known reason.
fn agree(messages: &[Sound]) -> Result<(), Failed> {
    let mut unexplained = Vec::new();
    for Sound { name, octets } in messages {
        let dissection = dissect(octets);
        let direction = Direction::of(&dissection);
        let damaged = mutant::mutants(&dissection)
            .filter(|mutant| mutant.damage != Damage::Cut || is_cut_here(mutant.octets.len()))
            .map(|mutant| (mutant.name, mutant.octets));
        let sound = [("as it is".to_owned(), octets.clone())];
        let single = mutation::mutants(octets, OCTET_MUTANTS);
        for (what, octets) in sound.into_iter().chain(damaged).chain(single) {
            let verdicts = Verdicts::new(&octets, direction);
            let found = disagreements(&verdicts);
            if !found.is_empty() && reasons(&verdicts).is_empty() {
                unexplained.push(format!("{name}, {what}: {found:?}\n{}", drawn(&verdicts)));
            }
        }
    }
    match unexplained.len() {
        0 => Ok(()),
        count => {
            unexplained.truncate(SHOWN);
            Err(format!("{count} without a known reason\n{}", unexplained.join("\n")).into())
        }
    }
}

const fn is_cut_here(end: usize) -> bool {
    end <= CUTS || end.is_multiple_of(61)
}

fn drawn(verdicts: &Verdicts<'_>) -> String {
    let octets: String = verdicts.octets.iter().map(|octet| format!("{octet:02X} ")).collect();
    let errors: Vec<String> = verdicts.errors().map(ToString::to_string).collect();
    let findings: Vec<String> = verdicts.findings.iter().map(ToString::to_string).collect();
    format!("  {octets}\n  mms-pdu: {errors:?}\n  mock-mmsc: {findings:#?}")
}

/// A reason shows itself in its sample.
fn holds(reason: &Reason) -> Result<(), Failed> {
    let verdicts = Verdicts::new(reason.sample, Direction::of(&dissect(reason.sample)));
    let id = reason.id;
    if disagreements(&verdicts).is_empty() {
        return Err(format!(
            "{id}: the codecs agree by now; the reason can go\n{}",
            drawn(&verdicts)
        )
        .into());
    }
    match reasons(&verdicts).contains(&id) {
        true => Ok(()),
        false => Err(format!("{id} does not explain its sample\n{}", drawn(&verdicts)).into()),
    }
}

//! `attest fuzz mmsc`: a module before a hostile MMSC.

use crate::fuzzing::{Failures, Judge, Progress};
use crate::interruption;
use crate::output;
use crate::problem::Problem;
use crate::target::TargetChoice;
use campaign::hostile::{Outcome, Round};
use clap::Args;
use runner::ExitCode;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Rounds that are run together; each reads the scenarios of all.
const BATCH: u64 = 50;
/// Simpler rounds that are tried for one finding.
const SIMPLER_MAX: usize = 100;

/// Let an MMSC change octets of messages, confirmations, HTTP responses and notifications.
///
/// A module may take such octets or refuse them. It must report once, keep the message in memory when it refuses, and
/// receive the next message: a round that it survives neither way is shrunk to fewer changes and written as a scenario.
/// A round depends on the seed and its number alone, so that --from goes on where a campaign ended.
#[derive(Debug, Args)]
pub(crate) struct FuzzMmsc {
    #[command(flatten)]
    target: TargetChoice,

    /// The number that decides every draw.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// The first round.
    #[arg(long, value_name = "N", default_value_t = 0)]
    from: u64,

    /// How many rounds.
    #[arg(long, value_name = "N", default_value_t = 500)]
    rounds: u64,

    /// Write each finding into this folder as a scenario that is green on a sound model.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// How many rounds came to what.
#[derive(Debug, Default)]
struct Tally {
    refused: u64,
    taken: u64,
    found: u64,
    /// Rounds that say nothing, and why the first does not.
    open: u64,
    obstacle: Option<String>,
}

impl FuzzMmsc {
    /// Runs the rounds.
    ///
    /// # Errors
    /// The command line asks for what cannot be, the port fails, or a finding cannot be written.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        if let Some(folder) = &self.out {
            std::fs::create_dir_all(folder)
                .map_err(Problem::output(folder.display().to_string()))?;
        }
        let readings = self.target.profile.readings(None)?;
        let judge = Judge::new(self.target.target()?, readings, interruption::first_raises()?);
        let mut tally = Tally::default();
        let mut progress = Progress::new();
        let end = self.from.saturating_add(self.rounds);
        let mut next = self.from;
        while next < end && !judge.is_interrupted() {
            let batch_end = next.saturating_add(BATCH).min(end);
            self.batch(next..batch_end, &judge, &mut tally)?;
            next = batch_end;
            if progress.is_due() {
                progress.tell(&format!("{} of {} rounds", next - self.from, self.rounds));
            }
        }
        progress.clear();
        output::print(&tally.summary(self.from, next))?;
        Ok(match () {
            () if judge.is_interrupted() => ExitCode::Interrupted,
            () if tally.found + tally.open > 0 => ExitCode::Deviated,
            () => ExitCode::Sound,
        })
    }

    fn batch(
        &self,
        numbers: std::ops::Range<u64>,
        judge: &Judge,
        tally: &mut Tally,
    ) -> Result<(), Problem> {
        let rounds: Vec<Round> = numbers.map(|number| Round::new(self.seed, number)).collect();
        let refused = judge.judge(&rounds, Outcome::Refused)?;
        let (survived, others): (Vec<_>, Vec<_>) =
            rounds.into_iter().zip(refused).partition(|(_, failure)| failure.is_passed());
        tally.refused += u64::try_from(survived.len()).unwrap_or(u64::MAX);
        let (rounds, refused): (Vec<Round>, Vec<_>) = others.into_iter().unzip();
        let taken = judge.judge(&rounds, Outcome::Taken)?;
        for ((round, refused), taken) in rounds.iter().zip(refused).zip(taken) {
            let failures = Failures { refused, taken };
            if failures.taken.is_passed() {
                tally.taken += 1;
            } else if let Some(obstacle) = failures.obstacle() {
                tally.open += 1;
                tally.obstacle.get_or_insert(obstacle);
            } else {
                tally.found += 1;
                self.tell(round, judge, &failures)?;
            }
        }
        Ok(())
    }

    /// Shrinks a finding, tells it, and writes it.
    fn tell(&self, round: &Round, judge: &Judge, failures: &Failures) -> Result<(), Problem> {
        let minimal = shrunk(round, judge)?;
        let outcome = judge.outcome_of_a_sound_model(&minimal)?;
        let mut text = format!(
            "found in round {}: neither refused nor taken\n  as refused: {}\n  as taken:   {}\n  changes: {}, of {} at first\n",
            round.number,
            failures.refused.reason(),
            failures.taken.reason(),
            minimal.edits.len(),
            round.edits.len(),
        );
        let scenario = judge.scenario(&minimal, outcome.unwrap_or(Outcome::Refused));
        if let Some(folder) = &self.out {
            let path = folder.join(format!("mmsc-{}-{}.yaml", round.seed, round.number));
            std::fs::write(&path, &scenario)
                .map_err(Problem::output(path.display().to_string()))?;
            // Writing into a string cannot fail.
            let _ = writeln!(text, "  scenario: {}", path.display());
        } else {
            text.push_str(&scenario);
        }
        output::print(&text)
    }
}

/// The simplest round that the module still does not survive.
fn shrunk(round: &Round, judge: &Judge) -> Result<Round, Problem> {
    let mut minimal = round.clone();
    let mut tries = 0;
    loop {
        let mut found = None;
        for simpler in minimal.simpler() {
            tries += 1;
            if tries > SIMPLER_MAX || judge.is_interrupted() {
                return Ok(minimal);
            }
            if judge.survives(&simpler)? == Some(false) {
                found = Some(simpler);
                break;
            }
        }
        match found {
            Some(simpler) => minimal = simpler,
            None => return Ok(minimal),
        }
    }
}

impl Tally {
    fn summary(&self, from: u64, next: u64) -> String {
        let Self { refused, taken, found, open, .. } = self;
        let mut text = format!(
            "{} rounds from {from}: {refused} refused, {taken} taken, {found} found",
            next - from
        );
        if let Some(obstacle) = &self.obstacle {
            let _ = write!(text, ", {open} say nothing: {obstacle}");
        }
        text + "\n"
    }
}

//! `attest fuzz mmsc`: a module before a hostile MMSC.

use crate::fuzzing::{Class, Failures, Judge, Progress};
use crate::interruption;
use crate::output;
use crate::problem::Problem;
use crate::target::TargetChoice;
use campaign::hostile::{Outcome, Round};
use clap::Args;
use runner::ExitCode;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

/// Rounds that are run together; each reads the scenarios of all.
const BATCH: u64 = 50;
/// Simpler rounds that are tried for one finding.
const SIMPLER_MAX: usize = 100;

/// Let an MMSC change octets of messages, confirmations, HTTP responses and notifications.
///
/// A module may take such octets or refuse them. It must report once, keep the message in memory when it refuses, and
/// receive the next message. A round that it survives neither way fails; the first of those that fail in the same way is
/// shrunk to fewer changes and written as a scenario, the others are counted. A round depends on the seed and its number
/// alone, so that --from goes on where a campaign ended, and --from with --rounds 1 does one round again.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
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

    /// Write each different finding into this folder as a scenario that is green on a sound model.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Printed below the help.
const AFTER_HELP: &str = "\
Exit codes: 0 nothing was found, 1 something was found, 2 wrong command line, or the target lacks what a round needs, \
3 the profile is wrong, 4 the port failed, or not one round says anything of the module, 5 the harness itself failed, \
6 interrupted.";

/// How many rounds came to what; the others were not run.
#[derive(Debug, Default)]
struct Tally {
    refused: u64,
    taken: u64,
    found: BTreeMap<Class, Discovery>,
    inconclusive: u64,
    /// Why the first of the inconclusive ones is.
    obstacle: Option<String>,
}

/// Rounds that fail in the same way.
#[derive(Debug)]
struct Discovery {
    /// The first of them.
    first: u64,
    times: u64,
}

impl FuzzMmsc {
    /// Runs the rounds.
    ///
    /// # Errors
    /// The command line asks for what cannot be, the port fails, or a finding cannot be written.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let rounds = self.from..self.from.saturating_add(self.rounds);
        if rounds.is_empty() {
            return Err(Problem::Usage("the budget is empty: nothing would run".to_owned()));
        }
        let readings = self.target.profile.readings(None)?;
        let judge = Judge::new(self.target.target()?, readings, interruption::first_raises()?);
        if let Some(lacking) = judge.lacks(self.seed, rounds.clone())? {
            return Err(Problem::Usage(lacking));
        }
        if let Some(folder) = &self.out {
            std::fs::create_dir_all(folder)
                .map_err(Problem::output(folder.display().to_string()))?;
        }
        let mut tally = Tally::default();
        let ended = self.run(rounds, &judge, &mut tally);
        output::print(&tally.summary(self.from, self.rounds))?;
        ended?;
        tally.exit_code(judge.is_interrupted())
    }

    fn run(&self, rounds: Range<u64>, judge: &Judge, tally: &mut Tally) -> Result<(), Problem> {
        let mut progress = Progress::new();
        let batch = if judge.is_on_port() { 1 } else { BATCH };
        let mut next = rounds.start;
        while next < rounds.end && !judge.is_interrupted() {
            let batch_end = next.saturating_add(batch).min(rounds.end);
            let done = self.batch(next..batch_end, judge, tally);
            next = batch_end;
            if done.is_err() || next == rounds.end || judge.is_interrupted() {
                progress.clear();
            } else if progress.is_due() {
                progress.tell(&format!("{} of {} rounds", next - self.from, self.rounds));
            }
            done?;
        }
        Ok(())
    }

    fn batch(&self, numbers: Range<u64>, judge: &Judge, tally: &mut Tally) -> Result<(), Problem> {
        let rounds: Vec<Round> = numbers.map(|number| Round::new(self.seed, number)).collect();
        let refused = judge.judge(&rounds, Outcome::Refused)?;
        let (survived, others): (Vec<_>, Vec<_>) =
            rounds.into_iter().zip(refused).partition(|(_, judgement)| judgement.is_passed());
        tally.refused += u64::try_from(survived.len()).unwrap_or(u64::MAX);
        let (rounds, refused): (Vec<Round>, Vec<_>) = others.into_iter().unzip();
        let taken = judge.judge(&rounds, Outcome::Taken)?;
        for ((round, refused), taken) in rounds.iter().zip(refused).zip(taken) {
            let failures = Failures { refused, taken };
            if let Some(class) = tally.count(round, &failures) {
                self.tell(round, judge, &failures, &class)?;
            }
        }
        Ok(())
    }

    /// Shrinks the first finding of its class, tells it, and writes it.
    fn tell(
        &self,
        round: &Round,
        judge: &Judge,
        failures: &Failures,
        class: &Class,
    ) -> Result<(), Problem> {
        let (seed, number) = (round.seed, round.number);
        let mut text = format!(
            "round {number} fails, whatever the module made of {} with octets changed\n  \
            if it was refused: {}\n  if it was taken:   {}\n",
            class.noun,
            failures.refused.reason(),
            failures.taken.reason(),
        );
        let minimal = shrunk(round, class, judge)?;
        let outcome = judge.outcome_of_a_sound_model(&minimal)?;
        // Writing into a string cannot fail.
        if judge.is_interrupted() {
            let _ = writeln!(
                text,
                "  it was not shrunk: interrupted; --seed {seed} --from {number} --rounds 1 does it"
            );
            return output::print(&text);
        }
        let changes = |round: &Round| u64::try_from(round.edits.len()).unwrap_or(u64::MAX);
        let (now, before) = (changes(&minimal), changes(round));
        let _ = writeln!(text, "  {}, of {before} at first", runner::counted(now, "change"));
        let scenario = judge.scenario(&minimal, outcome.unwrap_or(Outcome::Refused));
        if let Some(folder) = &self.out {
            let path = folder.join(format!("mmsc-{seed}-{number}.yaml"));
            std::fs::write(&path, &scenario)
                .map_err(Problem::output(path.display().to_string()))?;
            let _ = writeln!(text, "  scenario: {}", path.display());
        } else {
            text.push_str(&scenario);
        }
        output::print(&text)
    }
}

/// The simplest round that finds the same.
fn shrunk(round: &Round, class: &Class, judge: &Judge) -> Result<Round, Problem> {
    let mut minimal = round.clone();
    let mut tries = 0;
    loop {
        let mut found = None;
        for simpler in minimal.simpler() {
            tries += 1;
            if tries > SIMPLER_MAX || judge.is_interrupted() {
                return Ok(minimal);
            }
            if judge.class(&simpler)?.as_ref() == Some(class) {
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
    /// Counts a round that the module does not plainly refuse; what it finds, where no round before found it.
    fn count(&mut self, round: &Round, failures: &Failures) -> Option<Class> {
        if failures.taken.is_passed() {
            self.taken += 1;
            return None;
        }
        let Some(class) = failures.class(round) else {
            if let Some(obstacle) = failures.obstacle() {
                self.inconclusive += 1;
                self.obstacle.get_or_insert_with(|| obstacle.to_owned());
            }
            return None;
        };
        if let Some(known) = self.found.get_mut(&class) {
            known.times += 1;
            return None;
        }
        self.found.insert(class.clone(), Discovery { first: round.number, times: 1 });
        Some(class)
    }

    fn failed(&self) -> u64 {
        self.found.values().map(|discovery| discovery.times).sum()
    }

    /// Something was found, nothing was, or nobody can tell.
    fn exit_code(&self, is_interrupted: bool) -> Result<ExitCode, Problem> {
        match (&self.obstacle, self.failed(), self.refused + self.taken) {
            _ if is_interrupted => Ok(ExitCode::Interrupted),
            (_, 1.., _) => Ok(ExitCode::Deviated),
            (Some(obstacle), 0, 0) => {
                Err(Problem::Port(format!("not one round says anything of the module: {obstacle}")))
            }
            _ => Ok(ExitCode::Sound),
        }
    }

    fn summary(&self, from: u64, rounds: u64) -> String {
        let Self { refused, taken, inconclusive, .. } = self;
        let (pass, fail) = (refused + taken, self.failed());
        let not_run = rounds.saturating_sub(pass + fail + inconclusive);
        let mut text = format!(
            "{} from {from}: {pass} pass ({refused} refused, {taken} taken), {fail} fail, \
            {inconclusive} inconclusive, {not_run} not run\n",
            runner::counted(rounds, "round"),
        );
        // Writing into a string cannot fail.
        if let Some(obstacle) = &self.obstacle {
            let _ = writeln!(text, "  inconclusive: {obstacle}");
        }
        if fail == 0 {
            text.push_str(if pass > 0 { "nothing was found\n" } else { "nothing was judged\n" });
            return text;
        }
        let different = self.found.len();
        let _ = writeln!(
            text,
            "{} found {different} different {}",
            runner::counted(fail, "round"),
            if different == 1 { "discovery" } else { "discoveries" }
        );
        let mut discoveries: Vec<(&Class, &Discovery)> = self.found.iter().collect();
        discoveries.sort_by_key(|(_, discovery)| discovery.first);
        for (Class { noun, .. }, Discovery { first, times }) in discoveries {
            let _ = writeln!(text, "  {noun}, as in round {first}: {times}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzzing::Judgement;
    use rstest::rstest;

    fn open(reason: &str) -> Judgement {
        Judgement::Inconclusive(reason.to_owned())
    }

    fn tally(judgements: &[(Judgement, Judgement)]) -> Tally {
        let mut tally = Tally::default();
        for (number, (refused, taken)) in judgements.iter().cloned().enumerate() {
            let round = Round::new(1, u64::try_from(number).unwrap());
            tally.count(&round, &Failures { refused, taken });
        }
        tally
    }

    #[rstest]
    #[case::nothing(
        &[],
        "2 rounds from 7: 0 pass (0 refused, 0 taken), 0 fail, 0 inconclusive, 2 not run\nnothing was judged\n"
    )]
    #[case::interrupted(
        &[(Judgement::NotRun, Judgement::NotRun)],
        "2 rounds from 7: 0 pass (0 refused, 0 taken), 0 fail, 0 inconclusive, 2 not run\nnothing was judged\n"
    )]
    #[case::inconclusive(
        &[(open("no bearer"), open("no bearer")), (Judgement::NotRun, Judgement::Passed)],
        "2 rounds from 7: 1 pass (0 refused, 1 taken), 0 fail, 1 inconclusive, 0 not run\n  \
        inconclusive: no bearer\nnothing was found\n"
    )]
    fn rounds_are_counted_in_the_words_of_verdicts(
        #[case] judgements: &[(Judgement, Judgement)],
        #[case] expected: &str,
    ) {
        assert_eq!(tally(judgements).summary(7, 2), expected);
    }

    #[test]
    fn a_round_that_says_nothing_is_no_finding() {
        let none = tally(&[(open("no bearer"), open("no bearer"))]);
        let told = none.exit_code(false).unwrap_err();
        assert_eq!(told.exit_code(), ExitCode::Port);
        assert!(told.to_string().ends_with(": no bearer"), "{told}");
        assert_eq!(none.exit_code(true).unwrap(), ExitCode::Interrupted);
        assert_eq!(Tally::default().exit_code(false).unwrap(), ExitCode::Sound);
    }
}

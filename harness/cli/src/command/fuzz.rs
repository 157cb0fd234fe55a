//! `attest fuzz`: a campaign of generated dialogues on a module.

use super::fuzz_mmsc::FuzzMmsc;
use super::fuzz_report::FuzzReport;
use crate::fuzzing::{
    self, Claims, Events, Findings, Kept, Module, Progress, ReportChoice, Setup, SetupChoice,
};
use crate::interruption;
use crate::output;
use crate::problem::Problem;
use campaign::budget::Budget;
use campaign::campaign::{Campaign, CampaignError, Found, SOAK_MESSAGES_MAX};
use campaign::journal::{Entry, FoundEntry, Journal, State};
use campaign::novelty::Novelty;
use clap::{Args, Subcommand};
use runner::{ExitCode, Interrupt};
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Command lines of a campaign whose length the command line does not say.
const COMMANDS_DEFAULT: u64 = 20_000;
/// Sequences without any command line, one after the other, after which all seems to be denied.
const SEQUENCES_EMPTY_MAX: u32 = 200;

/// Why a campaign ended that a signal ended.
const INTERRUPTED: &str = "interrupted";

/// Search a module for deviations, each shrunk to a scenario.
///
/// Dialogues are drawn from the command table, one sequence after the other, each on a module that was just switched on.
/// What is found is replayed, shrunk to a few steps, and written as a scenario that is red on the module and green on a
/// sound model; both are tried three times. The same options find the same things on the model. Ctrl-C ends the campaign
/// after its sequence.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = AFTER_HELP)]
pub(crate) struct Fuzz {
    #[command(subcommand)]
    command: Option<FuzzCommand>,
    #[command(flatten)]
    search: Search,
}

/// Printed below the help.
const AFTER_HELP: &str = "\
On a port time is that of the wall: lines are sent whole, octet by octet or in pieces, long waits are cut short, and after \
each sequence the module must answer AT; if it does not, silence, octets, an escape sequence, DTR where the port has it, \
and the power hook are tried in this order. A scenario that waits more than a minute is not run on a port. Name a laboratory's MMSC and APN only: messages are sent.

Exit codes: 0 nothing was found, 1 something was found, 2 wrong command line, 3 the profile or the journal is wrong, \
4 the port failed, 5 the harness itself failed, 6 interrupted.";

#[derive(Debug, Subcommand)]
enum FuzzCommand {
    /// Let an MMSC change octets of what it answers and pushes.
    Mmsc(FuzzMmsc),
    /// Print the figures of a journal.
    Report(FuzzReport),
}

#[derive(Debug, Args)]
struct Search {
    #[command(flatten)]
    setup: SetupChoice,

    /// The number that decides every draw.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// End when so many command lines were sent, the sequence in progress completed; 20000 when no end is given.
    #[arg(long, value_name = "N")]
    commands: Option<u64>,

    /// End after so many sequences.
    #[arg(long, value_name = "N")]
    sequences: Option<u64>,

    /// End after so much time, as in `90s`, `10m` or `8h`, the sequence in progress completed.
    #[arg(long, value_name = "TIME", value_parser = fuzzing::time)]
    time: Option<Duration>,

    /// End when so many different things were found.
    #[arg(long, value_name = "N")]
    stop_after: Option<usize>,

    /// Begin with a session in which so many messages are made, which is what a leak takes to show; 600 is a good number.
    #[arg(long, value_name = "MESSAGES", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=SOAK_MESSAGES_MAX))]
    soak: u64,

    /// Vary every fourth time what reached something new.
    #[arg(long)]
    vary: bool,

    /// Never send a line that holds this, as in `+CPOF`; may be repeated.
    #[arg(long, value_name = "COMMAND", value_parser = denied)]
    deny: Vec<String>,

    /// Commands that write into flash memory at most, replays not counted.
    #[arg(long, value_name = "N")]
    writes: Option<u64>,

    /// Messages sent or received at most, replays not counted.
    #[arg(long, value_name = "N")]
    transfers: Option<u64>,

    /// Keep a journal, which is only ever added to; the same command goes on with it, whatever ended the campaign.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// Write each different discovery into this folder: the sequence as a transcript, and the scenario.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Report for programs, one object a line: `json` in place of the text, or json=FILE beside it.
    #[arg(long, value_name = "json[=FILE]")]
    report: Option<ReportChoice>,
}

impl Fuzz {
    /// Searches, or prints figures.
    ///
    /// # Errors
    /// The command line asks for what cannot be, the journal is wrong, the port fails, or a file cannot be written.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        match self.command {
            Some(FuzzCommand::Mmsc(mmsc)) => mmsc.execute(),
            Some(FuzzCommand::Report(report)) => report.execute(),
            None => self.search.execute(),
        }
    }
}

impl Search {
    fn execute(self) -> Result<ExitCode, Problem> {
        self.demand_budget()?;
        let interrupt = interruption::first_raises()?;
        let setup = self.setup.setup()?.heeding(interrupt.clone());
        let (journal, state) =
            fuzzing::open(self.journal.as_deref(), self.seed, self.identity(&setup))?;
        if let Some(folder) = &self.out {
            std::fs::create_dir_all(folder)
                .map_err(Problem::output(folder.display().to_string()))?;
        }
        let events = Events::open(self.report.as_ref())?;
        let campaign = Campaign::new(setup.course()?, self.seed, setup.drawing())
            .within(self.budget(state.writes, state.transfers))
            .soaking(self.soak);
        let novelty = state.novelty.clone();
        let campaign =
            if self.vary { campaign.keeping(novelty) } else { campaign.counting(novelty) };
        let hunt = Hunt {
            search: &self,
            setup,
            campaign,
            journal,
            state,
            findings: Findings::default(),
            progress: Progress::new(),
            events,
            claims: Claims::nearest(),
            start: Instant::now(),
        };
        hunt.run(&interrupt)
    }

    /// A campaign that ends before its first command line would find nothing of any module.
    fn demand_budget(&self) -> Result<(), Problem> {
        let ends = [
            ("--commands", self.commands == Some(0)),
            ("--sequences", self.sequences == Some(0)),
            ("--time", self.time == Some(Duration::ZERO)),
            ("--stop-after", self.stop_after == Some(0)),
        ];
        match ends.into_iter().find(|(_, is_empty)| *is_empty) {
            Some((option, _)) => Err(Problem::Usage(format!(
                "the budget is empty: nothing would run; give {option} more than 0"
            ))),
            None => Ok(()),
        }
    }

    /// What is left of the caps when so much was done before.
    fn budget(&self, writes: u64, transfers: u64) -> Budget {
        let left = |cap: Option<u64>, done| cap.map_or(u64::MAX, |cap| cap.saturating_sub(done));
        let denied = self.deny.iter().cloned().collect::<BTreeSet<String>>();
        Budget::new(left(self.writes, writes), left(self.transfers, transfers), denied)
    }

    fn commands_max(&self) -> u64 {
        let has_end = self.sequences.is_some() || self.time.is_some();
        let default = if has_end { u64::MAX } else { COMMANDS_DEFAULT };
        self.commands.unwrap_or(default)
    }

    /// All that decides what the sequences are, but the seed.
    fn identity(&self, setup: &Setup) -> String {
        let mut parts = vec![setup.identity()];
        parts.extend((self.soak > 0).then(|| format!("soak={}", self.soak)));
        parts.extend(self.vary.then(|| "vary".to_owned()));
        parts.extend(self.writes.map(|writes| format!("writes={writes}")));
        parts.extend(self.transfers.map(|transfers| format!("transfers={transfers}")));
        let denied: BTreeSet<&String> = self.deny.iter().collect();
        parts.extend(denied.into_iter().map(|name| format!("deny={name}")));
        parts.join(" ")
    }
}

/// What a line must not hold.
fn denied(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_uppercase();
    let name = text.strip_prefix("AT").unwrap_or(&text);
    if name.is_empty() || !name.bytes().all(|octet| octet.is_ascii_graphic()) {
        return Err("give the name of a command, as in `+CPOF`".to_owned());
    }
    Ok(name.to_owned())
}

/// A campaign with all around it.
struct Hunt<'a> {
    search: &'a Search,
    setup: Setup,
    campaign: Campaign<Module>,
    journal: Journal<Kept>,
    state: State,
    findings: Findings,
    progress: Progress,
    events: Events,
    claims: Claims,
    start: Instant,
}

impl Hunt<'_> {
    fn run(mut self, interrupt: &Interrupt) -> Result<ExitCode, Problem> {
        let ended = match self.search_until(interrupt) {
            // A wait for the port was cut short.
            Err(Problem::Port(_)) if interrupt.is_raised() => Ok(INTERRUPTED),
            ended => ended,
        };
        let reason = match &ended {
            Ok(reason) => (*reason).to_owned(),
            Err(problem) => problem.to_string(),
        };
        self.progress.clear();
        self.journal
            .write(&Entry::Stop { reason: reason.clone() })
            .map_err(Problem::output("the journal"))?;
        self.conclude(&reason)?;
        ended?;
        Ok(match () {
            () if interrupt.is_raised() => ExitCode::Interrupted,
            () if self.findings.all() > 0 => ExitCode::Deviated,
            () => ExitCode::Sound,
        })
    }

    /// Why the campaign ended.
    fn search_until(&mut self, interrupt: &Interrupt) -> Result<&'static str, Problem> {
        self.begin()?;
        let mut empty = 0;
        loop {
            if let Some(reason) = self.end(interrupt) {
                return Ok(reason);
            }
            let (sequence, before) = (self.next(), self.campaign.tally().commands);
            let found = self.campaign.sequence_journaled(&mut self.journal, &self.state);
            if let Some(found) = found.map_err(ended)? {
                self.take(sequence, found)?;
            }
            empty = if self.campaign.tally().commands == before { empty + 1 } else { 0 };
            if empty > SEQUENCES_EMPTY_MAX {
                return Err(Problem::Usage("nothing is left that may be sent".to_owned()));
            }
            if self.progress.is_due() {
                let standing = self.standing();
                self.progress.tell(&standing);
            }
        }
    }

    /// Says where the journal stands, and takes what it has.
    fn begin(&mut self) -> Result<(), Problem> {
        self.events.tell(&json!({
            "event": "started",
            "seed": self.search.seed,
            "setup": self.search.identity(&self.setup),
            "sequence": self.state.next,
            "commands": self.state.commands,
        }))?;
        let Some(path) = self.search.journal.as_deref().filter(|_| self.state != State::default())
        else {
            return Ok(());
        };
        if self.events.is_text() {
            output::print_line(&resumed(path, &self.state))?;
        }
        for entry in self.state.found.clone() {
            self.take_again(entry)?;
        }
        Ok(())
    }

    /// Takes a discovery of the journal. On a port, what has its files already is not done again.
    fn take_again(&mut self, entry: FoundEntry) -> Result<(), Problem> {
        let name = fuzzing::name(entry.sequence, entry.oracle);
        let is_written = |folder: &PathBuf| folder.join(format!("{name}.transcript")).exists();
        if self.setup.is_in_wall_time() && self.search.out.as_ref().is_some_and(is_written) {
            self.findings.count(&entry);
            return Ok(());
        }
        let again = self.campaign.course_mut().replay(&entry.operations);
        match again.map_err(fuzzing::failed)? {
            Some(discovery) => {
                let FoundEntry { sequence, operations, state, .. } = entry;
                self.take(sequence, Found { operations, discovery, state })
            }
            None => {
                self.findings.lose(&entry);
                Ok(())
            }
        }
    }

    fn next(&self) -> u64 {
        self.campaign.next().max(self.state.next)
    }

    fn commands(&self) -> u64 {
        self.campaign.tally().commands.saturating_add(self.state.commands)
    }

    fn took(&self) -> Duration {
        self.start.elapsed() + Duration::from_millis(self.state.millis)
    }

    /// Why the campaign is over; none while it goes on.
    fn end(&self, interrupt: &Interrupt) -> Option<&'static str> {
        let different = self.search.stop_after.unwrap_or(usize::MAX).min(fuzzing::DIFFERENT_MAX);
        match () {
            () if interrupt.is_raised() => Some(INTERRUPTED),
            () if self.commands() >= self.search.commands_max() => Some("all commands were sent"),
            () if self.next() >= self.search.sequences.unwrap_or(u64::MAX) => {
                Some("all sequences were done")
            }
            () if self.search.time.is_some_and(|time| self.took() >= time) => {
                Some("the time was over")
            }
            () if self.findings.different() >= different => Some("enough was found"),
            () => None,
        }
    }

    /// Shrinks, shows and writes a discovery that is like no other.
    fn take(&mut self, sequence: u64, found: Found) -> Result<(), Problem> {
        let (seed, identity) = (self.search.seed, self.setup.identity());
        let origin = format!("attest fuzz, seed {seed}, sequence {sequence}, {identity}");
        let course = self.campaign.course_mut();
        self.progress.clear();
        let Some(finding) = self.findings.take(sequence, origin, found, &self.setup, course)?
        else {
            return Ok(());
        };
        let files = match &self.search.out {
            Some(folder) => fuzzing::write(finding, folder)?,
            None => Vec::new(),
        };
        self.events.tell(&finding.json(&self.claims, &files))?;
        if !self.events.is_text() {
            return Ok(());
        }
        let mut text = finding.shown(&self.claims);
        for file in files {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "  {file}");
        }
        output::print(&text)
    }

    fn standing(&self) -> String {
        let (commands, sequences) = (self.commands(), self.next());
        let tuples = self.campaign.novelty().map_or(0, Novelty::tuples);
        let found = self.findings.different();
        let seconds = self.took().as_secs();
        format!(
            "{}, {}, {tuples} tuples, {}, {seconds} s",
            runner::counted(commands, "command"),
            runner::counted(sequences, "sequence"),
            fuzzing::discoveries(found)
        )
    }

    fn conclude(&mut self, reason: &str) -> Result<(), Problem> {
        let (commands, sequences) = (self.commands(), self.next());
        let novelty = self.campaign.novelty();
        let (tuples, unseen) = novelty.map_or((0, 0), |seen| (seen.tuples(), seen.unseen()));
        let by_requirement: Vec<_> = self
            .findings
            .times()
            .map(|(oracle, requirement, times)| {
                json!({ "oracle": oracle.to_string(), "requirement": requirement, "times": times })
            })
            .collect();
        let (different, all) = (self.findings.different(), self.findings.all());
        self.events.tell(&json!({
            "event": "finished",
            "reason": reason,
            "commands": commands,
            "sequences": sequences,
            "tuples": tuples,
            "tuples_unseen": unseen,
            "different": different,
            "all": all,
            "found": by_requirement,
        }))?;
        if !self.events.is_text() {
            return Ok(());
        }
        let mut text = format!(
            "{} in {}; {}, about {unseen} more to be seen\n",
            runner::counted(commands, "command"),
            runner::counted(sequences, "sequence"),
            runner::counted(tuples, "novel tuple")
        );
        match (commands, all) {
            (0, 0) => text.push_str("not one command was judged\n"),
            _ => text.push_str(&self.findings.summary()),
        }
        if let (Some(folder), 1..) = (&self.search.out, different) {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "scenarios and transcripts in {}", folder.display());
        }
        output::print(&text)
    }
}

fn resumed(path: &Path, state: &State) -> String {
    let State { next, commands, found, is_again, .. } = state;
    let again = if *is_again { "; that one was begun and is done again" } else { "" };
    format!(
        "resumed {} at sequence {next} after {}, {} in the journal{again}",
        path.display(),
        runner::counted(*commands, "command"),
        fuzzing::discoveries(found.len())
    )
}

fn ended(error: CampaignError) -> Problem {
    match error {
        CampaignError::Target(error) => fuzzing::failed(error),
        CampaignError::Journal(source) => {
            Problem::Output { what: "the journal".to_owned(), source }
        }
        other => Problem::Port(other.to_string()),
    }
}

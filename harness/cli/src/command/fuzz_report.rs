//! `attest fuzz report`: the figures of a journal.

use crate::fuzzing;
use crate::output;
use crate::problem::Problem;
use campaign::bench::TeAnswer;
use campaign::journal::{self, FoundEntry, Header, State};
use campaign::novelty::Tuple;
use clap::Args;
use runner::ExitCode;
use sim7100_model::Model;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Points of the curve that are printed at most.
const CURVE_POINTS_MAX: usize = 12;
/// Characters of an expectation, or of what came instead, that are printed.
const SHOWN_CHARACTERS_MAX: usize = 120;
/// Names in one line.
const NAMES_MAX: usize = 40;

/// Printed below the help.
const AFTER_HELP: &str = "\
Exit codes: 0 printed, whatever the campaign found, 2 wrong command line, 3 the journal is wrong, \
5 standard output failed.";

/// Print the figures of a journal: which campaign it is, how far it came, what it reached, judged and found.
///
/// The journal of a campaign that is running can be read too. Nothing is replayed. A state is edit mode (e, i, ?), the
/// message in memory (0 none, p part of one, c complete, ? unknown), how many mail boxes are full, and what goes on. An
/// argument is a number (n), a string (s), something else (o) or left out (-).
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct FuzzReport {
    /// The journal of `attest fuzz --journal`.
    #[arg(value_name = "JOURNAL")]
    journal: PathBuf,

    /// Print every tuple of form, arguments, state, answer and latency class with its visits.
    #[arg(long)]
    tuples: bool,
}

impl FuzzReport {
    /// Prints.
    ///
    /// # Errors
    /// The file cannot be read, or is no journal.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let path = &self.journal;
        let octets = fuzzing::journal_octets(path)?;
        let wrong = |error| fuzzing::journal_problem(path, error);
        let header = journal::header(&octets).map_err(wrong)?;
        let (state, whole) = journal::resume(&octets, &header).map_err(wrong)?;
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = course(&mut text, &header, &state);
        if whole < octets.len() {
            let torn = octets.len() - whole;
            let torn = runner::counted(torn, "octet");
            let _ = writeln!(text, "the last line is torn ({torn}) and does not count");
        }
        let _ = coverage(&mut text, &state);
        let _ = curve(&mut text, &state);
        let _ = judged(&mut text, &state);
        let _ = left_out(&mut text, &header, &state);
        let _ = discoveries(&mut text, &state.found);
        if self.tuples {
            for (tuple, visits) in state.novelty.visits() {
                let _ = writeln!(text, "{visits:8} {}", tuple.print());
            }
        }
        output::print(&text)?;
        Ok(ExitCode::Sound)
    }
}

fn course(text: &mut String, header: &Header, state: &State) -> std::fmt::Result {
    writeln!(text, "campaign: seed {}, {}", header.seed, header.profile)?;
    let State { commands, next, millis, .. } = state;
    let speed = commands.saturating_mul(1_000).checked_div(*millis).unwrap_or(0);
    let (seconds, tenths) = (millis / 1_000, millis % 1_000 / 100);
    let (lines, sequences) =
        (runner::counted(*commands, "command"), runner::counted(*next, "sequence"));
    writeln!(text, "{lines} in {sequences}")?;
    writeln!(text, "{seconds}.{tenths} s, {speed} commands/s")?;
    if state.is_again {
        writeln!(text, "sequence {next} was begun and has not ended")?;
    }
    match &state.stopped {
        Some(reason) => writeln!(text, "it ended: {reason}"),
        None => Ok(()),
    }
}

/// What one form of a command came to.
#[derive(Default)]
struct Reached<'a> {
    visits: u64,
    arguments: BTreeSet<&'a str>,
    states: BTreeSet<&'a str>,
    answers: BTreeMap<TeAnswer, u64>,
}

fn coverage(text: &mut String, state: &State) -> std::fmt::Result {
    let mut forms: BTreeMap<&str, Reached<'_>> = BTreeMap::new();
    for (Tuple { form, arguments, state, answer, .. }, visits) in state.novelty.visits() {
        let reached = forms.entry(form).or_default();
        reached.visits += visits;
        reached.arguments.insert(arguments);
        reached.states.insert(state);
        *reached.answers.entry(*answer).or_default() += visits;
    }
    let (tuples, unseen) = (state.novelty.tuples(), state.novelty.unseen());
    writeln!(
        text,
        "{tuples} tuples of form, arguments, state, answer and latency; about {unseen} more to be seen"
    )?;
    let table = table();
    let never: Vec<&str> =
        table.iter().map(String::as_str).filter(|form| !forms.contains_key(form)).collect();
    let tried = table.len() - never.len();
    writeln!(
        text,
        "{tried} of {} forms of the command table were tried{}",
        table.len(),
        names(&never)
    )?;
    writeln!(text, "  {:18} {:>7} {:>9} {:>6}  answers", "form", "visits", "arguments", "states")?;
    for (form, reached) in &forms {
        let Reached { visits, arguments, states, answers } = reached;
        let answers: Vec<String> =
            answers.iter().map(|(answer, times)| format!("{} {times}", word(*answer))).collect();
        let (arguments, states) = (arguments.len(), states.len());
        let answers = answers.join(", ");
        writeln!(text, "  {form:18} {visits:7} {arguments:9} {states:6}  {answers}")?;
    }
    Ok(())
}

/// The forms of extended commands; basic ones are counted together.
fn table() -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    for command in Model::commands().into_iter().filter(|one| one.name.starts_with('+')) {
        let has = [
            (command.test, "=?"),
            (command.read, "?"),
            (command.execute, ""),
            (command.write.is_some(), "="),
        ];
        let signs = has.into_iter().filter(|(is_there, _)| *is_there);
        forms.extend(signs.map(|(_, sign)| format!("{}{sign}", command.name)));
    }
    forms
}

fn names(never: &[&str]) -> String {
    if never.is_empty() {
        return String::new();
    }
    let shown = never.get(..NAMES_MAX).unwrap_or(never);
    let more = if shown.len() < never.len() { " ..." } else { "" };
    format!("; never {}{more}", shown.join(" "))
}

fn word(answer: TeAnswer) -> String {
    match answer {
        TeAnswer::Ok => "OK".to_owned(),
        TeAnswer::Prompt => "prompt".to_owned(),
        TeAnswer::Error => "ERROR".to_owned(),
        TeAnswer::Code(code) => code.to_string(),
        TeAnswer::None => "none".to_owned(),
    }
}

/// The points at which something new was seen, thinned out evenly.
fn curve(text: &mut String, state: &State) -> std::fmt::Result {
    let points = &state.curve;
    if points.is_empty() {
        return Ok(());
    }
    let step = points.len().div_ceil(CURVE_POINTS_MAX);
    let last = points.len() - 1;
    writeln!(text, "commands and tuples seen by then")?;
    for (index, (commands, tuples)) in points.iter().enumerate() {
        if index == last || (index % step == 0 && index + step / 2 < last) {
            writeln!(text, "  {commands:9} {tuples:7}")?;
        }
    }
    Ok(())
}

fn judged(text: &mut String, state: &State) -> std::fmt::Result {
    writeln!(text, "steps in which an oracle had something to judge")?;
    let (judged, never): (Vec<_>, Vec<_>) = state.looked.iter().partition(|(_, steps)| *steps > 0);
    for (oracle, steps) in judged {
        writeln!(text, "  {:13} {steps:9}", oracle.to_string())?;
    }
    let never: Vec<String> = never.iter().map(|(oracle, _)| oracle.to_string()).collect();
    if never.is_empty() { Ok(()) } else { writeln!(text, "  never: {}", never.join(", ")) }
}

fn left_out(text: &mut String, header: &Header, state: &State) -> std::fmt::Result {
    let denied = header.profile.split(' ').filter_map(|word| word.strip_prefix("deny="));
    let denied: BTreeSet<&str> = denied.collect();
    let caps = state.left_out.keys().map(String::as_str).filter(|name| !denied.contains(name));
    let reasons: Vec<&str> = denied.iter().copied().chain(caps).collect();
    if reasons.is_empty() {
        return writeln!(text, "nothing was denied");
    }
    writeln!(text, "what was denied and never sent")?;
    for reason in reasons {
        let times = state.left_out.get(reason).copied().unwrap_or(0);
        let what = match reason {
            "writes" => "beyond the cap of --writes",
            "transfers" => "beyond the cap of --transfers",
            _ => "denied",
        };
        writeln!(text, "  {reason}: {what}, {} left out", runner::counted(times, "line"))?;
    }
    Ok(())
}

fn discoveries(text: &mut String, found: &[FoundEntry]) -> std::fmt::Result {
    writeln!(text, "{}", fuzzing::discoveries(found.len()))?;
    let mut by_oracle: BTreeMap<String, Vec<&FoundEntry>> = BTreeMap::new();
    for entry in found {
        let named = entry.requirement.as_deref();
        let requirement = fuzzing::requirement(&entry.operations, named, &entry.expected);
        let group = format!("{} {requirement}", entry.oracle);
        by_oracle.entry(group).or_default().push(entry);
    }
    for (group, entries) in by_oracle {
        writeln!(text, "  {group}: {}", entries.len())?;
        for FoundEntry { sequence, state, operations, expected, seen, .. } in entries {
            let steps = operations.len();
            let last = operations.last().map(ToString::to_string).unwrap_or_default();
            writeln!(
                text,
                "    sequence {sequence}, {}, in state {state}: {}",
                runner::counted(steps, "step"),
                short(&last)
            )?;
            writeln!(text, "      expected {}", short(expected))?;
            writeln!(text, "      but came {}", short(seen))?;
        }
    }
    Ok(())
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARACTERS_MAX) {
        Some((end, _)) => format!("{} ...", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

//! The binary `attest`: scenarios against a SIM7100 or its model, and the tools around them.
//!
//! One file per subcommand in [`command`]; exit codes are documented in `runner::exit_code`.

mod annotated;
mod command;
mod drawing;
mod exits;
mod fuzzing;
mod input;
mod inspection;
mod interruption;
mod library;
mod listener;
mod octets;
mod output;
mod problem;
mod profile;
mod report;
mod script;
mod suggestion;
mod target;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use problem::Problem;
use runner::ExitCode;
use std::process::ExitCode as ProcessExitCode;

/// Conformance tests for the MMS functions of the SIM7100.
///
/// Without a subcommand the scenarios of the nearest `scenarios` folder run on the reference model.
#[derive(Debug, Parser)]
#[command(name = "attest", version, args_conflicts_with_subcommands = true, after_help = AFTER_HELP)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: command::run::Run,
}

/// Printed below the help.
const AFTER_HELP: &str = "\
Exit codes: 0 nothing deviated from the baseline, 1 something deviated, 2 wrong command line, \
3 a scenario, profile, script or baseline is wrong, 4 the port is absent, busy, unplugged or silent, \
5 the harness itself failed, 6 the run was interrupted. The help of each command names its own.

Environment: ATTEST_LOG=error|warn|info|debug|trace writes a log to standard error; NO_COLOR=1 takes the colours away.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Run scenarios against a target.
    Run(command::run::Run),
    /// Check scenarios without running them.
    Check(command::check::Check),
    /// List cases, or what else has a name, one a line.
    List(command::list::List),
    /// Explain whatever has an id or a name: rules, requirements, cases, readings, profiles, deviations, answers.
    Explain(command::explain::Explain),
    /// Show the MMS PDUs of a file or a capture, with what the validator finds.
    Dissect(command::dissect::Dissect),
    /// Build WAP pushes.
    #[command(subcommand)]
    Push(command::push::Push),
    /// Search a module for deviations, each shrunk to a scenario.
    Fuzz(Box<command::fuzz::Fuzz>),
    /// Shrink a transcript that leads to a deviation to a scenario.
    Shrink(command::shrink::Shrink),
    /// Serve the reference model or the mock MMSC to other programs.
    #[command(subcommand)]
    Serve(Serve),
}

#[derive(Debug, Subcommand)]
enum Serve {
    /// Put the reference model behind a pseudo-terminal that any serial program can open.
    Model(command::serve_model::ServeModel),
    /// Listen as an MMSC over HTTP, and show each exchange with its tree and findings.
    Mmsc(command::serve_mmsc::ServeMmsc),
}

fn main() -> ProcessExitCode {
    let code = read_line().and_then(|line| match line {
        Some((line, matches)) => execute(line, &matches),
        None => Ok(ExitCode::Sound),
    });
    let code = code.unwrap_or_else(|problem| {
        output::complain(&problem);
        problem.exit_code()
    });
    code.into()
}

/// Reads the command line; none when it asks for help or the version, which it gets. A wrong one ends the program.
///
/// # Errors
/// Standard output failed.
fn read_line() -> Result<Option<(CommandLine, ArgMatches)>, Problem> {
    let matches = CommandLine::command().try_get_matches();
    let line = matches.and_then(|matches| {
        let line = CommandLine::from_arg_matches(&matches)
            .map_err(|error| error.format(&mut CommandLine::command()))?;
        Ok((line, matches))
    });
    match line {
        Ok(line) => Ok(Some(line)),
        Err(error) if error.use_stderr() => error.exit(),
        Err(help) => output::print_help(&help).map(|()| None),
    }
}

fn execute(line: CommandLine, matches: &ArgMatches) -> Result<ExitCode, Problem> {
    output::trace();
    if searches(matches) {
        // Before anything is read: `Fuzz` asks for the same wish once it has read what it needs.
        interruption::first_raises()?;
    }
    match line.command {
        None => line.run.execute(),
        Some(Command::Run(run)) => run.execute(),
        Some(Command::Check(check)) => check.execute(),
        Some(Command::List(list)) => list.execute(),
        Some(Command::Explain(explain)) => explain.execute(),
        Some(Command::Dissect(dissect)) => dissect.execute(),
        Some(Command::Push(push)) => push.execute(),
        Some(Command::Fuzz(fuzz)) => fuzz.execute(),
        Some(Command::Shrink(shrink)) => shrink.execute(),
        Some(Command::Serve(Serve::Model(serve))) => serve.execute(),
        Some(Command::Serve(Serve::Mmsc(serve))) => serve.execute(),
    }
}

/// Whether the command line is one of `fuzz` that searches; the figures of a journal are told at once.
fn searches(matches: &ArgMatches) -> bool {
    let fuzz = matches.subcommand_matches("fuzz");
    fuzz.is_some_and(|fuzz| fuzz.subcommand_name() != Some("report"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::campaign(&["attest", "fuzz"], true)]
    #[case::octets_of_an_mmsc(&["attest", "fuzz", "mmsc"], true)]
    #[case::figures(&["attest", "fuzz", "report", "journal"], false)]
    #[case::run(&["attest"], false)]
    fn only_a_search_waits_for_signals(#[case] line: &[&str], #[case] expected: bool) {
        let matches = CommandLine::command().try_get_matches_from(line).unwrap();
        assert_eq!(searches(&matches), expected);
    }
}

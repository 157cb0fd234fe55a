//! The binary `attest`: scenarios against a SIM7100 or its model, and the tools around them.
//!
//! One file per subcommand in [`command`]; exit codes are documented in `runner::exit_code`.

mod annotated;
mod command;
mod drawing;
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
mod suggestion;
mod target;

use clap::{Parser, Subcommand};
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
5 the harness itself failed, 6 the run was interrupted.

Environment: ATTEST_LOG=error|warn|info|debug|trace writes a log to standard error; NO_COLOR=1 takes the colours away.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Run scenarios against a target.
    Run(command::run::Run),
    /// Check scenarios without running them.
    Check(command::check::Check),
    /// List cases, or what else has a name, one a line.
    List(command::list::List),
    /// Explain a rule, a requirement, a reading, a deviation or a case.
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
    let line = CommandLine::parse();
    output::trace();
    let outcome = match line.command {
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
    };
    let code: ExitCode = outcome.unwrap_or_else(|problem| {
        output::complain(&problem);
        problem.exit_code()
    });
    code.into()
}

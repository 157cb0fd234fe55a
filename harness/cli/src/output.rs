//! Standard output and standard error.
//!
//! Everything goes through a writer, so that a closed pipe ends the program instead of making it panic.

use crate::drawing::Drawing;
use crate::problem::Problem;
use runner::visible::visible;
use std::io::{self, IsTerminal, Write};

/// Environment variable that turns the log on: `error`, `warn`, `info`, `debug` or `trace`. The help names it.
const LOG: &str = "ATTEST_LOG";

/// Writes a text to standard output.
///
/// # Errors
/// Standard output failed, other than by being closed.
pub(crate) fn print(text: &str) -> Result<(), Problem> {
    print_octets(text.as_bytes())
}

/// Writes octets to standard output.
///
/// # Errors
/// As [`print()`].
pub(crate) fn print_octets(octets: &[u8]) -> Result<(), Problem> {
    let mut output = io::stdout().lock();
    unless_closed(output.write_all(octets).and_then(|()| output.flush()))
}

/// Writes the help or the version to standard output, in colours where it takes them.
///
/// # Errors
/// As [`print()`].
pub(crate) fn print_help(help: &clap::Error) -> Result<(), Problem> {
    unless_closed(help.print().and_then(|()| io::stdout().flush()))
}

fn unless_closed(written: io::Result<()>) -> Result<(), Problem> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Problem::output("standard output")),
    }
}

/// Writes a line to standard output.
///
/// # Errors
/// As [`print()`].
pub(crate) fn print_line(line: &str) -> Result<(), Problem> {
    print(&format!("{line}\n"))
}

/// Says on standard error why the program ends; diagnostics are drawn on the user's own text.
pub(crate) fn complain(problem: &Problem) {
    let mut error = io::stderr().lock();
    if let Problem::Files(files) = problem {
        for diagnostics in files {
            let report = miette::Report::new(Drawing::from(diagnostics));
            // There is no one left to tell when standard error fails.
            let _ = writeln!(error, "{report:?}");
        }
    }
    let _ = writeln!(error, "attest: {}", visible(&problem.to_string()));
}

/// Says on standard error what was done, where standard output has the result.
pub(crate) fn say(text: &str) {
    // There is no one left to tell when standard error fails.
    let _ = writeln!(io::stderr(), "attest: {text}");
}

/// Says something on standard error that ends nothing.
pub(crate) fn hint(text: &str) {
    // There is no one left to tell when standard error fails.
    let _ = writeln!(io::stderr(), "attest: hint: {text}");
}

/// Standard output for those who write on when nobody listens any more: once the pipe is closed, all is dropped.
#[derive(Debug, Default)]
pub(crate) struct Stdout {
    closed: bool,
}

impl Stdout {
    fn unless_closed<T>(&mut self, written: io::Result<T>, dropped: T) -> io::Result<T> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(dropped)
            }
            other => other,
        }
    }
}

impl Write for Stdout {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(octets.len());
        }
        self.unless_closed(io::stdout().write(octets), octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        self.unless_closed(io::stdout().flush(), ())
    }
}

/// Whether standard output takes ANSI colours.
pub(crate) fn colour() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Starts the log on standard error, if it is asked for.
pub(crate) fn trace() {
    let level = std::env::var(LOG).ok().and_then(|level| level.parse().ok());
    let Some(level): Option<tracing::Level> = level else {
        return;
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
}

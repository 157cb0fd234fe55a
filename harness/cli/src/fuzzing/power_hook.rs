//! The command that takes a module's power away and gives it back: a relay, a hub port, a bench supply.

use std::io;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long the command may take.
pub(crate) const RUN_MAX: Duration = Duration::from_secs(60);
/// Between two looks at whether it has ended.
const LOOK_PERIOD: Duration = Duration::from_millis(20);

/// Runs a command line by the shell until it ends.
///
/// # Errors
/// It cannot be started, takes longer than a minute, or ends with another code than 0.
pub(crate) fn run(command: &str) -> io::Result<()> {
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(command)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return ended(status);
        }
        if start.elapsed() > RUN_MAX {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::other(format!("it took longer than {} s", RUN_MAX.as_secs())));
        }
        std::thread::sleep(LOOK_PERIOD);
    }
}

fn ended(status: ExitStatus) -> io::Result<()> {
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_command_is_told() {
        assert!(run("true").is_ok());
        assert_eq!(run("exit 3").unwrap_err().to_string(), "exit status: 3");
        assert!(run("no-such-command 2>/dev/null").is_err());
    }
}

//! The command that takes a module's power away and gives it back: a relay, a hub port, a bench supply.

use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

/// How long the command may take.
pub(crate) const RUN_MAX: Duration = Duration::from_secs(60);

/// Runs a command line by the shell until it ends. It is killed when nobody waits for it any more.
///
/// # Errors
/// It cannot be started, takes longer than a minute, or ends with another code than 0.
pub(crate) async fn run(command: &str) -> io::Result<()> {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    match timeout(RUN_MAX, shell.status()).await {
        Ok(status) => ended(status?),
        Err(_) => Err(io::Error::other(format!("it took longer than {} s", RUN_MAX.as_secs()))),
    }
}

fn ended(status: ExitStatus) -> io::Result<()> {
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_end_of_the_command_is_told() {
        assert!(run("true").await.is_ok());
        assert_eq!(run("exit 3").await.unwrap_err().to_string(), "exit status: 3");
        assert!(run("no-such-command 2>/dev/null").await.is_err());
    }
}

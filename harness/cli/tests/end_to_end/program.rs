//! Programs that a test starts. Each ends with the value that stands for it, whatever becomes of the test.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Time in which a program says what a test waits for, or ends.
const PROGRAM_WAIT_MAX: Duration = Duration::from_secs(240);

/// The folder of the project.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A command line of `attest`, in the folder of the project.
pub(crate) fn attest<I: IntoIterator<Item: AsRef<OsStr>>>(arguments: I) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attest"));
    command.args(arguments).current_dir(project()).env_remove("ATTEST_LOG").stdin(Stdio::null());
    command
}

/// Runs `attest` to its end.
pub(crate) fn run<I: IntoIterator<Item: AsRef<OsStr>>>(arguments: I) -> Ended {
    Program::start(attest(arguments)).end()
}

/// Runs `attest` to its end with octets on its standard input.
pub(crate) fn run_with_input<I: IntoIterator<Item: AsRef<OsStr>>>(
    arguments: I,
    input: Vec<u8>,
) -> Ended {
    let mut command = attest(arguments);
    command.stdin(Stdio::piped());
    let mut program = Program::start(command);
    let mut stdin = program.child.stdin.take().unwrap();
    // A program that has read enough closes the pipe; what it makes of the octets is what counts.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let ended = program.end();
    writer.join().unwrap();
    ended
}

/// The path of an installed program, or a named skip.
pub(crate) fn installed(program: &str, package: &str, test: &str) -> Option<PathBuf> {
    let search = std::env::var_os("PATH").unwrap_or_default();
    // `chat` belongs to the system's programs, which are not on everybody's path.
    let folders = std::env::split_paths(&search).chain([PathBuf::from("/usr/sbin")]);
    let found = folders.map(|folder| folder.join(program)).find(|path| path.is_file());
    if found.is_none() {
        skip(test, &format!("{program} is not installed (Debian package {package})"));
    }
    found
}

/// The folder that an environment variable names, or a named skip.
pub(crate) fn folder(variable: &str, test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        skip(test, &format!("{variable} names no folder"));
    }
    folder
}

fn skip(test: &str, reason: &str) {
    writeln!(std::io::stderr(), "skipped {test}: {reason}").unwrap();
}

/// A program that runs.
pub(crate) struct Program {
    child: Child,
    lines: Receiver<String>,
    stdout: String,
    stderr: Option<JoinHandle<String>>,
}

/// What a program left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code; none after a signal.
    pub(crate) code: Option<i32>,
    /// All of standard output.
    pub(crate) stdout: String,
    /// All of standard error.
    pub(crate) stderr: String,
}

impl Ended {
    /// Demands an exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Demands a text on standard output.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no `{text}` in:\n{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Demands a text on standard error.
    #[track_caller]
    pub(crate) fn complains(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no `{text}` in:\n{}", self.stderr);
        self
    }
}

impl Program {
    /// Starts a program whose standard output is read line by line.
    pub(crate) fn start(command: Command) -> Self {
        Self::start_on(command, Stdio::piped())
    }

    /// Starts a program whose standard output may lead elsewhere.
    pub(crate) fn start_on(mut command: Command, stdout: Stdio) -> Self {
        let mut child = command.stdout(stdout).stderr(Stdio::piped()).spawn().expect("it starts");
        // The command may hold a line open that has to end with the program.
        drop(command);
        let stdout = child.stdout.take();
        let mut stderr = child.stderr.take().unwrap();
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            let Some(stdout) = stdout else { return };
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let stderr = std::thread::spawn(move || {
            let mut octets = Vec::new();
            stderr.read_to_end(&mut octets).unwrap();
            String::from_utf8_lossy(&octets).into_owned()
        });
        Self { child, lines, stdout: String::new(), stderr: Some(stderr) }
    }

    /// Waits for a line of standard output that `wanted` accepts.
    #[track_caller]
    pub(crate) fn line(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PROGRAM_WAIT_MAX;
        while let Some(line) = self.next_line(deadline) {
            if wanted(&line) {
                return line;
            }
        }
        let stderr = self.stop();
        panic!("it ended without the line; stdout:\n{}\nstderr:\n{stderr}", self.stdout);
    }

    /// What follows `prefix` on the line of standard output that starts with it.
    #[track_caller]
    pub(crate) fn after(&mut self, prefix: &str) -> String {
        self.line(|line| line.starts_with(prefix)).split_off(prefix.len())
    }

    /// Ctrl-C.
    pub(crate) fn interrupt(&self) {
        self.signal(Signal::INT);
    }

    /// What a service manager sends.
    pub(crate) fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// The terminal has gone.
    pub(crate) fn hang_up(&self) {
        self.signal(Signal::HUP);
    }

    /// Ends the program as a power failure would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for the end.
    #[track_caller]
    pub(crate) fn end(mut self) -> Ended {
        let deadline = Instant::now() + PROGRAM_WAIT_MAX;
        while self.next_line(deadline).is_some() {}
        let code = self.child.wait().unwrap().code();
        Ended { code, stdout: std::mem::take(&mut self.stdout), stderr: self.stop() }
    }

    /// The next line; none after the last one.
    #[track_caller]
    fn next_line(&mut self, deadline: Instant) -> Option<String> {
        match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                writeln!(self.stdout, "{line}").unwrap();
                Some(line)
            }
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => {
                let stderr = self.stop();
                panic!("nothing for too long; stdout:\n{}\nstderr:\n{stderr}", self.stdout);
            }
        }
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Ends the program if it still runs; returns what it complained about.
    fn stop(&mut self) -> String {
        // Neither can fail but for a program that has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.stderr.take().map_or_else(String::new, |stderr| stderr.join().unwrap_or_default())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.stop();
    }
}

//! `attest fuzz` and `attest run` on ports that answer no `AT`, each in its own way, and Ctrl-C meanwhile.

use std::fs;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rstest::rstest;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::program::{Ended, Program, attest, run};
use crate::terminal::Terminal;

/// What is at the other end of a line.
#[derive(Clone, Copy)]
enum Peer {
    Nobody,
    /// Each command line is answered by the second text, behind the first.
    Answers(&'static str),
    Echo,
    Babbles(&'static str),
}

/// A line with that at its other end; it ends with this value.
struct Port {
    path: String,
    held: Option<OwnedFd>,
}

impl Port {
    fn with(peer: Peer) -> Self {
        let Terminal { line: mut reader, held, path } = Terminal::open();
        let mut modes = tcgetattr(&held).unwrap();
        modes.make_raw();
        tcsetattr(&held, OptionalActions::Now, &modes).unwrap();
        let mut writer = reader.try_clone().unwrap();
        if let Peer::Babbles(text) = peer {
            let mut writer = writer.try_clone().unwrap();
            std::thread::spawn(move || {
                // The write fails when the last one who has the terminal open lets it go.
                while writer.write_all(text.as_bytes()).is_ok() {}
            });
        }
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // So does the read.
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let octets = &buffer[..count];
                let answer = match peer {
                    Peer::Echo => octets,
                    Peer::Answers(text) if octets.contains(&b'\r') => text.as_bytes(),
                    _ => b"",
                };
                if writer.write_all(answer).is_err() {
                    break;
                }
            }
        });
        Self { path, held: Some(held) }
    }

    fn target(&self) -> String {
        format!("serial:{}", self.path)
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        drop(self.held.take());
    }
}

#[rstest]
#[case::silent(Peer::Nobody, "the port is silent: nothing answers AT; check that")]
#[case::error(
    Peer::Answers("\r\nERROR\r\n"),
    "AT is not answered by OK but by `<CR><LF>ERROR<CR><LF>"
)]
#[case::echo(Peer::Echo, "AT is not answered by OK but by `AT<CR>")]
#[case::babble(
    Peer::Babbles("noise, "),
    "the port is never quiet: for 3 s octets kept coming, as in `"
)]
fn what_a_port_without_a_module_does_is_told(#[case] peer: Peer, #[case] told: &str) {
    let port = Port::with(peer);
    let target = port.target();
    let ended = run(["fuzz", "--target", &target, "--sequences", "1"]).exits(4);
    let ended = ended.complains(told).says("not one command was judged\n");
    assert!(!ended.stdout.contains("nothing was found"), "{}", ended.stdout);
    assert!(ended.stderr.len() < 600, "{}", ended.stderr);
    run(["run", "09-codes", "--target", &target])
        .exits(4)
        .says(&format!("the port failed: {told}"));
}

/// How long a campaign may go on after Ctrl-C, with what starts and stops on a machine with much else to do.
const END_MAX: Duration = Duration::from_secs(4);

fn interrupted(program: Program) -> Ended {
    let start = Instant::now();
    program.interrupt();
    let ended = program.end().exits(6);
    assert!(start.elapsed() < END_MAX, "it took {:?}", start.elapsed());
    ended
}

#[test]
fn ctrl_c_ends_the_wait_for_a_silent_port() {
    let port = Port::with(Peer::Nobody);
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let name = journal.to_str().unwrap();
    let target = port.target();
    let options = [
        "fuzz",
        "--target",
        &target,
        "--sequences",
        "1",
        "--journal",
        name,
        "--answer-within",
        "9s",
    ];
    let program = Program::start(attest(options));
    let deadline = Instant::now() + Duration::from_secs(60);
    while !fs::read_to_string(&journal).is_ok_and(|text| text.ends_with("\nbegin 0\n")) {
        assert!(Instant::now() < deadline, "no sequence begins");
        std::thread::yield_now();
    }
    interrupted(program).says("not one command was judged\n");
    let text = fs::read_to_string(&journal).unwrap();
    assert!(text.ends_with("\nbegin 0\nstop interrupted\n"), "{text}");
    run(["fuzz", "report", name]).exits(0).says("sequence 0 was begun and has not ended\n");
}

//! A module on a serial line as the target of a campaign: octets in wall time, and what a laboratory can do beside.
//!
//! With a control socket each sequence begins on a module in factory state, as on the bench in memory. Without one it
//! begins after the command lines that come nearest to that, and what they do not reset stays.

mod recovery;

use campaign::bench::{Capture, File, Target, TargetError};
use campaign::operation::{MmscAnswer, Push};
use mock_mmsc::{Mmsc, Script, SharedMmsc, http};
use runner::{Interrupt, SerialTarget};
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};
use transport::control::{Client, ControlError, Handle};
use transport::{ModemLineError, Port, ReadOutcome, classify};

/// Octets that one read takes.
const CHUNK_OCTETS_MAX: usize = 4_096;
/// How long a line may take octets.
const WRITE_MAX: Duration = Duration::from_secs(60);
/// From a request to the answer of the mock MMSC, as on the bench.
const ANSWER_TIME: Duration = Duration::from_millis(500);
/// The sender and the service-centre time stamp of every push, as on the bench.
const PUSH_SENDER: &str = "15001844675";
const PUSH_TIMESTAMP: &str = "09/03/17,17:14:41+32";

/// A module on a serial line.
#[derive(Debug)]
pub(crate) struct Line {
    runtime: Runtime,
    place: SerialTarget,
    readings: BTreeMap<String, String>,
    files: Vec<File>,
    power_hook: Option<String>,
    opened: Option<Opened>,
    epoch: Instant,
    has_answered: bool,
    /// What came when `AT` was asked last.
    heard: Vec<u8>,
    interrupt: Interrupt,
}

/// What is held while the campaign has the line; the runner must have it between.
#[derive(Debug)]
struct Opened {
    port: Port,
    lab: Option<Handle>,
    mmsc: Option<Served>,
}

/// A mock MMSC where the module can reach it.
#[derive(Debug)]
struct Served {
    mmsc: SharedMmsc,
    server: JoinHandle<io::Result<()>>,
    read: u64,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Line {
    /// A line that is opened when it is needed.
    pub(crate) fn new(
        runtime: Runtime,
        place: SerialTarget,
        readings: BTreeMap<String, String>,
        power_hook: Option<String>,
    ) -> Self {
        let (opened, epoch, has_answered) = (None, Instant::now(), false);
        let files = campaign::bench::files();
        let (heard, interrupt) = (Vec::new(), Interrupt::new());
        Self {
            runtime,
            place,
            readings,
            files,
            power_hook,
            opened,
            epoch,
            has_answered,
            heard,
            interrupt,
        }
    }

    /// Waiting for nothing any more when this wish comes.
    pub(crate) fn heeding(self, interrupt: Interrupt) -> Self {
        Self { interrupt, ..self }
    }

    /// With these files in the EFS, where there is a control socket.
    pub(crate) fn with_files(self, files: Vec<File>) -> Self {
        Self { files, ..self }
    }

    /// Lets go of the port, so that another can use it.
    pub(crate) fn release(&mut self) {
        self.opened = None;
    }

    fn opened(&mut self) -> Result<&mut Opened, TargetError> {
        if self.opened.is_none() {
            self.opened = Some(self.runtime.block_on(open(&self.place)).map_err(failed)?);
        }
        self.opened.as_mut().ok_or_else(|| failed("it is closed"))
    }

    /// The runtime beside what is open.
    fn both(&mut self) -> Result<(&Runtime, &mut Opened), TargetError> {
        self.opened()?;
        let opened = self.opened.as_mut().ok_or_else(|| failed("it is closed"))?;
        Ok((&self.runtime, opened))
    }
}

impl Target for Line {
    fn now(&self) -> Duration {
        self.epoch.elapsed()
    }

    fn send(&mut self, octets: &[u8]) -> Result<(), TargetError> {
        let interrupt = self.interrupt.clone();
        let (runtime, opened) = self.both()?;
        // No flush: nothing is buffered here, and on a serial port it would wait for a TA that takes its time.
        let written = runtime.block_on(
            interrupt.before(async { timeout(WRITE_MAX, opened.port.write_all(octets)).await }),
        );
        match written {
            None => Err(TargetError::Interrupted),
            Some(Ok(Ok(()))) => Ok(()),
            Some(Ok(Err(error))) => Err(lost(Err(error))),
            Some(Err(_)) => Err(failed(format!("it took no octets for {} s", WRITE_MAX.as_secs()))),
        }
    }

    fn receive(&mut self, deadline: Duration) -> Result<Vec<u8>, TargetError> {
        let (until, interrupt) = (self.epoch + deadline, self.interrupt.clone());
        let (runtime, opened) = self.both()?;
        let mut chunk = vec![0; CHUNK_OCTETS_MAX];
        let read = runtime.block_on(
            interrupt.before(async { timeout_at(until, opened.port.read(&mut chunk)).await }),
        );
        match read {
            None => Err(TargetError::Interrupted),
            Some(Err(_)) => Ok(Vec::new()),
            Some(Ok(Ok(octets @ 1..))) => {
                chunk.truncate(octets);
                Ok(chunk)
            }
            Some(Ok(other)) => Err(lost(other)),
        }
    }

    fn reset(&mut self) -> Result<(), TargetError> {
        if self.opened()?.lab.is_some() {
            self.reset_by_control()?;
        } else {
            self.reset_by_commands()?;
        }
        if let Some(served) = &mut self.opened()?.mmsc {
            let mut script = Script::accept();
            script.answers.push(delayed(MmscAnswer::Accept));
            *served.mmsc.lock() = Mmsc::new(script);
            served.read = 0;
        }
        self.drain()?;
        self.epoch = Instant::now();
        Ok(())
    }

    fn power_cycle(&mut self) -> Result<(), TargetError> {
        let (runtime, opened) = self.both()?;
        match &opened.lab {
            Some(lab) => runtime.block_on(lab.power_cycle()).map_err(control_failed),
            None => self.power_cycle_by_hook(),
        }
    }

    fn hang_up(&mut self, time: Duration) -> Result<(), TargetError> {
        self.opened()?.port.set_dtr(false).map_err(not_lowered)?;
        let passed = self.pass(time);
        self.opened()?.port.set_dtr(true).map_err(not_lowered)?;
        passed
    }

    fn answer(&mut self, answer: MmscAnswer) -> Result<(), TargetError> {
        let Some(served) = &self.opened()?.mmsc else {
            return Err(TargetError::Unsupported { ability: "change the MMSC's answers" });
        };
        served.mmsc.lock().set_script(Script::from(delayed(answer)));
        Ok(())
    }

    fn push(&mut self, push: Push) -> Result<(), TargetError> {
        let (runtime, opened) = self.both()?;
        let Some(lab) = &opened.lab else {
            return Err(TargetError::Unsupported { ability: "deliver a push" });
        };
        let octets = push.octets();
        runtime.block_on(lab.push(PUSH_SENDER, PUSH_TIMESTAMP, &octets)).map_err(control_failed)
    }

    fn captures(&mut self) -> Vec<Capture> {
        let served = self.opened.as_mut().and_then(|opened| opened.mmsc.as_mut());
        let Some(served) = served else { return Vec::new() };
        let mmsc = served.mmsc.lock();
        let new = mmsc.exchanges_after(served.read);
        let captures = new.iter().map(|exchange| Capture { exchange: exchange.clone() }).collect();
        served.read = mmsc.exchange_count();
        captures
    }
}

fn delayed(answer: MmscAnswer) -> mock_mmsc::script::Answer {
    let mut answer = answer.script();
    answer.fault.delay = ANSWER_TIME;
    answer
}

async fn open(place: &SerialTarget) -> Result<Opened, String> {
    let port = transport::serial::open(&place.path, place.baud)
        .map_err(|error| format!("{error}. {}", error.help()))?;
    let no_control = |error: ControlError| format!("the control socket cannot be used: {error}");
    let lab = match &place.control {
        Some(path) => Some(Handle::from(Client::connect(path).await.map_err(no_control)?)),
        None => None,
    };
    let mmsc = match (place.mmsc, &lab) {
        (None, None) => None,
        (address, lab) => Some(listen(address, lab.as_ref()).await?),
    };
    Ok(Opened { port, lab, mmsc })
}

async fn listen(address: Option<SocketAddr>, lab: Option<&Handle>) -> Result<Served, String> {
    let address = address.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let no_listener =
        |error: io::Error| format!("the mock MMSC cannot listen on {address}: {error}");
    let listener = TcpListener::bind(address).await.map_err(no_listener)?;
    let bound = listener.local_addr().map_err(no_listener)?;
    let mmsc = SharedMmsc::new(Mmsc::new(Script::accept()));
    let server = tokio::spawn(http::serve(listener, mmsc.clone()));
    let served = Served { mmsc, server, read: 0 };
    if let Some(lab) = lab {
        let route = lab.route("*", &bound.to_string()).await;
        route.map_err(|error| format!("the control socket cannot be used: {error}"))?;
    }
    Ok(served)
}

fn failed(reason: impl Into<String>) -> TargetError {
    TargetError::Port { reason: reason.into() }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what a failed request hands over")]
fn control_failed(error: ControlError) -> TargetError {
    failed(format!("the control socket is gone: {error}"))
}

/// Why DTR stayed as it was.
fn not_lowered(error: ModemLineError) -> TargetError {
    match error {
        ModemLineError::Absent { .. } => TargetError::Unsupported {
            ability: "lower DTR: its port has no modem lines, as a pseudo-terminal",
        },
        other => failed(other.to_string()),
    }
}

/// Why a line gives or takes no more octets.
fn lost(result: io::Result<usize>) -> TargetError {
    match classify(result) {
        ReadOutcome::Octets(_) => failed("it gave octets that nobody took"),
        ReadOutcome::Unplugged(cause) => failed(format!("unplugged: {cause}")),
        ReadOutcome::Failed(error) => failed(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzzing::served::Served as Model;
    use campaign::liveness::DTR_LOW;
    use std::fs;
    use std::process::Command;

    fn said(line: &mut Line, text: &str) -> String {
        String::from_utf8(line.ask(text).unwrap().1).unwrap()
    }

    fn line(place: SerialTarget, power_hook: Option<String>) -> Line {
        let runtime = crate::interruption::runtime().unwrap();
        Line::new(runtime, place, BTreeMap::new(), power_hook)
    }

    #[test]
    fn with_control_a_reset_leaves_nothing_and_all_can_be_done() {
        let model = Model::start().unwrap();
        let mut line = line(model.target(), None);
        line.reset().unwrap();
        assert_eq!(said(&mut line, "ATE0"), "ATE0\r\r\nOK\r\n");
        said(&mut line, "AT+CMMSEDIT=1");
        assert_eq!(said(&mut line, "AT+CMMSEDIT?"), "\r\n+CMMSEDIT: 1\r\n\r\nOK\r\n");
        line.push(Push::Plain).unwrap();
        line.answer(MmscAnswer::Status(503)).unwrap();
        line.power_cycle().unwrap();
        line.reset().unwrap();
        said(&mut line, "ATE0");
        assert_eq!(said(&mut line, "AT+CMMSEDIT?"), "\r\n+CMMSEDIT: 0\r\n\r\nOK\r\n");
        assert!(line.captures().is_empty());
        line.release();
        assert_eq!(said(&mut line, "AT"), "\r\nOK\r\n");
    }

    #[test]
    fn without_control_the_hook_alone_switches_the_power() {
        let model = Model::start().unwrap();
        let bare = SerialTarget { control: None, ..model.target() };
        let mut without = line(bare.clone(), None);
        without.reset().unwrap();
        let unsupported = |ability| Err(TargetError::Unsupported { ability });
        assert_eq!(without.power_cycle(), unsupported("switch its power"));
        let no_lines = "lower DTR: its port has no modem lines, as a pseudo-terminal";
        assert_eq!(without.hang_up(DTR_LOW), unsupported(no_lines));
        assert_eq!(without.push(Push::Plain), unsupported("deliver a push"));
        assert_eq!(without.answer(MmscAnswer::Accept), unsupported("change the MMSC's answers"));
        drop(without);

        let folder = tempfile::tempdir().unwrap();
        let [asked, done] = ["asked", "done"].map(|name| folder.path().join(name));
        assert!(Command::new("mkfifo").arg(&asked).arg(&done).status().unwrap().success());
        let hook = format!("echo 1 > {}; cat {}", asked.display(), done.display());
        let mut line = line(bare, Some(hook));
        line.reset().unwrap();
        said(&mut line, "ATE0");
        let control = model.target().control.unwrap();
        let relay = std::thread::spawn(move || {
            // Each of the two waits until the hook is at its other end.
            fs::read(asked).unwrap();
            let runtime = crate::interruption::runtime().unwrap();
            runtime.block_on(async {
                Handle::from(Client::connect(&control).await.unwrap()).power_cycle().await.unwrap();
            });
            fs::write(done, "").unwrap();
        });
        line.power_cycle().unwrap();
        relay.join().unwrap();
        assert_eq!(said(&mut line, "AT"), "AT\r\r\nOK\r\n", "the module echoes again");
    }

    #[test]
    fn a_wish_to_end_cuts_the_hook_and_the_pulse_short() {
        let interrupt = Interrupt::new();
        interrupt.raise();
        let model = Model::start().unwrap();
        let bare = SerialTarget { control: None, ..model.target() };
        let mut line = line(bare, Some("sleep 3600".to_owned())).heeding(interrupt);
        assert_eq!(line.power_cycle(), Err(TargetError::Interrupted));
        assert_eq!(line.pass(Duration::MAX), Err(TargetError::Interrupted));
    }

    #[test]
    fn a_hook_that_fails_and_a_port_that_is_absent_are_told() {
        let model = Model::start().unwrap();
        let bare = SerialTarget { control: None, ..model.target() };
        let told = line(bare, Some("exit 7".to_owned())).power_cycle().unwrap_err().to_string();
        assert_eq!(told, "the port failed: the power hook failed: exit status: 7");
        let absent = SerialTarget { path: "/dev/no-such-port".into(), ..model.target() };
        let told = line(absent, None).reset().unwrap_err().to_string();
        assert!(told.starts_with("the port failed: no port at /dev/no-such-port. Plug"), "{told}");
    }
}

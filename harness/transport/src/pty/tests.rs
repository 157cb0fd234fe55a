//! The pseudo-terminal as serial programs meet it.

use std::fs::OpenOptions;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use rustix::termios::{LocalModes, OutputModes};
use sim7100_model::{Model, Profile};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;

use super::*;
use crate::control::Handle;
use crate::dialer::{Routes, TcpDialer};
use crate::port::{Port, PortError, ReadOutcome, classify};
use crate::serial;

/// Longest wait for anything that has to happen here.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a module with echo answers to `AT`.
const ANSWER: &[u8] = b"AT\r\r\nOK\r\n";

async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(PATIENCE, future).await.expect("nothing happens")
}

/// A model behind a pseudo-terminal.
struct Bench {
    folder: TempDir,
    activity: watch::Receiver<Activity>,
    handle: Handle,
    run: JoinHandle<io::Result<()>>,
}

impl Bench {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pty = Pty::open(&folder.path().join("ttySIM7100")).unwrap();
        let activity = pty.activity();
        let dialer = Arc::new(TcpDialer::new(Routes::default()));
        let (mut driver, handle) = Driver::new(Model::new(Profile::default()), dialer);
        let run = tokio::spawn(async move { driver.run(pty).await });
        Self { folder, activity, handle, run }
    }

    fn link(&self) -> PathBuf {
        self.folder.path().join("ttySIM7100")
    }

    fn open(&self) -> Result<Port, PortError> {
        serial::open(&self.link(), 115_200)
    }

    async fn until(&mut self, condition: impl FnMut(&Activity) -> bool) -> Activity {
        *within(self.activity.wait_for(condition)).await.unwrap()
    }

    /// The wake-ups that happen while nothing happens.
    async fn idle_wakeups(&self) -> u64 {
        let before = self.activity.borrow().wakeups;
        turns(2_000).await;
        self.activity.borrow().wakeups - before
    }
}

/// Sends `AT` and expects [`ANSWER`] and nothing before it.
async fn round_trip(port: &mut Port) {
    port.write_all(b"AT\r").await.unwrap();
    let mut answer = vec![0; ANSWER.len()];
    within(port.read_exact(&mut answer)).await.unwrap();
    assert_eq!(answer, ANSWER, "{:?}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn three_tes_in_a_row() {
    let mut bench = Bench::start();
    for te in 1..=3 {
        let mut port = bench.open().unwrap();
        round_trip(&mut port).await;
        round_trip(&mut port).await;
        let activity = *bench.activity.borrow();
        assert_eq!((activity.connected, activity.tes), (true, te));
        drop(port);
        bench.until(|activity| !activity.connected).await;
    }
}

#[tokio::test]
async fn the_module_keeps_its_state_between_tes() {
    let mut bench = Bench::start();
    let mut port = bench.open().unwrap();
    port.write_all(b"ATE0\r").await.unwrap();
    let mut answer = [0; 11];
    within(port.read_exact(&mut answer)).await.unwrap();
    assert_eq!(&answer, b"ATE0\r\r\nOK\r\n");
    drop(port);
    bench.until(|activity| activity.tes == 1 && !activity.connected).await;

    let mut port = bench.open().unwrap();
    port.write_all(b"AT\r").await.unwrap();
    let mut answer = [0; 6];
    within(port.read_exact(&mut answer)).await.unwrap();
    assert_eq!(&answer, b"\r\nOK\r\n");
}

#[tokio::test]
async fn one_te_at_a_time() {
    let mut bench = Bench::start();
    let mut first = bench.open().unwrap();
    round_trip(&mut first).await;
    let error = bench.open().unwrap_err();
    assert!(matches!(error, PortError::Busy { .. }), "{error:?}");
    round_trip(&mut first).await;
    drop(first);
    bench.until(|activity| !activity.connected).await;
    round_trip(&mut bench.open().unwrap()).await;
}

#[tokio::test]
async fn a_te_may_come_the_moment_another_goes() {
    let bench = Bench::start();
    for _ in 0..50 {
        let mut port = bench.open().unwrap();
        round_trip(&mut port).await;
    }
    assert!(bench.idle_wakeups().await <= 1);
}

#[tokio::test]
async fn a_module_that_goes_is_seen_as_unplugged() {
    let bench = Bench::start();
    let mut port = bench.open().unwrap();
    round_trip(&mut port).await;
    bench.run.abort();
    let mut chunk = [0; 16];
    let outcome = classify(within(port.read(&mut chunk)).await);
    assert!(matches!(outcome, ReadOutcome::Unplugged(_)), "{outcome:?}");
    let error = serial::open(&bench.folder.path().join("ttySIM7100"), 115_200).unwrap_err();
    assert!(matches!(error, PortError::Absent { .. }), "{error:?}");
}

#[tokio::test]
async fn a_te_that_writes_and_goes_leaves_nothing_to_the_next() {
    let mut bench = Bench::start();
    for te in 1..=3 {
        let mut node = OpenOptions::new().write(true).open(bench.link()).unwrap();
        node.write_all(b"AT\r").unwrap();
        drop(node);
        bench.until(|activity| activity.tes == te && !activity.connected).await;
    }
    round_trip(&mut bench.open().unwrap()).await;
}

#[tokio::test]
async fn the_lock_of_a_te_that_was_killed_keeps_nobody_out() {
    let mut bench = Bench::start();
    let mut node = OpenOptions::new().write(true).open(bench.link()).unwrap();
    rustix::termios::ioctl_tiocexcl(&node).unwrap();
    node.write_all(b"AT\r").unwrap();
    drop(node);
    bench.until(|activity| activity.tes == 1 && !activity.connected).await;
    let mut port = bench.open().unwrap();
    round_trip(&mut port).await;
    drop(port);
    bench.until(|activity| activity.tes == 2 && !activity.connected).await;
}

#[tokio::test]
async fn nothing_wakes_the_driver_while_nothing_happens() {
    let mut bench = Bench::start();
    assert!(bench.idle_wakeups().await <= 1, "before the first TE");
    for te in 1..=2 {
        let mut port = bench.open().unwrap();
        round_trip(&mut port).await;
        assert!(bench.idle_wakeups().await <= 1, "with TE {te}");
        drop(port);
        bench.until(|activity| !activity.connected).await;
        assert!(bench.idle_wakeups().await <= 1, "after TE {te}");
    }
}

#[tokio::test]
async fn control_answers_while_no_te_is_there() {
    let bench = Bench::start();
    within(bench.handle.put_file("C:/Picture/t1.jpg", b"\xFF\xD8")).await.unwrap();
    assert_eq!(within(bench.handle.file("C:/Picture/t1.jpg")).await.unwrap(), b"\xFF\xD8");
    round_trip(&mut bench.open().unwrap()).await;
}

#[tokio::test]
async fn the_line_is_raw_for_every_te() {
    let mut bench = Bench::start();
    let node = OpenOptions::new().read(true).write(true).open(bench.link()).unwrap();
    let mut termios = rustix::termios::tcgetattr(&node).unwrap();
    let raw = termios.clone();
    let cooked = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
    assert!(!raw.local_modes.intersects(cooked), "{:?}", raw.local_modes);
    assert!(!raw.output_modes.contains(OutputModes::OPOST), "{:?}", raw.output_modes);
    termios.local_modes |= cooked;
    rustix::termios::tcsetattr(&node, rustix::termios::OptionalActions::Now, &termios).unwrap();
    (&node).write_all(b"AT\r").unwrap();
    drop(node);
    bench.until(|activity| activity.tes == 1 && !activity.connected).await;
    let node = OpenOptions::new().read(true).write(true).open(bench.link()).unwrap();
    let now = rustix::termios::tcgetattr(&node).unwrap();
    assert_eq!(now.local_modes, raw.local_modes);
}

/// A pseudo-terminal without a model, and a TE.
fn line() -> (TempDir, Pty, Port) {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("tty");
    let pty = Pty::open(&link).unwrap();
    let port = serial::open(&link, 115_200).unwrap();
    (folder, pty, port)
}

/// 300 kB in which every octet value occurs, XON and XOFF among them.
fn octets() -> Vec<u8> {
    (0..=u8::MAX).cycle().take(300_000).collect()
}

#[tokio::test]
async fn octets_pass_unaltered_to_the_module() {
    let (_folder, mut pty, mut port) = line();
    let mut received = vec![0; octets().len()];
    let sent = octets();
    let (read, written) =
        within(async { tokio::join!(pty.read_exact(&mut received), port.write_all(&sent)) }).await;
    read.unwrap();
    written.unwrap();
    assert!(received == sent, "altered on the way");
}

#[tokio::test]
async fn octets_pass_unaltered_to_the_te() {
    let (_folder, mut pty, mut port) = line();
    port.write_all(b"A").await.unwrap();
    assert_eq!(within(pty.read_u8()).await.unwrap(), b'A');
    let mut received = vec![0; octets().len()];
    let sent = octets();
    let (written, read) =
        within(async { tokio::join!(pty.write_all(&sent), port.read_exact(&mut received)) }).await;
    written.unwrap();
    read.unwrap();
    assert!(received == sent, "altered on the way");
}

#[tokio::test]
async fn what_is_said_to_nobody_is_dropped() {
    let (folder, mut pty, first) = line();
    let urc = b"\r\n+CMMSSEND: 0\r\n";
    pty.write_all(urc).await.unwrap();
    assert_eq!(pty.activity().borrow().octets_dropped, 16);
    drop(first);

    let mut second = serial::open(&folder.path().join("tty"), 115_200).unwrap();
    second.write_all(b"A").await.unwrap();
    assert_eq!(within(pty.read_u8()).await.unwrap(), b'A');
    pty.write_all(b"B").await.unwrap();
    assert_eq!(within(second.read_u8()).await.unwrap(), b'B');
}

#[tokio::test]
async fn a_te_that_goes_without_reading_frees_the_writer() {
    let (folder, pty, mut port) = line();
    let mut activity = pty.activity();
    let (mut reader, mut writer) = tokio::io::split(pty);
    port.write_all(b"A").await.unwrap();
    assert_eq!(within(reader.read_u8()).await.unwrap(), b'A');

    let sent = octets();
    let read = tokio::spawn(async move { reader.read_u8().await });
    let write = tokio::spawn(async move { writer.write_all(&sent).await.map(|()| writer) });
    // The first octet shows that the writer is under way; the queue is far shorter than what is sent.
    assert_eq!(within(port.read_u8()).await.unwrap(), 0);
    drop(port);
    within(activity.wait_for(|activity| !activity.connected)).await.unwrap();
    let mut writer = within(write).await.unwrap().unwrap();
    assert!(activity.borrow().octets_dropped > 0);

    let mut port = serial::open(&folder.path().join("tty"), 115_200).unwrap();
    port.write_all(b"B").await.unwrap();
    assert_eq!(within(read).await.unwrap().unwrap(), b'B');
    writer.write_all(b"C").await.unwrap();
    assert_eq!(within(port.read_u8()).await.unwrap(), b'C');
}

#[tokio::test]
async fn a_hang_up_that_is_found_late_disturbs_nobody() {
    let (folder, mut pty, mut first) = line();
    first.write_all(b"A").await.unwrap();
    assert_eq!(within(pty.read_u8()).await.unwrap(), b'A');
    drop(first);
    // The runtime learns of the hang-up; the terminal is read only when the next TE is there.
    turns(200).await;
    let mut second = serial::open(&folder.path().join("tty"), 115_200).unwrap();
    second.write_all(b"B").await.unwrap();
    assert_eq!(within(pty.read_u8()).await.unwrap(), b'B');

    let activity = pty.activity();
    let before = activity.borrow().wakeups;
    tokio::select! {
        biased;
        octet = pty.read_u8() => panic!("{octet:?}"),
        () = turns(200) => {}
    }
    let wakeups = activity.borrow().wakeups - before;
    assert!(wakeups <= 2, "{wakeups} wake-ups");
    pty.write_all(b"C").await.unwrap();
    assert_eq!(within(second.read_u8()).await.unwrap(), b'C');
}

/// Lets everything else have so many turns.
async fn turns(count: usize) {
    for _ in 0..count {
        tokio::task::yield_now().await;
    }
}

//! `attest fuzz` on a module that minds how a thing is said: a line between the TE and the model garbles one way.

use std::fs;
use std::path::PathBuf;
use std::thread::JoinHandle;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;

use crate::program::run;
use crate::serve::Served;

/// A pseudo-terminal before that of the model, on which no second extended command of a line arrives.
struct Line {
    folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Line {
    fn before(served: &Served) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (link, module) = (folder.path().join("tty"), served.link());
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let entered = runtime.enter();
        let te = transport::pty::Pty::open(&link).unwrap();
        let module = transport::serial::open(&module, 115_200).unwrap();
        drop(entered);
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    biased;
                    _ = stopped => {}
                    ended = garble(te, module) => panic!("the line has ended: {ended:?}"),
                }
            });
        });
        Self { folder, stop: Some(stop), thread: Some(thread) }
    }

    fn link(&self) -> PathBuf {
        self.folder.path().join("tty")
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there was told by its own thread.
            let _ = thread.join();
        }
    }
}

/// Passes octets on; a plus behind a semicolon becomes another letter.
async fn garble(mut te: transport::pty::Pty, mut module: transport::Port) -> std::io::Result<()> {
    let (mut from_te, mut from_module) = ([0; 512], [0; 512]);
    let mut last = 0;
    loop {
        tokio::select! {
            biased;
            read = te.read(&mut from_te) => {
                let octets = &mut from_te[..read?];
                for octet in octets.iter_mut() {
                    let was = std::mem::replace(&mut last, *octet);
                    if was == b';' && *octet == b'+' {
                        *octet = b'x';
                    }
                }
                module.write_all(octets).await?;
            }
            read = module.read(&mut from_module) => te.write_all(&from_module[..read?]).await?,
        }
    }
}

#[test]
fn a_module_that_takes_one_command_a_line_is_found_out_on_a_port() {
    let served = Served::with_control(&[]);
    let line = Line::before(&served);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("found"), folder.path().join("journal"));
    let (target, control) = (format!("serial:{}", line.link().display()), served.control());
    let setup = ["--target", &target, "--control", &control];
    let [out, journal] = [out.to_str().unwrap(), journal.to_str().unwrap()];
    let search = ["fuzz", "--seed", "9", "--sequences", "1", "--out", out, "--journal", journal];
    let ended = run([&search[..], &setup].concat()).exits(1);
    let ended = ended.says("000000-metamorphic: metamorphic SIM-0-1\n").says(", on one line");
    ended.says(
        " stable; said on one line in the scenario; red 3 of 3 times here, green 3 of 3 times",
    );
    run(["fuzz", "report", journal]).exits(0).says("\n  metamorphic  ");

    let scenario = format!("{out}/000000-metamorphic.yaml");
    assert!(!fs::exists(format!("{out}/000000-metamorphic.other.yaml")).unwrap());
    run(["run", &scenario]).exits(0);
    run([&["run", &scenario], &setup[..]].concat()).exits(1);
    let text = fs::read_to_string(&scenario).unwrap();
    assert!(text.contains("# operation: again joined\n"), "{text}");
    let again = run([&["shrink", &scenario], &setup[..]].concat()).exits(0);
    again.complains("red 3 of 3 times here").says("\nsteps:\n");
}

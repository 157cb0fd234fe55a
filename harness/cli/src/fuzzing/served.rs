//! The reference model behind a pseudo-terminal of this process: what a campaign on a port can be tried on.

use crate::problem::Problem;
use runner::SerialTarget;
use sim7100_model::{Model, Profile};
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use tempfile::TempDir;
use tokio::sync::oneshot;
use transport::address::BAUD_DEFAULT;
use transport::control::Server;
use transport::dialer::{Routes, TcpDialer};
use transport::driver::Driver;
use transport::pty::Pty;

/// The model with its terminal and its control socket, until this goes.
#[derive(Debug)]
pub(crate) struct Served {
    folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// Starts a model of the default profile.
    ///
    /// # Errors
    /// The operating system gives no folder, terminal, socket or thread.
    pub(crate) fn start() -> Result<Self, Problem> {
        let folder = tempfile::tempdir().map_err(Problem::output("no folder for a terminal"))?;
        let (stop, stopped) = oneshot::channel();
        let (ready, is_ready) = mpsc::channel();
        let path = folder.path().to_owned();
        let thread = std::thread::Builder::new()
            .name("model".to_owned())
            .spawn(move || run(&path, &ready, stopped))
            .map_err(Problem::output("no thread for the model"))?;
        let served = Self { folder, stop: Some(stop), thread: Some(thread) };
        match is_ready.recv() {
            Ok(Ok(())) => Ok(served),
            Ok(Err(reason)) => Err(Problem::Port(reason)),
            Err(_) => Err(Problem::Port("the model behind the terminal has ended".to_owned())),
        }
    }

    /// Where it is, as for any port.
    pub(crate) fn target(&self) -> SerialTarget {
        let path = self.folder.path();
        let control = Some(path.join("control"));
        SerialTarget { path: path.join("tty"), baud: BAUD_DEFAULT, control, mmsc: None }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the model was told by its own thread.
            let _ = thread.join();
        }
    }
}

type Ready = mpsc::Sender<Result<(), String>>;

fn run(folder: &Path, ready: &Ready, stopped: oneshot::Receiver<()>) {
    let failed = |reason: String| {
        // Whoever started the thread may have gone.
        let _ = ready.send(Err(reason));
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime {
        Ok(runtime) => {
            if let Err(reason) = runtime.block_on(serve(folder, ready, stopped)) {
                failed(reason);
            }
        }
        Err(error) => failed(error.to_string()),
    }
}

async fn serve(folder: &Path, ready: &Ready, stopped: oneshot::Receiver<()>) -> Result<(), String> {
    let dialer = Arc::new(TcpDialer::new(Routes::default()));
    let (mut driver, handle) = Driver::new(Model::new(Profile::default()), dialer);
    let server = Server::bind(&folder.join("control")).await.map_err(|error| error.to_string())?;
    let terminal = Pty::open(&folder.join("tty")).map_err(|error| error.to_string())?;
    // Whoever started the thread may have gone.
    let _ = ready.send(Ok(()));
    tokio::select! {
        biased;
        _ = stopped => Ok(()),
        served = server.serve(handle) => served.map_err(|error| error.to_string()),
        ran = driver.run(terminal) => ran.map_err(|error| error.to_string()),
    }
}

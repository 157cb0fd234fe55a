//! The signals that ask a program to end: SIGINT (Ctrl-C), SIGTERM, and SIGHUP (the terminal has gone).

use crate::problem::Problem;
use runner::{ExitCode, Interrupt};
use std::io::{self, Write};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals that ask a server to end, caught from the making of this value on.
pub(crate) struct Ending(Signals);

impl Ending {
    /// Catches SIGINT, SIGTERM and SIGHUP.
    ///
    /// # Errors
    /// The operating system lets no signal be caught.
    pub(crate) fn catch() -> Result<Self, Problem> {
        let (interrupt, terminate) = (SignalKind::interrupt(), SignalKind::terminate());
        Signals::catch(&[interrupt, terminate, SignalKind::hangup()]).map(Self)
    }

    /// Waits until one of them comes.
    pub(crate) async fn asked_for(mut self) {
        self.0.next().await;
    }
}

/// Lets the first SIGINT or SIGTERM from now on raise the wish that is returned, and the second end the program.
///
/// # Errors
/// The operating system lets no signal be caught, or gives no thread.
pub(crate) fn first_raises() -> Result<Interrupt, Problem> {
    let runtime = runtime()?;
    let entered = runtime.enter();
    let signals = Signals::catch(&[SignalKind::interrupt(), SignalKind::terminate()])?;
    drop(entered);
    let interrupt = Interrupt::new();
    let wish = interrupt.clone();
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || runtime.block_on(raise(signals, &wish)))
        .map_err(Problem::output("no thread for signals"))?;
    Ok(interrupt)
}

async fn raise(mut signals: Signals, interrupt: &Interrupt) {
    signals.next().await;
    // Said before the wish is raised, since the program may end right after that.
    // There is no one left to tell when standard error fails.
    let _ = writeln!(
        io::stderr(),
        "attest: interrupted; the reports are being completed, a second signal ends attest at once"
    );
    interrupt.raise();
    signals.next().await;
    std::process::exit(i32::from(ExitCode::Interrupted.code()));
}

/// A runtime on one thread.
///
/// # Errors
/// The operating system gives none.
pub(crate) fn runtime() -> Result<Runtime, Problem> {
    Builder::new_current_thread().enable_all().build().map_err(Problem::output("no runtime"))
}

/// Signals that are caught from their making on.
struct Signals(Vec<Signal>);

impl Signals {
    fn catch(kinds: &[SignalKind]) -> Result<Self, Problem> {
        let caught: io::Result<Vec<Signal>> = kinds.iter().map(|kind| signal(*kind)).collect();
        caught.map(Self).map_err(Problem::output("signals cannot be caught"))
    }

    /// Waits for the next of them.
    async fn next(&mut self) {
        std::future::poll_fn(|context| {
            let mut came = self.0.iter_mut().map(|signal| signal.poll_recv(context));
            if came.any(|poll| poll.is_ready()) {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
    }
}

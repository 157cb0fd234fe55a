//! The signals that ask a program to end: SIGINT (Ctrl-C), SIGTERM, and SIGHUP (the terminal has gone).

use crate::problem::Problem;
use runner::{ExitCode, Interrupt};
use std::io::{self, Write};
use std::sync::OnceLock;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;

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

/// The wish that the first signal raises, once it is [caught](catch).
static WISH: OnceLock<Interrupt> = OnceLock::new();

/// Lets the first SIGINT or SIGTERM from now on raise the wish that is returned, and the second end the program. Whoever
/// asks again gets the same wish.
///
/// # Errors
/// The operating system lets no signal be caught, or gives no thread.
pub(crate) fn first_raises() -> Result<Interrupt, Problem> {
    catch("the reports are being completed, a second signal ends attest at once")
}

/// As [`first_raises`], with what the first signal means for the user.
///
/// # Errors
/// As [`first_raises`].
pub(crate) fn catch(meaning: &'static str) -> Result<Interrupt, Problem> {
    if let Some(wish) = WISH.get() {
        return Ok(wish.clone());
    }
    let runtime = runtime()?;
    let entered = runtime.enter();
    let signals = Signals::catch(&[SignalKind::interrupt(), SignalKind::terminate()])?;
    drop(entered);
    let interrupt = Interrupt::new();
    let wish = interrupt.clone();
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || runtime.block_on(raise(signals, &wish, meaning)))
        .map_err(Problem::output("no thread for signals"))?;
    Ok(WISH.get_or_init(|| interrupt).clone())
}

/// What `work` comes to on a thread of its own; none when the wish comes first, and the thread is left to itself.
///
/// # Errors
/// The operating system gives no thread, or the work panicked.
pub(crate) fn before<T: Send + 'static>(
    interrupt: &Interrupt,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<Option<T>, Problem> {
    let (sender, done) = oneshot::channel();
    std::thread::Builder::new()
        .name("work".to_owned())
        // Nobody listens any more when the wish has come.
        .spawn(move || drop(sender.send(work())))
        .map_err(Problem::output("no thread"))?;
    let done = runtime()?.block_on(interrupt.before(done)).transpose();
    done.map_err(|_| io::Error::other("it panicked")).map_err(Problem::output("a thread failed"))
}

async fn raise(mut signals: Signals, interrupt: &Interrupt, meaning: &str) {
    signals.next().await;
    // Said before the wish is raised, since the program may end right after that.
    // There is no one left to tell when standard error fails.
    let _ = writeln!(io::stderr(), "attest: interrupted; {meaning}");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_awaited_until_the_wish_comes() {
        let interrupt = Interrupt::new();
        assert_eq!(before(&interrupt, || 1).unwrap(), Some(1));
        let (never, wait) = std::sync::mpsc::channel::<()>();
        let wish = interrupt.clone();
        let waits = move || {
            wish.raise();
            wait.recv()
        };
        assert_eq!(before(&interrupt, waits).unwrap(), None);
        drop(never);
    }
}

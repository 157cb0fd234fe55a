//! The model behind a pseudo-terminal that any serial program can open as if it were the module.
//!
//! A [`Pty`] is a line that outlives its TEs: it never ends, one TE after another opens and closes
//! it. While none is there, what the model says is dropped, as a module's UART drops it. A TE
//! counts as connected from its first octet on, and as gone when its last descriptor is closed.
//!
//! A TE that opens the line in the very moment in which another closes it may read the end of what
//! the module said to the other, as on a cable that changes hands.
//!
//! There are no modem lines on a pseudo-terminal, and the line rate is stored but has no effect.

mod link;
mod master;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::watch;

use self::link::Link;
use self::master::Pair;
use crate::driver::Driver;

/// Runs `driver` behind a pseudo-terminal to which `link` points, for one TE after another.
///
/// # Errors
/// [`PtyError`] when the terminal cannot be made, the link is taken, or the terminal fails.
pub async fn serve(link: &Path, driver: &mut Driver) -> Result<(), PtyError> {
    let pty = Pty::open(link)?;
    driver.run(pty).await.map_err(PtyError::Terminal)
}

/// What has happened on a [`Pty`] so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// A TE is connected.
    pub connected: bool,
    /// TEs that have connected, the present one included.
    pub tes: u64,
    /// Octets dropped because no TE was connected.
    pub octets_dropped: u64,
    /// How often the terminal reported that it can be read; it stands still while nothing happens.
    pub wakeups: u64,
}

/// A pseudo-terminal with a link to it. To be polled by one task.
pub struct Pty {
    /// `None` only after a registration failed, which ends the stream.
    master: Option<AsyncFd<OwnedFd>>,
    /// Our own descriptor of the TE's side, held while no TE is connected: without it the terminal
    /// would report a hang-up over and over.
    held: Option<OwnedFd>,
    slave: PathBuf,
    link: Link,
    activity: watch::Sender<Activity>,
    writer: Option<Waker>,
}

impl Pty {
    /// Makes a pseudo-terminal and points `link` at it. The link goes when the value goes.
    ///
    /// Must be called inside a tokio runtime with I/O enabled.
    ///
    /// # Errors
    /// [`PtyError::Taken`] when `link` is anything but a symbolic link that leads nowhere;
    /// otherwise what the operating system says.
    pub fn open(link: &Path) -> Result<Self, PtyError> {
        let pair = Pair::open().map_err(PtyError::Terminal)?;
        let master = master::register(pair.master).map_err(PtyError::Terminal)?;
        Ok(Self {
            master: Some(master),
            held: Some(pair.held),
            link: Link::create(link, &pair.slave)?,
            slave: pair.slave,
            activity: watch::channel(Activity::default()).0,
            writer: None,
        })
    }

    /// The device node behind the link.
    #[must_use]
    pub fn slave(&self) -> &Path {
        &self.slave
    }

    /// Follows what happens. A change is reported when a TE comes or goes.
    #[must_use]
    pub fn activity(&self) -> watch::Receiver<Activity> {
        self.activity.subscribe()
    }

    fn connected(&self) -> bool {
        self.activity.borrow().connected
    }

    /// The first octet of a TE: from now on its leaving has to show, so our descriptor goes.
    fn greet(&mut self) {
        if !self.connected() {
            self.held = None;
            self.activity.send_modify(|activity| {
                activity.connected = true;
                activity.tes += 1;
            });
            tracing::info!("TE connected");
        }
    }

    /// The last descriptor of a TE is closed.
    fn part(&mut self) -> io::Result<()> {
        let master = self.master.take().ok_or(io::ErrorKind::BrokenPipe)?.into_inner();
        let (master, held) = match master::hold(&self.slave) {
            Ok(held) => {
                master::discard_output(&master, &held)?;
                (master, held)
            }
            Err(error) => {
                // A TE that was killed leaves its exclusive lock behind, and then the kernel lets
                // only the superuser in. A new terminal takes the place of the locked one.
                tracing::debug!(%error, "terminal replaced");
                let pair = Pair::open()?;
                self.link.point_at(&pair.slave)?;
                self.slave = pair.slave;
                (pair.master, pair.held)
            }
        };
        self.held = Some(held);
        self.register(master)?;
        self.activity.send_modify(|activity| activity.connected = false);
        tracing::info!("TE left");
        Ok(())
    }

    /// Registers the master afresh: a hang-up that was reported once sticks to a registration.
    fn register(&mut self, master: OwnedFd) -> io::Result<()> {
        self.master = Some(master::register(master)?);
        if let Some(waker) = self.writer.take() {
            waker.wake();
        }
        Ok(())
    }

    fn count(&self, change: impl FnOnce(&mut Activity)) {
        self.activity.send_if_modified(|activity| {
            change(activity);
            false
        });
    }
}

impl AsyncRead for Pty {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            let master = self.master.as_ref().ok_or(io::ErrorKind::BrokenPipe)?;
            let mut ready = ready!(master.poll_read_ready(cx))?;
            let hung_up = ready.ready().is_read_closed();
            let result = ready
                .try_io(|fd| Ok(rustix::io::read(fd.get_ref(), buffer.initialize_unfilled())?));
            self.count(|activity| activity.wakeups += 1);
            match result {
                Ok(Ok(octets)) if octets > 0 => {
                    buffer.advance(octets);
                    self.greet();
                    return Poll::Ready(Ok(()));
                }
                Ok(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(Err(error)) if !master::is_hang_up(&error) => return Poll::Ready(Err(error)),
                Ok(_) => {
                    self.part()?;
                    // What the writer still has for the TE that left must be dropped before the
                    // first octet of the next one is read, so it gets its turn now.
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Err(_) if hung_up => {
                    // One TE has left and another is already there; neither may be disturbed.
                    let master = self.master.take().ok_or(io::ErrorKind::BrokenPipe)?;
                    self.register(master.into_inner())?;
                }
                Err(_) => {}
            }
        }
    }
}

impl AsyncWrite for Pty {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        if !self.connected() {
            let dropped = u64::try_from(octets.len()).unwrap_or(u64::MAX);
            self.count(|activity| activity.octets_dropped += dropped);
            return Poll::Ready(Ok(octets.len()));
        }
        self.writer = Some(cx.waker().clone());
        loop {
            let master = self.master.as_ref().ok_or(io::ErrorKind::BrokenPipe)?;
            let mut ready = ready!(master.poll_write_ready(cx))?;
            let hung_up = ready.ready().is_write_closed();
            match ready.try_io(|fd| Ok(rustix::io::write(fd.get_ref(), octets)?)) {
                Ok(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                // The reader will find the hang-up and wake us.
                Ok(Err(error)) if master::is_hang_up(&error) => return Poll::Pending,
                Ok(result) => return Poll::Ready(result),
                Err(_) if hung_up => return Poll::Pending,
                Err(_) => {}
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl fmt::Debug for Pty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Pty");
        debug.field("slave", &self.slave).field("activity", &*self.activity.borrow());
        debug.finish_non_exhaustive()
    }
}

/// Why the model is not behind a pseudo-terminal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PtyError {
    /// Something has the name of the link, and stays.
    #[error("{} exists and leads somewhere; remove it, or choose another link", .0.display())]
    Taken(PathBuf),
    /// The link cannot be made.
    #[error("link {} cannot be made: {source}", path.display())]
    Link {
        /// The path of the link.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The pseudo-terminal cannot be made, or fails.
    #[error("the pseudo-terminal failed: {0}")]
    Terminal(io::Error),
}

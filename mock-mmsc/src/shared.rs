//! One MMSC behind many connections: a lock, and a counter that can be awaited.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::core::Mmsc;
use crate::exchange::{Reply, Request};

/// A clonable handle to one [`Mmsc`]. The lock is held for one call at a time and never across an await.
#[derive(Clone, Debug)]
pub struct SharedMmsc {
    mmsc: Arc<Mutex<Mmsc>>,
    count: Arc<watch::Sender<u64>>,
}

impl SharedMmsc {
    /// Shares an MMSC.
    #[must_use]
    pub fn new(mmsc: Mmsc) -> Self {
        let count = watch::Sender::new(mmsc.exchange_count());
        Self { mmsc: Arc::new(Mutex::new(mmsc)), count: Arc::new(count) }
    }

    /// The MMSC itself: to read its exchanges, to change its script. A panic elsewhere does not lock it for ever.
    pub fn lock(&self) -> MutexGuard<'_, Mmsc> {
        self.mmsc.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// [`Mmsc::handle`], and wakes those who wait for exchanges.
    pub fn handle(&self, now: Duration, request: Request) -> Reply {
        self.change(|mmsc| mmsc.handle(now, request))
    }

    /// [`Mmsc::refused_with`], and wakes those who wait for exchanges.
    pub fn refused_with(&self, now: Duration, status: u16, raw: Vec<u8>, reason: String) -> Reply {
        self.change(|mmsc| mmsc.refused_with(now, status, raw, reason))
    }

    /// Completes when the MMSC has recorded at least `count` exchanges through this handle or a clone of it.
    pub async fn exchanges_reach(&self, count: u64) {
        // The sender lives in `self`, so that the wait cannot end with an error.
        let _ = self.count.subscribe().wait_for(|&seen| seen >= count).await;
    }

    fn change(&self, act: impl FnOnce(&mut Mmsc) -> Reply) -> Reply {
        let mut mmsc = self.lock();
        let reply = act(&mut mmsc);
        self.count.send_replace(mmsc.exchange_count());
        reply
    }
}

impl From<Mmsc> for SharedMmsc {
    fn from(mmsc: Mmsc) -> Self {
        Self::new(mmsc)
    }
}

//! The wish to end a run early, from whoever may have it: a signal, a window that is closed.
//!
//! Nothing here catches signals; the program does, and passes the wish on.

use std::sync::Arc;
use tokio::sync::watch;

/// A wish to end a run that can be uttered from any thread. Cheap to clone; clones share the wish.
#[derive(Debug, Clone)]
pub struct Interrupt(Arc<watch::Sender<bool>>);

impl Interrupt {
    /// No wish so far.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Asks the run to end: the case in progress and those behind it are not run, the reports are completed.
    pub fn raise(&self) {
        self.0.send_replace(true);
    }

    /// Whether the run is to end.
    #[must_use]
    pub fn is_raised(&self) -> bool {
        *self.0.borrow()
    }

    /// What `work` comes to; none when the wish comes first.
    pub async fn before<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut wish = self.0.subscribe();
        tokio::select! {
            biased;
            // The sender lives in `self`, so that the wait cannot end with an error.
            _ = wish.wait_for(|raised| *raised) => None,
            done = work => Some(done),
        }
    }
}

impl Default for Interrupt {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_done_until_the_wish_is_uttered() {
        let interrupt = Interrupt::new();
        assert_eq!(interrupt.before(std::future::ready(1)).await, Some(1));
        let other = interrupt.clone();
        let never = async {
            other.raise();
            std::future::pending::<u8>().await
        };
        assert_eq!(interrupt.before(never).await, None);
        assert!(interrupt.is_raised());
        assert_eq!(interrupt.before(std::future::ready(1)).await, None);
    }
}

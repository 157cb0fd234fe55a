//! The model's way to the network: whoever opens the connections of its bearer.
//!
//! The addresses in the module's settings are those of an operator's network and are never dialled
//! as they stand: each goes through [`Routes`] first, and one without a route is unreachable. No
//! name is ever looked up.

mod route;
mod tcp;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

pub use route::{ROUTES_MAX, RouteError, Routes};
pub use tcp::TcpDialer;

use crate::port::Stream;

/// A connection that is being opened.
pub struct Dialing(Pin<Box<dyn Opening>>);

/// A future that yields an open connection.
trait Opening: Future<Output = io::Result<Box<dyn Stream>>> + Send {}

impl<F: Future<Output = io::Result<Box<dyn Stream>>> + Send> Opening for F {}

impl Dialing {
    /// Takes `future` as the opening of a connection.
    pub fn new<S: Stream + 'static>(
        future: impl Future<Output = io::Result<S>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(async move {
            let stream: Box<dyn Stream> = Box::new(future.await?);
            Ok(stream)
        }))
    }

    /// A connection that fails at once, as `kind`.
    #[must_use]
    pub fn failed(kind: io::ErrorKind) -> Self {
        Self(Box::pin(std::future::ready(Err(kind.into()))))
    }
}

impl fmt::Debug for Dialing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dialing").finish_non_exhaustive()
    }
}

impl Future for Dialing {
    type Output = io::Result<Box<dyn Stream>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx)
    }
}

/// Opens the connections that the model's bearer asks for.
pub trait Dialer: Send + Sync {
    /// Starts to open a connection to `host` and `port` as the module's settings name them.
    ///
    /// The kind of an error decides what the model sees: `ConnectionRefused` is a refusal,
    /// `ConnectionReset`, `ConnectionAborted` and `BrokenPipe` a reset, any other unreachable.
    fn dial(&self, host: &str, port: u16) -> Dialing;

    /// Changes where connections lead.
    ///
    /// # Errors
    /// [`RouteError`] when either side cannot be read or is not allowed, or when this dialer has
    /// no route table, which is the default.
    fn route(&self, from: &str, to: &str) -> Result<(), RouteError> {
        let _ = (from, to);
        Err(RouteError::NoTable)
    }
}

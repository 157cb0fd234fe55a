//! A dialer over real TCP sockets.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpStream;

use super::{Dialer, Dialing, RouteError, Routes};

/// Dials what its route table says, and nothing else.
#[derive(Clone, Debug)]
pub struct TcpDialer {
    routes: Arc<Mutex<Routes>>,
}

impl TcpDialer {
    /// A dialer that starts with `routes`. Clones share the table.
    #[must_use]
    pub fn new(routes: Routes) -> Self {
        Self { routes: Arc::new(Mutex::new(routes)) }
    }
}

impl Dialer for TcpDialer {
    fn dial(&self, host: &str, port: u16) -> Dialing {
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(to) = routes.find(host, port) else {
            tracing::warn!(host, port, "no route");
            return Dialing::failed(io::ErrorKind::HostUnreachable);
        };
        tracing::debug!(host, port, %to, "dial");
        Dialing::new(async move {
            let stream = TcpStream::connect(to).await?;
            stream.set_nodelay(true)?;
            Ok(stream)
        })
    }

    fn route(&self, from: &str, to: &str) -> Result<(), RouteError> {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        routes.add_remote(from, to)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_printed_address_leads_to_its_route() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let to = listener.local_addr().unwrap().to_string();
        let dialer = TcpDialer::new(Routes::default());
        dialer.route("10.0.0.172:80", &to).unwrap();

        let (dialled, accepted) = tokio::join!(dialer.dial("10.0.0.172", 80), listener.accept());
        dialled.unwrap().write_all(b"POST").await.unwrap();
        let mut octets = Vec::new();
        accepted.unwrap().0.read_to_end(&mut octets).await.unwrap();
        assert_eq!(octets, b"POST");
    }

    #[tokio::test]
    async fn what_has_no_route_is_unreachable_even_where_somebody_listens() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let dialer = TcpDialer::new(Routes::default());
        let error = dialer.dial("127.0.0.1", port).await.err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::HostUnreachable);
    }
}

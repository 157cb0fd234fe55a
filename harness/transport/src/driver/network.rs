//! The connections of the model's bearer.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};

use sim7100_model::{ConnectionId, NetAction, NetEvent};

use super::connection::{Connection, Happening};
use crate::dialer::{Dialer, Dialing};

/// Connections that are open at the same time; the next call is unreachable.
pub const CONNECTIONS_MAX: usize = 16;

/// Calls beyond [`CONNECTIONS_MAX`] that are told so; more are a fault of the model.
const REFUSALS_MAX: usize = 16;

/// What happened on a connection, and how many octets of the chunk belong to it.
#[derive(Debug)]
pub(super) struct Incident(Happening);

impl Incident {
    /// The event for the model; `chunk` is what [`Network::poll`] filled.
    pub(super) fn event<'a>(&self, connection: ConnectionId, chunk: &'a [u8]) -> NetEvent<'a> {
        match self.0 {
            Happening::Opened => NetEvent::Opened(connection),
            Happening::Received(octets) => {
                NetEvent::Received { connection, octets: chunk.get(..octets).unwrap_or_default() }
            }
            Happening::Ended => NetEvent::Ended(connection),
            Happening::Failed(reason) => NetEvent::Failed { connection, reason },
        }
    }
}

/// Every connection by its id, and those that only say goodbye.
pub(super) struct Network {
    dialer: Arc<dyn Dialer>,
    connections: BTreeMap<ConnectionId, Connection>,
    closing: VecDeque<Connection>,
}

impl Network {
    pub(super) fn new(dialer: Arc<dyn Dialer>) -> Self {
        Self { dialer, connections: BTreeMap::new(), closing: VecDeque::new() }
    }

    pub(super) fn dialer(&self) -> &dyn Dialer {
        &*self.dialer
    }

    /// Carries out an action of the model. One on a connection that does not exist does nothing.
    pub(super) fn act(&mut self, action: NetAction) {
        match action {
            NetAction::Open { connection, host, port } => self.open(connection, &host, port),
            NetAction::Send { connection, octets } => {
                if let Some(connection) = self.connections.get_mut(&connection) {
                    connection.send(&octets);
                }
            }
            NetAction::Close { connection } => {
                if let Some(connection) = self.connections.remove(&connection) {
                    self.closing.push_back(connection);
                }
                if self.closing.len() > CONNECTIONS_MAX {
                    self.closing.pop_front();
                }
            }
        }
    }

    fn open(&mut self, id: ConnectionId, host: &str, port: u16) {
        let count = self.connections.len();
        if count >= CONNECTIONS_MAX + REFUSALS_MAX {
            tracing::error!(?id, "too many connections");
            return;
        }
        let dialing = if count < CONNECTIONS_MAX {
            self.dialer.dial(host, port)
        } else {
            Dialing::failed(io::ErrorKind::HostUnreachable)
        };
        self.connections.insert(id, Connection::new(dialing));
    }

    /// Moves octets on every connection; ready when the model has something to learn.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut [u8],
    ) -> Poll<(ConnectionId, Incident)> {
        self.closing.retain_mut(|connection| connection.poll_close(cx).is_pending());
        for (id, connection) in &mut self.connections {
            if let Poll::Ready(happening) = connection.poll(cx, chunk) {
                let id = *id;
                if matches!(happening, Happening::Failed(_)) {
                    self.connections.remove(&id);
                }
                return Poll::Ready((id, Incident(happening)));
            }
        }
        Poll::Pending
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(&self.connections).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::Mutex;

    use sim7100_model::NetFailure;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    use super::*;

    /// A network in which the test is every peer; port 1 refuses.
    #[derive(Default)]
    struct Peers(Mutex<Vec<DuplexStream>>);

    impl Dialer for Peers {
        fn dial(&self, _: &str, port: u16) -> Dialing {
            if port == 1 {
                return Dialing::failed(io::ErrorKind::ConnectionRefused);
            }
            let (here, there) = tokio::io::duplex(64);
            self.0.lock().unwrap().push(there);
            Dialing::new(std::future::ready(Ok(here)))
        }
    }

    fn open(network: &mut Network, id: u32, port: u16) {
        let host = "10.0.0.172".to_owned();
        network.act(NetAction::Open { connection: ConnectionId(id), host, port });
    }

    async fn next(network: &mut Network) -> String {
        let mut chunk = [0; 64];
        let (id, incident) = poll_fn(|cx| network.poll(cx, &mut chunk)).await;
        match incident.event(id, &chunk) {
            NetEvent::Received { octets, .. } => format!("{}: {}", id.0, octets.escape_ascii()),
            NetEvent::Failed { reason, .. } => format!("{}: {reason:?}", id.0),
            NetEvent::Opened(_) => format!("{}: opened", id.0),
            NetEvent::Ended(_) => format!("{}: ended", id.0),
        }
    }

    #[tokio::test]
    async fn each_connection_has_its_own_events() {
        let peers = Arc::new(Peers::default());
        let mut network = Network::new(Arc::<Peers>::clone(&peers));
        open(&mut network, 7, 80);
        open(&mut network, 8, 1);
        open(&mut network, 9, 80);
        for expected in ["7: opened", "8: Refused", "9: opened"] {
            assert_eq!(next(&mut network).await, expected);
        }
        let mut peer = peers.0.lock().unwrap().remove(1);
        network.act(NetAction::Send { connection: ConnectionId(9), octets: b"POST".to_vec() });
        peer.write_all(b"200 OK").await.unwrap();
        assert_eq!(next(&mut network).await, "9: 200 OK");
        let mut request = [0; 4];
        peer.read_exact(&mut request).await.unwrap();
        assert_eq!(&request, b"POST");
        drop(peer);
        assert_eq!(next(&mut network).await, "9: ended");
    }

    #[tokio::test]
    async fn a_closed_connection_is_heard_of_no_more() {
        let peers = Arc::new(Peers::default());
        let mut network = Network::new(Arc::<Peers>::clone(&peers));
        open(&mut network, 1, 80);
        assert_eq!(next(&mut network).await, "1: opened");
        let mut peer = peers.0.lock().unwrap().remove(0);
        peer.write_all(b"too late").await.unwrap();
        network.act(NetAction::Send { connection: ConnectionId(1), octets: b"bye".to_vec() });
        network.act(NetAction::Close { connection: ConnectionId(1) });
        open(&mut network, 2, 80);
        assert_eq!(next(&mut network).await, "2: opened");
        let mut last = Vec::new();
        peer.read_to_end(&mut last).await.unwrap();
        assert_eq!(last, b"bye");
    }

    #[tokio::test]
    async fn a_call_beyond_the_limit_is_unreachable() {
        let mut network = Network::new(Arc::new(Peers::default()));
        let limit = u32::try_from(CONNECTIONS_MAX).unwrap();
        for id in 0..=limit {
            open(&mut network, id, 80);
        }
        for id in 0..limit {
            assert_eq!(next(&mut network).await, format!("{id}: opened"));
        }
        let expected = format!("{limit}: {:?}", NetFailure::Unreachable);
        assert_eq!(next(&mut network).await, expected);
    }
}

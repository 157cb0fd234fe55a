//! A module on a serial port, opened once for the run.

use super::Session;
use crate::executor::Patience;
use crate::target::SerialTarget;
use mock_mmsc::{Mmsc, Script, SharedMmsc, http};
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpListener;
use transport::PortError;
use transport::control::{Client, ControlError, Handle};

/// Patience with a module at the other end of a wire.
const SERIAL_PATIENCE: Patience =
    Patience { response: Duration::from_secs(2), settle: Duration::from_millis(50) };

/// Why a session on a serial port could not be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("{0}. {help}", help = .0.help())]
    Port(#[from] PortError),
    #[error("the control socket cannot be used: {0}")]
    Control(#[from] ControlError),
    #[error("the mock MMSC cannot listen on {address}: {source}")]
    Listen { address: SocketAddr, source: io::Error },
}

/// Opens the port, the control socket where there is one, and a mock MMSC where the module can reach it.
///
/// # Errors
/// Any of the three cannot be opened.
pub(crate) async fn open(
    target: &SerialTarget,
    readings: &BTreeMap<String, String>,
) -> Result<Session, OpenError> {
    let port = transport::serial::open(&target.path, target.baud)?;
    let handle = match &target.control {
        Some(path) => Some(Handle::from(Client::connect(path).await?)),
        None => None,
    };
    let mmsc = match (target.mmsc, &handle) {
        (None, None) => None,
        (address, handle) => Some(listen(address, handle.as_ref()).await?),
    };
    Ok(Session {
        port,
        handle,
        mmsc,
        readings: readings.clone(),
        patience: SERIAL_PATIENCE,
        events: None,
    })
}

async fn listen(
    address: Option<SocketAddr>,
    handle: Option<&Handle>,
) -> Result<SharedMmsc, OpenError> {
    let address = address.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let failed = |source| OpenError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let mmsc = SharedMmsc::new(Mmsc::new(Script::accept()));
    tokio::spawn(http::serve(listener, mmsc.clone()));
    if let Some(handle) = handle {
        handle.route("*", &bound.to_string()).await?;
    }
    Ok(mmsc)
}

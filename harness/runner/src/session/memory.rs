//! The reference model in this process: in virtual time with the HTTP stack over memory, or in wall time with
//! loopback sockets.
//!
//! Virtual time and real sockets never meet: each has its own runtime, and only one of them may pause its clock.

use super::Session;
use crate::executor::{Executed, PATIENCE, Patience, execute};
use crate::interrupt::Interrupt;
use mock_mmsc::{Mmsc, Script, SharedMmsc, http};
use scenario::Plan;
use sim7100_model::{Model, Profile};
use std::collections::BTreeMap;
use std::io;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::time::Instant;
use transport::Port;
use transport::dialer::{Dialer, Dialing, Routes, TcpDialer};
use transport::driver::Driver;

/// Events of the model that wait to be read.
const EVENTS_QUEUED_MAX: usize = 1_024;

/// Patience in wall time.
const WALL_PATIENCE: Patience =
    Patience { response: Duration::from_secs(2), settle: Duration::from_millis(30) };

/// Runs a case on a fresh model in virtual time; none when it is interrupted.
///
/// # Errors
/// No runtime could be made.
pub(crate) fn on_model(
    plan: &Plan,
    readings: &BTreeMap<String, String>,
    interrupt: &Interrupt,
) -> io::Result<Option<Executed>> {
    let case = virtual_case(plan, readings, |port| port);
    Ok(virtual_runtime()?.block_on(interrupt.before(case)))
}

/// Runs a case on a fresh model in virtual time, over what `line` makes of the TE's end of the line.
///
/// # Errors
/// No runtime could be made.
pub(crate) fn on_line(plan: &Plan, line: impl FnOnce(Port) -> Port) -> io::Result<Executed> {
    let readings = BTreeMap::new();
    Ok(virtual_runtime()?.block_on(virtual_case(plan, &readings, line)))
}

fn virtual_runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()
}

async fn virtual_case(
    plan: &Plan,
    readings: &BTreeMap<String, String>,
    line: impl FnOnce(Port) -> Port,
) -> Executed {
    let opened = Instant::now();
    let mmsc = SharedMmsc::new(Mmsc::new(Script::accept()));
    let dialer = MemoryDialer { mmsc: mmsc.clone(), opened };
    run(plan, readings, Arc::new(dialer), mmsc, PATIENCE, line).await
}

/// Runs a case on a fresh model in wall time, its bearer on loopback sockets; none when it is interrupted.
///
/// # Errors
/// No runtime could be made, or no loopback port is free.
pub(crate) fn on_wall(
    plan: &Plan,
    readings: &BTreeMap<String, String>,
    interrupt: &Interrupt,
) -> io::Result<Option<Executed>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let mmsc = SharedMmsc::new(Mmsc::new(Script::accept()));
        let server = tokio::spawn(http::serve(listener, mmsc.clone()));
        let dialer = TcpDialer::new(Routes::all_to(address));
        let case = run(plan, readings, Arc::new(dialer), mmsc, WALL_PATIENCE, |port| port);
        let executed = interrupt.before(case).await;
        server.abort();
        Ok(executed)
    })
}

async fn run(
    plan: &Plan,
    readings: &BTreeMap<String, String>,
    dialer: Arc<dyn Dialer>,
    mmsc: SharedMmsc,
    patience: Patience,
    between: impl FnOnce(Port) -> Port,
) -> Executed {
    let (port, line) = transport::memory::pair();
    let (sender, events) = mpsc::channel(EVENTS_QUEUED_MAX);
    let (driver, handle) = Driver::new(Model::new(Profile::default()), dialer);
    let mut driver = driver.with_events(sender);
    let model = tokio::spawn(async move { driver.run(line).await });
    let mut session = Session {
        port: between(port),
        handle: Some(handle),
        mmsc: Some(mmsc),
        readings: readings.clone(),
        patience,
        events: Some(events),
    };
    let executed = execute(plan, &mut session).await;
    model.abort();
    executed
}

/// Leads every address that there can be to one mock MMSC, through its HTTP stack, over memory.
struct MemoryDialer {
    mmsc: SharedMmsc,
    opened: Instant,
}

impl Dialer for MemoryDialer {
    fn dial(&self, host: &str, port: u16) -> Dialing {
        if host.is_empty() || port == 0 {
            return Dialing::failed(ErrorKind::HostUnreachable);
        }
        let (client, server) = http::memory::pair();
        let (mmsc, opened) = (self.mmsc.clone(), self.opened);
        tokio::spawn(async move {
            // A connection that the client breaks off is nobody's fault; the exchange says what came of it.
            let _ = http::serve_connection(server, mmsc, move || opened.elapsed()).await;
        });
        Dialing::new(async move { Ok(client) })
    }
}

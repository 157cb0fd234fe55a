//! The reference model behind a line in memory, its bearer on the mock MMSC's HTTP stack in memory.

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mock_mmsc::{Mmsc, Script, SharedMmsc, http};
use sim7100_model::{Model, Profile};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, timeout};
use transport::Port;
use transport::dialer::{Dialer, Dialing};
use transport::driver::Driver;

/// The only host that the module is told to ask, and what its requests begin with.
pub(crate) const HOST: &str = "http://192.168.1.2:7082/";
/// The proxy that the module is told to ask it through.
const PROXY: (&str, u16) = ("10.0.0.172", 80);
/// Longest wait for a final result code.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the module is set to at first.
const SETTINGS: [&str; 5] = [
    "ATE0",
    "AT+CMEE=1",
    "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
    "AT+CMMSPROTO=1,\"10.0.0.172\",80",
    "AT+CGSOCKCONT=1,\"IP\",\"myapn\"",
];

/// A module under test.
pub(crate) struct Module {
    line: Port,
    mmsc: SharedMmsc,
    dialled: Dialled,
}

/// Hosts and ports in the order in which they were dialled.
type Dialled = Arc<Mutex<Vec<(String, u16)>>>;

impl Module {
    /// A module that has its settings.
    pub(crate) async fn start() -> Result<Self, Box<dyn Error>> {
        let mmsc = SharedMmsc::new(Mmsc::new(Script::accept()));
        let dialled = Dialled::default();
        let dialer =
            MmscDialer { mmsc: mmsc.clone(), opened: Instant::now(), dialled: dialled.clone() };
        let (mut driver, _handle) = Driver::new(Model::new(Profile::default()), Arc::new(dialer));
        let (line, module) = transport::memory::pair();
        // The task ends with the runtime, and that with the case.
        tokio::spawn(async move { driver.run(module).await.map(drop) });
        let mut module = Self { line, mmsc, dialled };
        module.line.write_all(b"ATE0\r").await?;
        module.response().await?;
        for line in SETTINGS {
            module.ok(line).await?;
        }
        Ok(module)
    }

    /// Sets what the mock MMSC answers from now on.
    pub(crate) fn answers(&self, script: Script) {
        self.mmsc.lock().set_script(script);
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> u64 {
        self.mmsc.lock().exchange_count()
    }

    /// How many requests by a method there were after the first `before`.
    pub(crate) fn requests_by(&self, method: &str, before: u64) -> usize {
        let mmsc = self.mmsc.lock();
        let exchanges = mmsc.exchanges_after(before).iter();
        exchanges.filter(|exchange| exchange.request.method == method).count()
    }

    /// Addresses that were dialled, and targets that were asked for, without anybody having told the module to.
    pub(crate) fn strangers(&self) -> Vec<String> {
        let dialled = self.dialled.lock().unwrap_or_else(PoisonError::into_inner);
        let others = dialled.iter().filter(|(host, port)| (host.as_str(), *port) != PROXY);
        let hosts = others.map(|(host, port)| format!("{host}:{port}"));
        let mmsc = self.mmsc.lock();
        let targets = mmsc.exchanges().iter().map(|exchange| &exchange.request.target);
        hosts.chain(targets.filter(|target| !target.starts_with(HOST)).cloned()).collect()
    }

    /// Sends a command line that must be answered OK; gives the octets of the response.
    pub(crate) async fn ok(&mut self, line: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        self.line.write_all(format!("{line}\r").as_bytes()).await?;
        let response = self.response().await.map_err(|error| format!("{line}: {error}"))?;
        if response.ends_with(b"\r\nOK\r\n") {
            return Ok(response);
        }
        Err(format!("{line}: {}", response.escape_ascii()).into())
    }

    /// Waits for a report with this prefix and gives its code; nothing else may come before it.
    pub(crate) async fn report(
        &mut self,
        prefix: &str,
        within: Duration,
    ) -> Result<u16, Box<dyn Error>> {
        let line = timeout(
            within,
            self.octets_until(|octets| octets.len() > 2 && octets.ends_with(b"\r\n")),
        );
        let line = line.await.map_err(|_| "no report within the limit")??;
        let text = String::from_utf8(line)?;
        let code =
            text.trim().strip_prefix(prefix).ok_or_else(|| format!("{text:?} is no report"))?;
        Ok(code.parse()?)
    }

    /// Waits for so long, in which nothing may come.
    pub(crate) async fn quiet(&mut self, duration: Duration) -> Result<(), Box<dyn Error>> {
        match timeout(duration, self.octets_until(|octets| octets.ends_with(b"\n"))).await {
            Err(_) => Ok(()),
            Ok(octets) => Err(format!("{} behind the report", octets?.escape_ascii()).into()),
        }
    }

    async fn response(&mut self) -> Result<Vec<u8>, Box<dyn Error>> {
        let end = |octets: &[u8]| {
            octets.ends_with(b"\r\nOK\r\n") || octets.ends_with(b"ERROR\r\n") || is_error(octets)
        };
        let response = timeout(PATIENCE, self.octets_until(end)).await;
        response.map_err(|_| "no final result code")?
    }

    async fn octets_until(
        &mut self,
        is_end: impl Fn(&[u8]) -> bool,
    ) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut octets = Vec::new();
        while !is_end(&octets) {
            octets.push(self.line.read_u8().await?);
        }
        Ok(octets)
    }
}

fn is_error(octets: &[u8]) -> bool {
    octets.starts_with(b"\r\n+CME ERROR: ") && octets.ends_with(b"\r\n")
}

/// Leads every address to the mock MMSC and remembers it.
struct MmscDialer {
    mmsc: SharedMmsc,
    opened: Instant,
    dialled: Dialled,
}

impl Dialer for MmscDialer {
    fn dial(&self, host: &str, port: u16) -> Dialing {
        let mut dialled = self.dialled.lock().unwrap_or_else(PoisonError::into_inner);
        dialled.push((host.to_owned(), port));
        let (client, server) = http::memory::pair();
        let (mmsc, opened) = (self.mmsc.clone(), self.opened);
        tokio::spawn(async move {
            // A connection that the client breaks off is nobody's fault.
            let _ = http::serve_connection(server, mmsc, move || opened.elapsed()).await;
        });
        Dialing::new(async move { Ok(client) })
    }
}

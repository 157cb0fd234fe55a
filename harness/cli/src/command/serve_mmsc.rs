//! `attest serve mmsc`: the mock MMSC for other programs.

use crate::exits;
use crate::interruption::{self, Ending};
use crate::listener::Listener;
use crate::output;
use crate::problem::Problem;
use crate::script;
use clap::Args;
use mock_mmsc::rule::{Direction, Finding};
use mock_mmsc::{Exchange, Mmsc, Outcome, Script, SharedMmsc, http};
use runner::ExitCode;
use runner::visible::visible_line;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;

/// Listen as an MMSC over HTTP, and show each exchange with its tree and findings.
///
/// Messages that are sent can be fetched again at the location that the tree of a notification would name.
/// Ctrl-C ends it, as do SIGTERM and SIGHUP.
#[derive(Debug, Args)]
#[command(after_help = exits::SERVE_MMSC)]
pub(crate) struct ServeMmsc {
    /// Where to listen, as in `127.0.0.1:8080` or `localhost:8080`; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    http: Listener,

    /// What to answer: a script in YAML or JSON; without one every message is accepted.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,

    /// Answer a request whose URL ends in the name of an answer of the hostile pack with that answer; `list --pack`
    /// names them. The script is for all other requests.
    #[arg(long)]
    pack: bool,
}

impl ServeMmsc {
    /// Serves until Ctrl-C.
    ///
    /// # Errors
    /// The script is wrong, or the address cannot be used.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let script =
            self.script.as_deref().map(script::read).transpose()?.unwrap_or_else(Script::accept);
        let mut mmsc = Mmsc::new(script);
        mmsc.answer_by_name(self.pack);
        interruption::runtime()?.block_on(serve(self.http.0, mmsc))
    }
}

async fn serve(address: SocketAddr, mmsc: Mmsc) -> Result<ExitCode, Problem> {
    let ending = Ending::catch()?;
    let refused = |error: std::io::Error| {
        Problem::Port(format!("the mock MMSC cannot listen on {address}: {error}"))
    };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    output::print_line(&format!("MMSC listening on http://{bound}/"))?;
    let mmsc = SharedMmsc::new(mmsc);
    tokio::select! {
        biased;
        () = ending.asked_for() => Ok(ExitCode::Sound),
        ended = http::serve(listener, mmsc.clone()) => {
            ended.map_err(|error| Problem::Port(error.to_string()))?;
            Ok(ExitCode::Sound)
        }
        shown = show(&mmsc) => shown,
    }
}

async fn show(mmsc: &SharedMmsc) -> Result<ExitCode, Problem> {
    let mut shown = 0;
    loop {
        mmsc.exchanges_reach(shown + 1).await;
        let texts: Vec<(u64, String)> = mmsc
            .lock()
            .exchanges_after(shown)
            .iter()
            .map(|exchange| (exchange.number, describe(exchange)))
            .collect();
        for (number, text) in texts {
            shown = number;
            output::print(&text)?;
        }
    }
}

fn describe(exchange: &Exchange) -> String {
    let Exchange { number, request, reply_status, .. } = exchange;
    let mut text = match &exchange.outcome {
        Outcome::Accepted => {
            let (method, target) = (visible_line(&request.method), visible_line(&request.target));
            format!("\n#{number} {method} {target} -> {reply_status}\n")
        }
        Outcome::Refused(reason) => format!(
            "\n#{number} refused -> {reply_status}: {}\n  {}\n",
            visible_line(reason),
            runner::printable::printable_cut(&request.raw, RAW_OCTETS_SHOWN_MAX)
        ),
    };
    if let Some(dissection) = &exchange.dissection {
        text.push_str(&dissection.tree());
    }
    // The tree ends with what the rules find in the PDU; what is left concerns the HTTP around it.
    let told = exchange.dissection.iter().flat_map(|pdu| pdu.findings(Direction::FromClient));
    let told: Vec<Finding> = told.collect();
    for finding in exchange.findings.iter().filter(|finding| !told.contains(finding)) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", visible_line(&finding.to_string()));
    }
    text
}

/// Octets of a refused request that are shown.
const RAW_OCTETS_SHOWN_MAX: usize = 1_024;

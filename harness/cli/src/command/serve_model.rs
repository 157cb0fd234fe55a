//! `attest serve model`: the reference model behind a pseudo-terminal.

use crate::exits;
use crate::interruption::{self, Ending};
use crate::output;
use crate::problem::Problem;
use crate::profile::ProfileChoice;
use crate::target::UnixPath;
use clap::Args;
use runner::ExitCode;
use sim7100_model::Model;
use std::path::PathBuf;
use std::sync::Arc;
use transport::control::{Handle, Server};
use transport::dialer::{Routes, TcpDialer};
use transport::driver::Driver;
use transport::pty;

/// Put the reference model behind a pseudo-terminal that any serial program can open.
///
/// The addresses in the module's settings are never dialled as they stand: each needs a route. Ctrl-C ends it, as
/// do SIGTERM and SIGHUP.
#[derive(Debug, Args)]
#[command(after_help = exits::SERVE_MODEL)]
pub(crate) struct ServeModel {
    /// Name of the link to the pseudo-terminal, as in `ttySIM7100`.
    #[arg(long, value_name = "LINK")]
    pty: PathBuf,

    /// Socket for pushes, EFS files, profile and power: one JSON object a line.
    #[arg(long, value_name = "unix:PATH")]
    control: Option<UnixPath>,

    #[command(flatten)]
    profile: ProfileChoice,

    /// Where connections of the bearer lead, as in `10.0.0.172:80=127.0.0.1:8080` or `*=127.0.0.1:8080`.
    #[arg(long, value_name = "ADDR=ADDR")]
    route: Vec<Route>,
}

#[derive(Debug, Clone)]
struct Route {
    from: String,
    to: String,
}

impl std::str::FromStr for Route {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // The whole is checked here, so that a wrong route is a wrong command line.
        text.parse::<Routes>().map_err(|error| error.to_string())?;
        let (from, to) = text.split_once('=').unwrap_or((text, ""));
        Ok(Self { from: from.trim().to_owned(), to: to.trim().to_owned() })
    }
}

impl ServeModel {
    /// Serves until Ctrl-C.
    ///
    /// # Errors
    /// The profile or a route is wrong, or the pseudo-terminal or the control socket cannot be made.
    pub(crate) fn execute(self) -> Result<ExitCode, Problem> {
        let profile = self.profile.profile(None)?;
        let mut routes = Routes::default();
        for Route { from, to } in &self.route {
            routes.add(from, to).map_err(|error| Problem::Usage(error.to_string()))?;
        }
        interruption::runtime()?.block_on(self.serve(Model::new(profile), routes))
    }

    async fn serve(self, model: Model, routes: Routes) -> Result<ExitCode, Problem> {
        let ending = Ending::catch()?;
        let (mut driver, handle) = Driver::new(model, Arc::new(TcpDialer::new(routes)));
        let server = match &self.control {
            Some(UnixPath(path)) => {
                Some(Server::bind(path).await.map_err(|error| Problem::Port(error.to_string()))?)
            }
            None => None,
        };
        tokio::select! {
            biased;
            () = ending.asked_for() => Ok(ExitCode::Sound),
            ended = control(server.as_ref(), handle) => ended,
            ended = self.line(&mut driver) => ended,
        }
    }

    async fn line(&self, driver: &mut Driver) -> Result<ExitCode, Problem> {
        let line = pty::Pty::open(&self.pty).map_err(|error| Problem::Port(error.to_string()))?;
        output::print(&format!("model on {}\n{}", self.pty.display(), self.routes()))?;
        let failed = |error| Problem::Port(format!("the pseudo-terminal failed: {error}"));
        driver.run(line).await.map_err(failed)?;
        Ok(ExitCode::Sound)
    }

    /// Where the bearer leads, one route a line.
    fn routes(&self) -> String {
        if self.route.is_empty() {
            let or =
                if self.control.is_some() { ", or set one over the control socket" } else { "" };
            return format!("no route: every transfer will end with 190; give --route{or}\n");
        }
        self.route.iter().map(|Route { from, to }| format!("route {from} to {to}\n")).collect()
    }
}

async fn control(server: Option<&Server>, handle: Handle) -> Result<ExitCode, Problem> {
    match server {
        Some(server) => {
            server.serve(handle).await.map_err(|error| Problem::Port(error.to_string()))?;
            Ok(ExitCode::Sound)
        }
        None => std::future::pending().await,
    }
}

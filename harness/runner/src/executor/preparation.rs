//! Before the first step: a module in factory state, echo off, verbose errors as numbers, and the setup.

use super::case::{Case, response_time};
use super::recovery::FIRST_PADDING_OCTETS_MAX;
use super::script;
use super::stop::Stop;
use crate::event::RunEvent;
use crate::verdict::{Recovery, Verdict};
use at_codec::{FinalResult, Frame, Response};
use mock_mmsc::Mmsc;
use std::time::Duration;
use tokio::time::Instant;
use transport::control::Handle;

/// How long the runner waits for things that no scenario times.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// For the response to a command line of the runner itself.
    pub(crate) response: Duration,
    /// After the last step, for lines that nobody asked for.
    pub(crate) settle: Duration,
}

/// Patience in virtual time, where waiting costs nothing.
pub(crate) const PATIENCE: Patience =
    Patience { response: Duration::from_secs(5), settle: Duration::from_secs(5) };

/// Command lines that take the place of a factory reset where there is no control socket; any may be refused.
const SOFT_RESET: [&str; 4] = ["ATZ", "AT+CMMSEDIT=0", "AT+CMMSDELETE", "AT&F"];

/// Command lines after which every case starts.
const COMMON_START: [&str; 2] = ["ATE0", "AT+CMEE=1"];

/// What `setup: { http: true }` stands for.
const HTTP_SETUP: [&str; 3] = [
    "AT+CMMSCURL=\"192.168.1.2:7082/xst=test\"",
    "AT+CMMSPROTO=1,\"10.0.0.172\",80",
    "AT+CGSOCKCONT=1,\"IP\",\"myapn\"",
];

impl<'a> Case<'a> {
    /// Brings the module and the mock MMSC into the state in which the first step finds them.
    pub(super) async fn prepare(&mut self) -> Result<(), Stop> {
        self.start_preparation("factory state, echo off, error codes as numbers");
        self.prepare_mmsc()?;
        match self.handle {
            Some(handle) => self.prepare_by_control(handle).await?,
            None => self.prepare_by_commands().await?,
        }
        self.start().await?;
        self.prepare_files().await?;
        if self.plan.setup.http.is_some() {
            for line in HTTP_SETUP {
                self.demand(line).await?;
            }
        }
        self.finish_preparation();
        Ok(())
    }

    /// The control handle, for what only a laboratory can do.
    pub(super) fn lab(&self, without: &str) -> Result<&'a Handle, Stop> {
        self.handle.ok_or_else(|| Stop::Inconclusive(without.to_owned()))
    }

    /// A fresh mock MMSC: transaction ids begin anew with the module's factory state.
    fn prepare_mmsc(&mut self) -> Result<(), Stop> {
        let Some(mmsc) = self.mmsc else { return Ok(()) };
        let script = match &self.plan.setup.mmsc {
            Some(script) => script::convert(script, &self.captures)?,
            None => mock_mmsc::Script::accept(),
        };
        let mut fresh = Mmsc::new(script);
        fresh.expect_proxy(self.plan.setup.http.map(|_| true));
        *mmsc.lock() = fresh;
        (self.exchange_base, self.exchange_read, self.exchange_told) = (0, 0, 0);
        Ok(())
    }

    async fn prepare_by_control(&self, handle: &Handle) -> Result<(), Stop> {
        handle.factory().await?;
        let mut readings = self.readings.clone();
        for reading in &self.plan.setup.profile {
            readings.insert(reading.name.value.clone(), reading.value.value.clone());
        }
        // Readings of an earlier case go too, so this is asked for even when there are none.
        handle.profile(readings).await?;
        Ok(())
    }

    async fn prepare_by_commands(&mut self) -> Result<(), Stop> {
        self.wake().await?;
        for line in SOFT_RESET {
            self.exchange_line(line).await?;
        }
        Ok(())
    }

    /// Wakes the module up and makes the settings that every case starts with.
    async fn start(&mut self) -> Result<(), Stop> {
        self.wake().await?;
        for line in COMMON_START {
            self.demand(line).await?;
        }
        self.dialect.echo = Some(false);
        self.watch(Duration::ZERO).await?;
        self.arrivals.clear();
        self.te.clear_received();
        Ok(())
    }

    /// Makes sure that the module answers `AT`.
    async fn wake(&mut self) -> Result<(), Stop> {
        match self.answering(FIRST_PADDING_OCTETS_MAX).await? {
            Recovery::Lost(what) => Err(Stop::Port(what)),
            _ => Ok(()),
        }
    }

    async fn prepare_files(&self) -> Result<(), Stop> {
        let plan = self.plan;
        for file in &plan.setup.efs {
            let handle = self.lab("files cannot be put into the EFS without a control socket")?;
            let path = file.path.value.resolve(&self.captures);
            handle.put_file(&path, &file.payload.value.octets_with(&self.captures)).await?;
        }
        Ok(())
    }

    /// The step `power_cycle`: off and on, then the settings that every case starts with.
    pub(super) async fn power_cycle(&mut self) -> Result<Verdict, Stop> {
        let handle = self.lab("the module cannot be power-cycled without a control socket")?;
        self.watch(Duration::ZERO).await?;
        handle.power_cycle().await?;
        self.te.clear_frames();
        self.dialect.echo = None;
        self.dialect.verbose = true;
        self.te.set_verbose(true);
        Ok(Verdict::Pass)
    }

    /// Sends a command line of the runner that must be answered by OK.
    async fn demand(&mut self, line: &str) -> Result<(), Stop> {
        match self.exchange_line(line).await? {
            Some(FinalResult::Ok) => Ok(()),
            Some(_) | None => Err(Stop::Inconclusive(format!(
                "the setup's `{line}` was not answered by OK but by `{}`",
                crate::printable::printable_cut(self.te.received(), 200)
            ))),
        }
    }

    /// Sends a command line of the runner and waits for its final result code.
    pub(super) async fn exchange_line(&mut self, line: &str) -> Result<Option<FinalResult>, Stop> {
        self.te.clear_received();
        self.te.write(format!("{line}\r").as_bytes()).await?;
        let deadline = Instant::now() + response_time(self.patience);
        while let Some(frame) = self.te.frame(deadline).await? {
            match frame {
                Frame::Line(line) => match Response::parse(&line) {
                    Response::Final(result) => return Ok(Some(result)),
                    Response::Urc(_) => self.arrived(line)?,
                    _ if !self.te.is_verbose() && line == b"0" => return Ok(Some(FinalResult::Ok)),
                    _ => {}
                },
                Frame::Prompt => return Ok(None),
                _ => {}
            }
        }
        // A module that an earlier case left with numeric result codes answers in a form that is no line here.
        let numeric_ok = self.te.pending() == b"0\r";
        if numeric_ok {
            self.te.clear_frames();
        }
        Ok(numeric_ok.then_some(FinalResult::Ok))
    }

    fn start_preparation(&mut self, text: &str) {
        self.te.transcript.push(RunEvent::StepStarted {
            step: 0,
            kind: "setup",
            line: 0,
            text: text.to_owned(),
        });
    }

    fn finish_preparation(&mut self) {
        self.te.transcript.push(RunEvent::StepFinished { step: 0, verdict: Verdict::Pass });
    }
}

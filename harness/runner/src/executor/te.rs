//! The TE's end of the line: octets out, frames in, each stamped with scenario time.

use super::stop::Stop;
use super::transcript::Transcript;
use crate::event::Direction;
use at_codec::{Frame, Framer};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};
use transport::{Port, ReadOutcome, classify};

/// Octets of one read.
const READ_OCTETS_MAX: usize = 16 * 1024;

/// Octets received since the last command line that are kept as evidence.
const EVIDENCE_OCTETS_MAX: usize = 1024 * 1024;

/// Time in which the port must take at least one octet of a write.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// A port with a framer and a transcript.
#[derive(Debug)]
pub(crate) struct Te<'a> {
    port: &'a mut Port,
    framer: Framer,
    verbose: bool,
    opened: Instant,
    received: Vec<u8>,
    pub(crate) transcript: Transcript,
}

impl<'a> Te<'a> {
    /// Takes a port; scenario time starts now.
    pub(crate) fn new(port: &'a mut Port) -> Self {
        Self {
            port,
            framer: Framer::new(),
            verbose: true,
            opened: Instant::now(),
            received: Vec::new(),
            transcript: Transcript::default(),
        }
    }

    /// Microseconds of scenario time.
    pub(crate) fn now_us(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Forgets what was received: from here on the evidence is that of a new command.
    pub(crate) fn clear_received(&mut self) {
        self.received.clear();
    }

    /// What came since the last [`Self::clear_received`].
    pub(crate) fn received(&self) -> &[u8] {
        &self.received
    }

    /// Follows ATV: whether result codes are words.
    pub(crate) fn set_verbose(&mut self, verbose: bool) {
        self.verbose = verbose;
        self.framer.set_verbose(verbose);
    }

    /// Whether result codes are words.
    pub(crate) const fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// What has come and is no frame yet.
    pub(crate) fn pending(&self) -> &[u8] {
        self.framer.pending()
    }

    /// Forgets a partial frame too.
    pub(crate) fn clear_frames(&mut self) {
        self.framer = Framer::new();
        self.framer.set_verbose(self.verbose);
        self.received.clear();
    }

    /// Sends octets, and takes in what comes meanwhile so that neither side waits for the other.
    ///
    /// # Errors
    /// The port failed, or takes nothing for 5 s.
    pub(crate) async fn write(&mut self, octets: &[u8]) -> Result<(), Stop> {
        self.transcript.octets(Direction::TeToTa, self.now_us(), octets);
        let mut deadline = Instant::now() + WRITE_TIMEOUT;
        let mut rest = octets;
        let mut buffer = vec![0; READ_OCTETS_MAX];
        while !rest.is_empty() {
            let (mut reader, mut writer) = tokio::io::split(&mut *self.port);
            let moved = tokio::select! {
                biased;
                read = reader.read(&mut buffer) => Moved::In(read),
                written = writer.write(rest) => Moved::Out(written),
                () = tokio::time::sleep_until(deadline) => Moved::Nothing,
            };
            match moved {
                Moved::In(read) => {
                    let count = outcome(read)?;
                    self.take_in(buffer.get(..count).unwrap_or_default());
                }
                Moved::Out(written) => {
                    let count = outcome(written)?;
                    rest = rest.get(count..).unwrap_or_default();
                    deadline = Instant::now() + WRITE_TIMEOUT;
                }
                Moved::Nothing => {
                    return Err(Stop::Port(
                        "the port is silent: it has taken no octets for 5 s".to_owned(),
                    ));
                }
            }
        }
        // No flush: nothing is buffered here, and on a serial port it would wait, and the thread with it, for a TA
        // that may never read.
        Ok(())
    }

    /// The next frame; none when there is none until `deadline`.
    ///
    /// # Errors
    /// The port failed.
    pub(crate) async fn frame(&mut self, deadline: Instant) -> Result<Option<Frame>, Stop> {
        let mut buffer = vec![0; READ_OCTETS_MAX];
        loop {
            if let Some(frame) = self.framer.next_frame() {
                return Ok(Some(frame));
            }
            let Ok(read) = timeout_at(deadline, self.port.read(&mut buffer)).await else {
                return Ok(None);
            };
            let count = outcome(read)?;
            self.take_in(buffer.get(..count).unwrap_or_default());
        }
    }

    fn take_in(&mut self, octets: &[u8]) {
        self.transcript.octets(Direction::TaToTe, self.now_us(), octets);
        self.framer.push(octets);
        let room = EVIDENCE_OCTETS_MAX.saturating_sub(self.received.len());
        self.received.extend(octets.iter().take(room));
    }
}

enum Moved {
    In(std::io::Result<usize>),
    Out(std::io::Result<usize>),
    Nothing,
}

fn outcome(result: std::io::Result<usize>) -> Result<usize, Stop> {
    match classify(result) {
        ReadOutcome::Octets(count) => Ok(count),
        ReadOutcome::Unplugged(how) => Err(Stop::Port(format!("the port was unplugged: {how}"))),
        ReadOutcome::Failed(error) => Err(Stop::Port(format!("the port failed: {error}"))),
    }
}

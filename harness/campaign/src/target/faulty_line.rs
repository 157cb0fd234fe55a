//! A line between TE and TA that loses, doubles, garbles and delays octets, and brings reports of its own.

use std::collections::VecDeque;
use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};
use transport::Port;

/// Octets that are taken from the module at once.
const PIECE_OCTETS: usize = 512;
/// A report that no command of the case asked for.
pub(super) const REPORT: &[u8] =
    b"\r\n+WAP_PUSH_MMS: \"1\",\"T\",\"http://h\",\"09/03/17,17:14:41+32\",0,9\r\n";

/// One fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// At which octet of its direction, from 0.
    pub(super) at: usize,
    pub(super) kind: FaultKind,
}

/// What happens at that octet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// From the TE: it is lost, doubled, or comes as another.
    ToModule(Damage),
    /// From the module: the same.
    ToTe(Damage),
    /// The octet and all behind it come later.
    Delay(Duration),
    /// A report comes before it, where a line begins with CR LF.
    Report,
}

/// What happens to an octet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    Lost,
    Doubled,
    Garbled(u8),
}

impl Damage {
    fn apply(self, octet: u8, mut put: impl FnMut(u8)) {
        match self {
            Self::Lost => {}
            Self::Doubled => {
                put(octet);
                put(octet);
            }
            Self::Garbled(bits) => put(octet ^ bits),
        }
    }
}

/// What the TE has not read yet.
#[derive(Debug, Clone, Copy)]
enum Incoming {
    Octet(u8),
    Pause(Duration),
}

/// The TE's end of such a line.
#[derive(Debug)]
pub(super) struct FaultyLine {
    port: Port,
    faults: Vec<Fault>,
    to_module: usize,
    to_te: usize,
    incoming: VecDeque<Incoming>,
    outgoing: VecDeque<u8>,
    pause: Option<Pin<Box<Sleep>>>,
    /// The last octets of the module.
    tail: [u8; 2],
}

impl FaultyLine {
    pub(super) const fn new(port: Port, faults: Vec<Fault>) -> Self {
        Self {
            port,
            faults,
            to_module: 0,
            to_te: 0,
            incoming: VecDeque::new(),
            outgoing: VecDeque::new(),
            pause: None,
            tail: *b"\r\n",
        }
    }

    fn send(&mut self, octet: u8) {
        let at = self.to_module;
        self.to_module += 1;
        let damage = self.faults.iter().find_map(|fault| match fault.kind {
            FaultKind::ToModule(damage) if fault.at == at => Some(damage),
            _ => None,
        });
        match damage {
            Some(damage) => damage.apply(octet, |octet| self.outgoing.push_back(octet)),
            None => self.outgoing.push_back(octet),
        }
    }

    fn receive(&mut self, octet: u8) {
        let at = self.to_te;
        self.to_te += 1;
        let is_line_start = self.tail == *b"\r\n" && octet == b'\r';
        let mut damage = None;
        for fault in self.faults.iter().filter(|fault| fault.at == at) {
            match fault.kind {
                FaultKind::Delay(pause) => self.incoming.push_back(Incoming::Pause(pause)),
                FaultKind::Report if is_line_start => {
                    self.incoming.extend(REPORT.iter().copied().map(Incoming::Octet));
                }
                FaultKind::ToTe(other) => damage = Some(other),
                FaultKind::Report | FaultKind::ToModule(_) => {}
            }
        }
        let [_, last] = self.tail;
        self.tail = [last, octet];
        let incoming = &mut self.incoming;
        match damage {
            Some(damage) => damage.apply(octet, |octet| incoming.push_back(Incoming::Octet(octet))),
            None => incoming.push_back(Incoming::Octet(octet)),
        }
    }

    /// Hands on what the TE has written, as far as the module takes it.
    fn poll_outgoing(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.outgoing.is_empty() {
            let (octets, _) = self.outgoing.as_slices();
            let count = ready!(Pin::new(&mut self.port).poll_write(cx, octets))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.outgoing.drain(..count);
        }
        Poll::Ready(Ok(()))
    }

    /// Moves what may be read now; whether there was anything.
    fn take(&mut self, buffer: &mut ReadBuf<'_>, cx: &mut Context<'_>) -> Poll<bool> {
        let mut has_any = false;
        loop {
            if let Some(pause) = &mut self.pause {
                if pause.as_mut().poll(cx).is_pending() {
                    return if has_any { Poll::Ready(true) } else { Poll::Pending };
                }
                self.pause = None;
            }
            match self.incoming.front() {
                Some(Incoming::Octet(octet)) if buffer.remaining() > 0 => {
                    buffer.put_slice(&[*octet]);
                    has_any = true;
                }
                Some(Incoming::Pause(pause)) => self.pause = Some(Box::pin(sleep(*pause))),
                _ => return Poll::Ready(has_any),
            }
            self.incoming.pop_front();
        }
    }
}

impl AsyncRead for FaultyLine {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Poll::Ready(Err(error)) = self.poll_outgoing(cx) {
            return Poll::Ready(Err(error));
        }
        loop {
            if ready!(self.take(buffer, cx)) {
                return Poll::Ready(Ok(()));
            }
            let mut octets = [0; PIECE_OCTETS];
            let mut piece = ReadBuf::new(&mut octets);
            ready!(Pin::new(&mut self.port).poll_read(cx, &mut piece))?;
            if piece.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
            for octet in piece.filled() {
                self.receive(*octet);
            }
        }
    }
}

impl AsyncWrite for FaultyLine {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_outgoing(cx))?;
        for octet in octets {
            self.send(*octet);
        }
        if let Poll::Ready(Err(error)) = self.poll_outgoing(cx) {
            return Poll::Ready(Err(error));
        }
        Poll::Ready(Ok(octets.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_outgoing(cx))?;
        Pin::new(&mut self.port).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.port).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::time::Instant;

    use super::*;

    /// What the TE reads of what the module says, and the module of what the TE says.
    fn through(faults: &[(usize, FaultKind)], octets: &[u8]) -> (Vec<u8>, Vec<u8>, Duration) {
        let faults = faults.iter().map(|(at, kind)| Fault { at: *at, kind: *kind }).collect();
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().start_paused(true).build().unwrap().block_on(async {
            let (port, mut module) = transport::memory::pair();
            let mut line = FaultyLine::new(port, faults);
            let start = Instant::now();
            line.write_all(octets).await.unwrap();
            line.flush().await.unwrap();
            module.write_all(octets).await.unwrap();
            let mut heard = vec![0; 64];
            let count = module.read(&mut heard).await.unwrap();
            heard.truncate(count);
            drop(module);
            let mut said = Vec::new();
            line.read_to_end(&mut said).await.unwrap();
            (said, heard, start.elapsed())
        })
    }

    #[test]
    fn octets_are_lost_doubled_and_garbled_in_their_direction() {
        let faults = [
            (0, FaultKind::ToTe(Damage::Lost)),
            (1, FaultKind::ToModule(Damage::Doubled)),
            (2, FaultKind::ToTe(Damage::Garbled(1))),
        ];
        let (said, heard, took) = through(&faults, b"abcd");
        assert_eq!(
            (said.as_slice(), heard.as_slice(), took),
            (&b"bbd"[..], &b"abbcd"[..], Duration::ZERO)
        );
    }

    #[test]
    fn reports_come_between_lines_and_delays_take_time() {
        let faults = [
            (0, FaultKind::Report),
            (1, FaultKind::Report),
            (3, FaultKind::Delay(Duration::from_secs(2))),
        ];
        let (said, heard, took) = through(&faults, b"\r\nOK\r\n");
        assert_eq!(said, [REPORT, b"\r\nOK\r\n"].concat());
        assert_eq!((heard.as_slice(), took), (&b"\r\nOK\r\n"[..], Duration::from_secs(2)));
    }
}

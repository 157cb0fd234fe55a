//! Which TCP segments belong together: connections by their two ends, one after the other on the same ends.

use crate::packet::{Cut, Packet, Tcp};
use crate::stream::Stream;
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// Connections of a capture.
pub(crate) const CONNECTIONS_MAX: usize = 64 * 1024;

/// The two directions between two ends.
#[derive(Debug)]
pub(crate) struct Connection<'a> {
    /// The ends; the first sent the first packet seen.
    pub(crate) ends: [SocketAddr; 2],
    /// What each end sent.
    pub(crate) streams: [Stream<'a>; 2],
    /// The first packet.
    pub(crate) packet: u32,
    /// The first packet of which the capture left octets out, what it lacks, and how many such packets there are.
    pub(crate) cut: Option<(u32, Cut, usize)>,
}

/// All connections in the order of their first packets.
#[derive(Debug, Default)]
pub(crate) struct Connections<'a> {
    pub(crate) all: Vec<Connection<'a>>,
    current: BTreeMap<[SocketAddr; 2], usize>,
    /// Segments of connections that are one too many.
    pub(crate) refused: usize,
}

impl<'a> Connections<'a> {
    /// Takes a segment.
    pub(crate) fn take(&mut self, packet: &Packet<'a>, tcp: Tcp) {
        let Some((connection, side)) = self.of(packet, tcp) else {
            self.refused = self.refused.saturating_add(1);
            return;
        };
        if let Some(cut) = packet.cut {
            let (_, _, count) = connection.cut.get_or_insert((packet.number, cut, 0));
            *count = count.saturating_add(1);
        }
        let Some(stream) = connection.streams.get_mut(side) else { return };
        // A SYN counts as one octet before the data.
        let sequence = if tcp.syn { tcp.sequence.wrapping_add(1) } else { tcp.sequence };
        if tcp.syn {
            stream.open(tcp.sequence);
        }
        if tcp.reset {
            // What a reset carries is a remark for people (RFC 9293, 3.10.7).
            stream.reset();
            return;
        }
        stream.add(sequence, packet.payload, packet.number);
        let octets = packet.payload.len().saturating_add(packet.cut_octets());
        if packet.cut.is_some() {
            stream.reach(sequence, octets);
        }
        if tcp.fin {
            stream.close(sequence, octets);
        }
    }

    fn of(&mut self, packet: &Packet<'a>, tcp: Tcp) -> Option<(&mut Connection<'a>, usize)> {
        let mut ends = [packet.source, packet.destination];
        ends.sort();
        let known = self.current.get(&ends).copied().filter(|index| {
            let connection = self.all.get(*index);
            let stream = connection.and_then(|connection| {
                connection.streams.get(usize::from(connection.ends.first() != Some(&packet.source)))
            });
            !(tcp.syn && stream.is_some_and(|stream| stream.is_another(tcp.sequence)))
        });
        let index = match known {
            Some(index) => index,
            None if self.all.len() < CONNECTIONS_MAX => {
                self.all.push(Connection {
                    ends: [packet.source, packet.destination],
                    streams: [Stream::default(), Stream::default()],
                    packet: packet.number,
                    cut: None,
                });
                let index = self.all.len().saturating_sub(1);
                self.current.insert(ends, index);
                index
            }
            None => return None,
        };
        let connection = self.all.get_mut(index)?;
        let side = usize::from(connection.ends.first() != Some(&packet.source));
        Some((connection, side))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::Transport;
    use crate::stream::Ending;

    const SYN: u8 = 2;
    const FIN: u8 = 1;
    const RST: u8 = 4;

    /// Each connection as the octets of both ends, from packets of source port, sequence number, flags and octets.
    fn connections(packets: &[(u16, u32, u8, &'static str)]) -> Vec<(String, String)> {
        let mut connections = Connections::default();
        for ((port, sequence, flags, octets), number) in packets.iter().zip(1..) {
            let end = |port| SocketAddr::from(([10, 0, 0, 1], port));
            let tcp = Tcp {
                sequence: *sequence,
                syn: flags & SYN != 0,
                fin: flags & FIN != 0,
                reset: flags & RST != 0,
            };
            let packet = Packet {
                number,
                source: end(*port),
                destination: end(3 - *port),
                transport: Transport::Tcp(tcp),
                payload: octets.as_bytes(),
                cut: None,
            };
            connections.take(&packet, tcp);
        }
        let text = |stream: Stream<'_>| {
            let out = stream.assemble();
            let pieces =
                out.pieces.iter().map(|piece| String::from_utf8_lossy(&piece.octets).into_owned());
            let ending = match out.ending {
                Ending::Closed => ".",
                Ending::Open => "",
                Ending::Reset => "!",
            };
            pieces.collect::<Vec<_>>().join("_") + ending
        };
        let both = connections.all.into_iter().map(|connection| connection.streams.map(text));
        both.map(|[one, two]| (one, two)).collect()
    }

    fn pair(one: &str, two: &str) -> (String, String) {
        (one.to_owned(), two.to_owned())
    }

    #[test]
    fn both_ends_are_kept_apart() {
        let seen = connections(&[
            (1, 9, SYN, ""),
            (2, 499, SYN, ""),
            (1, 10, 0, "ask"),
            (2, 500, FIN, "answer"),
            (1, 13, FIN, ""),
        ]);
        assert_eq!(seen, [pair("ask.", "answer.")]);
    }

    #[test]
    fn a_repeated_syn_opens_nothing() {
        let seen =
            connections(&[(1, 9, SYN, ""), (1, 9, SYN, ""), (1, 10, 0, "a"), (2, 5, SYN, "")]);
        assert_eq!(seen, [pair("a", "")]);
    }

    #[test]
    fn the_same_ends_may_connect_again() {
        let seen = connections(&[
            (1, 9, SYN, ""),
            (1, 10, 0, "a"),
            (2, 1, RST, "go away"),
            (1, 70_000, SYN, ""),
            (1, 70_001, 0, "b"),
        ]);
        assert_eq!(seen, [pair("a", "!"), pair("b", "")]);
    }

    #[test]
    fn data_may_come_with_the_syn() {
        assert_eq!(connections(&[(1, 9, SYN, "a"), (1, 11, FIN, "b")]), [pair("ab.", "")]);
    }
}

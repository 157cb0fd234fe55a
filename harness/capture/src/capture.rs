//! A capture file, read whole: from records to messages.

use crate::connection::{CONNECTIONS_MAX, Connection, Connections};
use crate::conversation;
use crate::frame::{FileError, frames};
use crate::http;
use crate::packet::{Cut, Packet, Transport, packet};
use crate::stream::Assembled;
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// Ports to which WAP pushes and connectionless WSP go, by number of the registry and by habit of some gateways.
const WAP_PORTS: [u16; 3] = [2948, 9200, 49999];
/// Port of connection-mode WSP over WTP.
const WTP_PORT: u16 = 9201;
/// Notices about packets of one kind.
const PACKET_NOTICES_MAX: usize = 16;
/// How whole packets are captured.
const WHOLE_PACKETS: &str = "`tcpdump -s 0` captures whole packets";
/// Gaps of one direction that are told one by one.
const GAPS_TOLD_MAX: usize = 16;

/// What a capture holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    /// Packets in the file.
    pub packets: usize,
    /// HTTP messages and WAP datagrams in the order of their first packets.
    pub messages: Vec<Found>,
    /// What is to say about the rest.
    pub notices: Vec<Notice>,
}

/// A message and how it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Number of the packet with its first octet, from 1.
    pub first_packet: u32,
    /// Number of the packet with its last octet.
    pub last_packet: u32,
    /// Number of the TCP connection, from 0 in the order of their first packets; none for a datagram.
    pub stream: Option<usize>,
    /// Number of the request, or of the one that a response answers, from 0 in the connection; none where octets that
    /// are missing leave it open, and for an interim response.
    pub exchange: Option<usize>,
    /// Who sent it.
    pub source: SocketAddr,
    /// To whom.
    pub destination: SocketAddr,
    /// What it is.
    pub content: Content,
    /// Why it is not whole.
    pub cut: Option<String>,
}

/// What a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The payload of a UDP datagram on a port of WAP.
    Datagram(Vec<u8>),
    /// An HTTP message.
    Http(http::Message),
}

/// Something that was not read, or not without doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Number of the packet concerned, where it is one.
    pub packet: Option<u32>,
    /// What is to say, in one line.
    pub text: String,
    /// Whether a message may be lost by it.
    pub lost: bool,
}

/// Reads a capture file.
///
/// # Errors
/// The file is no capture. One that breaks off is read as far as it goes, with a [`Notice`].
pub fn read(file: &[u8]) -> Result<Capture, FileError> {
    let frames = frames(file)?;
    let mut reader = Reader::default();
    for frame in &frames.frames {
        match packet(frame) {
            Ok(Some(packet)) => reader.take(&packet),
            Ok(None) => {}
            Err(reason) => reader.unreadable(frame.number, &reason, Cut::of(frame)),
        }
    }
    Ok(reader.finish(frames.frames.len(), frames.stopped))
}

#[derive(Default)]
struct Reader<'a> {
    connections: Connections<'a>,
    found: Vec<Found>,
    notices: Vec<Notice>,
    /// Packets that cannot be read, by reason: the first, what it lacks, and how many.
    unreadable: BTreeMap<String, (u32, Option<Cut>, usize)>,
    wtp: Option<(u32, usize)>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, packet: &Packet<'a>) {
        let of = |ports: &[u16]| {
            ports.contains(&packet.source.port()) || ports.contains(&packet.destination.port())
        };
        match packet.transport {
            Transport::Tcp(tcp) => self.connections.take(packet, tcp),
            Transport::Udp if of(&WAP_PORTS) => self.datagram(packet),
            Transport::Udp if of(&[WTP_PORT]) => {
                self.wtp.get_or_insert((packet.number, 0)).1 += 1;
            }
            Transport::Udp => {}
        }
    }

    fn datagram(&mut self, packet: &Packet<'_>) {
        let length = packet.payload.len();
        let cut = packet.cut.map(|cut| {
            let end = length.saturating_add(cut.octets);
            format!("octets {length}..{end} of the datagram are missing; its packet was {cut}; {WHOLE_PACKETS}")
        });
        self.found.push(Found {
            first_packet: packet.number,
            last_packet: packet.number,
            stream: None,
            exchange: None,
            source: packet.source,
            destination: packet.destination,
            content: Content::Datagram(packet.payload.to_vec()),
            cut,
        });
    }

    fn unreadable(&mut self, number: u32, reason: &str, cut: Option<Cut>) {
        let known =
            self.unreadable.len() < PACKET_NOTICES_MAX || self.unreadable.contains_key(reason);
        let reason = if known { reason } else { "for other reasons" };
        self.unreadable.entry(reason.to_owned()).or_insert((number, cut, 0)).2 += 1;
    }

    fn finish(mut self, packets: usize, stopped: Option<String>) -> Capture {
        let connections = std::mem::take(&mut self.connections);
        for (stream, connection) in connections.all.into_iter().enumerate() {
            self.connection(stream, connection);
        }
        self.found.sort_by_key(|found| found.first_packet);
        for (reason, (packet, cut, count)) in std::mem::take(&mut self.unreadable) {
            let cut = cut.map(|cut| format!("; it was {cut}; {WHOLE_PACKETS}")).unwrap_or_default();
            let more =
                if count > 1 { format!("; {} more like it", count - 1) } else { String::new() };
            let reason = reason.trim_end_matches('.');
            self.notice(Some(packet), format!("cannot be read: {reason}{cut}{more}"), true);
        }
        if let Some((packet, count)) = self.wtp {
            let text = format!("WTP on port {WTP_PORT} is not read, {count} datagrams");
            self.notice(Some(packet), text, true);
        }
        if connections.refused > 0 {
            let text = format!(
                "more than {CONNECTIONS_MAX} connections; {} segments are not read",
                connections.refused
            );
            self.notice(None, text, true);
        }
        self.notices.sort_by_key(|notice| notice.packet.unwrap_or(u32::MAX));
        if let Some(text) = stopped {
            self.notice(None, text, true);
        }
        Capture { packets, messages: self.found, notices: self.notices }
    }

    fn notice(&mut self, packet: Option<u32>, text: String, lost: bool) {
        self.notices.push(Notice { packet, text, lost });
    }

    fn connection(&mut self, stream: usize, connection: Connection<'a>) {
        let Connection { ends, streams, packet, cut } = connection;
        let halves = streams.map(crate::stream::Stream::assemble);
        let [one, two] = &halves;
        let read = conversation::read([one, two]);
        // A connection without any message is another protocol's, unless gaps ate them.
        let is_http = read.iter().any(|half| !half.messages.is_empty());
        let name = |side: usize| {
            let [from, to] = if side == 0 { ends } else { [ends[1], ends[0]] };
            format!("stream {stream}, {from} -> {to}")
        };
        if let Some((packet, cut, count)) = cut {
            let more = match count.saturating_sub(1) {
                0 => String::new(),
                1 => ", and 1 more packet is cut".to_owned(),
                more => format!(", and {more} more packets are cut"),
            };
            let text = format!("stream {stream}: {cut}{more}; {WHOLE_PACKETS}");
            self.notice(Some(packet), text, true);
        }
        if !is_http {
            if cut.is_some() || halves.iter().any(|half| !half.pieces.is_empty()) {
                self.notice(Some(packet), format!("{}: no HTTP message", name(0)), false);
            }
            for (side, half) in halves.iter().enumerate().filter(|_| cut.is_some()) {
                self.oddities(&name(side), packet, half);
            }
            return;
        }
        let paired = halves.iter().all(|half| half.from_start)
            && read.iter().all(|half| half.notices.is_empty());
        for (side, (half, assembled)) in read.into_iter().zip(&halves).enumerate() {
            let (source, destination) =
                if side == 0 { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
            self.oddities(&name(side), packet, assembled);
            for (packet, text) in half.notices {
                self.notice(Some(packet), format!("{}: {text}", name(side)), true);
            }
            let mut number = 0_usize;
            self.found.extend(half.messages.into_iter().map(|placed| {
                let exchange = (paired && !placed.message.is_interim()).then_some(number);
                number = number.saturating_add(usize::from(!placed.message.is_interim()));
                Found {
                    first_packet: placed.packets[0],
                    last_packet: placed.packets[1],
                    stream: Some(stream),
                    exchange,
                    source,
                    destination,
                    content: Content::Http(placed.message),
                    cut: placed.cut,
                }
            }));
        }
    }

    fn oddities(&mut self, name: &str, packet: u32, half: &Assembled) {
        for gap in half.gaps.iter().take(GAPS_TOLD_MAX) {
            let before = half.pieces.iter().take_while(|piece| piece.start < gap.end).last();
            let packet = before.map_or(packet, |piece| piece.packet(usize::MAX));
            let text = format!("{name}: octets {}..{} were not captured", gap.start, gap.end);
            self.notice(Some(packet), text, true);
        }
        if let Some(more) = half.gaps.len().checked_sub(GAPS_TOLD_MAX).filter(|more| *more > 0) {
            self.notice(Some(packet), format!("{name}: {more} more gaps"), true);
        }
        for (range, packet) in half.conflicts.iter().take(GAPS_TOLD_MAX) {
            let text = format!(
                "{name}: octets {}..{} came before with another content, which is kept",
                range.start, range.end
            );
            self.notice(Some(*packet), text, false);
        }
        if half.refused > 0 {
            let text = format!(
                "{name}: more than {} octets; {} segments are not read",
                crate::stream::STREAM_OCTETS_MAX,
                half.refused
            );
            self.notice(Some(packet), text, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Magic, version, zone, accuracy, snapshot length, link type 101.
    const HEAD: &[u8] = b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x65\0\0\0";
    const ASK: &[u8] = b"POST /m HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody";
    const ANSWER: &[u8] =
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";

    /// A record with IPv4 and a transport of that number; the client is 10.0.0.2.
    fn record(up: bool, protocol: u8, payload: &[u8]) -> Vec<u8> {
        let length = u16::try_from(payload.len() + 20).unwrap();
        let [high, low] = length.to_be_bytes();
        let (from, to) = if up { (2, 1) } else { (1, 2) };
        let ip =
            [0x45, 0, high, low, 0, 0, 0x40, 0, 64, protocol, 0, 0, 10, 0, 0, from, 10, 0, 0, to];
        let count = u32::from(length).to_le_bytes();
        [&[0; 8][..], &count, &count, &ip, payload].concat()
    }

    fn segment(up: bool, sequence: u32, flags: u8, octets: &[u8]) -> Vec<u8> {
        let (from, to): (u16, u16) = if up { (40_000, 80) } else { (80, 40_000) };
        let ports = [from.to_be_bytes(), to.to_be_bytes()].concat();
        let rest = [0, 0, 0, 0, 0x50, flags, 0, 0, 0, 0, 0, 0];
        record(up, 6, &[&ports[..], &sequence.to_be_bytes(), &rest, octets].concat())
    }

    fn datagram(to: u16, octets: &[u8]) -> Vec<u8> {
        let length = u16::try_from(octets.len() + 8).unwrap();
        let head = [[0x13, 0x88], to.to_be_bytes(), length.to_be_bytes(), [0, 0]].concat();
        record(false, 17, &[&head[..], octets].concat())
    }

    fn file() -> Vec<u8> {
        let records = [
            segment(true, 9, 2, b""),
            segment(false, 99, 0x12, b""),
            segment(true, 10, 0x10, &ASK[..20]),
            segment(true, 30, 0x10, &ASK[20..]),
            segment(false, 100, 0x11, ANSWER),
            datagram(2948, b"\x01\x06"),
            datagram(9201, b"\x12\0\x01"),
            datagram(9201, b"\x18\0\x01"),
            datagram(53, b"name"),
        ];
        [HEAD, &records.concat()].concat()
    }

    #[test]
    fn messages_know_how_they_came() {
        let capture = read(&file()).unwrap();
        assert_eq!(capture.packets, 9);
        let seen: Vec<String> = capture
            .messages
            .iter()
            .map(|found| {
                let Found { first_packet, last_packet, stream, exchange, source, .. } = found;
                let what = match &found.content {
                    Content::Datagram(octets) => format!("{} octets", octets.len()),
                    Content::Http(message) => String::from_utf8_lossy(&message.body).into_owned(),
                };
                format!("{first_packet}-{last_packet} {stream:?} {exchange:?} {source} {what}")
            })
            .collect();
        assert_eq!(
            seen,
            [
                "3-4 Some(0) Some(0) 10.0.0.2:40000 body",
                "5-5 Some(0) Some(0) 10.0.0.1:80 ok",
                "6-6 None None 10.0.0.1:5000 2 octets",
            ]
        );
    }

    #[test]
    fn what_is_not_read_is_counted() {
        let notices = read(&file()).unwrap().notices;
        let text = "WTP on port 9201 is not read, 2 datagrams".to_owned();
        assert_eq!(notices, [Notice { packet: Some(7), text, lost: true }]);
    }

    /// A record of which so many octets were captured.
    fn snapped(record: &[u8], octets: usize) -> Vec<u8> {
        let captured = u32::try_from(octets).unwrap().to_le_bytes();
        [&record[..8], &captured, &record[12..16 + octets]].concat()
    }

    #[test]
    fn a_snapshot_length_is_told_with_what_it_left_out() {
        let file = [
            HEAD,
            &snapped(&segment(true, 10, 0x10, &ASK[..20]), 50),
            &snapped(&segment(true, 30, 0x10, &ASK[20..]), 50),
            // Less than the header of UDP.
            &snapped(&datagram(2948, b"\x01\x06"), 24),
            &snapped(&datagram(2948, b"\x01\x06\x03\xBE\xAF\x84\x8C\x82"), 30),
            &segment(false, 100, 0x10, b"\x16\x03\x01"),
        ]
        .concat();
        let capture = read(&file).unwrap();
        let told: Vec<String> = capture
            .notices
            .iter()
            .map(|Notice { packet, text, lost }| format!("{} {lost} {text}", packet.unwrap()))
            .collect();
        let ends = "stream 0, 10.0.0.2:40000 -> 10.0.0.1:80";
        let advice = "`tcpdump -s 0` captures whole packets";
        assert_eq!(told.len(), 5, "{told:#?}");
        assert_eq!(
            told[0],
            format!(
                "1 true stream 0: captured with 50 of 60 octets, and 1 more packet is cut; {advice}"
            )
        );
        assert_eq!(told[1], format!("1 false {ends}: no HTTP message"));
        assert_eq!(told[2], format!("1 true {ends}: octets 10..20 were not captured"));
        assert_eq!(told[3], format!("2 true {ends}: octets 30..43 were not captured"));
        assert!(told[4].starts_with("3 true cannot be read: "), "{}", told[4]);
        assert!(told[4].ends_with(&format!("; it was captured with 24 of 30 octets; {advice}")));
        assert_eq!(
            capture.messages[0].cut,
            Some(format!(
                "octets 2..8 of the datagram are missing; its packet was captured with 30 of 36 octets; {advice}"
            ))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
        /// Every mutant is read or refused, and no message is larger than the file.
        #[test]
        fn any_mutant_is_read_or_refused(
            changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..12),
            length in any::<proptest::sample::Index>(),
            cut in any::<bool>(),
        ) {
            let mut file = file();
            if cut {
                file.truncate(length.index(file.len()));
            }
            for (at, octet) in &changes {
                // The head of the file stays, so that there is something to read.
                let at = HEAD.len() + at.index(file.len().saturating_sub(HEAD.len()).max(1));
                if let Some(place) = file.get_mut(at) {
                    *place = *octet;
                }
            }
            if let Ok(capture) = read(&file) {
                for found in &capture.messages {
                    let octets = match &found.content {
                        Content::Datagram(octets) => octets.len(),
                        Content::Http(message) => message.body.len(),
                    };
                    prop_assert!(octets < file.len());
                }
            }
        }
    }
}

//! From a frame to TCP and UDP: link layers, VLAN tags, IP.
//!
//! Link types by the registry of tcpdump.org. Other protocols are no concern of ours and are passed over.

use crate::frame::Frame;
use etherparse::{EtherType, IpNumber, LaxNetSlice, LaxSlicedPacket, TransportSlice};
use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// BSD loopback: the address family in the order of the host.
const NULL: i32 = 0;
/// Ethernet.
const ETHERNET: i32 = 1;
/// IP without a link layer, as some systems number it.
const RAW_OF_SYSTEMS: [i32; 2] = [12, 14];
/// IP without a link layer.
const RAW: i32 = 101;
/// `OpenBSD` loopback: the address family in the order of the network.
const LOOP: i32 = 108;
/// Linux cooked capture, version 1.
const LINUX_SLL: i32 = 113;
/// IPv4 without a link layer.
const IPV4: i32 = 228;
/// IPv6 without a link layer.
const IPV6: i32 = 229;
/// Linux cooked capture, version 2.
const LINUX_SLL2: i32 = 276;

/// Octets of the address family before IP.
const FAMILY_OCTETS: usize = 4;
/// Octets of a cooked header, and where the protocol is in it.
const SLL: (usize, usize) = (16, 14);
/// The same for version 2.
const SLL2: (usize, usize) = (20, 0);

/// A packet with a transport of interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packet<'a> {
    pub(crate) number: u32,
    pub(crate) source: SocketAddr,
    pub(crate) destination: SocketAddr,
    pub(crate) transport: Transport,
    pub(crate) payload: &'a [u8],
    /// What the capture left out of it.
    pub(crate) cut: Option<Cut>,
}

impl Packet<'_> {
    /// Octets of the payload that the capture left out.
    pub(crate) fn cut_octets(&self) -> usize {
        self.cut.map_or(0, |cut| cut.octets)
    }
}

/// What a capture left out of a packet, as one with a snapshot length does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Octets of the payload that are missing, at its end.
    pub(crate) octets: usize,
    /// Octets of the packet that were captured.
    pub(crate) captured: usize,
    /// Octets that it had on the link.
    pub(crate) wire: usize,
}

impl Cut {
    /// What a frame lacks; none where it is whole.
    pub(crate) fn of(frame: &Frame<'_>) -> Option<Self> {
        let (captured, wire) = (frame.octets.len(), frame.wire_octets);
        let octets = wire.checked_sub(captured).filter(|octets| *octets > 0)?;
        Some(Self { octets, captured, wire })
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { captured, wire, .. } = self;
        if captured < wire {
            write!(formatter, "captured with {captured} of {wire} octets")
        } else {
            write!(formatter, "captured with {captured} octets, fewer than its IP header announces")
        }
    }
}

/// What carries the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Tcp(Tcp),
    Udp,
}

/// What a TCP header says, as far as order needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tcp {
    pub(crate) sequence: u32,
    pub(crate) syn: bool,
    pub(crate) fin: bool,
    pub(crate) reset: bool,
}

/// Reads a packet; none when it carries neither TCP nor UDP.
///
/// # Errors
/// What cannot be read, in words.
pub(crate) fn packet<'a>(frame: &Frame<'a>) -> Result<Option<Packet<'a>>, String> {
    let sliced = sliced(frame)?;
    let Some((source, destination)) = addresses(&sliced) else { return Ok(None) };
    if let Some(payload) = sliced.ip_payload() {
        let wanted = [IpNumber::TCP, IpNumber::UDP].contains(&payload.ip_number);
        if payload.fragmented && wanted {
            return Err("a fragment of IP, and fragments are not put together".to_owned());
        }
    }
    let packet = |source_port, destination_port, transport, payload| {
        let incomplete = sliced.ip_payload().is_some_and(|payload| payload.incomplete);
        // An IP header that announces more than the link had lacks an octet at least.
        let (captured, wire) = (frame.octets.len(), frame.wire_octets);
        let cut = || Cut::of(frame).unwrap_or(Cut { octets: 1, captured, wire });
        Packet {
            number: frame.number,
            source: SocketAddr::new(source, source_port),
            destination: SocketAddr::new(destination, destination_port),
            transport,
            payload,
            cut: incomplete.then(cut),
        }
    };
    match &sliced.transport {
        Some(TransportSlice::Tcp(tcp)) => {
            let transport = Transport::Tcp(Tcp {
                sequence: tcp.sequence_number(),
                syn: tcp.syn(),
                fin: tcp.fin(),
                reset: tcp.rst(),
            });
            Ok(Some(packet(tcp.source_port(), tcp.destination_port(), transport, tcp.payload())))
        }
        Some(TransportSlice::Udp(udp)) => {
            let transport = Transport::Udp;
            Ok(Some(packet(udp.source_port(), udp.destination_port(), transport, udp.payload())))
        }
        _ => match &sliced.stop_err {
            Some((error, layer)) => Err(format!("{layer}: {error}")),
            None => Ok(None),
        },
    }
}

fn sliced<'a>(frame: &Frame<'a>) -> Result<LaxSlicedPacket<'a>, String> {
    match frame.link {
        ETHERNET => LaxSlicedPacket::from_ethernet(frame.octets).map_err(|error| error.to_string()),
        LINUX_SLL => cooked(frame.octets, SLL),
        LINUX_SLL2 => cooked(frame.octets, SLL2),
        RAW | IPV4 | IPV6 => ip(frame.octets),
        NULL | LOOP => ip(frame.octets.get(FAMILY_OCTETS..).unwrap_or_default()),
        link if RAW_OF_SYSTEMS.contains(&link) => ip(frame.octets),
        link => Err(format!(
            "link type {link}, and only Ethernet, Linux cooked, raw IP and loopback are read"
        )),
    }
}

fn ip(octets: &[u8]) -> Result<LaxSlicedPacket<'_>, String> {
    LaxSlicedPacket::from_ip(octets).map_err(|error| error.to_string())
}

fn cooked(octets: &[u8], (length, at): (usize, usize)) -> Result<LaxSlicedPacket<'_>, String> {
    let protocol = octets.get(at..).and_then(|rest| rest.first_chunk::<2>());
    match (protocol, octets.get(length..)) {
        (Some(protocol), Some(rest)) => {
            let protocol = EtherType(u16::from_be_bytes(*protocol));
            Ok(LaxSlicedPacket::from_ether_type(protocol, rest))
        }
        _ => Err(format!("{} octets are less than a cooked header", octets.len())),
    }
}

fn addresses(sliced: &LaxSlicedPacket<'_>) -> Option<(IpAddr, IpAddr)> {
    match sliced.net.as_ref()? {
        LaxNetSlice::Ipv4(ip) => {
            let header = ip.header();
            Some((header.source_addr().into(), header.destination_addr().into()))
        }
        LaxNetSlice::Ipv6(ip) => {
            let header = ip.header();
            Some((header.source_addr().into(), header.destination_addr().into()))
        }
        LaxNetSlice::Arp(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// IPv4 of 29 octets from 10.0.0.2 to 10.0.0.1, UDP from 9200 to 2948, one octet `A`.
    const IP: &[u8] =
        b"\x45\0\0\x1D\0\0\0\0\x40\x11\0\0\x0A\0\0\x02\x0A\0\0\x01\x23\xF0\x0B\x84\0\x09\0\0A";
    /// IPv6, traffic class, length 9, UDP, hop limit, `::1` twice, the same datagram.
    const IP6: &[u8] = b"\x60\0\0\0\0\x09\x11\x40\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x23\xF0\x0B\x84\0\x09\0\0A";
    /// Two addresses of six octets.
    const STATIONS: &[u8] = b"\x02\0\0\0\0\x01\x02\0\0\0\0\x02";

    fn read(link: i32, parts: &[&[u8]]) -> Result<Option<(String, Vec<u8>)>, String> {
        let octets = parts.concat();
        let frame = Frame { number: 1, link, octets: &octets, wire_octets: octets.len() };
        let seen = packet(&frame)?;
        Ok(seen.map(|packet| {
            (format!("{} {}", packet.source, packet.destination), packet.payload.to_vec())
        }))
    }

    #[rstest]
    #[case::ethernet(1, &[STATIONS, b"\x08\0", IP])]
    #[case::padded(1, &[STATIONS, b"\x08\0", IP, &[0; 17]])]
    #[case::vlan(1, &[STATIONS, b"\x81\0\0\x07\x08\0", IP])]
    #[case::two_vlans(1, &[STATIONS, b"\x88\xA8\0\x07\x81\0\0\x08\x08\0", IP])]
    #[case::cooked(113, &[b"\0\0\0\x01\0\x06\0\0\0\0\0\0\0\0\x08\0", IP])]
    #[case::cooked_2(276, &[b"\x08\0\0\0\0\0\0\x01\0\x01\0\x06\0\0\0\0\0\0\0\0", IP])]
    #[case::raw(101, &[IP])]
    #[case::raw_12(12, &[IP])]
    #[case::ipv4(228, &[IP])]
    #[case::null(0, &[b"\x02\0\0\0", IP])]
    #[case::loopback(108, &[b"\0\0\0\x02", IP])]
    fn link_layers(#[case] link: i32, #[case] octets: &[&[u8]]) {
        let expected = ("10.0.0.2:9200 10.0.0.1:2948".to_owned(), b"A".to_vec());
        assert_eq!(read(link, octets), Ok(Some(expected)));
    }

    #[rstest]
    #[case::ethernet(1, &[STATIONS, b"\x86\xDD", IP6])]
    #[case::null(0, &[b"\x1E\0\0\0", IP6])]
    fn ipv6(#[case] link: i32, #[case] octets: &[&[u8]]) {
        let expected = ("[::1]:9200 [::1]:2948".to_owned(), b"A".to_vec());
        assert_eq!(read(link, octets), Ok(Some(expected)));
    }

    #[rstest]
    #[case::arp(1, &[STATIONS, b"\x08\x06", &[0; 28]])]
    #[case::unknown(1, &[STATIONS, b"\x88\xCC", b"abc"])]
    fn others_are_passed_over(#[case] link: i32, #[case] octets: &[&[u8]]) {
        assert_eq!(read(link, octets), Ok(None));
    }

    #[rstest]
    #[case::link(147, &[IP], "link type 147")]
    #[case::short(1, &[&b"\x02"[..]], "14")]
    #[case::cooked(113, &[&b"\0"[..]], "1 octets")]
    #[case::transport(101, &[&IP[..24]], "UDP")]
    #[case::fragment(101, &[&IP[..6], b"\x20\0", &IP[8..]], "fragment")]
    fn what_cannot_be_read_is_told(
        #[case] link: i32,
        #[case] octets: &[&[u8]],
        #[case] told: &str,
    ) {
        let error = read(link, octets).unwrap_err();
        assert!(error.contains(told), "{error}");
    }

    #[test]
    fn what_the_capture_left_out_is_counted() {
        let longer = [&IP[..3], b"\x3D", &IP[4..25], b"\x29", &IP[26..]].concat();
        let frame = Frame { number: 3, link: 101, octets: &longer, wire_octets: 61 };
        let seen = packet(&frame).unwrap().unwrap();
        assert_eq!((seen.cut_octets(), seen.payload), (32, &b"A"[..]));
        assert_eq!(seen.cut.unwrap().to_string(), "captured with 29 of 61 octets");
        let frame = Frame { wire_octets: 29, ..frame };
        let seen = packet(&frame).unwrap().unwrap();
        assert_eq!(seen.cut_octets(), 1);
        assert!(seen.cut.unwrap().to_string().contains("fewer than its IP header announces"));
    }
}

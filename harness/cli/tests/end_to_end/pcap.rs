//! Captures written by a test, octet by octet: segments of TCP and datagrams under a link layer.

/// Ends of the conversations of a test.
const CLIENT: [u8; 4] = [10, 0, 0, 2];
const SERVER: [u8; 4] = [10, 0, 0, 1];

/// What lies below IP in a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    Cooked,
    Cooked2,
    Ethernet,
    Null,
    Raw,
    Vlan,
}

impl Link {
    const fn number(self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Ethernet | Self::Vlan => 1,
            Self::Raw => 101,
            Self::Cooked => 113,
            // 276, whose high octet the writers add.
            Self::Cooked2 => 20,
        }
    }

    const fn number_high(self) -> u8 {
        if matches!(self, Self::Cooked2) { 1 } else { 0 }
    }

    fn frame(self, ip: &[u8]) -> Vec<u8> {
        let stations = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];
        let protocol: [u8; 2] = if ip[0] >> 4 == 6 { [0x86, 0xDD] } else { [0x08, 0x00] };
        let head: Vec<u8> = match self {
            Self::Raw => Vec::new(),
            // Address family in little-endian order: AF_INET or AF_INET6.
            Self::Null => vec![if ip[0] >> 4 == 6 { 30 } else { 2 }, 0, 0, 0],
            Self::Ethernet => [&stations[..], &protocol].concat(),
            // Tag protocol, VLAN 7.
            Self::Vlan => [&stations[..], &[0x81, 0x00, 0x00, 0x07], &protocol].concat(),
            // Packet type, hardware type, length of the address, address, protocol.
            Self::Cooked => [&[0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0][..], &protocol].concat(),
            // Protocol, reserved, interface, hardware type, packet type, length of the address, address.
            Self::Cooked2 => {
                [&protocol[..], &[0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0]].concat()
            }
        };
        [&head[..], ip].concat()
    }
}

/// A segment of the conversation between port 40000 of the client and port 80 of the server.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    /// Whether the client sends it.
    pub(crate) up: bool,
    pub(crate) sequence: u32,
    /// FIN 1, SYN 2, RST 4, ACK 16.
    pub(crate) flags: u8,
    pub(crate) octets: Vec<u8>,
}

/// A direction cut into segments of so many octets.
pub(crate) fn segments(up: bool, first: u32, octets: &[u8], size: usize) -> Vec<Segment> {
    let mut sequence = first;
    let mut all = Vec::new();
    for piece in octets.chunks(size) {
        all.push(Segment { up, sequence, flags: 0x10, octets: piece.to_vec() });
        sequence = sequence.wrapping_add(u32::try_from(piece.len()).unwrap());
    }
    all
}

/// IP and TCP around a segment. Checksums are left out, as behind a card that fills them in.
pub(crate) fn tcp(segment: &Segment, ip6: bool) -> Vec<u8> {
    let (from, to): (u16, u16) = if segment.up { (40_000, 80) } else { (80, 40_000) };
    let mut head = [from.to_be_bytes(), to.to_be_bytes()].concat();
    head.extend(segment.sequence.to_be_bytes());
    // Acknowledgement, header of five words, flags, window, checksum, urgent pointer.
    head.extend([0, 0, 0, 0, 0x50, segment.flags, 0xFF, 0xFF, 0, 0, 0, 0]);
    ip(segment.up, 6, &[&head[..], &segment.octets].concat(), ip6)
}

/// IP and UDP around a push from port 9200 of the server to port 2948 of the client.
pub(crate) fn push(octets: &[u8], ip6: bool) -> Vec<u8> {
    let length = u16::try_from(octets.len() + 8).unwrap();
    let head = [[0x23, 0xF0], [0x0B, 0x84], length.to_be_bytes(), [0, 0]].concat();
    ip(false, 17, &[&head[..], octets].concat(), ip6)
}

fn ip(up: bool, protocol: u8, payload: &[u8], ip6: bool) -> Vec<u8> {
    let (from, to) = if up { (CLIENT, SERVER) } else { (SERVER, CLIENT) };
    let length = u16::try_from(payload.len()).unwrap();
    let mut out = if ip6 { vec![0x60, 0, 0, 0] } else { vec![0x45, 0] };
    if ip6 {
        out.extend(length.to_be_bytes());
        out.extend([protocol, 64]);
        for address in [from, to] {
            out.extend([0; 12]);
            out.extend(address);
        }
    } else {
        out.extend((length + 20).to_be_bytes());
        out.extend([0, 0, 0x40, 0, 64, protocol, 0, 0]);
        out.extend(from);
        out.extend(to);
    }
    [&out[..], payload].concat()
}

/// A pcap file in little-endian order.
pub(crate) fn pcap(link: Link, packets: &[Vec<u8>]) -> Vec<u8> {
    pcap_of(link, usize::MAX, packets)
}

/// The same with at most so many octets of each packet.
pub(crate) fn pcap_of(link: Link, octets_max: usize, packets: &[Vec<u8>]) -> Vec<u8> {
    // Magic, version 2.4, zone, accuracy, snapshot length, link type.
    let mut file = vec![0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    file.extend([0xFF, 0xFF, 0, 0, link.number(), link.number_high(), 0, 0]);
    for (packet, second) in packets.iter().zip(0_u32..) {
        let frame = link.frame(packet);
        let length = u32::try_from(frame.len()).unwrap().to_le_bytes();
        let kept = &frame[..frame.len().min(octets_max)];
        let captured = u32::try_from(kept.len()).unwrap().to_le_bytes();
        file.extend([second.to_le_bytes(), [0; 4], captured, length].concat());
        file.extend(kept);
    }
    file
}

/// A pcapng file in little-endian order.
pub(crate) fn pcapng(link: Link, packets: &[Vec<u8>]) -> Vec<u8> {
    // Byte order, version 1.0, length of the section unknown.
    let mut file =
        block(0x0A0D_0D0A, &[&[0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0][..], &[0xFF; 8]].concat());
    file.extend(block(1, &[link.number(), link.number_high(), 0, 0, 0, 0, 0, 0]));
    for packet in packets {
        let frame = link.frame(packet);
        let length = u32::try_from(frame.len()).unwrap().to_le_bytes();
        // Interface, time, captured, on the link, data with padding.
        let padding = vec![0; frame.len().next_multiple_of(4) - frame.len()];
        file.extend(block(6, &[&[0; 12][..], &length, &length, &frame, &padding].concat()));
    }
    file
}

fn block(kind: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 12).unwrap().to_le_bytes();
    [&kind.to_le_bytes()[..], &length, body, &length].concat()
}

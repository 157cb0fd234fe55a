//! The records of a capture file: pcap in both byte orders and resolutions, and pcapng.
//!
//! Link layers are not opened here. Times are not read: packets are named by their number, as other tools count them.

use pcap_parser::pcapng::parse_block_be;
use pcap_parser::pcapng::parse_block_le;
use pcap_parser::{
    Block, LegacyPcapBlock, PcapError, PcapHeader, parse_pcap_frame, parse_pcap_frame_be,
    parse_pcap_header,
};

/// First octets of a pcapng file.
const SECTION_HEADER: [u8; 4] = [0x0A, 0x0D, 0x0D, 0x0A];
/// First octets of a pcap file: microseconds and nanoseconds, in both byte orders.
const MAGIC_NUMBERS: [[u8; 4]; 4] = [
    [0xA1, 0xB2, 0xC3, 0xD4],
    [0xD4, 0xC3, 0xB2, 0xA1],
    [0xA1, 0xB2, 0x3C, 0x4D],
    [0x4D, 0x3C, 0xB2, 0xA1],
];
/// Octets from the start of a section to the mark of its byte order.
const BYTE_ORDER_OFFSET: usize = 8;
/// The mark of a section in big-endian order.
const BIG_ENDIAN: [u8; 4] = [0x1A, 0x2B, 0x3C, 0x4D];
/// Interfaces that a section may describe.
const INTERFACES_MAX: usize = 4096;

/// A record: what was seen on the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame<'a> {
    /// Number of the packet, from 1.
    pub(crate) number: u32,
    /// Link type by the number of its registry.
    pub(crate) link: i32,
    /// The octets that were captured.
    pub(crate) octets: &'a [u8],
    /// Octets that the packet had on the link.
    pub(crate) wire_octets: usize,
}

/// Why a file is no capture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The first octets are those of no capture file.
    #[error("the first octets are those of neither pcap nor pcapng")]
    Magic,
    /// The head of the file cannot be read.
    #[error("offset {offset}: the head of the capture file cannot be read: {reason}")]
    Head {
        /// Octets from the start of the file.
        offset: usize,
        /// What is wrong.
        reason: String,
    },
}

/// The records of a file, and where reading had to stop before its end.
#[derive(Debug, Default)]
pub(crate) struct Frames<'a> {
    pub(crate) frames: Vec<Frame<'a>>,
    pub(crate) stopped: Option<String>,
}

/// Whether octets start as a capture file does.
#[must_use]
pub fn is_capture(octets: &[u8]) -> bool {
    octets
        .first_chunk()
        .is_some_and(|first| *first == SECTION_HEADER || MAGIC_NUMBERS.contains(first))
}

/// Reads the records of a file.
pub(crate) fn frames(file: &[u8]) -> Result<Frames<'_>, FileError> {
    if !is_capture(file) {
        return Err(FileError::Magic);
    }
    if file.starts_with(&SECTION_HEADER) { Ok(blocks(file)) } else { records(file) }
}

fn records(file: &[u8]) -> Result<Frames<'_>, FileError> {
    let (mut rest, header) = parse_pcap_header(file)
        .map_err(|error| FileError::Head { offset: 0, reason: reason(&error) })?;
    let link = header.network.0;
    let parse = order(&header);
    let mut frames = Frames::default();
    while !rest.is_empty() {
        match parse(rest) {
            Ok((after, record)) => {
                frames.push(link, record.data, record.origlen);
                rest = after;
            }
            Err(error) => {
                frames.stop(file, rest, &reason(&error));
                break;
            }
        }
    }
    Ok(frames)
}

type Record<'a> =
    Result<(&'a [u8], LegacyPcapBlock<'a>), pcap_parser::nom::Err<PcapError<&'a [u8]>>>;

fn order<'a>(header: &PcapHeader) -> fn(&'a [u8]) -> Record<'a> {
    if header.is_bigendian() { parse_pcap_frame_be } else { parse_pcap_frame }
}

fn blocks(file: &[u8]) -> Frames<'_> {
    let mut frames = Frames::default();
    let (mut rest, mut big_endian) = (file, false);
    let mut links: Vec<i32> = Vec::new();
    while !rest.is_empty() {
        if rest.starts_with(&SECTION_HEADER) {
            let mark = rest.get(BYTE_ORDER_OFFSET..).unwrap_or_default();
            big_endian = mark.starts_with(&BIG_ENDIAN);
            links.clear();
        }
        let block = if big_endian { parse_block_be(rest) } else { parse_block_le(rest) };
        let (after, block) = match block {
            Ok(read) => read,
            Err(error) => {
                frames.stop(file, rest, &reason(&error));
                break;
            }
        };
        let wrong = frames.block(&block, &mut links);
        if let Err(wrong) = wrong {
            frames.stop(file, rest, wrong);
            break;
        }
        rest = after;
    }
    frames
}

impl<'a> Frames<'a> {
    fn block(&mut self, block: &Block<'a>, links: &mut Vec<i32>) -> Result<(), &'static str> {
        match block {
            Block::InterfaceDescription(interface) if links.len() < INTERFACES_MAX => {
                links.push(interface.linktype.0);
            }
            Block::InterfaceDescription(_) => return Err("too many interfaces are described"),
            Block::EnhancedPacket(packet) => {
                let index = usize::try_from(packet.if_id).unwrap_or(usize::MAX);
                let link = links.get(index).ok_or("the packet's interface is not described")?;
                // The data come with the padding to four octets.
                let captured = usize::try_from(packet.caplen).unwrap_or(usize::MAX);
                let octets = packet.data.get(..captured).unwrap_or(packet.data);
                self.push(*link, octets, packet.origlen);
            }
            Block::SimplePacket(packet) => {
                let link = links.first().ok_or("the packet's interface is not described")?;
                let captured = usize::try_from(packet.origlen).unwrap_or(usize::MAX);
                let octets = packet.data.get(..captured).unwrap_or(packet.data);
                self.push(*link, octets, packet.origlen);
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, link: i32, octets: &'a [u8], wire_octets: u32) {
        let number = u32::try_from(self.frames.len()).unwrap_or(u32::MAX).saturating_add(1);
        let wire_octets = usize::try_from(wire_octets).unwrap_or(usize::MAX);
        self.frames.push(Frame { number, link, octets, wire_octets });
    }

    fn stop(&mut self, file: &[u8], rest: &[u8], reason: &str) {
        let offset = file.len().saturating_sub(rest.len());
        let before = self.frames.len();
        self.stopped = Some(format!(
            "offset {offset} of the file, behind packet {before}: {reason}; the {} octets from there are not read",
            rest.len()
        ));
    }
}

fn reason(error: &pcap_parser::nom::Err<PcapError<&[u8]>>) -> String {
    match error {
        pcap_parser::nom::Err::Incomplete(_) => {
            "the file ends in the middle of a record".to_owned()
        }
        pcap_parser::nom::Err::Error(error) | pcap_parser::nom::Err::Failure(error) => {
            match error {
                PcapError::Incomplete(_) | PcapError::UnexpectedEof | PcapError::Eof => {
                    "the file ends in the middle of a record".to_owned()
                }
                PcapError::NomError(_, kind) | PcapError::OwnedNomError(_, kind) => {
                    format!("the record cannot be read ({kind:?})")
                }
                other => format!("the record cannot be read ({other})"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Magic, version, zone, accuracy, snapshot length, link type 101.
    const LITTLE: &[u8] = b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x65\0\0\0";
    const BIG: &[u8] = b"\xA1\xB2\xC3\xD4\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\0\x65";
    /// Seconds, fraction, octets captured 2, octets on the link 3, data.
    const LITTLE_RECORD: &[u8] = b"\0\0\0\0\0\0\0\0\x02\0\0\0\x03\0\0\0AB";
    const BIG_RECORD: &[u8] = b"\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\x03AB";
    /// Type, length 28, byte order, version 1.0, section length unknown, length.
    const SECTION: &[u8] =
        b"\x0A\x0D\x0D\x0A\x1C\0\0\0\x4D\x3C\x2B\x1A\x01\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x1C\0\0\0";
    /// Type 1, length 20, link type 101, snapshot length, length.
    const INTERFACE: &[u8] = b"\x01\0\0\0\x14\0\0\0\x65\0\0\0\0\0\0\0\x14\0\0\0";
    /// Type 6, length 36, interface, time, captured 2, on the link 3, data with padding, length.
    const ENHANCED: &[u8] =
        b"\x06\0\0\0\x24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\x03\0\0\0AB\0\0\x24\0\0\0";
    /// Type 3, length 20, on the link 2, data with padding, length.
    const SIMPLE: &[u8] = b"\x03\0\0\0\x14\0\0\0\x02\0\0\0AB\0\0\x14\0\0\0";

    #[rstest]
    #[case::little(&[LITTLE, LITTLE_RECORD, LITTLE_RECORD], &[3, 3])]
    #[case::big(&[BIG, BIG_RECORD], &[3])]
    #[case::enhanced(&[SECTION, INTERFACE, ENHANCED], &[3])]
    #[case::simple(&[SECTION, INTERFACE, SIMPLE, SIMPLE], &[2, 2])]
    #[case::none(&[LITTLE], &[])]
    fn records_are_read(#[case] file: &[&[u8]], #[case] wire: &[usize]) {
        let file = file.concat();
        let read = frames(&file).unwrap();
        assert_eq!(read.stopped, None);
        let seen: Vec<_> = read.frames.iter().map(|frame| frame.wire_octets).collect();
        assert_eq!(seen, wire);
        let whole = |frame: &Frame<'_>| frame.octets == b"AB" && frame.link == 101;
        assert!(read.frames.iter().all(whole), "{read:?}");
    }

    #[rstest]
    #[case::cut(&[LITTLE, LITTLE_RECORD, &LITTLE_RECORD[..17]], 1, "offset 42 of the file, behind packet 1")]
    #[case::block_cut(&[SECTION, INTERFACE, &ENHANCED[..20]], 0, "offset 48 of the file")]
    #[case::no_interface(&[SECTION, ENHANCED], 0, "interface is not described")]
    fn a_break_is_told_with_its_place(
        #[case] file: &[&[u8]],
        #[case] packets: usize,
        #[case] told: &str,
    ) {
        let file = file.concat();
        let read = frames(&file).unwrap();
        assert_eq!(read.frames.len(), packets);
        let stopped = read.stopped.unwrap();
        assert!(stopped.contains(told), "{stopped}");
    }

    #[test]
    fn other_files_are_refused() {
        assert_eq!(frames(b"GET / HTTP/1.1").map(|_| ()), Err(FileError::Magic));
        assert!(matches!(frames(&LITTLE[..9]), Err(FileError::Head { offset: 0, .. })));
    }
}

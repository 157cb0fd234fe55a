//! tshark as a judge of PDUs: one process for all of them, its reading as header fields.
//!
//! tshark knows MMS only by its media type, so each PDU goes into a packet capture of its own as the body of an HTTP
//! message, under a link type for private use that is declared to hold HTTP.

use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

/// Octets of one packet that tshark reads at most.
pub(crate) const PACKET_OCTETS_MAX: usize = 262_144;

/// Header fields that tshark shows without their names: its filter, the name.
const UNTITLED: [(&str, &str); 2] = [
    ("mmse.previously_sent_by", "X-Mms-Previously-Sent-By"),
    ("mmse.previously_sent_date", "X-Mms-Previously-Sent-Date"),
];

/// What tshark makes of one PDU.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// Header fields in order, Content-Type included.
    pub(crate) headers: Vec<Header>,
    /// Parts of the body in order, those of nested bodies behind the part that holds them.
    pub(crate) parts: Vec<Header>,
    /// What it calls malformed or an error, in its words.
    pub(crate) complaints: Vec<String>,
}

/// A header field as tshark sees it, or a part, whose name is then its media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its name, in tshark's spelling.
    pub(crate) name: String,
    /// Octets from the start of the PDU.
    pub(crate) offset: usize,
    /// Octets of code and value.
    pub(crate) length: usize,
    /// What tshark prints for the value.
    pub(crate) value: String,
}

/// Whether the program can be started at all.
pub(crate) fn is_installed() -> bool {
    Command::new("tshark").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// What the packets of a capture are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// HTTP messages.
    Http,
    /// IP packets.
    Ip,
    /// SMS TPDUs.
    Sms,
}

/// Lets tshark read PDUs; the readings are in the order of the PDUs.
///
/// # Errors
/// The capture cannot be written, or tshark fails or says something else than PDML.
pub(crate) fn read(pdus: &[&[u8]]) -> io::Result<Vec<Reading>> {
    let heads: Vec<usize> = pdus.iter().map(|pdu| head(pdu).len()).collect();
    let text = dissected(Link::Http, &pcap(pdus)?)?;
    let packets = text.split("<packet>").skip(1).zip(heads);
    complete(packets.map(|(packet, start)| reading(packet, start)).collect(), pdus.len())
}

/// Lets tshark read packets; offsets count from the start of what it shows the PDU in.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_packets(link: Link, packets: &[Vec<u8>]) -> io::Result<Vec<Reading>> {
    let text = dissected(link, &capture(link, packets)?)?;
    let readings = text.split("<packet>").skip(1).map(|packet| reading(packet, 0));
    complete(readings.collect(), packets.len())
}

fn complete(readings: Vec<Reading>, wanted: usize) -> io::Result<Vec<Reading>> {
    match readings.len() {
        got if got == wanted => Ok(readings),
        got => Err(io::Error::other(format!("tshark read {got} of {wanted} packets"))),
    }
}

fn dissected(link: Link, capture: &[u8]) -> io::Result<String> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("packets.pcap");
    std::fs::write(&path, capture)?;
    let output =
        command(link, &path).args(["-T", "pdml", "-J", "gsm_sms mmse _ws.malformed"]).output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// tshark over a capture file, without a look into media.
pub(crate) fn command(link: Link, capture: &Path) -> Command {
    let media = ["image-jfif", "image-gif", "png", "xml"];
    let dissector = if link == Link::Sms { "gsm_sms" } else { "http" };
    let private =
        format!("uat:user_dlts:\"User 0 (DLT=147)\",\"{dissector}\",\"0\",\"\",\"0\",\"\"");
    let mut command = Command::new("tshark");
    command
        .arg("-r")
        .arg(capture)
        .args(["-n", "-o", &private])
        .args(media.iter().flat_map(|protocol| ["--disable-protocol", *protocol]));
    command
}

/// A capture of PDUs, each the body of an HTTP message.
pub(crate) fn pcap(pdus: &[&[u8]]) -> io::Result<Vec<u8>> {
    let packets: Vec<Vec<u8>> =
        pdus.iter().map(|pdu| [head(pdu).as_bytes(), pdu].concat()).collect();
    capture(Link::Http, &packets)
}

fn capture(link: Link, packets: &[Vec<u8>]) -> io::Result<Vec<u8>> {
    let number = if link == Link::Ip { 101 } else { 147 };
    let mut file = Vec::new();
    for word in [0xA1B2_C3D4, 0x0004_0002, 0, 0, 0x0004_0000, number] {
        file.extend(u32::to_le_bytes(word));
    }
    for packet in packets {
        let length = u32::try_from(packet.len()).map_err(io::Error::other)?;
        for word in [0, 0, length, length] {
            file.extend(u32::to_le_bytes(word));
        }
        file.write_all(packet)?;
    }
    Ok(file)
}

/// The HTTP message in front of a PDU.
pub(crate) fn head(pdu: &[u8]) -> String {
    let length = pdu.len();
    format!(
        "POST / HTTP/1.1\r\nContent-Type: application/vnd.wap.mms-message\r\nContent-Length: {length}\r\n\r\n"
    )
}

fn reading(packet: &str, start: usize) -> Reading {
    let mut reading = Reading::default();
    let mut open: Vec<String> = Vec::new();
    for element in elements(packet) {
        if element.starts_with('/') {
            open.pop();
            continue;
        }
        let name = attribute(element, "name").unwrap_or_default();
        let header = (open.last().map(String::as_str) == Some("mmse"))
            .then(|| header(element, &name, start));
        reading.headers.extend(header.flatten());
        if name == "wsp.multipart" {
            reading.parts.extend(part(element, start));
        }
        if is_complaint(&name) && attribute(element, "hide").is_none() {
            reading.complaints.push(attribute(element, "showname").unwrap_or_else(|| name.clone()));
        }
        if !element.ends_with('/') {
            open.push(name);
        }
    }
    reading
}

fn is_complaint(name: &str) -> bool {
    const EXPERT_FIELDS: [&str; 8] = [
        "mmse.oversized_uintvar",
        "wsp.header_invalid",
        "wsp.header_invalid_value",
        "wsp.invalid_parameter_value",
        "wsp.oversized_uintvar",
        "wsp.text_field_invalid",
        "wsp.trailing_quote",
        "wsp.undecoded_parameter",
    ];
    name == "_ws.malformed" || EXPERT_FIELDS.contains(&name)
}

/// A child of tshark's MMS layer as a header field; none for anything else.
fn header(element: &str, name: &str, start: usize) -> Option<Header> {
    let number = |name| attribute(element, name)?.parse::<usize>().ok();
    let (offset, length) = (number("pos")?.checked_sub(start)?, number("size")?);
    let shown = attribute(element, "showname")?;
    let untitled = UNTITLED.iter().find(|(filter, _)| *filter == name).map(|(_, title)| *title);
    let title = untitled.or_else(|| shown.split(": ").next())?.to_owned();
    let value = attribute(element, "show")?;
    if name == "wsp.header.content_type" {
        // The field's own octet is no part of what tshark marks.
        return Some(Header {
            name: title,
            offset: offset.checked_sub(1)?,
            length: length + 1,
            value,
        });
    }
    name.starts_with("mmse.").then_some(Header { name: title, offset, length, value })
}

fn part(element: &str, start: usize) -> Option<Header> {
    let number = |name| attribute(element, name)?.parse::<usize>().ok();
    let (offset, length) = (number("pos")?.checked_sub(start)?, number("size")?);
    let shown = attribute(element, "showname")?;
    let name = shown.split_once("content-type: ")?.1.to_owned();
    Some(Header { name, offset, length, value: String::new() })
}

/// The tags of an XML text, without their angle brackets. An attribute may hold line ends, but no bracket.
fn elements(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|piece| piece.split('>').next())
}

/// The value of an attribute.
fn attribute(element: &str, name: &str) -> Option<String> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = element.get(start..)?.split('"').next()?;
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    Some(entities.iter().fold(value.to_owned(), |text, (entity, sign)| text.replace(entity, sign)))
}

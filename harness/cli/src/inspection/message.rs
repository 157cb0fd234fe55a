//! A PDU and where it was; HTTP messages and captures, opened down to their PDUs.

use super::Inspection;
use capture::http::{self, Context, Message, Start};
use capture::{Content, Found};
use mock_mmsc::dissect::{Dissection, Entry, dissect, dissect_as};
use mock_mmsc::rule::{Direction, Finding};
use std::fmt;

/// Reasons why there is no PDU that are told.
pub(super) const REASONS_TOLD_MAX: usize = 4;
/// HTTP messages in one file.
const MESSAGES_MAX: usize = 4096;
/// Media type of an MMS PDU.
const MMS_MESSAGE: &str = "application/vnd.wap.mms-message";
/// Start of the media types of bare multipart bodies.
const WAP_MULTIPART: &str = "application/vnd.wap.multipart.";

/// A PDU, or what might have carried one.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) origin: Origin,
    /// None where there is no PDU.
    pub(crate) dissection: Option<Dissection>,
    /// Which way it goes.
    pub(crate) direction: Direction,
    /// The HTTP message that carried it.
    pub(super) message: Option<Message>,
    /// What the rules find; none where the octets are not whole. Offsets count in the dissection.
    pub(crate) findings: Vec<Finding>,
    /// What the rules find in the HTTP message; offsets count in that.
    pub(crate) http_findings: Vec<Finding>,
    /// Why the octets are not whole.
    pub(crate) cut: Option<String>,
}

/// Where a PDU was in the input.
#[derive(Debug, Default)]
pub(crate) struct Origin {
    /// Packets that brought the first and the last octet; out of order the second may be the lower number.
    pub(crate) packets: Option<[u32; 2]>,
    /// TCP connection, from 0.
    pub(crate) stream: Option<usize>,
    /// Number of the request in its connection or file, or of the one that is answered, from 0.
    pub(crate) exchange: Option<usize>,
    /// Sender and receiver.
    pub(crate) ends: Option<[String; 2]>,
    /// First line of the HTTP message.
    pub(crate) http: Option<String>,
    /// Offset of the HTTP message in its file.
    pub(crate) offset: Option<usize>,
    /// Lines of the text.
    pub(crate) lines: Vec<usize>,
    /// Whether it was put together from several TPDUs.
    pub(crate) assembled: bool,
}

/// Something that was not read, or not without doubt.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) packet: Option<u32>,
    pub(crate) text: String,
    /// Whether a PDU may be lost by it.
    pub(crate) lost: bool,
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.packet {
            Some(packet) => write!(formatter, "packet {packet}: {}", self.text),
            None => formatter.write_str(&self.text),
        }
    }
}

impl Origin {
    /// Where it was, in one line; none where there is nothing to say.
    pub(crate) fn text(&self) -> Option<String> {
        let mut words = Vec::new();
        match self.packets {
            Some([first, last]) if first == last => words.push(format!("packet {first}")),
            Some([first, last]) if first < last => words.push(format!("packets {first}-{last}")),
            Some([first, last]) => words.push(format!("packets {first} and {last}")),
            None => {}
        }
        words.extend(self.stream.map(|stream| format!("stream {stream}")));
        words.extend(self.ends.as_ref().map(|[from, to]| format!("{from} -> {to}")));
        words.extend(self.offset.map(|offset| format!("offset {offset}")));
        words.extend(self.http.clone());
        match self.lines.as_slice() {
            [] => {}
            [line] => words.push(format!("line {line}")),
            lines => {
                let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                words.push(format!("lines {}", lines.join(" + ")));
            }
        }
        if self.assembled {
            words.push("put together".to_owned());
        }
        (!words.is_empty()).then(|| words.join(", "))
    }
}

impl Item {
    /// A PDU with its origin.
    pub(super) fn of(origin: Origin, dissection: Dissection) -> Self {
        let direction = Direction::of(&dissection);
        Self::with(origin, Some(dissection), direction)
    }

    fn with(origin: Origin, dissection: Option<Dissection>, direction: Direction) -> Self {
        Self {
            origin,
            dissection,
            direction,
            message: None,
            findings: Vec::new(),
            http_findings: Vec::new(),
            cut: None,
        }
    }

    /// Lets the rules judge, in the direction told or else the one known.
    pub(super) fn judge(&mut self, told: Option<Direction>) {
        self.direction = told.unwrap_or(self.direction);
        if let Some(dissection) = self.dissection.as_ref().filter(|_| self.cut.is_none()) {
            self.findings = dissection.findings(self.direction);
        }
    }

    /// What to say where the direction that was told is not that of the PDU type.
    pub(super) fn wrong_way(&self, told: Direction) -> Option<Notice> {
        let dissection = self.dissection.as_ref()?;
        let name = dissection.message_type()?;
        let ways = |direction| match direction {
            Direction::FromClient => "from the MMS Client to the MMSC",
            Direction::ToClient => "from the MMSC to the MMS Client",
        };
        let own = Direction::of(dissection);
        (own != told).then(|| Notice {
            packet: self.origin.packets.map(|[first, _]| first),
            text: format!(
                "{name} goes {} and no other way; it was taken {} by --direction",
                ways(own),
                ways(told)
            ),
            lost: false,
        })
    }

    fn of_http(mut origin: Origin, message: Message, cut: Option<String>) -> Self {
        origin.http = Some(first_line(&message));
        let direction =
            if message.is_request() { Direction::FromClient } else { Direction::ToClient };
        let dissection = body(&message);
        Self { message: Some(message), cut, ..Self::with(origin, dissection, direction) }
    }
}

fn first_line(message: &Message) -> String {
    let line = match &message.start {
        Start::Request { method, target } => format!("{method} {target}"),
        Start::Response { status, reason } => format!("{status} {reason}"),
    };
    let media = message.media_type();
    let size = message.body.len();
    if media == MMS_MESSAGE && size > 0 {
        return line;
    }
    let media = if media.is_empty() { "no media type" } else { &media };
    format!("{line}, {media}, {size} octet{}", if size == 1 { "" } else { "s" })
}

/// The PDU in a message: by the media type, or by its first octets where the media type says something else.
fn body(message: &Message) -> Option<Dissection> {
    let media = message.media_type();
    if media.starts_with(WAP_MULTIPART) {
        return Some(dissect_as(Entry::Multipart, &message.body));
    }
    let looks = matches!(message.body.as_slice(), [0x8C, 0x80..=0xFF, ..]);
    let said = media == MMS_MESSAGE && !message.body.is_empty();
    (looks || said).then(|| dissect(&message.body))
}

impl Inspection {
    /// Reads HTTP messages, one after the other.
    pub(super) fn http(&mut self, octets: &[u8]) -> Result<(), String> {
        let mut at = 0_usize;
        let [mut requests, mut responses] = [0_usize; 2];
        while let Some(rest) = octets.get(at..).filter(|rest| !is_blank(rest)) {
            let context = Context { method: None, ended: true };
            let message = match http::read(rest, context) {
                Ok(message) => message,
                Err(error) if self.items.is_empty() => return Err(error.to_string()),
                Err(error) => {
                    let text = format!(
                        "behind the message before, offset {at} of the input: {error}; not read"
                    );
                    self.notices.push(Notice { packet: None, text, lost: true });
                    break;
                }
            };
            if self.items.len() == MESSAGES_MAX {
                let text = format!("offset {at}: more than {MESSAGES_MAX} messages; not read");
                self.notices.push(Notice { packet: None, text, lost: true });
                break;
            }
            let cut = message.missing.map(|missing| match missing.octets {
                Some(octets) => format!("the input ends {octets} octets before the body does"),
                None => "the input ends before the body does".to_owned(),
            });
            let offset = (at > 0).then_some(at);
            at = at.saturating_add(message.octets);
            let count = if message.is_request() { &mut requests } else { &mut responses };
            let exchange = (!message.is_interim()).then_some(*count);
            *count = count.saturating_add(usize::from(!message.is_interim()));
            self.carried(Origin { offset, exchange, ..Origin::default() }, message, cut);
        }
        Ok(())
    }

    /// Reads a capture.
    pub(super) fn capture(&mut self, octets: &[u8]) -> Result<(), String> {
        let read = capture::read(octets).map_err(|error| error.to_string())?;
        for notice in read.notices {
            let capture::Notice { packet, text, lost } = notice;
            self.notices.push(Notice { packet, text, lost });
        }
        for found in read.messages {
            let Found {
                first_packet,
                last_packet,
                stream,
                exchange,
                source,
                destination,
                content,
                cut,
            } = found;
            let origin = Origin {
                packets: Some([first_packet, last_packet]),
                stream,
                exchange,
                ends: Some([source.to_string(), destination.to_string()]),
                ..Origin::default()
            };
            match content {
                Content::Http(message) => self.carried(origin, message, cut),
                Content::Datagram(octets) => {
                    let dissection = Some(super::push(&octets)).filter(Dissection::has_pdu);
                    let direction = dissection.as_ref().map_or(Direction::ToClient, Direction::of);
                    self.lost(&origin, cut.as_deref());
                    self.items.push(Item { cut, ..Item::with(origin, dissection, direction) });
                }
            }
        }
        Ok(())
    }

    fn carried(&mut self, origin: Origin, message: Message, cut: Option<String>) {
        if let Some(coding) = message.field("Content-Encoding") {
            let text = format!("the content coding {coding} is not undone");
            let packet = origin.packets.map(|[first, _]| first);
            self.notices.push(Notice { packet, text, lost: true });
        }
        self.lost(&origin, cut.as_deref());
        self.items.push(Item::of_http(origin, message, cut));
    }

    fn lost(&mut self, origin: &Origin, cut: Option<&str>) {
        if let Some(cut) = cut {
            let packet = origin.packets.map(|[first, _]| first);
            let text = format!("the message that starts here is not whole and not judged: {cut}");
            self.notices.push(Notice { packet, text, lost: true });
        }
    }
}

fn is_blank(octets: &[u8]) -> bool {
    octets.iter().all(|octet| b"\r\n".contains(octet))
}

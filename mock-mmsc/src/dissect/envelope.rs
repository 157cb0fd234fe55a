//! The WSP PDU around an MMS PDU: Push, Get, Post and Reply (WSP 8.2).
//!
//! The transaction layer of connection mode (WTP) is not read here, and neither are sessions.

use super::content_type::content_type;
use super::cursor::Cursor;
use super::enumeration::{Words, word};
use super::field::{Field, Hole, Kind, Oddity, Reason, State};
use super::integer::Number;
use super::media::MMS_MESSAGE;
use super::multipart::{fits, length};
use super::part_header::part_headers;
use super::pdu::pdu;
use super::phrase::Phrase;
use super::skip::{count, read_or_skip, rest};

/// PDU type Reply.
const REPLY: u8 = 0x04;
/// PDU types Push and `ConfirmedPush`.
const PUSHES: [u8; 2] = [0x06, 0x07];
/// PDU type Get.
const GET: u8 = 0x40;
/// PDU type Post.
const POST: u8 = 0x60;

/// PDU types by their octets (WSP table 34).
const PDU_TYPES: Words = &[
    (0x01, "Connect"),
    (0x02, "ConnectReply"),
    (0x03, "Redirect"),
    (0x04, "Reply"),
    (0x05, "Disconnect"),
    (0x06, "Push"),
    (0x07, "ConfirmedPush"),
    (0x08, "Suspend"),
    (0x09, "Resume"),
    (0x40, "Get"),
    (0x41, "Options"),
    (0x42, "Head"),
    (0x43, "Delete"),
    (0x44, "Trace"),
    (0x60, "Post"),
    (0x61, "Put"),
    (0x80, "Data Fragment"),
];

/// Reads a transaction identifier and a PDU.
pub(super) fn datagram(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    fields.push(octet("Transaction-Identifier", cursor).0);
    wsp(cursor, fields);
}

/// Reads a PDU.
pub(super) fn wsp(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let start = cursor.at();
    let (mut field, kind) = octet("PDU-Type", cursor);
    if let Some(kind) = kind {
        let name = word(PDU_TYPES, kind);
        field.value =
            name.map_or_else(|| format!("0x{kind:02X} (unassigned)").into(), Phrase::fixed);
        if name.is_none() {
            field.remarks.add(Oddity::Unassigned, start, 1);
        }
    }
    fields.push(field);
    match kind {
        Some(GET) => get(cursor, fields),
        Some(POST) => post(cursor, fields),
        Some(REPLY) => {
            fields.push(status(cursor));
            headers_and_data(cursor, fields);
        }
        Some(kind) if PUSHES.contains(&kind) => headers_and_data(cursor, fields),
        _ if cursor.is_empty() => {}
        _ => fields.push(rest(cursor, Kind::Rest, "Octets of another PDU type")),
    }
}

/// URI length, URI, header fields up to the end.
fn get(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let Some(number) = length("URILen", cursor, fields) else { return unreadable(cursor, fields) };
    if let Some(field) = fields.last_mut() {
        fits(field, number, cursor.left(), cursor);
    }
    fields.push(uri(number, cursor));
    part_headers(Kind::EnvelopeHeader, cursor, fields);
}

/// URI length, length of the header fields, URI, Content-Type and header fields, data.
fn post(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let number = length("UriLen", cursor, fields);
    let headers = length("HeadersLen", cursor, fields);
    let Some((number, headers)) = number.zip(headers) else { return unreadable(cursor, fields) };
    if let [.., uri_len, headers_len] = fields.as_mut_slice() {
        fits(uri_len, number, cursor.left(), cursor);
        if let Some(left) = cursor.left().checked_sub(number.octets()) {
            fits(headers_len, headers, left, cursor);
        }
    }
    fields.push(uri(number, cursor));
    counted_headers(headers, cursor, fields);
}

fn headers_and_data(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let number = length("HeadersLen", cursor, fields);
    let Some((number, field)) = number.zip(fields.last_mut()) else {
        return unreadable(cursor, fields);
    };
    fits(field, number, cursor.left(), cursor);
    counted_headers(number, cursor, fields);
}

fn counted_headers(number: Number, cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    let mut inner = cursor.inner(number.octets(), number.offset);
    let mut media = Field::new(Kind::EnvelopeHeader, "Content-Type", inner.at());
    read_or_skip(&mut media, &mut inner, content_type);
    let is_mms = media.value.eq_ignore_ascii_case(MMS_MESSAGE);
    // Without octets there is neither Content-Type nor data, as in the Reply to an indication.
    let empty = number.value == 0 && cursor.is_empty();
    if !empty {
        fields.push(media);
    }
    part_headers(Kind::EnvelopeHeader, &mut inner, fields);
    fields.extend(data(is_mms, cursor));
}

/// What follows the header fields: the MMS PDU, where the media type or the first octet says so.
fn data(is_mms: bool, cursor: &mut Cursor<'_>) -> Option<Field> {
    let first = cursor.peek();
    if !is_mms && first != Some(MESSAGE_TYPE) {
        return first.map(|_| rest(cursor, Kind::Data, "Data"));
    }
    let mut field = Field::new(Kind::Pdu, "MMS PDU", cursor.at());
    field.length = cursor.left();
    field.value = count(cursor.left());
    field.children = pdu(cursor);
    Some(field)
}

/// Octet of X-Mms-Message-Type.
const MESSAGE_TYPE: u8 = 0x8C;

fn uri(number: Number, cursor: &mut Cursor<'_>) -> Field {
    let mut field = Field::new(Kind::Envelope, "Uri", cursor.at());
    let octets = cursor.take(number.octets());
    field.length = octets.len();
    field.value = Phrase::from(&*String::from_utf8_lossy(octets));
    field
}

/// Status of a Reply, as a number of HTTP (WSP table 36).
fn status(cursor: &mut Cursor<'_>) -> Field {
    let (mut field, status) = octet("Status", cursor);
    if let Some(status) = status {
        let (high, low) = (u16::from(status >> 4), u16::from(status & 0x0F));
        let code = match status {
            0x10..=0x3F => Some(high * 100 + low),
            0x40..=0x51 => Some(400 + u16::from(status - 0x40)),
            0x60..=0x65 => Some(500 + low),
            _ => None,
        };
        field.value = code
            .map_or_else(|| format!("0x{status:02X} (unassigned)"), |code| code.to_string())
            .into();
    }
    field
}

/// One octet, shown in hex.
fn octet(name: &'static str, cursor: &mut Cursor<'_>) -> (Field, Option<u8>) {
    let mut field = Field::new(Kind::Envelope, name, cursor.at());
    match cursor.octet(name) {
        Ok(octet) => {
            field.length = 1;
            field.number = Some(u64::from(octet));
            field.value = format!("0x{octet:02X}").into();
            (field, Some(octet))
        }
        Err(hole) => {
            field.state = State::from(Hole { boundary_lost: true, ..hole });
            (field, None)
        }
    }
}

fn unreadable(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) {
    if !cursor.is_empty() {
        let hole = cursor.hole(Reason::Start, "WSP PDU", None);
        let mut field = rest(cursor, Kind::Rest, "Unreadable octets");
        field.state = State::from(Hole { boundary_lost: true, ..hole });
        fields.push(field);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::{Dissection, dissect_push, dissect_wsp};

    fn seen(dissection: &Dissection) -> String {
        let fields = dissection.fields.iter();
        let line = |field: &Field| format!("{}={}", field.name, field.value);
        fields.map(line).collect::<Vec<_>>().join(" | ")
    }

    #[rstest]
    // tid, Push, HeadersLen, Content-Type, X-Wap-Application-Id, PDU.
    #[case::push(
        dissect_push(&[0x01, 0x06, 0x03, 0xBE, 0xAF, 0x84, 0x8C, 0x82, 0x8D, 0x90]),
        "Transaction-Identifier=0x01 | PDU-Type=Push | HeadersLen=3 | \
         Content-Type=application/vnd.wap.mms-message | X-Wap-Application-Id=mms.ua | MMS PDU=4 octets",
        Some("m-notification.ind")
    )]
    // Post, UriLen, HeadersLen, URI, Content-Type, PDU.
    #[case::post(
        dissect_wsp(b"\x60\x03\x01u:/\xBE\x8C\x80"),
        "PDU-Type=Post | UriLen=3 | HeadersLen=1 | Uri=u:/ | Content-Type=application/vnd.wap.mms-message | \
         MMS PDU=2 octets",
        Some("m-send.req")
    )]
    // Get, URILen, URI, Accept.
    #[case::get(
        dissect_wsp(b"\x40\x03u:/\x80\xBE"),
        "PDU-Type=Get | URILen=3 | Uri=u:/ | Accept=62",
        None
    )]
    // Reply, status, HeadersLen, Content-Type as text, PDU.
    #[case::reply(
        dissect_wsp(b"\x04\x20\x20application/vnd.wap.mms-message\0\x8C\x81"),
        "PDU-Type=Reply | Status=200 | HeadersLen=32 | Content-Type=application/vnd.wap.mms-message | MMS PDU=2 octets",
        Some("m-send.conf")
    )]
    #[case::empty_reply(
        dissect_wsp(&[0x04, 0x44, 0x00]),
        "PDU-Type=Reply | Status=404 | HeadersLen=0",
        None
    )]
    #[case::other(
        dissect_wsp(&[0x05, 0x01]),
        "PDU-Type=Disconnect | Octets of another PDU type=1 octet",
        None
    )]
    #[case::nothing(dissect_push(&[]), "Transaction-Identifier= | PDU-Type=", None)]
    fn envelopes(
        #[case] dissection: Dissection,
        #[case] fields: &str,
        #[case] message_type: Option<&str>,
    ) {
        assert_eq!(seen(&dissection), fields);
        assert_eq!(dissection.message_type(), message_type);
    }

    #[test]
    fn a_length_past_the_end_takes_what_is_there() {
        let dissection = dissect_push(&[0x01, 0x06, 0x7F, 0xBE, 0xAF, 0x84]);
        let hole = dissection.fields[2].hole().unwrap();
        assert_eq!((hole.reason, hole.needed, hole.available), (Reason::Length, Some(127), 3));
        assert_eq!(dissection.fields.last().map(Field::end), Some(6));
    }
}

//! SMS-DELIVER TPDU (23.040 9.2.2.1) with its user data header (9.2.3.24).
//!
//! The address of the service centre, which some modems print before it, is not part of it.

use super::concatenation::{Concatenation, concatenation, element_concatenation};
use super::cursor::Cursor;
use super::envelope::datagram;
use super::field::{Field, Hole, Kind, Oddity, Reason, State};
use super::skip::{count, rest};

/// Bit of the first octet: the user data start with a header.
const HEADER_INDICATOR: u8 = 0x40;
/// Bits of the first octet that hold the message type; 0 is SMS-DELIVER.
const MESSAGE_TYPE: u8 = 0x03;
/// Octets of TP-SCTS.
const TIME_STAMP_OCTETS: usize = 7;
/// Type of number of an alphanumeric address, with its extension bit, without the plan.
const ALPHANUMERIC: u8 = 0xD0;
/// Bits of the type of number.
const TYPE_OF_NUMBER: u8 = 0xF0;
/// International number.
const INTERNATIONAL: u8 = 0x90;
/// Element: ports of 16 bits.
const PORTS: u8 = 0x05;

/// Reads a TPDU; fields cover all octets.
pub(super) fn tpdu(cursor: &mut Cursor<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    let first = first_octet(cursor, &mut fields);
    if let Err(hole) = rest_of_head(cursor, &mut fields) {
        let mut field = rest(cursor, Kind::Rest, "Unreadable octets");
        field.state = State::from(Hole { boundary_lost: true, ..hole });
        fields.push(field);
        return fields;
    }
    let has_header = first.is_some_and(|first| first & HEADER_INDICATOR != 0);
    let single = !has_header || user_data_header(cursor, &mut fields);
    if cursor.is_empty() {
        return fields;
    }
    if single {
        let mut field = Field::new(Kind::Wsp, "WSP PDU", cursor.at());
        field.length = cursor.left();
        field.value = count(cursor.left());
        datagram(cursor, &mut field.children);
        fields.push(field);
    } else {
        fields.push(rest(cursor, Kind::Segment, "Segment"));
    }
    fields
}

fn first_octet(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) -> Option<u8> {
    let mut field = Field::new(Kind::Envelope, "TP-MTI", cursor.at());
    let first = cursor.octet("TP-MTI").ok()?;
    field.length = 1;
    field.number = Some(u64::from(first));
    let kind = match first & MESSAGE_TYPE {
        0 => "SMS-DELIVER",
        1 => "SMS-SUBMIT-REPORT",
        2 => "SMS-STATUS-REPORT",
        _ => "reserved",
    };
    let header = if first & HEADER_INDICATOR == 0 { "" } else { ", user data header" };
    field.value = format!("{kind}{header}").into();
    fields.push(field);
    Some(first)
}

/// From TP-OA to TP-UDL.
fn rest_of_head(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) -> Result<(), Hole> {
    let start = *cursor;
    // What cannot be read is left, octet for octet, to what comes last.
    fields.push(address(cursor).inspect_err(|_| *cursor = start)?);
    fields.push(octet("TP-PID", cursor)?);
    fields.push(octet("TP-DCS", cursor)?);
    fields.push(time_stamp(cursor)?);
    let mut length = octet("TP-UDL", cursor)?;
    length.kind = Kind::Length;
    let announced = length.number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    length.value = announced.to_string().into();
    if announced != cursor.left() {
        let hole = cursor.hole(Reason::Length, "TP-UDL", length.number);
        length.state = State::from(Hole { offset: length.offset, ..hole });
    }
    fields.push(length);
    Ok(())
}

fn octet(name: &'static str, cursor: &mut Cursor<'_>) -> Result<Field, Hole> {
    let mut field = Field::new(Kind::Envelope, name, cursor.at());
    let octet = cursor.octet(name)?;
    field.length = 1;
    field.number = Some(u64::from(octet));
    field.value = format!("0x{octet:02X}").into();
    Ok(field)
}

/// Count of digits, type of number, digits two an octet (9.1.2.5).
fn address(cursor: &mut Cursor<'_>) -> Result<Field, Hole> {
    let mut field = Field::new(Kind::Envelope, "TP-OA", cursor.at());
    let start = *cursor;
    let digits = usize::from(cursor.octet("TP-OA")?);
    let kind = cursor.octet("TP-OA")?;
    let octets = digits.div_ceil(2);
    if octets > cursor.left() {
        let needed = u64::try_from(octets).ok();
        let hole = cursor.hole(Reason::Length, "TP-OA", needed);
        return Err(Hole { offset: start.at(), ..hole });
    }
    let octets = cursor.take(octets);
    field.number = Some(u64::from(kind));
    field.value = if kind & TYPE_OF_NUMBER == ALPHANUMERIC {
        septets(octets, digits * 4 / 7).into()
    } else {
        let plus = if kind & TYPE_OF_NUMBER == INTERNATIONAL { "+" } else { "" };
        format!("{plus}{}", semi_octets(octets)).into()
    };
    field.length = cursor.at() - field.offset;
    Ok(field)
}

/// Digits two an octet, the low half first, without the filler.
fn semi_octets(octets: &[u8]) -> String {
    const DIGITS: [char; 15] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#', 'a', 'b', 'c'];
    let halves = octets.iter().flat_map(|octet| [octet & 0x0F, octet >> 4]);
    halves.filter_map(|half| DIGITS.get(usize::from(half))).collect()
}

/// Seven bits a character; only the part of the alphabet that is us-ascii's too is told.
fn septets(octets: &[u8], characters: usize) -> String {
    let (mut held, mut bits) = (0_u16, 0_u32);
    let mut text = String::new();
    for octet in octets {
        held |= u16::from(*octet) << bits;
        bits += 8;
        while bits >= 7 && text.chars().count() < characters {
            let [low, _] = (held & 0x7F).to_le_bytes();
            let character = char::from(low);
            text.push(if character.is_ascii_graphic() || character == ' ' {
                character
            } else {
                '\u{FFFD}'
            });
            held >>= 7;
            bits -= 7;
        }
    }
    text
}

/// Year, month, day, hour, minute, second with their digits swapped, and a zone in quarters of an hour (9.2.3.11).
fn time_stamp(cursor: &mut Cursor<'_>) -> Result<Field, Hole> {
    let mut field = Field::new(Kind::Envelope, "TP-SCTS", cursor.at());
    if cursor.left() < TIME_STAMP_OCTETS {
        return Err(cursor.hole(Reason::Truncated, "TP-SCTS", Some(7)));
    }
    let octets = cursor.take(TIME_STAMP_OCTETS);
    field.length = TIME_STAMP_OCTETS;
    if let [year, month, day, hour, minute, second, zone] = *octets {
        // The sign of the zone is the top bit of its tens.
        let sign = if zone & 0x08 == 0 { '+' } else { '-' };
        let zone = swapped(zone & !0x08);
        let [year, month, day, hour, minute, second] =
            [year, month, day, hour, minute, second].map(swapped);
        field.value = format!(
            "20{year:02}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}",
            zone / 4,
            zone % 4 * 15
        )
        .into();
    }
    Ok(field)
}

/// Two decimal digits, the low half first.
fn swapped(octet: u8) -> u8 {
    (octet & 0x0F) * 10 + (octet >> 4)
}

/// Reads the header of the user data; tells whether the message is in one piece.
fn user_data_header(cursor: &mut Cursor<'_>, fields: &mut Vec<Field>) -> bool {
    let mut length = Field::new(Kind::Length, "UDHL", cursor.at());
    let Ok(octets) = cursor.octet("UDHL") else { return true };
    length.length = 1;
    length.number = Some(u64::from(octets));
    length.value = octets.to_string().into();
    let offset = length.offset;
    if usize::from(octets) > cursor.left() {
        let hole = cursor.hole(Reason::Length, "UDHL", length.number);
        length.state = State::from(Hole { offset, boundary_lost: true, ..hole });
    }
    fields.push(length);
    let mut inner = cursor.inner(usize::from(octets), offset);
    let mut single = true;
    while !inner.is_empty() {
        let octets = inner.rest();
        let field = element(&mut inner);
        let found = element_concatenation(octets.get(..field.length).unwrap_or_default());
        single &= found.is_none_or(|concatenation| concatenation.total == 1);
        fields.push(field);
    }
    single
}

/// Identifier, length, data.
fn element(cursor: &mut Cursor<'_>) -> Field {
    let start = *cursor;
    let mut field = Field::new(Kind::Element, "Information element", cursor.at());
    let identifier = cursor.octet("IEI").unwrap_or_default();
    let length = cursor.octet("IEDL").ok();
    let fits = length.is_some_and(|length| usize::from(length) <= cursor.left());
    let Some(length) = length.filter(|_| fits) else {
        let hole = cursor.hole(Reason::Length, "IEDL", length.map(u64::from));
        field = rest(&mut start.clone(), Kind::Element, "Information element");
        cursor.take(cursor.left());
        field.state = State::from(Hole { boundary_lost: true, ..hole });
        return field;
    };
    let data = cursor.take(usize::from(length));
    field.length = cursor.at() - field.offset;
    field.number = Some(u64::from(identifier));
    describe(&mut field, identifier, data);
    field
}

fn describe(field: &mut Field, identifier: u8, data: &[u8]) {
    match (identifier, data) {
        (PORTS, [a, b, c, d]) => {
            field.name = "Application ports, 16 bits".into();
            let (to, from) = (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d]));
            field.value = format!("{to} from {from}").into();
        }
        _ => match concatenation(identifier, data) {
            Some(Concatenation { reference, wide, total, sequence }) => {
                let bits = if wide { 16 } else { 8 };
                field.name = format!("Concatenation, {bits} bits").into();
                field.value = format!("reference {reference}, {sequence} of {total}").into();
                if !(1..=total).contains(&sequence) {
                    let (offset, length) = (field.offset, field.length);
                    field.remarks.add(Oddity::Unassigned, offset, length);
                }
            }
            None => {
                field.name = format!("Information element 0x{identifier:02X}").into();
                field.value = count(data.len());
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::dissect::dissect_tpdu;

    /// First octet, TP-OA of 5 digits, TP-PID, TP-DCS, TP-SCTS.
    const HEAD: &[u8] = b"\x44\x05\x91\x21\x43\xF5\0\x04\x90\x30\x71\x71\x41\x14\x23";

    fn values(octets: &[u8]) -> Vec<String> {
        let dissection = dissect_tpdu(octets);
        assert_eq!(dissection.fields.last().map_or(0, Field::end), octets.len());
        dissection.fields.iter().map(|field| format!("{}={}", field.name, field.value)).collect()
    }

    #[test]
    fn a_message_in_one_piece_is_opened() {
        // TP-UDL, UDHL, ports, tid, Push, HeadersLen, Content-Type, Message-Type.
        let data = b"\x0D\x06\x05\x04\x0B\x84\x23\xF0\x01\x06\x01\xBE\x8C\x82";
        assert_eq!(
            values(&[HEAD, data].concat()),
            [
                "TP-MTI=SMS-DELIVER, user data header",
                "TP-OA=+12345",
                "TP-PID=0x00",
                "TP-DCS=0x04",
                "TP-SCTS=2009-03-17T17:14:41+08:00",
                "TP-UDL=13",
                "UDHL=6",
                "Application ports, 16 bits=2948 from 9200",
                "WSP PDU=6 octets",
            ]
        );
        assert_eq!(dissect_tpdu(&[HEAD, data].concat()).message_type(), Some("m-notification.ind"));
    }

    #[rstest]
    #[case::eight_bits(b"\x06\x05\0\x03\x07\x02\x01A", "Concatenation, 8 bits=reference 7, 1 of 2")]
    #[case::sixteen_bits(
        b"\x08\x06\x08\x04\x01\x07\x02\x02A",
        "Concatenation, 16 bits=reference 263, 2 of 2"
    )]
    fn a_piece_is_left_closed(#[case] data: &[u8], #[case] element: &str) {
        let values = values(&[HEAD, data].concat());
        assert_eq!(values[7..], [element, "Segment=1 octet"]);
    }

    #[rstest]
    #[case::no_pieces(b"\x07\x05\0\x03\x07\0\0\x01\x06")]
    #[case::past_the_last(b"\x07\x05\0\x03\x07\x02\x03\x01\x06")]
    fn a_count_that_cannot_be_is_passed_over(#[case] data: &[u8]) {
        assert!(values(&[HEAD, data].concat())[8].starts_with("WSP PDU"));
    }

    #[rstest]
    #[case::nothing(b"", 0)]
    #[case::cut_in_the_address(b"\x44\x0B\x91\x21", 1)]
    #[case::cut_in_the_time_stamp(b"\x44\0\x91\0\x04\x90", 5)]
    #[case::data_shorter_than_their_length(
        b"\x04\0\x91\0\x04\x90\x30\x71\x71\x41\x14\x23\x05A",
        12
    )]
    #[case::header_longer_than_the_data(
        b"\x44\0\x91\0\x04\x90\x30\x71\x71\x41\x14\x23\x02\x05\x05",
        13
    )]
    fn what_breaks_off_is_told(#[case] octets: &[u8], #[case] offset: usize) {
        let dissection = dissect_tpdu(octets);
        let holes: Vec<_> = dissection.all_fields().into_iter().filter_map(Field::hole).collect();
        let first = holes.first().map_or(0, |hole| hole.offset);
        assert_eq!(first, offset, "{dissection}");
        assert_eq!(dissection.fields.last().map_or(0, Field::end), octets.len());
    }

    #[test]
    fn an_alphanumeric_address_is_read() {
        // Seven characters in 13 halves of octets.
        let packed = [0x41, 0x2A, 0xB5, 0x38, 0xA5, 0xDE, 0x00];
        let head = [&[0x04, 13, 0xD0][..], &packed, &HEAD[6..]].concat();
        assert_eq!(values(&head)[1], "TP-OA=ATTEST7");
    }
}

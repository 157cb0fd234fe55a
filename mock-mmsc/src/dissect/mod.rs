//! The flat, lenient dissector: octets in, a list of fields out, for evidence.
//!
//! It never refuses and never panics. Every octet belongs to a field of the list; where sense stops,
//! the field says where and why ([`Hole`]), and reading goes on behind it when its end is known.
//! Header fields by ENC 7.3, primitives by WSP 8.4.2, multipart bodies by WSP 8.5.
//! Judging is the job of [`rule`](crate::rule).

mod charset;
mod concatenation;
mod content_type;
mod cursor;
mod dissection;
mod enumeration;
mod envelope;
mod field;
mod header_field;
mod integer;
mod length;
mod media;
mod multipart;
mod parameter;
mod part_header;
mod part_view;
mod pdu;
mod phrase;
mod skip;
mod text;
mod time;
mod tpdu;
mod tree;
mod value;

pub use concatenation::{Assembly, Concatenation, reassemble};
pub use dissection::{Dissection, Entry};
pub use field::{Field, Hole, Kind, Oddity, Reason, Remark, Remarks, State, Text};
pub use part_view::PartView;
pub use phrase::Phrase;

pub(crate) use charset::{US_ASCII, UTF_8, charset_name, is_wide};
pub(crate) use header_field::{HEADER_FIELDS, code, header_field};
pub(crate) use integer::counted_value;
pub(crate) use length::{Length, LengthForm, lengths};
pub(crate) use media::{MMS_MESSAGE, is_multipart, is_smil, is_text, media_number};
pub(crate) use part_view::bare_octets;
pub(crate) use pdu::header_block;
pub(crate) use phrase::holds;
pub(crate) use tree::OneLine;
#[cfg(test)]
pub(crate) use tree::hex;

use cursor::Cursor;

/// Dissects a whole MMS PDU.
#[must_use]
pub fn dissect(octets: &[u8]) -> Dissection {
    dissect_owned(octets.to_vec())
}

/// Dissects a whole MMS PDU whose octets need no copy.
#[must_use]
pub fn dissect_owned(octets: Vec<u8>) -> Dissection {
    let fields = pdu::pdu(&mut Cursor::new(&octets));
    Dissection { entry: Entry::Pdu, octets, fields }
}

/// Dissects a datagram of connectionless WSP, a push as a rule: transaction identifier, PDU type, and what the type
/// demands, the MMS PDU last (WSP 8.2).
#[must_use]
pub fn dissect_push(octets: &[u8]) -> Dissection {
    let mut cursor = Cursor::new(octets);
    let mut fields = Vec::new();
    envelope::datagram(&mut cursor, &mut fields);
    Dissection { entry: Entry::Push, octets: octets.to_vec(), fields }
}

/// Dissects a PDU of connection-mode WSP without the WTP header: a method, its Reply, or a push (WSP 8.2).
#[must_use]
pub fn dissect_wsp(octets: &[u8]) -> Dissection {
    let mut cursor = Cursor::new(octets);
    let mut fields = Vec::new();
    envelope::wsp(&mut cursor, &mut fields);
    Dissection { entry: Entry::Wsp, octets: octets.to_vec(), fields }
}

/// Dissects an SMS-DELIVER TPDU without the service centre's address (23.040 9.2.2.1).
///
/// A message in one piece is opened down to the MMS PDU; pieces of a longer one are put together by [`reassemble`].
#[must_use]
pub fn dissect_tpdu(octets: &[u8]) -> Dissection {
    let fields = tpdu::tpdu(&mut Cursor::new(octets));
    Dissection { entry: Entry::Tpdu, octets: octets.to_vec(), fields }
}

/// Dissects octets as that production.
#[must_use]
pub fn dissect_as(entry: Entry, octets: &[u8]) -> Dissection {
    match entry {
        Entry::Multipart => dissect_body(octets),
        Entry::Pdu => dissect(octets),
        Entry::Push => dissect_push(octets),
        Entry::Tpdu => dissect_tpdu(octets),
        Entry::Wsp => dissect_wsp(octets),
    }
}

/// Dissects a multipart body without the PDU around it.
#[must_use]
pub fn dissect_body(octets: &[u8]) -> Dissection {
    let mut body = Field::new(Kind::Body, "Body", 0);
    multipart::body(&mut body, &mut Cursor::new(octets), multipart::Content::Multipart, 0);
    Dissection { entry: Entry::Multipart, octets: octets.to_vec(), fields: vec![body] }
}

/// Every assigned header field as its octet on the wire and its name, by octet.
pub fn assigned_headers() -> impl Iterator<Item = (u8, &'static str)> {
    HEADER_FIELDS.iter().map(|field| (field.code, field.name))
}

/// Every PDU type as its octet on the wire and its name in lower case, by octet.
pub fn assigned_types() -> impl Iterator<Item = (u8, &'static str)> {
    enumeration::MESSAGE_TYPE.iter().copied()
}

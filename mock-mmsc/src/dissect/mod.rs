//! The flat, lenient dissector: octets in, a list of fields out, for evidence.
//!
//! It never refuses and never panics. Every octet belongs to a field of the list; where sense stops,
//! the field says where and why ([`Hole`]), and reading goes on behind it when its end is known.
//! Header fields by ENC 7.3, primitives by WSP 8.4.2, multipart bodies by WSP 8.5.
//! Judging is the job of [`rule`](crate::rule).

mod charset;
mod content_type;
mod cursor;
mod dissection;
mod enumeration;
mod field;
mod header_field;
mod integer;
mod media;
mod multipart;
mod parameter;
mod part_header;
mod part_view;
mod pdu;
mod skip;
mod text;
mod time;
mod tree;
mod value;

pub use dissection::{Dissection, Entry};
pub use field::{Field, Hole, Kind, Oddity, Reason, Remark, State, Text};
pub use part_view::PartView;

pub(crate) use charset::{US_ASCII, UTF_8, charset_name};
pub(crate) use header_field::{HEADER_FIELDS, header_field};
pub(crate) use media::{is_multipart, media_number};
pub(crate) use part_view::bare;
pub(crate) use pdu::header_block;
pub(crate) use tree::OneLine;
#[cfg(test)]
pub(crate) use tree::hex;

use cursor::Cursor;

/// Dissects a whole MMS PDU.
#[must_use]
pub fn dissect(octets: &[u8]) -> Dissection {
    Dissection { entry: Entry::Pdu, octets: octets.to_vec(), fields: pdu::pdu(octets) }
}

/// Dissects a multipart body without the PDU around it.
#[must_use]
pub fn dissect_body(octets: &[u8]) -> Dissection {
    let mut media = Field::new(Kind::Header, "Content-Type", 0);
    media.value.push_str("multipart/mixed");
    let mut body = Field::new(Kind::Body, "Body", 0);
    multipart::body(&mut body, &mut Cursor::new(octets), &media, 0);
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

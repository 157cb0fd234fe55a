//! An M-Retrieve.conf in pieces, each of which a case may change, leave out or cut (ENC 6, WSP 8.5).

use super::octet::{coded, counted, text, uintvar};

/// A header field by the name that cases use for it.
pub(super) type NamedField = (&'static str, Vec<u8>);

/// The pieces of a PDU in their order.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The header fields before Content-Type.
    pub(super) fields: Vec<NamedField>,
    /// Content-Type, its code included.
    pub(super) content_type: Vec<u8>,
    /// The body.
    pub(super) body: Vec<u8>,
}

/// One part of a multipart body.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Content-Type and the other header fields.
    pub(super) header: Vec<u8>,
    /// The data.
    pub(super) data: Vec<u8>,
}

impl Draft {
    /// A sound message: every header field that is usual, a text and a picture.
    pub(super) fn sound() -> Self {
        Self {
            fields: vec![
                ("message-type", vec![0x8C, 0x84]),
                ("transaction-id", coded(0x98, &text("pack-1"))),
                ("version", vec![0x8D, 0x92]),
                ("message-id", coded(0x8B, &text("new@mmsc.invalid"))),
                ("date", vec![0x85, 0x04, 0x67, 0x74, 0x85, 0x80]), // 2025-01-01 00:00:00 UTC
                ("from", from("15550102/TYPE=PLMN")),
                ("to", coded(0x97, &text("+15550100/TYPE=PLMN"))),
                ("subject", coded(0x96, &text("new"))),
            ],
            content_type: vec![0x84, 0xA3], // multipart.mixed
            body: body(&[note(), picture()]),
        }
    }

    /// The sound message with this body.
    pub(super) fn of_parts(parts: &[Part]) -> Self {
        Self { body: body(parts), ..Self::sound() }
    }

    /// With other octets for a header field.
    pub(super) fn replacing(mut self, name: &str, octets: &[u8]) -> Self {
        for (_, field) in self.fields.iter_mut().filter(|(known, _)| *known == name) {
            *field = octets.to_vec();
        }
        self
    }

    /// With more octets right before Content-Type.
    pub(super) fn adding(mut self, octets: &[u8]) -> Self {
        self.fields.push(("added", octets.to_vec()));
        self
    }

    /// Without a header field.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| *known != name);
        self
    }

    /// With another Content-Type value.
    pub(super) fn typed(mut self, value: &[u8]) -> Self {
        self.content_type = coded(0x84, value);
        self
    }

    /// The octets of the header fields, Content-Type not among them.
    pub(super) fn head(&self) -> Vec<u8> {
        self.fields.iter().flat_map(|(_, octets)| octets).copied().collect()
    }

    /// The octets of the PDU.
    pub(super) fn octets(&self) -> Vec<u8> {
        [self.head(), self.content_type.clone(), self.body.clone()].concat()
    }
}

impl Part {
    /// A part with a media type by its number, parameters and a Content-Location.
    pub(super) fn new(media: &[u8], location: &str, data: &[u8]) -> Self {
        let header = [media, &coded(0x8E, &text(location))].concat();
        Self { header, data: data.to_vec() }
    }

    /// The two lengths, the header fields and the data.
    pub(super) fn octets(&self) -> Vec<u8> {
        self.with_lengths(&uintvar(self.header.len()), &uintvar(self.data.len()))
    }

    /// The part under lengths of the caller's own.
    pub(super) fn with_lengths(&self, headers: &[u8], data: &[u8]) -> Vec<u8> {
        [headers, data, &self.header, &self.data].concat()
    }
}

/// From with an address (ENC 7.3.21).
pub(super) fn from(address: &str) -> Vec<u8> {
    coded(0x89, &counted(&coded(0x80, &text(address))))
}

/// A multipart body under a true count.
pub(super) fn body(parts: &[Part]) -> Vec<u8> {
    let octets = parts.iter().flat_map(Part::octets);
    uintvar(parts.len()).into_iter().chain(octets).collect()
}

/// text/plain; charset=utf-8
pub(super) const TEXT_UTF_8: &[u8] = &[0x03, 0x83, 0x81, 0xEA];

/// image/jpeg
pub(super) const JPEG: &[u8] = &[0x9E];

/// The text of the sound message.
pub(super) fn note() -> Part {
    Part::new(TEXT_UTF_8, "new.txt", b"new text")
}

/// The picture of the sound message.
pub(super) fn picture() -> Part {
    Part::new(JPEG, "new.jpg", &[0xFF, 0xD8, 0x00, 0x0D, 0x0A, 0xFF, 0xD9])
}

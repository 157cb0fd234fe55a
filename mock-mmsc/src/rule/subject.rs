//! What the rules judge: a dissection, with the lists that several of them ask for, made once.

use std::ops::Deref;

use super::address::{Address, form};
use super::codes::Codes;
use super::multipart::{Multipart, multiparts};
use super::pdu_type::{PduType, pdu_type};
use crate::dissect::{Dissection, Field, Kind, code};

/// A dissection under judgement.
pub(super) struct Subject<'a> {
    dissection: &'a Dissection,
    /// The fields of the PDU itself.
    fields: &'a [Field],
    /// Places of the first header field of each octet in `fields`, from 1.
    places: [u16; 0x40],
    present: Codes,
    repeated: Codes,
    has_whole_header: bool,
    others: Vec<&'a Field>,
    addresses: Vec<(&'a Field, Address)>,
    odd: Vec<&'a Field>,
    texts: Vec<&'a Field>,
    multiparts: Vec<Multipart<'a>>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(dissection: &'a Dissection) -> Self {
        let mut subject = Self {
            dissection,
            fields: dissection.pdu_fields(),
            places: [0; 0x40],
            present: Codes::default(),
            repeated: Codes::default(),
            has_whole_header: dissection.has_pdu(),
            others: Vec::new(),
            addresses: Vec::new(),
            odd: Vec::new(),
            texts: Vec::new(),
            multiparts: Vec::new(),
        };
        for (place, field) in (1_u16..).zip(subject.fields) {
            subject.enter(place, field);
        }
        subject.notice(&dissection.fields);
        let media = subject.header(code::CONTENT_TYPE);
        subject.multiparts = multiparts(media, dissection);
        subject
    }

    /// Notes where a field of the PDU itself stands.
    fn enter(&mut self, place: u16, field: &'a Field) {
        let octet = self.code(field);
        if octet != Some(code::CONTENT_TYPE) && field.hole().is_some_and(|hole| hole.boundary_lost)
        {
            self.has_whole_header = false;
        }
        let Some(octet) = octet else {
            self.others.extend((field.kind != Kind::Body).then_some(field));
            return;
        };
        if self.present.contains(octet) {
            self.repeated.insert(octet);
        } else if let Some(first) = self.places.get_mut(usize::from(octet & 0x3F)) {
            *first = place;
            self.present.insert(octet);
        }
        if matches!(octet, code::BCC | code::CC | code::FROM | code::TO) && field.text.is_some() {
            self.addresses.push((field, form(&field.value)));
        }
    }

    /// Notes the fields that are odd or have a text that is not plain, and those inside them.
    fn notice(&mut self, fields: &'a [Field]) {
        for field in fields {
            if field.hole().is_some() || !field.remarks.is_empty() || field.kind == Kind::Rest {
                self.odd.push(field);
            }
            if field.text.as_ref().is_some_and(|text| !text.ascii || text.charset.is_some()) {
                self.texts.push(field);
            }
            self.notice(&field.children);
        }
    }

    /// The octet of a header field that has one assigned.
    pub(super) fn code(&self, field: &Field) -> Option<u8> {
        let octets = &self.dissection.octets;
        if field.kind == Kind::Header { octets.get(field.offset).copied() } else { None }
    }

    /// The first header field with that octet.
    pub(super) fn header(&self, code: u8) -> Option<&'a Field> {
        let place =
            self.places.get(usize::from(code & 0x3F)).filter(|_| self.present.contains(code));
        self.fields.get(usize::from(*place?).checked_sub(1)?)
    }

    /// Every header field with that octet, in the order of the octets.
    pub(super) fn headers(&self, code: u8) -> impl Iterator<Item = &'a Field> {
        let any = self.present.contains(code);
        let fields = if any { self.fields } else { &[] };
        fields.iter().filter(move |field| self.code(field) == Some(code))
    }

    /// The octets of the header fields that are there.
    pub(super) fn present(&self) -> Codes {
        self.present
    }

    /// Those that are there more than once.
    pub(super) fn repeated(&self) -> Codes {
        self.repeated
    }

    /// The octet of the PDU type, assigned or not.
    pub(super) fn message_type_octet(&self) -> Option<u8> {
        u8::try_from(self.header(code::MESSAGE_TYPE)?.number?).ok()
    }

    /// What the PDU type must and may hold, where that is known.
    pub(super) fn pdu_type(&self) -> Option<&'static PduType> {
        self.message_type_octet().and_then(pdu_type)
    }

    /// Whether the header fields were read to their end, so that what is not there is missing.
    pub(super) fn has_whole_header(&self) -> bool {
        self.has_whole_header
    }

    /// The fields of the PDU itself that are no header fields with an assigned octet.
    pub(super) fn others(&self) -> impl Iterator<Item = &'a Field> {
        self.others.iter().copied()
    }

    /// From, To, Cc and Bcc where they hold a text, with the forms of their addresses.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (&'a Field, Address)> {
        self.addresses.iter().copied()
    }

    /// Every field and descendant with a hole or a remark of its own, and octets that nothing claims.
    pub(super) fn odd(&self) -> impl Iterator<Item = &'a Field> {
        self.odd.iter().copied()
    }

    /// Every field and descendant with a text that names a charset or is not us-ascii.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a Field> {
        self.texts.iter().copied()
    }

    /// Every multipart, outer ones first.
    pub(super) fn multiparts(&self) -> &[Multipart<'a>] {
        &self.multiparts
    }
}

impl Deref for Subject<'_> {
    type Target = Dissection;

    fn deref(&self) -> &Dissection {
        self.dissection
    }
}

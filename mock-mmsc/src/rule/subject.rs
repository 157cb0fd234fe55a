//! What the rules judge: a dissection, with the lists that several of them ask for, made once.

use std::ops::Deref;

use super::address::{Address, form, is_sound};
use super::codes::Codes;
use super::cue::{Cue, Cues};
use super::multipart::{Multipart, multiparts};
use super::pdu_type::{PduType, pdu_type};
use crate::dissect::{Dissection, Entry, Field, Kind, Text, US_ASCII, UTF_8, code};

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
    cues: Cues,
    odd: Vec<&'a Field>,
    texts: Vec<&'a Field>,
    multiparts: Vec<Multipart<'a>>,
}

/// The header fields that hold an address.
const ADDRESSES: Codes = Codes::of(&[code::BCC, code::CC, code::FROM, code::TO]);

impl<'a> Subject<'a> {
    pub(super) fn new(dissection: &'a Dissection) -> Self {
        let mut subject = Self {
            dissection,
            fields: dissection.pdu_fields(),
            places: [0; 0x40],
            present: Codes::default(),
            repeated: Codes::default(),
            has_whole_header: dissection.has_pdu(),
            cues: Cues::ALWAYS,
            odd: Vec::new(),
            texts: Vec::new(),
            multiparts: Vec::new(),
        };
        for (place, field) in (1_u16..).zip(subject.fields) {
            subject.enter(place, field);
        }
        subject.notice(&dissection.fields);
        let media = subject.header(code::CONTENT_TYPE);
        if subject.cues.has(Cue::Body) {
            subject.multiparts = multiparts(media, dissection, !subject.odd.is_empty());
        }
        subject.sum_up();
        subject
    }

    /// Notes where a field of the PDU itself stands.
    fn enter(&mut self, place: u16, field: &'a Field) {
        let octet = self.code(field);
        if octet != Some(code::CONTENT_TYPE) && field.hole().is_some_and(|hole| hole.boundary_lost)
        {
            self.has_whole_header = false;
        }
        if field.text.as_ref().is_some_and(|text| text.encoded) && field.value.holds(b'?') {
            self.cues.insert(Cue::EncodedWord);
        }
        let Some(octet) = octet else { return self.enter_other(field.kind) };
        if self.present.contains(octet) {
            self.repeated.insert(octet);
        } else if let Some(first) = self.places.get_mut(usize::from(octet & 0x3F)) {
            *first = place;
            self.present.insert(octet);
        }
        if ADDRESSES.contains(octet) && field.text.is_some() && !is_sound(&field.value) {
            self.cues.insert(Cue::Address);
        }
    }

    /// Notes a field of the PDU itself that is no header field with an assigned octet.
    fn enter_other(&mut self, kind: Kind) {
        match kind {
            Kind::ApplicationHeader => self.cues.insert(Cue::ApplicationHeader),
            Kind::Body => self.cues.insert(Cue::Body),
            Kind::Padding => self.cues.insert(Cue::Padding),
            Kind::UnknownHeader => self.cues.insert(Cue::UnknownHeader),
            _ => {}
        }
    }

    /// Notes the fields that are odd or have a text that is not plain, and those inside them.
    fn notice(&mut self, fields: &'a [Field]) {
        for field in fields {
            if field.hole().is_some() || !field.remarks.is_empty() || field.kind == Kind::Rest {
                self.odd.push(field);
            }
            if field.text.as_ref().is_some_and(is_doubtful) {
                self.texts.push(field);
            }
            if !field.children.is_empty() {
                self.notice(&field.children);
            }
        }
    }

    /// Notes what the lists call for.
    fn sum_up(&mut self) {
        let has_envelope = !matches!(self.dissection.entry, Entry::Multipart | Entry::Pdu);
        self.cues.insert_if(Cue::ContentType, self.present.contains(code::CONTENT_TYPE));
        self.cues.insert_if(Cue::Envelope, has_envelope);
        self.cues.insert_if(Cue::Multipart, !self.multiparts.is_empty());
        self.cues.insert_if(Cue::Oddity, !self.odd.is_empty());
        self.cues.insert_if(Cue::Repetition, !self.repeated.is_empty());
        self.cues.insert_if(Cue::Text, !self.texts.is_empty());
    }

    /// What there is that calls for rules.
    pub(super) fn cues(&self) -> Cues {
        self.cues
    }

    /// The octet of a header field that has one assigned.
    pub(super) fn code(&self, field: &Field) -> Option<u8> {
        let octets = &self.dissection.octets;
        if field.kind == Kind::Header { octets.get(field.offset).copied() } else { None }
    }

    /// The first header field with that octet.
    pub(super) fn header(&self, code: u8) -> Option<&'a Field> {
        self.fields.get(self.place(code)?)
    }

    /// Where the first header field with that octet stands.
    fn place(&self, code: u8) -> Option<usize> {
        let place =
            self.places.get(usize::from(code & 0x3F)).filter(|_| self.present.contains(code));
        usize::from(*place?).checked_sub(1)
    }

    /// Every header field with that octet, in the order of the octets.
    pub(super) fn headers(&self, code: u8) -> impl Iterator<Item = &'a Field> {
        let first = self.place(code).unwrap_or(self.fields.len());
        let fields = self.fields.get(first..).unwrap_or_default().iter();
        let count = if self.repeated.contains(code) { fields.len() } else { 1 };
        fields.filter(move |field| self.code(field) == Some(code)).take(count)
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

    /// The fields of the PDU itself of that kind.
    pub(super) fn others(&self, kind: Kind) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| field.kind == kind)
    }

    /// From, To, Cc and Bcc where they hold a text, with the forms of their addresses.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (&'a Field, Address)> {
        let holds_address = |field: &&Field| {
            field.text.is_some() && self.code(field).is_some_and(|code| ADDRESSES.contains(code))
        };
        self.fields.iter().filter(holds_address).map(|field| (field, form(&field.value)))
    }

    /// Every field and descendant with a hole or a remark of its own, and octets that nothing claims.
    pub(super) fn odd(&self) -> impl Iterator<Item = &'a Field> {
        self.odd.iter().copied()
    }

    /// Every field and descendant with a text that is not us-ascii, or whose charset is neither us-ascii nor UTF-8 or
    /// has not its octets.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a Field> {
        self.texts.iter().copied()
    }

    /// Every multipart, outer ones first.
    pub(super) fn multiparts(&self) -> &[Multipart<'a>] {
        &self.multiparts
    }
}

/// Whether a rule may find something about a text.
fn is_doubtful(text: &Text) -> bool {
    let is_usual = matches!(text.charset, None | Some(US_ASCII | UTF_8));
    !(text.ascii && text.agrees && is_usual)
}

impl Deref for Subject<'_> {
    type Target = Dissection;

    fn deref(&self) -> &Dissection {
        self.dissection
    }
}

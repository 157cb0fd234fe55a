//! The multiparts of a dissection, each with its content type.

use crate::dissect::{Dissection, Field, Kind, bare_octets, is_multipart, is_smil};

/// A multipart: the field that holds the parts, and the content type, where there is one.
pub(super) struct Multipart<'a> {
    pub(super) media: Option<&'a Field>,
    pub(super) content: &'a Field,
    pub(super) parts: Vec<Part<'a>>,
    has_smil: bool,
    is_related: bool,
    is_whole: bool,
}

/// An entry of a multipart, and those of its fields that count.
pub(super) struct Part<'a> {
    pub(super) field: &'a Field,
    pub(super) data: Option<&'a Field>,
    media: Option<&'a Field>,
    content_id: Option<&'a Field>,
    content_location: Option<&'a Field>,
}

impl<'a> Part<'a> {
    fn new(field: &'a Field) -> Self {
        let (data, media, content_id, content_location) = (None, None, None, None);
        let mut part = Self { field, data, media, content_id, content_location };
        for child in &field.children {
            match child.kind {
                Kind::Data => part.data = Some(child),
                Kind::PartHeader if child.hole().is_none() => part.enter(child),
                _ => {}
            }
        }
        part
    }

    /// Takes over a header field; the first of several counts.
    fn enter(&mut self, header: &'a Field) {
        if header.is_named("Content-Type") {
            self.media = self.media.filter(|media| !media.value.is_empty()).or(Some(header));
        } else if header.is_named("Content-Location") {
            self.content_location = self.content_location.or(Some(header));
        } else if header.is_named("Content-ID") {
            self.content_id = self.content_id.or(Some(header));
        }
    }

    /// The media type without parameters; empty when it cannot be read.
    pub(super) fn media(&self) -> &'a [u8] {
        self.media.map(|field| field.value.as_bytes()).unwrap_or_default()
    }

    /// Content-ID without angle brackets.
    pub(super) fn content_id(&self) -> Option<&'a [u8]> {
        self.content_id.map(|field| bare_octets(field.value.as_bytes()))
    }

    /// Content-Location as sent.
    pub(super) fn content_location(&self) -> Option<&'a [u8]> {
        self.content_location.map(|field| field.value.as_bytes())
    }

    /// Whether it is a presentation.
    pub(super) fn is_smil(&self) -> bool {
        is_smil(self.media())
    }
}

/// Every multipart, outer ones first; `media` is the content type of the body. Without an oddity all are whole.
pub(super) fn multiparts<'a>(
    media: Option<&'a Field>,
    dissection: &'a Dissection,
    has_oddity: bool,
) -> Vec<Multipart<'a>> {
    let mut found = Vec::new();
    if let Some(body) = dissection.body() {
        open(media, body, has_oddity, &mut found);
    }
    found
}

/// Adds the multipart that a field holds, where it holds one, and those inside it.
fn open<'a>(
    media: Option<&'a Field>,
    content: &'a Field,
    has_oddity: bool,
    found: &mut Vec<Multipart<'a>>,
) {
    if content.children.is_empty() {
        return;
    }
    let parts = content.children.iter().filter(|child| child.kind == Kind::Part);
    let mut entries = Vec::with_capacity(content.children.len());
    entries.extend(parts.clone().map(Part::new));
    let is_whole = !has_oddity || is_whole(content, &entries);
    found.push(Multipart::new(media, content, entries, is_whole));
    for part in parts {
        let data = part.children.iter().find(|child| child.kind == Kind::Data);
        if let Some(data) = data.filter(|data| !data.children.is_empty()) {
            open(part.child("Content-Type"), data, has_oddity, found);
        }
    }
}

impl<'a> Multipart<'a> {
    fn new(
        media: Option<&'a Field>,
        content: &'a Field,
        parts: Vec<Part<'a>>,
        is_whole: bool,
    ) -> Self {
        let has_smil = parts.iter().any(Part::is_smil);
        let is_related = media.is_some_and(|media| is_related(media.value.as_bytes()));
        Self { media, content, parts, has_smil, is_related, is_whole }
    }

    /// Whether it is multipart/related, in WSP's name or in MIME's.
    pub(super) fn is_related(&self) -> bool {
        self.is_related
    }

    /// Whether a part is a presentation.
    pub(super) fn has_smil(&self) -> bool {
        self.has_smil
    }

    /// Whether every part was read to its end.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }
}

fn is_related(media: &[u8]) -> bool {
    let end = media.len().checked_sub(b"related".len()).and_then(|at| media.get(at..));
    is_multipart(media) && end.is_some_and(|end| end.eq_ignore_ascii_case(b"related"))
}

fn is_whole(content: &Field, parts: &[Part<'_>]) -> bool {
    let lengths = parts.iter().flat_map(|part| &part.field.children);
    content.hole().is_none()
        && content.children.iter().all(|child| child.hole().is_none())
        && lengths.filter(|child| child.kind != Kind::Data).all(|child| child.hole().is_none())
}

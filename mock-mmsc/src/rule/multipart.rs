//! The multiparts of a dissection, each with its content type.

use crate::dissect::{Dissection, Field, Kind, PartView, is_multipart};

/// A multipart: the field that holds the parts, and the content type, where there is one.
pub(super) struct Multipart<'a> {
    pub(super) media: Option<&'a Field>,
    pub(super) content: &'a Field,
    pub(super) parts: Vec<PartView<'a>>,
}

/// Every multipart, outer ones first; `media` is the content type of the body.
pub(super) fn multiparts<'a>(
    media: Option<&'a Field>,
    dissection: &'a Dissection,
) -> Vec<Multipart<'a>> {
    let mut found = Vec::new();
    if let Some(body) = dissection.body() {
        open(media, body, &dissection.octets, &mut found);
    }
    found
}

/// Adds the multipart that a field holds, where it holds one, and those inside it.
fn open<'a>(
    media: Option<&'a Field>,
    content: &'a Field,
    octets: &'a [u8],
    found: &mut Vec<Multipart<'a>>,
) {
    if content.children.is_empty() {
        return;
    }
    found.push(Multipart { media, content, parts: PartView::all(content, octets) });
    for part in content.children.iter().filter(|child| child.kind == Kind::Part) {
        let data = part.children.iter().find(|child| child.kind == Kind::Data);
        if let Some(data) = data.filter(|data| !data.children.is_empty()) {
            open(part.child("Content-Type"), data, octets, found);
        }
    }
}

impl Multipart<'_> {
    /// Whether it is multipart/related, in WSP's name or in MIME's.
    pub(super) fn is_related(&self) -> bool {
        self.media.is_some_and(|media| {
            let end = media.value.len().checked_sub("related".len());
            let end = end.and_then(|at| media.value.get(at..));
            is_multipart(&media.value) && end.is_some_and(|end| end.eq_ignore_ascii_case("related"))
        })
    }

    /// The first part that is SMIL.
    pub(super) fn smil(&self) -> Option<&PartView<'_>> {
        self.parts.iter().find(|part| part.content_type.eq_ignore_ascii_case("application/smil"))
    }

    /// Whether every part was read to its end.
    pub(super) fn is_whole(&self) -> bool {
        let lengths = self.parts.iter().flat_map(|part| &part.field.children);
        self.content.hole().is_none()
            && self.content.children.iter().all(|child| child.hole().is_none())
            && lengths.filter(|child| child.kind != Kind::Data).all(|child| child.hole().is_none())
    }
}

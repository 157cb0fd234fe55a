//! The multiparts of a dissection, each with its content type.

use crate::dissect::{Dissection, Field, Kind, PartView, is_multipart};

/// A multipart: the field that holds the parts, and the content type, where there is one.
pub(super) struct Multipart<'a> {
    pub(super) media: Option<&'a Field>,
    pub(super) content: &'a Field,
    pub(super) parts: Vec<PartView<'a>>,
}

/// Every multipart, outer ones first.
pub(super) fn multiparts(dissection: &Dissection) -> Vec<Multipart<'_>> {
    let mut found = Vec::new();
    let Some(body) = dissection.body() else { return found };
    let mut waiting = vec![(dissection.header("Content-Type"), body)];
    while let Some((media, content)) = waiting.pop() {
        let entries = content.children.iter().any(|child| child.kind == Kind::Length);
        if !entries {
            continue;
        }
        let parts = PartView::all(content, &dissection.octets);
        for part in &parts {
            let data = part.field.children.iter().find(|child| child.kind == Kind::Data);
            waiting.extend(data.map(|data| (part.field.child("Content-Type"), data)));
        }
        found.push(Multipart { media, content, parts });
    }
    found
}

impl Multipart<'_> {
    /// Whether it is multipart/related, in WSP's name or in MIME's.
    pub(super) fn is_related(&self) -> bool {
        self.media.is_some_and(|media| {
            is_multipart(&media.value) && media.value.to_ascii_lowercase().ends_with("related")
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

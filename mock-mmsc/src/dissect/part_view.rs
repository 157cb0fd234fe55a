//! A part of a multipart body, as questions about it need it.

use super::field::{Field, Kind};

/// One part: what its header fields say, and its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartView<'a> {
    /// Offset of the part in the dissected octets, at its `HeadersLen`.
    pub offset: usize,
    /// Media type without parameters; empty when it cannot be read.
    pub content_type: &'a str,
    /// Charset parameter by name, or `MIB n` where the name is not known here.
    pub charset: Option<&'a str>,
    /// Content-Location as sent.
    pub content_location: Option<&'a str>,
    /// Content-ID without angle brackets.
    pub content_id: Option<&'a str>,
    /// Parameter `name` of the content type, else `filename` of it or of the disposition.
    pub name: Option<&'a str>,
    /// The data, transfer encodings not undone.
    pub data: &'a [u8],
    /// The field that all this comes from.
    pub field: &'a Field,
    octets: &'a [u8],
}

impl<'a> PartView<'a> {
    /// The parts of a body, or of a part that is itself a multipart.
    pub(crate) fn all(parent: &'a Field, octets: &'a [u8]) -> Vec<Self> {
        let parts = parent.children.iter().filter(|field| field.kind == Kind::Part);
        parts.map(|field| Self::new(field, octets)).collect()
    }

    fn new(field: &'a Field, octets: &'a [u8]) -> Self {
        let mut part = Self {
            offset: field.offset,
            content_type: "",
            charset: None,
            content_location: None,
            content_id: None,
            name: None,
            data: &[],
            field,
            octets,
        };
        // The first of several counts.
        for child in &field.children {
            match child.kind {
                Kind::Data => part.data = child.raw(octets),
                Kind::PartHeader if child.hole().is_none() => part.enter(child),
                _ => {}
            }
        }
        part
    }

    /// Takes over what a header field says.
    fn enter(&mut self, header: &'a Field) {
        let value = Some(header.value.as_str());
        if header.is_named("Content-Type") && self.content_type.is_empty() {
            self.content_type = &header.value;
            self.charset = parameter(header, "charset");
            self.name = parameter(header, "name").or_else(|| parameter(header, "filename"));
        } else if header.is_named("Content-Location") {
            self.content_location = self.content_location.or(value);
        } else if header.is_named("Content-ID") {
            self.content_id = self.content_id.or_else(|| value.map(bare));
        } else if header.is_named("Content-Disposition") {
            self.name = self.name.or_else(|| parameter(header, "filename"));
        }
    }

    /// The field of the data.
    pub(crate) fn data_field(&self) -> Option<&'a Field> {
        self.field.children.iter().rfind(|child| child.kind == Kind::Data)
    }

    /// The parts inside this one, when it is a multipart itself.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        self.data_field().map(|data| Self::all(data, self.octets)).unwrap_or_default()
    }
}

fn parameter<'a>(field: &'a Field, name: &str) -> Option<&'a str> {
    let parameter = field.child(name).filter(|parameter| parameter.hole().is_none());
    parameter.map(|parameter| parameter.value.as_str())
}

/// A Content-ID without the angle brackets that most senders put around it.
fn bare(content_id: &str) -> &str {
    let inner = content_id.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    inner.unwrap_or(content_id)
}

/// The same of the octets of one.
pub(crate) fn bare_octets(content_id: &[u8]) -> &[u8] {
    let inner = content_id.strip_prefix(b"<").and_then(|text| text.strip_suffix(b">"));
    inner.unwrap_or(content_id)
}

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
    pub charset: Option<String>,
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
        let content_type = field.child("Content-Type");
        let parameter = |name: &str| value(content_type.and_then(|field| field.child(name)));
        let disposition = field.child("Content-Disposition");
        let data = field.children.iter().find(|child| child.kind == Kind::Data);
        Self {
            offset: field.offset,
            content_type: value(content_type).unwrap_or_default(),
            charset: parameter("charset").map(str::to_owned),
            content_location: value(field.child("Content-Location")),
            content_id: value(field.child("Content-ID")).map(bare),
            name: parameter("name")
                .or_else(|| parameter("filename"))
                .or_else(|| value(disposition.and_then(|field| field.child("filename")))),
            data: data.map(|field| field.raw(octets)).unwrap_or_default(),
            field,
            octets,
        }
    }

    /// The parts inside this one, when it is a multipart itself.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        let data = self.field.children.iter().find(|child| child.kind == Kind::Data);
        data.map(|data| Self::all(data, self.octets)).unwrap_or_default()
    }
}

fn value(field: Option<&Field>) -> Option<&str> {
    field.filter(|field| field.hole().is_none()).map(|field| field.value.as_str())
}

/// A Content-ID without the angle brackets that most senders put around it.
pub(crate) fn bare(content_id: &str) -> &str {
    let inner = content_id.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    inner.unwrap_or(content_id)
}

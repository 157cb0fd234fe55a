//! What follows the last header field of a message: media, or a multipart of parts.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::content_type::ContentType;
use crate::error::DecodeError;
use crate::header::Header;
use crate::multipart;
use crate::part::Part;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::text_string::TextString;
use crate::transfer_encoding;

/// A body.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Body<'a> {
    /// Media, or whatever the content type says.
    Data(Cow<'a, [u8]>),
    /// Parts, in their order on the wire.
    Multipart(Vec<Part<'a>>),
}

impl<'a> Body<'a> {
    /// Lists the media of a body in order, those of nested multiparts in the place of their part. A body that is no
    /// multipart is one leaf. `content_type` is the body's own.
    #[must_use]
    pub fn leaves<'b>(&'b self, content_type: &'b ContentType<'a>) -> Vec<Leaf<'b>> {
        let mut leaves = Vec::new();
        match self {
            Self::Data(data) => leaves.push(Leaf {
                content_type,
                content_id: None,
                content_location: None,
                headers: &[],
                data,
            }),
            Self::Multipart(parts) => collect_leaves(parts, &mut leaves),
        }
        leaves
    }

    /// Returns the parts of a multipart, without a look into nested ones; none for a body that is no multipart.
    #[must_use]
    pub fn parts(&self) -> &[Part<'a>] {
        match self {
            Self::Data(_) => &[],
            Self::Multipart(parts) => parts,
        }
    }

    /// Copies what is borrowed, the data included.
    #[must_use]
    pub fn into_owned(self) -> Body<'static> {
        match self {
            Self::Data(data) => Body::Data(Cow::Owned(data.into_owned())),
            Self::Multipart(parts) => {
                Body::Multipart(parts.into_iter().map(Part::into_owned).collect())
            }
        }
    }

    /// Reads the body that is all of the window, inside `depth` multiparts.
    pub(crate) fn read(
        mut reader: Reader<'_, 'a>,
        content_type: &ContentType<'a>,
        depth: usize,
    ) -> Result<Self, DecodeError> {
        if content_type.media_type.is_multipart() {
            return multipart::read(reader, depth.saturating_add(1)).map(Self::Multipart);
        }
        Ok(Self::Data(Cow::Borrowed(reader.take_rest())))
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        match self {
            Self::Data(data) => sink.put(data),
            Self::Multipart(parts) => multipart::write(sink, parts),
        }
    }
}

/// One piece of media in a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Leaf<'b> {
    /// Its content type.
    pub content_type: &'b ContentType<'b>,
    /// Its Content-ID, as the sender writes it.
    pub content_id: Option<&'b str>,
    /// Its Content-Location.
    pub content_location: Option<&'b str>,
    /// Its other headers.
    pub headers: &'b [Header<'b>],
    /// Its data, as on the wire.
    pub data: &'b [u8],
}

impl<'b> Leaf<'b> {
    /// Returns the name to show: Content-Location, else `name`, else `filename`, else Content-ID without `<>`.
    #[must_use]
    pub fn name(&self) -> Option<&'b str> {
        let parameter = || self.content_type.name().or_else(|| self.content_type.file_name());
        self.content_location.or_else(parameter).or_else(|| self.content_id.map(without_brackets))
    }

    /// Returns the data with a Content-Transfer-Encoding of base64 or quoted-printable undone. Data that do not
    /// decode stay as they are.
    #[must_use]
    pub fn decoded_data(&self) -> Cow<'b, [u8]> {
        transfer_encoding::decode(self.headers, self.data)
    }
}

/// Returns a Content-ID without the `<>` around it.
pub(crate) fn without_brackets(content_id: &str) -> &str {
    let inner = content_id.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inner.unwrap_or(content_id)
}

fn collect_leaves<'b>(parts: &'b [Part<'_>], leaves: &mut Vec<Leaf<'b>>) {
    for part in parts {
        match &part.body {
            Body::Multipart(parts) => collect_leaves(parts, leaves),
            Body::Data(data) => leaves.push(Leaf {
                content_type: &part.content_type,
                content_id: part.content_id.as_ref().map(TextString::as_str),
                content_location: part.content_location.as_ref().map(TextString::as_str),
                headers: &part.headers,
                data,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use rstest::rstest;

    use super::*;
    use crate::media_type::MediaType;
    use crate::parameter::Parameter;

    fn text(text: &str) -> TextString<'_> {
        TextString::new(text).unwrap()
    }

    #[rstest]
    #[case::location(Some("a"), Some("n"), Some("f"), Some("<i>"), Some("a"))]
    #[case::name(None, Some("n"), Some("f"), Some("<i>"), Some("n"))]
    #[case::file_name(None, None, Some("f"), Some("<i>"), Some("f"))]
    #[case::content_id(None, None, None, Some("<i>"), Some("i"))]
    #[case::bare_content_id(None, None, None, Some("i"), Some("i"))]
    #[case::nothing(None, None, None, None, None)]
    fn a_leaf_has_the_first_name_there_is(
        #[case] location: Option<&str>,
        #[case] name: Option<&str>,
        #[case] file_name: Option<&str>,
        #[case] content_id: Option<&str>,
        #[case] expected: Option<&str>,
    ) {
        let mut part = Part::new(ContentType::new(MediaType::TEXT_PLAIN), &[][..]);
        part.content_type.parameters.extend(name.map(text).map(Parameter::Name));
        part.content_type.parameters.extend(file_name.map(text).map(Parameter::FileName));
        part.content_id = content_id.map(text);
        part.content_location = location.map(text);
        let body = Body::Multipart(vec![part]);
        let mixed = ContentType::multipart_mixed();
        assert_eq!(body.leaves(&mixed)[0].name(), expected);
    }

    #[test]
    fn a_leaf_has_its_data_without_their_transfer_encoding() {
        let mut part = Part::new(ContentType::new(MediaType::TEXT_PLAIN), &b"aGk="[..]);
        part.headers.push(Header::application("Content-Transfer-Encoding", "base64").unwrap());
        let body = Body::Multipart(vec![part]);
        let mixed = ContentType::multipart_mixed();
        let leaf = body.leaves(&mixed)[0];
        assert_eq!((leaf.data, &*leaf.decoded_data()), (&b"aGk="[..], &b"hi"[..]));
        assert_eq!(body.parts()[0].data(), Some(&b"aGk="[..]));
        assert_eq!(Body::Data(b"hi".into()).parts(), []);
    }

    #[test]
    fn leaves_of_nested_multiparts_come_in_order() {
        let leaf = |data: &'static [u8]| Part::new(ContentType::new(MediaType::TEXT_PLAIN), data);
        let mut inner = Part::new(ContentType::multipart_mixed(), &[][..]);
        inner.body = Body::Multipart(vec![leaf(b"2"), leaf(b"3")]);
        let body = Body::Multipart(vec![leaf(b"1"), inner, leaf(b"4")]);
        let mixed = ContentType::multipart_mixed();
        let data: Vec<u8> =
            body.leaves(&mixed).iter().flat_map(|leaf| leaf.data.to_vec()).collect();
        assert_eq!(data, b"1234");
    }
}

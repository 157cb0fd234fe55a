//! The presentation of an M-Send.req: SMIL that shows the files of a message, under the reading `smil`.
//!
//! MMS Conformance Document, the part on MMS SMIL; RFC 2387 for the root of a multipart.related, RFC 2392 for `cid:`.
//! Neither the application note nor a sibling manual says that the module writes one, let alone what it looks like:
//! this is the least that names every file. It is not read back: a received presentation is a file like others.
//!
//! ```text
//! slide            what is in it                              how long
//! picture + text   neighbours in the message, in either order  DURATION_MS
//! any other file   alone                                       DURATION_MS; sound and video until they end
//! ```

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use mms_pdu::{ContentType, MediaType, Part, TextString};

use crate::media;
use crate::message::File;

/// Content-ID of the presentation.
const CONTENT_ID: &str = "<presentation>";
/// Content-Location of the presentation, under which a receiver lists it.
const CONTENT_LOCATION: &str = "presentation.smil";
/// Milliseconds that a slide without sound and video is shown.
const DURATION_MS: u32 = 5_000;
/// The screen that the regions divide, in pixels: a picture above, its text below.
const HEAD: &str = concat!(
    r#"<head><layout><root-layout width="320" height="240"/>"#,
    r#"<region id="Image" left="0" top="0" width="320" height="160" fit="meet"/>"#,
    r#"<region id="Text" left="0" top="160" width="320" height="80" fit="scroll"/></layout></head>"#,
);

/// The content type of a body whose first part is the presentation.
pub(super) fn content_type() -> Option<ContentType<'static>> {
    Some(ContentType::multipart_related(MediaType::SMIL, TextString::new(CONTENT_ID).ok()?))
}

/// The files that a presentation shows. A received presentation is not among them: what it refers to are the
/// Content-IDs of another message, so that the new one takes its place.
pub(super) fn shown(files: &[File]) -> Vec<&File> {
    files.iter().filter(|file| !media::is_presentation(&file.content_type)).collect()
}

/// The part that shows files.
pub(super) fn part(files: &[&File]) -> Option<Part<'static>> {
    let part = Part::new(ContentType::new(MediaType::SMIL), markup(files).into_bytes());
    let part = part.with_content_id(TextString::new(CONTENT_ID).ok()?);
    Some(part.with_content_location(TextString::new(CONTENT_LOCATION).ok()?))
}

/// The Content-ID of the file at an index. A name may have blanks, letters beyond ASCII and a twin; this has none.
pub(super) fn content_id(index: usize) -> String {
    format!("<{}>", bare_content_id(index))
}

fn bare_content_id(index: usize) -> String {
    format!("file-{index}")
}

/// How a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Audio,
    Image,
    Reference,
    Text,
    Video,
}

/// Families of content types with an element of their own.
const FAMILIES: &[(&str, Element)] = &[
    ("audio", Element::Audio),
    ("image", Element::Image),
    ("text", Element::Text),
    ("video", Element::Video),
];

impl Element {
    fn of(file: &File) -> Self {
        let family = file.content_type.split('/').next().unwrap_or_default();
        let known = FAMILIES.iter().find(|(known, _)| known.eq_ignore_ascii_case(family));
        known.map_or(Self::Reference, |(_, element)| *element)
    }

    const fn is_timed(self) -> bool {
        matches!(self, Self::Audio | Self::Video)
    }

    fn markup(self, index: usize) -> String {
        let (name, region) = match self {
            Self::Audio => ("audio", ""),
            Self::Image => ("img", r#" region="Image""#),
            Self::Reference => ("ref", ""),
            Self::Text => ("text", r#" region="Text""#),
            Self::Video => ("video", r#" region="Image""#),
        };
        format!(r#"<{name} src="cid:{}"{region}/>"#, bare_content_id(index))
    }
}

fn markup(files: &[&File]) -> String {
    let slides = slides(files.iter().map(|file| Element::of(file)));
    let body: String = slides.iter().map(|slide| par(slide)).collect();
    format!("<smil>{HEAD}<body>{body}</body></smil>")
}

/// Files by index in slides: a picture shares one with a text beside it, any other file has one of its own.
fn slides(elements: impl Iterator<Item = Element>) -> Vec<Vec<(usize, Element)>> {
    let mut slides: Vec<Vec<(usize, Element)>> = Vec::new();
    for (index, element) in elements.enumerate() {
        match (slides.last().map(Vec::as_slice), element) {
            (Some([(_, Element::Image)]), Element::Text)
            | (Some([(_, Element::Text)]), Element::Image) => {}
            _ => slides.push(Vec::new()),
        }
        if let Some(slide) = slides.last_mut() {
            slide.push((index, element));
        }
    }
    slides
}

fn par(slide: &[(usize, Element)]) -> String {
    let elements: String = slide.iter().map(|(index, element)| element.markup(*index)).collect();
    let ends_by_itself = slide.iter().any(|(_, element)| element.is_timed());
    let duration =
        if ends_by_itself { String::new() } else { format!(r#" dur="{DURATION_MS}ms""#) };
    format!("<par{duration}>{elements}</par>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::ToOwned;
    use alloc::vec;

    fn file(content_type: &str) -> File {
        File::new("a b.bin", content_type, b"x".to_vec())
    }

    fn body(content_types: &[&str]) -> String {
        let files: Vec<File> = content_types.iter().map(|name| file(name)).collect();
        let markup = markup(&files.iter().collect::<Vec<_>>());
        let (_, body) = markup.split_once("<body>").unwrap();
        body.strip_suffix("</body></smil>").unwrap().to_owned()
    }

    #[rstest::rstest]
    #[case::nothing(&[], "")]
    #[case::text(&["text/plain"], r#"<par dur="5000ms"><text src="cid:file-0" region="Text"/></par>"#)]
    #[case::audio(&["audio/amr"], r#"<par><audio src="cid:file-0"/></par>"#)]
    #[case::video(&["Video/mp4"], r#"<par><video src="cid:file-0" region="Image"/></par>"#)]
    #[case::session(&["application/sdp"], r#"<par dur="5000ms"><ref src="cid:file-0"/></par>"#)]
    #[case::text_then_picture(
        &["text/html", "IMAGE/gif"],
        r#"<par dur="5000ms"><text src="cid:file-0" region="Text"/><img src="cid:file-1" region="Image"/></par>"#
    )]
    fn files_become_slides(#[case] content_types: &[&str], #[case] expected: &str) {
        assert_eq!(body(content_types), expected);
    }

    #[rstest::rstest]
    #[case::two_pictures("ii", &[1, 1])]
    #[case::two_texts("tt", &[1, 1])]
    #[case::a_pair_is_full("iti", &[2, 1])]
    #[case::two_pairs("titi", &[2, 2])]
    #[case::text_and_sound("ta", &[1, 1])]
    #[case::text_and_video("vt", &[1, 1])]
    #[case::sound_between("iat", &[1, 1, 1])]
    fn slides_hold_one_file_or_a_pair(#[case] kinds: &str, #[case] expected: &[usize]) {
        let elements = kinds.chars().map(|kind| match kind {
            'a' => Element::Audio,
            'i' => Element::Image,
            't' => Element::Text,
            _ => Element::Video,
        });
        let slides = slides(elements);
        assert_eq!(slides.iter().map(Vec::len).collect::<Vec<_>>(), expected);
        let indexes: Vec<usize> = slides.iter().flatten().map(|(index, _)| *index).collect();
        assert_eq!(indexes, (0..kinds.len()).collect::<Vec<_>>());
    }

    #[test]
    fn regions_that_are_named_are_there() {
        let files = [file("image/png"), file("text/plain")];
        let markup = markup(&files.iter().collect::<Vec<_>>());
        assert_eq!(markup.matches(r#"region="Image""#).count(), 1);
        assert_eq!(markup.matches(r#"<region id="Image""#).count(), 1);
        assert_eq!(markup.matches(r#"region="Text""#).count(), 1);
        assert_eq!(markup.matches(r#"<region id="Text""#).count(), 1);
    }

    #[test]
    fn a_received_presentation_is_not_shown() {
        let files = vec![file("application/smil"), file("image/png"), file("Application/SMIL")];
        assert_eq!(shown(&files).len(), 1);
    }
}

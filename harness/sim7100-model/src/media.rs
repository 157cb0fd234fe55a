//! Media types: from the keyword of CMMSDOWN and the extension to a content type, and to the number of CMMSVIEW.
//!
//! Sections 3.5 to 3.9 and 5.1 of the application note. The name of a file decides, its octets are not looked at: no
//! manual of the family says that a file whose content and extension differ is refused or gets another type.

use crate::profile::value::UnknownType;

/// The keyword of `AT+CMMSDOWN` for octets that follow the prompt and are a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyword {
    /// `"PIC"`
    Pic,
    /// `"TEXT"`
    Text,
    /// `"AUDIO"`
    Audio,
    /// `"VIDEO"`
    Video,
}

/// The content type of a session description.
pub(crate) const SDP: &str = "application/sdp";
/// The content type of a presentation.
const SMIL: &str = "application/smil";
/// The content type of octets about which nothing is known.
const OCTET_STREAM: &str = "application/octet-stream";

/// Extensions that 3.9 lists for a file of the EFS, with their content types.
const EXTENSIONS: &[(&str, &str)] = &[
    ("txt", "text/plain"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("png", "image/png"),
    ("mid", "audio/midi"),
    ("midi", "audio/midi"),
    ("wav", "audio/x-wav"),
    ("amr", "audio/amr"),
    ("mp3", "audio/mpeg"),
    ("mpeg", "audio/mpeg"),
    ("mpg", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("3gpp", "video/3gpp"),
    ("3gp", "video/3gpp"),
];

/// Extensions of received files for content types that CMMSVIEW has a number for and 3.9 does not list.
const RECEIVED_EXTENSIONS: &[(&str, &str)] = &[("tif", "image/tiff"), ("sdp", SDP), ("smil", SMIL)];

/// What is before the colon is printed by CMMSVIEW for the content type after it; families last.
const NUMBERS: &[(u8, &str)] = &[
    (3, "text/html"),
    (4, "text/plain"),
    (6, "image/gif"),
    (7, "image/jpeg"),
    (7, "image/jpg"),
    (8, "image/tiff"),
    (9, "image/png"),
    (10, "audio/midi"),
    (10, "audio/mid"),
    (10, "audio/sp-midi"),
    (11, "audio/x-wav"),
    (11, "audio/wav"),
    (12, "audio/amr"),
    (13, "audio/mpeg"),
    (13, "audio/mp3"),
    (14, "video/mp4"),
    (15, "video/3gpp"),
    (29, SDP),
    (30, SMIL),
    (2, "text/*"),
    (5, "image/*"),
];

/// What stands after the last full stop of a name; none without one.
pub(crate) fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// The content type of a file of the EFS; none when its extension is not supported.
pub(crate) fn of_efs_file(name: &str, accept_3pg: bool, tiff: bool) -> Option<&'static str> {
    let extension = extension(name)?;
    let is = |other: &str| extension.eq_ignore_ascii_case(other);
    let listed = EXTENSIONS.iter().find(|(known, _)| is(known)).map(|(_, media)| *media);
    listed
        .or_else(|| (accept_3pg && is("3pg")).then_some("video/3gpp"))
        .or_else(|| (tiff && (is("tif") || is("tiff"))).then_some("image/tiff"))
}

/// The content type of a file that the TE sends. The keyword decides where an extension has two meanings.
pub(crate) fn of_sent_file(keyword: Keyword, name: &str) -> &'static str {
    let extension = extension(name).unwrap_or_default();
    let is_mpeg = extension.eq_ignore_ascii_case("mpg") || extension.eq_ignore_ascii_case("mpeg");
    match (keyword, of_efs_file(name, true, true)) {
        (Keyword::Video, _) if is_mpeg => "video/mpeg",
        (_, Some(media)) => media,
        (Keyword::Text, None) => "text/plain",
        (_, None) => OCTET_STREAM,
    }
}

/// The number that CMMSVIEW prints.
pub(crate) fn number(content_type: &str, unknown: UnknownType) -> i8 {
    let known = NUMBERS.iter().find(|(_, pattern)| matches(pattern, content_type));
    match (known, unknown) {
        (Some((number, _)), _) => number.cast_signed(),
        (None, UnknownType::One) => 1,
        (None, UnknownType::MinusOne) => -1,
    }
}

/// Whether the module treats a file of this type as text, which it prints and snatches as UCS-2.
pub(crate) fn is_text(content_type: &str) -> bool {
    matches("text/*", content_type)
}

fn matches(pattern: &str, content_type: &str) -> bool {
    match pattern.strip_suffix('*') {
        None => pattern.eq_ignore_ascii_case(content_type),
        Some(family) => content_type
            .split_at_checked(family.len())
            .is_some_and(|(head, _)| head.eq_ignore_ascii_case(family)),
    }
}

/// Whether a file of this type is a presentation.
pub(crate) fn is_presentation(content_type: &str) -> bool {
    matches(SMIL, content_type)
}

/// An extension for a received file without a name.
pub(crate) fn extension_of(content_type: &str) -> &'static str {
    EXTENSIONS
        .iter()
        .chain(RECEIVED_EXTENSIONS)
        .find(|(_, media)| media.eq_ignore_ascii_case(content_type))
        .map_or("bin", |(extension, _)| *extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(Keyword::Pic, "t1.jpg", "image/jpeg", 7)]
    #[case(Keyword::Text, "t1.txt", "text/plain", 4)]
    #[case(Keyword::Text, "t1", "text/plain", 4)]
    #[case(Keyword::Text, "t1.HTML", "text/html", 3)]
    #[case(Keyword::Audio, "t1.mpg", "audio/mpeg", 13)]
    #[case(Keyword::Video, "t1.mpg", "video/mpeg", 1)]
    #[case(Keyword::Video, "t1.3pg", "video/3gpp", 15)]
    #[case(Keyword::Pic, "t1.tif", "image/tiff", 8)]
    #[case(Keyword::Pic, "t1", "application/octet-stream", 1)]
    fn sent_files(
        #[case] keyword: Keyword,
        #[case] name: &str,
        #[case] media: &str,
        #[case] n: i8,
    ) {
        assert_eq!(of_sent_file(keyword, name), media);
        assert_eq!(number(media, UnknownType::One), n);
    }

    #[rstest::rstest]
    #[case("t1.3gp", Some("video/3gpp"))]
    #[case("t1.3pg", None)]
    #[case("t1.tif", Some("image/tiff"))]
    #[case("t1.exe", None)]
    #[case("txt", None)]
    #[case(" 1.JPG", Some("image/jpeg"))]
    fn efs_files(#[case] name: &str, #[case] media: Option<&str>) {
        assert_eq!(of_efs_file(name, false, true), media);
    }

    #[rstest::rstest]
    #[case("image/jpeg", "jpg")]
    #[case("Audio/AMR", "amr")]
    #[case("image/tiff", "tif")]
    #[case("application/sdp", "sdp")]
    #[case("application/smil", "smil")]
    #[case("video/quicktime", "bin")]
    fn extensions_of_received_files(#[case] media: &str, #[case] expected: &str) {
        assert_eq!(extension_of(media), expected);
    }

    #[rstest::rstest]
    #[case("text/vcard", 2)]
    #[case("Image/BMP", 5)]
    #[case("application/sdp", 29)]
    #[case("application/smil", 30)]
    #[case("video/quicktime", -1)]
    fn numbers(#[case] media: &str, #[case] n: i8) {
        assert_eq!(number(media, UnknownType::MinusOne), n);
    }
}

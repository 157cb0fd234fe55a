//! Messages after the cases of the Enabler Test Specification MMS 1.3 that a client must receive whole.

use super::draft::{Draft, JPEG, Part, TEXT_UTF_8};
use super::octet::{coded, counted, text, uintvar};
use super::{Case, SUCCESS};

/// The name of a header field that nobody has assigned.
const UNKNOWN_FIELD: &str = "X-Pack-Unassigned-Field";
/// 40 characters.
const SUBJECT: &str = "Forty characters, and not one shall miss";

pub(super) fn cases() -> Vec<Case> {
    texts().into_iter().chain(media()).chain(fields()).collect()
}

fn case(name: &str, about: &str, draft: &Draft) -> Case {
    Case::served(name, about, draft.octets(), &[SUCCESS])
}

fn texts() -> Vec<Case> {
    let utf_16: Vec<u8> = "\u{FEFF}né中".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let part = |media: &[u8], data: &[u8]| Draft::of_parts(&[Part::new(media, "text.txt", data)]);
    let encoded = counted(&[&[0xEA], "\u{FEFF}Ünïcödé".as_bytes(), &[0]].concat());
    vec![
        case(
            "ets-con-211-subject-in-utf-8",
            "a subject in UTF-8 that begins with a byte order mark",
            &Draft::sound().replacing("subject", &coded(0x96, &encoded)),
        ),
        case(
            "ets-con-212-text-in-us-ascii",
            "one text part in us-ascii",
            &part(&[0x03, 0x83, 0x81, 0x83], b"plain"),
        ),
        case(
            "ets-con-213-text-in-utf-8",
            "one text part in UTF-8",
            &part(TEXT_UTF_8, "né中".as_bytes()),
        ),
        case(
            "ets-con-214-text-in-utf-16",
            "one text part in UTF-16 with its byte order mark",
            &part(&[0x05, 0x83, 0x81, 0x02, 0x03, 0xF7], &utf_16),
        ),
        case(
            "ets-con-271-subject-of-40-characters",
            "a subject of 40 characters",
            &Draft::sound().replacing("subject", &coded(0x96, &text(SUBJECT))),
        ),
    ]
}

fn media() -> Vec<Case> {
    let part = |media: &[u8], name, data: &[u8]| Draft::of_parts(&[Part::new(media, name, data)]);
    vec![
        case(
            "ets-con-210-media-location-of-100-characters",
            "a part whose Content-Location has 100 characters",
            &part(JPEG, &format!("{}.jpg", "l".repeat(96)), &[0xFF, 0xD8, 0xFF, 0xD9]),
        ),
        case(
            "ets-con-216-picture-in-jpeg",
            "one picture in JPEG of 160 by 120",
            &part(JPEG, "picture.jpg", &jpeg(160, 120)),
        ),
        case(
            "ets-con-220-picture-in-gif",
            "one picture in GIF",
            &part(&[0x9D], "picture.gif", &gif(1)),
        ),
        case(
            "ets-con-224-animation-in-gif",
            "one animated picture in GIF",
            &part(&[0x9D], "animation.gif", &gif(4)),
        ),
        case(
            "ets-con-228-picture-in-wbmp",
            "one picture in WBMP",
            &part(&[0xA1], "picture.wbmp", &wbmp(160, 120)),
        ),
    ]
}

fn fields() -> Vec<Case> {
    let application = [text(UNKNOWN_FIELD), text("a value")].concat();
    let class = coded(0x8A, &text("UnheardOf"));
    vec![
        case(
            "ets-con-272-location-of-100-characters",
            "the plain message, for a request whose URL has 100 characters",
            &Draft::sound(),
        ),
        case(
            "ets-con-281-header-field-unknown",
            "a header field by a name that is not assigned",
            &Draft::sound().adding(&application),
        ),
        case(
            "ets-con-282-message-class-unknown",
            "a message class by a token that is not assigned",
            &Draft::sound().adding(&class),
        ),
    ]
}

/// The markers and the frame header of a picture without scans.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let ([height_high, height_low], [width_high, width_low]) =
        (height.to_be_bytes(), width.to_be_bytes());
    let frame = [height_high, height_low, width_high, width_low, 0x01, 0x01, 0x11, 0x00];
    [&[0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x0B, 0x08][..], &frame, &[0xFF, 0xD9]].concat()
}

/// A picture of one dot, so many times one after the other.
fn gif(images: usize) -> Vec<u8> {
    // One dot of colour 0: clear, 0, end in codes of three bits.
    const IMAGE: &[u8] = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    const COLOURS: &[u8] = &[0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF];
    [b"GIF89a\x01\0\x01\0\x80\0\0", COLOURS, &IMAGE.repeat(images), b";"].concat()
}

/// A white picture.
fn wbmp(width: usize, height: usize) -> Vec<u8> {
    let dots = vec![0xFF; width.div_ceil(8) * height];
    [vec![0, 0], uintvar(width), uintvar(height), dots].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_characters_are_forty() {
        assert_eq!(SUBJECT.len(), 40);
    }
}

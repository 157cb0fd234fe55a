//! Parts whose text, media type or presentation is not what it says (WSP 8.5, RFC 2387).

use super::draft::{Draft, Part, TEXT_UTF_8, note, picture};
use super::octet::{coded, counted, text};
use super::{Case, INVALID_PDU, SUCCESS};

/// Whom a remote reference names: an address of RFC 5737, which nothing may ever dial.
const ELSEWHERE: &str = "http://203.0.113.9/remote.jpg";

pub(super) fn cases() -> Vec<Case> {
    texts().into_iter().chain(types()).chain(presentations()).collect()
}

fn case(name: &str, about: &str, draft: &Draft, expected: &[u16]) -> Case {
    Case::served(name, about, draft.octets(), expected)
}

fn texts() -> Vec<Case> {
    let ok: &[u16] = &[SUCCESS];
    let part = |media: &[u8], data: &[u8]| Draft::of_parts(&[Part::new(media, "text.txt", data)]);
    let ucs_2 = &[0x05, 0x83, 0x81, 0x02, 0x03, 0xE8]; // MIB number 1000
    vec![
        case(
            "charset-unassigned",
            "a text in a charset that is not assigned",
            &part(&[0x05, 0x83, 0x81, 0x02, 0x27, 0x0F], b"text"),
            ok,
        ),
        case(
            "charset-of-eight-octets",
            "a text in a charset whose number has eight octets",
            &part(&[0x0B, 0x83, 0x81, 0x08, 1, 2, 3, 4, 5, 6, 7, 8], b"text"),
            &[SUCCESS, INVALID_PDU],
        ),
        case(
            "ucs-2-with-odd-length",
            "a text in UCS-2 of five octets",
            &part(ucs_2, &[0x00, 0x61, 0x00, 0x62, 0x00]),
            ok,
        ),
        case(
            "ucs-2-with-half-a-surrogate-pair",
            "a text in UCS-2 that ends within a surrogate pair",
            &part(ucs_2, &[0x00, 0x61, 0xD8, 0x3D]),
            ok,
        ),
        case(
            "utf-8-ill-formed",
            "a text in UTF-8 that is not well formed",
            &part(TEXT_UTF_8, &[0x61, 0xC3, 0x28, 0xFF]),
            ok,
        ),
        case(
            "text-that-looks-like-a-report",
            "a text that holds a result code and a report",
            &part(TEXT_UTF_8, b"\r\nOK\r\n\r\n+CMMSRECV: 0\r\n"),
            ok,
        ),
        case("text-empty", "a text without an octet", &part(TEXT_UTF_8, b""), ok),
    ]
}

fn types() -> Vec<Case> {
    let ok: &[u16] = &[SUCCESS];
    let part = |media: &[u8]| Draft::of_parts(&[Part::new(media, "part.bin", &[1, 2, 3])]);
    let parameters = [vec![0x83], coded(0x81, &[0xEA]).repeat(64)].concat();
    vec![
        case(
            "media-type-number-unassigned",
            "a part of a media type by an unassigned number",
            &part(&[0xFD]),
            ok,
        ),
        case(
            "media-type-without-a-slash",
            "a part of a media type without a subtype",
            &part(&text("picture")),
            &[SUCCESS, INVALID_PDU],
        ),
        case(
            "media-type-of-500-characters",
            "a part of a media type of 500 characters",
            &part(&text(&format!("image/{}", "x".repeat(494)))),
            ok,
        ),
        case(
            "media-type-with-64-parameters",
            "a part of a media type with 64 charsets",
            &part(&counted(&parameters)),
            &[SUCCESS, INVALID_PDU],
        ),
        case(
            "body-is-no-multipart",
            "a plain text in place of the multipart",
            &Draft { body: b"text alone".to_vec(), ..Draft::sound().typed(TEXT_UTF_8) },
            ok,
        ),
    ]
}

fn presentations() -> Vec<Case> {
    let ok: &[u16] = &[SUCCESS];
    let of = |start: &str, smil: &str| {
        let kind = coded(0x89, &text("application/smil"));
        let related = [vec![0xB3], kind, coded(0x8A, &text(start))].concat();
        let id = coded(0xC0, &text("\"<root>"));
        let mut root = Part::new(&text("application/smil"), "root.smil", smil.as_bytes());
        root.header.extend(id);
        Draft::of_parts(&[root, note(), picture()]).typed(&counted(&related))
    };
    let shows =
        |source: &str| format!("<smil><body><par><img src=\"{source}\"/></par></body></smil>");
    vec![
        case(
            "smil-with-its-references",
            "a presentation whose references are all there",
            &of("<root>", &shows("new.jpg")),
            ok,
        ),
        case(
            "smil-with-absent-references",
            "a presentation of parts that are not there",
            &of("<root>", &shows("cid:nobody")),
            ok,
        ),
        case(
            "smil-with-a-remote-reference",
            "a presentation of a picture on another host",
            &of("<root>", &shows(ELSEWHERE)),
            ok,
        ),
        case(
            "smil-that-is-no-xml",
            "a presentation that breaks off within a tag",
            &of("<root>", "<smil><body><par><img src="),
            ok,
        ),
        case(
            "smil-start-names-nobody",
            "a start parameter that names no part",
            &of("<nobody>", &shows("new.jpg")),
            ok,
        ),
    ]
}

//! MED-1: data are what their media type says.
//!
//! Only first octets are looked at, so that the rest of a picture may still be broken.

use super::cue::Cue;
use super::report::Report;
use super::subject::Subject;
use super::{Example, Grade, Rule, Severity};
use crate::dissect::{Field, code, holds, is_smil, is_text, is_wide};

pub(super) static RULE: Rule = Rule {
    id: "MED-1",
    title: "the data of a part start as its media type says",
    clause: "RFC 2045 5",
    from_client: Severity::Warn,
    to_client: Severity::Warn,
    grade: Grade::M,
    explanation: "Checks the first octets of a part, or of a body that is no multipart, against its media type: \
        those of pictures, sounds and films that have a mark, < of a presentation, v= of a session, and of texts \
        that they are neither a mark nor hold NUL. Left alone are types without a mark, encoded parts and data \
        of less than 16 octets. Why: a receiver picks its decoder by the type. Example: a GIF as image/jpeg.",
    passing: Example::received(r#"84 A3 01 01 10 9D "GIF89a" 01 00 01 00 80 00 00 00 00 00"#),
    failing: Example::received(r#"84 A3 01 01 10 9E "GIF89a" 01 00 01 00 80 00 00 00 00 00"#)
        .broken_at(6),
    cues: &[Cue::Body],
    check,
};

/// Octets that are looked at, and that data need to be judged.
const LOOKED_AT: usize = 16;

/// Octets before the first character of markup that are passed over.
const BLANKS_MAX: usize = 64;

/// A format with a mark: its name, whether data have the mark, the media types that stand for it.
struct Format {
    name: &'static str,
    starts: fn(&[u8]) -> bool,
    types: &'static [&'static str],
    /// Whether a text cannot start so.
    is_no_text: bool,
}

/// What has a mark that tells. That of a WBMP, two zeros, tells nothing.
const FORMATS: &[Format] = &[
    Format {
        name: "JPEG",
        starts: |data| data.starts_with(&[0xFF, 0xD8, 0xFF]),
        types: &["image/jpeg", "image/jpg", "image/pjpeg"],
        is_no_text: false,
    },
    Format {
        name: "GIF",
        starts: |data| data.starts_with(b"GIF87a") || data.starts_with(b"GIF89a"),
        types: &["image/gif"],
        is_no_text: true,
    },
    Format {
        name: "PNG",
        starts: |data| data.starts_with(b"\x89PNG\r\n\x1A\n"),
        types: &["image/png"],
        is_no_text: true,
    },
    Format {
        name: "TIFF",
        starts: |data| data.starts_with(b"II*\0") || data.starts_with(b"MM\0*"),
        types: &["image/tiff"],
        is_no_text: true,
    },
    Format {
        name: "MIDI",
        starts: |data| data.starts_with(b"MThd"),
        types: &["audio/midi", "audio/mid", "audio/x-midi", "audio/sp-midi"],
        is_no_text: true,
    },
    Format {
        name: "WAVE",
        starts: |data| data.starts_with(b"RIFF") && data.get(8..12) == Some(b"WAVE"),
        types: &["audio/wav", "audio/x-wav", "audio/vnd.wave"],
        is_no_text: true,
    },
    Format {
        name: "AMR",
        starts: |data| data.starts_with(b"#!AMR"),
        types: &["audio/amr", "audio/x-amr", "audio/amr-wb"],
        is_no_text: true,
    },
    Format {
        name: "MPEG audio",
        starts: |data| data.starts_with(b"ID3") || is_frame(data) || is_mpeg(data),
        types: &["audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mp3", "audio/x-mpeg"],
        is_no_text: false,
    },
    Format { name: "MPEG video", starts: is_mpeg, types: &["video/mpeg"], is_no_text: true },
    Format {
        name: "MP4 or 3GP",
        // Which of them the brand says is left alone: writers take liberties.
        starts: |data| data.get(4..8) == Some(b"ftyp"),
        types: &[
            "video/mp4",
            "video/3gpp",
            "video/3gpp2",
            "video/quicktime",
            "audio/mp4",
            "audio/3gpp",
            "audio/3gpp2",
        ],
        is_no_text: true,
    },
    Format {
        name: "session description",
        starts: |data| data.starts_with(b"v="),
        types: &["application/sdp"],
        is_no_text: false,
    },
];

/// The sync of a frame of MPEG audio: eleven ones.
fn is_frame(data: &[u8]) -> bool {
    matches!(data, [0xFF, 0xE0..=0xFF, ..])
}

/// A start code of an MPEG stream above its slices.
fn is_mpeg(data: &[u8]) -> bool {
    matches!(data, [0x00, 0x00, 0x01, 0xB0..=0xBF, ..])
}

fn check(subject: &Subject<'_>, report: &mut Report) {
    let parts = subject.multiparts().iter().flat_map(|multipart| &multipart.parts);
    let encoded = |field: &Field| field.child("Content-Transfer-Encoding").is_some();
    for part in parts.filter(|part| !encoded(part.field)) {
        if let Some(data) = part.data {
            judge(part.media(), data, data.raw(&subject.octets), report);
        }
    }
    if let Some((media, body)) = subject.header(code::CONTENT_TYPE).zip(subject.body()) {
        judge(media.value.as_bytes(), body, body.raw(&subject.octets), report);
    }
}

fn judge(media: &[u8], field: &Field, data: &[u8], report: &mut Report) {
    if data.len() < LOOKED_AT {
        return;
    }
    let differs = if is_text(media) {
        differs_from_text(field, data)
    } else if is_smil(media) {
        first_character(data).is_some_and(|first| first != b'<').then_some("other data")
    } else {
        let named = |format: &&Format| {
            format.types.iter().any(|name| media.eq_ignore_ascii_case(name.as_bytes()))
        };
        let format = FORMATS.iter().find(named).filter(|format| !(format.starts)(data));
        format.map(|_| found(data, |_| true).unwrap_or("other data"))
    };
    if let Some(what) = differs {
        let media = String::from_utf8_lossy(media);
        let message = [&field.name, ": ", &media, " announced, ", what, " there"].concat();
        report.at(field.offset, LOOKED_AT, message);
    }
}

/// What data are that cannot be a text.
fn differs_from_text(field: &Field, data: &[u8]) -> Option<&'static str> {
    let charset = field.text.as_ref().and_then(|text| text.charset);
    // The octets of a byte order mark could start a frame of MPEG audio as well.
    let is_wide =
        charset.is_some_and(is_wide) || matches!(data, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let nul = || (!is_wide && holds(data, 0)).then_some("data with NUL");
    found(data, |format| format.is_no_text).or_else(nul)
}

/// The name of the format whose mark the data have.
fn found(data: &[u8], among: fn(&Format) -> bool) -> Option<&'static str> {
    let format = FORMATS.iter().find(|format| among(format) && (format.starts)(data))?;
    Some(format.name)
}

/// The first octet of markup behind a byte order mark and blanks, in one or two octets a character; none in
/// many blanks.
fn first_character(data: &[u8]) -> Option<u8> {
    let marks: [&[u8]; 3] = [&[0xEF, 0xBB, 0xBF], &[0xFF, 0xFE], &[0xFE, 0xFF]];
    let text = marks.iter().find_map(|mark| data.strip_prefix(*mark)).unwrap_or(data);
    let text = text.get(..BLANKS_MAX).unwrap_or(text);
    let is_blank = |octet: u8| matches!(octet, 0 | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ');
    // Without leaving the loop early it is done on many at once.
    if text.iter().fold(true, |blank, octet| blank & is_blank(*octet)) {
        return None;
    }
    text.iter().copied().find(|octet| !is_blank(*octet))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::tests::seen;
    use super::super::{Direction, Severity};
    use super::{LOOKED_AT, RULE};

    /// Whether one part of that media type and of these first octets, with more of them behind, is found at fault.
    fn differs(media: &str, start: &[u8]) -> bool {
        let data = [start, &[b'.'; LOOKED_AT]].concat();
        let hex: Vec<String> = data.iter().map(|octet| format!("{octet:02X}")).collect();
        // Content-Type, parts, HeadersLen, DataLen, media type and its NUL, data.
        let (headers_len, data_len) = (media.len() + 1, data.len());
        let octets =
            format!(r#"84 A3 01 {headers_len:02X} {data_len:02X} "{media}" 00 {}"#, hex.join(" "));
        let found = seen(&RULE, Direction::FromClient, &octets);
        assert!(found.is_empty() || found == [(5 + headers_len, Severity::Warn)], "{found:?}");
        !found.is_empty()
    }

    #[rstest]
    #[case("image/jpeg", b"\xFF\xD8\xFF\xE0")]
    #[case("IMAGE/JPEG", b"\xFF\xD8\xFF\xE1")]
    #[case("image/gif", b"GIF87a")]
    #[case("image/png", b"\x89PNG\r\n\x1A\n")]
    #[case("image/tiff", b"II*\0")]
    #[case("image/tiff", b"MM\0*")]
    #[case("audio/midi", b"MThd\0\0\0\x06")]
    #[case("audio/x-wav", b"RIFF\x24\x08\0\0WAVEfmt ")]
    #[case("audio/amr", b"#!AMR\n")]
    #[case("audio/mpeg", b"ID3\x03")]
    #[case("audio/mpeg", b"\xFF\xFB\x90")]
    #[case("audio/mp3", b"\0\0\x01\xB3")]
    #[case("video/mpeg", b"\0\0\x01\xBA")]
    // Another brand than that of the type.
    #[case("video/3gpp", b"\0\0\0\x18ftypisom")]
    #[case("video/mp4", b"\0\0\0\x14ftyp3gp4")]
    #[case("application/sdp", b"v=0\r\n")]
    #[case("application/smil", b"\xEF\xBB\xBF\r\n <smil>")]
    #[case("application/smil", b"\xFF\xFE<\0s\0")]
    #[case("text/plain", b"A day at the sea")]
    // A byte order mark, and a text of ISO-8859-1.
    #[case("text/plain", b"\xFF\xFEA\0")]
    #[case("text/plain", b"\xFF\xE9")]
    // Without a mark that tells.
    #[case("image/vnd.wap.wbmp", b"\x89PNG\r\n\x1A\n")]
    #[case("application/octet-stream", b"GIF89a")]
    fn as_announced(#[case] media: &str, #[case] start: &[u8]) {
        assert!(!differs(media, start));
    }

    #[rstest]
    #[case("image/jpeg", b"GIF89a")]
    #[case("image/jpeg", b"\xFF\xD8\xFE")]
    #[case("image/gif", b"GIF90a")]
    #[case("image/png", b"\xFF\xD8\xFF\xE0")]
    #[case("image/tiff", b"II\0*")]
    #[case("audio/midi", b"RIFF\x24\x08\0\0WAVEfmt ")]
    #[case("audio/wav", b"RIFF\x24\x08\0\0AVI LIST")]
    #[case("audio/amr", b"MThd")]
    #[case("audio/mpeg", b"\xFF\xD8\xFF")]
    #[case("video/mpeg", b"\0\0\x01\x00")]
    #[case("video/3gpp", b"\0\0\0\x18moov")]
    #[case("application/sdp", b"<smil>")]
    #[case("application/smil", b"GIF89a")]
    #[case("text/plain", b"GIF89a")]
    #[case("text/html", b"\x89PNG\r\n\x1A\n")]
    #[case("Text/plain", b"a\0b")]
    fn otherwise(#[case] media: &str, #[case] start: &[u8]) {
        assert!(differs(media, start));
    }

    #[rstest]
    // Fifteen octets of a picture that is none.
    #[case::short(r#"84 A3 01 01 0F 9E "fifteen octets.""#, &[])]
    // Content-Transfer-Encoding base64 behind image/jpeg.
    #[case::encoded(r#"84 A3 01 22 10 9E "Content-Transfer-Encoding" 00 "base64" 00 "/9j/4AAQSkZJRgAB""#, &[])]
    #[case::presentation_of_blanks(r#"84 A3 01 11 10 "application/smil" 00 "                ""#, &[])]
    #[case::wide_text(
        "84 A3 01 06 10 05 83 81 02 03 F7 00 41 00 41 00 41 00 41 00 41 00 41 00 41 00 41", &[]
    )]
    #[case::single_body(r#"84 9E "no picture at all""#, &[(2, Severity::Warn)])]
    fn findings(#[case] octets: &str, #[case] expected: &[(usize, Severity)]) {
        assert_eq!(seen(&RULE, Direction::ToClient, octets), expected);
    }
}

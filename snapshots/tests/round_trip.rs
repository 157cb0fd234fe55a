//! A message of every file type there and back: given by AT commands, sent over HTTP, stored by the mock MMSC,
//! notified by a push, received, listed, read and snatched.
//!
//! The scenarios are written here and run as those of the scenario folder are. What a file must come back as is made
//! here as well: binary octets are those that were given, a text is UCS-2, least significant octet first. Sizes are one
//! octet, ten thousand, and the one with which the M-Send.req has exactly the maximum.

#[path = "round_trip/content.rs"]
mod content;
#[expect(dead_code, reason = "the octets of the line are not looked at here")]
#[path = "support/course.rs"]
mod course;
#[path = "round_trip/dialogue.rs"]
mod dialogue;

use std::error::Error;

use content::{Content, Encoding};
use dialogue::Letter;

type Outcome = Result<(), Box<dyn Error>>;

/// The default maximum size of a PDU, in octets.
const PDU_OCTETS_MAX: usize = 307_200;
/// Octets of the middle size.
const TEN_KILOBYTES: usize = 10_000;

/// Extension, keyword of the command, content type, number in the listing, and what files of the type begin with.
type Kind = (&'static str, &'static str, &'static str, u8, &'static [u8]);

/// The extensions of section 3.9 that are no text.
const BINARY: [Kind; 14] = [
    ("jpg", "PIC", "image/jpeg", 7, b"\xFF\xD8\xFF\xE0"),
    ("jpeg", "PIC", "image/jpeg", 7, b"\xFF\xD8\xFF\xE1"),
    ("gif", "PIC", "image/gif", 6, b"GIF89a"),
    ("png", "PIC", "image/png", 9, b"\x89PNG\r\n\x1A\n"),
    ("mid", "AUDIO", "audio/midi", 10, b"MThd\0\0\0\x06"),
    ("midi", "AUDIO", "audio/midi", 10, b"MThd\0\0\0\x06"),
    ("wav", "AUDIO", "audio/x-wav", 11, b"RIFF\x24\0\0\0WAVE"),
    ("amr", "AUDIO", "audio/amr", 12, b"#!AMR\n"),
    ("mp3", "AUDIO", "audio/mpeg", 13, b"ID3\x03"),
    ("mpeg", "AUDIO", "audio/mpeg", 13, b"\xFF\xFB\x90\x64"),
    ("mpg", "AUDIO", "audio/mpeg", 13, b"\xFF\xFB\x90\x64"),
    ("mp4", "VIDEO", "video/mp4", 14, b"\0\0\0\x18ftypmp42"),
    ("3gpp", "VIDEO", "video/3gpp", 15, b"\0\0\0\x18ftyp3gp4"),
    ("3gp", "VIDEO", "video/3gpp", 15, b"\0\0\0\x18ftyp3gp4"),
];

/// The extensions of section 3.9 that are texts.
const TEXT: [Kind; 3] = [
    ("txt", "TEXT", "text/plain", 4, b""),
    ("htm", "TEXT", "text/html", 3, b"<html>"),
    ("html", "TEXT", "text/html", 3, b"<html>"),
];

#[test]
fn binary_files_come_back_as_they_were() -> Outcome {
    let mut letters = Vec::new();
    for kind in &BINARY {
        let content = |size| Content::binary(kind.4, size);
        letters.push(Letter::new(kind, content(1)));
        letters.push(Letter::new(kind, content(TEN_KILOBYTES)));
        letters.push(Letter::new(kind, content(TEN_KILOBYTES)).in_the_efs());
        letters.push(Letter::largest(kind, PDU_OCTETS_MAX, content)?);
    }
    dialogue::run(&letters)
}

/// Every text begins as its type wants it and goes on in the encoding under test.
#[test]
fn texts_come_back_as_ucs2() -> Outcome {
    let mut letters = Vec::new();
    for kind in &TEXT {
        // The encoding of a text is found without a look at its type.
        let encodings = if kind.0 == "txt" { &Encoding::ALL[..] } else { &[Encoding::Utf8] };
        for &encoding in encodings {
            let content = |size| Content::text(kind.4, encoding, size);
            letters.push(Letter::new(kind, content(encoding.octets_min())));
            letters.push(Letter::new(kind, content(TEN_KILOBYTES)));
            letters.push(Letter::new(kind, content(TEN_KILOBYTES)).in_the_efs());
            letters.push(Letter::largest(kind, PDU_OCTETS_MAX, content)?);
        }
    }
    dialogue::run(&letters)
}

/// What does not fit by one octet is refused: the largest file above is the largest.
#[test]
fn one_octet_more_is_refused() -> Outcome {
    for kind in BINARY.iter().chain(&TEXT) {
        let content = |size| Content::binary(b"", size);
        let largest = Letter::largest(kind, PDU_OCTETS_MAX, content)?;
        let one_more = Letter::new(kind, content(largest.content.given.len() + 1));
        assert_eq!(one_more.pdu_octets()?, PDU_OCTETS_MAX + 1, "{}", kind.0);
        dialogue::refused(&one_more)?;
    }
    Ok(())
}

/// The presentation comes back as the first file, and takes its room from the largest.
#[test]
fn a_file_behind_a_presentation_comes_back() -> Outcome {
    let [kind, ..] = &BINARY;
    let content = |size| Content::binary(kind.4, size);
    let room = PDU_OCTETS_MAX - dialogue::PRESENTATION_OCTETS;
    let letters = [
        Letter::new(kind, content(1)).presented(),
        Letter::new(kind, content(TEN_KILOBYTES)).presented(),
        Letter::largest(kind, room, content)?.presented(),
    ];
    dialogue::run(&letters)
}

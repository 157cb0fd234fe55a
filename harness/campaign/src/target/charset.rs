//! `charset`: texts through the charsets of the codec and through the module, against a second reading of both.
//!
//! ```text
//! input = charset, octets
//! charset  one octet: which of the known charsets decodes the octets
//! octets   what a part or a file holds
//! ```
//!
//! The module has a file as UCS-2: READ prints it least significant octet first without a byte order mark, SNATCH
//! stores it with one (5.2, 5.3); what is sent are the octets that came, with the charset that fits them (3.5).

use std::sync::OnceLock;

use mms_pdu::Charset;
use mock_mmsc::dissect::dissect;
use sim7100_model::{Event, Model, Profile};

use super::module::Module;

/// Octets of the text at most.
const TEXT_OCTETS_MAX: usize = 600;
/// Octets of a title at most (3.4).
const TITLE_OCTETS_MAX: usize = 40;
/// Charsets that can be written, by MIB enum, with the widest character that each has.
const WRITTEN: [(Charset, char); 7] = [
    (Charset::US_ASCII, '\u{7F}'),
    (Charset::ISO_8859_1, '\u{FF}'),
    (Charset::UTF_8, char::MAX),
    (Charset::UCS_2, '\u{FFFF}'),
    (Charset::UTF_16BE, char::MAX),
    (Charset::UTF_16LE, char::MAX),
    (Charset::UTF_16, char::MAX),
];
/// Charsets that can be read only.
const READ: [Charset; 5] = [Charset(0), Charset(17), Charset(113), Charset(2026), Charset(2252)];

/// Decodes the octets, writes the text in each charset, and lets the module read, snatch and send a file of the octets.
///
/// # Panics
///
/// When a text that can be written is not read back, when a text is written in a charset that lacks a character, when
/// what the module prints, stores or sends is another text, or when the charset that it names does not fit the octets.
pub fn charset(data: &[u8]) {
    let Some((choice, octets)) = data.split_first() else { return };
    let octets = octets.get(..TEXT_OCTETS_MAX).unwrap_or(octets);
    let known = WRITTEN.iter().map(|(charset, _)| charset).chain(&READ);
    let charset = known.cycle().nth(usize::from(*choice)).copied().unwrap_or(Charset::UTF_8);
    if let Some(text) = charset.decode(octets) {
        check_written(&text);
    }
    check_decoded(charset, octets);
    if !octets.is_empty() {
        check_module(octets);
    }
}

fn check_written(text: &str) {
    // A byte order mark at the beginning is no part of the text.
    let text = text.trim_start_matches(['\u{FEFF}', '\u{FFFE}']);
    for (charset, widest) in WRITTEN {
        let octets = charset.encode(text);
        let has_all = text.chars().all(|letter| letter <= widest);
        assert_eq!(octets.is_some(), has_all, "{charset} has {text:?}");
        if let Some(octets) = octets {
            assert_eq!(charset.decode(&octets).as_deref(), Some(text), "read (left) in {charset}");
        }
    }
}

/// What the standard library has a decoder for.
fn check_decoded(charset: Charset, octets: &[u8]) {
    let expected = match charset {
        Charset::UTF_8 => {
            let octets = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
            String::from_utf8_lossy(octets).into_owned()
        }
        Charset::ISO_8859_1 => octets.iter().copied().map(char::from).collect(),
        Charset::UTF_16LE => marked(octets, u16::from_le_bytes),
        Charset::UTF_16BE => marked(octets, u16::from_be_bytes),
        _ => return,
    };
    assert_eq!(charset.decode(octets).as_deref(), Some(expected.as_str()), "decoded (left)");
}

/// UTF-16 by its mark, else as it is named; U+FFFD for what is none, an odd octet at the end included.
fn marked(octets: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    String::from_utf16_lossy(&match octets {
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => units(octets, unit),
    })
}

fn units(octets: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u16> {
    let (pairs, odd) = octets.as_chunks::<2>();
    let odd = (!odd.is_empty()).then_some(0xFFFD);
    pairs.iter().map(|pair| unit(*pair)).chain(odd).collect()
}

/// UTF-16 units of octets that a TE gave: by mark, else UTF-8, else ISO-8859-1; and the charset that fits them.
fn taken(octets: &[u8]) -> (Vec<u16>, Charset) {
    match octets {
        [0xFF, 0xFE, rest @ ..] => (units(rest, u16::from_le_bytes), Charset::UTF_16),
        [0xFE, 0xFF, rest @ ..] => (units(rest, u16::from_be_bytes), Charset::UTF_16),
        _ => {
            let unmarked = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
            match str::from_utf8(unmarked) {
                Ok(text) if octets.is_ascii() => (text.encode_utf16().collect(), Charset::US_ASCII),
                Ok(text) => (text.encode_utf16().collect(), Charset::UTF_8),
                Err(_) => {
                    (octets.iter().map(|octet| u16::from(*octet)).collect(), Charset::ISO_8859_1)
                }
            }
        }
    }
}

/// A module in edit mode that knows where to send to.
fn module() -> Module {
    static MODEL: OnceLock<Model> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let mut module = Module::new(Model::new(Profile::default()));
        let lines = ["ATE0", "AT+CMMSCURL=\"192.168.1.2/x\"", "AT+CMMSEDIT=1", "AT+CMMSRECP=\"1\""];
        lines.into_iter().for_each(|line| module.ok(line));
        module.model
    });
    Module::new(model.clone())
}

fn check_module(octets: &[u8]) {
    let (units, charset) = taken(octets);
    let printed: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let mut module = module();
    module.down(&format!("AT+CMMSDOWN=\"TEXT\",{},\"t.txt\"", octets.len()), octets);
    let head = format!("\r\n+CMMSREAD:\"t.txt\",{}\r\n", printed.len());
    let expected = [head.as_bytes(), &printed, b"\r\n\r\nOK\r\n"].concat();
    assert_eq!(module.te(b"AT+CMMSREAD=0\r"), expected, "printed (left)");
    module.ok("AT+CMMSSNATCH=0,1,\"s.txt\"");
    let paths: Vec<&str> = module.model.efs().paths().collect();
    let stored = paths.first().and_then(|path| module.model.efs().read(path)).unwrap_or_default();
    assert_eq!(stored, [&b"\xFF\xFE"[..], &printed].concat(), "stored (left)");
    let title = octets.get(..TITLE_OCTETS_MAX).unwrap_or(octets);
    let line = format!("AT+CMMSDOWN=\"TITLE\",{}", title.len());
    let answer = module.prompted(&line, title);
    let title = taken(title).0;
    // A text on the wire ends at its first NUL: a title that has one cannot be sent as it is, and is refused.
    let is_kept = !title.contains(&0);
    assert_eq!(answer == b"\r\nOK\r\n", is_kept, "{}", answer.escape_ascii());
    check_sent(&mut module, octets, charset, if is_kept { &title } else { &[] });
}

fn check_sent(module: &mut Module, octets: &[u8], charset: Charset, title: &[u16]) {
    module.ok("AT+CMMSSEND");
    module.open();
    let sent = module.events.iter().find_map(|event| match event {
        Event::PduSent(octets) => Some(dissect(octets)),
        _ => None,
    });
    assert!(sent.is_some(), "nothing is sent");
    let Some(pdu) = sent else { return };
    let parts = pdu.parts();
    let part = parts.first();
    assert_eq!(part.map(|part| part.data), Some(octets), "sent (left)");
    let named = part.and_then(|part| part.charset).and_then(Charset::from_name);
    assert_eq!(named, Some(charset), "named (left), fits (right)");
    // A mark behind the first one is taken for one by whoever reads the text.
    let unmarked = |text: &str| text.trim_start_matches('\u{FEFF}').to_owned();
    let subject = pdu.header("Subject").map(|field| unmarked(&field.value.to_string()));
    let expected = (!title.is_empty()).then(|| unmarked(&String::from_utf16_lossy(title)));
    assert_eq!(subject, expected, "subject (left), title (right)");
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"ab", Charset::US_ASCII, "ab")]
    #[case(b"\xFF\xFEa\0", Charset::UTF_16, "a")]
    #[case(b"\xFE\xFF\0a\0", Charset::UTF_16, "a\u{FFFD}")]
    #[case(b"\xEF\xBB\xBFa", Charset::UTF_8, "a")]
    #[case(b"\xE9", Charset::ISO_8859_1, "\u{E9}")]
    fn texts(#[case] octets: &[u8], #[case] expected: Charset, #[case] text: &str) {
        let (units, charset) = taken(octets);
        assert_eq!((String::from_utf16(&units).unwrap().as_str(), charset), (text, expected));
        for choice in 0..12 {
            super::charset(&[&[choice], octets].concat());
        }
    }
}

//! What an input looks like.
//!
//! The order: capture file, HTTP start line, the type field of a PDU, push, TPDU, a PDU that begins with another
//! header field, multipart body. Text is looked at as lines of TPDUs, as hexadecimal digits or a dump, as base64; other
//! text is refused, because the field with which a PDU begins has its highest bit set.

use super::kind::Kind;
use super::push;
use super::short_message;
use super::spelling::{self, Spelling};
use mock_mmsc::dissect::{Dissection, Entry, Field, Kind as FieldKind, dissect_as};

/// Field code of X-Mms-Message-Type, with which a PDU begins.
const MESSAGE_TYPE: u8 = 0x8C;
/// Octets that may be a multipart body; a longer one has to be told.
const MULTIPART_OCTETS_MAX: usize = 4 * 1024 * 1024;
/// How a user says what an input is.
const CHOICE: &str = "`--as pdu|hex|base64|http|multipart|push|tpdu|pcap` says what it is";

/// Octets that are read as one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Line of the input, from 1, where it is text of several.
    pub(crate) line: Option<usize>,
    pub(crate) octets: Vec<u8>,
}

/// An input and what it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opened {
    pub(super) kind: Kind,
    pub(super) spelling: Option<Spelling>,
    pub(super) units: Vec<Unit>,
    pub(super) hint: Option<String>,
}

impl Opened {
    fn new(kind: Kind, spelling: Option<Spelling>, octets: Vec<u8>) -> Self {
        Self { kind, spelling, units: vec![Unit { line: None, octets }], hint: None }
    }

    /// What octets look like; a hint when they look like nothing.
    fn guess(spelling: Option<Spelling>, octets: Vec<u8>) -> Self {
        let kind = recognise(&octets);
        let mut opened = Self::new(kind.unwrap_or(Kind::Pdu), spelling, octets);
        opened.hint = kind.is_none().then(|| {
            format!("the input looks like nothing that is known here and was taken for an MMS PDU; {CHOICE}")
        });
        opened
    }
}

/// Opens an input.
///
/// # Errors
/// It is not what it was told to be, or text that contradicts itself.
pub(super) fn open(input: Vec<u8>, told: Option<Kind>) -> Result<Opened, String> {
    match told {
        None => open_by_look(input),
        Some(Kind::Hex) => {
            spelling::hex_as_told(&input).map(|octets| Opened::guess(Some(Spelling::Hex), octets))
        }
        Some(Kind::Base64) => spelling::base64_as_told(&input)
            .map(|octets| Opened::guess(Some(Spelling::Base64), octets)),
        Some(Kind::Tpdu) if is_text(&input) => {
            let units = short_message::lines(&input)?;
            Ok(Opened { kind: Kind::Tpdu, spelling: Some(Spelling::Hex), units, hint: None })
        }
        Some(Kind::Tpdu) => {
            let octets = short_message::without_service_centre(&input).to_vec();
            Ok(Opened::new(Kind::Tpdu, None, octets))
        }
        Some(kind) => Ok(open_as(input, kind)),
    }
}

/// Takes octets as they are, or as those that hexadecimal text or base64 stands for.
fn open_as(input: Vec<u8>, kind: Kind) -> Opened {
    if !is_text(&input) || capture::http::is_start(&input) {
        return Opened::new(kind, None, input);
    }
    if let Ok(Some(octets)) = spelling::hex(&input) {
        return Opened::new(kind, Some(Spelling::Hex), octets);
    }
    match spelling::base64(&input).filter(|octets| recognise(octets) == Some(kind)) {
        Some(octets) => Opened::new(kind, Some(Spelling::Base64), octets),
        None => Opened::new(kind, None, input),
    }
}

fn open_by_look(input: Vec<u8>) -> Result<Opened, String> {
    if !is_text(&input) || capture::http::is_start(&input) {
        return Ok(Opened::guess(None, input));
    }
    if let Some(units) = short_message::recognise(&input)? {
        return Ok(Opened { kind: Kind::Tpdu, spelling: Some(Spelling::Hex), units, hint: None });
    }
    if let Some(octets) = spelling::hex(&input)? {
        return Ok(Opened::guess(Some(Spelling::Hex), octets));
    }
    if let Some(octets) = spelling::base64(&input)
        && let Some(kind) = recognise(&octets)
    {
        return Ok(Opened::new(kind, Some(Spelling::Base64), octets));
    }
    Err(format!(
        "the input is printable text and looks like {}, and no PDU is wholly text; {}; {CHOICE}, \
        and `--as pdu` takes the characters as octets",
        look(&input),
        spelling::wrong_digit(&input)
    ))
}

/// What text looks like that spells nothing that is known here, for a sentence.
fn look(text: &[u8]) -> String {
    let start = text.trim_ascii_start().first();
    if start.is_some_and(|first| b"{[\"".contains(first)) && is_json(text) {
        return "a JSON document".to_owned();
    }
    if start == Some(&b'<') {
        return "markup".to_owned();
    }
    if spelling::is_nearly_hex(text) {
        return "hexadecimal digits with something else among them".to_owned();
    }
    match spelling::base64(text).filter(|_| spelling::is_in_one_column(text)) {
        Some(octets) if is_text(&octets) => "base64 of text".to_owned(),
        Some(octets) => format!("base64 of {} octets that are nothing known here", octets.len()),
        None => "neither hexadecimal digits, base64, nor an answer of a module".to_owned(),
    }
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(text).is_ok()
}

fn is_text(input: &[u8]) -> bool {
    str::from_utf8(input).is_ok_and(crate::octets::is_printable)
}

/// What octets are, where that can be seen.
fn recognise(octets: &[u8]) -> Option<Kind> {
    let is = |kind| Some(kind);
    match octets {
        _ if capture::is_capture(octets) => is(Kind::Pcap),
        _ if capture::http::is_start(octets) => is(Kind::Http),
        [MESSAGE_TYPE, 0x80..=0xFF, ..] => is(Kind::Pdu),
        _ if is_push(octets) => is(Kind::Push),
        _ if short_message::is_tpdu(short_message::without_service_centre(octets)) => {
            is(Kind::Tpdu)
        }
        _ if dissect_as(Entry::Pdu, octets).message_type().is_some() => is(Kind::Pdu),
        _ if is_multipart(octets) => is(Kind::Multipart),
        _ => None,
    }
}

/// Whether octets are a WSP PDU whose fields make sense, with an MMS PDU in it.
fn is_push(octets: &[u8]) -> bool {
    let dissection = push(octets);
    let sound = dissection.envelope_fields().iter().all(|field| field.hole().is_none());
    sound && dissection.message_type_octet().is_some()
}

fn is_multipart(octets: &[u8]) -> bool {
    if octets.len() > MULTIPART_OCTETS_MAX {
        return false;
    }
    let dissection = dissect_as(Entry::Multipart, octets);
    let parts = dissection.parts();
    let sound =
        dissection.all_fields().into_iter().all(|field| field.hole().is_none() && !is_rest(field));
    sound
        && !parts.is_empty()
        && parts.iter().all(|part| part.content_type.contains('/'))
        && counted(&dissection) == Some(parts.len())
}

fn is_rest(field: &Field) -> bool {
    field.kind == FieldKind::Rest
}

/// The parts that a multipart body announces, in the one octet of a small count.
fn counted(dissection: &Dissection) -> Option<usize> {
    dissection.octets.first().map(|count| usize::from(*count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// M-Notification.ind, type and transaction id alone.
    const PDU: &[u8] = b"\x8C\x82\x98t\0";
    /// Transaction identifier, Push, `HeadersLen`, Content-Type, the PDU.
    const PUSH: &[u8] = b"\x01\x06\x01\xBE\x8C\x82\x98t\0";
    /// First octet, TP-OA, TP-PID, TP-DCS, TP-SCTS, TP-UDL, UDHL, ports, the push.
    const TPDU: &[u8] = b"\x44\x05\x91\x21\x43\xF5\0\x04\x90\x30\x71\x71\x41\x14\x23\x10\x06\x05\x04\x0B\x84\x23\xF0\x01\x06\x01\xBE\x8C\x82\x98t\0";
    /// Length, type, digits of a service centre.
    const SERVICE_CENTRE: &[u8] = b"\x07\x91\x68\x31\x08\x20\x09\x05";

    #[rstest]
    #[case::pdu(PDU, Some(Kind::Pdu))]
    #[case::pdu_in_another_order(b"\x98t\0\x8C\x82", Some(Kind::Pdu))]
    #[case::push(PUSH, Some(Kind::Push))]
    #[case::push_without_its_identifier(&PUSH[1..], Some(Kind::Push))]
    #[case::post(b"\x07\x60\x02\x01/m\xBE\x8C\x80", Some(Kind::Push))]
    #[case::tpdu(TPDU, Some(Kind::Tpdu))]
    #[case::tpdu_with_service_centre(&[SERVICE_CENTRE, TPDU].concat(), Some(Kind::Tpdu))]
    #[case::tpdu_with_empty_service_centre(&[&[0][..], TPDU].concat(), Some(Kind::Tpdu))]
    #[case::request(b"POST /m HTTP/1.1\r\n\r\n", Some(Kind::Http))]
    #[case::response(b"HTTP/1.1 200 OK\r\n\r\n", Some(Kind::Http))]
    #[case::pcap(b"\xD4\xC3\xB2\xA1", Some(Kind::Pcap))]
    #[case::pcapng(b"\x0A\x0D\x0D\x0A", Some(Kind::Pcap))]
    #[case::multipart(b"\x01\x01\x02\x83hi", Some(Kind::Multipart))]
    #[case::zeros(&[0; 40], None)]
    #[case::noise(b"\x13\x37\xFE\xED", None)]
    fn octets_by_look(#[case] octets: &[u8], #[case] expected: Option<Kind>) {
        assert_eq!(recognise(octets), expected);
    }

    fn hex(octets: &[u8]) -> String {
        octets.iter().map(|octet| format!("{octet:02X}")).collect()
    }

    #[rstest]
    #[case::pdu(hex(PDU), Kind::Pdu, Some(Spelling::Hex))]
    #[case::push(hex(PUSH), Kind::Push, Some(Spelling::Hex))]
    #[case::tpdu(hex(TPDU), Kind::Tpdu, Some(Spelling::Hex))]
    #[case::answer_of_a_module(
        format!("AT+CMGR=1\r\n+CMGR: 0,,32\r\n{}{}\r\n\r\nOK\r\n", hex(SERVICE_CENTRE), hex(TPDU)),
        Kind::Tpdu,
        Some(Spelling::Hex)
    )]
    #[case::base64("jIKYdAA=".to_owned(), Kind::Pdu, Some(Spelling::Base64))]
    #[case::http("POST /m HTTP/1.1\r\n\r\n".to_owned(), Kind::Http, None)]
    fn text_by_look(#[case] text: String, #[case] kind: Kind, #[case] spelling: Option<Spelling>) {
        let opened = open(text.into_bytes(), None).unwrap();
        assert_eq!((opened.kind, opened.spelling, opened.hint), (kind, spelling, None));
    }

    #[rstest]
    #[case::word("HelloWorldHello!", "neither hexadecimal digits", "line 1, column 1: `H`")]
    #[case::base64_of_nothing("HelloWorldHello1", "base64 of 12 octets", "line 1, column 1: `H`")]
    #[case::base64_of_text("SGVsbG8s\nIHdvcmxk\n", "base64 of text", "line 1, column 1: `S`")]
    #[case::wrong_digit("8C82983100 8D90 zz", "hexadecimal digits with", "line 1, column 17: `z`")]
    #[case::later_line("8C8298\n3100\n8D g0\n", "hexadecimal digits with", "line 3, column 4: `g`")]
    #[case::mark("8C82983100x8D90", "hexadecimal digits with", "line 1, column 11: `x`")]
    #[case::json("\n{\"to\": [1]}\n", "a JSON document", "line 2, column 1: `{`")]
    #[case::array("[140, 130]", "a JSON document", "line 1, column 1: `[`")]
    #[case::markup("<html>", "markup", "line 1, column 1: `<`")]
    #[case::sentence("Dear MMSC,\n", "neither hexadecimal digits", "line 1, column 4: `r`")]
    #[case::umlaut("Grüße", "neither hexadecimal digits", "line 1, column 1: `G`")]
    fn other_text_is_refused_with_its_look(
        #[case] text: &str,
        #[case] look: &str,
        #[case] place: &str,
    ) {
        let error = open(text.into(), None).unwrap_err();
        let told = format!("the input is printable text and looks like {look}");
        assert!(error.starts_with(&told), "{error}");
        assert!(error.contains(&format!("; {place} is no hexadecimal digit")), "{error}");
        assert!(error.contains("`--as pdu` takes the characters as octets"), "{error}");
        let opened = open(text.into(), Some(Kind::Pdu)).unwrap();
        assert_eq!(opened, Opened::new(Kind::Pdu, None, text.into()));
    }

    #[test]
    fn an_answer_of_a_module_is_read_as_one_or_refused() {
        let answer = format!("AT+CMGR=1\r\n+CMGR: 0,,46\r\n{}\r\n\r\nOK\r\n", hex(TPDU));
        let error = open(answer.into(), None).unwrap_err();
        assert!(error.starts_with("line 3: 46 octets are announced, and 32 are there"), "{error}");
        let answer = "+CMGL: 1,\"REC READ\",\"+15550101\"\r\nHello\r\n";
        let error = open(answer.into(), None).unwrap_err();
        assert!(error.starts_with("line 2 is no TPDU: column 1: `H`"), "{error}");
    }

    #[test]
    fn the_users_word_counts_more_than_looks() {
        let opened = open(PDU.to_vec(), Some(Kind::Multipart)).unwrap();
        assert_eq!(opened, Opened::new(Kind::Multipart, None, PDU.to_vec()));
        let opened = open(hex(PDU).into_bytes(), Some(Kind::Push)).unwrap();
        assert_eq!(opened, Opened::new(Kind::Push, Some(Spelling::Hex), PDU.to_vec()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn nothing_is_lost_of_any_octets(input in proptest::collection::vec(any::<u8>(), 1..80)) {
            if let Ok(opened) = open(input.clone(), None) {
                prop_assert!(opened.spelling.is_some() || opened.kind == Kind::Tpdu || opened.units[0].octets == input);
            }
        }
    }
}

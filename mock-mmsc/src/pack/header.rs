//! Header fields of an M-Retrieve.conf that are unusual, absent, misplaced or of another PDU (ENC 6, 7).

use super::draft::{Draft, from};
use super::octet::{coded, text};
use super::{Case, INVALID_PDU, SUCCESS};

/// Either way is sound: to take what can be read, or to insist on the standard.
const LENIENT: &[u16] = &[SUCCESS, INVALID_PDU];

pub(super) fn cases() -> Vec<Case> {
    let groups = [unusual(), absent(), misplaced(), other_pdus()];
    groups.concat()
}

fn case(name: &str, about: &str, draft: &Draft, expected: &[u16]) -> Case {
    Case::served(name, about, draft.octets(), expected)
}

fn unusual() -> Vec<Case> {
    let id = |id: &str| Draft::sound().replacing("transaction-id", &coded(0x98, &text(id)));
    let version = |octet| Draft::sound().replacing("version", &[0x8D, octet]);
    let ok: &[u16] = &[SUCCESS];
    vec![
        case(
            "transaction-id-absent",
            "no transaction id: nothing is owed",
            &Draft::sound().without("transaction-id"),
            ok,
        ),
        case("transaction-id-empty", "a transaction id without a character", &id(""), LENIENT),
        case(
            "transaction-id-of-200-characters",
            "a transaction id of 200 characters",
            &id(&"t".repeat(200)),
            ok,
        ),
        case(
            "transaction-id-with-a-line-end",
            "a transaction id with CR LF in it",
            &id("a\r\nX: b"),
            LENIENT,
        ),
        case("version-1-0", "MMS version 1.0", &version(0x90), ok),
        case("version-1-3", "MMS version 1.3", &version(0x93), ok),
        case("version-of-another-major", "MMS version 2.0", &version(0xA0), LENIENT),
        case("sender-hidden", "no From: the sender hides", &Draft::sound().without("from"), ok),
        case(
            "sender-with-a-line-end",
            "a sender with a report of the module in it",
            &Draft::sound().replacing("from", &from("1\r\n+CMMSRECV: 0\r\n")),
            LENIENT,
        ),
        case(
            "subject-empty",
            "a subject without a character",
            &Draft::sound().replacing("subject", &[0x96, 0x00]),
            ok,
        ),
        case(
            "subject-of-4000-characters",
            "a subject of 4,000 characters",
            &Draft::sound().replacing("subject", &coded(0x96, &text(&"s".repeat(4_000)))),
            ok,
        ),
        case(
            "subject-in-unknown-charset",
            "a subject in a charset that is not assigned",
            &Draft::sound().replacing("subject", b"\x96\x06\x02\x27\x0Fxy\0"),
            LENIENT,
        ),
        case(
            "field-number-unassigned",
            "a header field by a number that is not assigned",
            &Draft::sound().adding(&[0xD5, 0x80]),
            ok,
        ),
        case(
            "recipients-twenty",
            "20 recipients",
            &Draft::sound().adding(&coded(0x97, &text("+15550199/TYPE=PLMN")).repeat(20)),
            ok,
        ),
        case(
            "recipients-three-hundred",
            "300 recipients: a receiver may have a limit",
            &Draft::sound().adding(&coded(0x97, &text("+15550199/TYPE=PLMN")).repeat(300)),
            LENIENT,
        ),
        case(
            "priority-unassigned",
            "a priority by an octet that is not assigned",
            &Draft::sound().adding(&[0x8F, 0x9F]),
            ok,
        ),
    ]
}

fn absent() -> Vec<Case> {
    let without = |name| Draft::sound().without(name);
    let malformed: &[u16] = &[INVALID_PDU];
    let untyped = Draft { content_type: Vec::new(), ..Draft::sound() };
    vec![
        case("message-type-absent", "no message type", &without("message-type"), malformed),
        case("version-absent", "no MMS version", &without("version"), LENIENT),
        case("date-absent", "no date", &without("date"), LENIENT),
        case("content-type-absent", "a body without its content type", &untyped, malformed),
    ]
}

fn misplaced() -> Vec<Case> {
    let mut swapped = Draft::sound();
    swapped.fields.swap(1, 2);
    let mut late = Draft::sound();
    late.fields.rotate_left(1);
    let mut early = Draft::sound();
    early.fields.insert(1, ("content-type", vec![0x84, 0xA3]));
    let twice = Draft::sound().adding(&coded(0x96, &text("other")));
    vec![
        case(
            "version-before-transaction-id",
            "the version stands before the transaction id",
            &swapped,
            LENIENT,
        ),
        case(
            "message-type-not-first",
            "the message type is not the first header field",
            &late,
            LENIENT,
        ),
        case(
            "content-type-second",
            "the content type is the second header field",
            &early,
            &[INVALID_PDU],
        ),
        case("subject-twice", "two different subjects", &twice, LENIENT),
    ]
}

/// Each is a sound PDU or none at all, but not what was asked for (SIM-8-10).
fn other_pdus() -> Vec<Case> {
    let retyped = |octet| Draft::sound().replacing("message-type", &[0x8C, octet]).octets();
    let short = |octet: u8, rest: &[u8]| [&[0x8C, octet][..], b"\x98p\0\x8D\x92", rest].concat();
    let notification = b"\x8A\x80\x8E\x01\x40\x88\x03\x81\x01\x3C\x83http://mmsc.invalid/a\0";
    let rows: [(&str, &str, Vec<u8>); 10] = [
        ("pdu-is-send-req", "the message under the type M-Send.req", retyped(0x80)),
        ("pdu-is-send-conf", "an M-Send.conf that says Ok", short(0x81, &[0x92, 0x80])),
        ("pdu-is-notification", "an M-Notification.ind", short(0x82, notification)),
        ("pdu-is-acknowledge", "an M-Acknowledge.ind", short(0x85, &[])),
        ("pdu-of-reserved-type", "the message under a type that is not assigned", retyped(0xFF)),
        ("pdu-type-is-no-octet", "the message under a type below 128", retyped(0x04)),
        ("pdu-is-zeros", "64 octets of zero", vec![0; 64]),
        ("pdu-is-ones", "64 octets of 255", vec![0xFF; 64]),
        ("pdu-is-plain-text", "a sentence in place of the PDU", b"The message is gone.".to_vec()),
        ("pdu-is-a-picture", "a picture in place of the PDU", vec![0xFF, 0xD8, 0xFF, 0xD9]),
    ];
    rows.into_iter()
        .map(|(name, about, pdu)| Case::served(name, about, pdu, &[INVALID_PDU]))
        .collect()
}

//! What the codecs saw differently until the one that was wrong was changed.

use std::fmt::Write as _;

use mock_mmsc::dissect::dissect;
use mock_mmsc::rule::Direction;

use crate::disagreement::disagreements;
use crate::verdict::Verdicts;

/// A disagreement of the past.
struct Settled {
    /// What was at issue.
    title: &'static str,
    /// The clause that settled it.
    clause: &'static str,
    /// The crate that was wrong, and what it did.
    wrong: &'static str,
    /// A PDU that showed it.
    sample: &'static [u8],
}

const SETTLED: &[Settled] = &[
    Settled {
        title: "an application header whose name is no token, or whose value is no text",
        clause: "ENC 7.2: a Token-text and a Text-string",
        wrong: "`mms-pdu` kept the field and said nothing",
        sample: b"\x8C\x85\x98T1\0\x8D\x90X Y\0\x85",
    },
    Settled {
        title: "M-Cancel.req or M-Cancel.conf without a mandatory header field",
        clause: "ENC 6: Transaction-ID, Version, and Cancel-ID or Cancel-Status",
        wrong: "`mock-mmsc` had no table for the two types",
        sample: b"\x8C\x96\x98T1\0\x8D\x93",
    },
    Settled {
        title: "a control character behind the quotation mark of a Quoted-string",
        clause: "WSP 8.4.2.1, RFC 2616 2.2: TEXT has none",
        wrong: "`mock-mmsc` showed it",
        sample: b"\x8C\x84\x8D\x90\x85\x01\x05\x84\xA3\x01\x05\x01\x83\xC0\"\x1F\0A",
    },
    Settled {
        title: "a header field of the mailbox whose value has another form",
        clause: "ENC 7.3 (X-Mms-Attributes to X-Mms-Start)",
        wrong: "`mock-mmsc` stepped over the value and judged no form",
        sample: &[0x8C, 0x85, 0x98, 0x31, 0x00, 0x8D, 0x92, 0xA9, 0x01, 0x80],
    },
    Settled {
        title: "a Long-integer with a leading zero",
        clause: "WSP 8.4.2.1: as few octets as possible",
        wrong: "`mms-pdu` read the number without any tolerance for that",
        sample: &[0x8C, 0x84, 0x8D, 0x90, 0x85, 0x02, 0x00, 0x05, 0x84, 0x83, 0x41],
    },
    Settled {
        title: "a zero where a header field should start, and other octets behind it",
        clause: "ENC 7, 7.1: no header field starts with 0x00",
        wrong: "`mock-mmsc` called all the rest padding and only warned",
        sample: &[0x8C, 0x85, 0x98, 0x31, 0x00, 0x8D, 0x90, 0x00, 0x91, 0x80],
    },
    Settled {
        title: "a quotation mark at the beginning of a Text-string",
        clause: "WSP 8.4.2.1: the mark belongs to a Quoted-string",
        wrong: "`mock-mmsc` dropped it",
        sample: b"\x8C\x85\x98\"1\0\x8D\x90",
    },
    Settled {
        title: "a media type that starts with the quote 0x7F",
        clause: "WSP 8.4.2.24: Extension-Media is TEXT to a NUL, and 0x7F is no TEXT",
        wrong: "`mock-mmsc` read it as a Text-string",
        sample: b"\x8C\x84\x8D\x90\x85\x01\x05\x84\x7F\x83/a\0A",
    },
    Settled {
        title: "a version that is a text, but not major and minor number",
        clause: "ENC 7.3.34, WSP 8.4.2.3",
        wrong: "`mock-mmsc` took any text",
        sample: b"\x8C\x85\x98T1\0\x8Dab\0",
    },
];

/// The codecs agree about every sample.
///
/// # Errors
/// One is seen differently again.
pub(crate) fn hold() -> Result<(), String> {
    for Settled { title, sample, .. } in SETTLED {
        let found = disagreements(&Verdicts::new(sample, Direction::of(&dissect(sample))));
        if !found.is_empty() {
            return Err(format!("{title}: {found:?}"));
        }
    }
    Ok(())
}

/// The section of the page.
pub(crate) fn section() -> String {
    let mut out = "\
## Settled by a change

What the two saw differently until one of them was changed; they agree about the octets today.

| octets | what was at issue | clause | what was wrong |
|---|---|---|---|
"
    .to_owned();
    for Settled { title, clause, wrong, sample } in SETTLED {
        let octets: Vec<String> = sample.iter().map(|octet| format!("{octet:02X}")).collect();
        // Writing to a String does not fail.
        let _ = writeln!(out, "| `{}` | {title} | {clause} | {wrong} |", octets.join(" "));
    }
    out.push('\n');
    out
}

//! Where the codecs differ, and the known reasons.

use mms_pdu::{DecodeErrorKind, Fault, Production};
use mock_mmsc::dissect::{Field, Kind};

use super::reading::differences;
use super::verdict::Verdicts;

/// One thing that the codecs see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// One finds the form at fault, the other does not.
    Verdict,
    /// The same, where `mms-pdu` is given no tolerance.
    Strict,
    /// A header field or part of a PDU that both take apart.
    Reading(String),
}

/// Everything that the codecs see differently.
pub fn disagreements(verdicts: &Verdicts<'_>) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let structure = verdicts.structure().next().is_some();
    let strict = structure || verdicts.tolerated().next().is_some();
    if verdicts.is_refused() != structure {
        found.push(Disagreement::Verdict);
    }
    if verdicts.is_refused_strictly() != strict {
        found.push(Disagreement::Strict);
    }
    if let Ok(pdu) = &verdicts.decoded
        && !structure
    {
        let differences = differences(verdicts.octets, pdu, &verdicts.dissection);
        let drawn = differences.into_iter().map(|found| {
            Disagreement::Reading(format!("{} at {}: {}", found.name, found.offset, found.text))
        });
        found.extend(drawn);
    }
    found
}

/// A known reason why the codecs differ.
pub struct Reason {
    /// Names it.
    pub id: &'static str,
    /// What is at issue.
    pub title: &'static str,
    /// The clause that settles it.
    pub clause: &'static str,
    /// What the clause says, and what follows for either codec.
    pub judgement: &'static str,
    /// A PDU that shows it.
    pub sample: &'static [u8],
    /// Whether it is at work in octets that the codecs see differently.
    pub explains: fn(&Verdicts<'_>) -> bool,
}

/// The known reasons, by id.
pub const REASONS: &[Reason] = &[
    Reason {
        id: "BROKEN-TEXT",
        title: "octets that are no text of the charset that they name",
        clause: "ENC 7.3.19",
        judgement: "none says what to show: `mms-pdu` puts U+FFFD for what is no text, `mock-mmsc` shows the octets as \
                    ISO-8859-1, and says so (CS-2; LEN-3 where the end is half a character)",
        sample: b"\x8C\x81\x98T1\0\x8D\x90\x92\x80\x93\x05\xEAa\xE9b\0\x8Bm\0",
        explains: |verdicts| {
            let is_half = |octets: &[u8]| {
                let text = octets.strip_suffix(&[0]).unwrap_or(octets);
                text.len() % 2 == 1
            };
            verdicts.broken().contains("CS-2")
                || (verdicts.broken().contains("LEN-3") && wide_texts(verdicts).any(is_half))
        },
    },
    Reason {
        id: "EMPTY-MEDIA-TYPE",
        title: "a media type that is an empty text",
        clause: "WSP 8.4.2.24, RFC 2616 3.7",
        judgement: "Extension-Media may be empty by the letter, a media type has a type and a subtype: `mms-pdu` \
                    refuses, `mock-mmsc` reads an empty name",
        sample: &[0x8C, 0x84, 0x8D, 0x90, 0x85, 0x01, 0x05, 0x84, 0x03, 0x00, 0x81, 0xEA, 0x41],
        explains: |verdicts| refused_media(verdicts, 0x00),
    },
    Reason {
        id: "HIGH-FIRST-OCTET",
        title: "a text whose first octet is above 0x7F, without a quote before it",
        clause: "WSP 8.4.1.2, 8.4.2.1",
        judgement: "the quote is demanded, and without it the octet is the whole value: `mock-mmsc` says an error (TXT-2) \
                    and reads on to the NUL, as the sender meant it; `mms-pdu` does so where it has a type for the text, \
                    and ends a field that it keeps behind the octet",
        sample: b"\x8C\x85\x98T1\0\x8D\x90\xB7\xE9a\0",
        explains: |verdicts| {
            let octets = &verdicts.dissection.octets;
            fields(verdicts).any(|field| {
                let hole = field.hole().filter(|hole| hole.production.contains("ext-string"));
                let text = field.text.as_ref().filter(|text| text.charset.is_none());
                let start = text.map(|text| text.offset).or_else(|| hole.map(|hole| hole.offset));
                let quoted = |start: usize| octets.get(start.wrapping_sub(1)) == Some(&0x7F);
                start.is_some_and(|start| {
                    octets.get(start).is_some_and(|octet| *octet > 0x7F) && !quoted(start)
                })
            })
        },
    },
    Reason {
        id: "LIMIT",
        title: "more parts, parameters, depth or fields than `mms-pdu` holds, or a number beyond 64 bits",
        clause: "none: limits of `mms-pdu`",
        judgement: "legal as such; `mms-pdu` refuses what passes its limits, `mock-mmsc` has other limits (LIM-1)",
        sample: b"\x8C\x84\x8D\x90\x85\x09\x01\x05\x05\x05\x05\x05\x05\x05\x05\x84\x83A",
        explains: |verdicts| {
            verdicts.errors().any(|error| match error.kind {
                DecodeErrorKind::MessageType(_) => false,
                DecodeErrorKind::IntegerTooLarge => true,
                _ => error.fault() == Fault::Unsupported,
            })
        },
    },
    Reason {
        id: "LOW-STATUS",
        title: "Response-Status or Retrieve-Status below 0x80",
        clause: "ENC 7.3.48, 7.3.50; WSP 8.4.1.2",
        judgement: "any other value counts as the general failure, so `mms-pdu` takes the octet for the value; as a first \
                    octet it would be a length or a text, which `mock-mmsc` steps over and says (HDR-7)",
        sample: b"\x8C\x81\x98T1\0\x8D\x90\x92\x41\0",
        explains: |verdicts| {
            let names = ["X-Mms-Response-Status", "X-Mms-Retrieve-Status"];
            fields(verdicts).any(|field| {
                names.iter().any(|name| field.is_named(name)) && field.hole().is_some()
            })
        },
    },
    Reason {
        id: "MEDIA-TYPE-AND-MORE",
        title: "a media type in text with a semicolon in it",
        clause: "WSP 8.4.2.24, RFC 2616 3.7",
        judgement: "parameters have a form of their own, and the text is a media type alone: `mms-pdu` ends its name at the \
                    semicolon and writes the text back as it was, `mock-mmsc` shows all of it",
        sample: b"\x8C\x84\x8D\x90\x85\x01\x05\x84a/b;c\0A",
        explains: |verdicts| {
            fields(verdicts)
                .any(|field| field.is_named("Content-Type") && field.value.contains(';'))
        },
    },
    Reason {
        id: "PADDING",
        title: "zeros behind the last part, or behind a text inside its length",
        clause: "WSP 8.5, 8.4.2.1",
        judgement: "nothing may stand there: `mock-mmsc` says an error (MP-2, LEN-3), `mms-pdu` drops the zeros by its \
                    tolerance `padding` and refuses without it",
        sample: &[
            0x8C, 0x84, 0x8D, 0x90, 0x85, 0x01, 0x05, 0x84, 0xA3, 0x01, 0x01, 0x01, 0x83, 0x41,
            0x00,
        ],
        explains: |verdicts| {
            let octets = &verdicts.dissection.octets;
            verdicts.structure().filter(|finding| ["MP-2", "LEN-3"].contains(&finding.rule)).any(
                |finding| {
                    let end = finding.offset.saturating_add(finding.length);
                    let range = octets.get(finding.offset..end).unwrap_or_default();
                    !range.is_empty() && range.iter().all(|octet| *octet == 0)
                },
            )
        },
    },
    Reason {
        id: "PARAMETER-FORM",
        title: "a parameter whose value has another form than its number or name demands",
        clause: "WSP 8.4.2.4",
        judgement: "`mms-pdu` types q, charset, names, type and start, `mock-mmsc` also dates and sizes but not q; each \
                    keeps what it has no type for as it is, and neither takes a value from it",
        sample: b"\x8C\x84\x8D\x90\x85\x01\x05\x84\x05\x83\x95ab\0A",
        explains: |verdicts| within(verdicts, |field| field.kind == Kind::Parameter),
    },
    Reason {
        id: "PART-HEADER-FORM",
        title: "a header field of a part whose value has another form than its number demands",
        clause: "WSP 8.4.2",
        judgement: "`mms-pdu` types Content-ID and Content-Location, and keeps the others as they are; `mock-mmsc` also \
                    reads Content-Disposition",
        sample: b"\x8C\x84\x8D\x90\x85\x01\x05\x84\xA3\x01\x05\x01\x83\xAEab\0A",
        explains: |verdicts| within(verdicts, |field| field.kind == Kind::PartHeader),
    },
    Reason {
        id: "REPEATED-HEAD",
        title: "one of the first header fields twice, in front of X-Mms-Transaction-ID or X-Mms-MMS-Version",
        clause: "ENC 7",
        judgement: "the first three have fixed places, and a repetition moves those behind it: `mms-pdu` refuses the order \
                    by its tolerance `header-order`; `mock-mmsc` notes the repetition alone (ORD-7)",
        sample: b"\x8C\x85\x8C\x85\x98T1\0\x8D\x90",
        explains: |verdicts| {
            let is_moved =
                |kind: &DecodeErrorKind| matches!(kind, DecodeErrorKind::MisplacedHeader(_));
            verdicts.broken().contains("ORD-7")
                && verdicts.errors().any(|error| is_moved(&error.kind))
        },
    },
    Reason {
        id: "UNASSIGNED-FIELD",
        title: "octets above 0x7F in the value of a header field that is not assigned",
        clause: "ENC 7.4, WSP 8.4.1.2",
        judgement: "such a field is passed over by the first octet of its value, and nothing is said of its form: `mms-pdu` \
                    keeps it whatever is inside; `mock-mmsc` takes it for a text and warns (CS-4)",
        sample: b"\x8C\x85\x98T1\0\x8D\x90\xEAa\xE9\0",
        explains: |verdicts| within(verdicts, |field| field.kind == Kind::UnknownHeader),
    },
    Reason {
        id: "UNDECODED-TYPE",
        title: "a PDU type of the mailbox, of deletion, or without a name",
        clause: "ENC 6, 7.3.30",
        judgement: "`mms-pdu` does not decode them, and says so as unsupported; `mock-mmsc` reads header fields by their \
                    numbers whatever the type is",
        sample: &[0x8C, 0x8D, 0x98, 0x31, 0x00, 0x8D, 0x92],
        explains: |verdicts| {
            verdicts.errors().any(|error| matches!(error.kind, DecodeErrorKind::MessageType(_)))
        },
    },
    Reason {
        id: "UNKNOWN-CHARSET",
        title: "a charset that one codec has a name or a decoder for, and the other not",
        clause: "ENC 7.3.19, IANA character sets",
        judgement: "the number is what counts, and both keep it: `mock-mmsc` shows number and octets where `mms-pdu` has a \
                    decoder, and the other way round",
        sample: b"\x8C\x84\x8D\x90\x85\x01\x05\x84\x03\x83\x81\xEEA",
        explains: |verdicts| fields(verdicts).any(|field| field.value.contains("MIB ")),
    },
    Reason {
        id: "WIDE-QUOTE",
        title: "0x7F before a text of two octets a character: a Quote, or half of the first character",
        clause: "WSP 8.4.2.1",
        judgement: "End-of-string is one octet, so that the number of octets in front of it tells: when it is odd, 0x7F is a \
                    Quote. `mms-pdu` reads and writes so; `mock-mmsc` takes 0x7F for a Quote before every byte order mark, \
                    and for none where two zeros end the text, as some senders mean it",
        sample: b"\x8C\x81\x98T1\0\x8D\x90\x92\x80\x93\x09\x02\x03\xF6\x7F\xE9\0A\0\0\x8Bm\0",
        explains: |verdicts| {
            wide_texts(verdicts).any(|text| match text {
                [0x7F, 0x80..=0xFF, ..] => true,
                // `mms-pdu` writes the Quote that is missing here.
                [0x80..=0xFF, .., 0, 0] => true,
                _ => false,
            })
        },
    },
];

/// The octets of texts in UCS-2 or UTF-16, a Quote and the end included.
fn wide_texts<'v>(verdicts: &'v Verdicts<'_>) -> impl Iterator<Item = &'v [u8]> {
    let octets = &*verdicts.dissection.octets;
    fields(verdicts).filter_map(move |field| {
        let text =
            field.text.as_ref().filter(|text| matches!(text.charset, Some(1000 | 1013..=1015)))?;
        let before = text.offset.wrapping_sub(1);
        let start = if octets.get(before) == Some(&0x7F) { before } else { text.offset };
        octets.get(start..field.end())
    })
}

/// The reasons at work in octets that the codecs see differently.
pub fn reasons(verdicts: &Verdicts<'_>) -> Vec<&'static str> {
    let all = REASONS.iter().filter(|reason| (reason.explains)(verdicts));
    all.map(|reason| reason.id).collect()
}

fn fields<'v>(verdicts: &'v Verdicts<'_>) -> impl Iterator<Item = &'v Field> {
    verdicts.dissection.all_fields().into_iter()
}

/// Whether what either codec finds lies in such a field.
fn within(verdicts: &Verdicts<'_>, kind: impl Fn(&Field) -> bool) -> bool {
    let found = verdicts.structure().chain(verdicts.tolerated()).map(|finding| finding.offset);
    let places: Vec<usize> = found.chain(verdicts.errors().map(|error| error.offset)).collect();
    // An error may stand where the octets of the field end.
    fields(verdicts)
        .filter(|field| kind(field) && !field.is_named("Content-Type"))
        .any(|field| places.iter().any(|place| (field.offset..=field.end()).contains(place)))
}

fn refused_media(verdicts: &Verdicts<'_>, octet: u8) -> bool {
    verdicts.errors().any(|error| {
        error.production == Production::ContentType
            && error.kind == DecodeErrorKind::UnexpectedOctet(octet)
    })
}

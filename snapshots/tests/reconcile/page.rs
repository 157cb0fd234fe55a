//! The page of the disagreements, made from the list of their reasons.

use std::fmt::Write as _;
use std::path::Path;

use mock_mmsc::dissect::dissect;
use mock_mmsc::rule::Direction;

use crate::disagreement::{Disagreement, REASONS, Reason, disagreements};
use crate::settled;
use crate::verdict::Verdicts;

/// The page, from the folder of this crate.
const PAGE: &str = "RECONCILED.md";

const HEAD: &str = "\
# What two MMS codecs and tshark disagree about

`mms-pdu` and `mock-mmsc` were written from the standard without sight of each other. `tests/reconcile.rs` gives both the
same octets: sound messages of every PDU type, the same with each mandatory header field left out, reordered, cut at every
octet and with every length one off, and with single octets changed; where `ATTEST_VECTORS` is set, also messages that
nobody on this project wrote. Each has to be refused by both or by neither, with the tolerances of every day and without
any, and where both take it apart the header fields and parts have to be the same at the same places. All that differs is
for one of the reasons below; a reason that no longer holds fails the test. The test writes this page
(`INSTA_UPDATE=always cargo test -p snapshots --test reconcile`).

ENC is OMA-TS-MMS_ENC 1.3, WSP is WAP-230, CONF is the MMS Conformance Document.

";

const NUMBERS: &str = "\
## Assigned numbers

`tests/assigned_numbers.rs` compares every table; both codecs have the same names.

";

const FOREIGN: &str = "\
## Messages of others

`8C 82 84 D3` is kept elsewhere as a malformed PDU. It is none: 0xD3 is a media type by a number that is not assigned (WSP
8.4.2.24), and both read it. What it breaks is that a notification has no Content-Type (ENC 6): `mms-pdu` refuses it as a
violation, `mock-mmsc` says ORD-6.

";

const TSHARK: &str = "\
## tshark

`tests/tshark.rs` lets tshark read everything that the scenarios and both emitters write. What it does otherwise:

| id | what tshark does | clause |
|---|---|---|
| TSHARK-ALTERNATIVE | it does not open a multipart.alternative inside another multipart | WSP 8.5: a part's data are what its media type says |
| TSHARK-CHARSET | it does not look at the charset of an Encoded-string-value, so that text beyond ASCII is other text | ENC 7.3.19: the charset is a part of the value |
| TSHARK-LAST-84 | it takes a last value octet of 0x84 for the number of Content-Type, and calls the PDU malformed | ENC 7.1: a header field is its number, then its value |
| TSHARK-NO-NAME | it has no names for most header fields of version 1.3 and steps over their values | ENC 7.4: the numbers are assigned |
";

/// Compares the page with what the reasons say today, or writes it where snapshots are to be updated.
///
/// # Errors
/// The page cannot be read or written, or is not current.
pub(crate) fn compare() -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let text = text();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        return std::fs::write(&path, text).map_err(|error| error.to_string());
    }
    let page = std::fs::read_to_string(&path).map_err(|error| format!("{PAGE}: {error}"))?;
    let stale = page.lines().zip(text.lines()).find(|(page, text)| page != text);
    match (stale, page == text) {
        (_, true) => Ok(()),
        (lines, false) => {
            Err(format!("{PAGE} is not current, from {lines:?} on; INSTA_UPDATE=always writes it"))
        }
    }
}

fn text() -> String {
    let sections: String = REASONS.iter().map(section).collect();
    let settled = settled::section();
    format!("{HEAD}## mms-pdu and mock-mmsc\n\n{sections}{settled}{NUMBERS}{FOREIGN}{TSHARK}")
}

fn section(reason: &Reason) -> String {
    let Reason { id, title, clause, judgement, sample, .. } = reason;
    let verdicts = Verdicts::new(sample, Direction::of(&dissect(sample)));
    let octets: Vec<String> = sample.iter().map(|octet| format!("{octet:02X}")).collect();
    let mut out = format!("### {id}\n\n{title}: `{}`\n\n", octets.join(" "));
    let refusal = verdicts.formed.as_ref().map(|error| format!("failed to {error}"));
    let strict = verdicts.strict.as_ref().map(|error| format!("failed to {error}"));
    let ours = match (refusal, strict) {
        (Some(refusal), _) if verdicts.decoded.is_ok() => {
            format!("decodes, and keeps a value of another form: {refusal}")
        }
        (Some(refusal), _) => refusal,
        (None, Some(strict)) => format!("decodes; without tolerance: {strict}"),
        (None, None) => "decodes".to_owned(),
    };
    let mocks: Vec<String> = verdicts
        .findings
        .iter()
        .map(|found| {
            format!("{} {} at {}: {}", found.severity, found.rule, found.offset, found.message)
        })
        .collect();
    let mocks = if mocks.is_empty() { "no finding".to_owned() } else { mocks.join("; ") };
    let readings: Vec<String> = disagreements(&verdicts)
        .into_iter()
        .filter_map(|found| match found {
            Disagreement::Reading(text) => Some(text),
            Disagreement::Verdict | Disagreement::Strict => None,
        })
        .collect();
    let mut line = |name: &str, text: &str| {
        // Writing to a String does not fail.
        let _ = writeln!(out, "- {name}: {text}");
    };
    line("mms-pdu", &ours);
    line("mock-mmsc", &mocks);
    if !readings.is_empty() {
        line("reading", &readings.join("; "));
    }
    line("clause", clause);
    line("settled", judgement);
    out.push('\n');
    out
}

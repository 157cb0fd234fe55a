//! A foreign judge: tshark reads every PDU that the scenarios cause, on both sides of the network, and one of every type
//! that either codec can write.
//!
//! It has to read the same header fields and parts at the same places as the mock MMSC's dissector, and call nothing
//! malformed. What it is known to get wrong stands in [`ALLOWANCES`] and [`OTHER_NAMES`], each with its reason. An
//! answer that a scenario writes out octet by octet is meant to be broken, and is not judged.

#[expect(dead_code, reason = "the octets of the line are not looked at here")]
#[path = "support/course.rs"]
mod course;
#[path = "support/library.rs"]
mod library;
#[path = "support/pdml.rs"]
mod pdml;
#[path = "tshark/push.rs"]
mod push;
#[path = "support/sound.rs"]
mod sound;
#[path = "support/trace.rs"]
mod trace;
#[path = "support/wire.rs"]
mod wire;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use course::Course;
use library::Library;
use libtest_mimic::{Arguments, Failed, Trial};
use mock_mmsc::dissect::{Dissection, Field, PartView, assigned_headers, dissect};
use mock_mmsc::emit::{NotifyRespInd, VERSION_1_0};
use mock_mmsc::{Mmsc, Request, Script};
use pdml::{Header, PACKET_OCTETS_MAX, Reading};
use scenario::{Answer, Captures, MmscScript, MmscStep, Plan, Step};
use wire::{Pdu, Way};

/// Name of the test of PDUs.
const NAME: &str = "every-pdu-of-the-scenarios";

/// The page that lists the allowances.
const PAGE: &str = include_str!("../RECONCILED.md");

/// What cannot be judged, and how to change that.
const NOT_INSTALLED: &str = "tshark is not installed; on Debian: apt-get install tshark";

/// Names that tshark spells in another way than the standard: its own, the standard's.
const OTHER_NAMES: [(&str, &str); 4] = [
    ("Response-Status", "X-Mms-Response-Status"),
    ("Response-Text", "X-Mms-Response-Text"),
    ("Sender-Visibility", "X-Mms-Sender-Visibility"),
    ("Status", "X-Mms-Status"),
];

/// Header fields whose value is text, which has to be the same too.
const TEXT_FIELDS: [&str; 8] = [
    "Bcc",
    "Cc",
    "Content-Type",
    "Message-ID",
    "Subject",
    "To",
    "X-Mms-MMS-Version",
    "X-Mms-Transaction-ID",
];

/// A fault of tshark's own.
struct Allowance {
    /// Names the fault in the report of the test.
    id: &'static str,
    /// What tshark does, and why the octets are sound all the same.
    reason: &'static str,
    /// Whether the fault explains a complaint about a PDU.
    explains: fn(&Dissection, &Complaint) -> bool,
    /// A sound PDU that shows the fault; it is judged together with those of the scenarios.
    sample: fn() -> Vec<u8>,
}

const ALLOWANCES: [Allowance; 3] = [
    Allowance {
        id: "TSHARK-ALTERNATIVE",
        reason: "a multipart.alternative inside another multipart is not opened, so its parts are not there",
        explains: |pdu, complaint| {
            let inner = |part: &PartView<'_>| part.content_type.ends_with("multipart.alternative");
            complaint.kind == Kind::Layout && pdu.parts().iter().any(inner)
        },
        sample: alternative,
    },
    Allowance {
        id: "TSHARK-LAST-84",
        reason: "a PDU without body whose last octet is 0x84 is called malformed: that value octet is taken for the \
                 number of Content-Type, behind which nothing follows",
        explains: |pdu, complaint| {
            let header_only = pdu.header("Content-Type").is_none();
            complaint.kind == Kind::Malformed && header_only && pdu.octets.last() == Some(&0x84)
        },
        sample: unrecognised,
    },
    Allowance {
        id: "TSHARK-CHARSET",
        reason: "the charset of an Encoded-string-value is not looked at, so text beyond ASCII is shown as other text",
        explains: |pdu, complaint| {
            let field =
                pdu.header_fields().find(|field| complaint.kind == Kind::Value(field.offset));
            field
                .and_then(|field| field.text.as_ref())
                .is_some_and(|text| text.encoded && !text.ascii)
        },
        sample: accented,
    },
];

/// M-Retrieve.conf with a text in two forms.
fn alternative() -> Vec<u8> {
    [
        &[0x8C, 0x84][..],               // X-Mms-Message-Type: M-Retrieve.conf
        &[0x8D, 0x90],                   // X-Mms-MMS-Version: 1.0
        &[0x85, 0x01, 0x05],             // Date: 1970-01-01 00:00:05
        &[0x84, 0xA3, 0x01],             // Content-Type: multipart.mixed, one part
        &[0x01, 0x06, 0xA6, 0x01], // one octet of header, six of data: multipart.alternative, one part
        &[0x01, 0x02, 0x83, 0x68, 0x69], // one octet of header, two of data: text/plain, "hi"
    ]
    .concat()
}

/// M-NotifyResp.ind that ends with the Status Unrecognised.
fn unrecognised() -> Vec<u8> {
    let transaction_id = "T1".to_owned();
    NotifyRespInd { transaction_id, version: VERSION_1_0, status: 0x84, report_allowed: None }
        .emit()
}

/// M-Send.req with a Subject in UTF-8.
fn accented() -> Vec<u8> {
    [
        &[0x8C, 0x80][..],               // X-Mms-Message-Type: M-Send.req
        b"\x98T1\0",                     // X-Mms-Transaction-ID
        &[0x8D, 0x90],                   // X-Mms-MMS-Version: 1.0
        &[0x89, 0x01, 0x81],             // From: insert-address
        b"\x97+15550101/TYPE=PLMN\0",    // To
        b"\x96\x05\xEA\x7F\xC3\xA9\0",   // Subject: length 5, UTF-8, quote, U+00E9
        &[0x84, 0xA3, 0x01],             // Content-Type: multipart.mixed, one part
        &[0x01, 0x02, 0x83, 0x68, 0x69], // one octet of header, two of data: text/plain, "hi"
    ]
    .concat()
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trial = |name: &str, run: fn() -> Result<(), Failed>| {
        if pdml::is_installed() {
            return Trial::test(name, run);
        }
        Trial::test(format!("{name} ({NOT_INSTALLED})"), || Err(NOT_INSTALLED.into()))
            .with_ignored_flag(true)
    };
    let trials = vec![
        trial(NAME, every_pdu),
        trial("every-push", push::over_udp),
        trial("every-tpdu", push::over_sms),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn every_pdu() -> Result<(), Failed> {
    if let Some(known) = ALLOWANCES.iter().find(|known| !PAGE.contains(known.id)) {
        return Err(format!("RECONCILED.md does not list {}", known.id).into());
    }
    let pdus = pdus().map_err(|error| error.to_string())?;
    let octets: Vec<&[u8]> = pdus.keys().map(|pdu| pdu.octets.as_slice()).collect();
    let readings = pdml::read(&octets)?;
    let complaints: Vec<String> = pdus
        .iter()
        .zip(&readings)
        .flat_map(|((pdu, origin), reading)| complaints(pdu, origin, reading))
        .collect();
    if complaints.is_empty() {
        return Ok(());
    }
    let known = ALLOWANCES.iter().map(|known| format!("{}: {}", known.id, known.reason));
    let known: Vec<String> = known.collect();
    Err(format!("{}\nKnown faults of tshark:\n{}", complaints.join("\n"), known.join("\n")).into())
}

/// Every different PDU of the scenarios that is to be judged, and the samples of the allowances, by origin.
fn pdus() -> Result<BTreeMap<Pdu, String>, Box<dyn Error>> {
    wire::listen()?;
    let library = Library::load()?;
    if let Some((_, drawn)) = library.refused.first() {
        return Err(drawn.as_str().into());
    }
    let mut pdus = BTreeMap::new();
    for plan in library.files.values().flatten() {
        let courses = Course::of(std::slice::from_ref(plan), &library.ledger)?;
        if let Some(trouble) = courses.iter().find_map(Course::trouble) {
            return Err(trouble.into());
        }
        let broken = broken_on_purpose(plan);
        for pdu in wire::take() {
            if pdu.way == Way::FromClient {
                pdus.extend(consequences(&pdu.octets, &plan.id));
            } else if is_hostile(plan) || broken.contains(&pdu.octets) {
                continue;
            }
            pdus.entry(pdu).or_insert_with(|| plan.id.clone());
        }
    }
    let ways: BTreeSet<Way> = pdus.keys().map(|pdu| pdu.way).collect();
    if ways.len() != 2 {
        return Err(format!("PDUs were overheard in these directions alone: {ways:?}").into());
    }
    if let Some((pdu, origin)) = pdus.iter().find(|(pdu, _)| is_too_large(pdu)) {
        return Err(format!(
            "a PDU of {origin} has {} octets; tshark cuts packets",
            pdu.octets.len()
        )
        .into());
    }
    for message in sound::messages()? {
        // Which way a message goes is of no account to tshark.
        pdus.insert(Pdu { way: Way::ToClient, octets: message.octets }, message.name);
    }
    for Allowance { id, sample, .. } in ALLOWANCES {
        pdus.insert(Pdu { way: Way::FromClient, octets: sample() }, id.to_owned());
    }
    Ok(pdus)
}

/// What the mock MMSC makes of a PDU of the model: its answer, and of a message also the notification of it and the
/// message as it is fetched, whether a scenario goes that far or not.
fn consequences(octets: &[u8], origin: &str) -> Vec<(Pdu, String)> {
    let mut mmsc = Mmsc::new(Script::accept());
    let request = |method: &str, target: String, body: &[u8]| Request {
        method: method.to_owned(),
        target,
        version: (1, 1),
        body: body.to_vec(),
        ..Request::default()
    };
    let target = "http://192.168.1.2:7082/xst=test".to_owned();
    let mut made = vec![mmsc.handle(Duration::ZERO, request("POST", target, octets)).body];
    if let Some(notification) = mmsc.notify_last() {
        made.push(notification.pdu);
        let fetch = request("GET", notification.location, &[]);
        made.push(mmsc.handle(Duration::ZERO, fetch).body);
    }
    made.retain(|octets| !octets.is_empty());
    let pdus = made.into_iter().map(|octets| Pdu { way: Way::ToClient, octets });
    pdus.map(|pdu| (pdu, format!("what follows from {origin}"))).collect()
}

fn is_too_large(pdu: &Pdu) -> bool {
    pdml::head(&pdu.octets).len() + pdu.octets.len() > PACKET_OCTETS_MAX
}

/// Whether answers of the hostile pack, or changed ones, go to the module: they need not be sound.
fn is_hostile(plan: &Plan) -> bool {
    answers(plan).any(|answer| answer.pack.is_some() || !answer.edits.is_empty())
}

/// Bodies of answers that a scenario gives octet by octet.
fn broken_on_purpose(plan: &Plan) -> BTreeSet<Vec<u8>> {
    let bodies = answers(plan).filter_map(|answer| answer.body.as_ref());
    bodies.map(|body| body.value.octets_with(&Captures::new())).collect()
}

/// Every answer that the mock MMSC is told.
fn answers(plan: &Plan) -> impl Iterator<Item = &Answer> {
    let steps = plan.steps.iter().filter_map(|step| match &step.value {
        Step::Mmsc(step) => match &**step {
            MmscStep::Script(script) => Some(script),
            MmscStep::Check { .. } => None,
        },
        _ => None,
    });
    let scripts = plan.setup.mmsc.iter().chain(steps);
    scripts.flat_map(|MmscScript { answers, .. }| answers).map(|answer| &answer.value)
}

/// Something that tshark sees differently.
struct Complaint {
    kind: Kind,
    text: String,
}

#[derive(PartialEq, Eq)]
enum Kind {
    /// tshark calls the PDU malformed.
    Malformed,
    /// Header fields or parts have other names or places.
    Layout,
    /// The header field at this offset has another value.
    Value(usize),
}

fn complaints(pdu: &Pdu, origin: &str, reading: &Reading) -> Vec<String> {
    let dissection = dissect(&pdu.octets);
    let malformed = reading.complaints.iter();
    let mut complaints: Vec<Complaint> =
        malformed.map(|text| Complaint { kind: Kind::Malformed, text: text.clone() }).collect();
    complaints
        .extend(layout(&dissection, reading).map(|text| Complaint { kind: Kind::Layout, text }));
    complaints.extend(values(&dissection, reading));
    complaints.retain(|complaint| {
        !ALLOWANCES.iter().any(|known| (known.explains)(&dissection, complaint))
    });
    let drawn = |complaint: Complaint| {
        format!("{origin}, {:?}: {}\n{}", pdu.way, complaint.text, dissection.tree())
    };
    complaints.into_iter().map(drawn).collect()
}

/// How names and places of header fields and parts differ.
fn layout(dissection: &Dissection, reading: &Reading) -> Option<String> {
    let place = |name: &str, offset: usize, length: usize| {
        format!("{}@{offset}+{length}", name.to_ascii_lowercase())
    };
    let field = |field: &Field| place(&field.name, field.offset, field.length);
    let part = |part: &PartView<'_>| place(part.content_type, part.offset, part.field.length);
    let parts = parts(dissection);
    let ours = dissection.header_fields().map(field).chain(parts.iter().map(part));
    let header = |header: &Header| place(standard_name(&header.name), header.offset, header.length);
    let theirs = reading.headers.iter().chain(&reading.parts).map(header);
    let (ours, theirs): (Vec<String>, Vec<String>) = (ours.collect(), theirs.collect());
    (ours != theirs).then(|| format!("fields\n  tshark: {theirs:?}\n  mock:   {ours:?}"))
}

/// Parts with those of nested bodies behind the part that holds them.
fn parts(dissection: &Dissection) -> Vec<PartView<'_>> {
    let mut all = Vec::new();
    let mut waiting = dissection.parts();
    waiting.reverse();
    while let Some(part) = waiting.pop() {
        waiting.extend(part.parts().into_iter().rev());
        all.push(part);
    }
    all
}

fn values(dissection: &Dissection, reading: &Reading) -> Vec<Complaint> {
    let pairs = dissection.header_fields().zip(&reading.headers);
    let texts = pairs.filter(|(field, _)| TEXT_FIELDS.iter().any(|name| field.is_named(name)));
    texts
        .filter(|(field, header)| field.value != header.value)
        .map(|(field, header)| Complaint {
            kind: Kind::Value(field.offset),
            text: format!(
                "{}\n  tshark: {:?}\n  mock:   {:?}",
                field.name, header.value, field.value
            ),
        })
        .collect()
}

/// Header fields that tshark does not know are called by their numbers (TSHARK-NO-NAME).
fn standard_name(name: &str) -> &str {
    let known = OTHER_NAMES.iter().find(|(theirs, _)| *theirs == name);
    let number = name.strip_prefix("Unknown field (0x").and_then(|name| name.strip_suffix(')'));
    let number = number.and_then(|digits| u8::from_str_radix(digits, 16).ok());
    let assigned = || assigned_headers().find(|(octet, _)| Some(*octet) == number);
    known
        .map(|(_, standard)| *standard)
        .or_else(|| assigned().map(|(_, standard)| standard))
        .unwrap_or(name)
}

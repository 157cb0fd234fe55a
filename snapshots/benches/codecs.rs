//! Both MMS codecs against tshark and python-messaging, on the same generated PDUs, in one run on one core.
//!
//! PDUs of 121 octets, 11 kB and 88 kB, and one of 88 kB with as many parts as that of 11 kB. Prints a Markdown table of
//! microseconds per PDU, ratios, and whether the goals are met. The fastest batch counts, so that a busy machine does not.
//! A program that is not there is skipped by name.
//!
//! tshark's time is that of many copies less that of one: once with all that it reads about MMS written out (PDML), which
//! is what a dissection with its findings is, and once with one field for each PDU. python-messaging's is that of the first
//! message of a process, and that of a message among many.
//!
//! `cargo bench -p snapshots`; `ATTEST_PYTHON` names a Python that has python-messaging, `python3` is asked otherwise.
//! With `taskset` the run holds itself and what it starts to one core.

#[path = "../tests/support/pdml.rs"]
#[expect(dead_code, reason = "what tshark says is not read here")]
mod pdml;

use std::error::Error;
use std::ffi::OsString;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use mms_pdu::{
    Address, Body, Charset, ContentType, EncodedString, Expiry, FromValue, Header, MediaType,
    MessageClass, NotificationInd, Part, Pdu, Priority, RetrieveConf, TextError, TextString,
    Version, YesNo,
};
use mock_mmsc::dissect::{Dissection, dissect, dissect_owned};
use mock_mmsc::emit::{EmitPart, MessageClass as EmitClass, Multipart, VERSION_1_2};
use mock_mmsc::rule::Direction;
use pdml::Link;

/// Batches of which the fastest counts.
const BATCHES: u32 = 60;
/// Time of one batch.
const BATCH: Duration = Duration::from_millis(5);
/// Runs of tshark of which the fastest counts.
const TSHARK_RUNS: u32 = 3;
/// Octets of PDUs in a capture for tshark, about.
const CAPTURE_OCTETS: usize = 20_000_000;
/// PDUs in a capture for tshark, at most.
const COPIES_MAX: usize = 20_000;

/// How many times as fast as python-messaging `mms-pdu` has to decode.
const PYTHON_GOAL: f64 = 1_000.0;
/// How many times as fast as tshark `mock-mmsc` has to dissect and judge.
const TSHARK_GOAL: f64 = 20.0;

/// Parts of the PDUs that differ in nothing but the size of one.
const FLAT_PARTS: usize = 3;
/// The longest of times that count as the same, in shortest ones.
const FLAT: f64 = 1.25;

/// Set in the run that is held to one core.
const PINNED: &str = "ATTEST_PINNED";
/// Names the Python that has python-messaging.
const PYTHON: &str = "ATTEST_PYTHON";

/// Prints the microseconds of the first decoding of a file, and of one in the fastest of several batches.
const PYTHON_SCRIPT: &str = "
import array, sys, time
from messaging.mms.message import MMSMessage
octets = open(sys.argv[1], 'rb').read()
start = time.perf_counter()
MMSMessage.from_data(array.array('B', octets))
first = time.perf_counter() - start
best = float('inf')
for _ in range(7):
    start, runs = time.perf_counter(), 0
    while time.perf_counter() - start < 0.15:
        MMSMessage.from_data(array.array('B', octets))
        runs += 1
    best = min(best, (time.perf_counter() - start) / runs)
print(first * 1e6, best * 1e6)
";

/// A PDU that all read, and the same content for the other emitter.
struct Subject {
    pdu: Pdu<'static>,
    octets: Vec<u8>,
    parts: usize,
    emit: Box<dyn Fn() -> Vec<u8>>,
    /// Microseconds that the fastest C codec known needs.
    goal: f64,
}

/// Microseconds per PDU.
struct Row {
    decode: f64,
    encode: f64,
    dissect: f64,
    judge: f64,
    emit: f64,
}

fn main() -> ExitCode {
    if let Some(code) = pinned() {
        return code;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs this program again on one core, where that can be had.
fn pinned() -> Option<ExitCode> {
    if std::env::var_os(PINNED).is_some() {
        return None;
    }
    let program = std::env::current_exe().ok()?;
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program).args(std::env::args_os().skip(1)).env(PINNED, "1");
    let status = command.status().ok()?;
    Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run() -> Result<(), Box<dyn Error>> {
    let subjects = subjects()?;
    let mut out = io::stdout().lock();
    let core = if std::env::var_os(PINNED).is_some() {
        "one core"
    } else {
        "taskset is missing: any core"
    };
    writeln!(out, "Microseconds per PDU, {core}.\n")?;
    let rows: Vec<Row> = subjects.iter().map(row).collect();
    let tshark = tshark(&subjects)?;
    let python = python(&subjects)?;
    table(&mut out, &subjects, &rows, &tshark, &python)?;
    for (name, times) in [("tshark", &tshark), ("python-messaging", &python)] {
        if let Err(reason) = times {
            writeln!(out, "- skipped: {name}: {reason}")?;
        }
    }
    Ok(verdicts(&mut out, &subjects, &rows, &tshark, &python)?)
}

fn row(subject: &Subject) -> Row {
    let Subject { pdu, octets, emit, .. } = subject;
    let direction = Direction::of(&dissect(octets));
    Row {
        decode: fastest(|| Pdu::decode(black_box(octets))),
        encode: fastest(|| black_box(pdu).encode()),
        dissect: fastest(|| dissect(black_box(octets))),
        judge: judge(octets, direction),
        emit: fastest(emit),
    }
}

/// Microseconds of dissecting octets where they are and judging them by all rules.
fn judge(octets: &[u8], direction: Direction) -> f64 {
    let mut held = octets.to_vec();
    fastest(|| {
        let dissection = dissect_owned(std::mem::take(black_box(&mut held)));
        black_box(dissection.findings(direction));
        let Dissection { octets, fields, .. } = dissection;
        held = octets;
        fields.len()
    })
}

/// Microseconds of one call, in the fastest batch.
fn fastest<T>(mut call: impl FnMut() -> T) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..BATCHES {
        let (start, mut calls) = (Instant::now(), 0_u32);
        while start.elapsed() < BATCH {
            for _ in 0..20 {
                black_box(call());
            }
            calls += 20;
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(calls));
    }
    best
}

/// Two times of another program in microseconds for each PDU, or why there are none.
type Times = Result<Vec<[f64; 2]>, String>;

/// With all of MMS written out, and with one field.
fn tshark(subjects: &[Subject]) -> Result<Times, Box<dyn Error>> {
    if !pdml::is_installed() {
        return Ok(Err("it is not installed; on Debian: apt-get install tshark".to_owned()));
    }
    let mut times = Vec::new();
    for Subject { octets, .. } in subjects {
        let all = tshark_time(octets, &["-T", "pdml", "-J", "mmse _ws.malformed"], "</packet>")?;
        let one = tshark_time(octets, &["-T", "fields", "-e", "mmse.message_type"], "\n")?;
        times.push([all, one]);
    }
    Ok(Ok(times))
}

/// Microseconds of a PDU with these arguments, which write `end` behind each.
fn tshark_time(octets: &[u8], arguments: &[&str], end: &str) -> Result<f64, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let copies = (CAPTURE_OCTETS / octets.len()).clamp(1, COPIES_MAX);
    let time = |count: usize| -> Result<Duration, Box<dyn Error>> {
        let capture = folder.path().join("pdus.pcap");
        std::fs::write(&capture, pdml::pcap(&vec![octets; count])?)?;
        let mut best = Duration::MAX;
        for _ in 0..TSHARK_RUNS {
            let start = Instant::now();
            let output = pdml::command(Link::Http, &capture).args(arguments).output()?;
            best = best.min(start.elapsed());
            let read = String::from_utf8_lossy(&output.stdout).matches(end).count();
            if read != count {
                return Err(format!("tshark read {read} of {count} PDUs").into());
            }
        }
        Ok(best)
    };
    let all = time(copies + 1)?.saturating_sub(time(1)?);
    Ok(all.as_secs_f64() * 1e6 / f64::from(u32::try_from(copies)?))
}

/// The first PDU of a process, and one among many.
fn python(subjects: &[Subject]) -> Result<Times, Box<dyn Error>> {
    let program = std::env::var_os(PYTHON).unwrap_or_else(|| OsString::from("python3"));
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("pdu");
    let mut times = Vec::new();
    for subject in subjects {
        std::fs::write(&path, &subject.octets)?;
        let mut command = Command::new(&program);
        command.args(["-W", "ignore", "-c", PYTHON_SCRIPT]).arg(&path);
        let Ok(output) = command.output() else {
            return Ok(Err(format!("{} does not start", Path::new(&program).display())));
        };
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            let last = text.lines().last().unwrap_or_default();
            return Ok(Err(format!("{last}; {PYTHON} names a Python that has it")));
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let figures = text.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        times.push(figures.try_into().map_err(|_| format!("python says {text:?}"))?);
    }
    Ok(Ok(times))
}

fn table(
    out: &mut impl Write,
    subjects: &[Subject],
    rows: &[Row],
    tshark: &Times,
    python: &Times,
) -> io::Result<()> {
    writeln!(
        out,
        "| octets | parts | mms-pdu decode | encode | mock-mmsc dissect | in place, with all rules | emit | tshark, PDML | \
         tshark, one field | python-messaging, first | again |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    for (index, (subject, row)) in subjects.iter().zip(rows).enumerate() {
        let shown = |times: &Times| match times.as_ref().ok().and_then(|times| times.get(index)) {
            Some([one, other]) => format!("{one:.1} | {other:.1}"),
            None => "- | -".to_owned(),
        };
        writeln!(
            out,
            "| {} | {} | {:.3} | {:.3} | {:.2} | {:.2} | {:.2} | {} | {} |",
            subject.octets.len(),
            subject.parts,
            row.decode,
            row.encode,
            row.dissect,
            row.judge,
            row.emit,
            shown(tshark),
            shown(python),
        )?;
    }
    writeln!(out)
}

/// Says of each goal whether it is met.
fn verdicts(
    out: &mut impl Write,
    subjects: &[Subject],
    rows: &[Row],
    tshark: &Times,
    python: &Times,
) -> io::Result<()> {
    let list = |values: &[f64], digits: usize| {
        let shown: Vec<String> = values.iter().map(|value| format!("{value:.digits$}")).collect();
        shown.join(", ")
    };
    let mut say = |goal: &str, is_met: bool, figures: String| {
        let word = if is_met { "met" } else { "missed" };
        writeln!(out, "- {goal}: {word} ({figures})")
    };
    let decodes: Vec<f64> = rows.iter().map(|row| row.decode).collect();
    let goals: Vec<f64> = subjects.iter().map(|subject| subject.goal).collect();
    say(
        &format!("mms-pdu decodes ahead of the fastest C codec known ({} us)", list(&goals, 1)),
        decodes.iter().zip(&goals).all(|(time, goal)| time < goal),
        format!("{} us", list(&decodes, 3)),
    )?;
    // Two PDUs of the same number of parts, one of eight times the octets.
    let same = subjects.iter().zip(&decodes).filter(|(subject, _)| subject.parts == FLAT_PARTS);
    let flat: Vec<f64> = same.map(|(_, time)| *time).collect();
    let longest = flat.iter().copied().fold(0.0, f64::max);
    let shortest = flat.iter().copied().fold(f64::INFINITY, f64::min);
    let is_flat = longest < shortest * FLAT;
    say("its time is flat in the size of the parts", is_flat, format!("{} us", list(&flat, 3)))?;
    let names = ["python-messaging with its first message", "python-messaging with one among many"];
    for (index, name) in names.into_iter().enumerate() {
        let ratios = ratios(python, index, &decodes);
        let is_met = ratios.iter().all(|ratio| *ratio >= PYTHON_GOAL);
        if !ratios.is_empty() {
            say(
                &format!("mms-pdu decodes 1,000 times as fast as {name}"),
                is_met,
                list(&ratios, 0),
            )?;
        }
    }
    let judged: Vec<f64> = rows.iter().map(|row| row.judge).collect();
    let names = ["tshark writes PDML", "tshark writes one field"];
    for (index, name) in names.into_iter().enumerate() {
        let ratios = ratios(tshark, index, &judged);
        let is_met = ratios.iter().all(|ratio| *ratio >= TSHARK_GOAL);
        if !ratios.is_empty() {
            say(
                &format!("mock-mmsc dissects and judges 20 times as fast as {name}"),
                is_met,
                list(&ratios, 0),
            )?;
        }
    }
    Ok(())
}

/// How many times as long another program needs; none where it is missing.
fn ratios(times: &Times, index: usize, ours: &[f64]) -> Vec<f64> {
    let times = times.as_ref().map(Vec::as_slice).unwrap_or_default().iter();
    times.zip(ours).filter_map(|(times, ours)| Some(times.get(index)? / ours)).collect()
}

fn subjects() -> Result<Vec<Subject>, TextError> {
    Ok(vec![
        notification()?,
        message(&[400, 10_000], 1.5)?,
        message(&[900, 1_200, 25_000, 30_000, 30_000], 2.6)?,
        message(&[400, 87_200], 2.6)?,
    ])
}

/// A notification of 121 octets.
fn notification() -> Result<Subject, TextError> {
    let sender = "+13135550123/TYPE=PLMN";
    let location = "http://mmsc.example.net:8002/mms/0123456789?id=1234567";
    let pdu = Pdu::from(NotificationInd {
        transaction_id: TextString::new("T0123456789abcdef")?,
        version: Version::V1_2,
        from: Some(FromValue::Address(Address::from_encoded(EncodedString::from_text(sender)))),
        subject: None,
        delivery_report: Some(YesNo::No),
        message_class: MessageClass::Personal,
        priority: None,
        message_size: 88_123,
        expiry: Expiry::Relative(259_200),
        content_location: TextString::new(location)?,
        other: Vec::new(),
    });
    let same = mock_mmsc::emit::NotificationInd {
        transaction_id: "T0123456789abcdef".to_owned(),
        version: VERSION_1_2,
        from: Some(sender.to_owned()),
        subject: None,
        message_class: EmitClass::Octet(0x80),
        message_size: 88_123,
        expiry_seconds: 259_200,
        location: location.to_owned(),
    };
    let octets = pdu.encode();
    Ok(Subject { pdu, octets, parts: 0, emit: Box::new(move || same.emit()), goal: 0.9 })
}

/// A delivered message: multipart.related with a SMIL part in front, and a part for each size.
fn message(sizes: &[usize], goal: f64) -> Result<Subject, TextError> {
    let address = |text| Address::from_encoded(EncodedString::from_text(text));
    let smil = Part::new(ContentType::new(MediaType::SMIL), vec![b' '; 420])
        .with_content_id(TextString::new("<smil>")?)
        .with_content_location(TextString::new("smil.xml")?);
    let mut parts = vec![smil];
    for (index, size) in sizes.iter().enumerate() {
        let (content_type, name) = match index {
            0 => (ContentType::text_plain(Charset::UTF_8), "text"),
            _ => (ContentType::new(MediaType::from_name("image/jpeg")?), "image"),
        };
        let part = Part::new(content_type, vec![b'x'; *size])
            .with_content_id(TextString::new(format!("<{name}{index}>"))?)
            .with_content_location(TextString::new(format!("{name}{index}"))?);
        parts.push(part);
    }
    let pdu = Pdu::from(RetrieveConf {
        transaction_id: Some(TextString::new("T0123456789abcdef")?),
        version: Version::V1_2,
        message_id: Some(TextString::new("M0123456789@mmsc.example.net")?),
        date: 1_234_567_890,
        from: Some(FromValue::Address(address("+13135550123/TYPE=PLMN"))),
        to: vec![address("+13135550199/TYPE=PLMN")],
        cc: Vec::new(),
        subject: Some(EncodedString::from_text("A day at the sea")),
        message_class: Some(MessageClass::Personal),
        priority: Some(Priority::Normal),
        delivery_report: Some(YesNo::No),
        read_report: Some(YesNo::No),
        retrieve_status: None,
        retrieve_text: None,
        other: vec![Header::application("X-Relay", "one")?],
        content_type: ContentType::multipart_related(MediaType::SMIL, TextString::new("<smil>")?),
        body: Body::Multipart(parts),
    });
    let octets = pdu.encode();
    let emit = again(sizes);
    Ok(Subject { pdu, octets, parts: sizes.len() + 1, emit: Box::new(move || emit.emit()), goal })
}

/// The same message for the other emitter, which has no Message-Class, Priority, reports and X-Relay.
fn again(sizes: &[usize]) -> mock_mmsc::emit::RetrieveConf {
    let smil = EmitPart {
        content_type: "application/smil".to_owned(),
        content_id: Some("smil".to_owned()),
        content_location: Some("smil.xml".to_owned()),
        data: vec![b' '; 420],
        ..EmitPart::default()
    };
    let media = sizes.iter().enumerate().map(|(index, size)| {
        let (media, name) =
            if index == 0 { ("text/plain", "text") } else { ("image/jpeg", "image") };
        EmitPart {
            content_type: media.to_owned(),
            charset: (index == 0).then_some(106),
            content_id: Some(format!("{name}{index}")),
            content_location: Some(format!("{name}{index}")),
            data: vec![b'x'; *size],
            ..EmitPart::default()
        }
    });
    mock_mmsc::emit::RetrieveConf {
        transaction_id: Some("T0123456789abcdef".to_owned()),
        version: VERSION_1_2,
        message_id: Some("M0123456789@mmsc.example.net".to_owned()),
        date: 1_234_567_890,
        from: Some("+13135550123/TYPE=PLMN".to_owned()),
        to: vec!["+13135550199/TYPE=PLMN".to_owned()],
        subject: Some("A day at the sea".to_owned()),
        multipart: Multipart::Related {
            kind: "application/smil".to_owned(),
            start: "smil".to_owned(),
        },
        parts: std::iter::once(smil).chain(media).collect(),
        ..mock_mmsc::emit::RetrieveConf::default()
    }
}

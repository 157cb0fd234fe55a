//! What a case did, as text for a golden.
//!
//! ```text
//! case 06-send/reported-once
//!      0.000  TE    AT+CMMSSEND<CR>
//!      0.000  TA    <CR><LF>OK<CR><LF>
//!      0.000  MMSC  POST http://192.168.1.2:7082/xst=test m-send.req, answered with 200
//! pass, port sound, 0.000 s
//! ```
//!
//! Time is scenario time in seconds. One line per moment and direction; lines of the module stand below each other.
//! A line of more than [`OCTETS_WHOLE_MAX`] octets, which is nearly always data, is shown by its first and last
//! [`OCTETS_SHOWN`] octets with its length and CRC-32 (that of zlib and PNG) between them, line ends not counted.
//! An exchange with the MMSC stands below the octets of the moment at which the MMSC had the whole request.

use std::fmt::Write as _;

use runner::event::{Direction, ExchangeRecord, RunEvent};
use runner::printable::printable;

use crate::course::Course;

/// Octets of a line that is shown whole.
const OCTETS_WHOLE_MAX: usize = 160;
/// Octets at either end of a line that is not.
const OCTETS_SHOWN: usize = 16;
/// Columns before the octets.
const COLUMNS: usize = 18;

/// The transcript of one case.
pub(crate) fn transcript(course: &Course) -> String {
    let mut moments: Vec<(u64, String)> = course.events.iter().filter_map(moment).collect();
    // The runner learns of an exchange after the fact; octets of the same time stay in their order.
    moments.sort_by_key(|(at_us, _)| *at_us);
    let result = &course.result;
    let mut text = format!("case {}\n", result.id);
    for (at_us, line) in moments {
        let _ = writeln!(text, "{:>10}  {line}", seconds(at_us));
    }
    let (verdict, recovery) = (result.verdict, &result.recovery);
    let _ = writeln!(text, "{verdict}, port {recovery}, {} s", seconds(result.took_us));
    text
}

fn moment(event: &RunEvent) -> Option<(u64, String)> {
    match event {
        RunEvent::Octets { direction, at_us, octets } => {
            let who = match direction {
                Direction::TeToTa => "TE",
                Direction::TaToTe => "TA",
            };
            Some((*at_us, format!("{who:<4}  {}", lines(&octets.0))))
        }
        RunEvent::Exchange(record) => Some((record.at_us, format!("MMSC  {}", exchange(record)))),
        _ => None,
    }
}

/// Octets in their printable form, a line of the module below the other.
fn lines(octets: &[u8]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = octets;
    while !rest.is_empty() {
        let start = if rest.starts_with(b"\r\n") { 2 } else { 0 };
        let end = rest.get(start..).unwrap_or_default().windows(2).position(|pair| pair == b"\r\n");
        let length = end.map_or(rest.len(), |end| start + end + 2);
        let (line, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        lines.push(shortened(line));
        rest = after;
    }
    lines.join(&format!("\n{:COLUMNS$}", ""))
}

fn shortened(line: &[u8]) -> String {
    let (start, inner, end) = between_line_ends(line);
    let ends = inner.get(..OCTETS_SHOWN).zip(inner.get(inner.len().saturating_sub(OCTETS_SHOWN)..));
    let inner = match ends {
        Some((head, tail)) if inner.len() > OCTETS_WHOLE_MAX => {
            let (head, tail) = (printable(head), printable(tail));
            format!("{head} [{} octets, CRC-32 {:08X}] {tail}", inner.len(), crc_32(inner))
        }
        _ => printable(inner),
    };
    [printable(start), inner, printable(end)].concat()
}

/// A line, and the line ends before and after it.
fn between_line_ends(line: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let (start, rest) = line.strip_prefix(b"\r\n").map_or((&b""[..], line), |rest| (b"\r\n", rest));
    rest.strip_suffix(b"\r\n").map_or((start, rest, &b""[..]), |inner| (start, inner, b"\r\n"))
}

fn exchange(record: &ExchangeRecord) -> String {
    let ExchangeRecord { method, target, reply_status, .. } = record;
    if let Some(reason) = &record.refused {
        return format!("refused: {reason}, answered with {reply_status}");
    }
    let pdu = record.message_type.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    let mut text = format!("{method} {target}{pdu}, answered with {reply_status}");
    for finding in &record.findings {
        let _ = write!(text, ", {} {}", finding.severity, finding.rule);
    }
    text
}

fn seconds(us: u64) -> String {
    format!("{}.{:03}", us / 1_000_000, us / 1_000 % 1_000)
}

/// CRC-32 as in ISO 3309.
fn crc_32(octets: &[u8]) -> u32 {
    !octets.iter().fold(u32::MAX, |sum, octet| {
        (0..8).fold(sum ^ u32::from(*octet), |sum, _| {
            let carry = if sum & 1 == 1 { 0xEDB8_8320 } else { 0 };
            (sum >> 1) ^ carry
        })
    })
}

/// What is said about this file itself, for whoever lists tests.
///
/// # Errors
/// The rule for long lines does not hold.
pub(crate) fn self_check() -> Result<(), String> {
    let check = |what: &str, found: &str, expected: &str| {
        if found == expected { Ok(()) } else { Err(format!("{what}: {found:?}, not {expected:?}")) }
    };
    check("check value", &format!("{:08X}", crc_32(b"123456789")), "CBF43926")?;
    check("short line", &shortened(&[b'a'; OCTETS_WHOLE_MAX]), &"a".repeat(OCTETS_WHOLE_MAX))?;
    let long = [b"\r\n", &[b'a'; OCTETS_WHOLE_MAX][..], b"b\r\n"].concat();
    let (head, tail) = ("a".repeat(16), "a".repeat(15));
    let expected = format!("<CR><LF>{head} [161 octets, CRC-32 F9FE00FA] {tail}b<CR><LF>");
    check("long line", &shortened(&long), &expected)?;
    let two = lines(b"\r\n+A\r\n0,1\r\n\r\nOK\r\n");
    let indent = format!("\n{:COLUMNS$}", "");
    let expected = ["<CR><LF>+A<CR><LF>", "0,1<CR><LF>", "<CR><LF>OK<CR><LF>"].join(&indent);
    check("lines", &two, &expected)
}

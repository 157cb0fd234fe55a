//! Reports of chapter 9 in every spelling that is tolerated.

use std::format;
use std::vec::Vec;

use proptest::prelude::*;

use super::blanks;
use crate::{BootReport, PushUrc, Spacing, Urc};

/// A line and the report that it is.
#[derive(Debug, Clone)]
pub struct UrcLine {
    /// The line without its line end.
    pub octets: Vec<u8>,
    /// The report.
    pub urc: Urc,
}

/// Lines that are reports.
pub fn urc_line() -> impl Strategy<Value = UrcLine> {
    prop_oneof![
        3 => push_line(),
        1 => result_line("+CMMSSEND", Urc::Send),
        1 => result_line("+CMMSRECV", Urc::Recv),
        1 => boot_line(),
    ]
}

fn result_line(name: &'static str, urc: impl Fn(u16) -> Urc) -> impl Strategy<Value = UrcLine> {
    let code = prop_oneof![Just(0), 170_u16..=201, any::<u16>()];
    (colon(), code, blanks(2)).prop_map(move |(colon, code, end)| UrcLine {
        octets: [name.as_bytes(), &colon, format!("{code}").as_bytes(), &end].concat(),
        urc: urc(code),
    })
}

fn boot_line() -> impl Strategy<Value = UrcLine> {
    let fixed = |octets: &[u8], report| UrcLine { octets: octets.to_vec(), urc: Urc::Boot(report) };
    prop_oneof![
        Just(fixed(b"START", BootReport::Start)),
        Just(fixed(b"RDY", BootReport::Ready)),
        Just(fixed(b"SMS DONE", BootReport::SmsDone)),
        Just(fixed(b"PB DONE", BootReport::PhonebookDone)),
        any::<u8>()
            .prop_map(move |n| fixed(format!("+STIN: {n}").as_bytes(), BootReport::SimToolkit(n))),
    ]
}

fn colon() -> impl Strategy<Value = Vec<u8>> {
    (blanks(2), blanks(2)).prop_map(|(before, after)| [before, b":".to_vec(), after].concat())
}

/// What may stand between two fields: blanks, and at most one line end, before the comma; blanks after it.
fn comma() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let line_end = prop_oneof![4 => Just(Vec::new()), 1 => Just(b"\r\n".to_vec())];
    (blanks(2), line_end, blanks(1), blanks(1))
        .prop_map(|(before, line_end, indent, after)| ([before, line_end, indent].concat(), after))
}

/// A string without a quote and without CR, which would make another line of it.
fn string() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof!["[A-Za-z0-9@:/.?=+-]{0,30}", "[A-Za-z0-9, ();:>+]{0,12}"].prop_map(Vec::from)
}

fn push_line() -> impl Strategy<Value = UrcLine> {
    let strings = (string(), string(), string(), string());
    let numbers = (any::<u8>(), any::<u32>());
    let commas = proptest::collection::vec(comma(), 5);
    (colon(), strings, numbers, commas, blanks(1)).prop_map(
        |(colon, (sender, transaction_id, location, timestamp), (class, size), commas, end)| {
            let quoted = |text: &[u8]| [b"\"", text, b"\""].concat();
            let fields = [
                quoted(&sender),
                quoted(&transaction_id),
                quoted(&location),
                quoted(&timestamp),
                format!("{class}").into_bytes(),
                format!("{size}").into_bytes(),
            ];
            let mut octets = [b"+WAP_PUSH_MMS", colon.as_slice()].concat();
            for (field, (before, after)) in fields.iter().zip(&commas) {
                octets.extend_from_slice(&[field, before, b",".as_slice(), after].concat());
            }
            octets.extend_from_slice(fields.last().map(Vec::as_slice).unwrap_or_default());
            octets.extend_from_slice(&end);
            let spacing = spacing(&colon, &commas, &end);
            let push =
                PushUrc { sender, transaction_id, location, timestamp, class, size, spacing };
            UrcLine { octets, urc: Urc::Push(push) }
        },
    )
}

fn spacing(colon: &[u8], commas: &[(Vec<u8>, Vec<u8>)], end: &[u8]) -> Spacing {
    let before = |octet| commas.iter().any(|(before, _)| before.contains(&octet));
    Spacing {
        blank_before_colon: colon.starts_with(b" "),
        no_blank_after_colon: colon.ends_with(b":"),
        blanks_after_colon: colon.ends_with(b"  "),
        blank_before_comma: before(b' '),
        blank_after_comma: commas.iter().any(|(_, after)| !after.is_empty()),
        wrapped: before(b'\n'),
        blank_at_end: !end.is_empty(),
    }
}

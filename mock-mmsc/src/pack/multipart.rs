//! Counts of parts that lie, very many parts, and multiparts within multiparts (WSP 8.5).

use super::draft::{Draft, Part, body, note, picture};
use super::octet::{uintvar, uintvar_of};
use super::{Case, INVALID_PDU, RECEIVE_FAILED, SUCCESS};

/// A receiver has a limit of its own, which no document names.
const BEYOND_A_LIMIT: &[u16] = &[SUCCESS, RECEIVE_FAILED, INVALID_PDU];

pub(super) fn cases() -> Vec<Case> {
    counts().into_iter().chain(many()).chain(nested()).collect()
}

/// The sound message under another count.
fn counted_as(count: &[u8]) -> Vec<u8> {
    let parts = [note().octets(), picture().octets()].concat();
    Draft { body: [count, &parts].concat(), ..Draft::sound() }.octets()
}

fn counts() -> Vec<Case> {
    let rows: [(&str, &str, Vec<u8>); 6] = [
        ("part-count-zero", "a count of 0 before two parts", vec![0]),
        ("part-count-one-less", "a count of 1 before two parts", vec![1]),
        ("part-count-one-more", "a count of 3 before two parts", vec![3]),
        ("part-count-65536", "a count of 65,536 before two parts", uintvar(65_536)),
        (
            "part-count-of-32-bits",
            "a count of 4,294,967,295 before two parts",
            uintvar(0xFFFF_FFFF),
        ),
        ("part-count-of-six-octets", "a count in six octets", uintvar_of(2, 6)),
    ];
    let malformed: &[u16] = &[INVALID_PDU];
    let lies = rows
        .into_iter()
        .map(|(name, about, count)| Case::served(name, about, counted_as(&count), malformed));
    let padded = Case::served(
        "part-count-in-two-octets",
        "a true count in two octets",
        counted_as(&uintvar_of(2, 2)),
        &[SUCCESS],
    );
    lies.chain([padded]).collect()
}

fn many() -> Vec<Case> {
    let least = Part { header: vec![0x9E], data: Vec::new() };
    let of = |count| Draft::of_parts(&vec![least.clone(); count]).octets();
    vec![
        Case::served("no-part", "a multipart of no part", of(0), BEYOND_A_LIMIT),
        Case::served("parts-twenty", "20 parts without data", of(20), &[SUCCESS]),
        Case::served("parts-two-hundred", "200 parts without data", of(200), BEYOND_A_LIMIT),
        Case::served("parts-65536", "65,536 parts without data", of(65_536), BEYOND_A_LIMIT),
    ]
}

/// A picture within so many multiparts, the one of the PDU among them.
fn nest(depth: usize) -> Vec<u8> {
    let mut inner = body(&[picture()]);
    for _ in 1..depth {
        inner = body(&[Part { header: vec![0xA3], data: inner }]);
    }
    Draft { body: inner, ..Draft::sound() }.octets()
}

fn nested() -> Vec<Case> {
    let mut broken = nest(3);
    broken.pop();
    vec![
        Case::served("nested-twice", "a multipart within a multipart", nest(2), &[SUCCESS]),
        Case::served("nested-four-deep", "four multiparts, one in the other", nest(4), &[SUCCESS]),
        Case::served(
            "nested-eight-deep",
            "eight multiparts, one in the other",
            nest(8),
            BEYOND_A_LIMIT,
        ),
        Case::served(
            "nested-nine-deep",
            "nine multiparts, one in the other",
            nest(9),
            BEYOND_A_LIMIT,
        ),
        Case::served(
            "nested-a-thousand-deep",
            "1,000 multiparts, one in the other",
            nest(1_000),
            BEYOND_A_LIMIT,
        ),
        Case::served(
            "nested-and-cut",
            "three multiparts, the innermost without its last octet",
            broken,
            &[INVALID_PDU],
        ),
    ]
}

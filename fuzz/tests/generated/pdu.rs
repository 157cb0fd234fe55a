//! Seeds of targets that read PDUs or their parts: the committed PDUs taken apart, and octets to draw values from.

use std::error::Error;

use campaign::random::Random;
use campaign::target::differential::disagreement::REASONS;
use mock_mmsc::dissect::{Kind, dissect};

use crate::{Seeds, committed};

/// Octets that values are drawn from.
const DRAWN_OCTETS: usize = 400;
/// PDU types that have a codec.
const TYPES: u8 = 13;

/// Values at the edges of their encodings, each with the number of its header field.
const VALUES: [(&str, &[u8]); 14] = [
    ("date-long", &[0x05, 0x04, 0x4D, 0x5E, 0x0A, 0x00]),
    ("date-of-eight-octets", &[0x05, 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ("date-beyond-64-bits", &[0x05, 0x09, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("date-with-leading-zero", &[0x05, 0x02, 0x00, 0x05]),
    ("count-short", &[0x2D, 0xFF]),
    ("count-long-for-short", &[0x2D, 0x01, 0x05]),
    ("length-in-a-uintvar", &[0x16, 0x1F, 0x04, 0xEA, 0x41, 0x42, 0x00]),
    ("length-overlong", &[0x16, 0x1F, 0x80, 0x04, 0xEA, 0x41, 0x42, 0x00]),
    ("length-of-31", b"\x16\x1F\x1F\xEA0123456789012345678901234567\xC3\0"),
    ("text-with-quote", b"\x0B\x7F\xE9a\0"),
    ("text-empty", &[0x0B, 0x00]),
    ("encoded-ucs2", &[0x16, 0x08, 0x02, 0x03, 0xE8, 0x00, 0x41, 0x00, 0x00, 0x00]),
    ("expiry-absolute", &[0x08, 0x06, 0x80, 0x04, 0x4D, 0x5E, 0x0A, 0x00]),
    ("version-text", b"\x0D1.2\0"),
];

pub(crate) fn add(seeds: &mut Seeds) -> Result<(), Box<dyn Error>> {
    for (name, octets) in VALUES {
        seeds.insert(("wsp_primitives", name.to_owned()), octets.to_vec());
    }
    for (name, octets) in committed("pdu_bytes")? {
        take_apart(seeds, &octets);
        seeds.insert(("pdu_differential", name), octets);
    }
    for reason in REASONS {
        let name = format!("differs-{}", reason.id.to_lowercase());
        seeds.insert(("pdu_differential", name), reason.sample.to_vec());
    }
    for kind in 0..TYPES {
        for (name, seed) in [("varied", 1), ("varied-again", 2)] {
            let mut random = Random::new(u64::from(kind) * 16 + seed);
            let drawn = (0..DRAWN_OCTETS).map(|_| random.next().to_le_bytes()[0]);
            let octets: Vec<u8> = std::iter::once(kind).chain(drawn).collect();
            seeds.insert(("pdu_structured", format!("type-{kind:02}-{name}")), octets);
        }
    }
    Ok(())
}

/// The first value of each header field for `wsp_primitives`, and multipart bodies for `multipart_smil`.
fn take_apart(seeds: &mut Seeds, octets: &[u8]) {
    let pdu = dissect(octets);
    for field in pdu.header_fields().filter(|field| field.kind == Kind::Header) {
        let name = field.name.to_lowercase();
        seeds.entry(("wsp_primitives", name)).or_insert_with(|| field.raw(octets).to_vec());
    }
    let parts = pdu.parts().len();
    if let Some(body) = pdu.body().filter(|_| parts > 0) {
        let seed = [&[1], body.raw(octets)].concat();
        seeds.entry(("multipart_smil", format!("body-of-{parts}-parts"))).or_insert(seed);
    }
}

//! Names of parts that must not lead anywhere: paths, drives, lengths, and lines of the module's own.

use super::draft::{Draft, JPEG, Part};
use super::octet::{coded, counted, text, unquoted};
use super::{Case, INVALID_PDU, SUCCESS};

pub(super) fn cases() -> Vec<Case> {
    let long = format!("{}.jpg", "n".repeat(251));
    let longer = "n".repeat(5_000);
    let rows = [
        ("name-climbs-by-backslash", "a name that climbs with `..\\`", "..\\..\\system.ini"),
        ("name-climbs-by-slash", "a name that climbs with `../`", "../../etc/passwd"),
        ("name-is-a-drive", "a name that is a drive", "C:"),
        ("name-is-a-path-with-drive", "a name that is a path on a drive", "C:/Picture/1.jpg"),
        ("name-is-a-url", "a name that is a URL", "http://203.0.113.9/name.jpg"),
        ("name-of-255-octets", "a name of 255 octets", &long),
        ("name-of-5000-octets", "a name of 5,000 octets", &longer),
        ("name-empty", "a name without a character", ""),
        ("name-of-blanks", "a name of three blanks", "   "),
        ("name-with-quotes", "a name with quotes in it", "a\",7,1.jpg"),
        ("name-beyond-ascii", "a name in UTF-8", "中é.jpg"),
        ("name-of-a-device", "a name that is a device elsewhere", "CON"),
    ];
    let ok: &[u16] = &[SUCCESS];
    let named = |name: &str| Draft::of_parts(&[Part::new(JPEG, name, &[0xFF, 0xD8])]);
    let single =
        rows.map(|(case, about, name)| Case::served(case, about, named(name).octets(), ok));
    single.into_iter().chain(others()).collect()
}

fn others() -> Vec<Case> {
    let part = |name| Part::new(JPEG, name, &[0xFF, 0xD8]);
    let injected = Draft::of_parts(&[part("a.jpg\r\n\r\n+CMMSRECV: 0\r\n")]);
    let parameter = [vec![0x85], text("..\\by-name.jpg")].concat();
    let by_parameter =
        Part { header: counted(&[vec![0x9E], parameter].concat()), data: vec![0xFF, 0xD8] };
    let quoted = Part {
        header: [vec![0x9E], coded(0xC0, &text("\"<..\\by-id.jpg>"))].concat(),
        data: vec![0xFF, 0xD8],
    };
    let unquoted = Part {
        header: [vec![0x9E], coded(0x8E, &unquoted("é.jpg"))].concat(),
        data: vec![0xFF, 0xD8],
    };
    let bare = Part { header: vec![0x9E], data: vec![0xFF, 0xD8] };
    let of = |parts: &[Part]| Draft::of_parts(parts).octets();
    let ok: &[u16] = &[SUCCESS];
    vec![
        Case::served(
            "name-twice",
            "two parts of one name",
            of(&[part("same.jpg"), part("same.jpg")]),
            ok,
        ),
        Case::served(
            "name-twice-but-for-case",
            "two parts of one name in other cases",
            of(&[part("same.jpg"), part("SAME.JPG")]),
            ok,
        ),
        Case::served(
            "name-with-a-report",
            "a name with a report of the module in it",
            injected.octets(),
            &[SUCCESS, INVALID_PDU],
        ),
        Case::served(
            "name-by-parameter-climbs",
            "a name parameter that climbs",
            of(&[by_parameter]),
            ok,
        ),
        Case::served("name-by-content-id-climbs", "a Content-ID that climbs", of(&[quoted]), ok),
        Case::served(
            "name-beyond-ascii-without-quote",
            "a name in UTF-8 that begins above 127 without the Quote",
            of(&[unquoted]),
            &[SUCCESS, INVALID_PDU],
        ),
        Case::served("name-absent", "a part without any name", of(&[bare]), ok),
    ]
}

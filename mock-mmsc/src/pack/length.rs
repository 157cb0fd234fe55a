//! Lengths that lie by one or by all there is, and lengths in forms of their own (WSP 8.4.2.2, 8.5).

use super::draft::{Draft, JPEG, Part, note};
use super::octet::{uintvar, uintvar_of};
use super::{Case, INVALID_PDU, SUCCESS};

pub(super) fn cases() -> Vec<Case> {
    values().into_iter().chain(integers()).chain(headers()).chain(data()).collect()
}

fn malformed(name: &str, about: &str, pdu: Vec<u8>) -> Case {
    Case::served(name, about, pdu, &[INVALID_PDU])
}

/// Value-lengths of From, whose true one is 20, of Subject and of Content-Type.
fn values() -> Vec<Case> {
    let from = |length: &[u8]| {
        let value = b"\x8015550102/TYPE=PLMN\0";
        Draft::sound().replacing("from", &[&[0x89], length, value].concat()).octets()
    };
    let subject = |octets: &[u8]| Draft::sound().replacing("subject", octets).octets();
    let typed = |value: &[u8]| Draft::sound().typed(value).octets();
    vec![
        malformed("from-length-one-more", "a length of From that is one too many", from(&[21])),
        malformed("from-length-one-less", "a length of From that is one too few", from(&[19])),
        malformed("from-length-zero", "a length of From of 0", from(&[0])),
        malformed(
            "from-length-past-the-end",
            "a length of From that passes the end",
            from(&[0x1F, 0x87, 0x68]),
        ),
        malformed(
            "from-length-of-32-bits",
            "a length of From of 4,294,967,295",
            from(&[0x1F, 0x8F, 0xFF, 0xFF, 0xFF, 0x7F]),
        ),
        malformed(
            "from-length-of-a-text",
            "a length of From that is the octet of a letter",
            from(&[0x40]),
        ),
        Case::served(
            "from-length-quoted",
            "a length of From of 20 behind the length quote",
            from(&[0x1F, 20]),
            &[SUCCESS],
        ),
        malformed(
            "subject-length-past-the-end",
            "a length of Subject that passes the end",
            subject(b"\x96\x1F\xFF\x7F\xEAnew\0"),
        ),
        malformed(
            "subject-without-its-nul",
            "a Subject that no NUL ends, the rest all letters",
            [Draft::sound().without("subject").head(), b"\x96new and no more".to_vec()].concat(),
        ),
        malformed(
            "content-type-length-past-the-end",
            "a length of Content-Type that passes the end",
            typed(&[0x1F, 0xFF, 0x7F, 0xA3]),
        ),
        malformed("content-type-length-zero", "a length of Content-Type of 0", typed(&[0])),
    ]
}

/// Date, whose true length is 4.
fn integers() -> Vec<Case> {
    let date =
        |octets: &[u8]| Draft::sound().replacing("date", &[&[0x85], octets].concat()).octets();
    let long = [&[30][..], &[0; 26], &[0x67, 0x74, 0x85, 0x80]].concat();
    let longer = [&[31][..], &[0; 27], &[0x67, 0x74, 0x85, 0x80]].concat();
    vec![
        malformed("date-of-no-octet", "a date whose length is 0", date(&[0])),
        Case::served(
            "date-of-30-octets",
            "a date with 26 zeros before it",
            date(&long),
            &[SUCCESS, INVALID_PDU],
        ),
        malformed("date-of-31-octets", "a date of one octet more than there may be", date(&longer)),
        Case::served(
            "date-beyond-32-bits",
            "a date of the year 36812",
            date(&[5, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            &[SUCCESS, INVALID_PDU],
        ),
    ]
}

/// A PDU whose last part has lengths of its own; the true ones are 12 and 20.
fn last(headers: &[u8], data: &[u8]) -> Vec<u8> {
    let part = Part::new(JPEG, "tested.jpg", &[0xD8; 20]);
    let parts = [note().octets(), part.with_lengths(headers, data)].concat();
    Draft { body: [&[2][..], &parts].concat(), ..Draft::sound() }.octets()
}

/// The true lengths of the part under test.
const HEADERS: usize = 13;
const DATA: usize = 20;

fn headers() -> Vec<Case> {
    let headers = |length: &[u8]| last(length, &uintvar(DATA));
    vec![
        malformed(
            "headers-length-one-more",
            "a HeadersLen that is one too many",
            headers(&uintvar(HEADERS + 1)),
        ),
        malformed(
            "headers-length-one-less",
            "a HeadersLen that is one too few",
            headers(&uintvar(HEADERS - 1)),
        ),
        malformed("headers-length-zero", "a HeadersLen of 0", headers(&[0])),
        malformed(
            "headers-length-past-the-end",
            "a HeadersLen that passes the end",
            headers(&uintvar(100_000)),
        ),
        malformed(
            "headers-length-of-six-octets",
            "a HeadersLen in six octets",
            headers(&uintvar_of(HEADERS, 6)),
        ),
        Case::served(
            "headers-length-in-three-octets",
            "a true HeadersLen in three octets",
            headers(&uintvar_of(HEADERS, 3)),
            &[SUCCESS],
        ),
    ]
}

fn data() -> Vec<Case> {
    let data = |length: &[u8]| last(&uintvar(HEADERS), length);
    vec![
        malformed(
            "data-length-one-more",
            "a DataLen that is one too many",
            data(&uintvar(DATA + 1)),
        ),
        malformed(
            "data-length-one-less",
            "a DataLen that is one too few",
            data(&uintvar(DATA - 1)),
        ),
        malformed("data-length-zero", "a DataLen of 0 before 20 octets", data(&[0])),
        malformed(
            "data-length-past-the-end",
            "a DataLen that passes the end",
            data(&uintvar(100_000)),
        ),
        malformed(
            "data-length-of-31-bits",
            "a DataLen of 2,147,483,647",
            data(&uintvar(0x7FFF_FFFF)),
        ),
        malformed(
            "data-length-of-32-bits",
            "a DataLen of 4,294,967,295",
            data(&uintvar(0xFFFF_FFFF)),
        ),
        malformed(
            "data-length-over-32-bits",
            "a DataLen in five octets that is over 32 bits",
            data(&[0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
        ),
        malformed(
            "data-length-of-six-octets",
            "a DataLen in six octets",
            data(&uintvar_of(DATA, 6)),
        ),
        Case::served(
            "data-length-in-five-octets",
            "a true DataLen in five octets",
            data(&uintvar_of(DATA, 5)),
            &[SUCCESS],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_true_lengths_are_true() {
        let part = Part::new(JPEG, "tested.jpg", &[0xD8; 20]);
        assert_eq!((part.header.len(), part.data.len()), (HEADERS, DATA));
    }
}

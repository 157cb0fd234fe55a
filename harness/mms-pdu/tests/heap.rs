//! The decoder's heap limit, counted: at most two bytes an octet and 4 KiB, whatever the input.
#![expect(unsafe_code, reason = "a counting allocator implements an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts what each thread allocates; frees are not counted off.
struct Counting;

thread_local! {
    static ALLOCATED_BYTES: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system allocator unchanged; the counter has no destructor and does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATED_BYTES.with(|bytes| bytes.set(bytes.get().saturating_add(layout.size())));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[cfg(test)]
mod tests {
    use super::*;
    use mms_pdu::limit::{HEAP_BYTES_BASE, HEAP_BYTES_PER_OCTET};
    use mms_pdu::{DecodeError, MediaType, Pdu, Production, Tolerances, multipart, wsp_push};
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;
    use rstest::rstest;
    use std::fs;
    use std::io::Write;
    use std::path::PathBuf;

    /// Asserts the limit for `octets` as a PDU, a push and a multipart.
    fn check(octets: &[u8]) {
        let bytes_max = HEAP_BYTES_PER_OCTET * octets.len() + HEAP_BYTES_BASE;
        let decoders: [fn(&[u8]) -> bool; 3] = [
            |octets| Pdu::decode_with(octets, Tolerances::ALL).is_ok(),
            |octets| wsp_push::decode_with(octets, Tolerances::ALL).is_ok(),
            |octets| multipart::decode(octets, Tolerances::ALL).is_ok(),
        ];
        for decode in decoders {
            let before = ALLOCATED_BYTES.get();
            decode(octets);
            let bytes = ALLOCATED_BYTES.get() - before;
            assert!(bytes <= bytes_max, "{bytes} bytes for {} octets", octets.len());
        }
    }

    /// What the decoder says of octets that it refuses within the limit: offset, production, and the length field that
    /// promised more than there is, by offset and production.
    type Refusal = (usize, Production, Option<(usize, Production)>);

    fn refusal(octets: &[u8], error: Option<DecodeError>) -> Refusal {
        check(octets);
        let error = error.unwrap();
        let promise = error.promised_by.map(|field| (field.offset, field.production));
        (error.offset, error.production, promise)
    }

    #[rstest]
    // The Value-length of the content type promises 2 GiB.
    #[case::content_type_of_2_gib(
        &[
            0x8C, 0x84, // M-Retrieve.conf
            0x8D, 0x92, // version 1.2
            0x85, 0x01, 0x05, // Date
            0x84, 0x1F, 0x87, 0xFF, 0xFF, 0xFF, 0x7F, // Content-Type: Length-quote, Uintvar
            0xA3, // multipart.mixed
            0x85, 0x61, 0x00, // name "a"
        ],
        (14, Production::ContentType, Some((8, Production::ValueLength)))
    )]
    // From has a text where its Value-length should be: 0x40 is no length.
    #[case::from_without_a_length(
        &[
            0x8C, 0x80, // M-Send.req
            0x98, 0x37, 0x00, // transaction id "7"
            0x8D, 0x90, // version 1.0
            0x89, 0x40, 0x61, 0x00, // From: "@a"
        ],
        (8, Production::ValueLength, None)
    )]
    // Media type 0x53 alone is a legal Content-Type-value: constrained media with an unassigned number, and the test
    // below reads it. What is wrong is that a notification has no Content-Type, and lacks its mandatory headers.
    #[case::content_type_of_a_notification(
        &[
            0x8C, 0x82, // M-Notification.ind
            0x84, 0xD3, // Content-Type
        ],
        (2, Production::FieldName, None)
    )]
    // The value of Date promises more octets than the PDU has.
    #[case::long_integer_beyond_the_end(
        &[
            0x8C, 0x84, // M-Retrieve.conf
            0x8D, 0x92, // version 1.2
            0x85, 0x04, 0x01, 0x02, // Date: 4 octets promised, 2 there
        ],
        (6, Production::LongInteger, Some((5, Production::LongInteger)))
    )]
    fn malformed_pdus_are_refused_where_they_are_wrong(
        #[case] octets: &[u8],
        #[case] expected: Refusal,
    ) {
        assert_eq!(refusal(octets, Pdu::decode(octets).err()), expected);
    }

    #[test]
    fn a_part_that_reaches_beyond_the_end_is_refused_at_its_data() {
        let octets = [
            0x02, // two entries
            0x01, 0x02, 0x83, 0x68, 0x69, // HeadersLen 1, DataLen 2, text/plain, "hi"
            0x01, 0x83, 0xFF, 0x7F, 0x83,
            0x68, // HeadersLen 1, DataLen 65,535, text/plain, "h"
        ];
        let error = multipart::decode(&octets, Tolerances::DEFAULT).err();
        let expected = (11, Production::Data, Some((7, Production::DataLen)));
        assert_eq!(refusal(&octets, error), expected);
    }

    #[test]
    fn an_unassigned_media_type_is_a_legal_content_type() {
        let octets = [
            0x8C, 0x84, // M-Retrieve.conf
            0x8D, 0x92, // version 1.2
            0x85, 0x01, 0x05, // Date
            0x84, 0xD3, // Content-Type: constrained media, number 0x53
        ];
        let Ok(Pdu::RetrieveConf(pdu)) = Pdu::decode(&octets) else { panic!("refused") };
        assert_eq!(pdu.content_type.media_type, MediaType::WellKnown(0x53));
        assert_eq!(pdu.content_type.media_type.name(), None);
        assert_eq!(pdu.encode(), octets);
    }

    #[rstest]
    #[case::few(20, true)]
    #[case::many(60, false)]
    fn padding_that_is_dropped_makes_no_room(#[case] fields: usize, #[case] decodes: bool) {
        // The larger budget of a padded PDU must not be what lets it through: without the padding, as it is encoded, it
        // would be refused.
        for padding in (0..3_000).step_by(50) {
            let octets = [
                &b"\x8C\x85\x98t\0\x8D\x90"[..], // M-Acknowledge.ind, id, version
                &[0xC5, 0x80].repeat(fields),    // an unassigned field
                &vec![0; padding],
            ]
            .concat();
            check(&octets);
            let pdu = Pdu::decode(&octets);
            assert_eq!(pdu.is_ok(), decodes, "{padding} octets of padding");
            if let Ok(pdu) = pdu {
                assert_eq!(Pdu::decode(&pdu.encode()), Ok(pdu));
            }
        }
    }

    /// M-Send.req with id, version and From, then `rest`.
    fn send_req(rest: &[u8]) -> Vec<u8> {
        [&b"\x8C\x80\x98t\0\x8D\x90\x89\x01\x81"[..], rest].concat()
    }

    #[rstest]
    #[case::recipients(&[0x97, 0x00])]
    #[case::unassigned_fields(&[0xC5, 0x80])]
    #[case::application_headers(b"x\0\0")]
    #[case::latin_1_texts(&[0xC5, 0xE9, 0x00, 0x96, 0xE9, 0x00])]
    fn tiny_fields(#[case] field: &[u8]) {
        for count in [1, 10, 60, 120, 200] {
            check(&send_req(&[&field.repeat(count)[..], &[0x84, 0x83]].concat()));
        }
    }

    #[test]
    fn octets_that_nobody_on_this_project_wrote() {
        let Some(folder) = std::env::var_os("ATTEST_VECTORS").map(PathBuf::from) else {
            let skip =
                "skipped octets_that_nobody_on_this_project_wrote: ATTEST_VECTORS is not set";
            writeln!(std::io::stderr(), "{skip}").unwrap();
            return;
        };
        let mut count = 0;
        for folder in ["oma-ets", "malformed"].map(|name| folder.join(name)) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension != "json") {
                    check(&fs::read(path).unwrap());
                    count += 1;
                }
            }
        }
        assert_eq!(count, 27);
    }

    #[test]
    fn tiny_parts() {
        for count in 0..=127 {
            let parts = [&[count][..], &[0x01, 0x00, 0x83].repeat(usize::from(count))].concat();
            check(&parts);
            check(&send_req(&[&[0x84, 0xA3][..], &parts].concat()));
        }
        // Counts that the body does not have.
        check(&send_req(&[0x84, 0xA3, 0x8F, 0xFF, 0xFF, 0xFF, 0x7F]));
        check(&[0x8F, 0xFF, 0xFF, 0xFF, 0x7F, 0x01, 0x00, 0x83]);
    }

    #[test]
    fn tiny_parameters() {
        for count in 1..30 {
            // One entry whose content type has many parameters.
            let content_type = [&[count * 2 + 1, 0x83][..], &[0x81, 0x83].repeat(count.into())];
            let content_type = content_type.concat();
            let length = u8::try_from(content_type.len()).unwrap();
            check(&[&[0x01, length, 0x00][..], &content_type].concat());
        }
    }

    #[test]
    fn latin_1_texts_in_a_large_message() {
        let field = [&[0xB7][..], &[0xE9; 300], &[0]].concat();
        let location = [&[0x98][..], &[0xE9; 3000], &[0]].concat();
        check(&[&[0x8C, 0x80][..], &location, &[0x8D, 0x90], &field.repeat(20)].concat());
    }
    /// Header fields of a message whose values take heap: lists, texts in ISO-8859-1, kept fields.
    const FIELDS: &[&[u8]] = &[
        &[0x97, 0x00],                               // To: an empty text
        &[0x82, 0xE9, 0xE8, 0x00],                   // Cc in ISO-8859-1
        &[0x96, 0x04, 0x84, 0xE9, 0xE8, 0x00],       // Subject with the charset ISO-8859-1
        &[0xC5, 0x80],                               // an unassigned field
        b"x\0y\0",                                   // an Application-header
        &[0xB7, 0x7F, 0xE9, 0x00],                   // X-Mms-Applic-ID with a Quote
        &[0xB2, 0x05, 0x61, 0x00, 0x82, 0x9D, 0x83], // X-Mms-Element-Descriptor with a parameter
    ];
    /// Entries of a multipart.
    const PARTS: &[&[u8]] = &[
        &[0x01, 0x00, 0x83],                                     // text/plain
        &[0x05, 0x00, 0x04, 0x83, 0x82, 0x01, 0x85],             // a parameter
        &[0x07, 0x00, 0x83, 0x8E, 0xE9, 0x00, 0xC0, 0xE8, 0x00], // Content-Location, Content-ID in ISO-8859-1
        &[0x01, 0x04, 0xA3, 0x01, 0x01, 0x00, 0x83],             // a multipart in a multipart
    ];

    /// Many of the rows, and a few octets of them put in the place of others.
    fn dense() -> impl Strategy<Value = Vec<u8>> {
        let many = |rows, size| prop::collection::vec(prop::sample::select(rows), size);
        let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
        (many(FIELDS, 0..120_usize), many(PARTS, 0..60_usize), damage).prop_map(
            |(fields, parts, damage)| {
                let count = u8::try_from(parts.len()).unwrap();
                let body = [&[0x84, 0xA3, count][..], &parts.concat()].concat();
                let mut octets = send_req(&[fields.concat(), body].concat());
                for (index, octet) in damage {
                    let index = index.index(octets.len());
                    octets[index] = octet;
                }
                octets
            },
        )
    }

    proptest! {
        // Beside this file, in `heap.proptest-regressions`.
        #![proptest_config(ProptestConfig {
            failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("proptest-regressions"))),
            ..ProptestConfig::default()
        })]

        #[test]
        fn dense_messages_stay_within_the_limit(octets in dense()) {
            check(&octets);
        }

        #[test]
        fn octets_stay_within_the_limit(octets in prop::collection::vec(any::<u8>(), 0..600)) {
            check(&octets);
            check(&send_req(&octets));
        }
    }
}

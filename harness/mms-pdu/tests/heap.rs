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
    use mms_pdu::{Pdu, Tolerances, multipart, wsp_push};
    use rstest::rstest;

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
}

//! Header fields, written one after the other (ENC 7.3).

use super::value::{counted, encoded_string, integer, long_integer, text_string};

/// The header fields of one PDU, in the order in which they are added.
pub(super) struct Header {
    octets: Vec<u8>,
}

impl Header {
    /// Message-Type, Transaction-ID where there is one, Version: always first, in this order.
    pub(super) fn new(message_type: u8, transaction_id: Option<&str>, version: u8) -> Self {
        let mut header = Self { octets: vec![0x8C, message_type] };
        header.text_if(0x98, transaction_id);
        header.octet(0x8D, version);
        header
    }

    /// A header field of one octet.
    pub(super) fn octet(&mut self, code: u8, value: u8) {
        self.octets.extend([code, value]);
    }

    /// A Text-string header field, when there is a text.
    pub(super) fn text_if(&mut self, code: u8, text: Option<&str>) {
        if let Some(text) = text {
            self.octets.push(code);
            text_string(text, &mut self.octets);
        }
    }

    /// An Encoded-string-value header field, when there is a text.
    pub(super) fn encoded_if(&mut self, code: u8, text: Option<&str>) {
        if let Some(text) = text {
            self.octets.push(code);
            encoded_string(text, &mut self.octets);
        }
    }

    /// From with an address (7.3.21).
    pub(super) fn sender_if(&mut self, address: Option<&str>) {
        if let Some(address) = address {
            let mut value = vec![0x80];
            encoded_string(address, &mut value);
            self.octets.push(0x89);
            counted(&value, &mut self.octets);
        }
    }

    /// A Long-integer header field.
    pub(super) fn long(&mut self, code: u8, value: u64) {
        self.octets.push(code);
        long_integer(value, &mut self.octets);
    }

    /// A time from now in seconds (7.3.20).
    pub(super) fn relative(&mut self, code: u8, seconds: u32) {
        let mut value = vec![0x81];
        integer(u64::from(seconds), &mut value);
        self.octets.push(code);
        counted(&value, &mut self.octets);
    }

    /// From with the wish that the address be inserted (7.3.21).
    pub(super) fn insert_address(&mut self) {
        self.octets.extend([0x89, 0x01, 0x81]);
    }

    /// A time in seconds since 1970 UTC (7.3.20).
    pub(super) fn absolute(&mut self, code: u8, seconds: u32) {
        let mut value = vec![0x80];
        long_integer(u64::from(seconds), &mut value);
        self.octets.push(code);
        counted(&value, &mut self.octets);
    }

    /// Octets that are header fields already.
    pub(super) fn raw(&mut self, octets: &[u8]) {
        self.octets.extend_from_slice(octets);
    }

    /// The octets.
    pub(super) fn finish(self) -> Vec<u8> {
        self.octets
    }
}

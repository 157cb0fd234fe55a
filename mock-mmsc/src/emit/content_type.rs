//! Content-type-value with its parameters (WSP 8.4.2.24).

use super::value::{counted, integer, text_string};
use crate::dissect::media_number;

/// A media type and its parameters, each already written.
pub(super) fn content_type(media: &str, parameters: &[u8], out: &mut Vec<u8>) {
    let mut value = Vec::new();
    match media_number(media) {
        Some(number) => value.push(number | 0x80),
        None => text_string(media, &mut value),
    }
    if parameters.is_empty() {
        return out.extend_from_slice(&value);
    }
    value.extend_from_slice(parameters);
    counted(&value, out);
}

/// Charset parameter with the MIB number.
pub(super) fn charset(mib: u64, out: &mut Vec<u8>) {
    out.push(0x81);
    integer(mib, out);
}

/// A parameter whose value is a text, by its assigned number.
pub(super) fn text_parameter(code: u8, text: &str, out: &mut Vec<u8>) {
    out.push(code);
    text_string(text, out);
}

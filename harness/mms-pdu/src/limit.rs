//! Limits of the decoder, each with its unit. A message that passes one of them is refused, never half read.

/// Parts of a message, nested ones included.
pub const PARTS_MAX: usize = 256;

/// Multiparts inside one another; 1 is a message whose parts are all media.
pub const NESTING_MAX: usize = 4;

/// Header fields of one header block: of a PDU, of a part or of a push.
pub const HEADERS_MAX: usize = 256;

/// Parameters of one content type.
pub const PARAMETERS_MAX: usize = 32;

/// Octets of a Long-integer (WSP 8.4.2.1).
pub const LONG_INTEGER_OCTETS_MAX: usize = 30;

/// Octets of a Uintvar that holds 32 bits (WSP 8.1.2).
pub const UINTVAR_OCTETS_MAX: usize = 5;

/// Bytes that decoding may allocate for each octet, on top of [`HEAP_BYTES_BASE`]: for each of the input, and for each that
/// what was decoded encodes to, so that octets which are dropped make no room.
pub const HEAP_BYTES_PER_OCTET: usize = 2;

/// Bytes that decoding may allocate for any input. Allocations are summed, not counted off when they are freed.
pub const HEAP_BYTES_BASE: usize = 4096;

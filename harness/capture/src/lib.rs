//! What a packet capture or a file of HTTP messages holds, for a dissector to open.
//!
//! [`read`] takes a pcap or pcapng file and yields HTTP/1 messages and WAP datagrams with the packets that they came
//! in; [`http`] reads HTTP messages from octets that need no putting together. Octets and numbers go in, data comes
//! out: no file is opened here, no clock is read, and nothing is known of MMS.
//!
//! TCP is put in order ([`stream`]), and what was not captured is told as a range, never passed over in silence.
//! Checksums are not verified, because network cards fill them in behind the capture; fragments of IP are not put
//! together, and TLS and WTP are not opened.
//!
//! ```
//! let nothing = capture::read(b"\xD4\xC3\xB2\xA1\x02\0\x04\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\x01\0\0\0")?;
//! assert_eq!((nothing.packets, nothing.messages.len()), (0, 0));
//! # Ok::<(), capture::FileError>(())
//! ```
#![forbid(unsafe_code)]

mod capture;
mod connection;
mod conversation;
mod frame;
pub mod http;
mod packet;
pub mod stream;

pub use capture::{Capture, Content, Found, Notice, read};
pub use frame::{FileError, is_capture};

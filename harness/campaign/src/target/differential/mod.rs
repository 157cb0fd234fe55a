//! The two MMS codecs as judges of each other: the same octets, the same verdict on their form, the same header fields.
//!
//! `mms-pdu` and `mock-mmsc` were written from the standard without looking at each other. What they see differently has to
//! have one of the known [`REASONS`](disagreement::REASONS).

pub mod disagreement;
mod reading;
pub mod verdict;

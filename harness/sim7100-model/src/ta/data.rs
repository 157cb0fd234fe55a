//! Data mode of `AT+CMMSDOWN`: so many octets, whatever they are.

use alloc::string::String;
use alloc::vec::Vec;

use crate::Instant;

/// Where the octets go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Into the title.
    Title,
    /// Into a new file.
    File {
        /// Its name.
        name: String,
        /// Its content type.
        content_type: &'static str,
    },
}

/// Octets that are still due, and those that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DataPhase {
    /// Where they go.
    pub(crate) destination: Destination,
    octets: Vec<u8>,
    owed_octets: usize,
    /// When the TE has been silent for too long.
    pub(crate) deadline: Instant,
}

impl DataPhase {
    /// Waits for so many octets.
    pub(crate) const fn new(
        destination: Destination,
        owed_octets: usize,
        deadline: Instant,
    ) -> Self {
        Self { destination, octets: Vec::new(), owed_octets, deadline }
    }

    /// Octets still due.
    pub(crate) const fn owed_octets(&self) -> usize {
        self.owed_octets
    }

    /// Takes what is due; what is left over comes back.
    pub(crate) fn take<'a>(&mut self, octets: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let (data, rest) = octets.split_at_checked(self.owed_octets).unwrap_or((octets, &[]));
        self.octets.extend_from_slice(data);
        self.owed_octets = self.owed_octets.saturating_sub(data.len());
        (data, rest)
    }

    /// Takes what is due up to an octet that ends it, and leaves that.
    pub(crate) fn take_until<'a>(&mut self, octets: &'a [u8], end: u8) -> (&'a [u8], &'a [u8]) {
        let length = octets.iter().position(|octet| *octet == end).unwrap_or(octets.len());
        let (data, _) = self.take(octets.get(..length).unwrap_or(octets));
        (data, octets.get(data.len()..).unwrap_or_default())
    }

    /// The destination and all its octets.
    pub(crate) fn finish(self) -> (Destination, Vec<u8>) {
        (self.destination, self.octets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surplus_octets_are_left() {
        let mut phase = DataPhase::new(Destination::Title, 3, Instant::from_micros(0));
        assert_eq!(phase.take(b"\x1Aa"), (&b"\x1Aa"[..], &b""[..]));
        assert_eq!(phase.take(b"bAT\r"), (&b"b"[..], &b"AT\r"[..]));
        assert_eq!(phase.owed_octets(), 0);
        assert_eq!(phase.finish(), (Destination::Title, b"\x1Aab".to_vec()));
    }
}

//! The fault plan of one reply: how its octets reach the peer, or do not.
//!
//! A plan is data. It counts octets of the whole HTTP response, status line included, and it says
//! nothing about their content. The fault layer of [`crate::http`] carries it out.

use std::time::Duration;

/// What is done to the octets of one HTTP response. The default does nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultPlan {
    /// Time between the end of the request and the first octet of the response.
    pub delay: Duration,
    /// After so many octets of the response the stream ends in an orderly way (FIN).
    pub cut_after: Option<usize>,
    /// After so many octets of the response the stream is reset (RST).
    pub reset_after: Option<usize>,
    /// The response comes in small pieces with pauses between them.
    pub drip: Option<Drip>,
    /// No octet of the response is ever sent; the connection stays open until the peer closes it.
    pub never: bool,
    /// Octets in place of the whole HTTP response, status line included; then an orderly end (FIN).
    pub raw: Option<Vec<u8>>,
}

/// A response that comes in pieces: the first at once, each other one `every` later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drip {
    /// Size of a piece in octets, at least 1 (0 is taken as 1).
    pub octets: usize,
    /// The pause before each further piece.
    pub every: Duration,
}

impl FaultPlan {
    /// Whether the peer gets a complete response under this plan, provided that it waits. Of octets that replace the
    /// response nothing is known.
    #[must_use]
    pub const fn completes(&self) -> bool {
        !self.never && self.cut_after.is_none() && self.reset_after.is_none() && self.raw.is_none()
    }

    /// The octet at which the response ends early, and how.
    #[must_use]
    pub fn limit(&self) -> Option<(usize, End)> {
        let cut = self.cut_after.map(|octets| (octets, End::Cut));
        let reset = self.reset_after.map(|octets| (octets, End::Reset));
        cut.into_iter().chain(reset).min_by_key(|&(octets, _)| octets)
    }
}

/// How a response ends before its last octet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// An orderly end of stream.
    Cut,
    /// A reset: the peer's next read fails.
    Reset,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_limit_wins() {
        let plan =
            |cut_after, reset_after| FaultPlan { cut_after, reset_after, ..FaultPlan::default() };
        assert_eq!(plan(None, None).limit(), None);
        assert_eq!(plan(Some(3), None).limit(), Some((3, End::Cut)));
        assert_eq!(plan(Some(3), Some(2)).limit(), Some((2, End::Reset)));
        assert_eq!(plan(Some(1), Some(2)).limit(), Some((1, End::Cut)));
    }

    #[test]
    fn a_slow_response_completes_and_a_broken_one_does_not() {
        let drip = Some(Drip { octets: 1, every: Duration::from_secs(1) });
        assert!(FaultPlan { drip, ..FaultPlan::default() }.completes());
        assert!(!FaultPlan { never: true, ..FaultPlan::default() }.completes());
        assert!(!FaultPlan { cut_after: Some(0), ..FaultPlan::default() }.completes());
        assert!(!FaultPlan { reset_after: Some(0), ..FaultPlan::default() }.completes());
        assert!(!FaultPlan { raw: Some(Vec::new()), ..FaultPlan::default() }.completes());
    }
}

//! One direction of a TCP connection, put in order after the fact (RFC 9293, 3.4 and 3.10.7.4).
//!
//! Segments come in the order of the capture; [`Stream::assemble`] lays them side by side. Offsets count from the
//! first octet behind the SYN, or from the first octet seen when the capture starts in the middle. Of octets that
//! came twice one copy is kept, and a copy that differs is told.

use std::ops::Range;

/// Octets of one direction that are kept.
pub const STREAM_OCTETS_MAX: usize = 64 * 1024 * 1024;
/// Segments of one direction that are kept.
pub const SEGMENTS_MAX: usize = 1024 * 1024;
/// Octets before the first segment seen by which an earlier one may come late.
const LATE_OCTETS_MAX: i64 = 1024 * 1024;

/// Segments of one direction as they came.
#[derive(Clone, Debug, Default)]
pub struct Stream<'a> {
    /// Sequence number and position of the segment before, for which a wrap is counted.
    last: Option<(u32, i64)>,
    /// Position of the first octet behind the SYN, where that was seen.
    start: Option<i64>,
    /// Position behind the last octet, where a FIN said so.
    end: Option<i64>,
    /// Position behind the last octet that was sent, captured or not.
    reached: Option<i64>,
    reset: bool,
    highest: i64,
    segments: Vec<Segment<'a>>,
    octets: usize,
    refused: usize,
}

#[derive(Clone, Copy, Debug)]
struct Segment<'a> {
    position: i64,
    octets: &'a [u8],
    packet: u32,
}

/// A direction put in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assembled {
    /// Stretches without a gap, in order, none of them empty.
    pub pieces: Vec<Piece>,
    /// Octets that were not captured, in order.
    pub gaps: Vec<Range<u64>>,
    /// Octets that came again with another content, and the packet whose copy was dropped.
    pub conflicts: Vec<(Range<u64>, u32)>,
    /// Whether the first octet is the first of the connection.
    pub from_start: bool,
    /// How it ends.
    pub ending: Ending,
    /// Segments that were dropped because a limit was reached.
    pub refused: usize,
}

/// How a direction ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// With a FIN.
    Closed,
    /// The capture does not show it.
    #[default]
    Open,
    /// With a reset.
    Reset,
}

/// A stretch without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Offset of its first octet in the direction.
    pub start: u64,
    /// Its octets.
    pub octets: Vec<u8>,
    /// Where in it which packet begins: the index of an octet, and the packet's number.
    pub packets: Vec<(usize, u32)>,
}

impl Piece {
    /// The packet that brought an octet, by its index in the piece.
    #[must_use]
    pub fn packet(&self, index: usize) -> u32 {
        let after = self.packets.partition_point(|(start, _)| *start <= index);
        self.packets.get(after.saturating_sub(1)).map_or(0, |(_, packet)| *packet)
    }

    fn end(&self) -> u64 {
        self.start.saturating_add(u64::try_from(self.octets.len()).unwrap_or(u64::MAX))
    }
}

impl<'a> Stream<'a> {
    /// Whether a SYN with that sequence number belongs to another connection than what came before it.
    #[must_use]
    pub fn is_another(&self, sequence: u32) -> bool {
        let Some((last, position)) = self.last else { return false };
        let first = position.saturating_add(distance(last, sequence.wrapping_add(1)));
        match self.start {
            Some(start) => first != start,
            // What came before its SYN lies a little behind it.
            None => {
                let lowest =
                    self.segments.iter().map(|segment| segment.position).min().unwrap_or(position);
                !(lowest.saturating_sub(LATE_OCTETS_MAX)..=lowest).contains(&first)
            }
        }
    }

    /// Takes a SYN.
    pub fn open(&mut self, sequence: u32) {
        let position = self.position(sequence.wrapping_add(1));
        self.start.get_or_insert(position);
    }

    /// Takes the octets of a segment, none included.
    pub fn add(&mut self, sequence: u32, octets: &'a [u8], packet: u32) {
        let position = self.position(sequence);
        if octets.is_empty() || self.is_keep_alive(position, octets) {
            return;
        }
        let total = self.octets.saturating_add(octets.len());
        if total > STREAM_OCTETS_MAX || self.segments.len() >= SEGMENTS_MAX {
            self.refused = self.refused.saturating_add(1);
            return;
        }
        self.octets = total;
        self.highest = self.highest.max(position.saturating_add(length(octets)));
        self.segments.push(Segment { position, octets, packet });
    }

    /// Takes notice of so many octets behind a sequence number that were sent, captured or not.
    pub fn reach(&mut self, sequence: u32, octets: usize) {
        if octets > 0 {
            let position = self.position(sequence);
            let end = position.saturating_add(i64::try_from(octets).unwrap_or(i64::MAX));
            self.reached = self.reached.max(Some(end));
        }
    }

    /// Takes a FIN that follows so many octets behind a sequence number.
    pub fn close(&mut self, sequence: u32, octets: usize) {
        let position = self.position(sequence);
        let end = position.saturating_add(i64::try_from(octets).unwrap_or(i64::MAX));
        self.end.get_or_insert(end);
    }

    /// Takes a reset.
    pub fn reset(&mut self) {
        self.reset = true;
    }

    /// Whether nothing was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Puts what came in order.
    #[must_use]
    pub fn assemble(mut self) -> Assembled {
        self.segments.sort_by_key(|segment| (segment.position, segment.packet));
        let first = self.segments.first().map(|segment| segment.position);
        let base = self.start.or(first).unwrap_or_default();
        let mut out = Assembled {
            from_start: self.start.is_some(),
            refused: self.refused,
            ending: match (self.end, self.reset) {
                (Some(_), _) => Ending::Closed,
                (None, true) => Ending::Reset,
                (None, false) => Ending::Open,
            },
            ..Assembled::default()
        };
        for segment in &self.segments {
            // What lies before the SYN belongs to an earlier connection.
            let before = usize::try_from(base.saturating_sub(segment.position)).unwrap_or(0);
            let Some(octets) = segment.octets.get(before..) else { continue };
            let start = u64::try_from(segment.position.saturating_sub(base)).unwrap_or(0);
            out.lay(start, octets, segment.packet);
        }
        if let Some(end) =
            self.end.or(self.reached).and_then(|end| u64::try_from(end.saturating_sub(base)).ok())
        {
            let reached = out.end();
            if reached < end {
                out.gaps.push(reached..end);
            }
        }
        out
    }

    /// The position of a sequence number: the one next to the segment before.
    fn position(&mut self, sequence: u32) -> i64 {
        let (last, position) = self.last.unwrap_or((sequence, 0));
        let position = position.saturating_add(distance(last, sequence));
        self.last = Some((sequence, position));
        position
    }

    /// A probe that repeats the last octet, with any content (RFC 9293, 3.8.4).
    fn is_keep_alive(&self, position: i64, octets: &[u8]) -> bool {
        octets.len() == 1 && !self.is_empty() && position.saturating_add(1) == self.highest
    }
}

impl Assembled {
    /// Offset behind the last octet that was captured.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.pieces.last().map_or(0, Piece::end)
    }

    fn lay(&mut self, start: u64, octets: &[u8], packet: u32) {
        let end = self.end();
        if start > end || self.pieces.is_empty() {
            if start > end {
                self.gaps.push(end..start);
            }
            self.pieces.push(Piece { start, octets: octets.to_vec(), packets: vec![(0, packet)] });
            return;
        }
        let Some(piece) = self.pieces.last_mut() else { return };
        let index = usize::try_from(start.saturating_sub(piece.start)).unwrap_or(usize::MAX);
        let there = piece.octets.get(index..).unwrap_or_default();
        let both = there.len().min(octets.len());
        let (again, new) = octets.split_at(both);
        if there.get(..both) != Some(again) {
            let range = start..start.saturating_add(u64::try_from(both).unwrap_or(u64::MAX));
            self.conflicts.push((range, packet));
        }
        if !new.is_empty() {
            piece.packets.push((piece.octets.len(), packet));
            piece.octets.extend_from_slice(new);
        }
    }
}

/// How far one sequence number is ahead of another, modulo 2^32 (RFC 9293, 3.4).
fn distance(from: u32, to: u32) -> i64 {
    i64::from(to.wrapping_sub(from).cast_signed())
}

fn length(octets: &[u8]) -> i64 {
    i64::try_from(octets.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// What is left of segments, packet numbers from 1: pieces as `start:text`, gaps and conflicts as ranges.
    fn assembled(syn: Option<u32>, segments: &[(u32, &str)], fin: Option<u32>) -> String {
        let mut stream = Stream::default();
        if let Some(syn) = syn {
            stream.open(syn);
        }
        for ((sequence, text), packet) in segments.iter().zip(1..) {
            stream.add(*sequence, text.as_bytes(), packet);
        }
        if let Some(fin) = fin {
            stream.close(fin, 0);
        }
        let out = stream.assemble();
        let pieces = out
            .pieces
            .iter()
            .map(|piece| format!("{}:{}", piece.start, str::from_utf8(&piece.octets).unwrap()));
        let gaps = out.gaps.iter().map(|gap| format!("gap {}..{}", gap.start, gap.end));
        let conflicts = out
            .conflicts
            .iter()
            .map(|(range, packet)| format!("conflict {}..{} in {packet}", range.start, range.end));
        pieces.chain(gaps).chain(conflicts).collect::<Vec<_>>().join(", ")
    }

    #[rstest]
    #[case::in_order(Some(99), &[(100, "abc"), (103, "def")], "0:abcdef")]
    #[case::out_of_order(Some(99), &[(103, "def"), (106, "g"), (100, "abc")], "0:abcdefg")]
    #[case::retransmission(Some(99), &[(100, "abc"), (100, "abc"), (103, "def"), (103, "def")], "0:abcdef")]
    #[case::overlap(Some(99), &[(100, "abcd"), (102, "cdef"), (101, "bc")], "0:abcdef")]
    #[case::swallowed(Some(99), &[(100, "ab"), (102, "cd"), (104, "ef"), (100, "abcdef")], "0:abcdef")]
    #[case::overlap_that_differs(Some(99), &[(100, "abcd"), (102, "XYef")], "0:abcdef, conflict 2..4 in 2")]
    #[case::gap(Some(99), &[(100, "abc"), (105, "fg")], "0:abc, 5:fg, gap 3..5")]
    #[case::gap_at_the_start(Some(99), &[(102, "cd")], "2:cd, gap 0..2")]
    #[case::before_the_syn(Some(99), &[(98, "xyab"), (102, "cd")], "0:abcd")]
    #[case::midstream(None, &[(7000, "abc"), (7003, "def")], "0:abcdef")]
    #[case::midstream_out_of_order(None, &[(7003, "def"), (7000, "abc")], "0:abcdef")]
    #[case::wrap(Some(0xFFFF_FFFC), &[(0xFFFF_FFFD, "abc"), (0, "def")], "0:abcdef")]
    #[case::wrap_inside(Some(0xFFFF_FFFC), &[(3, "gh"), (0xFFFF_FFFD, "abcdef")], "0:abcdefgh")]
    #[case::syn_wraps(Some(0xFFFF_FFFF), &[(0, "ab")], "0:ab")]
    #[case::keep_alive(Some(99), &[(100, "abc"), (102, "\0"), (103, "d")], "0:abcd")]
    #[case::nothing(Some(99), &[], "")]
    fn order(#[case] syn: Option<u32>, #[case] segments: &[(u32, &str)], #[case] expected: &str) {
        assert_eq!(assembled(syn, segments, None), expected);
    }

    #[rstest]
    #[case::reached(103, "0:abc")]
    #[case::not_reached(110, "0:abc, gap 3..10")]
    fn a_fin_tells_the_end(#[case] fin: u32, #[case] expected: &str) {
        assert_eq!(assembled(Some(99), &[(100, "abc")], Some(fin)), expected);
    }

    #[test]
    fn endings() {
        let ending = |end: fn(&mut Stream<'_>)| {
            let mut stream = Stream::default();
            stream.add(1, b"a", 1);
            end(&mut stream);
            stream.assemble().ending
        };
        assert_eq!(ending(|_| {}), Ending::Open);
        assert_eq!(ending(|stream| stream.close(2, 0)), Ending::Closed);
        assert_eq!(ending(|stream| stream.reset()), Ending::Reset);
    }

    #[test]
    fn a_syn_of_another_connection_is_told_from_a_repeated_one() {
        let mut stream = Stream::default();
        assert!(!stream.is_another(99));
        stream.open(99);
        stream.add(100, b"abc", 1);
        assert!(!stream.is_another(99));
        assert!(stream.is_another(100));
        let mut midstream = Stream::default();
        midstream.add(100, b"abc", 1);
        assert!(!midstream.is_another(99), "the SYN came late");
        assert!(midstream.is_another(500));
    }

    #[test]
    fn octets_know_their_packets() {
        let mut stream = Stream::default();
        for (sequence, text, packet) in [(3, "def", 8), (0, "abc", 9), (6, "g", 11)] {
            stream.add(sequence, text.as_bytes(), packet);
        }
        let out = stream.assemble();
        let packets: Vec<u32> = (0..7).map(|index| out.pieces[0].packet(index)).collect();
        assert_eq!(packets, [9, 9, 9, 8, 8, 8, 11]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        /// However a text is cut, shuffled and repeated, it comes out whole.
        #[test]
        fn any_order_of_any_segments_is_put_right(
            start in any::<u32>(),
            text in proptest::collection::vec(any::<u8>(), 1..200),
            cuts in proptest::collection::vec((0_usize..200, 2_usize..50), 0..40),
        ) {
            let mut stream = Stream::default();
            stream.open(start.wrapping_sub(1));
            let sequence = |at: usize| start.wrapping_add(u32::try_from(at).unwrap());
            for (at, length) in &cuts {
                let end = text.len().min(at + length);
                if let Some(octets) = text.get(*at..end) {
                    stream.add(sequence(*at), octets, 1);
                }
            }
            for (index, octets) in text.chunks(7).enumerate() {
                stream.add(sequence(index * 7), octets, 2);
            }
            let out = stream.assemble();
            prop_assert_eq!(out.pieces.len(), 1);
            prop_assert_eq!(&out.pieces[0].octets, &text);
            prop_assert!(out.gaps.is_empty() && out.conflicts.is_empty());
        }
    }
}

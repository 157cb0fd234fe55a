//! `framer_chunking`: what the framer makes of module output does not depend on how the octets were cut.
//!
//! ```text
//! input = head, plan, output
//! head    one octet: bits 0 to 3, octets of the plan; bit 6, ATV0 instead of ATV1 ('3' and 'c' have three octets)
//! plan    one octet for each piece: bits 0 to 4, its length ('A' is 1, 'Z' is 26); what is left is the last piece
//! output  what the module says
//! ```

use core::iter;

use at_codec::{DATA_OCTETS_MAX, Frame, Framer, LINE_OCTETS_MAX};

/// Octets that a drained framer may hold of a line: the line, its end, and the indent of a line that goes on.
const PENDING_LINE_OCTETS_MAX: usize = LINE_OCTETS_MAX + 512;

/// Frames the output whole, cut by the plan, and octet by octet.
///
/// # Panics
///
/// When frames or pending octets differ between the three, when the framer holds more than its limits, when a frame
/// breaks the rules of its kind, or when an octet that is no CR, LF, `>` or blank is lost, doubled or moved.
pub fn framer_chunking(data: &[u8]) {
    let Some(input) = Input::parse(data) else {
        return;
    };
    let whole = frame(input.verbose, iter::once(input.output));
    assert_eq!(frame(input.verbose, input.pieces()), whole, "by plan (left), whole (right)");
    assert_eq!(
        frame(input.verbose, input.output.chunks(1)),
        whole,
        "by octet (left), whole (right)"
    );
    whole.frames.iter().for_each(check_frame);
    check_conservation(input.output, &whole);
}

struct Input<'a> {
    verbose: bool,
    plan: &'a [u8],
    output: &'a [u8],
}

impl<'a> Input<'a> {
    fn parse(data: &'a [u8]) -> Option<Self> {
        let (head, rest) = data.split_first()?;
        let (plan, output) = rest.split_at_checked(usize::from(head & 0x0F))?;
        Some(Self { verbose: head & 0x40 == 0, plan, output })
    }

    fn pieces(&self) -> impl Iterator<Item = &'a [u8]> {
        let mut rest = self.output;
        let mut planned = self.plan.iter();
        let mut is_done = false;
        iter::from_fn(move || {
            let length = planned.next().map_or(rest.len(), |octet| usize::from(octet & 0x1F));
            let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let is_last = after.is_empty();
            rest = after;
            (!core::mem::replace(&mut is_done, is_last)).then_some(piece)
        })
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Framed {
    frames: Vec<Frame>,
    pending: Vec<u8>,
}

fn frame<'a>(verbose: bool, pieces: impl Iterator<Item = &'a [u8]>) -> Framed {
    let mut framer = Framer::new();
    framer.set_verbose(verbose);
    let mut frames = Vec::new();
    for piece in pieces {
        framer.push(piece);
        frames.extend(iter::from_fn(|| framer.next_frame()));
        let held = framer.pending().len();
        assert!(held <= DATA_OCTETS_MAX.max(PENDING_LINE_OCTETS_MAX), "{held} octets pending");
    }
    let pending = framer.take_pending();
    assert!(framer.pending().is_empty(), "octets left after they were taken");
    Framed { frames, pending }
}

fn check_frame(frame: &Frame) {
    let has_line_end = |line: &[u8]| line.windows(2).any(|pair| pair == b"\r\n");
    let goes_on =
        |line: &[u8]| line.starts_with(b"+WAP_PUSH_MMS") || line.starts_with(b"+CMMSVIEW");
    match frame {
        Frame::Line(line) => {
            assert!(
                !line.is_empty() && line.len() <= LINE_OCTETS_MAX,
                "line of {} octets",
                line.len()
            );
            assert!(!has_line_end(line) || goes_on(line), "line end inside a line");
        }
        Frame::Echo(line) => {
            assert!(
                !line.is_empty() && line.len() <= LINE_OCTETS_MAX,
                "echo of {} octets",
                line.len()
            );
            assert!(!line.contains(&b'\r'), "CR inside an echo");
        }
        Frame::Data(data) => {
            assert!(data.len() <= DATA_OCTETS_MAX, "data of {} octets", data.len());
        }
        Frame::Overlong(piece) => {
            assert!(!piece.is_empty() && piece.len() <= LINE_OCTETS_MAX);
        }
        Frame::Prompt => {}
    }
}

/// Everything but line ends, prompts and blanks comes out once and in order.
fn check_conservation(output: &[u8], framed: &Framed) {
    let held: usize = framed.frames.iter().map(|frame| frame.octets().len()).sum();
    assert!(held + framed.pending.len() <= output.len(), "more octets out than in");
    let kept = framed.frames.iter().flat_map(Frame::octets).chain(&framed.pending);
    let matters = |octet: &&u8| !matches!(octet, b'\r' | b'\n' | b'>' | b' ');
    assert!(
        kept.filter(matters).eq(output.iter().filter(matters)),
        "octets lost, doubled or moved"
    );
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Frame, Framed, Input, check_conservation, check_frame, framer_chunking};

    #[rstest]
    #[case::plan(b"2AB123456", true, "1|23|456")]
    #[case::plan_longer_than_the_output(b"2ZZ12", true, "12")]
    #[case::empty_piece(b"2@A12", true, "|1|2")]
    #[case::no_plan(b"012", true, "12")]
    #[case::v0(b"aA12", false, "1|2")]
    #[case::nothing(b"0", true, "")]
    fn inputs(#[case] data: &[u8], #[case] verbose: bool, #[case] pieces: &str) {
        let input = Input::parse(data).unwrap();
        assert_eq!(input.verbose, verbose);
        assert_eq!(input.pieces().collect::<Vec<_>>().join(&b'|'), pieces.as_bytes());
    }

    #[test]
    fn input_without_its_plan_is_none() {
        assert!(Input::parse(b"").is_none());
        assert!(Input::parse(b"3AB").is_none());
    }

    #[test]
    fn runs_over_a_dialogue() {
        framer_chunking(b"4ABCZAT+CMMSREAD=0\r\r\n+CMMSREAD:\"a\",3\r\n\r\n>\r\n\r\nOK\r\n\r\n> 1");
    }

    #[rstest]
    #[case::doubled(b"AB\r\n", "AB|B")]
    #[case::lost(b"AB\r\n", "A")]
    #[case::moved(b"AB\r\n", "BA")]
    #[should_panic(expected = "octets")]
    fn conservation_notices(#[case] output: &[u8], #[case] lines: &str) {
        let frames = lines.split('|').map(|line| Frame::Line(line.into())).collect();
        check_conservation(output, &Framed { frames, pending: Vec::new() });
    }

    #[rstest]
    #[case(Frame::Line(Vec::new()))]
    #[case(Frame::Line(b"a\r\nb".to_vec()))]
    #[case(Frame::Echo(b"a\rb".to_vec()))]
    #[case(Frame::Overlong(Vec::new()))]
    #[should_panic]
    fn frames_that_cannot_be(#[case] frame: Frame) {
        check_frame(&frame);
    }
}

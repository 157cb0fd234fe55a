//! Module output cut into frames: V.250 5.7.1, application note chapters 3 to 5.
//!
//! | octets | frame |
//! | --- | --- |
//! | text, CR LF | line; empty ones are dropped |
//! | text, CR that no LF follows | echo, unless the text starts with `+`: raw UCS-2 may hold that CR |
//! | one or two digits, CR, in ATV0 | line, at once: nothing else may come; an LF after it is dropped |
//! | `>` at the start of a line | prompt, at once; a blank after it is dropped |
//! | *n* octets after a line that announces them | data |
//!
//! What the text of a line means is for [`crate::Response`]. Time is unknown here: a caller whose deadline has passed
//! takes [`Framer::take_pending`].

use alloc::vec::Vec;

use crate::announced_length::announced_length;
use crate::carriage_return;
use crate::continuation::{LineEnd, judge};
use crate::final_result::numeric;
use crate::frame_view::FrameKind;
use crate::{Frame, FrameView};

/// Octets of a line that are kept together; a longer line comes in pieces of this size.
pub const LINE_OCTETS_MAX: usize = 64 * 1024;

/// Octets that an information response may announce; a larger announcement is not believed.
pub const DATA_OCTETS_MAX: usize = 1024 * 1024;

/// Octets already framed that may stay in front of the buffer before the rest moves up.
const FRAMED_OCTETS_MAX: usize = 4096;

/// Cuts module output into [`Frame`]s. It never fails, and how the octets were cut does not matter.
///
/// Once drained it holds at most [`DATA_OCTETS_MAX`] octets, outside data little more than [`LINE_OCTETS_MAX`].
///
/// ```
/// use at_codec::{Frame, Framer};
///
/// let mut framer = Framer::new();
/// framer.push(b"AT+CMMSREAD=0\r\r\n+CMMSREAD:\"t.txt\",2\r\n\r\n\r\n\r\nOK\r\n");
/// let frames: Vec<_> = std::iter::from_fn(|| framer.next_frame()).collect();
/// assert_eq!(frames, [
///     Frame::Echo(b"AT+CMMSREAD=0".to_vec()),
///     Frame::Line(b"+CMMSREAD:\"t.txt\",2".to_vec()),
///     Frame::Data(b"\r\n".to_vec()),
///     Frame::Line(b"OK".to_vec()),
/// ]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framer {
    buffer: Vec<u8>,
    /// Octets at the start of the buffer that are framed.
    framed: usize,
    /// Octets after those that hold no line end.
    scanned: usize,
    state: State,
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    LineStart,
    AfterNumericResult,
    AfterPrompt,
    InLine,
    InOverlongLine,
    InData { length: usize },
}

impl Default for Framer {
    fn default() -> Self {
        Self::new()
    }
}

impl Framer {
    /// Creates a framer for ATV1.
    pub fn new() -> Self {
        Self { buffer: Vec::new(), framed: 0, scanned: 0, state: State::LineStart, verbose: true }
    }

    /// Sets the form of result codes that holds for the octets not yet framed: ATV1 (true) or ATV0.
    pub fn set_verbose(&mut self, verbose: bool) {
        self.verbose = verbose;
    }

    /// Takes octets. Drain [`Self::next_frame`] after each call.
    pub fn push(&mut self, octets: &[u8]) {
        if self.framed == self.buffer.len() || self.framed > FRAMED_OCTETS_MAX {
            self.buffer.drain(..self.framed);
            self.framed = 0;
        }
        self.buffer.extend_from_slice(octets);
    }

    /// The next complete frame.
    #[must_use]
    pub fn next_frame(&mut self) -> Option<Frame> {
        self.next_view().map(Frame::from)
    }

    /// The next complete frame, without a copy of its octets.
    #[must_use]
    pub fn next_view(&mut self) -> Option<FrameView<'_>> {
        loop {
            let start = self.framed;
            match self.step() {
                Step::Wait => return None,
                Step::Drop => {}
                Step::Frame(kind, octets) => {
                    let passed = self.buffer.get(start..).unwrap_or_default();
                    return Some(kind.view(passed.get(..octets).unwrap_or_default()));
                }
            }
        }
    }

    /// The octets that have not become a frame.
    pub fn pending(&self) -> &[u8] {
        self.buffer.get(self.framed..).unwrap_or_default()
    }

    /// Takes the octets that have not become a frame. What comes next starts a line.
    pub fn take_pending(&mut self) -> Vec<u8> {
        let pending = self.pending().to_vec();
        *self = Self { verbose: self.verbose, ..Self::new() };
        pending
    }

    fn step(&mut self) -> Step {
        let Some(next) = self.pending().first().copied() else {
            return self.step_at_end();
        };
        match (self.state, next) {
            (State::InData { length }, _) => self.data(length),
            (State::LineStart, b'>') => {
                self.consume(1, State::AfterPrompt);
                Step::Frame(FrameKind::Prompt, 1)
            }
            (State::AfterPrompt, b' ') => self.skip(1, State::InLine),
            (State::AfterPrompt, _) => self.skip(0, State::InLine),
            (State::AfterNumericResult, b'\n') => self.skip(1, State::LineStart),
            (State::AfterNumericResult, _) => self.skip(0, State::LineStart),
            (State::InOverlongLine, _) => self.overlong_line(),
            (State::LineStart | State::InLine, _) => self.line(next),
        }
    }

    fn step_at_end(&mut self) -> Step {
        match self.state {
            State::InData { length: 0 } => self.data(0),
            _ => Step::Wait,
        }
    }

    fn data(&mut self, length: usize) -> Step {
        if self.pending().len() < length {
            return Step::Wait;
        }
        self.consume(length, State::LineStart);
        Step::Frame(FrameKind::Data, length)
    }

    /// Looks for the end of a line that starts with an octet: a CR, and what follows it.
    fn line(&mut self, first: u8) -> Step {
        let Some(end) = self.carriage_return() else {
            return self.overlong_piece();
        };
        if !self.verbose && self.pending().get(..end).and_then(numeric).is_some() {
            return self.emit(end, 1, State::AfterNumericResult, FrameKind::Line);
        }
        match (first, self.octet_behind(end)) {
            (_, None) => self.wait(end),
            (b'+', Some(b'\n')) => self.named_line(end),
            (b'+', Some(_)) => self.scan_on(end.saturating_add(1)),
            (_, Some(b'\n')) => self.emit(end, 2, State::LineStart, FrameKind::Line),
            (_, Some(_)) => self.emit(end, 1, State::LineStart, FrameKind::Echo),
        }
    }

    /// Looks for the end of a line of which pieces are framed: a CR LF.
    fn overlong_line(&mut self) -> Step {
        let Some(end) = self.carriage_return() else {
            return self.overlong_piece();
        };
        match self.octet_behind(end) {
            None => self.wait(end),
            Some(b'\n') => self.emit(end, 2, State::LineStart, FrameKind::Overlong),
            Some(_) => self.scan_on(end.saturating_add(1)),
        }
    }

    /// Frames a line that starts with `+` when the CR LF is its end.
    fn named_line(&mut self, end: usize) -> Step {
        let pending = self.pending();
        let (text, rest) = pending.split_at_checked(end).unwrap_or((pending, &[]));
        match judge(text, rest.get(2..).unwrap_or_default()) {
            LineEnd::Final => {
                let announced = announced_length(text);
                let state = announced.map_or(State::LineStart, |length| State::InData { length });
                self.emit(end, 2, state, FrameKind::Line)
            }
            LineEnd::Inner => self.scan_on(end.saturating_add(2)),
            LineEnd::Undecided => self.wait(end),
        }
    }

    /// Where the next CR is, unless the line is too long before it.
    fn carriage_return(&mut self) -> Option<usize> {
        let pending = self.pending();
        let unscanned = pending.get(self.scanned..).unwrap_or_default();
        let limit = LINE_OCTETS_MAX.saturating_sub(self.scanned).saturating_add(1);
        let within = unscanned.get(..limit).unwrap_or(unscanned);
        let Some(found) = carriage_return::position(within) else {
            self.scanned = pending.len().min(LINE_OCTETS_MAX);
            return None;
        };
        self.scanned.checked_add(found)
    }

    fn octet_behind(&self, end: usize) -> Option<u8> {
        self.pending().get(end.saturating_add(1)).copied()
    }

    /// Waits for what follows a CR.
    fn wait(&mut self, end: usize) -> Step {
        self.scanned = end;
        Step::Wait
    }

    /// Frames the greatest part of a line that may be kept together, when there is more of it.
    fn overlong_piece(&mut self) -> Step {
        if self.pending().len() <= LINE_OCTETS_MAX {
            return Step::Wait;
        }
        self.emit(LINE_OCTETS_MAX, 0, State::InOverlongLine, FrameKind::Overlong)
    }

    /// Goes on with the same line behind an octet that did not end it.
    fn scan_on(&mut self, scanned: usize) -> Step {
        self.scanned = scanned.min(LINE_OCTETS_MAX);
        if scanned > LINE_OCTETS_MAX { self.overlong_piece() } else { Step::Drop }
    }

    /// Frames octets and drops the octets of the line end behind them; without octets there is no frame.
    fn emit(&mut self, octets: usize, line_end: usize, state: State, kind: FrameKind) -> Step {
        self.consume(octets.saturating_add(line_end), state);
        if octets == 0 { Step::Drop } else { Step::Frame(kind, octets) }
    }

    fn skip(&mut self, octets: usize, state: State) -> Step {
        self.consume(octets, state);
        Step::Drop
    }

    fn consume(&mut self, octets: usize, state: State) {
        self.framed = self.framed.saturating_add(octets);
        debug_assert!(self.framed <= self.buffer.len(), "more octets framed than there are");
        self.scanned = 0;
        self.state = state;
    }
}

/// What one look at the buffer gives.
enum Step {
    /// Nothing until more octets come.
    Wait,
    /// Octets that belong to no frame were passed; look again.
    Drop,
    /// A frame of so many octets, the first of those that were passed.
    Frame(FrameKind, usize),
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;
    use core::iter;

    use rstest::rstest;

    use super::{DATA_OCTETS_MAX, FRAMED_OCTETS_MAX, Framer, LINE_OCTETS_MAX};
    use crate::Frame::{self, Data, Echo, Line, Overlong, Prompt};

    fn frames_of(verbose: bool, cuts: &[&[u8]]) -> (Vec<Frame>, Vec<u8>) {
        let mut framer = Framer::new();
        framer.set_verbose(verbose);
        let mut frames = Vec::new();
        for cut in cuts {
            framer.push(cut);
            frames.extend(iter::from_fn(|| framer.next_frame()));
        }
        (frames, framer.take_pending())
    }

    /// Whole, and octet by octet.
    fn check(verbose: bool, octets: &[u8], frames: &[Frame], pending: &[u8]) {
        let octet_by_octet: Vec<&[u8]> = octets.chunks(1).collect();
        for cuts in [vec![octets], octet_by_octet] {
            let (got, rest) = frames_of(verbose, &cuts);
            assert_eq!(got, frames, "cut into {} pieces", cuts.len());
            assert_eq!(rest, pending, "cut into {} pieces", cuts.len());
        }
    }

    fn line(text: &[u8]) -> Frame {
        Line(text.to_vec())
    }

    fn echo(text: &[u8]) -> Frame {
        Echo(text.to_vec())
    }

    fn data(text: &[u8]) -> Frame {
        Data(text.to_vec())
    }

    #[rstest]
    #[case::final_result(b"\r\nOK\r\n", &[line(b"OK")], b"")]
    #[case::echo(b"AT\r\r\nOK\r\n", &[echo(b"AT"), line(b"OK")], b"")]
    #[case::echo_and_information(
        b"AT+CPIN?\r\r\n+CPIN: READY\r\n\r\nOK\r\n",
        &[echo(b"AT+CPIN?"), line(b"+CPIN: READY"), line(b"OK")],
        b""
    )]
    #[case::echo_without_response(b"AT\r", &[], b"AT\r")]
    #[case::echo_of_two_lines(b"xyz\rAT\r\r\nOK\r\n", &[echo(b"xyz"), echo(b"AT"), line(b"OK")], b"")]
    #[case::echo_with_lf(b"AT\r\n\r\nOK\r\n", &[line(b"AT"), line(b"OK")], b"")]
    #[case::empty_lines(b"\r\n\r\n\r\r\n\r\nOK\r\n", &[line(b"OK")], b"")]
    #[case::unfinished(b"\r\n+CMMSSEND: 0", &[], b"+CMMSSEND: 0")]
    #[case::cr_is_no_line_end(b"+X: a\rb\nc\r\n", &[line(b"+X: a\rb\nc")], b"")]
    #[case::lf_is_no_line_end(b"\nOK\r\n", &[line(b"\nOK")], b"")]
    #[case::digits_are_no_result_in_v1(b"0\r0\r\n", &[echo(b"0"), line(b"0")], b"")]
    #[case::prompt(b"\r\n>", &[Prompt], b"")]
    #[case::prompt_with_blank(b"\r\n> \r\nOK\r\n", &[Prompt, line(b"OK")], b"")]
    #[case::prompt_after_echo(b"AT+CMMSDOWN=\"TITLE\",4\r>", &[echo(b"AT+CMMSDOWN=\"TITLE\",4"), Prompt], b"")]
    #[case::prompt_once(b">>\r\n", &[Prompt, line(b">")], b"")]
    #[case::prompt_one_blank(b">  a\r\n", &[Prompt, line(b" a")], b"")]
    #[case::no_prompt_in_a_line(b"a>\r\n", &[line(b"a>")], b"")]
    #[case::data_with_line_ends(
        b"\r\n+CMMSREAD:\"a\",6\r\n\r\n>OK\r\r\n\r\nOK\r\n",
        &[line(b"+CMMSREAD:\"a\",6"), data(b"\r\n>OK\r"), line(b"OK")],
        b""
    )]
    #[case::data_of_no_octets(
        b"+CMMSREAD:\"a\",0\r\n\r\n\r\nOK\r\n",
        &[line(b"+CMMSREAD:\"a\",0"), data(b""), line(b"OK")],
        b""
    )]
    #[case::data_of_no_octets_at_the_end(b"+CMMSREAD:a,0\r\n", &[line(b"+CMMSREAD:a,0"), data(b"")], b"")]
    #[case::data_unfinished(b"+CMMSREAD:a,4\r\nxyz", &[line(b"+CMMSREAD:a,4")], b"xyz")]
    #[case::data_too_long_to_believe(
        b"+CMMSREAD:a,1048577\r\nxyz\r\n",
        &[line(b"+CMMSREAD:a,1048577"), line(b"xyz")],
        b""
    )]
    #[case::no_data_after_an_echo(b"AT+CMMSREAD=0\r\r\nx\r\n", &[echo(b"AT+CMMSREAD=0"), line(b"x")], b"")]
    fn output_in_atv1(#[case] octets: &[u8], #[case] frames: &[Frame], #[case] pending: &[u8]) {
        check(true, octets, frames, pending);
    }

    #[rstest]
    #[case::result(b"0\r", &[line(b"0")], b"")]
    #[case::information(b"+CMMSEDIT: 1\r\n0\r", &[line(b"+CMMSEDIT: 1"), line(b"0")], b"")]
    #[case::echo(b"AT+CMEE?\r+CMEE: 2\r\n0\r", &[echo(b"AT+CMEE?"), line(b"+CMEE: 2"), line(b"0")], b"")]
    #[case::two_results(b"0\r4\r", &[line(b"0"), line(b"4")], b"")]
    #[case::result_then_report(b"0\r\r\n+CMMSSEND: 0\r\n", &[line(b"0"), line(b"+CMMSSEND: 0")], b"")]
    #[case::digit_as_information(b"7\r\n0\r", &[line(b"7"), line(b"0")], b"")]
    #[case::register(b"013\r\n0\r", &[line(b"013"), line(b"0")], b"")]
    #[case::prompt(b"\r\n>0\r", &[Prompt, line(b"0")], b"")]
    #[case::error_is_verbose(b"\r\n+CME ERROR: 177\r\n", &[line(b"+CME ERROR: 177")], b"")]
    fn output_in_atv0(#[case] octets: &[u8], #[case] frames: &[Frame], #[case] pending: &[u8]) {
        check(false, octets, frames, pending);
    }

    #[rstest]
    #[case::push_wrapped(
        b"\r\n+WAP_PUSH_MMS: \"1\",\"T\",\"http://a/T\" \r\n,\"09/03/17,17:14:41+32\",0,13338\r\n",
        &[line(b"+WAP_PUSH_MMS: \"1\",\"T\",\"http://a/T\" \r\n,\"09/03/17,17:14:41+32\",0,13338")],
        b""
    )]
    #[case::push_wrapped_and_indented(
        b"+WAP_PUSH_MMS: \"1\",\"T\",\"h\"\r\n   ,\"t\",0,1\r\n",
        &[line(b"+WAP_PUSH_MMS: \"1\",\"T\",\"h\"\r\n   ,\"t\",0,1")],
        b""
    )]
    #[case::push_cut_short(b"+WAP_PUSH_MMS: \"1\"\r\n\r\nOK\r\n", &[line(b"+WAP_PUSH_MMS: \"1\""), line(b"OK")], b"")]
    #[case::push_cut_short_at_the_end(b"+WAP_PUSH_MMS: \"1\"\r\n", &[], b"+WAP_PUSH_MMS: \"1\"\r\n")]
    #[case::push_complete(
        b"+WAP_PUSH_MMS: \"1\",\"T\",\"h\",\"t\",0,1\r\n,x\r\n",
        &[line(b"+WAP_PUSH_MMS: \"1\",\"T\",\"h\",\"t\",0,1"), line(b",x")],
        b""
    )]
    #[case::view_with_malayalam_subject(
        b"+CMMSVIEW:2,\"\",,,,\"d\",\"\x05\x0D\x0A\x0D\",9\r\n0,\"a\",4,1\r\n",
        &[line(b"+CMMSVIEW:2,\"\",,,,\"d\",\"\x05\x0D\x0A\x0D\",9"), line(b"0,\"a\",4,1")],
        b""
    )]
    #[case::view_with_nul(b"+CMMSVIEW:2,\"\",,,,\"d\",\"a\0\",9\r\n", &[line(b"+CMMSVIEW:2,\"\",,,,\"d\",\"a\0\",9")], b"")]
    #[case::view_without_size(
        b"+CMMSVIEW:2,\"\",,,,\"d\",\"a\"\r\nOK\r\n",
        &[line(b"+CMMSVIEW:2,\"\",,,,\"d\",\"a\""), line(b"OK")],
        b""
    )]
    #[case::view_test_form(b"+CMMSVIEW: (0,1)\r\nOK\r\n", &[line(b"+CMMSVIEW: (0,1)"), line(b"OK")], b"")]
    fn lines_that_go_on_after_cr_lf(
        #[case] octets: &[u8],
        #[case] frames: &[Frame],
        #[case] pending: &[u8],
    ) {
        check(true, octets, frames, pending);
    }

    #[rstest]
    #[case::as_long_as_kept_together(LINE_OCTETS_MAX, &[])]
    #[case::one_more(LINE_OCTETS_MAX + 1, &[LINE_OCTETS_MAX, 1])]
    #[case::twice(2 * LINE_OCTETS_MAX, &[LINE_OCTETS_MAX, LINE_OCTETS_MAX])]
    #[case::twice_and_one_more(2 * LINE_OCTETS_MAX + 1, &[LINE_OCTETS_MAX, LINE_OCTETS_MAX, 1])]
    fn long_lines(#[case] octets: usize, #[case] pieces: &[usize]) {
        let text = vec![b'>'; octets - 1];
        let stream = [b"x", text.as_slice(), b"\r\nOK\r\n"].concat();
        let (frames, pending) = frames_of(true, &stream.chunks(1000).collect::<Vec<_>>());
        let (last, long) = frames.split_last().unwrap();
        assert_eq!(*last, line(b"OK"));
        assert_eq!(pending, b"");
        if pieces.is_empty() {
            assert!(matches!(long, [Line(line)] if line.len() == octets));
        } else {
            assert!(long.iter().all(|frame| matches!(frame, Overlong(_))));
            assert_eq!(long.iter().map(|frame| frame.octets().len()).collect::<Vec<_>>(), pieces);
        }
    }

    #[rstest]
    #[case::cr_lf_at_the_limit(b"\r\n", 0)]
    #[case::cr_inside_at_the_limit(b"\rx", 0)]
    #[case::cr_inside_before_the_limit(b"\rx", 1)]
    fn line_ends_at_the_limit_do_not_depend_on_cuts(#[case] end: &[u8], #[case] before: usize) {
        let text = vec![b'+'; LINE_OCTETS_MAX - before];
        let stream = [&text, end, b"yz\r\nOK\r\n"].concat();
        let whole = frames_of(true, &[&stream]);
        for cut in LINE_OCTETS_MAX - 2..LINE_OCTETS_MAX + 6 {
            let (head, tail) = stream.split_at(cut);
            assert_eq!(frames_of(true, &[head, tail]), whole, "cut at {cut}");
        }
    }

    #[test]
    fn greatest_data_is_one_frame() {
        let mut stream = b"+CMMSREAD:a,1048576\r\n".to_vec();
        stream.resize(stream.len() + DATA_OCTETS_MAX, b'\r');
        let (frames, pending) = frames_of(true, &stream.chunks(4096).collect::<Vec<_>>());
        assert_eq!(pending, b"");
        assert_eq!(frames.last().map(|frame| frame.octets().len()), Some(DATA_OCTETS_MAX));
    }

    #[rstest]
    #[case::greatest_line(LINE_OCTETS_MAX, 65_536)]
    #[case::greatest_data(DATA_OCTETS_MAX, 1_048_576)]
    #[case::greatest_front(FRAMED_OCTETS_MAX, 4_096)]
    fn limits_in_octets(#[case] limit: usize, #[case] octets: usize) {
        assert_eq!(limit, octets);
    }

    /// Echoes of two octets, of which the last is always pending.
    #[rstest]
    #[case::at_the_limit(FRAMED_OCTETS_MAX, FRAMED_OCTETS_MAX + 3)]
    #[case::past_the_limit(FRAMED_OCTETS_MAX + 2, 3)]
    fn framed_octets_stay_in_front_up_to_a_limit(#[case] framed: usize, #[case] held: usize) {
        let mut framer = Framer::new();
        framer.push(&[&b"A\r".repeat(framed / 2)[..], b"B\r"].concat());
        assert_eq!(iter::from_fn(|| framer.next_frame()).count(), framed / 2);
        assert_eq!((framer.framed, framer.pending()), (framed, &b"B\r"[..]));
        framer.push(b"C");
        assert_eq!((framer.buffer.len(), framer.pending()), (held, &b"B\rC"[..]));
    }

    #[test]
    fn framed_octets_go_when_nothing_is_pending() {
        let mut framer = Framer::new();
        framer.push(b"OK\r\n");
        assert_eq!(framer.next_frame(), Some(line(b"OK")));
        framer.push(b"+X");
        assert_eq!(framer.buffer, b"+X");
    }

    #[test]
    fn a_line_of_the_greatest_length_may_hold_a_cr() {
        // CR as the last octet of the line, then CR LF.
        let text = [vec![b'+'; LINE_OCTETS_MAX - 1], vec![b'\r']].concat();
        let stream = [text.as_slice(), b"\r\nOK\r\n"].concat();
        for pieces in [stream.len(), 1_000] {
            let (frames, pending) = frames_of(true, &stream.chunks(pieces).collect::<Vec<_>>());
            assert!(frames == [line(&text), line(b"OK")] && pending.is_empty(), "by {pieces}");
        }
    }

    #[test]
    fn the_form_of_result_codes_outlives_what_is_pending() {
        let mut framer = Framer::new();
        framer.set_verbose(false);
        framer.push(b"ab");
        assert_eq!((framer.next_frame(), framer.take_pending()), (None, b"ab".to_vec()));
        framer.push(b"0\r");
        assert_eq!(framer.next_frame(), Some(line(b"0")));
        assert_eq!(Framer::default(), Framer::new());
    }

    #[test]
    fn taking_what_is_pending_starts_a_line() {
        let mut framer = Framer::new();
        framer.push(b"+CMMSREAD:a,9\r\nabc");
        assert_eq!(framer.next_frame(), Some(line(b"+CMMSREAD:a,9")));
        assert_eq!(framer.next_frame(), None);
        assert_eq!(framer.pending(), b"abc");
        assert_eq!(framer.take_pending(), b"abc");
        framer.push(b">\r\nOK\r\n");
        assert_eq!(framer.next_frame(), Some(Prompt));
        assert_eq!(framer.next_frame(), Some(line(b"OK")));
    }
}

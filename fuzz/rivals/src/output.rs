//! What a module says, taken apart by the framer and by atat's digester.

use std::hint::black_box;

use at_codec::{FrameView, Framer, Response};
use atat::digest::{AtDigester, DigestResult, Digester, ParseError, Parser};

use crate::{Outcome, read, root};

/// The committed outputs, without the plan of cuts in front of each.
pub(crate) fn inputs() -> Outcome<Vec<Vec<u8>>> {
    let seeds = read(&root().join("seeds/framer_chunking"))?;
    let output = |seed: &Vec<u8>| {
        let (head, rest) = seed.split_first()?;
        rest.get(usize::from(head & 0x0F)..).map(<[u8]>::to_vec)
    };
    Ok(seeds.iter().filter_map(output).collect())
}

/// How many frames there are, when the octets come in pieces of that size. They are lent, as the digester lends what it
/// finds.
pub(crate) fn framed(octets: &[u8], piece: usize) -> usize {
    each_frame(octets, piece, |_| ())
}

/// The same, with each line read.
pub(crate) fn framed_and_read(octets: &[u8], piece: usize) -> usize {
    each_frame(octets, piece, |frame| {
        if let FrameView::Line(line) = frame {
            black_box(Response::parse(line));
        }
    })
}

fn each_frame(octets: &[u8], piece: usize, mut each: impl FnMut(FrameView<'_>)) -> usize {
    let mut framer = Framer::new();
    let mut frames = 0;
    for octets in octets.chunks(piece) {
        framer.push(octets);
        while let Some(frame) = framer.next_view() {
            each(frame);
            frames += 1;
        }
    }
    frames
}

/// The reports of the document, as a parser of atat finds them.
struct Reports;

impl Parser for Reports {
    fn parse(octets: &[u8]) -> Result<(&[u8], usize), ParseError> {
        const NAMES: [&[u8]; 3] = [b"+CMMSSEND:", b"+CMMSRECV:", b"+WAP_PUSH_MMS:"];
        let text = octets.strip_prefix(b"\r\n").unwrap_or(octets);
        let before = octets.len() - text.len();
        if !NAMES.iter().any(|name| text.starts_with(name)) {
            return Err(ParseError::NoMatch);
        }
        let end = text.windows(2).position(|pair| pair == b"\r\n").ok_or(ParseError::Incomplete)?;
        Ok((&text[..end], before + end + 2))
    }
}

/// How many results there are, when the octets come in pieces of that size and what is not digested is kept, as the
/// ingress of atat does it.
pub(crate) fn digested(octets: &[u8], piece: usize) -> usize {
    let mut digester = AtDigester::<Reports>::new();
    let (mut buffer, mut results) = (Vec::new(), 0);
    for octets in octets.chunks(piece) {
        buffer.extend_from_slice(octets);
        loop {
            let (result, length) = digester.digest(&buffer);
            let is_none = matches!(result, DigestResult::None);
            results += usize::from(!is_none);
            buffer.drain(..length.min(buffer.len()));
            if length == 0 || buffer.is_empty() {
                break;
            }
        }
    }
    results
}

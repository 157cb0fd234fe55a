//! What is changed, and how.

use mock_mmsc::Edit;
use mock_mmsc::dissect::dissect;
use mock_mmsc::pack::{self, Leg as PackLeg, Memory};

use super::Leg;
use crate::operation::Push;
use crate::random::Random;

/// Octets of a message that is changed, at most: long ones hold mostly data, which means nothing to a module.
const MESSAGE_OCTETS_MAX: usize = 2_000;
/// Octets that tell something in WSP: ends, quotes, escapes, lengths, marks of more octets.
const TELLING: &[u8] =
    &[0x00, 0x01, 0x1E, 0x1F, 0x20, 0x22, 0x7F, 0x80, 0x81, 0x84, 0x8C, 0xFE, 0xFF];
/// Octets removed or inserted at a time, mostly.
const FEW: usize = 8;
/// Octets inserted at a time now and then: beyond a length in one octet, and beyond 255.
const MANY: &[usize] = &[31, 128, 300, 5_000];
/// Offsets in a confirmation that are worth it: the first fields, and from the end the last ones.
const CONFIRMATION: std::ops::Range<i64> = -24..8;

/// Offsets that edits choose from.
pub(super) struct Places {
    /// Where fields begin and their lengths stand.
    telling: Vec<i64>,
    /// All.
    all: std::ops::Range<i64>,
}

/// What a round changes.
pub(super) fn leg(random: &mut Random) -> (Leg, Places) {
    match random.below(8) {
        0..=3 => {
            let message = message(random);
            let places = Places::within(&message);
            (Leg::Message(message), places)
        }
        4 => {
            let response = response(&message(random));
            let places = Places { telling: line_ends(&response), all: 0..length(&response) };
            (Leg::Response(response), places)
        }
        5 | 6 => {
            let places = Places { telling: Vec::new(), all: CONFIRMATION };
            (Leg::Confirmation, places)
        }
        _ => {
            let push = random.pick(&[Push::Plain, Push::Hidden]).copied().unwrap_or(Push::Plain);
            let places = Places { telling: Vec::new(), all: 0..length(&push.octets()) };
            (Leg::Push(push.octets()), places)
        }
    }
}

/// One change.
pub(super) fn edit(random: &mut Random, places: &Places) -> Edit {
    let at = places.draw(random);
    let few = random.between(1, FEW);
    match random.below(8) {
        0..=2 => Edit { at, remove: 1, insert: vec![telling(random)] },
        3 => Edit { at, remove: few, insert: Vec::new() },
        4 => Edit { at, remove: 0, insert: (0..few).map(|_| telling(random)).collect() },
        5 => {
            let count = random.pick(MANY).copied().unwrap_or(FEW);
            Edit { at, remove: 0, insert: vec![telling(random); count] }
        }
        6 => Edit { at, remove: usize::from(u16::MAX) * 16, insert: Vec::new() },
        _ => Edit { at, remove: few, insert: (0..few).map(|_| telling(random)).collect() },
    }
}

/// The changes with a smaller one in that place.
pub(super) fn smaller(edits: &[Edit], index: usize) -> Vec<Vec<Edit>> {
    let Some(edit) = edits.get(index) else { return Vec::new() };
    let mut smaller = Vec::new();
    if edit.insert.len() > 1 {
        let half = edit.insert.iter().copied().take(edit.insert.len() / 2).collect();
        smaller.push(Edit { insert: half, ..edit.clone() });
    }
    if edit.remove > 1 {
        smaller.push(Edit { remove: edit.remove / 2, ..edit.clone() });
    }
    if edit.remove > 0 && !edit.insert.is_empty() {
        smaller.push(Edit { remove: 0, ..edit.clone() });
        smaller.push(Edit { insert: Vec::new(), ..edit.clone() });
    }
    let replaced = |edit| {
        let mut edits = edits.to_vec();
        edits.splice(index..=index, [edit]);
        edits
    };
    smaller.into_iter().map(replaced).collect()
}

impl Places {
    fn within(pdu: &[u8]) -> Self {
        let dissection = dissect(pdu);
        let starts = dissection.all_fields().into_iter().map(|field| field.offset);
        let mut telling: Vec<i64> =
            starts.filter_map(|offset| i64::try_from(offset).ok()).collect();
        telling.sort_unstable();
        telling.dedup();
        Self { telling, all: 0..length(pdu) }
    }

    /// A place that tells something, or the octet behind it, or any.
    fn draw(&self, random: &mut Random) -> i64 {
        if !random.one_in(3)
            && let Some(telling) = random.pick(&self.telling).copied()
        {
            return telling + i64::from(random.one_in(2));
        }
        let span = usize::try_from(self.all.end - self.all.start).unwrap_or_default();
        self.all.start + i64::try_from(random.below(span.max(1))).unwrap_or_default()
    }
}

fn telling(random: &mut Random) -> u8 {
    if random.one_in(3) {
        return u8::try_from(random.below(256)).unwrap_or_default();
    }
    random.pick(TELLING).copied().unwrap_or_default()
}

/// A sound message of the pack.
fn message(random: &mut Random) -> Vec<u8> {
    let sound =
        pack::all().filter(|case| case.leg == PackLeg::Receive && case.memory == Memory::New);
    let messages: Vec<&[u8]> = sound
        .filter_map(|case| case.message.as_deref())
        .filter(|message| message.len() <= MESSAGE_OCTETS_MAX)
        .collect();
    random.pick(&messages).map(|message| message.to_vec()).unwrap_or_default()
}

fn response(pdu: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.wap.mms-message\r\nContent-Length: {}\r\n\r\n",
        pdu.len()
    );
    [head.as_bytes(), pdu].concat()
}

/// Where the lines of the head begin, and their ends.
fn line_ends(response: &[u8]) -> Vec<i64> {
    let ends =
        response.iter().enumerate().filter(|(_, octet)| matches!(octet, b'\r' | b':' | b' '));
    let ends = ends.filter_map(|(offset, _)| i64::try_from(offset).ok());
    std::iter::once(0).chain(ends).collect()
}

fn length(octets: &[u8]) -> i64 {
    i64::try_from(octets.len()).unwrap_or(i64::MAX)
}

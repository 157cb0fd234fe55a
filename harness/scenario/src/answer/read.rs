//! The mock MMSC's script as authors write it.

use std::time::Duration;

use super::{Answer, Drip, Edit, Message, MmscScript, Serve};
use crate::node::Data;
use crate::problem::Problem;
use crate::reader::{Reader, Shape, Slot, Word, at};
use crate::{Payload, Spanned};

/// The keys of an answer.
pub(crate) const ANSWER_KEYS: &[&str] = &[
    "status",
    "content_type",
    "response_status",
    "retrieve_status",
    "transaction_id",
    "body",
    "serve",
    "delay",
    "cut_after",
    "reset_after",
    "drip",
    "never",
    "edits",
    "raw",
    "pack",
];
/// An answer as a mapping.
pub(crate) const ANSWER: Shape = Shape {
    place: "an answer of the MMSC",
    keys: ANSWER_KEYS,
    example: "accept, or { status: 503 }, or { response_status: 0xE1, delay: 5s }",
};
const EDIT: Shape = Shape {
    place: "an edit",
    keys: &["at", "remove", "insert"],
    example: "{ at: -2, remove: 1, insert: { hex: \"FF\" } }",
};
const DRIP: Shape =
    Shape { place: "`drip`", keys: &["octets", "every"], example: "{ octets: 1, every: 1s }" };
const SERVE: Shape = Shape {
    place: "`serve`",
    keys: &["message"],
    example: "{ message: { from: \"...\", parts: [ ... ] } }, or { file: ../vectors/name.pdu }",
};

/// An HTTP response without a body of its own takes about as many octets; what a drip of one takes
/// is reckoned from it.
const RESPONSE_OCTETS_TYPICAL: usize = 200;
const OCTETS_MAX: u64 = 1 << 30;

impl MmscScript {
    /// Reads `accept`, one answer, or a list of answers.
    pub(crate) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let answers = match &slot.node.data {
            Data::List(_) => {
                let items = reader.items(slot, "[ { status: 503 }, accept ]")?;
                let read = |item| Answer::read(reader, Slot::new(slot.what, item));
                items.iter().filter_map(read).collect()
            }
            _ => vec![Answer::read(reader, slot)?],
        };
        Some(Self { answers, span: slot.span() })
    }
}

impl Answer {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        if slot.node.scalar().is_some() && !slot.node.is_null() {
            reader.word(slot, "answer", &[Word("accept", ())])?;
            return Some(at(slot, Self::default()));
        }
        let fields = reader.fields(slot, ANSWER)?;
        for (first, second) in [("body", "serve"), ("cut_after", "reset_after")] {
            reader.exclude(fields, first, second, "an answer does one of the two");
        }
        for other in ANSWER_KEYS.iter().filter(|&&key| key != "never") {
            reader.exclude(fields, "never", other, "an answer that never comes has nothing in it");
        }
        for other in ANSWER_KEYS.iter().filter(|&&key| key != "pack") {
            reader.exclude(fields, "pack", other, "an answer of the pack is complete as it is");
        }
        for other in [
            "status",
            "content_type",
            "response_status",
            "retrieve_status",
            "transaction_id",
            "body",
            "serve",
        ] {
            reader.exclude(fields, "raw", other, "raw octets are the whole response");
        }
        let answer = Self {
            status: reader.optional(fields, "status", |r, s| r.number(s, 100..=599)),
            content_type: reader.optional(fields, "content_type", Reader::template),
            response_status: reader
                .optional(fields, "response_status", |r, s| r.number(s, 0..=255)),
            retrieve_status: reader
                .optional(fields, "retrieve_status", |r, s| r.number(s, 0..=255)),
            transaction_id: reader.optional(fields, "transaction_id", Reader::template),
            body: reader.optional(fields, "body", Payload::read),
            serve: reader.optional(fields, "serve", Serve::read),
            delay: reader.optional(fields, "delay", Reader::duration),
            cut_after: reader.optional(fields, "cut_after", |r, s| r.number(s, 0..=OCTETS_MAX)),
            reset_after: reader.optional(fields, "reset_after", |r, s| r.number(s, 0..=OCTETS_MAX)),
            drip: reader.optional(fields, "drip", Drip::read),
            never: reader.optional(fields, "never", Reader::flag).is_some_and(|never| never.value),
            raw: reader.optional(fields, "raw", Payload::read),
            pack: reader.optional(fields, "pack", packed),
            edits: reader.optional(fields, "edits", edits).unwrap_or_default(),
        };
        answer.note_waits(reader);
        Some(at(slot, answer))
    }

    fn note_waits(&self, reader: &mut Reader<'_>) {
        if let Some(delay) = self.delay {
            reader.wait(delay.value, delay.span);
        }
        if let Some(drip) = self.drip {
            reader.wait(self.drip_time(drip.value), drip.span);
        }
    }

    /// What a drip takes, reckoned from the body where it is known.
    fn drip_time(&self, drip: Drip) -> Duration {
        let served = match self.serve.as_ref().map(|serve| &serve.value) {
            Some(Serve::Pdu(pdu)) => pdu.size_octets(),
            _ => 0,
        };
        let body = self.body.as_ref().or(self.raw.as_ref());
        let body = body.map_or(served, |body| body.size_octets());
        let pauses = body.saturating_add(RESPONSE_OCTETS_TYPICAL).div_ceil(drip.octets.max(1));
        drip.every.saturating_mul(u32::try_from(pauses).unwrap_or(u32::MAX))
    }
}

/// The name of an answer in the pack.
fn packed(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<String>> {
    let name = reader.text(slot)?;
    let check = reader.context.and_then(|context| context.pack_check);
    if let Some(reason) = check.and_then(|check| check(&name).err()) {
        let (span, name) = (name.span, name.value.clone());
        reader.problems.push(Problem::Pack { span, name, reason });
    }
    Some(name)
}

fn edits(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Spanned<Edit>>> {
    let items = reader.items(slot, EDIT.example)?;
    let read = |item| Edit::read(reader, Slot::new(slot.what, item));
    Some(items.iter().filter_map(read).collect())
}

impl Edit {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let fields = reader.fields(slot, EDIT)?;
        let place = reader.required(fields, "at", EDIT);
        let place = place.and_then(|place| reader.signed(place, OCTETS_MAX));
        let remove = reader.optional(fields, "remove", |r, s| r.number(s, 0..=OCTETS_MAX));
        let insert = reader.optional(fields, "insert", Payload::read);
        let remove = remove.map_or(0, |octets| octets.value);
        Some(at(slot, Self { at: place?.value, remove, insert: insert.map(|octets| octets.value) }))
    }
}

impl Drip {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let fields = reader.fields(slot, DRIP)?;
        let octets = reader.required(fields, "octets", DRIP);
        let octets = octets.and_then(|octets| reader.number(octets, 1..=OCTETS_MAX));
        let every = reader.required(fields, "every", DRIP)?;
        let every = reader.duration(every)?;
        Some(at(slot, Self { octets: octets?.value, every: every.value }))
    }
}

impl Serve {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        if slot.node.entry("message").is_none() {
            return Some(Payload::read(reader, slot)?.map(Self::Pdu));
        }
        let fields = reader.fields(slot, SERVE)?;
        let message = Message::read(reader, fields.slot("message")?)?;
        Some(at(slot, Self::Message(Box::new(message))))
    }
}

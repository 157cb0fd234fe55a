//! The M-Retrieve.conf that a script describes.

use super::{Charset, Message, MessagePart};
use crate::reader::{Reader, Shape, Slot, Word, at};
use crate::{Payload, Spanned};

const MESSAGE: Shape = Shape {
    place: "`message`",
    keys: &["from", "to", "cc", "subject", "message_id", "transaction_id", "date", "parts"],
    example: "{ from: \"...\", subject: \"...\", parts: [ { type: text/plain, payload: hi } ] }",
};
const PART: Shape = Shape {
    place: "a part",
    keys: &["type", "charset", "name", "location", "id", "payload"],
    example: "{ name: t1.txt, type: text/plain, charset: utf-8, payload: { text: \"hi\" } }",
};

/// Character sets of the IANA registry that MMS is met with.
const CHARSETS: [Word<u16>; 10] = [
    Word("us-ascii", 3),
    Word("iso-8859-1", 4),
    Word("utf-8", 106),
    Word("gbk", 113),
    Word("iso-10646-ucs-2", 1000),
    Word("utf-16be", 1013),
    Word("utf-16le", 1014),
    Word("utf-16", 1015),
    Word("gb2312", 2025),
    Word("big5", 2026),
];

impl Message {
    pub(super) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        let fields = reader.fields(slot, MESSAGE)?;
        let recipients = |r: &mut Reader<'_>, slot| Some(r.one_or_many(slot, Reader::template));
        let parts = reader.required(fields, "parts", MESSAGE);
        Some(Self {
            from: reader.optional(fields, "from", Reader::template),
            to: reader.optional(fields, "to", recipients).unwrap_or_default(),
            cc: reader.optional(fields, "cc", recipients).unwrap_or_default(),
            subject: reader.optional(fields, "subject", Reader::template),
            message_id: reader.optional(fields, "message_id", Reader::template),
            transaction_id: reader.optional(fields, "transaction_id", Reader::template),
            date: reader.optional(fields, "date", |r, s| r.number(s, 0..=u64::from(u32::MAX))),
            parts: parts
                .and_then(|parts| {
                    reader.each(parts, "[ { type: text/plain, payload: hi } ]", MessagePart::read)
                })
                .unwrap_or_default(),
        })
    }
}

impl MessagePart {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let fields = reader.fields(slot, PART)?;
        let content_type = reader.required(fields, "type", PART);
        let content_type = content_type.and_then(|slot| reader.some_text(slot, "type: text/plain"));
        let charset = reader.optional(fields, "charset", Charset::read);
        let name = reader.optional(fields, "name", Reader::template);
        let location = reader.optional(fields, "location", Reader::template);
        let id = reader.optional(fields, "id", Reader::template);
        let payload = reader.required(fields, "payload", PART)?;
        let payload = Payload::read(reader, payload)?;
        Some(at(slot, Self { content_type: content_type?, charset, name, location, id, payload }))
    }
}

impl Charset {
    /// Reads a name of [`CHARSETS`] or a number of the registry.
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let by_number =
            slot.node.scalar().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()));
        let mib = if by_number {
            reader.number(slot, 0..=u64::from(u16::MAX))?
        } else {
            reader.word(slot, "charset", &CHARSETS)?
        };
        Some(mib.map(|mib| Self { mib }))
    }
}

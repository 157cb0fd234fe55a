//! Expectations on what the mock MMSC got, as authors write them.

use super::{
    Findings, HeaderExpectation, HttpHeaderExpectation, PartExpectation, Received, Severity,
};
use crate::node::{Data, Entry};
use crate::reader::{Reader, Shape, Slot, Word, at};
use crate::{Payload, Problem, Spanned, Template, suggestion};

const RECEIVED: Shape = Shape {
    place: "`received`",
    keys: &[
        "type",
        "method",
        "target",
        "http_headers",
        "to",
        "cc",
        "bcc",
        "subject",
        "headers",
        "parts",
    ],
    example: "{ type: m-send.req, to: [\"13918181818/TYPE=PLMN\"], subject: Test title }",
};
const PART: Shape = Shape {
    place: "a received part",
    keys: &["type", "charset", "location", "id", "name", "size", "payload"],
    example: "{ type: text/plain, charset: utf-8, location: t1.txt, size: 12 }",
};
const FINDINGS: Shape = Shape {
    place: "`findings`",
    keys: &["none_at", "rule"],
    example: "{ none_at: error }, or { rule: ADR-1 }",
};
const SEVERITIES: [Word<Severity>; 3] =
    [Word("error", Severity::Error), Word("warn", Severity::Warn), Word("info", Severity::Info)];
const METHODS: [Word<&str>; 6] = [
    Word("GET", "GET"),
    Word("POST", "POST"),
    Word("HEAD", "HEAD"),
    Word("PUT", "PUT"),
    Word("DELETE", "DELETE"),
    Word("CONNECT", "CONNECT"),
];
const PDU_TYPES: [Word<&str>; 12] = [
    Word("m-send.req", "m-send.req"),
    Word("m-send.conf", "m-send.conf"),
    Word("m-notification.ind", "m-notification.ind"),
    Word("m-notifyresp.ind", "m-notifyresp.ind"),
    Word("m-retrieve.conf", "m-retrieve.conf"),
    Word("m-acknowledge.ind", "m-acknowledge.ind"),
    Word("m-delivery.ind", "m-delivery.ind"),
    Word("m-read-rec.ind", "m-read-rec.ind"),
    Word("m-read-orig.ind", "m-read-orig.ind"),
    Word("m-forward.req", "m-forward.req"),
    Word("m-forward.conf", "m-forward.conf"),
    Word("m-cancel.req", "m-cancel.req"),
];
/// Header fields of the encapsulation; others may be named, a slip of the finger is not.
const HEADERS: [&str; 30] = [
    "Bcc",
    "Cc",
    "Content-Type",
    "Date",
    "From",
    "Message-ID",
    "Subject",
    "To",
    "X-Mms-Content-Location",
    "X-Mms-Delivery-Report",
    "X-Mms-Delivery-Time",
    "X-Mms-Expiry",
    "X-Mms-MMS-Version",
    "X-Mms-Message-Class",
    "X-Mms-Message-Size",
    "X-Mms-Message-Type",
    "X-Mms-Previously-Sent-By",
    "X-Mms-Previously-Sent-Date",
    "X-Mms-Priority",
    "X-Mms-Read-Reply",
    "X-Mms-Read-Report",
    "X-Mms-Read-Status",
    "X-Mms-Report-Allowed",
    "X-Mms-Response-Status",
    "X-Mms-Response-Text",
    "X-Mms-Retrieve-Status",
    "X-Mms-Retrieve-Text",
    "X-Mms-Sender-Visibility",
    "X-Mms-Status",
    "X-Mms-Transaction-ID",
];

impl Received {
    /// Reads one expected exchange, or a list of them.
    pub(crate) fn read_all(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Spanned<Self>>> {
        if matches!(&slot.node.data, Data::List(_)) {
            reader.items(slot, RECEIVED.example)?;
        }
        Some(reader.one_or_many(slot, Self::read))
    }

    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let fields = reader.fields(slot, RECEIVED)?;
        let addresses = |r: &mut Reader<'_>, slot| {
            Some(at(slot, r.each(slot, "[\"13918181818/TYPE=PLMN\"]", Reader::template)?))
        };
        let received = Self {
            message_type: reader.optional(fields, "type", |r, s| {
                Some(r.word(s, "PDU type", &PDU_TYPES)?.map(str::to_owned))
            }),
            method: reader.optional(fields, "method", |r, s| {
                Some(r.word(s, "HTTP method", &METHODS)?.map(str::to_owned))
            }),
            target: reader.optional(fields, "target", Reader::template),
            http_headers: reader
                .optional(fields, "http_headers", HttpHeaderExpectation::read_all)
                .unwrap_or_default(),
            to: reader.optional(fields, "to", addresses),
            cc: reader.optional(fields, "cc", addresses),
            bcc: reader.optional(fields, "bcc", addresses),
            subject: reader.optional(fields, "subject", Reader::template),
            headers: reader
                .optional(fields, "headers", HeaderExpectation::read_all)
                .unwrap_or_default(),
            parts: reader.optional(fields, "parts", |r, s| {
                Some(at(s, r.each(s, "[ { type: text/plain, size: 12 } ]", PartExpectation::read)?))
            }),
        };
        Some(at(slot, received))
    }
}

impl HeaderExpectation {
    fn read_all(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Vec<Self>> {
        let Data::Map(entries) = &slot.node.data else {
            return reader.wrong_shape(slot, "a mapping", "{ X-Mms-Priority: High, Cc: ~ }");
        };
        Some(entries.iter().filter_map(|entry| Self::read(reader, entry)).collect())
    }

    fn read(reader: &mut Reader<'_>, entry: &Entry) -> Option<Self> {
        check_name(reader, &entry.key)?;
        let slot = Slot::of(entry);
        let value: Option<Template> =
            if slot.node.is_null() { None } else { Some(reader.template(slot)?.value) };
        Some(Self { name: entry.key.clone(), value: at(slot, value) })
    }
}

/// Whether a name is one that only the encapsulation has. `From`, `Date` and others are names of HTTP as well.
pub(super) fn is_pdu_header(name: &str) -> bool {
    let is_known = HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name));
    is_known && name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("X-Mms-"))
}

/// Refuses a name that is nearly one of the encapsulation's: it would be found absent for ever.
fn check_name(reader: &mut Reader<'_>, name: &Spanned<String>) -> Option<()> {
    if HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Some(());
    }
    match suggestion::nearest(name, HEADERS) {
        None => Some(()),
        Some(near) => reader.refuse(Problem::UnknownValue {
            span: name.span,
            what: "header field".to_owned(),
            value: name.value.clone(),
            help: format!("did you mean `{near}`?"),
        }),
    }
}

impl PartExpectation {
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let fields = reader.fields(slot, PART)?;
        let part = Self {
            content_type: reader.optional(fields, "type", Reader::text),
            charset: reader.optional(fields, "charset", Reader::text),
            location: reader.optional(fields, "location", Reader::template),
            id: reader.optional(fields, "id", Reader::template),
            name: reader.optional(fields, "name", Reader::template),
            size: reader.optional(fields, "size", |r, s| r.number(s, 0..=u64::from(u32::MAX))),
            payload: reader.optional(fields, "payload", Payload::read),
        };
        Some(at(slot, part))
    }
}

impl Findings {
    /// Reads what the validator must or must not have found.
    pub(crate) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let fields = reader.fields(slot, FINDINGS)?;
        let none_at = reader.optional(fields, "none_at", |r, s| r.word(s, "severity", &SEVERITIES));
        let rules = reader
            .optional(fields, "rule", |r, s| Some(r.one_or_many(s, Reader::text)))
            .unwrap_or_default();
        Some(at(slot, Self { none_at, rules }))
    }
}

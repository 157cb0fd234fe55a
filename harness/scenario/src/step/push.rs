//! `push`: a WAP push arrives.

use crate::payload::hex;
use crate::reader::{Fields, Reader, Shape, Slot, Word, at};
use crate::{Capability, Problem, Spanned, Template, suggestion};

/// A WAP push, and the SMS that carries it.
#[derive(Clone, Debug)]
pub struct PushSpec {
    /// Where the notification comes from.
    pub origin: PushOrigin,
    /// From; absent: the origin's, or hidden.
    pub from: Option<Spanned<Template>>,
    /// X-Mms-Transaction-ID; absent: the origin's, or one that whoever executes the plan counts.
    pub transaction_id: Option<Spanned<Template>>,
    /// X-Mms-Message-Class; absent: the origin's, or Personal.
    pub class: Option<Spanned<MessageClass>>,
    /// X-Mms-Message-Size in octets.
    pub size: Option<Spanned<u32>>,
    /// Service-centre time stamp of the SMS: `yy/MM/dd,hh:mm:ss` and zone in quarter hours.
    pub timestamp: Option<Spanned<Template>>,
    /// Subject.
    pub subject: Option<Spanned<Template>>,
    /// X-Mms-Expiry in seconds from now.
    pub expiry: Option<Spanned<u32>>,
}

/// Where a notification comes from.
#[derive(Clone, Debug)]
pub enum PushOrigin {
    /// An M-Notification.ind with this X-Mms-Content-Location.
    Location(Spanned<Template>),
    /// The octets of the WSP push PDU. Only `timestamp` goes with it.
    Octets(Spanned<Vec<u8>>),
    /// A notification of the last message that the mock MMSC stored.
    LastStored,
}

/// X-Mms-Message-Class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageClass {
    /// Personal.
    Personal,
    /// Advertisement.
    Advertisement,
    /// Informational.
    Informational,
    /// Auto.
    Auto,
    /// A class by its own name.
    Token(String),
}

const ORIGINS: &[&str] = &["location", "hex", "stored"];
/// Keys that say something about a notification, which raw octets say themselves.
const NOTIFICATION: &[&str] = &["from", "transaction_id", "class", "size", "subject", "expiry"];
const SHAPE: Shape = Shape {
    place: "`push`",
    keys: &[
        "from",
        "transaction_id",
        "location",
        "class",
        "size",
        "timestamp",
        "subject",
        "expiry",
        "hex",
        "stored",
    ],
    example: "{ from: \"15001844675\", location: \"http://211.136.112.84/RROpJGJVyjeA\" }, or { stored: last }",
};
const OCTETS_MAX: u64 = 0xFFFF_FFFF;

impl PushSpec {
    pub(super) fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Self> {
        reader.need(Capability::Push, slot.span(), "injects a push");
        let fields = reader.fields(slot, SHAPE)?;
        for key in NOTIFICATION {
            reader.exclude(
                fields,
                "hex",
                key,
                "the octets say it already; only `timestamp` goes with them",
            );
        }
        let origin = PushOrigin::read(reader, fields);
        let spec = Self {
            origin: origin?,
            from: reader.optional(fields, "from", Reader::template),
            transaction_id: reader.optional(fields, "transaction_id", Reader::template),
            class: reader.optional(fields, "class", MessageClass::read),
            size: reader.optional(fields, "size", |r, s| r.number(s, 0..=OCTETS_MAX)),
            timestamp: reader.optional(fields, "timestamp", timestamp),
            subject: reader.optional(fields, "subject", Reader::template),
            expiry: reader.optional(fields, "expiry", |r, s| r.number(s, 0..=OCTETS_MAX)),
        };
        Some(spec)
    }
}

impl PushOrigin {
    fn read(reader: &mut Reader<'_>, fields: Fields<'_>) -> Option<Self> {
        let slot = Slot::of(reader.choice(fields, ORIGINS, SHAPE)?);
        match slot.what {
            "location" => Some(Self::Location(reader.template(slot)?)),
            "hex" => Some(Self::Octets(hex(reader, slot)?)),
            _ => {
                reader.need(Capability::Mmsc, slot.span(), "fetches what the mock MMSC stored");
                reader.word(slot, "stored message", &[Word("last", ())])?;
                Some(Self::LastStored)
            }
        }
    }
}

const CLASSES: [&str; 4] = ["personal", "advertisement", "informational", "auto"];

impl MessageClass {
    /// Reads a class of the standard or a token; nearly a class of the standard is refused.
    fn read(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Self>> {
        let text = reader.some_text(slot, "class: personal")?;
        let class = match text.as_str() {
            "personal" => Self::Personal,
            "advertisement" => Self::Advertisement,
            "informational" => Self::Informational,
            "auto" => Self::Auto,
            token => match suggestion::nearest(token, CLASSES) {
                None => Self::Token(token.to_owned()),
                Some(near) => {
                    return reader.refuse(Problem::UnknownValue {
                        span: slot.span(),
                        what: "message class".to_owned(),
                        value: text.value.clone(),
                        help: format!("did you mean `{near}`?"),
                    });
                }
            },
        };
        Some(at(slot, class))
    }
}

/// Digit by digit: `9` stands for any digit, `+` for a sign.
const TIMESTAMP: &str = "99/99/99,99:99:99+99";

fn timestamp(reader: &mut Reader<'_>, slot: Slot<'_>) -> Option<Spanned<Template>> {
    let template = reader.template(slot)?;
    match template.as_literal() {
        Some(text) if !is_timestamp(text) => reader.refuse(Problem::BadValue {
            span: slot.span(),
            value: text.to_owned(),
            expected: "a time stamp".to_owned(),
            label: "`yy/MM/dd,hh:mm:ss+zz` is wanted".to_owned(),
            help: "the zone counts quarter hours, with its sign: \"09/03/17,17:14:41+32\""
                .to_owned(),
        }),
        _ => Some(template),
    }
}

fn is_timestamp(text: &str) -> bool {
    text.len() == TIMESTAMP.len()
        && text.chars().zip(TIMESTAMP.chars()).all(|(character, wanted)| match wanted {
            '9' => character.is_ascii_digit(),
            '+' => matches!(character, '+' | '-'),
            _ => character == wanted,
        })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::as_printed("09/03/17,17:14:41+32", true)]
    #[case::west("09/03/17,17:14:41-04", true)]
    #[case::no_zone("09/03/17,17:14:41", false)]
    #[case::blank("09/03/17 17:14:41+32", false)]
    #[case::wide("０9/03/17,17:14:41+3", false)]
    fn is_timestamp_looks_at_each_digit(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_timestamp(text), expected);
    }
}

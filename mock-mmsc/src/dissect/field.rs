//! One stretch of octets and what it means.
//!
//! A [`Field`] is a header field, a parameter, a body part or a length, whatever was read as one piece.
//! Where sense stops, its [`State`] is a [`Hole`]; what can be read and is odd leaves a [`Remark`].
//! Nothing here judges: rules do.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::Serialize;

use super::phrase::Phrase;

/// A stretch of octets, its name and its interpretation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Octets from the start of the dissected octets to the first octet of the field.
    pub offset: usize,
    /// Octets that belong to the field, its code and its children included.
    pub length: usize,
    /// Name by the standard, or the text of an application header or a textual parameter.
    pub name: Cow<'static, str>,
    /// What the octets mean, for people and for comparison: `m-send.req`, `High`, `Test title`.
    pub value: Phrase,
    /// Which production the field was read as.
    pub kind: Kind,
    /// The enumerated octet, the integer or the length, where the value is or holds one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// Where the text is and how it was read, where the value is or holds text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Whether the octets make sense.
    pub state: State,
    /// What can be read and is odd, in the order of the octets.
    #[serde(skip_serializing_if = "Remarks::is_empty")]
    pub remarks: Remarks,
    /// Parameters of a content type, header fields and data of a part, parts of a body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Self>,
}

impl Field {
    /// A sound field without value that starts at `offset` and has no octet yet.
    pub(crate) fn new(kind: Kind, name: impl Into<Cow<'static, str>>, offset: usize) -> Self {
        Self {
            offset,
            length: 0,
            name: name.into(),
            value: Phrase::default(),
            kind,
            number: None,
            text: None,
            state: State::Sound,
            remarks: Remarks::default(),
            children: Vec::new(),
        }
    }

    /// Adds such a field to those before it and lends it, in its place: moving one costs more than reading most values.
    pub(crate) fn begin(
        fields: &mut Vec<Self>,
        kind: Kind,
        name: impl Into<Cow<'static, str>>,
        offset: usize,
    ) -> Option<&mut Self> {
        fields.extend(std::iter::once_with(|| Self::new(kind, name, offset)));
        fields.last_mut()
    }

    /// The octets of the field within the `octets` that were dissected; empty when they are others.
    #[must_use]
    pub fn raw<'a>(&self, octets: &'a [u8]) -> &'a [u8] {
        octets.get(self.offset..self.offset.saturating_add(self.length)).unwrap_or_default()
    }

    /// Offset of the octet after the field.
    #[must_use]
    pub fn end(&self) -> usize {
        self.offset.saturating_add(self.length)
    }

    /// The hole, where sense stops inside the field itself; holes of children are theirs.
    #[must_use]
    pub fn hole(&self) -> Option<&Hole> {
        match &self.state {
            State::Sound => None,
            State::Hole(hole) => Some(hole),
        }
    }

    /// The first child of that name, compared without case.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.is_named(name))
    }

    /// Whether the field has that name, compared without case.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Which production a field was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// Application header of the PDU: two texts.
    ApplicationHeader,
    /// Body of the PDU: everything after Content-Type.
    Body,
    /// Data of a part.
    Data,
    /// Information element of a user data header (23.040 9.2.3.24).
    Element,
    /// Octets of an envelope that are neither header field nor length: a type, an address, a URI.
    Envelope,
    /// Header field of a WSP PDU around the MMS PDU.
    EnvelopeHeader,
    /// Header field with an assigned number.
    Header,
    /// Count of parts, `HeadersLen` or `DataLen`.
    Length,
    /// Zero octets where a header field should start.
    Padding,
    /// Parameter of a content type or a disposition.
    Parameter,
    /// One entry of a multipart body.
    Part,
    /// Header field of a part.
    PartHeader,
    /// The MMS PDU inside an envelope; its children are its header fields and its body.
    Pdu,
    /// Octets that nothing claims.
    Rest,
    /// Piece of user data that makes sense only together with others.
    Segment,
    /// Header field with a number that is not assigned.
    UnknownHeader,
    /// The WSP PDU inside a short message; its children are its fields.
    Wsp,
}

/// Whether the octets of a field make sense.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// They do.
    Sound,
    /// They do not, from the offset that the hole names.
    Hole(Box<Hole>),
}

impl From<Hole> for State {
    fn from(hole: Hole) -> Self {
        Self::Hole(Box::new(hole))
    }
}

/// Where sense stops, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hole {
    /// Why.
    pub reason: Reason,
    /// What was being read, by its name in the standard.
    pub production: &'static str,
    /// Offset of the octet that cannot be: of a length, when a length promises too much.
    pub offset: usize,
    /// Octets that the length or the production asks for, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<u64>,
    /// Octets that are left for it.
    pub available: usize,
    /// Offset of the enclosing length that ends them, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounded_by: Option<usize>,
    /// Whether the start of the next field is lost with it.
    pub boundary_lost: bool,
}

impl fmt::Display for Hole {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "0x{:04X}: {}: {}", self.offset, self.production, self.reason)?;
        match self.needed {
            Some(needed) => write!(formatter, ", {needed} needed, {} left", self.available)?,
            None if self.reason == Reason::Unterminated => {
                write!(formatter, ", {} left", self.available)?;
            }
            None => {}
        }
        match self.bounded_by {
            Some(offset) => write!(formatter, " inside the length at 0x{offset:04X}"),
            None => Ok(()),
        }
    }
}

/// Why sense stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The value has a form that its field does not have.
    Form,
    /// A length reaches past the end of what holds it.
    Length,
    /// A limit of the dissector was reached; the octets may be sound.
    Limit,
    /// The octet cannot start a header field.
    Start,
    /// The octets end in the middle.
    Truncated,
    /// A `Uintvar` of more than five octets or more than 32 bits.
    Uintvar,
    /// No NUL before the end.
    Unterminated,
    /// An octet that cannot be a `Value-length`.
    ValueLength,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Form => "the octets have another form",
            Self::Length => "the length reaches past the end",
            Self::Limit => "a limit of the dissector is reached",
            Self::Start => "no header field starts with this octet",
            Self::Truncated => "the octets end in the middle",
            Self::Uintvar => "the Uintvar has more than 32 bits",
            Self::Unterminated => "no NUL before the end",
            Self::ValueLength => "the octet is not a Value-length",
        })
    }
}

/// How a text was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Offset of the first octet of the text, behind a quote.
    pub offset: usize,
    /// Octets of the text, without its NUL.
    pub length: usize,
    /// MIB number of the charset that the octets name; none when they name none.
    pub charset: Option<u64>,
    /// Whether the field may name a charset at all (`Encoded-string-value`).
    pub encoded: bool,
    /// Whether every octet is below 0x80.
    pub ascii: bool,
    /// Whether the octets are text of the named charset (us-ascii when none is); true for charsets not known here.
    pub agrees: bool,
}

/// Something odd that can be read all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What.
    pub oddity: Oddity,
    /// Offset of the first octet concerned.
    pub offset: usize,
    /// Octets concerned.
    pub length: usize,
}

/// What can be read and is odd about a field, in the order of the octets; as a rule nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
#[expect(clippy::box_collection, reason = "most fields have none, and fields are moved")]
pub struct Remarks(Option<Box<Vec<Remark>>>);

impl Remarks {
    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether there is one of that kind.
    #[must_use]
    pub fn has(&self, oddity: Oddity) -> bool {
        self.iter().any(|remark| remark.oddity == oddity)
    }

    /// Adds one.
    pub(crate) fn add(&mut self, oddity: Oddity, offset: usize, length: usize) {
        self.0.get_or_insert_default().push(Remark { oddity, offset, length });
    }
}

impl Deref for Remarks {
    type Target = [Remark];

    fn deref(&self) -> &[Remark] {
        self.0.as_deref().map(Vec::as_slice).unwrap_or_default()
    }
}

/// What can be read and is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Oddity {
    /// A Quoted-string that ends with a quotation mark.
    ClosingQuote,
    /// Octets inside the length of a value, behind the value.
    Leftover,
    /// A length or an integer with more octets than it takes.
    Overlong,
    /// A number or an octet without a meaning in the tables.
    Unassigned,
    /// A text inside a counted value that does not end with NUL.
    Unterminated,
}

//! Errors of the decoder: where, in which production, what was needed, and whose fault.

use core::fmt;

use thiserror::Error;

use crate::{Field, MessageType};

/// Octets that cannot be read as a PDU, or that break a clause so that they have no typed form.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("read {production} at octet {offset}: {kind}{}", Room(self))]
#[non_exhaustive]
pub struct DecodeError {
    /// Octets from the start of the input to the one that could not be read.
    pub offset: usize,
    /// What was being read.
    pub production: Production,
    /// Octets that the production needs at `offset`; 0 where room is not the matter.
    pub needed: usize,
    /// Octets that are left at `offset` in the innermost length field's reach.
    pub available: usize,
    /// The length field that bounds what was read, or that promised more than there is; `None` at the top level.
    pub promised_by: Option<LengthField>,
    /// What is wrong.
    pub kind: DecodeErrorKind,
}

impl DecodeError {
    /// Tells whose fault it is.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self.kind {
            DecodeErrorKind::MissingHeader(_)
            | DecodeErrorKind::MisplacedHeader(_)
            | DecodeErrorKind::RepeatedHeader(_)
            | DecodeErrorKind::ForbiddenHeader(_) => Fault::Violation,
            DecodeErrorKind::MessageType(_)
            | DecodeErrorKind::PushType(_)
            | DecodeErrorKind::TooManyHeaders
            | DecodeErrorKind::TooManyParts
            | DecodeErrorKind::TooManyParameters
            | DecodeErrorKind::TooDeep
            | DecodeErrorKind::TooDense => Fault::Unsupported,
            _ => Fault::Malformed,
        }
    }
}

/// A class of errors.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The octets cannot be read.
    Malformed,
    /// The octets can be read and break a clause.
    Violation,
    /// The octets are legal and this crate does not handle them.
    Unsupported,
}

/// A length field of the input.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LengthField {
    /// Octets from the start of the input to the field.
    pub offset: usize,
    /// Which length it is.
    pub production: Production,
    /// Octets that it promises; at least, where it counts entries.
    pub length: usize,
}

/// What is wrong at the offset of a [`DecodeError`].
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The octets run out.
    #[error("octets run out")]
    Truncated,
    /// A text does not end with NUL.
    #[error("text without NUL")]
    MissingNul,
    /// An octet that cannot be here.
    #[error("unexpected octet 0x{0:02X}")]
    UnexpectedOctet(u8),
    /// Octets are left after the value that a length field bounds, or after the last part.
    #[error("octets left over")]
    ExcessOctets,
    /// An integer has no room in its type.
    #[error("integer too large")]
    IntegerTooLarge,
    /// A Uintvar or Long-integer is not in its shortest form.
    #[error("overlong form")]
    Overlong,
    /// A Q-value outside 1 to 1099.
    #[error("not a Q-value")]
    NotAQValue,
    /// A version that is neither a Short-integer nor the text `major[.minor]`.
    #[error("not a version")]
    NotAVersion,
    /// The PDU's table makes a header mandatory that is absent (HDR-3).
    #[error("{0} is missing")]
    MissingHeader(Field),
    /// A header is not where clause 7 puts it (ORD-1 to ORD-3).
    #[error("{0} is out of place")]
    MisplacedHeader(Field),
    /// A header that may appear once appears again (ORD-7).
    #[error("{0} is repeated")]
    RepeatedHeader(Field),
    /// A header that the PDU cannot have (ORD-6).
    #[error("{0} does not belong to this PDU")]
    ForbiddenHeader(Field),
    /// A message type that is unassigned, or that this crate does not decode.
    #[error("message type {0} is not decoded here")]
    MessageType(MessageType),
    /// A WSP PDU type other than Push.
    #[error("WSP PDU type 0x{0:02X} is not Push")]
    PushType(u8),
    /// More header fields than [`HEADERS_MAX`](crate::limit::HEADERS_MAX).
    #[error("too many header fields")]
    TooManyHeaders,
    /// More parts than [`PARTS_MAX`](crate::limit::PARTS_MAX).
    #[error("too many parts")]
    TooManyParts,
    /// More parameters than [`PARAMETERS_MAX`](crate::limit::PARAMETERS_MAX).
    #[error("too many parameters")]
    TooManyParameters,
    /// Multiparts nested deeper than [`NESTING_MAX`](crate::limit::NESTING_MAX).
    #[error("multiparts nested too deep")]
    TooDeep,
    /// So many tiny fields that holding them would pass the heap limits of [`limit`](crate::limit).
    #[error("too many fields for so few octets")]
    TooDense,
}

/// A production of the grammar, named as its standard names it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Production {
    /// Application-header (ENC 7.2).
    ApplicationHeader,
    /// Charset (WSP 8.4.2.8).
    Charset,
    /// Content-type-value (WSP 8.4.2.24).
    ContentType,
    /// Content-location-Del-value (ENC 7.3.10).
    CountedLocation,
    /// The data of a multipart entry (WSP 8.5.3).
    Data,
    /// `DataLen` of a multipart entry (WSP 8.5.2).
    DataLen,
    /// Element-Descriptor-value (ENC 7.3.18).
    ElementDescriptor,
    /// Encoded-string-value (ENC 7.3.19).
    EncodedString,
    /// The number of entries of a multipart body (WSP 8.5.1).
    EntryCount,
    /// A one-octet value of an enumerated header field.
    Enumeration,
    /// Expiry-value, and the values that share its form (ENC 7.3.20).
    Expiry,
    /// The number of a header field (ENC 7.1).
    FieldName,
    /// From-value (ENC 7.3.21).
    From,
    /// A header field's value, skipped by its first octet (WSP 8.4.1.2).
    HeaderValue,
    /// The headers of a multipart entry or of a push (WSP 8.2.4, 8.5.2).
    Headers,
    /// `HeadersLen` of a multipart entry or of a push (WSP 8.2.4, 8.5.2).
    HeadersLen,
    /// Integer-value (WSP 8.4.2.3).
    IntegerValue,
    /// Long-integer (WSP 8.4.2.1).
    LongInteger,
    /// Mbox-totals-value or Mbox-quotas-value (ENC 7.3).
    MailboxTotal,
    /// Message-class-value (ENC 7.3.27).
    MessageClass,
    /// Message-type-value (ENC 7.3.30).
    MessageType,
    /// MM-flags-value (ENC 7.3.32).
    MmFlags,
    /// A multipart body (WSP 8.5).
    Multipart,
    /// Parameter of a content type (WSP 8.4.2.4).
    Parameter,
    /// A whole MMS PDU.
    Pdu,
    /// Previously-sent-by-value or Previously-sent-date-value (ENC 7.3.23, 7.3.24).
    PreviouslySent,
    /// A WSP Push PDU (WSP 8.2.4.1).
    Push,
    /// Q-value (WSP 8.4.2.3).
    QValue,
    /// Quoted-string (WSP 8.4.2.1).
    QuotedString,
    /// Text-string (WSP 8.4.2.1).
    TextString,
    /// Token-text (WSP 8.4.2.1).
    TokenText,
    /// Uintvar-integer (WSP 8.1.2).
    Uintvar,
    /// Value-length (WSP 8.4.2.2).
    ValueLength,
    /// Version-value (WSP 8.4.2.3).
    Version,
}

impl Production {
    /// Returns the name that the standard uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApplicationHeader => "Application-header",
            Self::Charset => "Well-known-charset",
            Self::ContentType => "Content-type-value",
            Self::CountedLocation => "Content-location-Del-value",
            Self::Data => "Data",
            Self::DataLen => "DataLen",
            Self::ElementDescriptor => "Element-Descriptor-value",
            Self::EncodedString => "Encoded-string-value",
            Self::EntryCount => "nEntries",
            Self::Enumeration => "enumerated value",
            Self::Expiry => "Expiry-value",
            Self::FieldName => "Field-name",
            Self::From => "From-value",
            Self::HeaderValue => "header field value",
            Self::Headers => "Headers",
            Self::HeadersLen => "HeadersLen",
            Self::IntegerValue => "Integer-value",
            Self::LongInteger => "Long-integer",
            Self::MailboxTotal => "Mbox-totals-value",
            Self::MessageClass => "Message-class-value",
            Self::MessageType => "Message-type-value",
            Self::MmFlags => "MM-flags-value",
            Self::Multipart => "multipart body",
            Self::Parameter => "Parameter",
            Self::Pdu => "PDU",
            Self::PreviouslySent => "Previously-sent-value",
            Self::Push => "Push PDU",
            Self::QValue => "Q-value",
            Self::QuotedString => "Quoted-string",
            Self::TextString => "Text-string",
            Self::TokenText => "Token-text",
            Self::Uintvar => "Uintvar-integer",
            Self::ValueLength => "Value-length",
            Self::Version => "Version-value",
        }
    }
}

impl fmt::Display for Production {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The part of an error's message that speaks of room.
struct Room<'e>(&'e DecodeError);

impl fmt::Display for Room<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DecodeError { needed, available, promised_by, .. } = self.0;
        if *needed > 0 {
            write!(formatter, ", {needed} octets needed, {available} available")?;
        }
        if let Some(LengthField { offset, production, length }) = promised_by {
            write!(formatter, "; {production} at octet {offset} promises {length}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::*;

    #[test]
    fn the_message_tells_where_what_and_which_length_promised() {
        let error = DecodeError {
            offset: 9,
            production: Production::ContentType,
            needed: 40,
            available: 2,
            promised_by: Some(LengthField {
                offset: 3,
                production: Production::ValueLength,
                length: 40,
            }),
            kind: DecodeErrorKind::Truncated,
        };
        assert_eq!(
            error.to_string(),
            "read Content-type-value at octet 9: octets run out, 40 octets needed, 2 available; \
             Value-length at octet 3 promises 40"
        );
        assert_eq!(error.fault(), Fault::Malformed);
        let roomy = DecodeError { needed: 0, promised_by: None, ..error };
        assert_eq!(roomy.to_string(), "read Content-type-value at octet 9: octets run out");
    }
}

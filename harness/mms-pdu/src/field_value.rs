//! The typed value of any assigned header field (ENC 7.3, 7.4).
//!
//! A PDU's type has members for the fields that its table is about; the others are kept as they are, and
//! [`Header::typed`](crate::Header::typed) reads them.

use crate::check::Rule;
use crate::error::DecodeError;
use crate::field::Field;
use crate::reader::Reader;
use crate::sink::Sink;
use crate::value::Value;
use crate::value_length::LENGTH_QUOTE;
use crate::{
    Address, CancelStatus, ContentClass, ContentType, CountedLocation, ElementDescriptor,
    EncodedString, Expiry, FromValue, IntegerValue, MailboxTotal, MessageClass, MessageType,
    MmFlags, MmState, PreviouslySentBy, PreviouslySentDate, Priority, RawValue, ReadStatus,
    ReplyCharging, ResponseStatus, RetrievalMode, RetrieveStatus, SenderVisibility, Status,
    StoreStatus, TextString, Version, YesNo,
};

macro_rules! field_values {
    ($($(#[$attribute:meta])* $variant:ident($type:ty) $(= $($field:ident)|+)?;)*) => {
        /// A value by its production. Fields that share a production share a variant.
        #[derive(Clone, Debug, Eq, PartialEq)]
        #[non_exhaustive]
        pub enum FieldValue<'a> {
            $($(#[$attribute])* $variant($type),)*
        }

        impl<'a> FieldValue<'a> {
            /// Copies what is borrowed.
            #[must_use]
            pub fn into_owned(self) -> FieldValue<'static> {
                match self {
                    $(Self::$variant(value) => FieldValue::$variant(Value::into_owned(value)),)*
                }
            }

            /// Reads a value of `field`.
            pub(crate) fn read(
                field: Field,
                reader: &mut Reader<'_, 'a>,
            ) -> Result<Self, DecodeError> {
                // Two forms of one field.
                if field == Field::ContentLocation
                    && matches!(reader.peek(), Some(1..=LENGTH_QUOTE))
                {
                    return CountedLocation::read(reader).map(Self::CountedLocation);
                }
                match field {
                    $($($(Field::$field)|+ => {
                        <$type as Value<'a>>::read(reader).map(Self::$variant)
                    })?)*
                    Field::Content | Field::AdditionalHeaders | Field::Unknown(_) => {
                        RawValue::read(reader).map(Self::Raw)
                    }
                }
            }

            pub(crate) fn write(&self, sink: &mut dyn Sink) {
                match self {
                    $(Self::$variant(value) => Value::write(value, sink),)*
                }
            }

            /// What the value breaks by itself.
            pub(crate) fn rule(&self) -> Option<Rule> {
                match self {
                    $(Self::$variant(value) => Value::rule(value),)*
                }
            }
        }
    };
}

field_values! {
    /// A recipient.
    Address(Address<'a>) = Bcc | Cc | To;
    /// A field named as a value: X-Mms-Attributes.
    Attribute(Field) = Attributes;
    /// Cancel-status-value.
    CancelStatus(CancelStatus) = CancelStatus;
    /// Content-class-value.
    ContentClass(ContentClass) = ContentClass;
    /// Content-type-value.
    ContentType(ContentType<'a>) = ContentType;
    /// X-Mms-Content-Location of an answer to a deletion.
    CountedLocation(CountedLocation<'a>);
    /// Element-Descriptor-value.
    ElementDescriptor(ElementDescriptor<'a>) = ElementDescriptor;
    /// Encoded-string-value.
    EncodedString(EncodedString<'a>) = Subject | ResponseText | RetrieveText | StoreStatusText
        | RecommendedRetrievalModeText | StatusText;
    /// Expiry-value, and the values that share its form.
    Expiry(Expiry) = DeliveryTime | Expiry | ReplyChargingDeadline;
    /// From-value.
    From(FromValue<'a>) = From;
    /// Integer-value.
    Integer(IntegerValue) = MessageCount | Start | Limit;
    /// Long-integer: seconds since 1970-01-01 00:00:00 UTC, or octets.
    LongInteger(u64) = Date | MessageSize | ReplyChargingSize;
    /// Mbox-totals-value or Mbox-quotas-value.
    MailboxTotal(MailboxTotal) = MboxTotals | MboxQuotas;
    /// Message-class-value.
    MessageClass(MessageClass<'a>) = MessageClass;
    /// Message-type-value.
    MessageType(MessageType) = MessageType;
    /// MM-flags-value.
    MmFlags(MmFlags<'a>) = MmFlags;
    /// MM-state-value.
    MmState(MmState) = MmState;
    /// Previously-sent-by-value.
    PreviouslySentBy(PreviouslySentBy<'a>) = PreviouslySentBy;
    /// Previously-sent-date-value.
    PreviouslySentDate(PreviouslySentDate) = PreviouslySentDate;
    /// Priority-value.
    Priority(Priority) = Priority;
    /// Read-status-value.
    ReadStatus(ReadStatus) = ReadStatus;
    /// Recommended-retrieval-mode-value.
    RetrievalMode(RetrievalMode) = RecommendedRetrievalMode;
    /// Reply-charging-value.
    ReplyCharging(ReplyCharging) = ReplyCharging;
    /// Response-status-value.
    ResponseStatus(ResponseStatus) = ResponseStatus;
    /// Retrieve-status-value.
    RetrieveStatus(RetrieveStatus) = RetrieveStatus;
    /// Sender-visibility-value.
    SenderVisibility(SenderVisibility) = SenderVisibility;
    /// Status-value.
    Status(Status) = Status;
    /// Store-status-value.
    StoreStatus(StoreStatus) = StoreStatus;
    /// Text-string, and Uri-value, which is one.
    Text(TextString<'a>) = ContentLocation | MessageId | TransactionId | ReplyChargingId | ApplicId
        | ReplyApplicId | AuxApplicInfo | ReplaceId | CancelId;
    /// Version-value.
    Version(Version) = MmsVersion;
    /// Yes or No.
    YesNo(YesNo) = DeliveryReport | ReadReport | ReportAllowed | Store | Stored | Totals | Quotas
        | DistributionIndicator | DrmContent | AdaptationAllowed;
    /// A value of a field that is not assigned, or that is a name in X-Mms-Attributes only, as it is.
    Raw(RawValue<'a>);
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::context::Context;
    use crate::error::DecodeErrorKind;
    use crate::header::Header;
    use crate::sink::collect;
    use crate::tolerance::Tolerances;

    /// Fields with a value of each, in the order of their numbers.
    #[rstest]
    #[case(Field::Bcc, b"1/TYPE=PLMN\0")]
    #[case(Field::Cc, b"a@b.c\0")]
    #[case(Field::ContentLocation, b"http://h/1\0")]
    #[case::counted(Field::ContentLocation, b"\x03\x81u\0")]
    #[case(Field::ContentType, &[0xA3])]
    #[case(Field::Date, &[0x01, 0x05])]
    #[case(Field::DeliveryReport, &[0x80])]
    #[case(Field::DeliveryTime, &[0x02, 0x81, 0x80])]
    #[case(Field::Expiry, &[0x03, 0x80, 0x01, 0x05])]
    #[case(Field::From, &[0x01, 0x81])]
    #[case(Field::MessageClass, &[0x83])]
    #[case(Field::MessageId, b"m1\0")]
    #[case(Field::MessageType, &[0x97])]
    #[case(Field::MmsVersion, &[0x93])]
    #[case(Field::MessageSize, &[0x02, 0x01, 0x00])]
    #[case(Field::Priority, &[0x82])]
    #[case(Field::ReadReport, &[0x81])]
    #[case(Field::ReportAllowed, &[0x80])]
    #[case(Field::ResponseStatus, &[0xEB])]
    #[case(Field::ResponseText, b"no\0")]
    #[case(Field::SenderVisibility, &[0x81])]
    #[case(Field::Status, &[0x87])]
    #[case(Field::Subject, &[0x04, 0xEA, 0x41, 0x42, 0x00])]
    #[case(Field::To, b"1/TYPE=PLMN\0")]
    #[case(Field::TransactionId, b"t1\0")]
    #[case(Field::RetrieveStatus, &[0xE3])]
    #[case(Field::RetrieveText, b"no\0")]
    #[case(Field::ReadStatus, &[0x81])]
    #[case(Field::ReplyCharging, &[0x83])]
    #[case(Field::ReplyChargingDeadline, &[0x02, 0x81, 0x80])]
    #[case(Field::ReplyChargingId, b"r1\0")]
    #[case(Field::ReplyChargingSize, &[0x01, 0x40])]
    #[case(Field::PreviouslySentBy, &[0x03, 0x81, 0x61, 0x00])]
    #[case(Field::PreviouslySentDate, &[0x03, 0x81, 0x01, 0x05])]
    #[case(Field::Store, &[0x80])]
    #[case(Field::MmState, &[0x84])]
    #[case(Field::MmFlags, &[0x03, 0x80, 0x61, 0x00])]
    #[case(Field::StoreStatus, &[0xE4])]
    #[case(Field::StoreStatusText, b"full\0")]
    #[case(Field::Stored, &[0x81])]
    #[case(Field::Attributes, &[0x96])]
    #[case(Field::Totals, &[0x80])]
    #[case(Field::MboxTotals, &[0x02, 0x80, 0x85])]
    #[case(Field::Quotas, &[0x81])]
    #[case(Field::MboxQuotas, &[0x02, 0x81, 0x85])]
    #[case(Field::MessageCount, &[0x85])]
    #[case(Field::Content, &[0x85])]
    #[case(Field::Start, &[0x80])]
    #[case(Field::AdditionalHeaders, b"x\0")]
    #[case(Field::DistributionIndicator, &[0x80])]
    #[case(Field::ElementDescriptor, &[0x04, 0x61, 0x00, 0x82, 0x9D])]
    #[case(Field::Limit, &[0x01, 0x80])]
    #[case(Field::RecommendedRetrievalMode, &[0x80])]
    #[case(Field::RecommendedRetrievalModeText, b"later\0")]
    #[case(Field::StatusText, b"gone\0")]
    #[case(Field::ApplicId, b"a\0")]
    #[case(Field::ReplyApplicId, b"b\0")]
    #[case(Field::AuxApplicInfo, b"c\0")]
    #[case(Field::ContentClass, &[0x87])]
    #[case(Field::DrmContent, &[0x81])]
    #[case(Field::AdaptationAllowed, &[0x80])]
    #[case(Field::ReplaceId, b"d\0")]
    #[case(Field::CancelId, b"e\0")]
    #[case(Field::CancelStatus, &[0x81])]
    #[case(Field::Unknown(0x7F), &[0x02, 0x41, 0x42])]
    fn every_field_has_a_typed_value(#[case] field: Field, #[case] octets: &[u8]) {
        let context = Context::new(octets.len(), Tolerances::NONE);
        let mut reader = Reader::new(octets, &context);
        let value = FieldValue::read(field, &mut reader).unwrap();
        assert!(reader.is_empty());
        assert_eq!(collect(|sink| value.write(sink)), octets);
        assert_eq!(value.rule(), None);
        assert_eq!(value.clone().into_owned(), value);
        let header = Header::from_value(field, &value).unwrap();
        assert_eq!(header.typed(), Some(Ok(value)));
    }

    #[rstest]
    #[case::enumeration(Field::ContentClass, &[0x01, 0x80], DecodeErrorKind::UnexpectedOctet(1))]
    #[case::integer(Field::Limit, b"5\0", DecodeErrorKind::UnexpectedOctet(0x35))]
    #[case::long_integer(Field::MessageSize, &[0x85], DecodeErrorKind::UnexpectedOctet(0x85))]
    #[case::text(Field::ApplicId, &[0x02, 0x41, 0x00], DecodeErrorKind::UnexpectedOctet(2))]
    #[case::expiry(Field::ReplyChargingDeadline, &[0x03, 0x81, 0x80, 0x80], DecodeErrorKind::ExcessOctets)]
    #[case::short_text(Field::ApplicId, &[0x85], DecodeErrorKind::MissingNul)]
    fn a_kept_value_of_another_form_is_an_error(
        #[case] field: Field,
        #[case] octets: &[u8],
        #[case] kind: DecodeErrorKind,
    ) {
        let value = RawValue::new(octets).unwrap();
        let header = Header { name: crate::HeaderName::Assigned(field.number()), value };
        assert_eq!(header.typed().unwrap().map_err(|error| error.kind), Err(kind));
    }

    #[test]
    fn a_value_fits_its_field_only() {
        let value = FieldValue::ContentClass(ContentClass::Text);
        assert!(Header::from_value(Field::ContentClass, &value).is_some());
        assert_eq!(Header::from_value(Field::ApplicId, &value), None);
        assert_eq!(Header::from_value(Field::Priority, &value), None);
    }
}

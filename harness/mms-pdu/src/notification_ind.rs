//! M-Notification.ind (ENC 6): a message waits at the MMSC.

use alloc::vec::Vec;

use crate::error::DecodeError;
use crate::field::Field;
use crate::header::{Fields, Header};
use crate::long_integer;
use crate::message_type::MessageType;
use crate::pdu::{pdu, write_field, write_octet, write_start};
use crate::sink::Sink;
use crate::{EncodedString, Expiry, FromValue, MessageClass, Priority, TextString, Version, YesNo};

/// M-Notification.ind.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotificationInd<'a> {
    /// X-Mms-Transaction-ID.
    pub transaction_id: TextString<'a>,
    /// X-Mms-MMS-Version.
    pub version: Version,
    /// From; absent when the sender hides.
    pub from: Option<FromValue<'a>>,
    /// Subject.
    pub subject: Option<EncodedString<'a>>,
    /// X-Mms-Delivery-Report.
    pub delivery_report: Option<YesNo>,
    /// X-Mms-Message-Class.
    pub message_class: MessageClass<'a>,
    /// X-Mms-Priority, since 1.3.
    pub priority: Option<Priority>,
    /// X-Mms-Message-Size, octets; need not be those of the M-Retrieve.conf.
    pub message_size: u64,
    /// X-Mms-Expiry; relative.
    pub expiry: Expiry,
    /// X-Mms-Content-Location: where the message can be fetched.
    pub content_location: TextString<'a>,
    /// Header fields without a type here.
    pub other: Vec<Header<'a>>,
}

impl<'a> NotificationInd<'a> {
    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> NotificationInd<'static> {
        NotificationInd {
            transaction_id: self.transaction_id.into_owned(),
            version: self.version,
            from: self.from.map(FromValue::into_owned),
            subject: self.subject.map(EncodedString::into_owned),
            delivery_report: self.delivery_report,
            message_class: self.message_class.into_owned(),
            priority: self.priority,
            message_size: self.message_size,
            expiry: self.expiry,
            content_location: self.content_location.into_owned(),
            other: self.other.into_iter().map(Header::into_owned).collect(),
        }
    }

    pub(crate) fn read(mut fields: Fields<'_, 'a>) -> Result<Self, DecodeError> {
        let mut found = Found::default();
        while let Some(field) = fields.next()? {
            found.read(field, &mut fields)?;
        }
        Ok(Self {
            transaction_id: fields.mandatory(found.transaction_id, Field::TransactionId)?,
            version: fields.mandatory(found.version, Field::MmsVersion)?,
            from: found.from,
            subject: found.subject,
            delivery_report: found.delivery_report,
            message_class: fields.mandatory(found.message_class, Field::MessageClass)?,
            priority: found.priority,
            message_size: fields.mandatory(found.message_size, Field::MessageSize)?,
            expiry: fields.mandatory(found.expiry, Field::Expiry)?,
            content_location: fields.mandatory(found.content_location, Field::ContentLocation)?,
            other: fields.into_other(),
        })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        write_start(sink, MessageType::NotificationInd, Some(&self.transaction_id), self.version);
        write_field(sink, Field::From, self.from.as_ref(), |sink, from| from.write(sink));
        write_field(sink, Field::Subject, self.subject.as_ref(), |sink, text| text.write(sink));
        write_octet(sink, Field::DeliveryReport, self.delivery_report.map(YesNo::octet));
        write_field(sink, Field::MessageClass, Some(&self.message_class), |sink, class| {
            class.write(sink);
        });
        write_octet(sink, Field::Priority, self.priority.map(Priority::octet));
        write_field(sink, Field::MessageSize, Some(self.message_size), long_integer::write);
        write_field(sink, Field::Expiry, Some(self.expiry), |sink, expiry| expiry.write(sink));
        write_field(sink, Field::ContentLocation, Some(&self.content_location), |sink, uri| {
            uri.write(sink);
        });
        self.other.iter().for_each(|header| header.write(sink));
    }
}

pdu!(NotificationInd);

/// The header fields found so far.
#[derive(Default)]
struct Found<'a> {
    transaction_id: Option<TextString<'a>>,
    version: Option<Version>,
    from: Option<FromValue<'a>>,
    subject: Option<EncodedString<'a>>,
    delivery_report: Option<YesNo>,
    message_class: Option<MessageClass<'a>>,
    priority: Option<Priority>,
    message_size: Option<u64>,
    expiry: Option<Expiry>,
    content_location: Option<TextString<'a>>,
}

impl<'a> Found<'a> {
    fn read(&mut self, field: Field, fields: &mut Fields<'_, 'a>) -> Result<(), DecodeError> {
        let value = fields.value();
        match field {
            Field::TransactionId if self.transaction_id.is_none() => {
                self.transaction_id = Some(TextString::read(value)?);
            }
            Field::MmsVersion if self.version.is_none() => {
                self.version = Some(Version::read(value)?);
            }
            Field::From if self.from.is_none() => self.from = Some(FromValue::read(value)?),
            Field::Subject if self.subject.is_none() => {
                self.subject = Some(EncodedString::read(value)?);
            }
            Field::DeliveryReport if self.delivery_report.is_none() => {
                self.delivery_report = Some(YesNo::read(value)?);
            }
            Field::MessageClass if self.message_class.is_none() => {
                self.message_class = Some(MessageClass::read(value)?);
            }
            Field::Priority if self.priority.is_none() => {
                self.priority = Some(Priority::read(value)?);
            }
            Field::MessageSize if self.message_size.is_none() => {
                self.message_size = Some(long_integer::read(value)?);
            }
            Field::Expiry if self.expiry.is_none() => self.expiry = Some(Expiry::read(value)?),
            Field::ContentLocation if self.content_location.is_none() => {
                self.content_location = Some(TextString::read(value)?);
            }
            other => fields.keep(other)?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::error::DecodeErrorKind;
    use crate::{Address, Pdu};

    /// One header field a row.
    const ROWS: [&[u8]; 8] = [
        &[0x8C, 0x82],                               // M-Notification.ind
        &[0x98, 0x74, 0x31, 0x00],                   // transaction id "t1"
        &[0x8D, 0x90],                               // version 1.0
        b"\x89\x0D\x801/TYPE=PLMN\0",                // From
        &[0x8A, 0x80],                               // personal
        &[0x8E, 0x02, 0x34, 0x1A],                   // 13,338 octets
        &[0x88, 0x05, 0x81, 0x03, 0x03, 0xF4, 0x80], // three days from now
        b"\x83http://h/1\0",                         // where
    ];

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let octets = ROWS.concat();
        let text = |text| TextString::new(text).unwrap();
        let pdu = NotificationInd {
            transaction_id: text("t1"),
            version: Version::V1_0,
            from: Some(FromValue::Address(Address::from_dialled("1").unwrap())),
            subject: None,
            delivery_report: None,
            message_class: MessageClass::Personal,
            priority: None,
            message_size: 13_338,
            expiry: Expiry::Relative(259_200),
            content_location: text("http://h/1"),
            other: Vec::new(),
        };
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(Pdu::NotificationInd(pdu)));
    }

    #[rstest]
    #[case(1, Field::TransactionId)]
    #[case(2, Field::MmsVersion)]
    #[case(4, Field::MessageClass)]
    #[case(5, Field::MessageSize)]
    #[case(6, Field::Expiry)]
    #[case(7, Field::ContentLocation)]
    fn every_mandatory_header_is_missed(#[case] row: usize, #[case] field: Field) {
        let rows = ROWS.iter().enumerate().filter(|(index, _)| *index != row);
        let octets: Vec<u8> = rows.flat_map(|(_, row)| row.to_vec()).collect();
        let error = Pdu::decode(&octets).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(field));
        assert_eq!(error.offset, octets.len());
    }
}

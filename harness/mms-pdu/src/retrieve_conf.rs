//! M-Retrieve.conf (ENC 6): a message as the MMSC delivers it, or the reason why it does not.

use alloc::vec::Vec;

use crate::error::DecodeError;
use crate::field::Field;
use crate::header::{Fields, Header};
use crate::long_integer;
use crate::message_type::MessageType;
use crate::pdu::{pdu, write_field, write_octet, write_start};
use crate::sink::Sink;
use crate::{
    Address, Body, ContentType, EncodedString, FromValue, Leaf, MessageClass, Priority,
    RetrieveStatus, TextString, Version, YesNo,
};

/// M-Retrieve.conf.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RetrieveConf<'a> {
    /// X-Mms-Transaction-ID; there when the MMSC wants an M-Acknowledge.ind.
    pub transaction_id: Option<TextString<'a>>,
    /// X-Mms-MMS-Version.
    pub version: Version,
    /// Message-ID; there when the message itself is inside.
    pub message_id: Option<TextString<'a>>,
    /// Date, seconds since 1970-01-01 00:00:00 UTC.
    pub date: u64,
    /// From; absent when the sender hides.
    pub from: Option<FromValue<'a>>,
    /// To, one for each header field.
    pub to: Vec<Address<'a>>,
    /// Cc.
    pub cc: Vec<Address<'a>>,
    /// Subject.
    pub subject: Option<EncodedString<'a>>,
    /// X-Mms-Message-Class; absent means personal.
    pub message_class: Option<MessageClass<'a>>,
    /// X-Mms-Priority; absent means normal.
    pub priority: Option<Priority>,
    /// X-Mms-Delivery-Report; absent means no.
    pub delivery_report: Option<YesNo>,
    /// X-Mms-Read-Report; absent means no.
    pub read_report: Option<YesNo>,
    /// X-Mms-Retrieve-Status; absent means ok.
    pub retrieve_status: Option<RetrieveStatus>,
    /// X-Mms-Retrieve-Text.
    pub retrieve_text: Option<EncodedString<'a>>,
    /// Header fields without a type here.
    pub other: Vec<Header<'a>>,
    /// Content-Type.
    pub content_type: ContentType<'a>,
    /// The body; a multipart exactly when `content_type` is one.
    pub body: Body<'a>,
}

impl<'a> RetrieveConf<'a> {
    /// Lists the media of the message.
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        self.body.leaves(&self.content_type)
    }

    /// Copies what is borrowed, the media included.
    #[must_use]
    pub fn into_owned(self) -> RetrieveConf<'static> {
        RetrieveConf {
            transaction_id: self.transaction_id.map(TextString::into_owned),
            version: self.version,
            message_id: self.message_id.map(TextString::into_owned),
            date: self.date,
            from: self.from.map(FromValue::into_owned),
            to: self.to.into_iter().map(Address::into_owned).collect(),
            cc: self.cc.into_iter().map(Address::into_owned).collect(),
            subject: self.subject.map(EncodedString::into_owned),
            message_class: self.message_class.map(MessageClass::into_owned),
            priority: self.priority,
            delivery_report: self.delivery_report,
            read_report: self.read_report,
            retrieve_status: self.retrieve_status,
            retrieve_text: self.retrieve_text.map(EncodedString::into_owned),
            other: self.other.into_iter().map(Header::into_owned).collect(),
            content_type: self.content_type.into_owned(),
            body: self.body.into_owned(),
        }
    }

    pub(crate) fn read(mut fields: Fields<'_, 'a>) -> Result<Self, DecodeError> {
        let mut found = Found::default();
        while let Some(field) = fields.next()? {
            if field == Field::ContentType {
                let content_type = ContentType::read(fields.value())?;
                let body = Body::read(*fields.value(), &content_type, 0)?;
                return found.finish(fields, content_type, body);
            }
            found.read(field, &mut fields)?;
        }
        Err(found.without_body(&fields))
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        let transaction_id = self.transaction_id.as_ref();
        write_start(sink, MessageType::RetrieveConf, transaction_id, self.version);
        write_field(sink, Field::MessageId, self.message_id.as_ref(), |sink, id| id.write(sink));
        write_field(sink, Field::Date, Some(self.date), long_integer::write);
        write_field(sink, Field::From, self.from.as_ref(), |sink, from| from.write(sink));
        for (field, list) in [(Field::To, &self.to), (Field::Cc, &self.cc)] {
            for address in list {
                write_field(sink, field, Some(address), |sink, address| address.write(sink));
            }
        }
        write_field(sink, Field::Subject, self.subject.as_ref(), |sink, text| text.write(sink));
        write_field(sink, Field::MessageClass, self.message_class.as_ref(), |sink, class| {
            class.write(sink);
        });
        write_octet(sink, Field::Priority, self.priority.map(Priority::octet));
        write_octet(sink, Field::DeliveryReport, self.delivery_report.map(YesNo::octet));
        write_octet(sink, Field::ReadReport, self.read_report.map(YesNo::octet));
        let status = self.retrieve_status.map(RetrieveStatus::octet);
        write_octet(sink, Field::RetrieveStatus, status);
        write_field(sink, Field::RetrieveText, self.retrieve_text.as_ref(), |sink, text| {
            text.write(sink);
        });
        self.other.iter().for_each(|header| header.write(sink));
        sink.put(&[Field::ContentType.octet()]);
        self.content_type.write(sink);
        self.body.write(sink);
    }
}

pdu!(RetrieveConf);

/// The header fields found so far.
#[derive(Default)]
struct Found<'a> {
    transaction_id: Option<TextString<'a>>,
    version: Option<Version>,
    message_id: Option<TextString<'a>>,
    date: Option<u64>,
    from: Option<FromValue<'a>>,
    to: Vec<Address<'a>>,
    cc: Vec<Address<'a>>,
    subject: Option<EncodedString<'a>>,
    message_class: Option<MessageClass<'a>>,
    priority: Option<Priority>,
    delivery_report: Option<YesNo>,
    read_report: Option<YesNo>,
    retrieve_status: Option<RetrieveStatus>,
    retrieve_text: Option<EncodedString<'a>>,
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
            Field::MessageId if self.message_id.is_none() => {
                self.message_id = Some(TextString::read(value)?);
            }
            Field::Date if self.date.is_none() => self.date = Some(long_integer::read(value)?),
            Field::From if self.from.is_none() => self.from = Some(FromValue::read(value)?),
            Field::To | Field::Cc => {
                let address = Address::read(value)?;
                let list = if field == Field::To { &mut self.to } else { &mut self.cc };
                fields.push(list, address)?;
            }
            Field::Subject if self.subject.is_none() => {
                self.subject = Some(EncodedString::read(value)?);
            }
            Field::MessageClass if self.message_class.is_none() => {
                self.message_class = Some(MessageClass::read(value)?);
            }
            Field::Priority if self.priority.is_none() => {
                self.priority = Some(Priority::read(value)?);
            }
            Field::DeliveryReport if self.delivery_report.is_none() => {
                self.delivery_report = Some(YesNo::read(value)?);
            }
            Field::ReadReport if self.read_report.is_none() => {
                self.read_report = Some(YesNo::read(value)?);
            }
            Field::RetrieveStatus if self.retrieve_status.is_none() => {
                self.retrieve_status = Some(RetrieveStatus::read(value)?);
            }
            Field::RetrieveText if self.retrieve_text.is_none() => {
                self.retrieve_text = Some(EncodedString::read(value)?);
            }
            other => fields.keep(other)?,
        }
        Ok(())
    }

    fn finish(
        self,
        fields: Fields<'_, 'a>,
        content_type: ContentType<'a>,
        body: Body<'a>,
    ) -> Result<RetrieveConf<'a>, DecodeError> {
        Ok(RetrieveConf {
            transaction_id: self.transaction_id,
            version: fields.mandatory(self.version, Field::MmsVersion)?,
            message_id: self.message_id,
            date: fields.mandatory(self.date, Field::Date)?,
            from: self.from,
            to: self.to,
            cc: self.cc,
            subject: self.subject,
            message_class: self.message_class,
            priority: self.priority,
            delivery_report: self.delivery_report,
            read_report: self.read_report,
            retrieve_status: self.retrieve_status,
            retrieve_text: self.retrieve_text,
            other: fields.into_other(),
            content_type,
            body,
        })
    }

    /// The first mandatory field that is missing from a PDU that ends without Content-Type.
    fn without_body(&self, fields: &Fields<'_, 'a>) -> DecodeError {
        let present =
            [(self.version.is_some(), Field::MmsVersion), (self.date.is_some(), Field::Date)];
        let missing = present.iter().find(|(present, _)| !present);
        fields.missing(missing.map_or(Field::ContentType, |(_, field)| *field))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::error::DecodeErrorKind;
    use crate::{MediaType, Pdu};

    /// One header field a row; the body is last.
    const ROWS: [&[u8]; 9] = [
        &[0x8C, 0x84],                         // M-Retrieve.conf
        &[0x8D, 0x93],                         // version 1.3
        b"\x8Bm1\0",                           // Message-ID
        &[0x85, 0x04, 0x4D, 0xE4, 0xA9, 0xF6], // Date
        b"\x971/TYPE=PLMN\0",                  // To
        &[0x99, 0xE2],                         // the message is not found
        b"\x9Agone\0",                         // Retrieve-Text
        &[0x84, 0x83],                         // text/plain, as old clients need it
        b"gone",
    ];

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let octets = ROWS.concat();
        let Pdu::RetrieveConf(pdu) = Pdu::decode(&octets).unwrap() else { panic!("type") };
        assert_eq!(pdu.retrieve_status, Some(RetrieveStatus::ErrorPermanentMessageNotFound));
        assert_eq!(pdu.retrieve_text.as_ref().unwrap().text(), "gone");
        assert_eq!((pdu.date, pdu.version), (0x4DE4_A9F6, Version::V1_3));
        assert_eq!(pdu.content_type.media_type, MediaType::TEXT_PLAIN);
        assert_eq!(pdu.leaves()[0].data, b"gone");
        assert_eq!(pdu.encode(), octets);
        assert_eq!(pdu.clone().into_owned(), pdu);
    }

    #[rstest]
    #[case(&[1], Field::MmsVersion)]
    #[case(&[3], Field::Date)]
    #[case(&[7, 8], Field::ContentType)]
    fn every_mandatory_header_is_missed(#[case] without: &[usize], #[case] field: Field) {
        let rows = ROWS.iter().enumerate().filter(|(index, _)| !without.contains(index));
        let octets: Vec<u8> = rows.flat_map(|(_, row)| row.to_vec()).collect();
        let error = Pdu::decode(&octets).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(field));
    }

    #[test]
    fn bcc_is_kept_and_has_no_type() {
        let mut rows = ROWS.to_vec();
        rows.insert(5, b"\x812/TYPE=PLMN\0");
        let octets = rows.concat();
        let Pdu::RetrieveConf(pdu) = Pdu::decode(&octets).unwrap() else { panic!("type") };
        assert_eq!(pdu.other[0].field(), Some(Field::Bcc));
    }
}

//! M-Send.req (ENC 6): a client sends a message.

use alloc::vec::Vec;

use crate::error::DecodeError;
use crate::field::Field;
use crate::header::{Fields, Header};
use crate::long_integer;
use crate::message_type::MessageType;
use crate::pdu::{pdu, write_field, write_octet, write_start};
use crate::sink::Sink;
use crate::{
    Address, Body, ContentType, EncodedString, Expiry, FromValue, Leaf, MessageClass, Priority,
    SenderVisibility, TextString, Version, YesNo,
};

/// M-Send.req.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SendReq<'a> {
    /// X-Mms-Transaction-ID.
    pub transaction_id: TextString<'a>,
    /// X-Mms-MMS-Version.
    pub version: Version,
    /// Date, seconds since 1970-01-01 00:00:00 UTC; the MMSC sets it when it is absent.
    pub date: Option<u64>,
    /// From.
    pub from: FromValue<'a>,
    /// To, one for each header field.
    pub to: Vec<Address<'a>>,
    /// Cc.
    pub cc: Vec<Address<'a>>,
    /// Bcc.
    pub bcc: Vec<Address<'a>>,
    /// Subject.
    pub subject: Option<EncodedString<'a>>,
    /// X-Mms-Message-Class; absent means personal.
    pub message_class: Option<MessageClass<'a>>,
    /// X-Mms-Expiry; absent means as long as the MMSC keeps messages.
    pub expiry: Option<Expiry>,
    /// X-Mms-Delivery-Time; absent means at once.
    pub delivery_time: Option<Expiry>,
    /// X-Mms-Priority; absent means normal.
    pub priority: Option<Priority>,
    /// X-Mms-Sender-Visibility; absent means shown.
    pub sender_visibility: Option<SenderVisibility>,
    /// X-Mms-Delivery-Report; absent means no.
    pub delivery_report: Option<YesNo>,
    /// X-Mms-Read-Report; absent means no.
    pub read_report: Option<YesNo>,
    /// Header fields without a type here.
    pub other: Vec<Header<'a>>,
    /// Content-Type.
    pub content_type: ContentType<'a>,
    /// The body; a multipart exactly when `content_type` is one.
    pub body: Body<'a>,
}

impl<'a> SendReq<'a> {
    /// Makes the PDU with its mandatory fields: insert-address, no recipients yet.
    #[must_use]
    pub const fn new(
        transaction_id: TextString<'a>,
        version: Version,
        content_type: ContentType<'a>,
        body: Body<'a>,
    ) -> Self {
        Self {
            transaction_id,
            version,
            date: None,
            from: FromValue::InsertAddress,
            to: Vec::new(),
            cc: Vec::new(),
            bcc: Vec::new(),
            subject: None,
            message_class: None,
            expiry: None,
            delivery_time: None,
            priority: None,
            sender_visibility: None,
            delivery_report: None,
            read_report: None,
            other: Vec::new(),
            content_type,
            body,
        }
    }

    /// Lists the media of the message.
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        self.body.leaves(&self.content_type)
    }

    /// Copies what is borrowed, the media included.
    #[must_use]
    pub fn into_owned(self) -> SendReq<'static> {
        let owned =
            |list: Vec<Address<'_>>| list.into_iter().map(Address::into_owned).collect::<Vec<_>>();
        SendReq {
            transaction_id: self.transaction_id.into_owned(),
            version: self.version,
            date: self.date,
            from: self.from.into_owned(),
            to: owned(self.to),
            cc: owned(self.cc),
            bcc: owned(self.bcc),
            subject: self.subject.map(EncodedString::into_owned),
            message_class: self.message_class.map(MessageClass::into_owned),
            expiry: self.expiry,
            delivery_time: self.delivery_time,
            priority: self.priority,
            sender_visibility: self.sender_visibility,
            delivery_report: self.delivery_report,
            read_report: self.read_report,
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
        write_start(sink, MessageType::SendReq, Some(&self.transaction_id), self.version);
        write_field(sink, Field::Date, self.date, long_integer::write);
        write_field(sink, Field::From, Some(&self.from), |sink, from| from.write(sink));
        for (field, list) in [(Field::To, &self.to), (Field::Cc, &self.cc), (Field::Bcc, &self.bcc)]
        {
            for address in list {
                write_field(sink, field, Some(address), |sink, address| address.write(sink));
            }
        }
        write_field(sink, Field::Subject, self.subject.as_ref(), |sink, text| text.write(sink));
        write_field(sink, Field::MessageClass, self.message_class.as_ref(), |sink, class| {
            class.write(sink);
        });
        write_field(sink, Field::Expiry, self.expiry, |sink, expiry| expiry.write(sink));
        write_field(sink, Field::DeliveryTime, self.delivery_time, |sink, time| time.write(sink));
        write_octet(sink, Field::Priority, self.priority.map(Priority::octet));
        let visibility = self.sender_visibility.map(SenderVisibility::octet);
        write_octet(sink, Field::SenderVisibility, visibility);
        write_octet(sink, Field::DeliveryReport, self.delivery_report.map(YesNo::octet));
        write_octet(sink, Field::ReadReport, self.read_report.map(YesNo::octet));
        self.other.iter().for_each(|header| header.write(sink));
        sink.put(&[Field::ContentType.octet()]);
        self.content_type.write(sink);
        self.body.write(sink);
    }
}

pdu!(SendReq);

/// The header fields found so far.
#[derive(Default)]
struct Found<'a> {
    transaction_id: Option<TextString<'a>>,
    version: Option<Version>,
    date: Option<u64>,
    from: Option<FromValue<'a>>,
    to: Vec<Address<'a>>,
    cc: Vec<Address<'a>>,
    bcc: Vec<Address<'a>>,
    subject: Option<EncodedString<'a>>,
    message_class: Option<MessageClass<'a>>,
    expiry: Option<Expiry>,
    delivery_time: Option<Expiry>,
    priority: Option<Priority>,
    sender_visibility: Option<SenderVisibility>,
    delivery_report: Option<YesNo>,
    read_report: Option<YesNo>,
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
            Field::Date if self.date.is_none() => self.date = Some(long_integer::read(value)?),
            Field::From if self.from.is_none() => self.from = Some(FromValue::read(value)?),
            Field::To | Field::Cc | Field::Bcc => {
                let address = Address::read(value)?;
                let list = match field {
                    Field::To => &mut self.to,
                    Field::Cc => &mut self.cc,
                    _ => &mut self.bcc,
                };
                fields.push(list, address)?;
            }
            Field::Subject if self.subject.is_none() => {
                self.subject = Some(EncodedString::read(value)?);
            }
            Field::MessageClass if self.message_class.is_none() => {
                self.message_class = Some(MessageClass::read(value)?);
            }
            Field::Expiry if self.expiry.is_none() => self.expiry = Some(Expiry::read(value)?),
            Field::DeliveryTime if self.delivery_time.is_none() => {
                self.delivery_time = Some(Expiry::read(value)?);
            }
            Field::Priority if self.priority.is_none() => {
                self.priority = Some(Priority::read(value)?);
            }
            Field::SenderVisibility if self.sender_visibility.is_none() => {
                self.sender_visibility = Some(SenderVisibility::read(value)?);
            }
            Field::DeliveryReport if self.delivery_report.is_none() => {
                self.delivery_report = Some(YesNo::read(value)?);
            }
            Field::ReadReport if self.read_report.is_none() => {
                self.read_report = Some(YesNo::read(value)?);
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
    ) -> Result<SendReq<'a>, DecodeError> {
        Ok(SendReq {
            transaction_id: fields.mandatory(self.transaction_id, Field::TransactionId)?,
            version: fields.mandatory(self.version, Field::MmsVersion)?,
            date: self.date,
            from: fields.mandatory(self.from, Field::From)?,
            to: self.to,
            cc: self.cc,
            bcc: self.bcc,
            subject: self.subject,
            message_class: self.message_class,
            expiry: self.expiry,
            delivery_time: self.delivery_time,
            priority: self.priority,
            sender_visibility: self.sender_visibility,
            delivery_report: self.delivery_report,
            read_report: self.read_report,
            other: fields.into_other(),
            content_type,
            body,
        })
    }

    /// The first mandatory field that is missing from a PDU that ends without Content-Type.
    fn without_body(&self, fields: &Fields<'_, 'a>) -> DecodeError {
        let present = [
            (self.transaction_id.is_some(), Field::TransactionId),
            (self.version.is_some(), Field::MmsVersion),
            (self.from.is_some(), Field::From),
        ];
        let missing = present.iter().find(|(present, _)| !present);
        fields.missing(missing.map_or(Field::ContentType, |(_, field)| *field))
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use rstest::rstest;

    use super::*;
    use crate::error::DecodeErrorKind;
    use crate::{Charset, MediaType, Part, Pdu};

    /// One header field a row; the body is last.
    const ROWS: [&[u8]; 17] = [
        &[0x8C, 0x80],                                 // M-Send.req
        &[0x98, 0x74, 0x31, 0x00],                     // transaction id "t1"
        &[0x8D, 0x90],                                 // version 1.0
        &[0x85, 0x04, 0x49, 0xBF, 0x68, 0x89],         // date
        &[0x89, 0x01, 0x81],                           // From: insert-address
        b"\x9713918181818/TYPE=PLMN\0",                // To
        b"\x97T1@TEST.COM\0",                          // To
        b"\x8215013231222/TYPE=PLMN\0",                // Cc
        b"\x96Test title\0",                           // Subject
        &[0x8A, 0x80],                                 // personal
        &[0x88, 0x04, 0x81, 0x02, 0x0E, 0x10],         // Expiry: one hour
        &[0x8F, 0x82],                                 // priority high
        &[0x94, 0x80],                                 // sender hidden
        &[0x86, 0x80],                                 // delivery report
        &[0x90, 0x81],                                 // no read report
        &[0x84, 0xA3],                                 // multipart.mixed
        b"\x01\x0C\x02\x03\x83\x81\x83\x8Et1.txt\0hi", // one entry: 12 and 2 octets, text/plain, Content-Location
    ];

    fn message() -> SendReq<'static> {
        let text = |text| TextString::new(text).unwrap();
        let part = Part::new(ContentType::text_plain(Charset::US_ASCII), &b"hi"[..])
            .with_content_location(text("t1.txt"));
        let body = Body::Multipart(vec![part]);
        SendReq {
            date: Some(0x49BF_6889),
            to: ["13918181818", "T1@TEST.COM"]
                .map(|dialled| Address::from_dialled(dialled).unwrap())
                .to_vec(),
            cc: vec![Address::from_dialled("15013231222").unwrap()],
            subject: Some(EncodedString::from_text("Test title")),
            message_class: Some(MessageClass::Personal),
            expiry: Some(Expiry::Relative(3_600)),
            priority: Some(Priority::High),
            sender_visibility: Some(SenderVisibility::Hide),
            delivery_report: Some(YesNo::Yes),
            read_report: Some(YesNo::No),
            ..SendReq::new(text("t1"), Version::V1_0, ContentType::multipart_mixed(), body)
        }
    }

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let octets = ROWS.concat();
        assert_eq!(message().encode(), octets);
        assert_eq!(message().encoded_len(), octets.len());
        assert_eq!(Pdu::decode(&octets), Ok(message().into()));
        assert_eq!(Pdu::decode(&octets).unwrap().into_owned(), message().into());
    }

    #[rstest]
    #[case(&[1], Field::TransactionId)]
    #[case(&[2], Field::MmsVersion)]
    #[case(&[4], Field::From)]
    #[case(&[15, 16], Field::ContentType)]
    #[case(&[4, 15, 16], Field::From)]
    fn every_mandatory_header_is_missed(#[case] without: &[usize], #[case] field: Field) {
        let rows = ROWS.iter().enumerate().filter(|(index, _)| !without.contains(index));
        let octets: Vec<u8> = rows.flat_map(|(_, row)| row.to_vec()).collect();
        let error = Pdu::decode(&octets).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(field));
    }

    #[test]
    fn a_body_that_is_no_multipart_is_one_leaf() {
        let mut message = message();
        message.content_type = ContentType::new(MediaType::TEXT_PLAIN);
        message.body = Body::Data(b"hi".into());
        let octets = message.encode();
        let Pdu::SendReq(again) = Pdu::decode(&octets).unwrap() else { panic!("type") };
        assert_eq!(again.leaves()[0].data, b"hi");
        assert_eq!(again, message);
    }
}

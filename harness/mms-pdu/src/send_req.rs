//! M-Send.req (ENC 6): a client sends a message.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{
    Address, Body, ContentType, EncodedString, Expiry, FromValue, MessageClass, Priority,
    SenderVisibility, TextString, Version, YesNo,
};

pdu! {
    /// M-Send.req.
    SendReq {
        /// X-Mms-Transaction-ID.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// Date, seconds since 1970-01-01 00:00:00 UTC; the MMSC sets it when it is absent.
        Date => date: Option<u64>,
        /// From.
        From => from: FromValue<'a>,
        /// To, one for each header field.
        To => to: Vec<Address<'a>>,
        /// Cc.
        Cc => cc: Vec<Address<'a>>,
        /// Bcc.
        Bcc => bcc: Vec<Address<'a>>,
        /// Subject.
        Subject => subject: Option<EncodedString<'a>>,
        /// X-Mms-Message-Class; absent means personal.
        MessageClass => message_class: Option<MessageClass<'a>>,
        /// X-Mms-Expiry; absent means as long as the MMSC keeps messages.
        Expiry => expiry: Option<Expiry>,
        /// X-Mms-Delivery-Time; absent means at once.
        DeliveryTime => delivery_time: Option<Expiry>,
        /// X-Mms-Priority; absent means normal.
        Priority => priority: Option<Priority>,
        /// X-Mms-Sender-Visibility; absent means shown.
        SenderVisibility => sender_visibility: Option<SenderVisibility>,
        /// X-Mms-Delivery-Report; absent means no.
        DeliveryReport => delivery_report: Option<YesNo>,
        /// X-Mms-Read-Report; absent means no.
        ReadReport => read_report: Option<YesNo>,
    }
    content_type, body
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
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use rstest::rstest;

    use super::*;
    use crate::error::DecodeErrorKind;
    use crate::field::Field;
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

//! M-Notification.ind (ENC 6): a message waits at the MMSC.

use crate::pdu_type::pdu;
use crate::{EncodedString, Expiry, FromValue, MessageClass, Priority, TextString, Version, YesNo};

pdu! {
    /// M-Notification.ind.
    NotificationInd {
        /// X-Mms-Transaction-ID.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// From; absent when the sender hides.
        From => from: Option<FromValue<'a>>,
        /// Subject.
        Subject => subject: Option<EncodedString<'a>>,
        /// X-Mms-Delivery-Report.
        DeliveryReport => delivery_report: Option<YesNo>,
        /// X-Mms-Message-Class.
        MessageClass => message_class: MessageClass<'a>,
        /// X-Mms-Priority, since 1.3.
        Priority => priority: Option<Priority>,
        /// X-Mms-Message-Size, octets; need not be those of the M-Retrieve.conf.
        MessageSize => message_size: u64,
        /// X-Mms-Expiry; relative.
        Expiry => expiry: Expiry,
        /// X-Mms-Content-Location: where the message can be fetched.
        ContentLocation => content_location: TextString<'a>,
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;
    use rstest::rstest;

    use super::*;
    use crate::error::DecodeErrorKind;
    use crate::field::Field;
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

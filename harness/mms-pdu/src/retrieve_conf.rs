//! M-Retrieve.conf (ENC 6): a message as the MMSC delivers it, or the reason why it does not.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{
    Address, EncodedString, FromValue, MessageClass, Priority, RetrieveStatus, TextString, Version,
    YesNo,
};

pdu! {
    /// M-Retrieve.conf.
    RetrieveConf {
        /// X-Mms-Transaction-ID; there when the MMSC wants an M-Acknowledge.ind.
        TransactionId => transaction_id: Option<TextString<'a>>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// Message-ID; there when the message itself is inside.
        MessageId => message_id: Option<TextString<'a>>,
        /// Date, seconds since 1970-01-01 00:00:00 UTC.
        Date => date: u64,
        /// From; absent when the sender hides.
        From => from: Option<FromValue<'a>>,
        /// To, one for each header field.
        To => to: Vec<Address<'a>>,
        /// Cc.
        Cc => cc: Vec<Address<'a>>,
        /// Subject.
        Subject => subject: Option<EncodedString<'a>>,
        /// X-Mms-Message-Class; absent means personal.
        MessageClass => message_class: Option<MessageClass<'a>>,
        /// X-Mms-Priority; absent means normal.
        Priority => priority: Option<Priority>,
        /// X-Mms-Delivery-Report; absent means no.
        DeliveryReport => delivery_report: Option<YesNo>,
        /// X-Mms-Read-Report; absent means no.
        ReadReport => read_report: Option<YesNo>,
        /// X-Mms-Retrieve-Status; absent means ok.
        RetrieveStatus => retrieve_status: Option<RetrieveStatus>,
        /// X-Mms-Retrieve-Text.
        RetrieveText => retrieve_text: Option<EncodedString<'a>>,
    }
    content_type, body
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::error::DecodeErrorKind;
    use crate::field::Field;
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

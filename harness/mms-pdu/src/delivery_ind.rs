//! M-Delivery.ind (ENC 6): a delivery report to the sender of a message.
//!
//! The PDU's table has no X-Mms-Transaction-ID, and an operator sends one; it is read.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{Address, EncodedString, Status, TextString, Version};

pdu! {
    /// M-Delivery.ind.
    DeliveryInd {
        /// X-Mms-Transaction-ID, which the table does not have.
        TransactionId => transaction_id: Option<TextString<'a>>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// Message-ID of the message.
        MessageId => message_id: TextString<'a>,
        /// Date of the report's cause, seconds since 1970-01-01 00:00:00 UTC.
        Date => date: u64,
        /// X-Mms-Status at the recipient.
        Status => status: Status,
        /// X-Mms-Status-Text, since 1.3.
        StatusText => status_text: Option<EncodedString<'a>>,
        /// To: the recipient that the report is about.
        To => to: Address<'a>,
    }
}

impl<'a> DeliveryInd<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(
        version: Version,
        message_id: TextString<'a>,
        to: Address<'a>,
        date: u64,
        status: Status,
    ) -> Self {
        Self {
            transaction_id: None,
            version,
            message_id,
            date,
            status,
            status_text: None,
            to,
            other: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::Pdu;
    use crate::error::DecodeErrorKind;
    use crate::field::Field;

    /// One header field a row.
    const ROWS: [&[u8]; 6] = [
        &[0x8C, 0x86],                         // M-Delivery.ind
        &[0x8D, 0x92],                         // version 1.2
        b"\x8Bm1\0",                           // Message-ID
        &[0x85, 0x04, 0x4D, 0xE4, 0xA9, 0xF6], // Date
        &[0x95, 0x84],                         // unrecognised
        b"\x971/TYPE=PLMN\0",                  // To
    ];

    fn report() -> DeliveryInd<'static> {
        let to = Address::from_dialled("1").unwrap();
        let id = TextString::new("m1").unwrap();
        DeliveryInd::new(Version::V1_2, id, to, 0x4DE4_A9F6, Status::Unrecognised)
    }

    #[test]
    fn the_pdu_goes_and_comes_back() {
        assert_eq!(report().encode(), ROWS.concat());
        assert_eq!(Pdu::decode(&ROWS.concat()), Ok(report().into()));
        let mut report = report();
        report.transaction_id = Some(TextString::new("t1").unwrap());
        report.status_text = Some(EncodedString::from_text("?"));
        let octets = report.encode();
        assert_eq!(octets[..8], *b"\x8C\x86\x98t1\0\x8D\x92");
        assert_eq!(Pdu::decode(&octets), Ok(report.into()));
    }

    #[rstest]
    #[case(1, Field::MmsVersion)]
    #[case(2, Field::MessageId)]
    #[case(3, Field::Date)]
    #[case(4, Field::Status)]
    #[case(5, Field::To)]
    fn every_mandatory_header_is_missed(#[case] row: usize, #[case] field: Field) {
        let rows = ROWS.iter().enumerate().filter(|(index, _)| *index != row);
        let octets: Vec<u8> = rows.flat_map(|(_, row)| row.to_vec()).collect();
        let error = Pdu::decode(&octets).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(field));
    }

    #[test]
    fn a_second_recipient_is_kept() {
        let octets = [&ROWS.concat()[..], b"\x972\0"].concat();
        let Pdu::DeliveryInd(pdu) = Pdu::decode(&octets).unwrap() else { panic!("type") };
        assert_eq!((pdu.to.bare().as_ref(), pdu.other[0].field()), ("1", Some(Field::To)));
        assert_eq!(pdu.encode(), octets);
    }
}

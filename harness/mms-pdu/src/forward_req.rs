//! M-Forward.req (ENC 6, since 1.1): a client has the MMSC forward a message that it has not retrieved.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{Address, Expiry, FromValue, TextString, Version, YesNo};

pdu! {
    /// M-Forward.req.
    ForwardReq {
        /// X-Mms-Transaction-ID.
        TransactionId => transaction_id: TextString<'a>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// Date, seconds since 1970-01-01 00:00:00 UTC; the MMSC sets it when it is absent.
        Date => date: Option<u64>,
        /// From: who forwards.
        From => from: FromValue<'a>,
        /// To, one for each header field.
        To => to: Vec<Address<'a>>,
        /// Cc.
        Cc => cc: Vec<Address<'a>>,
        /// Bcc.
        Bcc => bcc: Vec<Address<'a>>,
        /// X-Mms-Expiry; absent means as long as the MMSC keeps messages.
        Expiry => expiry: Option<Expiry>,
        /// X-Mms-Delivery-Time; absent means at once.
        DeliveryTime => delivery_time: Option<Expiry>,
        /// X-Mms-Report-Allowed: whether the sender may have a report; absent means yes.
        ReportAllowed => report_allowed: Option<YesNo>,
        /// X-Mms-Delivery-Report; absent means no.
        DeliveryReport => delivery_report: Option<YesNo>,
        /// X-Mms-Read-Report; absent means no.
        ReadReport => read_report: Option<YesNo>,
        /// X-Mms-Content-Location of the notification.
        ContentLocation => content_location: TextString<'a>,
    }
}

impl<'a> ForwardReq<'a> {
    /// Makes the PDU with its mandatory fields: insert-address, no recipients yet.
    #[must_use]
    pub const fn new(
        transaction_id: TextString<'a>,
        version: Version,
        content_location: TextString<'a>,
    ) -> Self {
        Self {
            transaction_id,
            version,
            date: None,
            from: FromValue::InsertAddress,
            to: Vec::new(),
            cc: Vec::new(),
            bcc: Vec::new(),
            expiry: None,
            delivery_time: None,
            report_allowed: None,
            delivery_report: None,
            read_report: None,
            content_location,
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
    const ROWS: [&[u8]; 7] = [
        &[0x8C, 0x89],        // M-Forward.req
        b"\x98t1\0",          // transaction id
        &[0x8D, 0x91],        // version 1.1
        &[0x89, 0x01, 0x81],  // From: insert-address
        b"\x971/TYPE=PLMN\0", // To
        &[0x86, 0x80],        // delivery report
        b"\x83http://h/1\0",  // Content-Location
    ];

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let text = |text| TextString::new(text).unwrap();
        let mut pdu = ForwardReq::new(text("t1"), Version::V1_1, text("http://h/1"));
        pdu.to.push(Address::from_dialled("1").unwrap());
        pdu.delivery_report = Some(YesNo::Yes);
        assert_eq!(pdu.encode(), ROWS.concat());
        assert_eq!(Pdu::decode(&ROWS.concat()), Ok(pdu.into()));
    }

    #[rstest]
    #[case(1, Field::TransactionId)]
    #[case(2, Field::MmsVersion)]
    #[case(3, Field::From)]
    #[case(6, Field::ContentLocation)]
    fn every_mandatory_header_is_missed(#[case] row: usize, #[case] field: Field) {
        let rows = ROWS.iter().enumerate().filter(|(index, _)| *index != row);
        let octets: Vec<u8> = rows.flat_map(|(_, row)| row.to_vec()).collect();
        let error = Pdu::decode(&octets).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(field));
    }
}

//! M-Read-Orig.ind (ENC 6): the MMSC passes a read report on to the sender of the message.

use crate::pdu_type::pdu;
use crate::{Address, FromValue, ReadStatus, TextString, Version};

pdu! {
    /// M-Read-Orig.ind.
    ReadOrigInd {
        /// X-Mms-Transaction-ID, which the table does not have.
        TransactionId => transaction_id: Option<TextString<'a>>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// Message-ID of the message.
        MessageId => message_id: TextString<'a>,
        /// To: the sender of the message.
        To => to: Address<'a>,
        /// From: who has read it.
        From => from: FromValue<'a>,
        /// Date, seconds since 1970-01-01 00:00:00 UTC.
        Date => date: u64,
        /// X-Mms-Read-Status.
        ReadStatus => read_status: ReadStatus,
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;
    use rstest::rstest;

    use super::*;
    use crate::Pdu;
    use crate::error::DecodeErrorKind;
    use crate::field::Field;

    /// One header field a row.
    const ROWS: [&[u8]; 7] = [
        &[0x8C, 0x88],                   // M-Read-Orig.ind
        &[0x8D, 0x92],                   // version 1.2
        b"\x8Bm1\0",                     // Message-ID
        b"\x971/TYPE=PLMN\0",            // To
        b"\x89\x0E\x8012/TYPE=PLMN\0",   // From: 14 octets, address-present
        &[0x85, 0x03, 0x01, 0x00, 0x00], // Date
        &[0x9B, 0x80],                   // read
    ];

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let pdu = ReadOrigInd {
            transaction_id: None,
            version: Version::V1_2,
            message_id: TextString::new("m1").unwrap(),
            to: Address::from_dialled("1").unwrap(),
            from: FromValue::Address(Address::from_dialled("12").unwrap()),
            date: 65_536,
            read_status: ReadStatus::Read,
            other: Vec::new(),
        };
        assert_eq!(pdu.encode(), ROWS.concat());
        assert_eq!(Pdu::decode(&ROWS.concat()), Ok(pdu.into()));
    }

    #[rstest]
    #[case(1, Field::MmsVersion)]
    #[case(2, Field::MessageId)]
    #[case(3, Field::To)]
    #[case(4, Field::From)]
    #[case(5, Field::Date)]
    #[case(6, Field::ReadStatus)]
    fn every_mandatory_header_is_missed(#[case] row: usize, #[case] field: Field) {
        let rows = ROWS.iter().enumerate().filter(|(index, _)| *index != row);
        let octets: Vec<u8> = rows.flat_map(|(_, row)| row.to_vec()).collect();
        let error = Pdu::decode(&octets).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(field));
    }
}

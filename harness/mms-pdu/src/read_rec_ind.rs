//! M-Read-Rec.ind (ENC 6): the recipient's client reports that a message was read.

use alloc::vec::Vec;

use crate::pdu_type::pdu;
use crate::{Address, FromValue, ReadStatus, TextString, Version};

pdu! {
    /// M-Read-Rec.ind.
    ReadRecInd {
        /// X-Mms-Transaction-ID, which the table does not have.
        TransactionId => transaction_id: Option<TextString<'a>>,
        /// X-Mms-MMS-Version.
        MmsVersion => version: Version,
        /// Message-ID of the message.
        MessageId => message_id: TextString<'a>,
        /// To: the sender of the message.
        To => to: Address<'a>,
        /// From: who has read it, or insert-address.
        From => from: FromValue<'a>,
        /// Date, seconds since 1970-01-01 00:00:00 UTC; the MMSC sets it when it is absent.
        Date => date: Option<u64>,
        /// X-Mms-Read-Status.
        ReadStatus => read_status: ReadStatus,
    }
}

impl<'a> ReadRecInd<'a> {
    /// Makes the PDU with its mandatory fields, insert-address among them.
    #[must_use]
    pub const fn new(
        version: Version,
        message_id: TextString<'a>,
        to: Address<'a>,
        read_status: ReadStatus,
    ) -> Self {
        Self {
            transaction_id: None,
            version,
            message_id,
            to,
            from: FromValue::InsertAddress,
            date: None,
            read_status,
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
        &[0x8C, 0x87],        // M-Read-Rec.ind
        &[0x8D, 0x91],        // version 1.1
        b"\x8Bm1\0",          // Message-ID
        b"\x971/TYPE=PLMN\0", // To
        &[0x89, 0x01, 0x81],  // From: insert-address
        &[0x9B, 0x81],        // deleted without being read
    ];

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let to = Address::from_dialled("1").unwrap();
        let id = TextString::new("m1").unwrap();
        let status = ReadStatus::DeletedWithoutBeingRead;
        let pdu = ReadRecInd::new(Version::V1_1, id, to, status);
        assert_eq!(pdu.encode(), ROWS.concat());
        assert_eq!(Pdu::decode(&ROWS.concat()), Ok(pdu.into()));
    }

    #[rstest]
    #[case(1, Field::MmsVersion)]
    #[case(2, Field::MessageId)]
    #[case(3, Field::To)]
    #[case(4, Field::From)]
    #[case(5, Field::ReadStatus)]
    fn every_mandatory_header_is_missed(#[case] row: usize, #[case] field: Field) {
        let rows = ROWS.iter().enumerate().filter(|(index, _)| *index != row);
        let octets: Vec<u8> = rows.flat_map(|(_, row)| row.to_vec()).collect();
        let error = Pdu::decode(&octets).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::MissingHeader(field));
    }
}

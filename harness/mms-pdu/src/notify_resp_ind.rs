//! M-NotifyResp.ind (ENC 6): the client's answer to a notification.

use alloc::vec::Vec;

use crate::error::DecodeError;
use crate::field::Field;
use crate::header::{Fields, Header};
use crate::message_type::MessageType;
use crate::pdu::{pdu, write_octet, write_start};
use crate::sink::Sink;
use crate::{Status, TextString, Version, YesNo};

/// M-NotifyResp.ind.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotifyRespInd<'a> {
    /// X-Mms-Transaction-ID of the notification.
    pub transaction_id: TextString<'a>,
    /// X-Mms-MMS-Version.
    pub version: Version,
    /// X-Mms-Status: retrieved, rejected, deferred or unrecognised (STA-2).
    pub status: Status,
    /// X-Mms-Report-Allowed; absent means yes.
    pub report_allowed: Option<YesNo>,
    /// Header fields without a type here.
    pub other: Vec<Header<'a>>,
}

impl<'a> NotifyRespInd<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(transaction_id: TextString<'a>, version: Version, status: Status) -> Self {
        Self { transaction_id, version, status, report_allowed: None, other: Vec::new() }
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> NotifyRespInd<'static> {
        NotifyRespInd {
            transaction_id: self.transaction_id.into_owned(),
            other: self.other.into_iter().map(Header::into_owned).collect(),
            version: self.version,
            status: self.status,
            report_allowed: self.report_allowed,
        }
    }

    pub(crate) fn read(mut fields: Fields<'_, 'a>) -> Result<Self, DecodeError> {
        let (mut transaction_id, mut version) = (None, None);
        let (mut status, mut report_allowed) = (None, None);
        while let Some(field) = fields.next()? {
            match field {
                Field::TransactionId if transaction_id.is_none() => {
                    transaction_id = Some(TextString::read(fields.value())?);
                }
                Field::MmsVersion if version.is_none() => {
                    version = Some(Version::read(fields.value())?);
                }
                Field::Status if status.is_none() => status = Some(Status::read(fields.value())?),
                Field::ReportAllowed if report_allowed.is_none() => {
                    report_allowed = Some(YesNo::read(fields.value())?);
                }
                other => fields.keep(other)?,
            }
        }
        Ok(Self {
            transaction_id: fields.mandatory(transaction_id, Field::TransactionId)?,
            version: fields.mandatory(version, Field::MmsVersion)?,
            status: fields.mandatory(status, Field::Status)?,
            report_allowed,
            other: fields.into_other(),
        })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        write_start(sink, MessageType::NotifyRespInd, Some(&self.transaction_id), self.version);
        write_octet(sink, Field::ReportAllowed, self.report_allowed.map(YesNo::octet));
        write_octet(sink, Field::Status, Some(self.status.octet()));
        self.other.iter().for_each(|header| header.write(sink));
    }
}

pdu!(NotifyRespInd);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdu;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let id = TextString::new("t1").unwrap();
        let pdu = NotifyRespInd::new(id, Version::V1_0, Status::Unrecognised);
        let octets = [
            0x8C, 0x83, // M-NotifyResp.ind
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x90, // version 1.0
            0x95, 0x84, // unrecognised
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(Pdu::NotifyRespInd(pdu)));
    }
}

//! M-Acknowledge.ind (ENC 6): the client has retrieved a message.

use alloc::vec::Vec;

use crate::error::DecodeError;
use crate::field::Field;
use crate::header::{Fields, Header};
use crate::message_type::MessageType;
use crate::pdu::{pdu, write_octet, write_start};
use crate::sink::Sink;
use crate::{TextString, Version, YesNo};

/// M-Acknowledge.ind.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AcknowledgeInd<'a> {
    /// X-Mms-Transaction-ID of the M-Retrieve.conf.
    pub transaction_id: TextString<'a>,
    /// X-Mms-MMS-Version.
    pub version: Version,
    /// X-Mms-Report-Allowed; absent means yes.
    pub report_allowed: Option<YesNo>,
    /// Header fields without a type here.
    pub other: Vec<Header<'a>>,
}

impl<'a> AcknowledgeInd<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(transaction_id: TextString<'a>, version: Version) -> Self {
        Self { transaction_id, version, report_allowed: None, other: Vec::new() }
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> AcknowledgeInd<'static> {
        AcknowledgeInd {
            transaction_id: self.transaction_id.into_owned(),
            other: self.other.into_iter().map(Header::into_owned).collect(),
            version: self.version,
            report_allowed: self.report_allowed,
        }
    }

    pub(crate) fn read(mut fields: Fields<'_, 'a>) -> Result<Self, DecodeError> {
        let (mut transaction_id, mut version, mut report_allowed) = (None, None, None);
        while let Some(field) = fields.next()? {
            match field {
                Field::TransactionId if transaction_id.is_none() => {
                    transaction_id = Some(TextString::read(fields.value())?);
                }
                Field::MmsVersion if version.is_none() => {
                    version = Some(Version::read(fields.value())?);
                }
                Field::ReportAllowed if report_allowed.is_none() => {
                    report_allowed = Some(YesNo::read(fields.value())?);
                }
                other => fields.keep(other)?,
            }
        }
        Ok(Self {
            transaction_id: fields.mandatory(transaction_id, Field::TransactionId)?,
            version: fields.mandatory(version, Field::MmsVersion)?,
            report_allowed,
            other: fields.into_other(),
        })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        write_start(sink, MessageType::AcknowledgeInd, Some(&self.transaction_id), self.version);
        write_octet(sink, Field::ReportAllowed, self.report_allowed.map(YesNo::octet));
        self.other.iter().for_each(|header| header.write(sink));
    }
}

pdu!(AcknowledgeInd);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdu;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let mut pdu = AcknowledgeInd::new(TextString::new("t1").unwrap(), Version::V1_2);
        pdu.report_allowed = Some(YesNo::No);
        let octets = [
            0x8C, 0x85, // M-Acknowledge.ind
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x92, // version 1.2
            0x91, 0x81, // no report
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(pdu.encoded_len(), octets.len());
        assert_eq!(Pdu::decode(&octets), Ok(Pdu::AcknowledgeInd(pdu)));
    }
}

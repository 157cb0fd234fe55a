//! M-Send.conf (ENC 6): the MMSC's answer to M-Send.req.

use alloc::vec::Vec;

use crate::error::DecodeError;
use crate::field::Field;
use crate::header::{Fields, Header};
use crate::message_type::MessageType;
use crate::pdu::{pdu, write_field, write_octet, write_start};
use crate::sink::Sink;
use crate::{EncodedString, ResponseStatus, TextString, Version};

/// M-Send.conf.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SendConf<'a> {
    /// X-Mms-Transaction-ID of the M-Send.req.
    pub transaction_id: TextString<'a>,
    /// X-Mms-MMS-Version.
    pub version: Version,
    /// X-Mms-Response-Status.
    pub response_status: ResponseStatus,
    /// X-Mms-Response-Text.
    pub response_text: Option<EncodedString<'a>>,
    /// Message-ID; there when the message was accepted.
    pub message_id: Option<TextString<'a>>,
    /// Header fields without a type here.
    pub other: Vec<Header<'a>>,
}

impl<'a> SendConf<'a> {
    /// Makes the PDU with its mandatory fields.
    #[must_use]
    pub const fn new(
        transaction_id: TextString<'a>,
        version: Version,
        response_status: ResponseStatus,
    ) -> Self {
        Self {
            transaction_id,
            version,
            response_status,
            response_text: None,
            message_id: None,
            other: Vec::new(),
        }
    }

    /// Copies what is borrowed.
    #[must_use]
    pub fn into_owned(self) -> SendConf<'static> {
        SendConf {
            transaction_id: self.transaction_id.into_owned(),
            response_text: self.response_text.map(EncodedString::into_owned),
            message_id: self.message_id.map(TextString::into_owned),
            other: self.other.into_iter().map(Header::into_owned).collect(),
            version: self.version,
            response_status: self.response_status,
        }
    }

    pub(crate) fn read(mut fields: Fields<'_, 'a>) -> Result<Self, DecodeError> {
        let (mut transaction_id, mut version, mut response_status) = (None, None, None);
        let (mut response_text, mut message_id) = (None, None);
        while let Some(field) = fields.next()? {
            match field {
                Field::TransactionId if transaction_id.is_none() => {
                    transaction_id = Some(TextString::read(fields.value())?);
                }
                Field::MmsVersion if version.is_none() => {
                    version = Some(Version::read(fields.value())?);
                }
                Field::ResponseStatus if response_status.is_none() => {
                    response_status = Some(ResponseStatus::read(fields.value())?);
                }
                Field::ResponseText if response_text.is_none() => {
                    response_text = Some(EncodedString::read(fields.value())?);
                }
                Field::MessageId if message_id.is_none() => {
                    message_id = Some(TextString::read(fields.value())?);
                }
                other => fields.keep(other)?,
            }
        }
        Ok(Self {
            transaction_id: fields.mandatory(transaction_id, Field::TransactionId)?,
            version: fields.mandatory(version, Field::MmsVersion)?,
            response_status: fields.mandatory(response_status, Field::ResponseStatus)?,
            response_text,
            message_id,
            other: fields.into_other(),
        })
    }

    pub(crate) fn write(&self, sink: &mut dyn Sink) {
        write_start(sink, MessageType::SendConf, Some(&self.transaction_id), self.version);
        write_octet(sink, Field::ResponseStatus, Some(self.response_status.octet()));
        write_field(sink, Field::ResponseText, self.response_text.as_ref(), |sink, text| {
            text.write(sink);
        });
        write_field(sink, Field::MessageId, self.message_id.as_ref(), |sink, id| id.write(sink));
        self.other.iter().for_each(|header| header.write(sink));
    }
}

pdu!(SendConf);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pdu;

    #[test]
    fn the_pdu_goes_and_comes_back() {
        let id = TextString::new("t1").unwrap();
        let mut pdu = SendConf::new(id, Version::V1_0, ResponseStatus::Unknown(0xEC));
        pdu.response_text = Some(EncodedString::from_text("no"));
        pdu.message_id = Some(TextString::new("m1").unwrap());
        let octets = [
            0x8C, 0x81, // M-Send.conf
            0x98, 0x74, 0x31, 0x00, // transaction id "t1"
            0x8D, 0x90, // version 1.0
            0x92, 0xEC, // an unassigned status
            0x93, 0x6E, 0x6F, 0x00, // response text "no"
            0x8B, 0x6D, 0x31, 0x00, // message id "m1"
        ];
        assert_eq!(pdu.encode(), octets);
        assert_eq!(Pdu::decode(&octets), Ok(Pdu::SendConf(pdu)));
    }
}

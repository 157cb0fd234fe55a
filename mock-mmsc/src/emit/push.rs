//! The WSP Push envelope that carries a PDU without being asked (WSP 8.2.4.1).
//!
//! It ends where an SMS or a datagram would begin: ports and segments are the business of
//! [`SmsDeliver`](super::SmsDeliver).

use super::value::{integer, text_string, uintvar};
use crate::dissect::MMS_MESSAGE;

/// Transaction identifier of the connectionless push; receivers ignore it.
const TRANSACTION_IDENTIFIER: u8 = 0x01;
/// WSP PDU type Push.
const PUSH: u8 = 0x06;
/// Well-known number of application/vnd.wap.mms-message, as a Short-integer.
const MMS_MESSAGE_NUMBER: u8 = 0xBE;
/// Number of the application mms.ua.
const MMS_USER_AGENT: u8 = 0x84;

/// A notification inside a WSP Push: the shortest envelope that names the application.
#[must_use]
pub fn push(notification: &[u8]) -> Vec<u8> {
    PushEnvelope::default().emit(notification)
}

/// What the envelope of a push says. The default one is the shortest that names the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushEnvelope {
    /// Transaction identifier; receivers ignore it.
    pub transaction_identifier: u8,
    /// How the media type is written.
    pub content_type: TypeForm,
    /// How X-Wap-Application-Id is written; none leaves it out.
    pub application_id: Option<TypeForm>,
    /// Whether Content-Length stands there.
    pub content_length: bool,
    /// Push-Flag, 0 to 7.
    pub push_flag: Option<u8>,
    /// Encoding-Version octet: 0x93 is 1.3.
    pub encoding_version: Option<u8>,
}

/// How a type that has a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeForm {
    /// As its number, one octet.
    Number,
    /// As text.
    Text,
}

impl Default for PushEnvelope {
    fn default() -> Self {
        Self {
            transaction_identifier: TRANSACTION_IDENTIFIER,
            content_type: TypeForm::Number,
            application_id: Some(TypeForm::Number),
            content_length: false,
            push_flag: None,
            encoding_version: None,
        }
    }
}

impl PushEnvelope {
    /// The datagram: transaction identifier, PDU type, header fields, the PDU.
    #[must_use]
    pub fn emit(&self, pdu: &[u8]) -> Vec<u8> {
        let headers = self.headers(pdu.len());
        let mut out = vec![self.transaction_identifier, PUSH];
        uintvar(headers.len(), &mut out);
        out.extend(headers);
        out.extend_from_slice(pdu);
        out
    }

    fn headers(&self, pdu_octets: usize) -> Vec<u8> {
        let mut out = Vec::new();
        match self.content_type {
            TypeForm::Number => out.push(MMS_MESSAGE_NUMBER),
            TypeForm::Text => text_string(MMS_MESSAGE, &mut out),
        }
        match self.application_id {
            Some(TypeForm::Number) => out.extend([0xAF, MMS_USER_AGENT]),
            Some(TypeForm::Text) => {
                out.push(0xAF);
                text_string("x-wap-application:mms.ua", &mut out);
            }
            None => {}
        }
        if self.content_length {
            out.push(0x8D);
            integer(u64::try_from(pdu_octets).unwrap_or(u64::MAX), &mut out);
        }
        if let Some(flag) = self.push_flag {
            out.push(0xB4);
            integer(u64::from(flag), &mut out);
        }
        if let Some(version) = self.encoding_version {
            out.extend([0xC3, version]);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dissect::{dissect_push, hex};

    #[test]
    fn envelope_precedes_the_notification() {
        // tid, Push, HeadersLen 3, Content-Type, X-Wap-Application-Id, then the PDU as it is.
        assert_eq!(hex(&push(&[0x8C, 0x82])), "01 06 03 BE AF 84 8C 82");
    }

    #[test]
    fn every_header_field_can_be_asked_for() {
        let envelope = PushEnvelope {
            transaction_identifier: 0x2A,
            content_type: TypeForm::Text,
            application_id: Some(TypeForm::Text),
            content_length: true,
            push_flag: Some(4),
            encoding_version: Some(0x93),
        };
        let octets = envelope.emit(&[0x8C, 0x82, 0x8D, 0x90]);
        let dissection = dissect_push(&octets);
        let seen: Vec<_> = dissection
            .envelope_fields()
            .iter()
            .map(|field| format!("{}={}", field.name, field.value))
            .collect();
        assert_eq!(
            seen,
            [
                "Transaction-Identifier=0x2A",
                "PDU-Type=Push",
                "HeadersLen=64",
                "Content-Type=application/vnd.wap.mms-message",
                "X-Wap-Application-Id=x-wap-application:mms.ua",
                "Content-Length=4",
                "Push-Flag=4",
                "Encoding-Version=1.3",
                "MMS PDU=4 octets",
            ]
        );
    }
}

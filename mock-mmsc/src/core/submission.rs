//! The answer to an M-Send.req, and to PDUs that are posted in its place.

use std::time::Duration;

use super::reply::Content;
use super::{Mmsc, transaction_id, version};
use crate::dissect::Dissection;
use crate::emit::{SendConf, VERSION_1_0};
use crate::exchange::Request;
use crate::script::Answer;

/// Response-Status Ok.
const OK: u8 = 0x80;
/// Response-Status Error-unsupported-message, which has no younger code.
pub(super) const UNSUPPORTED_MESSAGE: u8 = 0x88;
/// Response-Status Error-permanent-message-format-corrupt, since 1.1.
pub(super) const MESSAGE_FORMAT_CORRUPT: u8 = 0xE2;
/// Response-Status Error-message-format-corrupt of version 1.0.
const MESSAGE_FORMAT_CORRUPT_1_0: u8 = 0x83;
/// The bits of a version octet that hold the major version.
const MAJOR: u8 = 0xF0;

impl Mmsc {
    /// A message is accepted when its type and its Transaction-ID can be read, whatever the findings on the rest: they
    /// are recorded, and a client under test goes on. A version with another major number is not (VER-4).
    pub(super) fn submit(
        &mut self,
        now: Duration,
        request: &Request,
        pdu: &Dissection,
        answer: &Answer,
    ) -> Content {
        if version(pdu).is_some_and(|octet| octet & MAJOR != self.config.version & MAJOR) {
            return self.refuse_pdu(pdu, answer, UNSUPPORTED_MESSAGE);
        }
        if transaction_id(pdu).is_none() {
            return self.refuse_pdu(pdu, answer, MESSAGE_FORMAT_CORRUPT);
        }
        let status = answer.response_status.unwrap_or(OK);
        let authority = request.authority().map(str::to_owned);
        let stored = (status == OK).then(|| self.store.put(now, pdu.clone(), authority));
        let mut content = self.send_conf(pdu, answer, status, stored.clone());
        content.stored = stored;
        content
    }

    /// An M-Send.conf that refuses.
    pub(super) fn refuse_pdu(&self, pdu: &Dissection, answer: &Answer, status: u8) -> Content {
        let old = self.answer_version(pdu) == VERSION_1_0;
        let status = match status {
            MESSAGE_FORMAT_CORRUPT if old => MESSAGE_FORMAT_CORRUPT_1_0,
            status => status,
        };
        self.send_conf(pdu, answer, answer.response_status.unwrap_or(status), None)
    }

    fn send_conf(
        &self,
        pdu: &Dissection,
        answer: &Answer,
        response_status: u8,
        message_id: Option<String>,
    ) -> Content {
        // Mandatory in the M-Send.conf: empty when the request has none that can be read.
        let id = answer.transaction_id.clone().or_else(|| transaction_id(pdu)).unwrap_or_default();
        let version = self.answer_version(pdu);
        let conf = SendConf {
            transaction_id: id,
            version,
            response_status,
            response_text: None,
            message_id,
        };
        Content::pdu(conf.emit())
    }

    /// The own version, or an older minor one of the client (VER-5).
    fn answer_version(&self, pdu: &Dissection) -> u8 {
        let own = self.config.version;
        version(pdu)
            .filter(|octet| octet & MAJOR == own & MAJOR)
            .map_or(own, |octet| octet.min(own))
    }
}

//! The answer to a GET, and the acknowledgement that it makes the client owe.

use std::time::Duration;

use super::reply::Content;
use super::{Event, Mmsc, transaction_id};
use crate::dissect::dissect;
use crate::emit::{Delivery, EmitPart, Multipart, RetrieveConf, retrieve_from_send};
use crate::exchange::{AcknowledgementKind, Request};
use crate::push::notification_id;
use crate::script::Answer;
use crate::store::{StoredMessage, date};

/// Retrieve-Status Ok: as if it were not there.
const OK: u8 = 0x80;

/// Retrievals kept at most; older ones are forgotten.
pub const RETRIEVALS_MAX: usize = 1_024;

/// An M-Retrieve.conf that was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrieval {
    /// Number of the exchange.
    pub exchange: u64,
    /// Message-ID of the stored message; `None` for a PDU that the script served.
    pub message_id: Option<String>,
    /// Transaction-ID of the M-Retrieve.conf; without one no acknowledgement is owed.
    pub transaction_id: Option<String>,
    /// The PDUs that acknowledged it, in order; several when a client repeats itself.
    pub acknowledged: Vec<AcknowledgementKind>,
}

impl Retrieval {
    /// Whether the client still owes an acknowledgement (TX-2).
    #[must_use]
    pub fn is_owed(&self) -> bool {
        self.transaction_id.is_some() && self.acknowledged.is_empty()
    }
}

impl Mmsc {
    /// The retrievals in their order, without those that were forgotten.
    pub fn retrievals(&self) -> impl Iterator<Item = &Retrieval> {
        self.retrievals.iter()
    }

    pub(super) fn retrieve(
        &mut self,
        now: Duration,
        number: u64,
        request: &Request,
        answer: &Answer,
    ) -> Content {
        if let Some(pdu) = &answer.serve {
            self.retrieved(number, None, transaction_id(&dissect(pdu)));
            return Content::pdu(pdu.clone());
        }
        let stored = self.store.find(request.path().trim_start_matches('/'));
        let id = answer.transaction_id.clone().unwrap_or_else(|| self.next_transaction_id());
        let pdu = match (stored, answer.retrieve_status.filter(|&status| status != OK)) {
            (Some(message), None) => retrieve_conf(message, &self.config, Some(id.clone())),
            (Some(message), Some(status)) => {
                let conf = RetrieveConf {
                    message_id: Some(message.message_id.clone()),
                    ..self.failure(now, status)
                };
                return Content::pdu(conf.emit());
            }
            (None, Some(status)) => return Content::pdu(self.failure(now, status).emit()),
            (None, None) => return Content::page(404),
        };
        let message_id = stored.map(|message| message.message_id.clone());
        self.retrieval_count = self.retrieval_count.saturating_add(1);
        self.retrieved(number, message_id, Some(id));
        Content::pdu(pdu)
    }

    /// Links an acknowledgement to the retrieval that it answers; gives the number of that exchange.
    pub(super) fn answered_retrieval(
        &mut self,
        kind: AcknowledgementKind,
        id: &str,
    ) -> Option<u64> {
        let mut newest_first = self.retrievals.iter_mut().rev();
        let retrieval = newest_first.find(|retrieval| match kind {
            AcknowledgementKind::Acknowledge => retrieval.transaction_id.as_deref() == Some(id),
            AcknowledgementKind::NotifyResp => {
                retrieval.transaction_id.as_deref() == Some(id)
                    || retrieval.message_id.as_deref().is_some_and(|m| notification_id(m) == id)
            }
        })?;
        retrieval.acknowledged.push(kind);
        Some(retrieval.exchange)
    }

    fn retrieved(
        &mut self,
        exchange: u64,
        message_id: Option<String>,
        transaction_id: Option<String>,
    ) {
        if self.retrievals.len() >= RETRIEVALS_MAX {
            self.retrievals.pop_front();
        }
        let acknowledged = Vec::new();
        self.retrievals.push_back(Retrieval { exchange, message_id, transaction_id, acknowledged });
        self.event(Event::Retrieved(exchange));
    }

    fn next_transaction_id(&self) -> String {
        format!("attest-r{}", self.retrieval_count.saturating_add(1))
    }

    /// An M-Retrieve.conf that says why there is no message; no acknowledgement is owed.
    fn failure(&self, now: Duration, status: u8) -> RetrieveConf {
        let text = format!("Retrieve-Status 0x{status:02X}");
        RetrieveConf {
            version: self.config.version,
            date: date(&self.config, now),
            retrieve_status: Some(status),
            multipart: Multipart::default(),
            parts: vec![EmitPart {
                content_type: "text/plain".to_owned(),
                charset: Some(106),
                data: text.into_bytes(),
                ..EmitPart::default()
            }],
            ..RetrieveConf::default()
        }
    }
}

/// The M-Retrieve.conf of a stored message.
pub(crate) fn retrieve_conf(
    message: &StoredMessage,
    config: &super::Config,
    transaction_id: Option<String>,
) -> Vec<u8> {
    let delivery = Delivery {
        transaction_id,
        version: config.version,
        message_id: message.message_id.clone(),
        date: date(config, message.at),
        sender: config.subscriber.clone(),
    };
    retrieve_from_send(&message.pdu, &delivery)
}

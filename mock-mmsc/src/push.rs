//! The notification of a stored message, as fields and as octets.
//!
//! It ends at the WSP Push: the short message around it belongs to whoever delivers it.

use crate::core::{Config, retrieve_conf};
use crate::dissect::{Dissection, dissect};
use crate::emit::{MessageClass, NotificationInd, push};
use crate::store::StoredMessage;

/// Time until a message expires, in seconds: three days.
pub const EXPIRY_SECONDS: u32 = 259_200;
/// Message class Personal.
const PERSONAL: u8 = 0x80;

/// What the MMSC tells a recipient about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Transaction-ID, which an M-NotifyResp.ind repeats.
    pub transaction_id: String,
    /// Message-ID of the stored message.
    pub message_id: String,
    /// Sender; `None` when the sender hides.
    pub from: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Message class.
    pub message_class: MessageClass,
    /// Size of the M-Retrieve.conf in octets, about: its Transaction-ID is not counted.
    pub message_size: u32,
    /// Time until the message expires, in seconds.
    pub expiry_seconds: u32,
    /// URL of the message.
    pub location: String,
    /// The M-Notification.ind.
    pub pdu: Vec<u8>,
    /// The M-Notification.ind in its WSP Push.
    pub push: Vec<u8>,
}

impl Notification {
    pub(crate) fn of(message: &StoredMessage, config: &Config) -> Self {
        let retrieval = dissect(&retrieve_conf(message, config, None));
        let value = |name: &str| retrieval.header(name).map(|field| field.value.to_string());
        let fields = NotificationInd {
            transaction_id: notification_id(&message.message_id),
            version: config.version,
            from: value("From"),
            subject: value("Subject"),
            message_class: message_class(&retrieval),
            message_size: u32::try_from(retrieval.octets.len()).unwrap_or(u32::MAX),
            expiry_seconds: EXPIRY_SECONDS,
            location: message.location(config),
        };
        let pdu = fields.emit();
        Self {
            transaction_id: fields.transaction_id,
            message_id: message.message_id.clone(),
            from: fields.from,
            subject: fields.subject,
            message_class: fields.message_class,
            message_size: fields.message_size,
            expiry_seconds: fields.expiry_seconds,
            location: fields.location,
            push: push(&pdu),
            pdu,
        }
    }
}

/// Transaction-ID of the notification of a message: one for each message, however often it is notified (TX-4).
pub(crate) fn notification_id(message_id: &str) -> String {
    format!("{message_id}-n")
}

fn message_class(retrieval: &Dissection) -> MessageClass {
    let field = retrieval.header("X-Mms-Message-Class");
    match field.map(|field| (field.number.map(u8::try_from), field.text.is_some())) {
        Some((Some(Ok(octet)), false)) => MessageClass::Octet(octet),
        Some((_, true)) => {
            MessageClass::Token(field.map(|field| field.value.to_string()).unwrap_or_default())
        }
        _ => MessageClass::Octet(PERSONAL),
    }
}

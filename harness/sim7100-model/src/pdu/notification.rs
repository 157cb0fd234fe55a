//! A WAP push that carries an M-Notification.ind.

use alloc::format;
use alloc::string::{String, ToString};

use mms_pdu::{NotificationInd, Pdu, wsp_push};

use super::retrieve::sender;
use super::{Notification, NotificationClass};

/// The notification of a WSP Push PDU, or why there is none.
pub(crate) fn notification(octets: &[u8]) -> Result<Notification, String> {
    let push = wsp_push::decode(octets).map_err(|error| format!("not a WSP push: {error}"))?;
    if !push.is_mms() {
        return Err(format!("the push carries {}", push.content_type.media_type));
    }
    match Pdu::decode(push.body) {
        Ok(Pdu::NotificationInd(pdu)) => Ok(from_pdu(&pdu)),
        Ok(other) => Err(format!("the push carries {}", other.message_type())),
        Err(error) => Err(format!("the push carries no MMS PDU: {error}")),
    }
}

fn from_pdu(pdu: &NotificationInd<'_>) -> Notification {
    let class = pdu.message_class.octet().and_then(|octet| octet.checked_sub(0x80));
    Notification {
        sender: sender(pdu.from.as_ref()),
        transaction_id: pdu.transaction_id.to_string(),
        location: pdu.content_location.to_string(),
        class: class
            .filter(|class| *class <= 3)
            .map_or(NotificationClass::Other, NotificationClass::Number),
        size: pdu.message_size,
    }
}

//! WAP pushes (chapter 7): an M-Notification.ind becomes `+WAP_PUSH_MMS`, anything else is ignored.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use crate::model::Model;
use crate::pdu::{self, NotificationClass};
use crate::profile::value::{Colon, PushClass};
use crate::{Event, Output, PushSms};

/// The number of X-Mms-Status for a message that is not fetched yet: deferred.
const STATUS_DEFERRED: u8 = 3;
/// What is printed for a class that has no number.
const CLASS_UNKNOWN: u8 = 4;

impl Model {
    /// Reports a push, or says in an event why not.
    pub(crate) fn handle_push(&mut self, push: &PushSms<'_>) {
        match self.push_line(push) {
            Ok(line) => self.report(line.as_bytes()),
            Err(reason) => self.emit(Output::Event(Event::PushIgnored { reason })),
        }
    }

    fn push_line(&self, push: &PushSms<'_>) -> Result<String, String> {
        let notification = pdu::notification(push.octets)?;
        let (sender, id, location) =
            (&notification.sender, &notification.transaction_id, &notification.location);
        if ![sender, id, location].into_iter().all(|text| is_printable(text)) {
            return Err("a field cannot stand between quotes".to_owned());
        }
        let blank = if self.profile.urc_colon == Colon::With { " " } else { "" };
        let line_break = if self.profile.push_wrap.is_on() { "\r\n" } else { "" };
        Ok(format!(
            "+WAP_PUSH_MMS:{blank}\"{sender}\",\"{id}\",\"{location}\"{line_break},\"{}\",{},{}",
            push.timestamp,
            self.class_number(notification.class),
            notification.size
        ))
    }

    const fn class_number(&self, class: NotificationClass) -> u8 {
        match (self.profile.push_class, class) {
            (PushClass::Status, _) => STATUS_DEFERRED,
            (PushClass::Class, NotificationClass::Number(number)) => number,
            (PushClass::Class, NotificationClass::Other) => CLASS_UNKNOWN,
        }
    }
}

fn is_printable(text: &str) -> bool {
    !text.chars().any(|letter| letter == '"' || letter.is_control())
}

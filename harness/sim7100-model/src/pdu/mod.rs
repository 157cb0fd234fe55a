//! Between the model's messages and the PDUs of `mms-pdu`: what the module makes of each.
//!
//! MMS encapsulation, clause 6; the effect of settings on header fields is that of 2.3 of the application note.

mod notification;
mod presentation;
mod retrieve;
mod submission;

use alloc::string::String;

use crate::message::Message;

pub(crate) use notification::notification;
pub(crate) use retrieve::{acknowledge_ind, retrieve_conf};
pub(crate) use submission::{send_conf, send_req};

/// What an M-Send.conf says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SendAnswer {
    /// X-Mms-Transaction-Id.
    pub(crate) transaction_id: String,
    /// Why the MMSC refuses the message; none for Ok.
    pub(crate) refusal: Option<String>,
}

/// What an M-Retrieve.conf brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Retrieved {
    /// X-Mms-Transaction-Id, when there is one.
    pub(crate) transaction_id: Option<String>,
    /// The message.
    pub(crate) message: Message,
}

/// Why a download brings no message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RetrieveError {
    /// It is not an M-Retrieve.conf, or cannot be read.
    Invalid(String),
    /// Its Retrieve-Status says no.
    Refused(String),
}

/// What an M-Notification.ind announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notification {
    /// From without its address type; empty where absent or hidden.
    pub(crate) sender: String,
    /// X-Mms-Transaction-Id.
    pub(crate) transaction_id: String,
    /// X-Mms-Content-Location.
    pub(crate) location: String,
    /// X-Mms-Message-Class.
    pub(crate) class: NotificationClass,
    /// X-Mms-Message-Size in octets.
    pub(crate) size: u64,
}

/// X-Mms-Message-Class of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotificationClass {
    /// 0 Personal, 1 Advertisement, 2 Informational, 3 Auto.
    Number(u8),
    /// A token, or an octet without a meaning.
    Other,
}

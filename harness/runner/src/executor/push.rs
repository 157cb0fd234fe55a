//! The step `push`: a WAP push arrives as a short message.
//!
//! The octets are the mock MMSC's own; the model reads them with its own codec.

use super::case::Case;
use super::stop::Stop;
use crate::verdict::Verdict;
use mock_mmsc::Notification;
use mock_mmsc::emit::{self, NotificationInd, VERSION_1_0};
use scenario::{MessageClass, PushOrigin, PushSpec, Spanned, Template};

/// Service-centre time stamp of a push whose scenario gives none: that of the document's example.
const TIMESTAMP: &str = "09/03/17,17:14:41+32";

/// Originating address of the short message: the push is the MMSC's, its sender stands in the notification.
const SENDER: &str = "10658000";

/// Message size of a notification whose scenario gives none, in octets: that of the document's example.
const MESSAGE_SIZE_OCTETS: u32 = 13_338;

/// Time until a message expires whose scenario gives none, in seconds.
const EXPIRY_SECONDS: u32 = 259_200;

/// X-Mms-Message-Class: Personal.
const CLASS_PERSONAL: u8 = 0x80;

impl Case<'_> {
    /// Lets a push arrive.
    pub(super) async fn push(&mut self, spec: &PushSpec) -> Result<Verdict, Stop> {
        let handle = self.lab("a push cannot be injected without a control socket")?;
        self.te.clear_received();
        self.command = None;
        let octets = match &spec.origin {
            PushOrigin::Octets(octets) => octets.value.clone(),
            PushOrigin::Location(location) => {
                let location = location.value.resolve(&self.captures);
                emit::push(&self.fresh(spec, location).emit())
            }
            PushOrigin::LastStored => {
                let stored = self.mmsc.and_then(|mmsc| mmsc.lock().notify_last());
                let Some(stored) = stored else {
                    return Err(Stop::Inconclusive(
                        "the mock MMSC has stored no message to notify of".to_owned(),
                    ));
                };
                emit::push(&self.stored(spec, stored).emit())
            }
        };
        let timestamp = self.resolved(spec.timestamp.as_ref());
        handle.push(SENDER, timestamp.as_deref().unwrap_or(TIMESTAMP), &octets).await?;
        Ok(Verdict::Pass)
    }

    /// A notification that no stored message is behind.
    fn fresh(&mut self, spec: &PushSpec, location: String) -> NotificationInd {
        self.pushes += 1;
        let transaction_id = self.resolved(spec.transaction_id.as_ref());
        NotificationInd {
            transaction_id: transaction_id.unwrap_or_else(|| format!("push-{}", self.pushes)),
            version: VERSION_1_0,
            from: self.resolved(spec.from.as_ref()),
            subject: self.resolved(spec.subject.as_ref()),
            message_class: spec
                .class
                .as_ref()
                .map_or(emit::MessageClass::Octet(CLASS_PERSONAL), class),
            message_size: spec.size.map_or(MESSAGE_SIZE_OCTETS, |size| size.value),
            expiry_seconds: spec.expiry.map_or(EXPIRY_SECONDS, |expiry| expiry.value),
            location,
        }
    }

    /// The notification of a stored message, with what the step wants otherwise.
    fn stored(&self, spec: &PushSpec, stored: Notification) -> NotificationInd {
        NotificationInd {
            transaction_id: self
                .resolved(spec.transaction_id.as_ref())
                .unwrap_or(stored.transaction_id),
            version: VERSION_1_0,
            from: self.resolved(spec.from.as_ref()).or(stored.from),
            subject: self.resolved(spec.subject.as_ref()).or(stored.subject),
            message_class: spec.class.as_ref().map_or(stored.message_class, class),
            message_size: spec.size.map_or(stored.message_size, |size| size.value),
            expiry_seconds: spec.expiry.map_or(stored.expiry_seconds, |expiry| expiry.value),
            location: stored.location,
        }
    }

    fn resolved(&self, template: Option<&Spanned<Template>>) -> Option<String> {
        template.map(|template| template.value.resolve(&self.captures))
    }
}

fn class(class: &Spanned<MessageClass>) -> emit::MessageClass {
    match &class.value {
        MessageClass::Personal => emit::MessageClass::Octet(CLASS_PERSONAL),
        MessageClass::Advertisement => emit::MessageClass::Octet(0x81),
        MessageClass::Informational => emit::MessageClass::Octet(0x82),
        MessageClass::Auto => emit::MessageClass::Octet(0x83),
        MessageClass::Token(token) => emit::MessageClass::Token(token.clone()),
    }
}

//! The messages that were submitted, to be notified and fetched again.

use std::collections::VecDeque;
use std::time::Duration;

use crate::core::Config;
use crate::dissect::Dissection;

/// Messages kept at most; older ones are forgotten.
pub const MESSAGES_MAX: usize = 256;

/// Submitted messages in the order of their submission.
#[derive(Debug, Default)]
pub struct Store {
    messages: VecDeque<StoredMessage>,
    count: u64,
}

/// A message as it was submitted.
#[derive(Clone, Debug)]
pub struct StoredMessage {
    /// Message-ID, `attest-1`, `attest-2` and so on; also the path of its location.
    pub message_id: String,
    /// When it was submitted; the front's clock.
    pub at: Duration,
    /// The M-Send.req.
    pub pdu: Dissection,
    /// The authority of the request, to which the location leads.
    pub authority: Option<String>,
}

impl StoredMessage {
    /// The URL to fetch the message from.
    #[must_use]
    pub fn location(&self, config: &Config) -> String {
        let authority = self.authority.as_deref().unwrap_or(&config.authority);
        format!("http://{authority}/{}", self.message_id)
    }
}

impl Store {
    /// The messages, oldest first.
    pub fn messages(&self) -> impl Iterator<Item = &StoredMessage> {
        self.messages.iter()
    }

    /// The message of that Message-ID.
    #[must_use]
    pub fn find(&self, message_id: &str) -> Option<&StoredMessage> {
        self.messages.iter().find(|message| message.message_id == message_id)
    }

    /// The newest message.
    #[must_use]
    pub fn last(&self) -> Option<&StoredMessage> {
        self.messages.back()
    }

    /// Stores a message and gives its Message-ID.
    pub(crate) fn put(
        &mut self,
        at: Duration,
        pdu: Dissection,
        authority: Option<String>,
    ) -> String {
        if self.messages.len() >= MESSAGES_MAX {
            self.messages.pop_front();
        }
        self.count = self.count.saturating_add(1);
        let message_id = format!("attest-{}", self.count);
        self.messages.push_back(StoredMessage {
            message_id: message_id.clone(),
            at,
            pdu,
            authority,
        });
        message_id
    }
}

/// Date of something that happened at `at`: seconds since 1970 UTC.
pub(crate) fn date(config: &Config, at: Duration) -> u32 {
    let seconds = u32::try_from(at.as_secs()).unwrap_or(u32::MAX);
    config.epoch_seconds.saturating_add(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_is_bounded_and_ids_are_counted() {
        let mut store = Store::default();
        for number in 1..=MESSAGES_MAX + 1 {
            let id = store.put(Duration::ZERO, crate::dissect::dissect(&[]), None);
            assert_eq!(id, format!("attest-{number}"));
        }
        assert_eq!(store.messages().count(), MESSAGES_MAX);
        assert!(store.find("attest-1").is_none());
        assert_eq!(store.last().map(|m| m.message_id.as_str()), Some("attest-257"));
    }

    #[test]
    fn dates_count_from_the_epoch_and_saturate() {
        let config = Config { epoch_seconds: 1_000, ..Config::default() };
        assert_eq!(date(&config, Duration::from_millis(2_999)), 1_002);
        assert_eq!(date(&config, Duration::MAX), u32::MAX);
    }
}

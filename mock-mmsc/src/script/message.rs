//! A message for a script to serve, in a few words: the emitter makes the M-Retrieve.conf of it.

use serde::Deserialize;

use super::octets::Octets;
use crate::core::Config;
use crate::emit::{EmitPart, Multipart, RetrieveConf};

/// A message without the octets: `{from, to, subject, transaction_id, parts}`, all but `parts` optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Message {
    /// Sender, as in From.
    pub from: Option<String>,
    /// Recipients, as in To.
    pub to: Vec<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Transaction-ID; without one no acknowledgement is owed.
    pub transaction_id: Option<String>,
    /// The parts in order.
    pub parts: Vec<MessagePart>,
}

/// A part: `{name, type, payload}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessagePart {
    /// File name: Content-Location and the parameter `name`.
    pub name: String,
    /// Media type; text is sent as UTF-8.
    pub media_type: String,
    /// The data.
    pub data: Vec<u8>,
}

impl<'de> Deserialize<'de> for MessagePart {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let PartMap { name, media_type, payload } = PartMap::deserialize(input)?;
        Ok(Self { name, media_type, data: payload.0 })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartMap {
    name: String,
    #[serde(rename = "type")]
    media_type: String,
    payload: Octets,
}

/// MIB number of UTF-8.
const UTF_8: u16 = 106;

impl Message {
    /// The M-Retrieve.conf: multipart.mixed, dated at the epoch of the default configuration.
    #[must_use]
    pub fn retrieve_conf(&self) -> Vec<u8> {
        let Config { epoch_seconds, version, .. } = Config::default();
        RetrieveConf {
            transaction_id: self.transaction_id.clone(),
            version,
            message_id: Some("attest-scripted".to_owned()),
            date: epoch_seconds,
            from: self.from.clone(),
            to: self.to.clone(),
            subject: self.subject.clone(),
            multipart: Multipart::Mixed,
            parts: self.parts.iter().map(MessagePart::part).collect(),
            ..RetrieveConf::default()
        }
        .emit()
    }
}

impl MessagePart {
    fn part(&self) -> EmitPart {
        EmitPart {
            content_type: self.media_type.clone(),
            charset: self.media_type.starts_with("text/").then_some(UTF_8),
            name: Some(self.name.clone()),
            content_location: Some(self.name.clone()),
            data: self.data.clone(),
            ..EmitPart::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::script::Script;

    #[test]
    fn a_message_is_served_as_a_pdu() {
        let json = r#"{"answers": [{"serve": {"message": {"from": "+1/TYPE=PLMN", "subject": "hi", "parts":
            [{"name": "t1.txt", "type": "text/plain", "payload": {"text": "Hello"}}]}}}]}"#;
        let script: Script = serde_json::from_str(json).unwrap();
        let pdu = crate::dissect::dissect(script.answers[0].serve.as_deref().unwrap());
        assert_eq!(pdu.message_type(), Some("m-retrieve.conf"));
        assert_eq!(pdu.header("From").map(|field| field.value.as_str()), Some("+1/TYPE=PLMN"));
        let parts = pdu.parts();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].content_type, "text/plain");
        assert_eq!(parts[0].content_location, Some("t1.txt"));
        assert_eq!(parts[0].data, b"Hello");
    }

    #[test]
    fn unknown_keys_are_refused() {
        let json = r#"[{"serve": {"message": {"parts": [], "sbject": "hi"}}}]"#;
        let error = serde_json::from_str::<Script>(json).unwrap_err().to_string();
        assert!(error.contains("unknown field `sbject`"), "{error}");
    }
}

//! The content of a reply before the script has its say about status, media type and octets.

use super::page;
use crate::exchange::Reply;
use crate::script::Answer;

/// The media type of MMS PDUs.
pub(super) const MMS_MEDIA_TYPE: &str = "application/vnd.wap.mms-message";

/// What the core would answer. The default is 200 without content.
#[derive(Debug)]
pub(super) struct Content {
    status: u16,
    media_type: Option<&'static str>,
    body: Vec<u8>,
    /// Message-ID of the message that was stored.
    pub(super) stored: Option<String>,
}

impl Default for Content {
    fn default() -> Self {
        Self { status: 200, media_type: None, body: Vec::new(), stored: None }
    }
}

impl Content {
    /// 200 with a PDU.
    pub(super) fn pdu(body: Vec<u8>) -> Self {
        Self { media_type: Some(MMS_MEDIA_TYPE), body, ..Self::default() }
    }

    /// Another status with a page.
    pub(super) fn page(status: u16) -> Self {
        Self {
            status,
            media_type: Some(page::MEDIA_TYPE),
            body: page::page(status),
            ..Self::default()
        }
    }

    /// The reply under an answer of the script.
    pub(super) fn reply(self, answer: &Answer) -> Reply {
        let scripted = answer.body.clone();
        // A body of the script's own is there to be read: it comes with 200 unless the script says otherwise.
        let (own_status, own) = match scripted {
            Some(_) => (200, Some(MMS_MEDIA_TYPE)),
            None => (self.status, self.media_type),
        };
        let status = answer.status.unwrap_or(own_status);
        let media_type = answer.content_type.clone().or_else(|| own.map(str::to_owned));
        let mut headers = Vec::new();
        headers.extend(media_type.map(|value| ("Content-Type".to_owned(), value)));
        if status == 405 {
            headers.push(("Allow".to_owned(), "GET, POST".to_owned()));
        }
        let mut body = scripted.unwrap_or(self.body);
        let mut fault = answer.fault.clone();
        let octets = fault.raw.as_mut().unwrap_or(&mut body);
        answer.edits.iter().for_each(|edit| edit.apply(octets));
        if matches!(status, 204 | 304) {
            body.clear(); // These have no content (RFC 9110, 6.4.1).
        }
        Reply { status, headers, body, fault }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edit;
    use crate::fault::FaultPlan;

    fn check(content: Content, answer: &Answer, expected: (u16, Option<&str>, &[u8])) {
        let reply = content.reply(answer);
        let media_type = reply.headers.iter().find(|(name, _)| name == "Content-Type");
        assert_eq!(
            (reply.status, media_type.map(|(_, value)| value.as_str()), reply.body.as_slice()),
            expected
        );
    }

    #[test]
    fn the_script_has_the_last_word() {
        let sound = || Content::pdu(vec![0x8C]);
        check(sound(), &Answer::default(), (200, Some(MMS_MEDIA_TYPE), &[0x8C]));
        check(Content::default(), &Answer::default(), (200, None, b""));
        let status = Answer { status: Some(202), ..Answer::default() };
        check(sound(), &status, (202, Some(MMS_MEDIA_TYPE), &[0x8C]));
        let empty = Answer { status: Some(204), ..Answer::default() };
        check(sound(), &empty, (204, Some(MMS_MEDIA_TYPE), b""));
        let body = Answer { body: Some(b"no".to_vec()), ..Answer::default() };
        check(sound(), &body, (200, Some(MMS_MEDIA_TYPE), b"no"));
        check(Content::default(), &body, (200, Some(MMS_MEDIA_TYPE), b"no"));
        let edits = vec![Edit { at: -1, remove: 1, insert: vec![0xFF, 0] }];
        let edited = Answer { edits: edits.clone(), ..Answer::default() };
        check(sound(), &edited, (200, Some(MMS_MEDIA_TYPE), &[0xFF, 0]));
        let fault = FaultPlan { raw: Some(b"HTTP".to_vec()), ..FaultPlan::default() };
        let raw = sound().reply(&Answer { edits, fault, ..Answer::default() });
        assert_eq!(raw.fault.raw.as_deref(), Some(&b"HTT\xFF\0"[..]));
        let html = Answer { content_type: Some("text/html".to_owned()), ..body };
        check(sound(), &html, (200, Some("text/html"), b"no"));
    }
}
